"""A feed page as JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""

from datetime import datetime

from msgspec import UNSET, Struct, UnsetType
from msgspec.json import encode
from msgspec.json import format as indented

from exporter.config.schema import Feeds, Site
from exporter.model import Article, FeedPage
from exporter.render.content import content_html
from exporter.render.metadata import (
    Credit,
    credits_of,
    feed_description,
    feed_language,
    home_url,
    is_full,
    own_language,
    self_url,
    tags,
)
from exporter.render.size_limit import fit

_SEPARATOR = b",\n"
_CLOSING = b"\n ]\n}\n"


class _Hub(Struct, frozen=True):
    type: str
    url: str


class _Top(Struct, frozen=True, omit_defaults=True):
    """The top-level object but for its items, in this order. What is empty is left out: null is invalid.

    No `authors` here: the specification makes them a default, but a common reader (Miniflux) adds them to each item's.
    """

    version: str
    title: str
    home_page_url: str
    feed_url: str
    description: str = ""
    language: str = ""
    hubs: tuple[_Hub, ...] = ()


class _Item(Struct, frozen=True, omit_defaults=True):
    """An item; one of `content_html` and `content_text` is always set."""

    id: str
    url: str
    title: str
    date_published: datetime
    date_modified: datetime
    authors: tuple[Credit, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    image: str = ""
    summary: str = ""
    content_html: str | UnsetType = UNSET
    content_text: str | UnsetType = UNSET


def render(page: FeedPage, site: Site, feeds: Feeds) -> bytes:
    """The document in UTF-8, at most `feeds.max_bytes` long if dropping articles can achieve that (see `fit`).

    JSON Feed knows no archives (RFC 5005), so the neighbours that the page names are left out.
    Raises ValueError if a text has half a surrogate, which UTF-8 cannot hold.
    """
    head = _head(page, site)
    language = feed_language(page.feed, site)
    room = feeds.max_bytes - len(head) - len(_CLOSING)
    shown = fit(page, room, len(_SEPARATOR), lambda article: encode(_item(article, site, feeds, language)))
    return head + _SEPARATOR.join(piece for _, piece in shown) + _CLOSING


def _head(page: FeedPage, site: Site) -> bytes:
    top = _Top(
        version="https://jsonfeed.org/version/1.1",
        title=page.feed.title,
        home_page_url=home_url(site),
        feed_url=self_url(page, site),
        description=feed_description(page.feed, site),
        language=feed_language(page.feed, site),
        hubs=tuple(_Hub("WebSub", hub) for hub in page.hubs),
    )
    return indented(encode(top), indent=1).removesuffix(b"\n}") + b',\n "items": [\n'


def _item(article: Article, site: Site, feeds: Feeds, language: str) -> _Item:
    full = is_full(article, feeds)
    return _Item(
        id=article.id,
        url=article.url,
        title=article.title,
        date_published=article.published,
        date_modified=article.updated,
        authors=credits_of(article, site),
        tags=tags(article),
        language=own_language(article, language),
        image=article.image,
        summary=article.summary,
        content_html=content_html(article) if full else UNSET,
        content_text=UNSET if full else article.summary or article.title,
    )
