"""The outbox: who is to be told of what, until they are told or it is given up."""

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Literal

from msgspec import Struct
from msgspec.structs import asdict

from exporter.store.database import Database

Channel = Literal["websub", "indexnow", "webhook"]


class Addressee(Struct, frozen=True, order=True):
    """Who is told, and how."""

    kind: Channel
    target: str
    """websub: the hub's URL; indexnow: the host; webhook: what it is called, which is no secret."""


class Notice(Struct, frozen=True):
    """One thing that somebody is to be told of."""

    n: int
    subject: str
    """URL of the topic or article; of a webhook also empty: that there is an edition."""
    edition: int
    """The last that changed it."""
    since: int
    """When it changed first without their being told: seconds since 1970."""
    attempts: int


class Backlog(Struct, frozen=True):
    """What one addressee has not been told, together: waiting, or given up."""

    kind: str
    target: str
    dead: bool
    notices: int
    attempts: int
    """The most that one of them has had."""
    since: int
    due: int
    """When the first is tried next."""
    reason: str
    """Why one of them failed last; empty if none has."""


class DeadLetter(Struct, frozen=True):
    """What was given up, until it changes again."""

    kind: str
    target: str
    subject: str
    """URL of the topic or article; empty for a webhook."""
    attempts: int
    since: int
    reason: str
    """Why the last attempt failed."""


_COLUMNS = "kind, target, subject, edition, since, attempts, due, dead, unreachable, reason"
_AGAIN = (
    # Last in the statement: what is told of a second time stays one notice and keeps its turn; what was given up is
    # news again, and tried again.
    " ON CONFLICT (kind, target, subject) DO UPDATE SET edition = excluded.edition, dead = 0,"
    " unreachable = CASE WHEN outbox.dead = 1 THEN 0 ELSE outbox.unreachable END,"
    " since = CASE WHEN outbox.dead = 1 THEN excluded.since ELSE outbox.since END,"
    " attempts = CASE WHEN outbox.dead = 1 THEN 0 ELSE outbox.attempts END,"
    " due = CASE WHEN outbox.dead = 1 THEN excluded.due ELSE outbox.due END,"
    " reason = CASE WHEN outbox.dead = 1 THEN '' ELSE outbox.reason END"
)


def queue(db: Database, addressees: Iterable[Addressee], subjects: Sequence[str], edition: int, now: int) -> None:
    """Each of these is to be told of each of these."""
    db.many(
        f"INSERT INTO outbox ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, 0, ?, 0, 0, ''){_AGAIN}",  # noqa: S608
        [(one.kind, one.target, subject, edition, now, now) for one in addressees for subject in subjects],
    )


def queue_articles(db: Database, host: str, run: int, since: int, edition: int, now: int) -> None:
    """Search engines are to be told of the articles of this host whose documents are not marked yet, if it was this run
    that brought them or changed what moves `updated`, and they are not older than `since`."""
    db.run(
        f"INSERT INTO outbox ({_COLUMNS}) SELECT 'indexnow', host, url, :edition, :now, 0, :now, 0, 0, '' FROM articles"  # noqa: S608
        " WHERE n IN (SELECT n FROM dirty) AND host = :host AND run = :run AND updated >= :since"
        f" AND prior_significant <> significant ORDER BY published, id{_AGAIN}",
        {"host": host, "run": run, "since": since, "edition": edition, "now": now},
    )


def addressees(db: Database, now: int, *, unreachable: bool) -> list[Addressee]:
    """Everybody who is to be told something by now: those whom the last attempt did not reach, or all others."""
    sql = (
        "SELECT kind, target FROM outbox WHERE dead = 0 GROUP BY kind, target"
        " HAVING MIN(due) <= :now AND MAX(unreachable * due) <= :now AND MAX(unreachable) = :unreachable"
        " ORDER BY kind, target"
    )
    return [Addressee(*row) for row in db.rows(sql, {"now": now, "unreachable": int(unreachable)})]


def keep(db: Database, known: Set[Addressee], base: str, since: int) -> None:
    """Forget what was for anybody else, topics that are not below the URL `base` (any more), and what was given up that
    changed before `since`."""
    for kind, target in list(db.rows("SELECT DISTINCT kind, target FROM outbox")):
        if Addressee(kind, target) not in known:
            db.run("DELETE FROM outbox WHERE kind = :kind AND target = :target", {"kind": kind, "target": target})
    db.run("DELETE FROM outbox WHERE dead = 1 AND since < :since", {"since": since})
    db.run(
        "DELETE FROM outbox WHERE kind <> 'indexnow' AND subject <> '' AND SUBSTR(subject, 1, LENGTH(:base)) <> :base",
        {"base": base},
    )


def next_due(db: Database) -> int | None:
    """When somebody is to be told something next; None if nobody is."""
    sql = (
        "SELECT MIN(CASE WHEN held > first THEN held ELSE first END) FROM (SELECT MIN(due) AS first,"
        " MAX(unreachable * due) AS held FROM outbox WHERE dead = 0 GROUP BY kind, target) AS waiting"
    )
    row = db.row(sql)
    return row[0] if row else None


_OF = "kind = :kind AND target = :target AND dead = 0"
"""What the addressee of these values is to be told."""


def due(db: Database, addressee: Addressee, now: int, limit: int) -> list[Notice]:
    """What this addressee is to be told by now, what has waited longest first; at most so many.

    Nothing while an addressee that could not be reached is left alone, however new the notice.
    """
    return [
        Notice(*row)
        for row in db.rows(
            f"SELECT n, subject, edition, since, attempts FROM outbox WHERE {_OF} AND due <= :now AND NOT EXISTS"  # noqa: S608
            f" (SELECT 1 FROM outbox WHERE {_OF} AND due > :now AND unreachable = 1) ORDER BY due, n LIMIT :limit",
            {**asdict(addressee), "now": now, "limit": limit},
        )
    ]


def attempts(db: Database, addressee: Addressee) -> int:
    """How often this addressee was tried in vain: of its notices the most."""
    return db.number(f"SELECT MAX(attempts) FROM outbox WHERE {_OF}", asdict(addressee))  # noqa: S608


def done(db: Database, notices: Iterable[Notice]) -> None:
    """They were told, or need not be."""
    db.many("DELETE FROM outbox WHERE n = ?", [(one.n,) for one in notices])


def failed(
    db: Database,
    addressee: Addressee,
    notices: Sequence[Notice] | None,
    at: int,
    again: int,
    patience: int,
    reason: str,
) -> int:
    """One more attempt has failed: of these notices, or (None) of all that this addressee is to be told by now.

    They are due `again` then, but once more when they are `patience` seconds old; those that are are given up. Returns
    how many.
    """
    whose = f"{_OF} AND due <= :at"
    values = {**asdict(addressee), "at": at, "again": again, "patience": patience, "reason": reason}
    values["unreachable"] = int(notices is None)
    failure = "UPDATE outbox SET attempts = attempts + 1, unreachable = :unreachable, reason = :reason"
    given_up = 0
    for which in [whose] if notices is None else [f"{whose} AND n = {one.n}" for one in notices]:
        given_up += db.run(f"{failure}, dead = 1 WHERE {which} AND since + :patience <= :at", values)
        db.run(
            f"{failure}, due = CASE WHEN since + :patience < :again THEN since + :patience ELSE :again END"
            f" WHERE {which}",
            values,
        )
    return given_up


_SHOWN = "(kind <> 'webhook' OR subject = '')"
"""What people are shown: a webhook is told of topics and edition in one document."""


def waiting(db: Database) -> Iterator[tuple[Addressee, str]]:
    """Who is to be told of what (of a webhook: an empty text), as it was queued."""
    sql = f"SELECT kind, target, subject FROM outbox WHERE dead = 0 AND {_SHOWN} ORDER BY n"  # noqa: S608
    return ((Addressee(kind, target), subject) for kind, target, subject in db.rows(sql))


def given_up(db: Database) -> Iterator[DeadLetter]:
    """What was given up, by addressee."""
    sql = (
        f"SELECT kind, target, subject, attempts, since, reason FROM outbox WHERE dead = 1 AND {_SHOWN}"  # noqa: S608
        " ORDER BY kind, target, n"
    )
    yield from (DeadLetter(*row) for row in db.rows(sql))


def backlog(db: Database) -> list[Backlog]:
    """What is not told, by addressee: what is given up after what is waiting."""
    sql = (
        "SELECT kind, target, dead, COUNT(*), MAX(attempts), MIN(since), MIN(due), MAX(reason)"  # noqa: S608
        f" FROM outbox WHERE {_SHOWN} GROUP BY kind, target, dead ORDER BY dead, kind, target"
    )
    return [
        Backlog(kind, target, bool(dead), notices, attempts, since, due, reason)
        for kind, target, dead, notices, attempts, since, due, reason in db.rows(sql)
    ]
