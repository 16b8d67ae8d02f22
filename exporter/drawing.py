"""From a marked document to its bytes: what to ask the store for, and which renderer draws it.

One function a kind of document, in one table. Nothing here touches the tree.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property

from msgspec.structs import replace

from exporter import plan
from exporter.config import parse_duration
from exporter.config.schema import Config, Selection
from exporter.model import Document, Feed, FeedPage, Kind, Part
from exporter.render import FEED_FORMATS
from exporter.renderings import renderings
from exporter.store import documents, feeds, places
from exporter.store.database import Database, meta
from exporter.store.feeds import StoredFeed

Lacks = Callable[[str], bool]
"""Says of a path whether the tree has no file there."""

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
        """How many articles have a place in the archive."""
        return places.sequenced(self.db)

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
        stored = [one for one in feeds.all_feeds(self.db) if is_published(self.config, one)]
        return tuple((one, _feed_of(self.config, one)) for one in stored)

    def draw(self, document: Document) -> Iterator[Part]:
        """The parts of a document, none if it is switched off or nothing is left in it.

        Before there is an article there is no tree, so that nobody subscribes to something empty.
        """
        if self.total:
            yield from _DRAW[document.kind](self, document.key)

    def introduce(self, document: Document, lacks: Lacks) -> Iterator[Part]:
        """Of the main feed, a page of its archive or the front page the parts that the tree lacks, without naming what
        it may lack.

        The main feed and its archive name each other, as do the front page and that of each feed, so neither could be
        put in place first as it is.
        """
        if not self.total:
            return
        if document.kind == "front-page":
            yield from _front_page(self, "", lacks)
        elif document.kind == "archive":
            yield from _archive(self, document.key, lacks)
        elif self.total >= self.page_size and int(document.key) == feeds.main(self.db):
            yield from _feed(self, document.key, lacks)


def _article(drawing: Drawing, key: str) -> Iterator[Part]:
    from exporter.render import json_ld

    if drawing.config.output.article_files:
        for article in places.one(drawing.db, key):
            data = json_ld.article(article, drawing.config.site)
            yield Part(json_ld.article_path(article), data, 1, article.updated)


def _shard(drawing: Drawing, key: str) -> Iterator[Part]:
    from exporter.render import dataset

    if drawing.config.output.data_shards:
        yield from dataset.shards(key, places.on_day(drawing.db, *plan.day(key)), drawing.config.site)


def _sitemap(drawing: Drawing, key: str) -> Iterator[Part]:
    from exporter.render import sitemap

    if drawing.config.output.sitemaps:
        host, month = key.rsplit("/", 1)
        yield from sitemap.month(host, month, places.addresses(drawing.db, host, *plan.month(month)))


def _news(drawing: Drawing, host: str) -> Iterator[Part]:
    from exporter.render import sitemap

    if drawing.config.output.sitemaps:
        news = list(places.newest_of(drawing.db, host, drawing.now - plan.NEWS_AGE, sitemap.MAX_NEWS))
        part = sitemap.news(host, news, drawing.config.site)
        if part:
            yield replace(part, expires=news[-1].published + plan.NEWS_AGE)


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
        data = dataset.manifest(shards, drawing.config.site)
        newest = max(shard.updated for shard in shards)
        yield Part("data/dataset.jsonld", data, sum(shard.count for shard in shards), newest)


def _archive(drawing: Drawing, key: str, lacks: Lacks | None = None) -> Iterator[Part]:
    stored = feeds.by_number(drawing.db, feeds.main(drawing.db))
    page, last = int(key), drawing.total // drawing.page_size
    forms = [FEED_FORMATS[name] for name in drawing.config.feeds.archives]
    forms = [form for form in forms if lacks is None or lacks(form.archive_path(page))]
    if stored is None or page > last or not forms:
        return
    articles = plan.newest_first(
        places.in_sequence(drawing.db, (page - 1) * drawing.page_size, page * drawing.page_size)
    )
    for form in forms:
        shown = FeedPage(
            feed=_feed_of(drawing.config, stored),
            path=form.archive_path(page),
            articles=articles,
            required=frozenset(article.id for article in articles),
            archive=True,
            current=form.file_name,
            previous=form.archive_path(page - 1) if page > 1 else "",
            next=form.archive_path(page + 1) if lacks is None and page < last else "",
        )
        data = form.render(shown, drawing.config.site, drawing.config.feeds)
        yield Part(shown.path, data, len(articles), max(article.updated for article in articles))


def _feed(drawing: Drawing, key: str, lacks: Lacks | None = None) -> Iterator[Part]:
    config, db = drawing.config, drawing.db
    stored = feeds.by_number(db, int(key))
    names = [name for name in config.feeds.formats if lacks is None or lacks(FEED_FORMATS[name].file_name)]
    if stored is None or not is_published(config, stored) or not names:
        return
    limit = max(config.feeds.entries, config.feeds.max_bytes // SMALLEST_ENTRY)
    newest = places.newest(db, limit) if stored.kind == "main" else places.newest_in(db, stored.n, limit)
    window = list(plan.recent(newest, config.feeds.entries, parse_duration(config.feeds.window)))
    pages = drawing.total // drawing.page_size
    feed = _feed_of(config, stored)
    for name in names:
        form = FEED_FORMATS[name]
        archived = stored.kind == "main" and name in config.feeds.archives
        unarchived = places.in_sequence(db, pages * drawing.page_size, drawing.total) if archived else ()
        edited = places.edited(db) if archived and name == "atom" else ()
        previous = form.archive_path(pages) if archived and pages and lacks is None else ""
        shown = plan.subscription(feed, feed.folder + form.file_name, window, unarchived, edited, previous)
        if shown:
            shown = replace(shown, hubs=config.notify.websub)
            newest_update = max(article.updated for article in shown.articles)
            yield Part(shown.path, form.render(shown, config.site, config.feeds), len(shown.articles), newest_update)


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

    part = indexnow_key.render(drawing.config.notify.indexnow, drawing.config.site)
    if part:
        yield part


def _asset(drawing: Drawing, _key: str) -> Iterator[Part]:
    from exporter.render import page

    if drawing.config.output.page:
        yield from (Part(path, data) for path, data in page.assets())


def _page(drawing: Drawing, key: str) -> Iterator[Part]:
    from exporter import pages
    from exporter.render import page

    listed = {str(stored.n): (stored, feed) for stored, feed in drawing.listed if stored.kind != "main"}
    if drawing.config.output.page and key in listed:
        shown = pages.of_feed(drawing.db, *listed[key])
        if shown:
            data = page.render(shown, drawing.config.site, drawing.config.feeds)
            yield Part(shown.path, data, shown.history.count, shown.updated)


def _front_page(drawing: Drawing, _key: str, lacks: Lacks | None = None) -> Iterator[Part]:
    from exporter import pages
    from exporter.render import page

    (stored, feed), *others = drawing.listed
    if drawing.config.output.page and (lacks is None or lacks(pages.FILE_NAME)):
        shown = pages.of_tree(drawing.db, stored, feed, others, alone=lacks is not None)
        if shown:
            data = page.render(shown, drawing.config.site, drawing.config.feeds)
            yield Part(shown.path, data, shown.history.count, shown.updated)


_DRAW: dict[Kind, Callable[[Drawing, str], Iterator[Part]]] = {
    "article": _article,
    "shard": _shard,
    "sitemap": _sitemap,
    "news": _news,
    "archive": _archive,
    "sitemap-index": _sitemap_index,
    "dataset": _dataset,
    "feed": _feed,
    "opml": _opml,
    "robots": _robots,
    "indexnow-key": _indexnow_key,
    "asset": _asset,
    "page": _page,
    "front-page": _front_page,
}


def is_published(config: Config, stored: StoredFeed) -> bool:
    """Whether this feed has documents: it has an id, and the configuration wants it."""
    if not stored.id:
        return False
    if stored.kind == "section":
        return config.feeds.sections
    return stored.kind == "main" or _selection(config, stored) is not None


def _selection(config: Config, stored: StoredFeed) -> Selection | None:
    return next((one for one in config.feed if one.slug == stored.name), None)


def _feed_of(config: Config, stored: StoredFeed) -> Feed:
    if stored.kind == "main":
        return Feed(stored.id, "main", "", config.site.title, config.site.description)
    if stored.kind == "section":
        return Feed(stored.id, "section", f"sections/{stored.slug}/", f"{config.site.title}: {stored.title}")
    chosen = _selection(config, stored)
    if chosen is None:
        raise LookupError(f"no [[feed]] {stored.name}")  # is_published was asked first
    language = chosen.languages[0] if len(chosen.languages) == 1 else ""
    return Feed(stored.id, "selection", f"{chosen.slug}/", chosen.title, chosen.description, language)
