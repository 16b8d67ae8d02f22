"""A feed page as RSS 2.0, by the rules of the RSS Advisory Board's profile, with its history (RFC 5005 appendix B).

feedgen draws the channel and each item; the items' bytes are spliced into the channel, as in atom.py.
"""

from datetime import datetime
from email.utils import format_datetime
from functools import partial

from feedgen.entry import FeedEntry
from feedgen.ext.dc import DcEntryExtension, DcExtension
from feedgen.feed import FeedGenerator
from lxml.etree import Element, SubElement, _Element, tostring

from exporter.config.schema import Feeds, Site
from exporter.model import Article, FeedPage
from exporter.render import FEED_FORMATS
from exporter.render.content import content_html, text_html
from exporter.render.history import ATOM, Head
from exporter.render.metadata import (
    credits_of,
    feed_description,
    feed_language,
    home_url,
    own_language,
    self_url,
    tags,
)
from exporter.render.size_limit import fit

MEDIA_TYPE = FEED_FORMATS["rss"].media_type
_CLOSING = b"</channel></rss>"
_NAMESPACES = {
    "atom": ATOM,
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


class Item(FeedEntry):  # type: ignore[misc]  # feedgen has no types
    """feedgen's item, with its date as GMT and a line of its own.

    feedgen would set the locale of the whole process, twice for every date, so it is told of none.
    """

    def __init__(self, published: datetime) -> None:
        super().__init__()
        self._published = published

    def rss_entry(self, extensions: bool = True) -> _Element:  # feedgen's signature
        """The `item` element."""
        element: _Element = super().rss_entry(extensions)
        SubElement(element, "pubDate").text = format_datetime(self._published, usegmt=True)
        element.tail = "\n"
        return element


def render(page: FeedPage, site: Site, feeds: Feeds) -> bytes:
    """The document in UTF-8, at most `feeds.max_bytes` long if dropping articles can achieve that (see `fit`).

    Raises ValueError if a text has a character that XML 1.0 forbids.
    """
    language = feed_language(page.feed, site)
    # Which articles fit depends on the size of the head, which holds a date of one fixed width: any will do.
    room = feeds.max_bytes - len(_head(page, site, page.articles[0].updated)) - len(_CLOSING) - 1
    shown = fit(page, room, 0, lambda article: _bytes(item(article, site, feeds, language)))
    head = _head(page, site, max(article.updated for article, _ in shown))
    return head + b"".join(piece for _, piece in shown) + _CLOSING + b"\n"


def _head(page: FeedPage, site: Site, updated: datetime) -> bytes:
    return character_data(generator(page, site, updated).rss_str()).removesuffix(_CLOSING)


def _bytes(drawn: Item) -> bytes:
    """The item as it stands in the channel, where the namespaces are declared already."""
    around = Element("channel", nsmap=_NAMESPACES)
    around.append(drawn.rss_entry())
    whole = tostring(around, encoding="UTF-8")
    return character_data(whole[whole.index(b"<item>") :].removesuffix(b"</channel>"))


def character_data(xml: bytes) -> bytes:
    """The same XML with `&` and `<` in texts as the RSS profile wants them (its section on character data).

    Some readers decode a plain title twice. They find `&#x3C;b>` harmless more often than `&lt;b&gt;`.
    """
    return xml.replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;")


def generator(page: FeedPage, site: Site, updated: datetime) -> FeedGenerator:
    """feedgen's feed with all metadata and no item yet."""
    feed = FeedGenerator()
    feed.title(page.feed.title)
    feed.description(feed_description(page.feed, site) or page.feed.title)  # must not be empty
    feed.language(feed_language(page.feed, site))
    feed.generator("exporter")  # no version: an upgrade that changes nothing else must not change the bytes
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.link(href=self_url(page, site), rel="self", type=MEDIA_TYPE)
    feed.link(href=home_url(site), rel="alternate")  # last: feedgen takes the last link for the channel's
    if site.rights:
        feed.rights(site.rights)
    feed.register_extension("dc", DcExtension)  # for its namespace
    feed.register_extension("head", partial(Head, page, site, updated, MEDIA_TYPE))
    return feed


def item(article: Article, site: Site, feeds: Feeds, language: str) -> Item:
    """feedgen's item of an article, in a feed of that language.

    Summary in `description`, full text after it in `content:encoded`; without a summary the full text is the
    description. Both hold HTML, so a plain summary is escaped for that. No `author`, which is an e-mail address.
    """
    drawn = Item(article.published)
    drawn.id(article.id)  # a guid that is no permalink
    drawn.title(article.title)
    drawn.link(href=article.url, rel="alternate")
    drawn.category([{"term": tag} for tag in tags(article)])
    if article.summary:
        drawn.description(text_html(article.summary), isSummary=True)
    if article.body and feeds.content == "full":
        drawn.content(content_html(article), type="html")
    drawn.register_extension("dc", DcEntryExtension)
    drawn.dc.dc_creator([credit.name for credit in credits_of(article, site)])
    if own := own_language(article, language):
        drawn.dc.dc_language(own)
    if article.rights:
        drawn.dc.dc_rights(article.rights)
    return drawn
