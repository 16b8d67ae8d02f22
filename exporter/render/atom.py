"""A feed page as Atom 1.0 (RFC 4287), with its history (RFC 5005).

feedgen draws the head of the feed and each entry; the entries' bytes are spliced into the head. The result is what
feedgen would write for the whole, but the whole is never a tree in memory.
"""

from datetime import datetime
from functools import partial

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml.etree import _Element, tostring

from exporter.config.schema import Feeds, Site
from exporter.model import Article, FeedPage
from exporter.render import FEED_FORMATS
from exporter.render.content import content_html
from exporter.render.history import Head, history_links, hub_links
from exporter.render.metadata import (
    Credit,
    credits_of,
    feed_description,
    feed_language,
    home_url,
    own_language,
    self_url,
    site_credit,
    tags,
)
from exporter.render.size_limit import fit

MEDIA_TYPE = FEED_FORMATS["atom"].media_type
_CLOSING = b"</feed>"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Entry(FeedEntry):  # type: ignore[misc]  # feedgen has no types
    """feedgen's entry, with the link attributes that it loses (its issue 135), a language, and a line of its own."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def atom_entry(self, extensions: bool = True) -> _Element:  # feedgen's signature
        """The `entry` element."""
        element: _Element = super().atom_entry(extensions)
        for drawn, link in zip(element.findall("link"), self.link() or [], strict=True):
            for name in ("rel", "type"):
                drawn.set(name, link[name])
        if self._language:
            element.set(_XML_LANG, self._language)
        element.tail = "\n"
        return element


def render(page: FeedPage, site: Site, feeds: Feeds) -> bytes:
    """The document in UTF-8, at most `feeds.max_bytes` long if dropping articles can achieve that (see `fit`).

    Raises ValueError if a text has a character that XML 1.0 forbids.
    """
    language = feed_language(page.feed, site)
    # Which articles fit depends on the size of the head, which holds a date of one fixed width: any will do.
    room = feeds.max_bytes - len(_head(page, site, page.articles[0].updated)) - len(_CLOSING) - 1
    shown = fit(
        page, room, 0, lambda article: tostring(entry(article, site, feeds, language).atom_entry(), encoding="UTF-8")
    )
    head = _head(page, site, max(article.updated for article, _ in shown))
    return head + b"".join(piece for _, piece in shown) + _CLOSING + b"\n"


def _head(page: FeedPage, site: Site, updated: datetime) -> bytes:
    whole: bytes = generator(page, site, updated).atom_str()
    return whole.removesuffix(_CLOSING)


def generator(page: FeedPage, site: Site, updated: datetime) -> FeedGenerator:
    """feedgen's feed with all metadata and no entry yet."""
    feed = FeedGenerator()
    feed.id(page.feed.id)
    feed.title(page.feed.title)
    feed.updated(updated)
    feed.language(feed_language(page.feed, site))
    feed.generator("exporter")  # no version: an upgrade that changes nothing else must not change the bytes
    feed.author(_person(site_credit(site)))
    feed.link(href=self_url(page, site), rel="self", type=MEDIA_TYPE)
    feed.link(href=home_url(site), rel="alternate", type="text/html")
    for link in history_links(page, site):
        feed.link(href=link.url, rel=link.rel, type=MEDIA_TYPE)
    for link in hub_links(page):
        feed.link(href=link.url, rel=link.rel)
    if description := feed_description(page.feed, site):
        feed.subtitle(description)
    if site.rights:
        feed.rights(site.rights)
    feed.register_extension("head", partial(Head, page, site, updated, MEDIA_TYPE))
    return feed


def entry(article: Article, site: Site, feeds: Feeds, language: str) -> Entry:
    """feedgen's entry of an article, in a feed of that language.

    Title, summary and rights are text constructs without a type, or of type `text`: never markup (section 3.1.1). There
    is no `source` element (section 4.2.11): articles come from dumps and are copied from no feed, so there is no id or
    date of an origin to state. An entry that credits nobody has the feed's author (section 4.2.1).
    """
    drawn = Entry(own_language(article, language))
    drawn.id(article.id)
    drawn.title(article.title)
    drawn.updated(article.updated)
    drawn.published(article.published)
    drawn.link(href=article.url, rel="alternate", type="text/html")
    drawn.author([_person(credit) for credit in credits_of(article, site)])
    drawn.category([{"term": tag} for tag in tags(article)])
    if article.summary:
        drawn.summary(article.summary, type="text")
    if article.body and feeds.content == "full":
        drawn.content(content_html(article), type="html")
    if article.rights:
        drawn.rights(article.rights)
    return drawn


def _person(credit: Credit) -> dict[str, str]:
    return {"name": credit.name, "uri": credit.url}
