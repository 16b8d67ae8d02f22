"""Dumps as they were when last read, what they gave, and what of them was rejected or is held."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from exporter.model import Dump, Rejected
from exporter.store import unsettled
from exporter.store.database import Database, Row
from exporter.store.stored import time_of

MAX_DIGESTS = 100_000
"""Of the records of one dump that are kept: 3 MB of them. Of a larger one none is: that it was edited back to words it
had before is not noticed."""
MAX_REJECTS = 1_000
"""Of one dump that are kept one by one; of the others, how many they are."""


class Position(Struct, frozen=True, array_like=True):
    """How far a dump was read that grows at its end."""

    offset: int
    """Bytes, up to the end of the last whole line."""
    lines: int
    """Lines up to there."""
    digest: str
    """Of what stands around its beginning and right before the offset."""
    beyond: int = 0
    """How many articles it gave that stand after the offset: of a last line without an end."""


class Seen(Struct, frozen=True):
    """A dump as it was when last read."""

    source: str
    name: str
    size: int
    mtime: int
    digest: str
    """Of the bytes; empty if not all of them were read at once."""
    records: tuple[str, ...]
    """Digests of the records that became articles, unless they are more than MAX_DIGESTS."""
    rejected: int
    held: int
    rules: str
    given: int
    """How many records became articles."""
    earlier: tuple[str, ...] = ()
    """Digests of records that it gave before something of it was rejected, and does not give now: it may have been read
    half-written, and what comes next may be an edit of these."""
    position: Position | None = None

    def stands(self, dump: Dump, rules: str) -> bool:
        """Whether the dump looks as it did, and nothing of it is to be tried again under these rules: then it is not
        opened."""
        as_it_was = (self.size, self.mtime) == (dump.size, dump.mtime)
        return as_it_was and not self.held and (not self.rejected or self.rules == rules)

    def lost(self, now: Iterable[str]) -> frozenset[str]:
        """Digests of the records that it gave, as far as is known, and that are not among those that it gives `now`."""
        return frozenset((*self.records, *self.earlier)).difference(now)


class Held(Struct, frozen=True):
    """An article that states a time too far ahead; its dump is read again at each run."""

    source: str
    dump: str
    line: int
    published: datetime
    title: str
    url: str
    member: str = ""


class Reject(Struct, frozen=True):
    """A rejected record as `status` shows it, and the run that first met it."""

    rejected: Rejected
    run: int


def seen(db: Database, source: str, names: Sequence[str]) -> dict[str, Seen]:
    """Those of these dumps that were read before, by name."""
    # The source stands as a value of its own, so that the key of the table is used.
    sql = (
        "SELECT name, size, mtime, digest, records, rejected, held, rules, given, earlier, position FROM dumps"
        " WHERE source = ? AND name IN (?)"
    )
    return {row[0]: _seen(source, row) for row in db.rows_in(sql, names, source)}


def _seen(source: str, row: Row) -> Seen:
    name, size, mtime, digest, records, rejected, held, rules, given, earlier, position = row
    known = tuple(records.split()), rejected, held, rules, given, tuple(earlier.split()), _position(position)
    return Seen(source, name, size, mtime, digest, *known)


def _position(stored: str) -> Position | None:
    return msgspec.json.decode(stored, type=Position) if stored else None


def standing(db: Database, source: str, names: Sequence[str], rules: str) -> dict[str, tuple[int, int, int, int]]:
    """Size, time, and numbers of records and rejects of those of these dumps that stand as long as they look as they
    did (`Seen.stands`), by name."""
    sql = (
        "SELECT name, size, mtime, given, rejected FROM dumps"
        " WHERE source = ? AND held = 0 AND (rejected = 0 OR rules = ?) AND name IN (?)"
    )
    return {name: tuple(row) for name, *row in db.rows_in(sql, names, source, rules)}


def remember(db: Database, dumps: Sequence[Seen]) -> None:
    """Remember how these dumps were and what they gave: all of one source."""
    if dumps:
        unsettled.keep_dumps(db, dumps[0].source, [dump.name for dump in dumps])
    db.many(
        "INSERT INTO dumps"
        " (source, name, size, mtime, digest, records, rejected, held, rules, given, earlier, position)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (source, name) DO UPDATE SET size = excluded.size, mtime = excluded.mtime,"
        " digest = excluded.digest, records = excluded.records, rejected = excluded.rejected, held = excluded.held,"
        " rules = excluded.rules, given = excluded.given, earlier = excluded.earlier, position = excluded.position",
        (
            (
                *(dump.source, dump.name, dump.size, dump.mtime, dump.digest),
                " ".join(dump.records if len(dump.records) <= MAX_DIGESTS else ()),
                *(dump.rejected, dump.held, dump.rules, dump.given),
                " ".join(dump.earlier if len(dump.earlier) <= MAX_DIGESTS else ()),
                msgspec.json.encode(dump.position).decode() if dump.position else "",
            )
            for dump in dumps
        ),
    )


def reject(
    db: Database, dump: tuple[str, str], rejects: Sequence[Rejected], run: int, *, more: int = 0, after: int = -1
) -> list[Rejected]:
    """Replace what is known to be wrong with a dump; returns those of these rejects that are new.

    `more`: how many there are besides these. `after`: what is known of the lines up to this one stands.
    """
    where = {"source": dump[0], "dump": dump[1], "after": after}
    its = "source = :source AND dump = :dump AND line > :after"
    sql = f"SELECT member, line, code, reason, run FROM rejects WHERE {its}"  # noqa: S608 - our own words
    before = {(member, line, code, reason): first for member, line, code, reason, first in db.rows(sql, where)}
    db.run(f"DELETE FROM rejects WHERE {its}", where)  # noqa: S608
    kept, further = bounded(rejects), more + len(rejects[MAX_REJECTS:])
    now = {(one.member, one.line, one.code): one for one in kept}
    new = [one for key, one in now.items() if (*key, one.reason) not in before]
    if further:
        reason = f"{further:,} more rejects, which are not kept one by one"
        now["", 0, "more-rejects"] = Rejected(*dump, 0, "more-rejects", reason)
    db.many(
        "INSERT INTO rejects (source, dump, member, line, code, reason, run) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (source, dump, member, line, code) DO UPDATE SET reason = excluded.reason",
        [(*dump, *key[:2], one.code, one.reason, before.get((*key, one.reason), run)) for key, one in now.items()],
    )
    return new


def bounded(rejects: Sequence[Rejected]) -> Sequence[Rejected]:
    """The first of them, and the last, which may say why there are no more."""
    return rejects if len(rejects) <= MAX_REJECTS else [*rejects[: MAX_REJECTS - 1], rejects[-1]]


def rejected_until(db: Database, dump: tuple[str, str], line: int) -> int:
    """How many rejects are kept of the lines up to this one."""
    return _rejected(db, dump, "line <= :line AND code <> 'more-rejects'", line)


def rejected_after(db: Database, dump: tuple[str, str], line: int) -> int:
    """How many rejects are kept of the lines after this one."""
    return _rejected(db, dump, "line > :line", line)


def _rejected(db: Database, dump: tuple[str, str], which: str, line: int) -> int:
    where = {"source": dump[0], "dump": dump[1], "line": line}
    sql = f"SELECT count(*) FROM rejects WHERE source = :source AND dump = :dump AND {which}"  # noqa: S608 - our own words
    return db.number(sql, where)


def hold(db: Database, dump: tuple[str, str], held: Sequence[Held]) -> list[Held]:
    """Replace what is held of a dump; returns those of these that are new."""
    where = {"source": dump[0], "dump": dump[1]}
    before = set(db.rows("SELECT member, line, url FROM held WHERE source = :source AND dump = :dump", where))
    db.run("DELETE FROM held WHERE source = :source AND dump = :dump", where)
    now = {(one.member, one.line): one for one in held}
    db.many(
        "INSERT INTO held (source, dump, member, line, published, title, url) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(*dump, *key, int(one.published.timestamp()), one.title, one.url) for key, one in now.items()],
    )
    return [one for one in now.values() if (one.member, one.line, one.url) not in before]


def rejects(db: Database) -> Iterator[Reject]:
    """Everything that is rejected now, newest first."""
    for *rejected, run in db.rows(
        "SELECT source, dump, line, code, reason, member, run FROM rejects"
        " ORDER BY run DESC, source, dump, member, line"
    ):
        yield Reject(Rejected(*rejected), run)


def held(db: Database) -> Iterator[Held]:
    """Everything that is held now, the next to come first."""
    for source, dump, line, published, title, url, member in db.rows(
        "SELECT source, dump, line, published, title, url, member FROM held"
        " ORDER BY published, source, dump, member, line"
    ):
        yield Held(source, dump, line, time_of(published), title, url, member)


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


def unread(db: Database, source: str, names: Iterable[str]) -> None:
    """These dumps are read when they are met next, whatever they look like; what they gave is still known."""
    rows = [(source, name) for name in names]
    db.many("UPDATE dumps SET size = -1, mtime = -1, position = '' WHERE source = ? AND name = ?", rows)
    db.many("DELETE FROM folders WHERE source = ? AND prefix = ?", {(source, folder_of(name)) for _, name in rows})


def unreadable(db: Database, source: str) -> bool:
    """Whether a dump of a source is there and cannot be read."""
    return rejects_any(db, source, "unreadable") or rejects_any(db, source, "kills-reader")


def rejects_any(db: Database, source: str, code: str) -> bool:
    """Whether anything of a source is rejected for this."""
    sql = "SELECT 1 FROM rejects WHERE source = :source AND code = :code LIMIT 1"
    return db.row(sql, {"source": source, "code": code}) is not None


def folder_of(name: str) -> str:
    """What the names of all dumps in its folder begin with: empty, or ending in `/`."""
    return name[: name.rfind("/") + 1]


def forget(db: Database, source: str, names: Iterable[str]) -> None:
    """Forget dumps that are no longer there, and what was wrong with them; never what they gave."""
    rows = [(source, name) for name in names]
    # Else one that comes back, and looks as it did when its folder was known under the rules of now, counts as read.
    db.many("DELETE FROM folders WHERE source = ? AND prefix = ?", {(source, folder_of(name)) for _, name in rows})
    for table, column in (("dumps", "name"), ("rejects", "dump"), ("held", "dump")):
        db.many(f"DELETE FROM {table} WHERE source = ? AND {column} = ?", rows)  # noqa: S608
