"""How many articles each feed has of each day: kept where it changes, so that nobody ever counts them all.

It changes in the transactions that take articles in (articles.py) and that make or end memberships (feeds.py).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from exporter.store.database import Database

ALL = 0
"""Stands for a feed of all articles."""
DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()

Changes = Counter[tuple[int, int]]
"""By feed and day (`day_of`), how many articles more; less than 0: fewer."""


def day_of(seconds: int) -> int:
    """The UTC day in which a time of the store lies, counted from 1970."""
    return seconds // DAY


def change(db: Database, changes: Mapping[tuple[int, int], int]) -> None:
    """There are so many more, or fewer."""
    db.many(
        "INSERT INTO counts (feed, day, articles) VALUES (?, ?, ?)"
        " ON CONFLICT (feed, day) DO UPDATE SET articles = counts.articles + excluded.articles",
        [(feed, day, more) for (feed, day), more in sorted(changes.items()) if more],
    )


def tally(db: Database, published: Iterable[int], sign: int, feed: int = ALL) -> None:
    """So many more (`sign` 1) or fewer (-1) articles were published at these times."""
    changes = Changes()
    for seconds in published:
        changes[feed, day_of(seconds)] += sign
    change(db, changes)


def between(db: Database, since: datetime, before: datetime, feed: int = ALL) -> int:
    """How many articles of a feed were published from the day of `since` to the day before that of `before`, in UTC."""
    return db.number(
        "SELECT SUM(articles) FROM counts WHERE feed = :feed AND day >= :since AND day < :before",
        {"feed": feed, "since": day_of(int(since.timestamp())), "before": day_of(int(before.timestamp()))},
    )


def total(db: Database, feed: int = ALL) -> int:
    """How many articles a feed has, those that a run has half taken in among them."""
    return db.number("SELECT SUM(articles) FROM counts WHERE feed = :feed", {"feed": feed})


def days(db: Database) -> Iterator[date]:
    """Every day on which an article was published."""
    for (day,) in db.rows("SELECT day FROM counts WHERE feed = :all AND articles > 0", {"all": ALL}):
        yield date.fromordinal(_EPOCH + day)
