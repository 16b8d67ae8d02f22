"""Articles coming out: where they stand, and whole, in the orders that documents want them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import Struct

from exporter.model import Article
from exporter.store import counts, stored
from exporter.store.checksums import damaged, is_shown
from exporter.store.database import Database
from exporter.store.stored import time_of, whole
from exporter.store.versions import Known, sealed

KNOWN = (
    "n, id, sequence, published, updated, first_seen, host, url, stated, source, dump, record, significant, rules, "
    "run, prior_updated, prior_significant, text_digest, original, judged, withdrawn"
)
"""The columns of `Known`, in its order."""
SHOWN = ("n", "id", "published", "updated", "first_seen", "host", "url")
"""Those that documents show."""


class Place(Struct, frozen=True):
    """Where an article stands in the published tree: what decides which documents it touches."""

    id: str
    host: str
    published: datetime
    sequence: int
    """0 until given."""
    feeds: tuple[int, ...]
    """Numbers of the feeds that it belongs to, the main feed left out."""


def places(db: Database, numbers: Iterable[int]) -> Iterator[Place]:
    """Where these articles stand."""
    wanted = sorted(numbers)
    feeds: dict[int, list[int]] = {}
    for feed, n in db.rows_in("SELECT feed, n FROM memberships WHERE n IN (?) ORDER BY feed", wanted):
        feeds.setdefault(n, []).append(feed)
    for n, identity, host, published, sequence in db.rows_in(
        "SELECT n, id, host, published, sequence FROM articles WHERE n IN (?)", wanted
    ):
        yield Place(identity, host, time_of(published), sequence or 0, tuple(feeds.get(n, ())))


def dirty(db: Database, slice_size: int = 500) -> Iterator[Place]:
    """Where the articles stand whose documents are not marked yet."""
    last = 0
    while some := [
        n
        for (n,) in db.rows(
            "SELECT n FROM dirty WHERE n > :last ORDER BY n LIMIT :size", {"last": last, "size": slice_size}
        )
    ]:
        last = some[-1]
        yield from places(db, some)


def checked(db: Database, row: Sequence[Any]) -> Known:
    """A row of KNOWN and its checksum. Raises Damaged if it is not what was written."""
    known, checksum = Known(*row[:-1]), row[-1]
    if checksum is not None and checksum != sealed(known):
        raise damaged(db.where, "articles", known.n)
    return known


def seal(db: Database, numbers: Iterable[int]) -> None:
    """What SQL has just changed of these articles is as it is to be."""
    sql = f"SELECT {KNOWN} FROM articles WHERE n IN (?)"  # noqa: S608 - our own column names
    rows = [(sealed(Known(*row)), row[0]) for row in db.rows_in(sql, sorted(numbers))]
    db.many("UPDATE articles SET checksum = ? WHERE n = ?", rows)


def any_dirty(db: Database) -> bool:
    """Whether there are articles whose documents are not marked yet."""
    return db.row("SELECT 1 FROM dirty LIMIT 1") is not None


def clean(db: Database) -> None:
    """The documents of all of them are marked."""
    db.run("DELETE FROM dirty")


def newest(db: Database, limit: int) -> Iterator[Article]:
    """Newest first by (published, id)."""
    return whole(stored.newest(db, limit))


def newest_in(db: Database, feed: int, limit: int) -> Iterator[Article]:
    """Newest first, of one feed."""
    return whole(stored.newest_in(db, feed, limit))


def first_in(db: Database, feed: int) -> Article | None:
    """The earliest of a feed, by sequence."""
    return next(whole(stored.first_in(db, feed)), None)


def addresses(db: Database, host: str, since: datetime, before: datetime) -> Iterator[tuple[str, datetime]]:
    """(URL, updated) of those of one host published in [`since`, `before`), oldest first."""
    sql = (
        f"SELECT checksum, {', '.join(SHOWN)} FROM articles"  # noqa: S608 - our own column names
        " WHERE host = :host AND published >= :since AND published < :before"
        " AND sequence IS NOT NULL ORDER BY published, id"
    )
    for row in db.rows(sql, {"host": host, "since": int(since.timestamp()), "before": int(before.timestamp())}):
        n, _, _, updated, _, _, url = row[1:]
        if not is_shown(*row):
            raise damaged(db.where, "articles", n)
        yield url, time_of(updated)


def ids(db: Database) -> Iterator[str]:
    """Of every sequenced article."""
    return (identity for (identity,) in db.walk("SELECT id FROM articles WHERE sequence IS NOT NULL"))


def hosts(db: Database) -> Iterator[str]:
    """Of all articles. A question a host, not a walk through all articles; so `months`."""
    host = ""
    while (row := db.row("SELECT MIN(host) FROM articles WHERE host > :host", {"host": host})) and row[0]:
        host = row[0]
        yield host


def months(db: Database, host: str) -> Iterator[datetime]:
    """When the months began in which articles of one host were published."""
    since = datetime.min.replace(tzinfo=UTC)
    sql = "SELECT MIN(published) FROM articles WHERE host = :host AND published >= :since"
    while (row := db.row(sql, {"host": host, "since": int(since.timestamp())})) and row[0] is not None:
        month = time_of(row[0]).replace(day=1, hour=0, minute=0, second=0)
        yield month
        since = (month + timedelta(days=31)).replace(day=1)


def sequenced(db: Database) -> int:
    """How many places in the archive are given, also to articles that were withdrawn: the highest sequence number."""
    return max(db.number("SELECT MAX(sequence) FROM articles"), db.number("SELECT MAX(sequence) FROM tombstones"))


def published(db: Database) -> int:
    """How many articles have a place in the archive and are not withdrawn."""
    return sequenced(db) - db.number("SELECT COUNT(sequence) FROM tombstones")


def missing(db: Database) -> int:
    """How many places up to the last no article has, and none that was withdrawn had: in a sound store none, once a
    run has settled."""
    taken = db.number("SELECT COUNT(*) FROM articles WHERE sequence IS NOT NULL")
    return sequenced(db) - taken - db.number("SELECT COUNT(*) FROM tombstones WHERE sequence IS NOT NULL")


def span(db: Database, feed: int = counts.ALL) -> tuple[datetime, datetime] | None:
    """When the first and the last article, of all or of one feed, were published; None if there is none.

    Asked when every article is sequenced or a duplicate: it looks at either end of an index.
    """
    source = "articles WHERE sequence IS NOT NULL" if feed == counts.ALL else "memberships WHERE feed = :feed"
    first = db.row(f"SELECT published FROM {source} ORDER BY published LIMIT 1", {"feed": feed})  # noqa: S608
    last = db.row(f"SELECT published FROM {source} ORDER BY published DESC LIMIT 1", {"feed": feed})  # noqa: S608
    return (time_of(first[0]), time_of(last[0])) if first and last else None


def sequence(db: Database) -> int:
    """Give the new articles the next sequence numbers, by (published, id); returns how many.

    Only ever called when a run has stored its last slice (DESIGN.md decision 3), and before `clean`: what is new has no
    marked documents. (Of those without a sequence most may be duplicates. CROSS JOIN, so that SQLite goes through
    `dirty` and not through these.)
    """
    return db.run(
        "UPDATE articles SET sequence = :last + ranked.place FROM"
        " (SELECT a.n, ROW_NUMBER() OVER (ORDER BY a.published, a.id) AS place FROM dirty d"
        " CROSS JOIN articles a WHERE a.n = d.n AND a.sequence IS NULL AND a.original IS NULL AND a.withdrawn IS NULL)"
        " AS ranked"
        " WHERE articles.n = ranked.n",
        {"last": sequenced(db)},
    )
