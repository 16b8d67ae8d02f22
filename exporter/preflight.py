"""Before a run: the lock, the store and the tree, once it is certain that they belong together.

Whatever a mistake here would cost subscribers is refused: a tree without its store is never taken for a first run.
"""

import logging
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime

from msgspec.structs import replace

from exporter.arriving import agent_of
from exporter.config import parse_duration
from exporter.config.places import is_url
from exporter.config.schema import Config
from exporter.errors import Refused, StoreError, Unavailable
from exporter.model import Tombstone
from exporter.publish.opening import opened as opened_tree
from exporter.publish.preview import Preview
from exporter.publish.tree import MARKER, Marker, Tree
from exporter.sources import listing
from exporter.sources.choice import Part
from exporter.store import bringing_back, documents, integrity, runs
from exporter.store.database import Database, is_current, meta, set_meta
from exporter.store.location import Location
from exporter.store.locations import MEMORY, at

log = logging.getLogger(__name__)

SLACK = 5.0
"""Seconds beyond their budget after which whoever tells others between two runs is waited for no more."""


def refuse_lost(config: Config) -> None:
    """For who finds no store: see whether there never was one.

    Raises:
        StoreError: it is lost, because there is a tree that was published from one.
    """
    if opened_tree(config.output.directory, 0).is_published():
        raise StoreError(
            f"{at(config.store.url).where}: there is no store, but {config.output.directory} was published from one: "
            "run `exporter restore`, or see store.url and output.directory"
        )


@contextmanager
def cleared(
    config: Config, parts: Sequence[Part], now: datetime, *, dry_run: bool, anew: bool, patience: float = 0.0
) -> Iterator[tuple[Database, Tree]]:
    """Hold the lock, the store and the tree while the block runs. Whoever tells others between two runs is waited for.

    `dry_run`: neither makes nor changes a file. `anew`: begin with an empty store, whatever is published. `patience`:
    seconds to wait, aloud, for a run that is at work.

    Raises:
        Locked: another run is at work.
        Refused: store and tree do not belong together; or, for `anew`, nobody can tell what was withdrawn.
        Unavailable, StoreError: the store cannot be used; or, for `anew`, a source cannot be read.
    """
    place, seconds = at(config.store.url), int(now.timestamp())
    missing = place.is_missing()
    tree = _opened(config, seconds, dry_run)
    tree.owner()  # what cannot be is said before anything is made
    with ExitStack() as stack:
        started = f"export of {config.output.directory} since {now:%Y-%m-%d %H:%M:%S} UTC"
        budget = parse_duration(config.notify.budget).total_seconds()
        with place.held("notices", started, traceless=True, patience=budget + SLACK):
            stack.enter_context(
                place.held("runs", started, traceless=dry_run, patience=patience, level=logging.WARNING)
            )
        if patience:  # a run that was waited for has changed the tree since
            tree = _opened(config, seconds, dry_run)
        gone: list[Tombstone] = []
        if anew:
            _reach(parts, config)
            gone = _withdrawn(tree)
            if not dry_run:
                place.set_aside(seconds)
        elif tree.is_published() and (missing or not holds_something(place)):
            raise Refused(
                f"{place.where}: there is no store, or an empty one, but {tree.where} is a published tree. Exporting "
                "now could show every subscriber every article again, and drop those whose dumps are gone. Run "
                "`exporter restore`, which rebuilds the store from the tree, or name another --output; to begin anew "
                "all the same, use --full --force."
            )
        chosen = at(MEMORY) if anew and dry_run else place
        db = stack.enter_context(chosen.opened(rehearsal=dry_run))
        tree.affirm = db.affirm
        if not missing:
            integrity.look(db, seconds)
        _introduce(db, tree, anew=anew)
        if anew:
            with db.transaction():
                documents.look_for_strangers(db, root=bool(tree.owner()))
                bringing_back.bring_back_gone(db, gone)
        yield db, tree


def _opened(config: Config, seconds: int, dry_run: bool) -> Tree:
    tree = opened_tree(config.output.directory, seconds)
    return Preview(tree) if dry_run else tree


def _reach(parts: Sequence[Part], config: Config) -> None:
    """Whoever begins anew without a source that cannot be read would take all that it gave out of the tree."""
    dumps = 0
    for part in parts:
        if is_url(part.source.path):
            from exporter.sources import fetching  # requests is heavy

            fetching.reach(fetching.request_of(part.source, agent_of(config)))
            dumps += 1
            continue
        for found in listing.scan(part, config.output.directory):
            if isinstance(found, Unavailable):
                raise found
            dumps += 1
    if not dumps:
        raise Refused("no source has a dump to begin anew with: is a disk not mounted? Nothing was changed.")


def holds_something(place: Location) -> bool:
    """Whether a store has ever taken an article in."""
    with place.opened_to_read() as db:
        return bool(db.number("SELECT MAX(n) FROM articles")) or bool(
            is_current(db) and db.number("SELECT COUNT(*) FROM tombstones")
        )


def _withdrawn(tree: Tree) -> list[Tombstone]:
    """What was withdrawn, by the tree. It stays so in a store that begins anew, without its place in the archive."""
    from exporter.render import gone  # only who begins anew needs it

    path, number = tree.at(gone.PATH), tree.marker().gone
    try:
        data = tree.read(gone.PATH)
        found = gone.read_lists(data) if data is not None else ()
        if len(found) < number:
            raise ValueError(f"there were {number}, and it names {len(found)}")
    except ValueError as error:
        raise Refused(
            f"{path}: cannot tell what was withdrawn: {error}. Nothing was changed. Bring that file back, or, if what "
            f"was taken down may come back with the dumps that say it, remove it and {MARKER}."
        ) from error
    log.info("%s: what was withdrawn stays so: %d", path, len(found))
    return [replace(one, sequence=0) for one in found]


def _introduce(db: Database, tree: Tree, *, anew: bool) -> None:
    """See that the tree belongs to this store, and the store is no older copy of the one that published it."""
    store = meta(db, "store")
    if not store:
        store = str(uuid.uuid4())
        with db.transaction():
            set_meta(db, "store", store)
    marker = tree.marker()
    owner = marker.store
    if owner == store and marker.edition > runs.edition(db) and not anew:
        raise Refused(
            f"{db.where}: the store knows of edition {runs.edition(db)}, but {tree.where} is edition {marker.edition}: "
            "it is an old copy. Exporting now could take back what was published since. Run `exporter restore`, which "
            "sets it aside and rebuilds it from the tree."
        )
    if owner and owner != store:
        if not anew:
            raise Refused(
                f"{tree.where}: this tree was published from another store than {db.where}. Exporting now could show "
                "every subscriber every article again. Use the store that belongs to it, or another --output. If this "
                "one is right all the same, as when a back-up was brought back, remove "
                f"{tree.at(MARKER)}: the next run compares every document."
            )
        tree.claim(Marker(store))
