"""What a run changes is kept as it was until the run settles, so that all of it can be taken back (undoing.py).

The first run keeps nothing: nothing is published yet that it could harm.
"""

from collections.abc import Collection, Iterable

import msgspec
from msgspec.structs import astuple

from exporter.store import places
from exporter.store.database import Database
from exporter.store.versions import Known

_encode = msgspec.json.Encoder().encode


def keep(db: Database, known: Iterable[Known]) -> None:
    """Keep these articles as they are, if they were there when the last run settled and are not kept already.

    Called before they change, in the same transaction.
    """
    rows = {one.n: one for one in known if not is_new(one)}
    if not rows:
        return
    for (n,) in db.rows_in("SELECT n FROM unsettled WHERE n IN (?)", rows):
        del rows[n]
    keys: dict[int, list[str]] = {n: [] for n in rows}
    for n, key in db.rows_in("SELECT n, key FROM keys WHERE n IN (?)", rows):
        keys[n].append(key)
    memberships: dict[int, list[tuple[int, int, int]]] = {n: [] for n in rows}
    for n, *membership in db.rows_in("SELECT n, feed, published, departed FROM memberships WHERE n IN (?)", rows):
        memberships[n].append((membership[0], membership[1], membership[2]))
    texts = db.rows_in("SELECT n, article, record FROM texts WHERE n IN (?)", rows)
    db.many(
        "INSERT INTO unsettled (n, row, article, record, keys, memberships) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (n, _text(astuple(rows[n])), article, record, _text(keys[n]), _text(memberships[n]))
            for n, article, record in texts
        ),
    )


def is_new(known: Known) -> bool:
    """Whether no run that settled has had this article."""
    return known.sequence is None and known.original is None and known.withdrawn is None


def original(db: Database, n: int) -> int:
    """The number of the article of which this one, which is kept, was a duplicate; 0 if of none."""
    row = db.row("SELECT row FROM unsettled WHERE n = :n", {"n": n})
    return (Known(*msgspec.json.decode(row[0])).original or 0) if row else 0


def keep_dumps(db: Database, source: str, names: Collection[str]) -> None:
    """The same of dumps, of one source, before it is remembered what they give now."""
    if not places.sequenced(db):
        return
    kept = "source, name, digest, records, rejected, held, rules, given, earlier, position"
    # Those that are known, in the rows that they have; then those that are not, which are kept with their name alone.
    known = db.rows_in("SELECT source, name FROM dumps WHERE source = ? AND name IN (?)", names, source)
    db.many(
        f"INSERT INTO unsettled_dumps ({kept}) SELECT {kept} FROM dumps WHERE source = ? AND name = ?"  # noqa: S608
        " ON CONFLICT DO NOTHING",
        list(known),
    )
    db.many(
        "INSERT INTO unsettled_dumps (source, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(source, name) for name in names],
    )


def leave(db: Database, numbers: Iterable[int]) -> None:
    """These articles and their duplicates are taken down, or brought back, by hand: they are never as they were."""
    db.many(
        "DELETE FROM unsettled WHERE n = ? OR n IN (SELECT n FROM articles WHERE original = ?)",
        [(n, n) for n in numbers],
    )


def forget(db: Database) -> None:
    """The run has settled: nothing of it is ever taken back."""
    db.run("DELETE FROM unsettled")
    db.run("DELETE FROM unsettled_dumps")
    for table in ("gone_keys", "gone_texts"):
        db.run(f"UPDATE {table} SET unsettled = 0 WHERE unsettled = 1")  # noqa: S608 - our own table names


def _text(value: object) -> str:
    return _encode(value).decode()
