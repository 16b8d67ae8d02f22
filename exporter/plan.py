"""Which documents a change touches, in which order they are put in place, and what a feed shows. Pure."""

from collections.abc import Container, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Literal, Protocol, TypeVar

from msgspec import Struct

from exporter.config.schema import Selection
from exporter.model import Article, Document, Kind
from exporter.names import fold

NEWS_AGE = timedelta(hours=48)
"""A news sitemap holds articles of the last two days (Google, "Create a news sitemap")."""
MAX_EDITED = 20
"""How many edited articles outside its window an Atom subscription document repeats (DESIGN.md decision 3)."""
MAX_TOMBSTONES = 100
"""How many a subscription document carries, the newest: pages of the archive have all of theirs."""

MAX_DAYS, MAX_MONTHS, MAX_YEARS = 60, 120, 60
"""Stretches in a picture of the archive: more are too narrow to be seen on a phone."""

Unit = Literal["day", "month", "year"]


class Stage(Struct, frozen=True):
    """Documents that are put in place together; a stage is flushed to disk before the next begins."""

    kinds: tuple[Kind, ...]
    new_only: bool = False
    """Only files that are not in place yet, and without naming documents that may not be either."""
    spread: bool = False
    """Drawn by workers, because articles are all that they show."""
    chained: bool = False
    """Each names the one before it and the one after it: those that are not in place yet come twice, first without the
    one after it, which is not there yet either."""


STAGES = (
    Stage(("article", "shard", "sitemap", "news", "gone"), spread=True),
    # A feed and the pages of its archive name each other (RFC 5005 section 4), and so do neighbouring pages: the feed
    # that is not there yet first comes without its archive, then the pages, the older before the newer.
    Stage(("feed",), new_only=True),
    Stage(("archive",), spread=True, chained=True),
    Stage(("sitemap-index", "dataset")),
    Stage(("feed",), spread=True),
    Stage(("opml", "robots", "asset", "indexnow-key")),
    # The front page and that of a feed name each other: where there is none yet, it first comes without naming them.
    Stage(("front-page",), new_only=True),
    Stage(("page",)),
    Stage(("front-page",)),
)
"""Leaves before the documents that name them (DESIGN.md decision 5)."""

OF_ARTICLES: frozenset[Kind] = frozenset({"article", "shard", "sitemap", "news", "archive", "feed", "page"})
"""Kinds of the documents that an article touches (`touched`)."""

POINTERS = (
    Document("sitemap-index"),
    Document("dataset"),
    Document("opml"),
    Document("robots"),
    Document("indexnow-key"),
    Document("asset"),
    Document("front-page"),
)


def touched(
    published: datetime, identity: str, host: str, feeds: Iterable[int], shown: Container[int], page: int, now: datetime
) -> Iterator[Document]:
    """The documents that show an article which stands so.

    `feeds`: those it belongs to; `shown`: those whose subscription documents reach back to it (their pages for people
    count all that belong to them); `page`: its archive page, 0 while that is not full.
    """
    yield from (leaf for leaf in leaves(published, identity, host) if leaf.kind != "news" or published > now - NEWS_AGE)
    if page:
        yield Document("archive", str(page))
    for feed in feeds:
        yield from of_feed(feed) if feed in shown else (Document("page", str(feed)),)


def of_feed(feed: int) -> tuple[Document, ...]:
    """The documents of one feed: itself, and its page for people (the main feed has the front page instead)."""
    return Document("feed", str(feed)), Document("page", str(feed))


def leaves(published: datetime, identity: str, host: str) -> tuple[Document, ...]:
    """The documents that could show an article wherever it is in the archive, and whatever feeds it belongs to."""
    return (
        Document("article", identity),
        Document("shard", published.strftime("%Y-%m-%d")),
        Document("sitemap", f"{host}/{published.strftime('%Y-%m')}"),
        Document("news", host),
    )


def page_of(sequence: int, total: int, size: int) -> int:
    """The archive page, counted from 1, that holds this sequence number; 0 while that page is not full."""
    page = (sequence - 1) // size + 1
    return page if sequence and page * size <= total else 0


def filled(before: int, after: int, size: int) -> Iterator[Document]:
    """The archive pages that are full now and were not, and the one before them, which now has a successor."""
    first, last = before // size + 1, after // size
    if last >= first:
        yield from (Document("archive", str(page)) for page in range(max(1, first - 1), last + 1))


def day(key: str) -> tuple[datetime, datetime]:
    """When the UTC day `2025-02-14` begins and ends."""
    start = date.fromisoformat(key)
    begin = datetime(start.year, start.month, start.day, tzinfo=UTC)
    return begin, begin + timedelta(days=1)


def month(key: str) -> tuple[datetime, datetime]:
    """When the UTC month `2025-02` begins and ends."""
    begin, _ = day(f"{key}-01")
    return begin, (begin + timedelta(days=31)).replace(day=1)


def periods(first: datetime, last: datetime) -> tuple[Unit, tuple[tuple[datetime, datetime], ...]]:
    """The stretches of time, oldest first, that show how many articles there were from `first` to `last`.

    Days where 60 are enough, else months where 120 are, else years, the last 60 at most. A short history gets empty
    stretches before it, or it would look like a long one.
    """
    if (last.date() - first.date()).days < MAX_DAYS:
        days = max((last.date() - first.date()).days + 1, 14)
        newest, _ = day(last.strftime("%Y-%m-%d"))
        return "day", tuple(
            (newest - timedelta(days=ago), newest - timedelta(days=ago - 1)) for ago in reversed(range(days))
        )
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= MAX_MONTHS:
        end = last.year * 12 + last.month
        return "month", tuple(
            month(f"{number // 12}-{number % 12 + 1:02}") for number in range(end - max(months, 12), end)
        )
    years = min(last.year - first.year + 1, MAX_YEARS)
    return "year", tuple(
        (datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))
        for year in range(last.year - years + 1, last.year + 1)
    )


def belongs(article: Article, selection: Selection) -> bool:
    """Whether an article matches every list that the selection gives, by any entry of it."""
    return all(
        not wanted or found
        for wanted, found in (
            (selection.sections, _shares(article.sections, selection.sections)),
            (selection.keywords, _shares(article.keywords, selection.keywords)),
            (selection.authors, _shares(article.authors, selection.authors)),
            (selection.hosts, any(_is_below(article.host, host) for host in selection.hosts)),
            (selection.languages, any(_is_under(article.language, language) for language in selection.languages)),
        )
    )


def memberships(article: Article, selections: Iterable[Selection]) -> tuple[tuple[str, str, str], ...]:
    """(kind, name, title) of each feed but the main one that an article belongs to."""
    sections = (("section", fold(section), section) for section in article.sections)
    chosen = (("selection", selection.slug, "") for selection in selections if belongs(article, selection))
    return (*sections, *chosen)


def _shares(names: Iterable[str], wanted: Iterable[str]) -> bool:
    return not {fold(name) for name in names}.isdisjoint(fold(name) for name in wanted)


def _is_below(host: str, wanted: str) -> bool:
    host, wanted = host.casefold(), wanted.casefold()
    return host == wanted or host.endswith("." + wanted)


def _is_under(language: str, wanted: str) -> bool:
    language, wanted = language.casefold(), wanted.casefold()
    return language == wanted or language.startswith(wanted + "-")


class Dated(Protocol):
    """What orders articles, decoded or not."""

    @property
    def id(self) -> str:
        """Permanent."""

    @property
    def published(self) -> datetime:
        """Of the article."""


A = TypeVar("A", bound=Dated)


def recent(newest_first: Iterable[A], entries: int, window: timedelta) -> Iterator[A]:
    """The newest `entries`, or as many more as the window before the newest of all holds."""
    since: datetime | None = None
    for number, article in enumerate(newest_first):
        since = since or article.published - window
        if number >= entries and article.published < since:
            return
        yield article


def subscription(
    window: Iterable[A], unarchived: Iterable[A], edited: Iterable[A]
) -> tuple[tuple[A, ...], frozenset[str]]:
    """What a subscription document shows, newest first, and the ids of those that no size limit may drop: what the
    archive does not hold yet, what is recent, what was edited last.

    Nothing if there is nothing to show: only where all was withdrawn is there a feed without entries.
    """
    shown = {article.id: article for article in unarchived}
    required = set(shown)
    shown.update((article.id, article) for article in window)
    corrections = 0
    for article in edited:
        if corrections == MAX_EDITED:
            break
        if article.id not in shown:
            shown[article.id] = article
            required.add(article.id)
            corrections += 1
    return newest_first(shown.values()), frozenset(required)


def newest_first(articles: Iterable[A]) -> tuple[A, ...]:
    """The order of every feed document: by published, then id, the newest first."""
    return tuple(sorted(articles, key=lambda article: (article.published, article.id), reverse=True))
