"""Articles coming out: where they stand, and whole, in the orders that documents want them."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from exporter.model import Article
from exporter.store.database import Database

KNOWN = (
    "n, id, sequence, published, updated, first_seen, host, url, stated, source, dump, record, significant, rules, "
    "run, prior_updated, prior_significant"
)
"""The columns of `Known`, in its order."""

_decode_article = msgspec.json.Decoder(Article).decode
_WHOLE = (
    "SELECT a.id, a.sequence, a.published, a.updated, a.first_seen, t.article, a.n"
    " FROM articles a JOIN texts t ON t.n = a.n"
)


class Stored(Struct, frozen=True, array_like=True):
    """An article as the store has it, so that whoever works on it decodes it: a worker, not the one that asks."""

    id: str
    sequence: int
    published: datetime
    updated: int
    """Seconds, as the next."""
    first_seen: int
    text: str
    """JSON."""
    keys: tuple[str, ...] = ()
    """Every one ever seen, a profile's first; empty where nobody asked for them."""

    def whole(self) -> Article:
        """The article, with what the store gave it."""
        article = _decode_article(self.text)
        return replace(
            article,
            keys=self.keys or article.keys,
            id=self.id,
            sequence=self.sequence,
            published=self.published,
            updated=time_of(self.updated),
            first_seen=time_of(self.first_seen),
        )


class Place(Struct, frozen=True):
    """Where an article stands in the published tree: what decides which documents it touches."""

    id: str
    host: str
    published: datetime
    sequence: int
    """0 until given."""
    feeds: tuple[int, ...]
    """Numbers of the feeds that it belongs to, the main feed left out."""


def time_of(seconds: int) -> datetime:
    """The store's seconds as an aware UTC datetime."""
    return datetime.fromtimestamp(seconds, UTC)


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
            "SELECT n FROM articles WHERE dirty = 1 AND n > :last ORDER BY n LIMIT :size",
            {"last": last, "size": slice_size},
        )
    ]:
        last = some[-1]
        yield from places(db, some)


def any_dirty(db: Database) -> bool:
    """Whether there are articles whose documents are not marked yet."""
    return db.row("SELECT 1 FROM articles WHERE dirty = 1 LIMIT 1") is not None


def clean(db: Database) -> None:
    """The documents of all of them are marked."""
    db.run("UPDATE articles SET dirty = 0 WHERE dirty = 1")


def one(db: Database, identity: str) -> Iterator[Stored]:
    """The sequenced article with this id, if there is one."""
    return _stored(db, "WHERE a.id = :id AND a.sequence IS NOT NULL", {"id": identity})


def newest(db: Database, limit: int) -> Iterator[Stored]:
    """Newest first by (published, id)."""
    return _stored(
        db, "WHERE a.sequence IS NOT NULL ORDER BY a.published DESC, a.id DESC LIMIT :limit", {"limit": limit}
    )


def newest_in(db: Database, feed: int, limit: int) -> Iterator[Stored]:
    """Newest first, of one feed."""
    return _stored(
        db,
        "JOIN memberships m ON m.n = a.n WHERE m.feed = :feed AND a.sequence IS NOT NULL"
        " ORDER BY m.published DESC, a.id DESC LIMIT :limit",
        {"feed": feed, "limit": limit},
    )


def first_in(db: Database, feed: int) -> Article | None:
    """The earliest of a feed, by sequence."""
    # Its number first, so that no text is read of those that come later.
    number = db.row(
        "SELECT a.n FROM memberships m JOIN articles a ON a.n = m.n"
        " WHERE m.feed = :feed AND a.sequence IS NOT NULL ORDER BY a.sequence LIMIT 1",
        {"feed": feed},
    )
    return next(_stored(db, "WHERE a.n = :n", {"n": number[0]})).whole() if number else None


def newest_of(db: Database, host: str, since: datetime, limit: int) -> Iterator[Stored]:
    """Newest first, of one host, published after `since`."""
    return _stored(
        db,
        "WHERE a.host = :host AND a.published > :since AND a.sequence IS NOT NULL"
        " ORDER BY a.published DESC, a.id DESC LIMIT :limit",
        {"host": host, "since": int(since.timestamp()), "limit": limit},
    )


def edited(db: Database) -> Iterator[Stored]:
    """Those whose `updated` has moved, last moved first."""
    return _stored(
        db, "WHERE a.updated > a.published AND a.sequence IS NOT NULL ORDER BY a.updated DESC, a.id DESC", {}
    )


def in_sequence(db: Database, after: int, upto: int) -> Iterator[Stored]:
    """Those with `after` < sequence <= `upto`, in sequence."""
    return _stored(
        db, "WHERE a.sequence > :after AND a.sequence <= :upto ORDER BY a.sequence", {"after": after, "upto": upto}
    )


def on_day(db: Database, since: datetime, before: datetime) -> Iterator[Stored]:
    """Those published in [`since`, `before`), in sequence, with every identity key ever seen, a profile's first."""
    for stored, n in _numbered(
        db,
        "WHERE a.published >= :since AND a.published < :before AND a.sequence IS NOT NULL ORDER BY a.sequence",
        {"since": int(since.timestamp()), "before": int(before.timestamp())},
    ):
        sql = "SELECT key FROM keys WHERE n = :n ORDER BY SUBSTR(key, 1, 4) = 'url:', key"
        keys = tuple(key for (key,) in db.rows(sql, {"n": n}))
        yield replace(stored, keys=keys)


def addresses(db: Database, host: str, since: datetime, before: datetime) -> Iterator[tuple[str, datetime]]:
    """(URL, updated) of those of one host published in [`since`, `before`), oldest first."""
    for url, updated in db.rows(
        "SELECT url, updated FROM articles WHERE host = :host AND published >= :since AND published < :before"
        " AND sequence IS NOT NULL ORDER BY published, id",
        {"host": host, "since": int(since.timestamp()), "before": int(before.timestamp())},
    ):
        yield url, time_of(updated)


def every_place(db: Database) -> Iterator[tuple[str, str, datetime]]:
    """(id, host, published) of every sequenced article."""
    for identity, host, published in db.rows("SELECT id, host, published FROM articles WHERE sequence IS NOT NULL"):
        yield identity, host, time_of(published)


def sequenced(db: Database) -> int:
    """How many articles have a place in the archive: the highest sequence number."""
    return db.number("SELECT MAX(sequence) FROM articles")


def span(db: Database, feed: int | None = None) -> tuple[datetime, datetime] | None:
    """When the first and the last article, of all or of one feed, were published; None if there is none.

    Asked, as `count`, when every article is sequenced: it looks at indexes alone.
    """
    source = "articles" if feed is None else "memberships WHERE feed = :feed"
    # One at a time: SQLite answers MIN or MAX from an index, both together by a walk through all.
    first = db.row(f"SELECT MIN(published) FROM {source}", {"feed": feed})  # noqa: S608
    last = db.row(f"SELECT MAX(published) FROM {source}", {"feed": feed})  # noqa: S608
    return (time_of(first[0]), time_of(last[0])) if first and last and first[0] is not None else None


def count(db: Database, since: datetime, before: datetime, feed: int | None = None) -> int:
    """How many articles, of all or of one feed, were published in [`since`, `before`)."""
    source = "articles WHERE" if feed is None else "memberships WHERE feed = :feed AND"
    return db.number(
        f"SELECT COUNT(*) FROM {source} published >= :since AND published < :before",  # noqa: S608
        {"feed": feed, "since": int(since.timestamp()), "before": int(before.timestamp())},
    )


def sequence(db: Database) -> int:
    """Give the new articles the next sequence numbers, by (published, id); returns how many.

    Only ever called when a run has stored its last slice (DESIGN.md decision 3).
    """
    return db.run(
        "UPDATE articles SET sequence = :last + ranked.place FROM"
        " (SELECT n, ROW_NUMBER() OVER (ORDER BY published, id) AS place FROM articles WHERE sequence IS NULL)"
        " AS ranked"
        " WHERE articles.n = ranked.n",
        {"last": sequenced(db)},
    )


def _stored(db: Database, which: str, parameters: dict[str, Any]) -> Iterator[Stored]:
    return (stored for stored, _ in _numbered(db, which, parameters))


def _numbered(db: Database, which: str, parameters: dict[str, Any]) -> Iterator[tuple[Stored, int]]:
    for identity, number, published, updated, first_seen, text, n in db.rows(f"{_WHOLE} {which}", parameters):
        yield Stored(identity, number, time_of(published), updated, first_seen, text), n
