"""What every feed format says of a feed and of an article, before each words it in its own way."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct, to_builtins

from exporter.config.schema import Feeds, Site
from exporter.model import Article, Feed, FeedPage, Publisher, Tombstone


class Credit(Struct, frozen=True, omit_defaults=True, gc=False):
    """Who wrote something, or who publishes it when nobody is named."""

    name: str
    url: str = ""
    """Absolute, or empty."""


def self_url(page: FeedPage, site: Site) -> str:
    """Where this very document is retrieved, absolute (RFC 4287 section 4.1.1: rel=self)."""
    return site.url + page.path


def home_url(site: Site) -> str:
    """The page for people that all feeds belong to."""
    return site.home or site.url


def feed_language(feed: Feed, site: Site) -> str:
    """BCP 47. A feed of several languages is in the language of its own titles."""
    return feed.language or site.language


def own_language(article: Article, around: str) -> str:
    """The article's language if it is known and not the one `around` it, else empty."""
    return "" if article.language in ("und", around) else article.language


def feed_description(feed: Feed, site: Site) -> str:
    """What a feed is about, in plain text; the site's description is the main feed's, and no other's. May be empty."""
    return feed.description or (site.description if feed.kind == "main" else "")


def timestamp(time: datetime) -> str:
    """A time in UTC as RFC 3339 writes it and as isoformat does, which takes 2.6 us where this takes 0.5."""
    return f"{to_builtins(time)}".replace("Z", "+00:00")


def newest(articles: Iterable[Article], tombstones: Iterable[Tombstone] = ()) -> datetime:
    """When what a document shows changed last (RFC 4287 section 4.2.15). Raises ValueError if it shows nothing: then no
    time would be honest."""
    return max([*(article.updated for article in articles), *(one.when for one in tombstones)])


def tags(article: Article) -> tuple[str, ...]:
    """Sections, then keywords, each once: their order never varies, or a reader takes the article for edited."""
    return tuple(dict.fromkeys(article.sections + article.keywords))


def is_full(article: Article, feeds: Feeds) -> bool:
    """Whether feeds show the body of the article, rather than its summary alone."""
    return bool(article.body) and feeds.content == "full"


def credits_of(article: Article, site: Site) -> tuple[Credit, ...]:
    """The authors, each for themselves; without any the publisher of the article, else of the tree; may be empty."""
    if article.authors:
        return tuple(Credit(name) for name in article.authors)
    publisher = article.publisher or site.publisher
    return (_credit(publisher),) if publisher else ()


def site_credit(site: Site) -> Credit:
    """Who stands behind the tree. Atom demands somebody (RFC 4287 section 4.1.1): in the last resort the title."""
    return _credit(site.publisher) if site.publisher else Credit(site.title)


def _credit(publisher: Publisher) -> Credit:
    return Credit(publisher.name, publisher.url)
