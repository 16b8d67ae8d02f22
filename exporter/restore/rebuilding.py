"""Articles, feeds and who belongs to them, from what a published tree says."""

from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from exporter.config.schema import Config
from exporter.errors import Refused
from exporter.intake.preparation import Stamps
from exporter.model import NEVER, Article, Dump, Record
from exporter.normalise import identity, profiles, urls
from exporter.plan import memberships
from exporter.printable import printable
from exporter.readers import own_rows
from exporter.readers.place import Place
from exporter.restore.published import Published, Row
from exporter.settings import all_rules
from exporter.store import articles, bringing_back, counts, feeds, places, restored, same_text
from exporter.store.database import Database
from exporter.store.restored import Restored, shown_digest
from exporter.store.versions import Known, Version, version_of


def rebuild(db: Database, tree: Published, config: Config) -> int:
    """Fill an empty store; returns the number of articles. Within a transaction.

    Raises:
        Refused: what the tree says does not fit together.
    """
    bringing_back.bring_back_feeds(db, tree.feeds)
    rebuilding, others = _Rebuilding(db, config), list[tuple[int, Article]]()
    gone = {one.id for one in tree.gone}
    for rows in tree.rows():
        # A withdrawal that was cut off has told of it before the manifest names other shards.
        others += rebuilding.take([row for row in rows if row.article.id not in gone])
    for n, article in others:
        rebuilding.take_duplicates(n, article)
    bringing_back.bring_back_gone(db, tree.gone)
    total, missing = places.sequenced(db), places.missing(db)
    if missing:
        raise Refused(
            f"{tree.where}: the archive has {total} places, and {missing} of them are in no data shard, nor in "
            "data/gone.jsonl: the manifest is not that of these shards. Nothing was changed."
        )
    _empty(db, tree, config)
    return total


class _Rebuilding:
    """What the articles of one tree have in common."""

    def __init__(self, db: Database, config: Config) -> None:
        self._db, self._config = db, config
        self._rules = all_rules(config)
        self._stamps = Stamps(self._rules[""])
        self._last = 0

    def take(self, rows: Sequence[Row]) -> Iterator[tuple[int, Article]]:
        """Store these; gives those that name other URLs, with their numbers."""
        versions = [self._version(row) for row in rows]
        numbered = enumerate(zip(rows, versions, strict=True), self._last + 1)
        known = [self._known(n, row.article, version) for n, (row, version) in numbered]
        self._last += len(rows)
        bringing_back.bring_back(self._db, known, versions, [row.article.keys for row in rows])
        restored.add(
            self._db, [Restored(one.n, shown_digest(v.content), 0) for one, v in zip(known, versions, strict=True)]
        )
        changes = counts.Changes()
        for one in known:
            changes[counts.ALL, counts.day_of(one.published)] += 1
        counts.change(self._db, changes)
        by_number = {one.n: one for one in known}
        feeds.join(self._db, {one.n: v.feeds for one, v in zip(known, versions, strict=True)}, by_number)
        return ((one.n, row.article) for one, row in zip(known, rows, strict=True) if row.article.same_as)

    def _version(self, row: Row) -> Version:
        """As if a dump had said what the row says."""
        article = row.article
        found = own_rows.record(Place(Dump("", row.path, "", 0, 0)), msgspec.json.decode(row.line), row.number, "jsonl")
        if not isinstance(found, Record):
            raise Refused(f"{row.path}:{row.number}: {found.reason}. Nothing was changed.")
        keys = self._keys(article.url, article.host)
        shown = replace(
            article,
            keys=keys,
            same_as=(),
            id=identity.article_id(keys[0]),
            updated=NEVER,
            first_seen=NEVER,
            sequence=0,
        )
        stamp = self._stamps[article.host]
        tree = self._config.site.publisher
        version = version_of(found, shown, stamp, memberships(shown, self._config.feed), tree)
        return replace(version, text_digest=same_text.text_digest(self._trusted(shown), tree))

    def _keys(self, url: str, host: str) -> tuple[str, ...]:
        return identity.keys(url, profiles.find(self._config.profile, host))

    def _trusted(self, article: Article) -> Article:
        """Without a publisher whom no profile names: a dump may have (versions.py)."""
        for rules in self._rules.values():
            named = profiles.serving(rules.profiles, rules.usual, article.host)
            if article.publisher == ((named and named[1].publisher) or rules.publisher):
                return article
        return replace(article, publisher=None)

    def _known(self, n: int, article: Article, version: Version) -> Known:
        updated = int(article.updated.timestamp())
        return Known(
            n=n,
            id=article.id,
            sequence=article.sequence,
            published=version.published,
            updated=updated,
            first_seen=int(article.first_seen.timestamp()),
            host=article.host,
            url=article.url,
            stated=updated,
            source="",
            dump=version.dump,
            record="",
            significant=version.significant,
            rules=version.rules,
            run=0,
            prior_updated=0,
            prior_significant="",
            text_digest=version.text_digest,
            original=None,
            judged=None,
            withdrawn=None,
        )

    def take_duplicates(self, n: int, article: Article) -> None:
        """The other URLs of an article become its duplicates, or, if they are another's, stay what its dump says.

        All that is known of them is their URL.
        """
        original, stated = articles.known_by_number(self._db, [n])[n], []
        for url in article.same_as:
            host = urls.host(url)
            keys = self._keys(url, host)
            name = identity.article_id(keys[0])
            if bringing_back.is_known(self._db, name, keys):
                stated.append(url)
                continue
            self._last += 1
            duplicate = replace(
                original,
                n=self._last,
                id=name,
                sequence=None,
                host=host,
                url=url,
                significant="",
                original=n,
                judged=original.text_digest,
            )
            bringing_back.bring_back(self._db, [duplicate], [], [keys])
            restored.add(self._db, [Restored(duplicate.n, "", 0)])
        if stated:
            bringing_back.name_others(self._db, n, tuple(stated))


def _empty(db: Database, tree: Published, config: Config) -> None:
    """Feeds that no article belongs to go on to show those that left last, by name."""
    for feed in tree.feeds:
        if feed.kind == "main" or bringing_back.keep_left(db, feed):
            continue
        if feed.kind == "selection" and not tree.gone and any(one.slug == feed.name for one in config.feed):
            raise Refused(
                f"{tree.where}: no article belongs to the {feed.kind} {printable(feed.title or feed.name)!r} by this "
                "configuration, and one did when the tree was published: restore with the [[feed]] that it had then, "
                "and change that afterwards. Nothing was changed."
            )
