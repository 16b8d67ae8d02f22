"""Which documents a run has to write: those that its changes touch, that settings affect, that the clock changes.

Everything here happens in the one transaction that also gives new articles their place in the archive, and is committed
before the first file is renamed (DESIGN.md decision 4).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import get_args

from exporter import plan
from exporter.config import parse_duration
from exporter.config.schema import Config
from exporter.errors import ConfigError
from exporter.model import Document, Kind
from exporter.notify.queueing import queue_articles
from exporter.store import counts, documents, feeds, places, restored, runs, unsettled
from exporter.store.database import Database, meta, metas, set_meta
from exporter.store.places import Place

KINDS: tuple[Kind, ...] = get_args(Kind)


def settle(
    db: Database, config: Config, renderings: dict[Kind, str], output: str, now: datetime, *, full: bool, owned: bool
) -> int:
    """All dumps are read: place the new articles, name new feeds, mark every document that is to be written.

    `renderings`: for each kind of document the digest of what, beside its articles, decides its bytes; `output`: where
    the tree is; `full`: mark everything; `owned`: the folder was a tree of ours before this run.
    Returns how many documents are marked.
    """
    with db.transaction():
        size = int(meta(db, "archive_page"))
        before = places.sequenced(db)
        places.sequence(db)
        total = places.sequenced(db)
        main = feeds.main(db)
        if departed := feeds.depart(db):
            # Most are marked already; but a withdrawal may have published what a run marked that was cut off before it.
            documents.mark(db, (document for feed in departed for document in plan.of_feed(feed)))
            documents.mark(db, [Document("dataset")])  # it names what is only kept because a feed would be empty
        for feed in feeds.found(db):
            documents.mark(db, [*plan.of_feed(feed), *plan.POINTERS])
        again, unwanted = _again(db, renderings, output, full=full), _unwanted(db, config)
        if places.any_dirty(db):
            if wanted := plan.OF_ARTICLES - again - unwanted:
                stood = touched(db, config, places.dirty(db), total, size, now)
                documents.mark(db, (document for document in stood if document.kind in wanted))
            documents.mark(db, [Document("feed", str(main)), *plan.filled(before, total, size), *plan.POINTERS])
            queue_articles(db, config, runs.settled(db) + 1, runs.edition(db) + 1, int(now.timestamp()))
            places.clean(db)
        restored.settle(db)
        runs.settle(db)
        unsettled.forget(db)
        return mark_again(db, config, renderings, output, now, full=full, owned=owned)


def mark_again(
    db: Database, config: Config, renderings: dict[Kind, str], output: str, now: datetime, *, full: bool, owned: bool
) -> int:
    """Mark what settings, the clock or another folder affect, whatever the articles. Arguments and answer as of
    `settle`."""
    with db.transaction():
        pages = places.sequenced(db) // int(meta(db, "archive_page"))
        moved = _has_moved(db, output)
        again, unwanted = _again(db, renderings, output, full=full), _unwanted(db, config)
        if documents.mark_expired(db, int(now.timestamp())):
            documents.mark(db, plan.POINTERS)
        for kind in sorted(again):
            if kind not in unwanted:
                documents.mark_published(db, kind)
                documents.mark(db, possible(db, kind, pages))
            set_meta(db, f"rendering:{kind}", renderings[kind])
        if full or moved:
            documents.look_for_strangers(db, root=moved and owned)
        set_meta(db, "output", output)
        return documents.marks(db)


def _has_moved(db: Database, output: str) -> bool:
    return meta(db, "output") not in {"", output}


def _again(db: Database, renderings: dict[Kind, str], output: str, *, full: bool) -> set[Kind]:
    """Kinds of which every document is to be marked."""
    if full or _has_moved(db, output):
        return set(KINDS)
    found = metas(db, [f"rendering:{kind}" for kind in KINDS])
    return {kind for kind in KINDS if found.get(f"rendering:{kind}", "") != renderings[kind]}


def _unwanted(db: Database, config: Config) -> set[Kind]:
    """Files that are switched off and not there need no mark an article: once they are wanted, each gets one."""
    return set() if config.output.article_files or documents.any_of(db, "article") else {"article"}


def touched(
    db: Database, config: Config, stood: Iterable[Place], total: int, size: int, now: datetime
) -> Iterator[Document]:
    """Every document that shows articles which stand, or stood, so."""
    reach = _Reach(db, config)
    for place in stood:
        page = plan.page_of(place.sequence, total, size)
        shown = reach.showing(place)
        yield from plan.touched(place.published, place.id, place.host, place.feeds, shown, page, now)


class _Reach:
    """How far back subscription documents reach. An article that is older touches none of them, so that old articles
    that come late do not have every feed drawn anew.

    What is shown without being recent counts for the main feed alone, which is always marked. Asked while articles go
    on coming, which only moves the reach on: and what moves it is itself within reach, so it marks the feed.
    """

    def __init__(self, db: Database, config: Config) -> None:
        self._db, self._entries = db, config.feeds.entries
        self._window = parse_duration(config.feeds.window)
        self._since: dict[int, datetime] = {}

    def showing(self, place: Place) -> list[int]:
        """Of the feeds that an article belongs to, those that could show it."""
        return [feed for feed in place.feeds if place.published >= self._reach(feed)]

    def _reach(self, feed: int) -> datetime:
        if feed not in self._since:
            self._since[feed] = feeds.reach(self._db, feed, self._entries, self._window)
        return self._since[feed]


def mark_places(db: Database, config: Config, stood: Sequence[Place], now: datetime) -> None:
    """Mark every document that shows articles which stood so, before they are known to stand elsewhere."""
    documents.mark(db, touched(db, config, stood, places.sequenced(db), int(meta(db, "archive_page")), now))


def possible(db: Database, kind: Kind, pages: int) -> Iterator[Document]:
    """Every document of a kind that could be in the tree."""
    if kind in {"feed", "page"}:
        yield from (Document(kind, str(feed.n)) for feed in feeds.all_feeds(db))
    elif kind == "archive":
        yield from (Document(kind, str(page)) for page in range(1, pages + 1))
    elif kind == "article":
        yield from (Document(kind, identity) for identity in places.ids(db))
    elif kind == "shard":
        yield from (Document(kind, day.isoformat()) for day in counts.days(db))
    elif kind == "sitemap":
        for host in places.hosts(db):
            yield from (Document(kind, f"{host}/{month:%Y-%m}") for month in places.months(db, host))
    elif kind == "news":
        yield from (Document(kind, host) for host in places.hosts(db))
    else:
        yield Document(kind)


def fix_archive_page(db: Database, config: Config) -> None:
    """Remember at the first run how many articles a page of the archive has.

    Raises:
        ConfigError: the configuration says something else now. What is on a page is what subscribers rely on (RFC 5005
        §4).
    """
    fixed = meta(db, "archive_page")
    if not fixed:
        set_meta(db, "archive_page", str(config.feeds.archive_page))
    elif int(fixed) != config.feeds.archive_page:
        raise ConfigError(
            f"feeds.archive_page: the archive was begun with {fixed} articles a page, got {config.feeds.archive_page}: "
            f"published pages never change what they hold. Set it to {fixed}, or start anew with --full --force."
        )
