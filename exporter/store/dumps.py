"""Dumps as they were when last read, what they gave, and what of them was rejected or is held."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import astuple

from exporter.model import Dump, Rejected
from exporter.store.database import Database
from exporter.store.stored import time_of


class Seen(Struct, frozen=True):
    """A dump as it was when last read."""

    source: str
    name: str
    size: int
    mtime: int
    digest: str
    records: tuple[str, ...]
    """Digests of the records that became articles."""
    rejected: int
    held: int
    rules: str
    earlier: tuple[str, ...] = ()
    """Digests of records that it gave before something of it was rejected, and does not give now: it may have been read
    half-written, and what comes next may be an edit of these."""

    def stands(self, dump: Dump, rules: str) -> bool:
        """Whether the dump looks as it did, and nothing of it is to be tried again under these rules: then it is not
        opened."""
        as_it_was = (self.size, self.mtime) == (dump.size, dump.mtime)
        return as_it_was and not self.held and (not self.rejected or self.rules == rules)

    def lost(self, now: "Seen") -> frozenset[str]:
        """Digests of the records that it gave, as far as is known, and does not give now."""
        return frozenset((*self.records, *self.earlier)) - {*now.records}


class Held(Struct, frozen=True):
    """An article that states a time too far ahead; its dump is read again at each run."""

    source: str
    dump: str
    line: int
    published: datetime
    title: str
    url: str


class Reject(Struct, frozen=True):
    """A rejected record as `status` shows it, and the run that first met it."""

    rejected: Rejected
    run: int


def seen(db: Database, source: str, names: Sequence[str]) -> dict[str, Seen]:
    """Those of these dumps that were read before, by name."""
    # The source stands as a value of its own, so that the key of the table is used.
    sql = (
        "SELECT name, size, mtime, digest, records, earlier, rejected, held, rules FROM dumps"
        " WHERE source = ? AND name IN (?)"
    )
    return {
        name: Seen(
            source, name, size, mtime, digest, tuple(records.split()), rejected, held, rules, tuple(earlier.split())
        )
        for name, size, mtime, digest, records, earlier, rejected, held, rules in db.rows_in(sql, names, source)
    }


def standing(db: Database, source: str, names: Sequence[str], rules: str) -> dict[str, tuple[int, int, int, int]]:
    """Size, time, and numbers of records and rejects of those of these dumps that stand as long as they look as they
    did (`Seen.stands`), by name."""
    sql = (
        "SELECT name, size, mtime, records, rejected FROM dumps"
        " WHERE source = ? AND held = 0 AND (rejected = 0 OR rules = ?) AND name IN (?)"
    )
    return {
        name: (size, mtime, len(records.split()), rejected)
        for name, size, mtime, records, rejected in db.rows_in(sql, names, source, rules)
    }


def remember(db: Database, dumps: Iterable[Seen]) -> None:
    """Remember how these dumps were and what they gave."""
    db.many(
        "INSERT INTO dumps (source, name, size, mtime, digest, records, rejected, held, rules, earlier)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (source, name) DO UPDATE SET size = excluded.size, mtime = excluded.mtime,"
        " digest = excluded.digest, records = excluded.records, earlier = excluded.earlier,"
        " rejected = excluded.rejected, held = excluded.held, rules = excluded.rules",
        (
            (*astuple(dump)[:5], " ".join(dump.records), dump.rejected, dump.held, dump.rules, " ".join(dump.earlier))
            for dump in dumps
        ),
    )


def reject(db: Database, dump: tuple[str, str], rejects: Sequence[Rejected], run: int) -> list[Rejected]:
    """Replace what is known to be wrong with a dump; returns those of these rejects that are new."""
    where = {"source": dump[0], "dump": dump[1]}
    sql = "SELECT line, code, reason, run FROM rejects WHERE source = :source AND dump = :dump"
    before = {(line, code, reason): first for line, code, reason, first in db.rows(sql, where)}
    db.run("DELETE FROM rejects WHERE source = :source AND dump = :dump", where)
    now = {(one.line, one.code): one for one in rejects}
    db.many(
        "INSERT INTO rejects (source, dump, line, code, reason, run) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (one.source, one.dump, one.line, one.code, one.reason, before.get((*key, one.reason), run))
            for key, one in now.items()
        ],
    )
    return [one for key, one in now.items() if (*key, one.reason) not in before]


def hold(db: Database, dump: tuple[str, str], held: Sequence[Held]) -> list[Held]:
    """Replace what is held of a dump; returns those of these that are new."""
    where = {"source": dump[0], "dump": dump[1]}
    before = set(db.rows("SELECT line, url FROM held WHERE source = :source AND dump = :dump", where))
    db.run("DELETE FROM held WHERE source = :source AND dump = :dump", where)
    now = {one.line: one for one in held}
    db.many(
        "INSERT INTO held (source, dump, line, published, title, url) VALUES (?, ?, ?, ?, ?, ?)",
        [(one.source, one.dump, one.line, int(one.published.timestamp()), one.title, one.url) for one in now.values()],
    )
    return [one for one in now.values() if (one.line, one.url) not in before]


def rejects(db: Database) -> Iterator[Reject]:
    """Everything that is rejected now, newest first."""
    for *rejected, run in db.rows(
        "SELECT source, dump, line, code, reason, run FROM rejects ORDER BY run DESC, source, dump, line"
    ):
        yield Reject(Rejected(*rejected), run)


def held(db: Database) -> Iterator[Held]:
    """Everything that is held now, the next to come first."""
    for source, dump, line, published, title, url in db.rows(
        "SELECT source, dump, line, published, title, url FROM held ORDER BY published, source, dump, line"
    ):
        yield Held(source, dump, line, time_of(published), title, url)


def troubled(db: Database, source: str) -> list[str]:
    """Names of the dumps of a source of which something is rejected or held."""
    sql = (
        "SELECT dump FROM rejects WHERE source = :source"
        " UNION SELECT dump FROM held WHERE source = :source ORDER BY dump"
    )
    return [name for (name,) in db.rows(sql, {"source": source})]


def forget_moved(db: Database, configured: Iterable[str], read: Iterable[str]) -> None:
    """Forget what was wrong with dumps of sources that are neither configured nor were `read` just now, if a
    configured one has dumps of these names."""
    ours, kept = list(configured), [*configured, *read]
    for table in ("rejects", "held"):
        db.run(
            f"DELETE FROM {table} WHERE source NOT IN ({','.join('?' * len(kept))})"  # noqa: S608 - our own table names
            # Not dump IN (...), for which SQLite would gather the names of all dumps.
            f" AND EXISTS (SELECT 1 FROM dumps WHERE name = {table}.dump AND source IN ({','.join('?' * len(ours))}))",
            [*kept, *ours],
        )


def forget(db: Database, source: str, names: Iterable[str]) -> None:
    """Forget dumps that are no longer there, and what was wrong with them; never what they gave."""
    rows = [(source, name) for name in names]
    for table, column in (("dumps", "name"), ("rejects", "dump"), ("held", "dump")):
        db.many(f"DELETE FROM {table} WHERE source = ? AND {column} = ?", rows)  # noqa: S608
