"""Which articles are the same text as another one under another URL: decided where a run settles.

A new article that is becomes a duplicate: the first article with that text stays the only entry, and its NewsArticle
names the other URL. It goes on being taken in as any other, so that it can become an article of its own: when its text
is edited, or when the setting says `keep`. What is published once stays published.
"""

import logging
from collections.abc import Iterable

from exporter import plan
from exporter.config.schema import Config
from exporter.printable import printable
from exporter.report import Report
from exporter.store import articles, documents, duplicates, feeds, stored
from exporter.store.database import Database

log = logging.getLogger(__name__)


def settle(db: Database, config: Config, report: Report, known: int) -> None:
    """All dumps are read, and no new article has its place yet: release the duplicates that are none any more, and find
    those among the new articles.

    `known`: the number of the last article before this run; what came later was counted as new.
    """
    released = 0
    for numbers in duplicates.release(db, every=config.feeds.duplicates == "keep"):
        _join(db, config, numbers)
        released += len(numbers)
    if released:
        log.info("duplicates that are to be judged anew, or published: %d", released)
    if config.feeds.duplicates == "same-text" and duplicates.judge(db):
        for found, left in duplicates.judged(db):
            report.duplicates(sum(one.n > known and one.withdrawn is None for one in found))
            report.withdrawn_duplicates(sum(one.n > known and one.withdrawn is not None for one in found))
            # Until now they were members, so what was marked meanwhile was marked as if these feeds showed them.
            documents.mark(db, (document for feed in sorted(left) for document in plan.of_feed(feed)))
            for one in found:
                what = "duplicate" if one.withdrawn is None else "withdrawn"
                log.info("%s %s: the same text as %s", what, printable(one.url), printable(one.original_url))


def _join(db: Database, config: Config, numbers: Iterable[int]) -> None:
    """Make them members of the feeds that they belong to."""
    some = articles.known_by_number(db, numbers)
    memberships = {n: plan.memberships(article, config.feed) for n, article in stored.normalised(db, some)}
    feeds.join(db, memberships, some)
