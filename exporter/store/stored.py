"""Whole articles as they are stored, in the orders that documents want them, and what makes articles of them.

Reading asks the database; `whole`, which costs more, is pure: a worker can do it with rows that it is sent.
"""

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import force_setattr

from exporter.errors import Damaged
from exporter.model import Article
from exporter.store.checksums import ADVICE, damaged, is_shown, is_text
from exporter.store.database import Database, Row

MAX_URLS = 100
"""URLs of duplicates that an article names, the first in their order: beyond that they are a list, and no reference."""


class Stored(Struct, frozen=True, array_like=True, gc=False):
    """An article that is not decoded."""

    content: bytes
    """JSON."""
    id: str
    sequence: int
    published: datetime
    updated: int
    """Seconds since 1970, as the next."""
    first_seen: int
    keys: tuple[str, ...] | None = None
    """Every identity key ever seen, a profile's first, or None for those that its content names."""
    same_as: tuple[str, ...] = ()
    """URLs of its duplicates, in order, beside those that its content names."""


_decode = msgspec.json.Decoder(Article).decode
_SELECT = (
    "SELECT t.checksum, t.article, a.sequence, (SELECT original FROM articles d WHERE d.original = a.n LIMIT 1),"
    " a.checksum, a.n, a.id, a.published, a.updated, a.first_seen, a.host, a.url"
    " FROM articles a JOIN texts t ON t.n = a.n"
)


def whole(stored: Iterable[Stored]) -> Iterator[Article]:
    """The articles that are stored so, one by one. Pure.

    Raises:
        Damaged: what is stored is no article.
    """
    seconds, first_seen = 0, time_of(0)  # of the article before, because a run sees many first
    for one in stored:
        if one.first_seen != seconds:
            seconds, first_seen = one.first_seen, time_of(one.first_seen)
        try:
            article = _decode(one.content)
        except msgspec.DecodeError as error:  # written by an earlier version, without a checksum
            raise Damaged(f"what is stored of {one.id} cannot be read: {error}; {ADVICE}") from error
        # It is nobody else's yet, and a copy takes 3 us.
        if one.keys is not None:
            force_setattr(article, "keys", one.keys)
        if one.same_as:
            urls = {*article.same_as, *one.same_as} - {article.url}
            force_setattr(article, "same_as", tuple(sorted(urls)[:MAX_URLS]))
        force_setattr(article, "id", one.id)
        force_setattr(article, "sequence", one.sequence)
        force_setattr(article, "published", one.published)
        force_setattr(article, "updated", time_of(one.updated))
        force_setattr(article, "first_seen", first_seen)
        yield article


def time_of(seconds: int) -> datetime:
    """The store's seconds as an aware UTC datetime."""
    return datetime.fromtimestamp(seconds, UTC)


def normalised(db: Database, numbers: Iterable[int]) -> Iterator[tuple[int, Article]]:
    """These articles by number, as `normalise` gave them: without what the store gives, such as their times."""
    for n, content in db.rows_in("SELECT n, article FROM texts WHERE n IN (?)", numbers):
        yield n, _decode(content)


TOGETHER = 100
"""Articles that are asked for with one question, and are in memory at once."""


def by_ids(db: Database, identities: Collection[str]) -> dict[str, Stored]:
    """The sequenced articles of these ids, as far as there are any."""
    found = _read(db, "WHERE a.sequence IS NOT NULL AND a.id IN (?)", identities, ask=db.rows_in)
    return {one.id: one for one in found}


def newest(db: Database, limit: int) -> Iterator[Stored]:
    """Newest first by (published, id)."""
    return _paged(db, "WHERE a.sequence IS NOT NULL ORDER BY a.published DESC, a.id DESC", {}, limit)


def newest_in(db: Database, feed: int, limit: int) -> Iterator[Stored]:
    """Newest first, of one feed."""
    which = "JOIN memberships m ON m.n = a.n WHERE m.feed = :feed AND a.sequence IS NOT NULL"
    return _paged(db, f"{which} ORDER BY m.published DESC, a.id DESC", {"feed": feed}, limit)


def first_in(db: Database, feed: int) -> Iterator[Stored]:
    """The earliest of a feed, by sequence, if it has any."""
    # Its number first, so that no text is read of those that come later.
    number = db.row(
        "SELECT a.n FROM memberships m JOIN articles a ON a.n = m.n"
        " WHERE m.feed = :feed AND a.sequence IS NOT NULL ORDER BY a.sequence LIMIT 1",
        {"feed": feed},
    )
    return _read(db, "WHERE a.n = :n", {"n": number[0]}) if number else iter(())


def newest_of(db: Database, host: str, since: datetime, limit: int) -> Iterator[Stored]:
    """Newest first, of one host, published after `since`."""
    which = "WHERE a.host = :host AND a.published > :since AND a.sequence IS NOT NULL"
    values = {"host": host, "since": int(since.timestamp())}
    return _paged(db, f"{which} ORDER BY a.published DESC, a.id DESC", values, limit)


def edited(db: Database) -> Iterator[Stored]:
    """Those whose `updated` has moved, last moved first."""
    which = "WHERE a.updated > a.published AND a.sequence IS NOT NULL"
    return _paged(db, f"{which} ORDER BY a.updated DESC, a.id DESC", {}, sys.maxsize)


def in_sequence(db: Database, after: int, upto: int) -> Iterator[Stored]:
    """Those with `after` < sequence <= `upto`, in sequence."""
    return _read(
        db, "WHERE a.sequence > :after AND a.sequence <= :upto ORDER BY a.sequence", {"after": after, "upto": upto}
    )


def every(db: Database) -> Iterator[Stored]:
    """All that are published, in sequence."""
    last = db.number("SELECT MAX(sequence) FROM articles")
    for after in range(0, last, TOGETHER):
        yield from in_sequence(db, after, after + TOGETHER)


def on_day(db: Database, since: datetime, before: datetime) -> Iterator[Stored]:
    """Those published in [`since`, `before`), in sequence, with every identity key ever seen, a profile's first."""
    within = "a.published >= :since AND a.published < :before AND a.sequence IS NOT NULL"
    times = {"since": int(since.timestamp()), "before": int(before.timestamp())}
    keys: dict[str, tuple[str, ...]] = {}
    for identity, key in db.rows(f"SELECT a.id, k.key FROM articles a JOIN keys k ON k.n = a.n WHERE {within}", times):  # noqa: S608
        keys[identity] = (*keys[identity], key) if identity in keys else (key,)
    # Sorted here, because SQLite would copy the texts to sort them: 9 us an article instead of 20.
    return iter(sorted(_read(db, f"WHERE {within}", times, keys), key=lambda one: one.sequence))


def _paged(db: Database, which: str, values: Mapping[str, Any], limit: int) -> Iterator[Stored]:
    """As many as are wanted, and few more than that: whoever asks does not know how far he will read."""
    skipped = 0
    while skipped < limit:
        size = min(TOGETHER, limit - skipped)
        found = list(_read(db, f"{which} LIMIT :size OFFSET :skipped", {**values, "size": size, "skipped": skipped}))
        yield from found
        if len(found) < size:
            return
        skipped += size


def _read(
    db: Database,
    which: str,
    parameters: Any,
    keys: Mapping[str, tuple[str, ...]] | None = None,
    *,
    ask: Callable[[str, Any], Iterator[Row]] | None = None,
) -> Iterator[Stored]:
    """`keys`: of each article, by its id, in any order. `ask`: how, if not by `db.rows`."""
    for row in (ask or db.rows)(f"{_SELECT} {which}", parameters):
        seal, content, number, with_duplicates, *shown = row
        _, n, identity, published, updated, first_seen, _, _ = shown
        if not is_shown(*shown):
            raise damaged(db.where, "articles", n)
        if not is_text(seal, content):
            raise damaged(db.where, "texts", n)
        its_keys = None if keys is None else keys[identity]
        if its_keys and len(its_keys) > 1:
            its_keys = tuple(sorted(its_keys, key=lambda key: (key.startswith("url:"), key)))
        urls = _same_as(db, with_duplicates) if with_duplicates else ()
        yield Stored(content, identity, number, time_of(published), updated, first_seen, its_keys, urls)


def _same_as(db: Database, n: int) -> tuple[str, ...]:
    """URLs of the duplicates of an article, by its number."""
    sql = "SELECT url FROM articles WHERE original = :n ORDER BY url LIMIT :most"
    return tuple([url for (url,) in db.rows(sql, {"n": n, "most": MAX_URLS})])
