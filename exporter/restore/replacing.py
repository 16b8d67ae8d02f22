"""A store that is lost, damaged or an old copy is replaced by one that the published tree says all of.

It is built beside its place, and put there when it is whole; whatever was there is set aside under a name that says
when. Where a kill leaves none, the next run refuses that as well.
"""

import json
import logging
from datetime import datetime

from msgspec import Struct
from msgspec.structs import asdict

from exporter.config.schema import Config
from exporter.errors import Damaged, Refused
from exporter.intake.renewing import deciding
from exporter.preflight import holds_something
from exporter.publish.opening import opened as opened_tree
from exporter.publish.tree import MARKER, Marker, Tree
from exporter.restore import filing
from exporter.restore.published import Published, read
from exporter.restore.rebuilding import rebuild
from exporter.store import checksums, documents, integrity, places, runs, withdrawals
from exporter.store.database import Database, meta, set_meta
from exporter.store.documents import Retired
from exporter.store.feeds import all_feeds
from exporter.store.location import Location
from exporter.store.locations import MEMORY, at

log = logging.getLogger(__name__)


class Restoration(Struct, frozen=True):
    """What was rebuilt, or would be."""

    store: str
    output: str
    articles: int
    """That are published."""
    withdrawn: int
    feeds: int
    files: int
    """Of the tree, that belong to documents."""
    edition: int
    dry_run: bool

    def as_json(self) -> str:
        """One JSON object."""
        return json.dumps(asdict(self), indent=2)

    def as_text(self) -> str:
        """A line for people."""
        gone = f", {self.withdrawn:,} withdrawn" if self.withdrawn else ""
        what = f"{self.articles:,} articles{gone}, {self.feeds} feeds, {self.files:,} files of edition {self.edition}"
        if self.dry_run:
            return f"{self.store}: would be rebuilt from {self.output}: {what}"
        return f"{self.store}: rebuilt from {self.output}: {what}; the next export reads all dumps again"


def restore(config: Config, now: datetime, *, dry_run: bool, force: bool) -> Restoration:
    """Rebuild the store of this configuration from its tree. `force`: whatever store is there.

    A dry run reads and verifies as much, and builds it in memory.

    Raises:
        Locked: a run is at work.
        Refused: the store that is there is sound, or the tree does not say all that rebuilds it.
        Unavailable: one of the two cannot be read or written.
    """
    place = at(config.store.url)
    tree = opened_tree(config.output.directory, int(now.timestamp()))
    marker = tree.marker()
    if not marker.store:
        raise _unmarked(tree)
    started = f"restore from {tree.where} since {now:%Y-%m-%d %H:%M:%S} UTC"
    with (
        place.held("notices", started, traceless=True),
        place.held("runs", started, traceless=dry_run),
    ):
        if not force:
            _refuse_sound(place, marker)
        published = read(tree, marker)
        with at(MEMORY).opened() if dry_run else place.rebuilt(now) as db:
            return _filled(db, published, config, now, place.where, dry_run=dry_run)


def _unmarked(tree: Tree) -> Refused:
    if not tree.is_published():
        return Refused(f"{tree.where}: nothing was published here: name the tree as output.directory, or with --output")
    return Refused(
        f"{tree.at(MARKER)}: it is not there, as in a tree that was copied without hidden files. It says what no "
        "document does: bring it back (from a mirror, a backup of the tree), or the store from a backup; nothing was "
        "changed."
    )


def _refuse_sound(place: Location, marker: Marker) -> None:
    try:
        if place.is_missing() or not holds_something(place):
            return
        with place.opened_to_read() as db:
            if meta(db, "store") == marker.store and runs.edition(db) < marker.edition:
                return
            if fault := next(integrity.faults(db), None):
                log.warning("%s: %s", place.where, fault)
                return
    except Damaged as error:
        log.warning("%s", str(error).removesuffix(checksums.ADVICE).rstrip(" :;"))  # which is to do what is done here
        return
    raise Refused(
        f"{place.where}: this store is sound, and knows of all that is published: there is nothing to restore. To "
        "replace it all the same, use --force: it is set aside, and nothing is deleted."
    )


def _filled(db: Database, tree: Published, config: Config, now: datetime, where: str, *, dry_run: bool) -> Restoration:
    with db.transaction():
        rebuild(db, tree, config)
        ruled_by, selected_by = deciding(config)
        for name, value in {
            "store": tree.marker.store,
            "output": tree.where,
            "archive_page": str(tree.feeds[0].archive_page),
            "edition": str(tree.marker.edition),
            "restored": str(tree.marker.began),
            "rules": ruled_by,
            "selections": selected_by,
        }.items():
            set_meta(db, name, value)
        files = _file(db, tree, config, int(now.timestamp()))
    return Restoration(
        store=where,
        output=tree.where,
        articles=places.published(db),
        withdrawn=withdrawals.count(db),
        feeds=len(tree.feeds),
        files=files,
        edition=tree.marker.edition,
        dry_run=dry_run,
    )


def _file(db: Database, tree: Published, config: Config, now: int) -> int:
    """Remember what is in place. Nothing is marked: that all is to be drawn, the next run sees by itself."""
    named = {shard.path: shard for shard in tree.shards}
    folders = {
        {"main": "", "section": f"sections/{feed.slug}/"}.get(feed.kind, f"{feed.slug}/"): feed.n
        for feed in all_feeds(db)
    }
    files = list(filing.filed(tree.tree, named, folders, tree.marker.edition, config))
    documents.add(db, [one for one in files if one.kind != "shard" or one.path in named])
    old = [one for one in files if one.kind == "shard" and one.path not in named]
    documents.retire(db, [Retired(one.path, one.kind, tree.marker.edition, now) for one in old])
    return len(files)
