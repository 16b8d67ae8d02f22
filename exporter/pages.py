"""What a page for people shows, gathered from the store: the front page, and the page of a section or a selection.

It is drawn after all that it links to is in place, so what the store says of published files is what there is.
"""

from collections.abc import Iterable
from datetime import datetime

from exporter import plan
from exporter.model import NEVER, Document, Feed
from exporter.render.page import HEADLINES, History, Listed, Page, Period
from exporter.store import counts, documents, places
from exporter.store.database import Database
from exporter.store.feeds import StoredFeed

FILE_NAME = "index.html"
DOWNLOADS = ("opml", "dataset", "sitemap-index")
"""Kinds of documents that the front page offers, if they are published."""


def of_feed(db: Database, stored: StoredFeed, feed: Feed) -> Page | None:
    """The page of a section or a selection; None if it has neither articles nor, because all were withdrawn, a feed
    without any."""
    history, updated = _history(db, stored.n), _updated(db, stored)
    if history is None and updated == NEVER:
        return None
    return Page(
        feed=feed,
        title=label(stored, feed),
        path=feed.folder + FILE_NAME,
        articles=tuple(places.newest_in(db, stored.n, HEADLINES)),
        history=history,
        updated=updated,
    )


def of_tree(
    db: Database, main: StoredFeed, feed: Feed, others: Iterable[tuple[StoredFeed, Feed]], *, alone: bool
) -> Page | None:
    """The front page; None as of `of_feed`.

    `others`: every other feed that the configuration wants; those whose page is in place are listed. `alone`: none is,
    because they name this page, and it is not there yet.
    """
    history, updated = _history(db, counts.ALL), _updated(db, main)
    if history is None and updated == NEVER:
        return None
    sizes = {} if alone else {one.key: one.count for one in documents.of_kinds(db, ("page",))}
    listed = [
        (stored.kind, Listed(each, label(stored, each), each.folder + FILE_NAME, sizes[str(stored.n)]))
        for stored, each in others
        if str(stored.n) in sizes
    ]
    return Page(
        feed=feed,
        title=feed.title,
        path=FILE_NAME,
        articles=tuple(places.newest(db, HEADLINES)),
        history=history,
        updated=updated,
        selections=tuple(one for kind, one in listed if kind == "selection"),
        sections=tuple(one for kind, one in listed if kind == "section"),
        downloads=_downloads(db),
    )


def label(stored: StoredFeed, feed: Feed) -> str:
    """What a feed is called among others of its tree: a section without the title of the site before it."""
    return stored.title if stored.kind == "section" else feed.title


def _updated(db: Database, stored: StoredFeed) -> datetime:
    """What the documents of the feed, which are in place, say of themselves."""
    return max((one.lastmod for one in documents.parts(db, Document("feed", str(stored.n)))), default=NEVER)


def _history(db: Database, feed: int) -> History | None:
    span = places.span(db, feed)
    if span is None:
        return None
    first, last = span
    unit, stretches = plan.periods(first, last)
    earlier, *found = counts.between(db, [(first, max(first, stretches[0][0])), *stretches], feed)
    periods = tuple(Period(since, articles) for (since, _), articles in zip(stretches, found, strict=True))
    return History(first=first, unit=unit, periods=periods, earlier=earlier)


def _downloads(db: Database) -> tuple[str, ...]:
    """Paths of what there is; of several sitemap indexes the first, whose name is the shortest."""
    found = ([one.path for one in documents.of_kinds(db, (kind,))] for kind in DOWNLOADS)
    return tuple(min(paths, key=len) for paths in found if paths)
