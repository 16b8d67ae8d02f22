"""From what the store gave to the parts of a document: the pure half of drawing, which can be mapped over workers.

Each function takes articles as they are stored and decodes them, because that is a good part of the work. What they
need besides is in the arguments; nothing here asks anybody anything.
"""

import hashlib
import sqlite3
import traceback
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from exporter import grammar, plan
from exporter.config.schema import FeedFormat, Feeds, Site
from exporter.errors import ExporterError
from exporter.model import Document, FeedPage, Part, Tombstone
from exporter.render import FEED_FORMATS
from exporter.render.metadata import newest
from exporter.store.stored import Stored, whole

Draw = Callable[[], Iterable[Part]]
"""Picklable: a partial of a function of this module, or of a renderer."""


class Task(Struct, frozen=True):
    """A document, and the work that makes its parts."""

    document: Document
    draw: Draw
    weight: int = 1
    """Articles in it."""


class Finished(Struct, frozen=True):
    """A part, and the digests of its bytes."""

    part: Part
    sha256: str
    alone: str = ""
    """Of those that it has while the part after it is not in place, if it has any."""


class Fault(Struct, frozen=True):
    """Why a document is not put in place."""

    path: str
    """Of the part that is at fault; empty if its renderer raised, so that there is none."""
    reason: str
    trace: str = ""
    """Where the renderer raised."""


class Outline(Struct, frozen=True):
    """A feed page before its articles are decoded."""

    form: FeedFormat
    page: FeedPage
    """Without articles."""
    ids: tuple[str, ...]
    """Of the articles, in the order of the page."""


Outcome = tuple[Document, list[Finished] | Fault]
"""A document, and its parts or why it has none."""


def finish(tasks: Sequence[Task]) -> list[Outcome]:
    """The parts of each document, which have passed the gate, or why it has none: what a worker does."""
    return [(task.document, _drawn(task)) for task in tasks]


def killing(task: Task) -> list[Outcome]:
    """What is known of a document that killed a worker which drew nothing else."""
    return [(task.document, Fault("", "whoever renders it is killed, for want of memory or by a library"))]


def _drawn(task: Task) -> list[Finished] | Fault:
    """A renderer that raises has a bug, which is no reason to keep all other documents from their readers."""
    finished = []
    try:
        for part in task.draw():
            if reason := grammar.cheap(part.path, part.data):
                return Fault(part.path, reason)
            finished.append(_finished(part))
    except (ExporterError, OSError, MemoryError, sqlite3.Error):  # the world, which would go wrong for all others too
        raise
    except Exception as error:
        said = [f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())]
        return Fault("", "; ".join(said), traceback.format_exc())
    return finished


def _finished(part: Part) -> Finished:
    alone = hashlib.sha256(part.alone).hexdigest() if part.alone else ""
    return Finished(part, hashlib.sha256(part.data).hexdigest(), alone)


def nothing() -> Iterable[Part]:
    """What is drawn of a document that is switched off, or in which nothing is left."""
    return ()


def article(stored: Stored, site: Site) -> Iterable[Part]:
    """The NewsArticle of one article, in a file of its own."""
    from exporter.render import json_ld

    for one in whole((stored,)):
        yield Part(json_ld.article_path(one), json_ld.article(one, site), 1, one.updated)


def shard(day: str, stored: Sequence[Stored], site: Site) -> Iterable[Part]:
    """The data shards of a UTC day."""
    from exporter.render import dataset

    return dataset.shards(day, whole(stored), site)


def sitemap(host: str, month: str, addresses: Sequence[tuple[str, datetime]]) -> Iterable[Part]:
    """The sitemaps of a host and month: (URL, updated) of each article."""
    from exporter.render import sitemap

    return sitemap.month(host, month, addresses)


def news(host: str, stored: Sequence[Stored], site: Site) -> Iterable[Part]:
    """The news sitemap of a host; `stored` newest first."""
    from exporter.render import sitemap

    part = sitemap.news(host, list(whole(stored)), site)
    if part:
        yield replace(part, expires=stored[-1].published + plan.NEWS_AGE)


def feed(outlines: Sequence[Outline], stored: Sequence[Stored], site: Site, feeds: Feeds) -> Iterable[Part]:
    """Documents of one feed, one an outline; `stored`: every article that any of them shows.

    A page of the archive that names a newer one also comes as it is before that one is there.
    """
    articles = {one.id: one for one in whole(stored)}
    for outline in outlines:
        page = replace(outline.page, articles=tuple(articles[each] for each in outline.ids))
        form = FEED_FORMATS[outline.form]
        data = form.render(page, site, feeds)
        alone = form.unchained(data, page, site) if page.next else b""
        yield Part(page.path, data, len(page.articles), newest(page.articles, page.tombstones), alone=alone)


def gone(tombstones: Sequence[Tombstone], site: Site) -> Iterable[Part]:
    """The lists of everything that was withdrawn."""
    from exporter.render import gone

    return gone.lists(tombstones, site)
