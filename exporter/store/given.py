"""Of complete sources: which article each dump gives, so that it is noticed when none gives it any more.

A row says so, with the run that saw it; with run 0, that the dump gave it, and gives it no more or is gone: what
becomes of such an article is decided where a run settles. Until then it is run -1, so that it can be taken back. Also
noted is what of any source is withdrawn, so that what a complete source had lost can come back.
"""

from collections.abc import Collection, Iterable, Sequence

from exporter.store import dumps
from exporter.store.database import Database, meta, set_meta

Given = tuple[str, str, int]
"""Names of source and dump, number of an article."""


def note(db: Database, rows: Iterable[Given], run: int) -> None:
    """These dumps give these articles."""
    db.many(
        "INSERT INTO given (source, dump, n, run) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (source, dump, n) DO UPDATE SET run = excluded.run",
        [(*row, run) for row in rows],
    )


def sweep(db: Database, source: str, dump: str, run: int) -> None:
    """All that the dump gives was noted in this run: what else it gave, it gives no more."""
    db.run(
        "UPDATE given SET run = -1 WHERE source = :source AND dump = :dump AND run > 0 AND run < :run",
        {"source": source, "dump": dump, "run": run},
    )


def unsettle(db: Database, run: int) -> None:
    """This run is taken back, and the next one has its number: what it noted is of an earlier one; and what was missed
    since the last one settled is given, until it is missed again."""
    db.run("UPDATE given SET run = 1 WHERE run = :run OR run < 0", {"run": run})


def begin(db: Database, source: str) -> None:
    """From now on it is noted what this source gives: all of it is read once more, unless that has been done."""
    if meta(db, _noted(source)):
        return
    db.run("DELETE FROM given WHERE source = :source", {"source": source})
    db.run("UPDATE dumps SET size = -1, mtime = -1, position = '' WHERE source = :source", {"source": source})
    db.run("DELETE FROM folders WHERE source = :source", {"source": source})
    set_meta(db, _noted(source), "1")


def end(db: Database, source: str) -> None:
    """It is not complete any more: what it gave is of no interest."""
    if meta(db, _noted(source)):
        db.run("DELETE FROM given WHERE source = :source", {"source": source})
        set_meta(db, _noted(source), "")


def _noted(source: str) -> str:
    return f"complete:{source}"


def call_roll(db: Database) -> None:
    """No dump is present yet."""
    db.run("CREATE TEMP TABLE IF NOT EXISTS present (dump TEXT PRIMARY KEY)")
    db.run("DELETE FROM present")


def answer(db: Database, names: Iterable[str]) -> None:
    """These dumps are present."""
    db.many("INSERT INTO present (dump) VALUES (?) ON CONFLICT DO NOTHING", [(name,) for name in names])


def answer_for(db: Database, source: str, prefix: str) -> None:
    """So are all that are known in this folder, but not in the folders in it. `prefix`: empty, or ending in `/`."""
    db.run(
        "INSERT INTO present (dump) SELECT DISTINCT dump FROM given WHERE source = :source"
        " AND substr(dump, 1, length(:prefix)) = :prefix AND substr(dump, length(:prefix) + 1) NOT LIKE '%/%'"
        " ON CONFLICT DO NOTHING",
        {"source": source, "prefix": prefix},
    )


def is_emptied(db: Database, source: str) -> bool:
    """Whether a source that has given something gives nothing at all now, going by the roll."""
    where = {"source": source}
    alive = (
        "SELECT 1 FROM present p WHERE EXISTS"
        " (SELECT 1 FROM given g WHERE g.source = :source AND g.dump = p.dump AND g.run > 0) LIMIT 1"
    )
    return bool(db.row("SELECT 1 FROM given WHERE source = :source LIMIT 1", where)) and not db.row(alive, where)


def strike(db: Database, source: str) -> None:
    """What dumps gave that are not present is given by them no more. Should one come back, it is read, whatever it
    looks like."""
    # From one name to the next by the index: a dump may have a million rows.
    next_one = "SELECT MIN(dump) FROM given WHERE source = :source"
    sql = (
        f"WITH RECURSIVE known (dump) AS ({next_one}"  # noqa: S608 - our own words
        f" UNION ALL SELECT ({next_one} AND dump > known.dump) FROM known WHERE known.dump IS NOT NULL)"
        " SELECT dump FROM known WHERE dump IS NOT NULL AND dump NOT IN (SELECT dump FROM present)"
        " AND EXISTS (SELECT 1 FROM given g WHERE g.source = :source AND g.dump = known.dump AND g.run > 0)"
    )
    names = [name for (name,) in db.rows(sql, {"source": source})]
    db.many("UPDATE given SET run = -1 WHERE source = ? AND dump = ? AND run > 0", [(source, name) for name in names])
    dumps.unread(db, source, names)


def missing(db: Database, source: str, configured: Collection[str]) -> list[int]:
    """Numbers of the published articles that this source has lost, and that no configured one is known to give, neither
    them nor a duplicate of them."""
    names = ",".join("?" * len(configured))
    alive = f"SELECT 1 FROM given l WHERE l.run > 0 AND l.source IN ({names}) AND l.n"  # noqa: S608
    sql = (
        "SELECT DISTINCT o.n FROM given g JOIN articles a ON a.n = g.n"  # noqa: S608
        " JOIN articles o ON o.n = COALESCE(a.original, a.n)"
        " WHERE g.run <= 0 AND g.source = ? AND o.sequence IS NOT NULL"
        f" AND NOT EXISTS ({alive} = o.n)"
        f" AND NOT EXISTS ({alive} IN (SELECT d.n FROM articles d WHERE d.original = o.n)) ORDER BY o.n"
    )
    return [n for (n,) in db.rows(sql, [source, *configured, *configured])]


def elsewhere(db: Database, numbers: Sequence[int], others: Collection[str]) -> tuple[set[int], str]:
    """Which of these articles a dump of one of these sources has given, as far as is known; and a dump of theirs, if
    there is one, of which nobody knows.

    They are no complete sources: that a dump is gone, or says something else now, means nothing. So all that is known
    of their dumps counts.
    """
    family = "SELECT COALESCE(a.original, a.n), r.digest FROM articles a JOIN records r ON r.n = a.n WHERE"
    whose: dict[str, set[int]] = {}
    for column in ("n", "original"):
        for n, digest in db.rows_in(f"{family} a.{column} IN (?)", numbers):
            whose.setdefault(digest, set()).add(n)
    found: set[int] = set()
    for source in sorted(others) if whose else ():
        sql = "SELECT name, records, earlier, given FROM dumps WHERE source = :source ORDER BY name"
        for name, records, earlier, given in db.walk(sql, {"source": source}):
            if given and not records:
                return found, name
            for digest in whose.keys() & {*records.split(), *earlier.split()}:
                found |= whose[digest]
    return found, ""


def is_all(db: Database, source: str) -> bool:
    """Whether nothing that is published is given by this source any more."""
    sql = (
        "SELECT 1 FROM given g JOIN articles a ON a.n = g.n"
        " WHERE g.source = :source AND g.run > 0 AND a.sequence IS NOT NULL LIMIT 1"
    )
    return db.row(sql, {"source": source}) is None


def count(db: Database, source: str) -> int:
    """How many published articles this source gives, or has just lost."""
    return db.number(
        "SELECT COUNT(DISTINCT g.n) FROM given g JOIN articles a ON a.n = g.n"
        " WHERE g.source = :source AND a.sequence IS NOT NULL",
        {"source": source},
    )


def returned(db: Database, configured: Collection[str]) -> list[int]:
    """Numbers of the articles that a complete source had lost, and that a configured one gives again: them, or a
    duplicate of them."""
    names = ",".join("?" * len(configured))
    sql = (
        f"SELECT t.n FROM tombstones t JOIN given g ON g.n = t.n WHERE t.source <> '' AND g.run > 0 AND g.source IN ({names})"  # noqa: S608, E501
        " UNION SELECT t.n FROM tombstones t JOIN articles d ON d.original = t.n JOIN given g ON g.n = d.n"
        f" WHERE t.source <> '' AND g.run > 0 AND g.source IN ({names}) ORDER BY 1"
    )
    return [n for (n,) in db.rows(sql, [*configured, *configured])]


def settle(db: Database, sources: Iterable[str]) -> None:
    """It is decided what becomes of what these have lost.

    What has no place in the archive yet is asked again, and so is what has duplicates: it may have stayed because one
    is given, which may become an article of its own.
    """
    decided = (
        "SELECT 1 FROM articles a WHERE a.n = given.n AND (a.original IS NOT NULL OR a.withdrawn IS NOT NULL"
        " OR (a.sequence IS NOT NULL AND NOT EXISTS (SELECT 1 FROM articles d WHERE d.original = a.n)))"
    )
    db.many(
        f"DELETE FROM given WHERE run <= 0 AND source = ? AND EXISTS ({decided})",  # noqa: S608 - our own words
        [(source,) for source in sources],
    )
    db.run("UPDATE given SET run = 0 WHERE run < 0")
