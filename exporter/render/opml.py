"""The feeds of the tree as OPML 2.0 (http://opml.org/spec2.opml), for a reader to import them all at once."""

from collections.abc import Sequence

from lxml.etree import Element, SubElement, _Element, indent, tostring

from exporter.config.schema import FeedFormat, Site
from exporter.media import MEDIA_TYPES
from exporter.model import Feed, FeedKind
from exporter.render import FEED_FORMATS
from exporter.render.metadata import feed_description, home_url

MEDIA_TYPE = MEDIA_TYPES[".opml"]

_IMPORTABLE: tuple[FeedFormat, ...] = ("atom", "rss")
_GROUPS: tuple[tuple[FeedKind, str], ...] = (("section", "Sections"), ("selection", "Selections"))


def render(feeds: Sequence[Feed], site: Site, formats: Sequence[FeedFormat]) -> bytes | None:
    """The document in UTF-8: the main feed, then the others in groups by kind, each group in the order of `feeds`.

    Each feed is listed once, in Atom if `formats` has it, else in RSS: who subscribes to both sees every article twice.
    Many importers fail on JSON Feed, so without the other two there is nothing to list. Then, and without feeds, the
    answer is None: a body without an outline is invalid. There are no dates, which say when rather than what.
    """
    name = next((name for name in _IMPORTABLE if name in formats), None)
    if name is None or not feeds:
        return None
    file_name = FEED_FORMATS[name].file_name
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = site.title
    body = SubElement(root, "body")
    _list(body, [feed for feed in feeds if feed.kind == "main"], site, file_name)
    for kind, text in _GROUPS:
        if members := [feed for feed in feeds if feed.kind == kind]:
            _list(SubElement(body, "outline", text=text), members, site, file_name)
    indent(root, space=" ")
    return tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _list(parent: _Element, feeds: Sequence[Feed], site: Site, file_name: str) -> None:
    for feed in feeds:
        outline = SubElement(
            parent,
            "outline",
            type="rss",  # also for Atom: what the specification calls any feed
            text=feed.title,
            title=feed.title,
            xmlUrl=site.url + feed.folder + file_name,
            htmlUrl=home_url(site),
        )
        if description := feed_description(feed, site):
            outline.set("description", description)
        if feed.language:
            outline.set("language", feed.language)
