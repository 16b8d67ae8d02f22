"""Withdrawals: what was taken down, and stays so whatever dump says it again.

A withdrawn article keeps its row, with `withdrawn` set and without sequence and memberships, so every document leaves
it out, and what comes of it later is kept quietly. Its duplicates go with it. Its tombstone holds its place in the
archive. Once it is erased, the tombstone and the digests of its keys are all that is left.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from exporter.model import Document, Tombstone
from exporter.store import counts, documents, feeds, unsettled
from exporter.store.checksums import of_values
from exporter.store.database import Database
from exporter.store.places import seal
from exporter.store.stored import time_of

GONE = Document("gone")
"""The list of everything that was withdrawn."""


class Standing(Struct, frozen=True):
    """An article that somebody names: whether it is withdrawn."""

    id: str
    n: int | None
    """Its number; None once it is erased."""
    url: str
    """Empty once it is erased."""
    withdrawn: datetime | None = None
    """When; None: it is published, or will be."""


def by_id(db: Database, identity: str) -> Standing | None:
    """The article of this id; of a duplicate its original, whose entry stands for both."""
    row = db.row("SELECT COALESCE(original, n) FROM articles WHERE id = :id", {"id": identity})
    if row:
        return _of_article(db, row[0])
    row = db.row("SELECT id, at FROM tombstones WHERE id = :id", {"id": identity})
    return Standing(row[0], None, "", time_of(row[1])) if row else None


def by_keys(db: Database, keys: Iterable[str]) -> list[Standing]:
    """Every article that has, or had, one of these identity keys, once each."""
    found: dict[str, Standing] = {}
    for key in keys:
        sql = "SELECT COALESCE(a.original, a.n) FROM keys k JOIN articles a ON a.n = k.n WHERE k.key = :key"
        if row := db.row(sql, {"key": key}):
            one: Standing | None = _of_article(db, row[0])
        else:
            one = by_id(db, erased(db, [key]).get(key, ""))
        if one:
            found[one.id] = one
    return list(found.values())


def by_urls(db: Database, urls: Collection[str]) -> dict[str, list[Standing]]:
    """The articles that show exactly these URLs: one of them may have lost the key that says so to another. A walk
    through all articles, so for all URLs at once."""
    found: dict[str, list[Standing]] = {}
    for url, n in db.rows_in("SELECT url, COALESCE(original, n) FROM articles WHERE url IN (?)", sorted(urls)):
        found.setdefault(url, []).append(_of_article(db, n))
    return found


def _of_article(db: Database, n: int) -> Standing:
    sql = "SELECT a.id, a.n, a.url, t.at FROM articles a LEFT JOIN tombstones t ON t.n = a.n WHERE a.n = :n"
    identity, n, url, at = next(db.rows(sql, {"n": n}))
    return Standing(identity, n, url, None if at is None else time_of(at))


def withdraw(db: Database, numbers: Collection[int], at: int, reason: str, source: str) -> None:
    """Take down these articles, none of which is a duplicate or withdrawn, and their duplicates.

    `at`: seconds; `source`: the complete source that gives them no more, or empty.
    """
    unsettled.leave(db, numbers)
    tombstone = (
        "INSERT INTO tombstones (id, n, sequence, published, at, source, reason, url)"
        " SELECT id, n, sequence, published, CASE WHEN updated > :at THEN updated ELSE :at END, :source, :reason, url"
        " FROM articles WHERE n = :n"
    )
    db.many(tombstone, [{"n": n, "at": at, "source": source, "reason": reason} for n in sorted(numbers)])
    seal_tombstones(db)
    members = (
        "INSERT INTO tombstone_feeds (feed, id) SELECT m.feed, a.id FROM memberships m JOIN articles a ON a.n = m.n"
        " WHERE m.n = :n AND a.sequence IS NOT NULL"
    )
    db.many(members, [{"n": n} for n in sorted(numbers)])
    published: dict[int, int] = dict(db.rows_in("SELECT n, published FROM articles WHERE n IN (?)", sorted(numbers)))
    purge(db, {f"{time_of(seconds):%Y-%m-%d}" for seconds in published.values()})
    counts.tally(db, published.values(), -1)
    feeds.leave(db, sorted(numbers))
    gone = "UPDATE articles SET withdrawn = :at, sequence = NULL WHERE n = :n OR original = :n"
    db.many(gone, [{"n": n, "at": at} for n in sorted(numbers)])
    all_of_them = [*numbers, *_duplicates(db, numbers)]
    db.many("DELETE FROM dirty WHERE n = ?", [(n,) for n in all_of_them])
    add_keys_of(db, all_of_them)
    add_texts_of(db, all_of_them)


def by_hand(db: Database, numbers: Iterable[int]) -> None:
    """These withdrawn articles do not come back by themselves, whatever source gives them again."""
    db.many("UPDATE tombstones SET source = '', checksum = NULL WHERE n = ?", [(n,) for n in numbers])
    seal_tombstones(db)


def seal_tombstones(db: Database) -> None:
    """What they say, but for what is erased later, stays as it is (checksums.py)."""
    sql = "SELECT id, sequence, published, at, source, reason FROM tombstones WHERE checksum IS NULL"
    rows = [(of_values(*row), row[0]) for row in db.rows(sql)]
    db.many("UPDATE tombstones SET checksum = ? WHERE id = ?", rows)


def extend(db: Database, found: Mapping[int, int]) -> None:
    """These articles have turned out to be duplicates of withdrawn ones, so they are withdrawn too: by number, when."""
    db.many("UPDATE articles SET withdrawn = ? WHERE n = ?", [(at, n) for n, at in sorted(found.items())])
    add_keys_of(db, found)


def undo(db: Database, numbers: Collection[int], now: int) -> set[int]:
    """These withdrawn articles are back at the places that they had, and members of the feeds that they left.

    What was published before is updated now, and later than its tombstone; what never was waits for the next run to
    give it a place. Returns the numbers of these feeds.
    """
    unsettled.leave(db, numbers)
    places = "SELECT n, id, sequence, at FROM tombstones WHERE n IN (?)"
    back = list(db.rows_in(places, sorted(numbers)))
    db.many("UPDATE articles SET withdrawn = NULL WHERE n = ? OR original = ?", [(n, n) for n, *_ in back])
    shown = "UPDATE articles SET sequence = :sequence, updated = :updated, prior_updated = :updated,"
    db.many(
        f"{shown} prior_significant = significant WHERE n = :n",
        [{"n": n, "sequence": place, "updated": max(now, at + 1)} for n, _, place, at in back if place],
    )
    seal(db, [n for n, *_ in back])
    published: dict[int, int] = dict(db.rows_in("SELECT n, published FROM articles WHERE n IN (?)", sorted(numbers)))
    counts.tally(db, published.values(), 1)
    left: set[int] = set()
    for n, identity, place, _ in back:
        its_feeds = [feed for (feed,) in db.rows("SELECT feed FROM tombstone_feeds WHERE id = :id", {"id": identity})]
        sql = "INSERT INTO memberships (feed, n, published, departed) VALUES (?, ?, ?, 0)"
        db.many(sql, [(feed, n, published[n]) for feed in its_feeds])
        for feed in its_feeds:
            counts.tally(db, [published[n]], 1, feed)
        left.update(its_feeds)
        for table in ("tombstone_feeds", "tombstones", "gone_keys"):
            db.run(f"DELETE FROM {table} WHERE id = :id", {"id": identity})  # noqa: S608 - our own table names
        if not place:
            db.run("INSERT INTO dirty (n) VALUES (:n) ON CONFLICT DO NOTHING", {"n": n})
    db.many("DELETE FROM gone_texts WHERE n = ?", [(n,) for n, *_ in back])
    edited = (
        "INSERT INTO dirty (n) SELECT n FROM articles WHERE original = ?"
        " AND (text_digest IS NULL OR text_digest <> judged) ON CONFLICT DO NOTHING"
    )
    db.many(edited, [(n,) for n, *_ in back])
    return left


def _duplicates(db: Database, numbers: Iterable[int]) -> list[int]:
    return [n for (n,) in db.rows_in("SELECT n FROM articles WHERE original IN (?)", sorted(numbers))]


def add_keys_of(db: Database, numbers: Iterable[int], *, settled: bool = True) -> None:
    """The keys of these articles, which are withdrawn or duplicates of such, stay known, whatever becomes of them."""
    sql = (
        "SELECT k.key, t.id FROM keys k JOIN articles a ON a.n = k.n"
        " JOIN tombstones t ON t.n = COALESCE(a.original, a.n) WHERE k.n IN (?)"
    )
    add_keys(db, db.rows_in(sql, sorted(set(numbers))), settled=settled)


def add_keys(db: Database, keys: Iterable[tuple[str, str]], *, settled: bool = True) -> None:
    """These keys are of what was withdrawn, with its id. `settled`: whatever becomes of the run that says so."""
    rows = [(digest_of(key), identity, 0 if settled else 1) for key, identity in keys]
    db.many("INSERT INTO gone_keys (digest, id, unsettled) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows)
    if rows:
        documents.mark(db, [GONE])


def add_texts_of(db: Database, numbers: Iterable[int], *, settled: bool = True) -> None:
    """What these articles, which are withdrawn or duplicates of such, say now is not to come back by another.
    `settled`: as of `add_keys`."""
    sql = (
        "INSERT INTO gone_texts (digest, n, unsettled) SELECT text_digest, COALESCE(original, n), :unsettled"
        " FROM articles WHERE n = :n AND text_digest IS NOT NULL"
        " ON CONFLICT (digest, n) DO UPDATE SET unsettled = 0 WHERE excluded.unsettled = 0"
    )
    db.many(sql, [{"n": n, "unsettled": 0 if settled else 1} for n in sorted(set(numbers))])


def digest_of(key: str) -> str:
    """What is told of an identity key: its SHA-256, in hexadecimal."""
    return hashlib.sha256(key.encode()).hexdigest()


def erased(db: Database, keys: Collection[str]) -> dict[str, str]:
    """Of these keys, none of which an article has, those that withdrawn ones had which are erased; with their ids."""
    if not keys or db.row("SELECT 1 FROM gone_keys LIMIT 1") is None:
        return {}
    digests = {digest_of(key): key for key in keys}
    found = db.rows_in("SELECT digest, id FROM gone_keys WHERE digest IN (?)", digests)
    return {digests[digest]: identity for digest, identity in found}


_SELECT = "SELECT t.id, t.at, t.published, t.sequence, t.reason, t.url FROM tombstones t"


def in_sequence(db: Database, after: int, upto: int) -> Iterator[Tombstone]:
    """Those with `after` < sequence <= `upto`, newest first by (when, id)."""
    places = {"after": after, "upto": upto}
    return _read(db, "WHERE t.sequence > :after AND t.sequence <= :upto ORDER BY t.at DESC, t.id DESC", places)


def newest(db: Database, limit: int) -> Iterator[Tombstone]:
    """Of what was published once, newest first."""
    which = "WHERE t.sequence IS NOT NULL ORDER BY t.at DESC, t.id DESC LIMIT :limit"
    return _read(db, which, {"limit": limit})


def newest_in(db: Database, feed: int, limit: int) -> Iterator[Tombstone]:
    """The same, of one feed."""
    which = (
        "JOIN tombstone_feeds f ON f.id = t.id WHERE f.feed = :feed AND t.sequence IS NOT NULL"
        " ORDER BY t.at DESC, t.id DESC LIMIT :limit"
    )
    return _read(db, which, {"feed": feed, "limit": limit})


def every(db: Database) -> Iterator[Tombstone]:
    """All of them, by (when, id), with their keys and feeds."""
    keys = _by_id(db, "SELECT id, digest FROM gone_keys ORDER BY digest")
    members = "SELECT t.id, f.id FROM tombstone_feeds t JOIN feeds f ON f.n = t.feed WHERE f.id IS NOT NULL"
    its_feeds = _by_id(db, f"{members} ORDER BY f.id")
    for one in _read(db, "ORDER BY t.at, t.id", {}):
        yield replace(one, keys=tuple(keys.get(one.id, ())), feeds=tuple(its_feeds.get(one.id, ())))


def _by_id(db: Database, sql: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for identity, value in db.rows(sql):
        found.setdefault(identity, []).append(value)
    return found


def _read(db: Database, which: str, parameters: Mapping[str, int]) -> Iterator[Tombstone]:
    for identity, at, published, sequence, reason, url in db.rows(f"{_SELECT} {which}", parameters):
        yield Tombstone(identity, time_of(at), time_of(published), sequence or 0, reason, url)


def purge(db: Database, days: Collection[str]) -> None:
    """Shards of these days (`2025-02-14`) hold what was withdrawn."""
    db.many("INSERT INTO purges (day) VALUES (?) ON CONFLICT DO NOTHING", [(day,) for day in sorted(days)])


def purged(db: Database) -> set[str]:
    """Days (`2025-02-14`) of which every shard goes at once that is not published any more."""
    return {day for (day,) in db.rows("SELECT day FROM purges")}


def forget_purged(db: Database) -> None:
    """The old shards of these days are gone; not if their new ones, or the manifest, are still to be written."""
    waiting = "SELECT 1 FROM marks WHERE (kind = 'shard' AND key = purges.day) OR kind = 'dataset'"
    db.run(f"DELETE FROM purges WHERE NOT EXISTS ({waiting})")  # noqa: S608 - our own words


def count(db: Database) -> int:
    """How many articles are withdrawn."""
    return db.number("SELECT COUNT(*) FROM tombstones")
