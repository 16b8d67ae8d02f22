"""How a feed document names its neighbours (RFC 5005), and the rest that feedgen leaves out of a feed's head."""

from datetime import datetime
from email.utils import format_datetime

from feedgen.ext.base import BaseExtension
from lxml.etree import SubElement, _Element
from msgspec import Struct

from exporter.config.schema import Site
from exporter.model import FeedPage

ATOM = "http://www.w3.org/2005/Atom"
FEED_HISTORY = "http://purl.org/syndication/history/1.0"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


class Link(Struct, frozen=True):
    """To another document of the same feed in the same format, or to a hub."""

    rel: str
    url: str


def history_links(page: FeedPage, site: Site) -> tuple[Link, ...]:
    """To the subscription document, the next older and the next newer archive page, where there are such.

    RFC 5005 section 4: `prev-archive` is a MUST in both kinds of document, `current` and `next-archive` are SHOULDs in
    archive pages.
    """
    links = (("current", page.current), ("prev-archive", page.previous), ("next-archive", page.next))
    return tuple(Link(rel, site.url + path) for rel, path in links if path)


def hub_links(page: FeedPage) -> tuple[Link, ...]:
    """To the hubs of a topic (W3C WebSub section 4). An archive page is no topic: nobody waits for it to change."""
    return () if page.archive else tuple(Link("hub", hub) for hub in page.hubs)


class Head(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """An extension that ends the metadata of a feed, before its first entry (RFC 4287 appendix B wants it there)."""

    def __init__(
        self, page: FeedPage, site: Site, updated: datetime, media_type: str, namespaces: dict[str, str] | None = None
    ) -> None:
        """`namespaces`: prefixes that only what comes after the head needs."""
        self._namespaces = namespaces or {}
        self._archive = page.archive
        self._links = history_links(page, site)
        self._hubs = hub_links(page)
        self._updated = updated
        self._media_type = media_type

    def extend_ns(self) -> dict[str, str]:
        """The prefix that an archive page needs, and what else is needed."""
        return {**({"fh": FEED_HISTORY} if self._archive else {}), **self._namespaces}

    def extend_atom(self, feed: _Element) -> _Element:
        """Marks an archive page. feedgen writes Atom's links itself."""
        self._end(feed)
        return feed

    def extend_rss(self, feed: _Element) -> _Element:
        """Writes the links to neighbours and hubs, which feedgen cannot, and the date, where it puts the clock's."""
        channel = feed[0]
        [date] = channel.findall("lastBuildDate")
        date.text = format_datetime(self._updated, usegmt=True)
        for link in self._links:
            SubElement(channel, f"{{{ATOM}}}link", href=link.url, rel=link.rel, type=self._media_type)
        for link in self._hubs:
            SubElement(channel, f"{{{ATOM}}}link", href=link.url, rel=link.rel)
        self._end(channel)
        return feed

    def _end(self, head: _Element) -> None:
        if self._archive:
            SubElement(head, f"{{{FEED_HISTORY}}}archive")
        head[-1].tail = "\n"  # so that each entry has a line of its own
