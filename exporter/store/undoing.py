"""All that was taken in since the last run settled is taken back, as if it had never been read.

For a run that a brake stops: what it has read must not be published by the next one, once its cause is mended. Its
dumps are read again then, with the digests that they had, so that what is an edit stays one.
"""

import msgspec
from msgspec.structs import replace

from exporter.store import articles, counts, feeds, given, restored, runs, unsettled
from exporter.store.database import Database, set_meta
from exporter.store.versions import Known

SLICE = 500
"""Articles that are taken back together."""

_decode_keys = msgspec.json.Decoder(list[str]).decode
_decode_memberships = msgspec.json.Decoder(list[tuple[int, int, int]]).decode


def undo(db: Database, run: int) -> None:
    """Take it back. Within a transaction. `run`: the number of the run that is taken back.

    Files are marked to be written that need not be: they are compared.
    """
    while numbers := _new(db):
        _remove(db, numbers)
    last = -1
    while rows := list(
        db.rows(
            "SELECT n, row, article, record, keys, memberships FROM unsettled WHERE n > :last ORDER BY n LIMIT :size",
            {"last": last, "size": SLICE},
        )
    ):
        last = rows[-1][0]
        known = [Known(*msgspec.json.decode(row)) for _, row, *_ in rows]
        texts = {n: article for n, _, article, *_ in rows}
        articles.write(db, known, frozenset(), texts, {n: record for n, _, _, record, *_ in rows}, {})
        for n, _, _, _, keys, _ in rows:
            _restore_keys(db, n, _decode_keys(keys))
        feeds.restore(db, {n: _decode_memberships(memberships) for n, *_, memberships in rows})
    db.run("DELETE FROM records WHERE run = :run", {"run": runs.settled(db) + 1})
    _disown(db, runs.settled(db) + 1)
    for table in ("gone_keys", "gone_texts"):
        db.run(f"DELETE FROM {table} WHERE unsettled = 1")  # noqa: S608 - our own table names
    db.run("DELETE FROM dirty")
    restored.unmeet(db)
    _unread(db)
    if runs.ruled(db) != runs.settled_rules(db):
        set_meta(db, "rules", "")  # what only bears the mark of the new rules is looked at again
        set_meta(db, "selections", "")
    given.unsettle(db, run)
    unsettled.forget(db)


def _disown(db: Database, run: int) -> None:
    """What was withdrawn or brought back by hand meanwhile shows words of this run, which nobody has said now: whatever
    its dumps say is news."""
    numbers = [n for (n,) in db.rows("SELECT n FROM articles WHERE run = :run", {"run": run})]
    known = articles.known_by_number(db, numbers).values()
    articles.write(db, [replace(one, run=0) for one in known], frozenset(), {}, {}, {})
    db.many("DELETE FROM records WHERE n = ?", [(n,) for n in numbers])


def _new(db: Database) -> list[int]:
    return [
        n
        for (n,) in db.rows(
            "SELECT d.n FROM dirty d CROSS JOIN articles a WHERE a.n = d.n AND a.sequence IS NULL"
            " AND a.original IS NULL AND a.withdrawn IS NULL LIMIT :size",
            {"size": SLICE},
        )
    ]


def _remove(db: Database, numbers: list[int]) -> None:
    """Articles that came since."""
    changes = counts.Changes()
    for (published,) in db.rows_in("SELECT published FROM articles WHERE n IN (?)", numbers):
        changes[counts.ALL, counts.day_of(published)] -= 1
    counts.change(db, changes)
    feeds.leave(db, numbers)
    for table in ("articles", "texts", "keys", "given", "dirty"):
        db.many(f"DELETE FROM {table} WHERE n = ?", [(n,) for n in numbers])  # noqa: S608 - our own table names


def _restore_keys(db: Database, n: int, keys: list[str]) -> None:
    for (key,) in list(db.rows("SELECT key FROM keys WHERE n = :n", {"n": n})):
        if key not in keys:
            db.run("DELETE FROM keys WHERE key = :key", {"key": key})


def _unread(db: Database) -> None:
    """The dumps that were read are as they were known before, but looked at again, whatever they look like."""
    known = "digest, records, rejected, held, rules, given, earlier, position"
    of_them = "FROM unsettled_dumps u WHERE u.source = dumps.source AND u.name = dumps.name"
    db.run(
        f"UPDATE dumps SET size = -1, mtime = -1, ({known}) = (SELECT {known} {of_them})"  # noqa: S608
        f" WHERE EXISTS (SELECT 1 {of_them} AND u.records IS NOT NULL)"
    )
    db.run(f"DELETE FROM dumps WHERE EXISTS (SELECT 1 {of_them} AND u.records IS NULL)")  # noqa: S608
    # Where there was something, it is compared with what is wrong now, and only what is new to it is told.
    for table, number in (("rejects", "rejected"), ("held", "held")):
        clean = f"u.source = {table}.source AND u.name = {table}.dump AND COALESCE(u.{number}, 0) = 0"
        db.run(f"DELETE FROM {table} WHERE EXISTS (SELECT 1 FROM unsettled_dumps u WHERE {clean})")  # noqa: S608
    db.run("DELETE FROM folders WHERE source IN (SELECT source FROM unsettled_dumps)")
