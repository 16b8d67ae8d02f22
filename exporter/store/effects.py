"""What a run would do to what is published, in numbers, asked right before it settles: what its brakes judge by.

Every question goes by what the run has touched, and the dearer ones are only asked once that is `least` or more.
"""

from collections.abc import Sequence
from datetime import timedelta

from msgspec import Struct

from exporter.store import counts, feeds, unsettled
from exporter.store.database import Database
from exporter.store.feeds import StoredFeed

EXAMPLES = 5

_IS_NEW = "a.sequence IS NULL AND a.original IS NULL AND a.withdrawn IS NULL"
_NEW = f"FROM dirty d CROSS JOIN articles a WHERE a.n = d.n AND {_IS_NEW}"
"""CROSS JOIN, so that SQLite goes through `dirty`."""
_DEPARTED = "FROM memberships m WHERE m.feed = :feed AND m.departed = 1"


class Effect(Struct, frozen=True):
    """What would become of so many articles `of` how many."""

    articles: int
    of: int
    examples: tuple[int, ...]
    """Numbers of some of them."""


def new(db: Database) -> int:
    """How many articles would be published for the first time."""
    return db.number(f"SELECT COUNT(*) {_NEW}")


def reidentified(db: Database) -> Effect:
    """Of those the ones that are published under another id: an article has their title, text and authors, or they
    were duplicates of one until now."""
    published = "SELECT o.n FROM articles o WHERE o.significant = a.significant AND o.sequence IS NOT NULL"
    known = "SELECT 1 FROM unsettled u WHERE u.n = a.n"  # which was there before, and had no place: a duplicate
    which = f"{_NEW} AND (EXISTS ({published}) OR EXISTS ({known}))"
    return Effect(db.number(f"SELECT COUNT(*) {which}"), new(db), _some(db, f"SELECT a.n {which}"))


def published_as(db: Database, n: int) -> int:
    """The number of the first published article with title, text and authors of this one; else of what it was a
    duplicate of."""
    same = db.number(
        "SELECT o.n FROM articles a JOIN articles o ON o.significant = a.significant"
        " WHERE a.n = :n AND o.sequence IS NOT NULL ORDER BY o.sequence LIMIT 1",
        {"n": n},
    )
    return same or unsettled.original(db, n)


def updated(db: Database, run: int, least: int) -> Effect | None:
    """Of all that is published, what would get another `updated`; None if that is less than `least`. `run`: as the
    versions of this run have it."""
    which = _bumped(run)
    bumped = db.number(f"SELECT COUNT(*) {which}")
    return Effect(bumped, _published(db), _some(db, f"SELECT a.n {which}")) if bumped >= least else None


def updated_lately(db: Database, run: int, entries: int, window: timedelta) -> Effect:
    """The same of what the main feed shows by its time: the newest `entries`, or all from `window` before the newest
    on."""
    since = _shown_since(db, entries, window)
    which = f"{_bumped(run)} AND a.published >= {since}"
    shown = db.number(
        "SELECT COUNT(*) FROM articles WHERE published >= :since AND sequence IS NOT NULL", {"since": since}
    )
    return Effect(db.number(f"SELECT COUNT(*) {which}"), shown, _some(db, f"SELECT a.n {which}"))


def _bumped(run: int) -> str:
    return (
        "FROM dirty d CROSS JOIN articles a WHERE a.n = d.n AND a.sequence IS NOT NULL"
        f" AND a.run = {run:d} AND a.updated > a.prior_updated"
    )


def _shown_since(db: Database, entries: int, window: timedelta) -> int:
    """In seconds since 1970."""
    sql = "SELECT published FROM articles WHERE sequence IS NOT NULL ORDER BY published DESC LIMIT 1 OFFSET :skipped"
    newest, last = (db.row(sql, {"skipped": skipped}) for skipped in (0, entries - 1))
    if newest is None or last is None:  # it shows all there is
        return -(2**62)
    return min(int(newest[0]) - int(window.total_seconds()), int(last[0]))


def shrunken(db: Database, least: int, lost: Sequence[int]) -> list[tuple[StoredFeed, Effect]]:
    """The published feeds that `least` articles or more would leave, but not those whose articles had all left before
    this run: what comes drives them out. `lost`: articles that leave all feeds."""
    found: list[tuple[StoredFeed, Effect]] = []
    leaving: dict[int, list[int]] = {feeds.main(db): list(lost)}
    for feed, n in db.rows_in("SELECT feed, n FROM memberships WHERE departed = 0 AND n IN (?)", lost):
        leaving.setdefault(feed, []).append(n)
    departed = counts.departed(db)
    for feed in feeds.all_feeds(db):
        where, gone = {"feed": feed.n}, leaving.get(feed.n, [])
        if feed.emptied or len(gone) + departed.get(feed.n, 0) < least:
            continue
        which = f"{_DEPARTED} AND EXISTS (SELECT 1 FROM articles a WHERE a.n = m.n AND a.sequence IS NOT NULL)"  # noqa: S608
        articles = len(gone) + db.number(f"SELECT COUNT(*) {which}", where)
        if articles >= least:
            some = (*gone, *_some(db, f"SELECT m.n {which}", where))
            found.append((feed, Effect(articles, _had(db, feed), some[:EXAMPLES])))
    return found


def _had(db: Database, feed: StoredFeed) -> int:
    """How many articles a feed has, without those that are new."""
    if feed.kind == "main":
        return _published(db)
    member = "EXISTS (SELECT 1 FROM memberships m WHERE m.n = a.n AND m.feed = :feed)"
    return counts.total(db, feed.n) - db.number(f"SELECT COUNT(*) {_NEW} AND {member}", {"feed": feed.n})


def _published(db: Database) -> int:
    """How many articles are published, without those that are new."""
    return counts.total(db) - new(db)


def _some(db: Database, sql: str, where: dict[str, int] | None = None) -> tuple[int, ...]:
    return tuple(n for (n,) in db.rows(f"{sql} ORDER BY 1 LIMIT {EXAMPLES}", where or {}))
