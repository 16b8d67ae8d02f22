"""How many articles each feed has of each day: kept where it changes, so that nobody ever counts them all.

It changes in the transactions that take articles in (articles.py) and that make or end memberships (feeds.py).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain

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


def between(db: Database, stretches: Sequence[tuple[datetime, datetime]], feed: int = ALL) -> list[int]:
    """How many articles of a feed were published in each of these stretches of time, which are at most 500: from the
    day of the first time to the day before that of the second, in UTC. One question, however many there are."""
    one = "SELECT ? AS place, SUM(articles) FROM counts WHERE feed = ? AND day >= ? AND day < ?"
    asked = [
        (place, feed, day_of(int(since.timestamp())), day_of(int(before.timestamp())))
        for place, (since, before) in enumerate(stretches)
    ]
    found = db.rows(" UNION ALL ".join([one] * len(asked)) + " ORDER BY place", [*chain.from_iterable(asked)])
    return [articles or 0 for _, articles in found]


def departed(db: Database) -> dict[int, int]:
    """By feed, how many memberships departed; feeds with none are not in it."""
    return dict(db.rows("SELECT feed, COUNT(*) FROM memberships WHERE departed = 1 GROUP BY feed"))


def total(db: Database, feed: int = ALL) -> int:
    """How many articles a feed has, those that a run has half taken in among them."""
    return db.number("SELECT SUM(articles) FROM counts WHERE feed = :feed", {"feed": feed})


def days(db: Database) -> Iterator[date]:
    """Every day on which an article was published."""
    for (day,) in db.rows("SELECT day FROM counts WHERE feed = :all AND articles > 0", {"all": ALL}):
        yield date.fromordinal(_EPOCH + day)
