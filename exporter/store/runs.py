"""Runs: when they were, what came of them."""

from collections import Counter
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from exporter.store.database import Database, meta, set_meta

KEPT = 1000
"""Runs that are remembered: three days of one every five minutes."""


class Run(Struct, frozen=True):
    """One run, finished or cut off."""

    n: int
    started: int
    finished: int | None
    edition: int | None
    """The edition that it published; None where nothing changed."""
    report: dict[str, int] | None
    """What was counted; None where it was cut off."""


def begin(db: Database, now: int) -> int:
    """A run begins; returns its number."""
    n = db.number("SELECT MAX(n) FROM runs") + 1
    db.run("INSERT INTO runs (n, started) VALUES (:n, :now)", {"n": n, "now": now})
    db.run("DELETE FROM runs WHERE n <= :n", {"n": n - KEPT})
    return n


def finish(db: Database, n: int, now: int, edition: int | None, report: dict[str, int]) -> None:
    """It ended, and this came of it."""
    db.run(
        "UPDATE runs SET finished = :now, edition = :edition, report = :report WHERE n = :n",
        {"n": n, "now": now, "edition": edition, "report": msgspec.json.encode(report).decode()},
    )
    db.run("DELETE FROM meta WHERE name = 'failed'")
    if edition is not None:
        set_meta(db, "edition", str(edition))


def last(db: Database) -> Run | None:
    """The latest run."""
    row = db.row("SELECT n, started, finished, edition, report FROM runs ORDER BY n DESC LIMIT 1")
    if row is None:
        return None
    n, started, finished, edition, report = row
    return Run(n, started, finished, edition, msgspec.json.decode(report, type=dict[str, int]) if report else None)


def is_cut_off(db: Database) -> bool:
    """Whether the latest run did not come to its end (yet), so that what it began is no edition so far."""
    run = last(db)
    return run is not None and run.finished is None


def are_cut_off(db: Database, n: int, number: int) -> bool:
    """Whether so many runs before run `n` all did not come to their end."""
    sql = "SELECT COUNT(*) FROM runs WHERE n < :n AND n >= :since AND finished IS NULL"
    return db.number(sql, {"n": n, "since": n - number}) == number


def counts(db: Database, since: int) -> dict[str, int]:
    """What came of the runs that published an edition and began at `since` or later, added up; empty if one of them
    completed what another had begun that was cut off, because nobody knows what came of that."""
    cut_off = (
        "SELECT 1 FROM runs WHERE finished IS NULL AND n >"
        " (SELECT COALESCE(MAX(n), 0) FROM runs WHERE finished IS NOT NULL AND started < :since)"
    )
    if db.row(cut_off, {"since": since}):
        return {}
    total: Counter[str] = Counter()
    sql = "SELECT report FROM runs WHERE started >= :since AND edition IS NOT NULL AND report IS NOT NULL"
    for (report,) in db.rows(sql, {"since": since}):
        total.update(msgspec.json.decode(report, type=dict[str, int]))
    return dict(total)


def begin_edition(db: Database, edition: int) -> None:
    """A file that this edition changes is in place. Kept beside the edition itself: a run that is cut off may have put
    all of it there, and its successor, which writes nothing, has made it all the same."""
    set_meta(db, "edition_begun", str(edition))


def has_begun(db: Database, edition: int) -> bool:
    """Whether a file that this edition changes is in place."""
    return meta(db, "edition_begun") == str(edition)


def edition(db: Database) -> int:
    """The number of the latest edition; 0 before the first."""
    return int(meta(db, "edition") or 0)


def settled(db: Database) -> int:
    """How many runs have read everything and marked what they touched.

    A run that was cut off before that and the one that completes it are one run to the versions that they bring.
    """
    return int(meta(db, "settled") or 0)


def settle(db: Database) -> None:
    """This run has read everything."""
    set_meta(db, "settled", str(settled(db) + 1))
    set_meta(db, "settled_rules", ruled(db))
    if meta(db, "stopped"):
        set_meta(db, "stopped", "")


def ruled(db: Database) -> str:
    """Says which rules, and selections, what is stored was normalised by."""
    return f"{meta(db, 'rules')} {meta(db, 'selections')}"


def settled_rules(db: Database) -> str:
    """The same, when the latest run settled."""
    return meta(db, "settled_rules")


class Stop(Struct, frozen=True):
    """A run that did not come to its end, and could say why."""

    at: int
    """When it began, in seconds since 1970."""
    why: str
    """In one line."""


def stop(db: Database, n: int, at: int, why: str) -> None:
    """This run is taken back, as if it had not begun; only that it was stopped is known, until one settles."""
    db.run("DELETE FROM runs WHERE n = :n", {"n": n})
    set_meta(db, "stopped", msgspec.json.encode(Stop(at, why)).decode())


def stopped(db: Database) -> Stop | None:
    """The last run that a brake stopped, if none has settled since."""
    found = meta(db, "stopped")
    return msgspec.json.decode(found, type=Stop) if found else None


def fail(db: Database, at: int, why: str) -> None:
    """The run that began then failed. Known until one comes to its end."""
    set_meta(db, "failed", msgspec.json.encode(Stop(at, why)).decode())


def failed(db: Database) -> Stop | None:
    """Why the latest run failed, begun or not; None if it did not, or could not say."""
    found, latest = meta(db, "failed"), last(db)
    failure = msgspec.json.decode(found, type=Stop) if found else None
    return None if failure and latest and latest.started > failure.at else failure


def last_finished(db: Database) -> int | None:
    """When the latest run ended that came to its end."""
    row = db.row("SELECT finished FROM runs WHERE finished IS NOT NULL ORDER BY n DESC LIMIT 1")
    return int(row[0]) if row else None


def succeeded(db: Database, sources: Iterable[str], now: int) -> None:
    """A run came to its end that read all of these sources."""
    for source in sources:
        set_meta(db, f"success:{source}", str(now))


def successes(db: Database, sources: Iterable[str]) -> dict[str, int | None]:
    """By source, when the latest run ended that read all of it; None if none has."""
    return {source: int(found) if (found := meta(db, f"success:{source}")) else None for source in sources}
