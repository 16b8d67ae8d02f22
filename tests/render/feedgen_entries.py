"""Entries and items as feedgen draws them: what those put together as text are compared with, byte for byte."""

from email.utils import format_datetime

from feedgen.entry import FeedEntry
from feedgen.ext.dc import DcEntryExtension
from lxml.etree import Element, SubElement, _Element, tostring

from exporter.config.schema import Feeds, Site
from exporter.model import Article
from exporter.render.content import content_html, text_html
from exporter.render.metadata import credits_of, own_language, tags
from exporter.render.rss import character_data

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


class Entry(FeedEntry):
    """feedgen's entry, with the link attributes that it loses (its issue 135), a language, and a line of its own."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def atom_entry(self, extensions: bool = True) -> _Element:
        element: _Element = super().atom_entry(extensions)
        for drawn, link in zip(element.findall("link"), self.link() or [], strict=True):
            for name in ("rel", "type"):
                drawn.set(name, link[name])
        if self._language:
            element.set(_XML_LANG, self._language)
        element.tail = "\n"
        return element


class Item(FeedEntry):
    """feedgen's item, with its date as GMT and a line of its own."""

    def __init__(self, article: Article) -> None:
        super().__init__()
        self._published = article.published

    def rss_entry(self, extensions: bool = True) -> _Element:
        element: _Element = super().rss_entry(extensions)
        SubElement(element, "pubDate").text = format_datetime(self._published, usegmt=True)
        element.tail = "\n"
        return element


def entry(article: Article, site: Site, feeds: Feeds, language: str) -> Entry:
    drawn = Entry(own_language(article, language))
    _describe(drawn, article, feeds)
    drawn.updated(article.updated)
    drawn.published(article.published)
    drawn.author([{"name": credit.name, "uri": credit.url} for credit in credits_of(article, site)])
    if article.summary:
        drawn.summary(article.summary, type="text")
    if article.rights:
        drawn.rights(article.rights)
    return drawn


def item(article: Article, site: Site, feeds: Feeds, language: str) -> Item:
    drawn = Item(article)
    _describe(drawn, article, feeds)
    if article.summary:
        drawn.description(text_html(article.summary), isSummary=True)
    drawn.register_extension("dc", DcEntryExtension)
    drawn.dc.dc_creator([credit.name for credit in credits_of(article, site)])
    if own := own_language(article, language):
        drawn.dc.dc_language(own)
    if article.rights:
        drawn.dc.dc_rights(article.rights)
    return drawn


def _describe(drawn: FeedEntry, article: Article, feeds: Feeds) -> None:
    drawn.id(article.id)
    drawn.title(article.title)
    drawn.link(href=article.url, rel="alternate", type="text/html")
    drawn.category([{"term": tag} for tag in tags(article)])
    if article.body and feeds.content == "full":
        drawn.content(content_html(article), type="html")


def entry_bytes(article: Article, site: Site, feeds: Feeds, language: str) -> bytes:
    """What feedgen and lxml make of an entry, as it stands in the feed."""
    return tostring(entry(article, site, feeds, language).atom_entry(), encoding="UTF-8")


def item_bytes(article: Article, site: Site, feeds: Feeds, language: str) -> bytes:
    """What feedgen and lxml make of an item, as it stands in the channel, where the namespaces are declared."""
    around = Element("channel", nsmap=_NAMESPACES)
    around.append(item(article, site, feeds, language).rss_entry())
    whole = tostring(around, encoding="UTF-8")
    return character_data(whole[whole.index(b"<item>") :].removesuffix(b"</channel>"))
