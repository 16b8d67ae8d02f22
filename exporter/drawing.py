"""From a marked document to the work that draws it: what to ask the store for, and who makes parts of the answer.

One function a kind of document, in two tables. Nothing here touches the tree.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cached_property, partial
from itertools import islice

from msgspec.structs import replace

from exporter import parts, plan
from exporter.config import parse_duration
from exporter.config.schema import Config
from exporter.listed import feed_of, is_published
from exporter.model import Document, Feed, FeedPage, Kind, Part, Tombstone
from exporter.parts import Outline, Task, nothing
from exporter.render import FEED_FORMATS
from exporter.renderings import renderings
from exporter.store import documents, feeds, places, stored, withdrawals
from exporter.store.database import Database, meta
from exporter.store.feeds import StoredFeed
from exporter.store.stored import Stored

Lacks = Callable[[str], bool]
"""Says of a path whether the tree has no file there."""

ADDRESSES = 20
"""URLs in a sitemap that are as much work as one article."""
SMALLEST_ENTRY = 150
"""Bytes. No format says less of an article, so a feed of `max_bytes` never needs to look at more than that allows."""


class Drawing:
    """What every document of one run is drawn from."""

    def __init__(self, db: Database, config: Config, now: datetime) -> None:
        """`now` decides what is news, and nothing else."""
        self.db, self.config, self.now = db, config, now
        self.renderings = renderings(config)

    @cached_property
    def total(self) -> int:
        """How many places in the archive are given, also to articles that were withdrawn."""
        return places.sequenced(self.db)

    @cached_property
    def main(self) -> StoredFeed | None:
        """The main feed."""
        return feeds.by_number(self.db, feeds.main(self.db))

    @cached_property
    def page_size(self) -> int:
        """Articles on a page of the archive."""
        return int(meta(self.db, "archive_page"))

    @cached_property
    def selections(self) -> frozenset[str]:
        """Slugs of every [[feed]] there is or was."""
        stored = {feed.slug for feed in feeds.all_feeds(self.db) if feed.kind == "selection"}
        return frozenset(stored | {one.slug for one in self.config.feed})

    @cached_property
    def listed(self) -> tuple[tuple[StoredFeed, Feed], ...]:
        """Every feed with documents: the main one, selections, then sections. No run changes them while it draws."""
        return tuple(
            (one, feed_of(self.config, one)) for one in feeds.all_feeds(self.db) if is_published(self.config, one)
        )

    def told(self, tombstones: Iterable[Tombstone]) -> tuple[Tombstone, ...]:
        """Tombstones with what may be told of them."""
        may = self.config.withdrawals
        return tuple(
            replace(one, reason=one.reason if may.publish_reasons else "", url=one.url if may.publish_urls else "")
            for one in tombstones
        )

    def draw(self, marked: Iterator[Document]) -> Iterator[Task]:
        """The work for each. Articles are asked for together: of another host a question costs more than its answer."""
        while some := list(islice(marked, stored.TOGETHER)):
            ids = [one.key for one in some if one.kind == "article" and self.config.output.article_files]
            shown = stored.by_ids(self.db, ids)
            yield from (self._task(one, shown.get(one.key)) for one in some)

    def _task(self, document: Document, shown: Stored | None) -> Task:
        """The work that gives the parts of a document: none if it is switched off or nothing is left in it, or before
        there is an article: then there is no tree, so that nobody subscribes to something empty."""
        if shown:
            return Task(document, partial(parts.article, shown, self.config.site))
        if not self.total or document.kind == "article":
            return Task(document, nothing)
        if document.kind in _LEAVES:
            return _LEAVES[document.kind](self, document)
        return Task(document, partial(_POINTERS[document.kind], self, document.key))

    def introduce(self, document: Document, lacks: Lacks) -> Task:
        """Of the main feed or the front page the parts that the tree lacks, without naming what it may lack: archive
        pages, or the pages of all feeds, which name it too, so that neither could be put in place first as it is."""
        if self.total and document.kind == "front-page":
            return Task(document, partial(_front_page, self, "", lacks))
        if self.total >= self.page_size and self.main and document == Document("feed", str(self.main.n)):
            return _feed(self, document, lacks)
        return Task(document, nothing)


def _shard(drawing: Drawing, document: Document) -> Task:
    if not drawing.config.output.data_shards:
        return Task(document, nothing)
    found = list(stored.on_day(drawing.db, *plan.day(document.key)))
    return Task(document, partial(parts.shard, document.key, found, drawing.config.site), len(found))


def _sitemap(drawing: Drawing, document: Document) -> Task:
    if not drawing.config.output.sitemaps:
        return Task(document, nothing)
    host, month = document.key.rsplit("/", 1)
    found = list(places.addresses(drawing.db, host, *plan.month(month)))
    return Task(document, partial(parts.sitemap, host, month, found), len(found) // ADDRESSES)


def _news(drawing: Drawing, document: Document) -> Task:
    from exporter.render.sitemap import MAX_NEWS

    if not drawing.config.output.sitemaps:
        return Task(document, nothing)
    found = list(stored.newest_of(drawing.db, document.key, drawing.now - plan.NEWS_AGE, MAX_NEWS))
    return Task(document, partial(parts.news, document.key, found, drawing.config.site))


def _gone(drawing: Drawing, document: Document) -> Task:
    found = drawing.told(withdrawals.every(drawing.db))
    return Task(document, partial(parts.gone, found, drawing.config.site), len(found) // ADDRESSES)


def _sitemap_index(drawing: Drawing, _key: str) -> Iterator[Part]:
    from exporter.render import sitemap

    found = documents.of_kinds(drawing.db, ("sitemap", "news"))
    yield from sitemap.index(((one.path, one.lastmod) for one in found), drawing.config.site)


def _dataset(drawing: Drawing, _key: str) -> Iterator[Part]:
    from exporter.render import dataset

    shards = [
        dataset.Shard(one.path, one.sha256, one.size, one.count, one.key, one.lastmod)
        for one in documents.of_kinds(drawing.db, ("shard",))
    ]
    if shards:
        data = dataset.manifest(shards, drawing.config.site, feeds.kept(drawing.db))
        newest = max(shard.updated for shard in shards)
        yield Part("data/dataset.jsonld", data, sum(shard.count for shard in shards), newest)


def _archive(drawing: Drawing, document: Document) -> Task:
    config, feed = drawing.config, drawing.main
    page, last = int(document.key), drawing.total // drawing.page_size
    if feed is None or page > last or not config.feeds.archives:
        return Task(document, nothing)
    within = (page - 1) * drawing.page_size, page * drawing.page_size
    found = plan.newest_first(stored.in_sequence(drawing.db, *within))
    tombstones = drawing.told(withdrawals.in_sequence(drawing.db, *within))
    ids = tuple(one.id for one in found)
    outlines = [
        Outline(
            name,
            FeedPage(
                feed=feed_of(config, feed),
                path=form.archive_path(page),
                articles=(),
                required=frozenset(ids),
                tombstones=tombstones,
                archive=True,
                current=form.file_name,
                previous=form.archive_path(page - 1) if page > 1 else "",
                next=form.archive_path(page + 1) if page < last else "",
            ),
            ids,
        )
        for name in config.feeds.archives
        for form in [FEED_FORMATS[name]]
    ]
    return Task(document, partial(parts.feed, outlines, found, config.site, config.feeds), len(found))


def _feed(drawing: Drawing, document: Document, lacks: Lacks | None = None) -> Task:
    config, db = drawing.config, drawing.db
    feed = feeds.by_number(db, int(document.key))
    names = [name for name in config.feeds.formats if lacks is None or lacks(FEED_FORMATS[name].file_name)]
    if feed is None or not is_published(config, feed) or not names:
        return Task(document, nothing)
    limit = max(config.feeds.entries, config.feeds.max_bytes // SMALLEST_ENTRY)
    newest = stored.newest(db, limit) if feed.kind == "main" else stored.newest_in(db, feed.n, limit)
    window = list(plan.recent(newest, config.feeds.entries, parse_duration(config.feeds.window)))
    pages = drawing.total // drawing.page_size
    told, most = feed_of(config, feed), plan.MAX_TOMBSTONES
    gone = withdrawals.newest(db, most) if feed.kind == "main" else withdrawals.newest_in(db, feed.n, most)
    tombstones = drawing.told(gone)
    shown: dict[str, Stored] = {}
    outlines = []
    for name in names:
        form = FEED_FORMATS[name]
        archived = feed.kind == "main" and name in config.feeds.archives
        unarchived = stored.in_sequence(db, pages * drawing.page_size, drawing.total) if archived else ()
        edited = stored.edited(db) if archived and name == "atom" else ()
        found, required = plan.subscription(window, unarchived, edited)
        shown.update((one.id, one) for one in found)
        page = FeedPage(
            feed=told,
            path=told.folder + form.file_name,
            articles=(),
            required=required,
            tombstones=tombstones,
            previous=form.archive_path(pages) if archived and pages and lacks is None else "",
            hubs=config.notify.websub,
        )
        if found or tombstones:
            outlines.append(Outline(name, page, tuple(one.id for one in found)))
    draw = partial(parts.feed, outlines, list(shown.values()), config.site, config.feeds)
    return Task(document, draw, sum(len(each.ids) for each in outlines))


def _opml(drawing: Drawing, _key: str) -> Iterator[Part]:
    from exporter.render import opml

    config = drawing.config
    listed = [feed for _, feed in drawing.listed]
    data = opml.render(listed, config.site, config.feeds.formats) if config.output.opml else None
    if data:
        yield Part("feeds.opml", data)


def _robots(drawing: Drawing, _key: str) -> Iterator[Part]:
    from exporter.render import robots

    if drawing.config.output.robots:
        indexes = [one.path for one in documents.of_kinds(drawing.db, ("sitemap-index",))]
        yield Part("robots.txt", robots.render(indexes, drawing.config.site))


def _indexnow_key(drawing: Drawing, _key: str) -> Iterator[Part]:
    from exporter.render import indexnow_key

    if part := indexnow_key.render(drawing.config.notify.indexnow, drawing.config.site):
        yield part


def _asset(drawing: Drawing, _key: str) -> Iterator[Part]:
    from exporter.render import page

    if drawing.config.output.page:
        yield from (Part(path, data) for path, data in page.assets())


def _page(drawing: Drawing, key: str) -> Iterator[Part]:
    from exporter import pages
    from exporter.render import page

    listed = {str(stored.n): (stored, feed) for stored, feed in drawing.listed if stored.kind != "main"}
    if drawing.config.output.page and key in listed and (shown := pages.of_feed(drawing.db, *listed[key])):
        data = page.render(shown, drawing.config.site, drawing.config.feeds)
        yield Part(shown.path, data, shown.count, shown.updated)


def _front_page(drawing: Drawing, _key: str, lacks: Lacks | None = None) -> Iterator[Part]:
    from exporter import pages
    from exporter.render import page

    (stored, feed), *others = drawing.listed
    is_wanted = drawing.config.output.page and (lacks is None or lacks(pages.FILE_NAME))
    if is_wanted and (shown := pages.of_tree(drawing.db, stored, feed, others, alone=lacks is not None)):
        data = page.render(shown, drawing.config.site, drawing.config.feeds)
        yield Part(shown.path, data, shown.count, shown.updated)


_LEAVES: dict[Kind, Callable[[Drawing, Document], Task]] = {
    "shard": _shard,
    "sitemap": _sitemap,
    "news": _news,
    "gone": _gone,
    "archive": _archive,
    "feed": _feed,
}
"""Drawn from articles alone, so workers can draw them."""
_POINTERS: dict[Kind, Callable[[Drawing, str], Iterator[Part]]] = {
    "sitemap-index": _sitemap_index,
    "dataset": _dataset,
    "opml": _opml,
    "robots": _robots,
    "indexnow-key": _indexnow_key,
    "asset": _asset,
    "page": _page,
    "front-page": _front_page,
}
"""They name other documents, so they are drawn from what the store says is in place."""
POINTERS = frozenset(_POINTERS)
"""Those kinds."""
