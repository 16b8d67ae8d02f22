"""RSS 2.0 by the profile of the RSS Advisory Board, with content, Dublin Core, Atom's links and archives (RFC 5005)."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from lxml.etree import _Element

from exporter.grammar import content
from exporter.grammar.history import archive_of, chain
from exporter.grammar.markup import ATOM, at, attributes, cardinality, known, leaf, no_text, parsed
from exporter.grammar.values import is_id, is_language, is_media_type, is_web, quoted, rfc_822

CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
MEDIA_TYPE = "application/rss+xml"

_CHANNEL = frozenset(
    {"title", "link", "description", "language", "copyright", "generator", "docs", "lastBuildDate", "pubDate"}
) | {"category", "image", "item", "managingEditor", "webMaster", "ttl", "cloud", "skipHours", "skipDays", "rating"}
_ITEM = frozenset({"title", "link", "description", "guid", "pubDate", "category", "author", "comments"}) | {
    "enclosure",
    "source",
}
_ONCE = ("title", "link", "description")
_AT_MOST_ONCE = ("language", "copyright", "generator", "docs", "lastBuildDate", "pubDate", "ttl", "image")
_ENCODED = f"{{{CONTENT}}}encoded"


def faults(path: str, data: bytes) -> Iterator[str]:
    """Everything that is wrong with a feed document: a subscription document, or a page of the archive."""
    root = parsed(data)
    if isinstance(root, str):
        yield root
        return
    if root.tag != "rss" or root.get("version") != "2.0":
        yield f"{at(root)} is the root, which must be <rss> of version 2.0"
        return
    if [child.tag for child in root] != ["channel"]:
        yield f"{at(root)} must hold one <channel>, and nothing else"
        return
    channel = root[0]
    yield from attributes(root, ("version",))
    yield from _channel(channel)
    links = channel.findall(f"{{{ATOM}}}link")
    archived = archive_of(channel)
    yield from chain(path, links, archived, at(channel))
    yield from _links(links)
    items = channel.findall("item")
    for item in items:
        yield from _item(item)
    times = [
        moment for moment in (rfc_822(item.findtext("pubDate", "")) for item in items) if not isinstance(moment, str)
    ]
    built = rfc_822(channel.findtext("lastBuildDate", ""))
    if times and not isinstance(built, str) and built < max(times):
        yield f"{at(channel)} was built before its newest item was published"
    found = Counter(item.findtext("guid", "") for item in items)
    yield from (
        f"{at(channel)}: the guid {quoted(guid)} is there twice" for guid, number in found.items() if number > 1
    )


def _channel(channel: _Element) -> Iterator[str]:
    yield from attributes(channel, ())
    yield from no_text(channel)
    yield from known(channel, "", _CHANNEL)
    yield from cardinality(channel, "", _ONCE, _AT_MOST_ONCE)
    for child in channel:
        name = str(child.tag)
        if name in _ONCE or name in {"language", "copyright", "generator", "docs", "lastBuildDate", "pubDate"}:
            yield from _plain(child)
        if name in {"link", "docs"}:
            yield from _address(child)
        elif name in {"lastBuildDate", "pubDate"}:
            yield from _time(child)
        elif name == "language" and not is_language(child.text or ""):
            yield f"{at(child)} is no language tag: {quoted(child.text or '')}"
    tags = [str(child.tag) for child in channel]
    if "item" in tags and set(tags[tags.index("item") :]) != {"item"}:
        yield f"{at(channel)} says something of itself behind its first item"


def _links(links: list[_Element]) -> Iterator[str]:
    for link in links:
        yield from attributes(link, ("href", "rel", "type", "hreflang", "title", "length"))
        if not is_web(link.get("href", "")):
            yield f"{at(link)} has no absolute URL as href: {quoted(link.get('href', ''))}"
        neighbour = link.get("rel") in {"self", "current", "prev-archive", "next-archive"}
        said = link.get("type", MEDIA_TYPE)
        if not is_media_type(said) or (neighbour and said != MEDIA_TYPE):
            yield f"{at(link)} has a type that is not that of the document: {quoted(said)}"


def _item(item: _Element) -> Iterator[str]:
    yield from attributes(item, ())
    yield from no_text(item)
    yield from known(item, "", _ITEM)
    yield from cardinality(item, "", ("title", "link", "guid", "pubDate"), ("description", "author", "enclosure"))
    yield from cardinality(item, CONTENT, (), ("encoded",))
    for child in item:
        name = str(child.tag)
        if name in {"title", "link", "category", "author", f"{{{DUBLIN_CORE}}}creator"}:
            yield from _plain(child)
        if name in {"link", "comments"}:
            yield from _address(child)
        elif name == "pubDate":
            yield from _time(child)
        elif name == "guid":
            yield from _guid(child)
        elif name in {"description", _ENCODED}:
            yield from leaf(child)
            yield from (f"{at(child)}: {wrong}" for wrong in content.faults(child.text or ""))
        elif name == "enclosure":
            yield from _enclosure(child)
    yield from _twice_told(item)


def _twice_told(item: _Element) -> Iterator[str]:
    """What readers take for something else, or for two things."""
    tags = [str(child.tag) for child in item]
    for name, other in (("pubDate", "date"), ("title", "title"), ("author", "creator")):
        if name in tags and f"{{{DUBLIN_CORE}}}{other}" in tags:
            yield f"{at(item)} has <{name}> and <dc:{other}>: some readers take the one, some the other"
    if _ENCODED in tags and ("description" not in tags or tags.index(_ENCODED) < tags.index("description")):
        yield f"{at(item)} has its full text before its description"


def _plain(element: _Element) -> Iterator[str]:
    yield from leaf(element)
    if not (element.text or "").strip():
        yield f"{at(element)} is empty"


def _address(element: _Element) -> Iterator[str]:
    if not is_web(element.text or ""):
        yield f"{at(element)} is no absolute URL: {quoted(element.text or '')}"


def _guid(guid: _Element) -> Iterator[str]:
    """An id as this tree gives them is a name and no address, and says so: else a reader would link to it."""
    yield from leaf(guid)
    yield from attributes(guid, ("isPermaLink",))
    if guid.get("isPermaLink") != "false":
        yield f'{at(guid)} must say isPermaLink="false"'
    if not is_id(guid.text or ""):
        yield f"{at(guid)} is no urn:uuid: but {quoted(guid.text or '')}"


def _enclosure(enclosure: _Element) -> Iterator[str]:
    length = enclosure.get("length", "")
    if not (is_web(enclosure.get("url", "")) and length.isdecimal() and is_media_type(enclosure.get("type", ""))):
        yield f"{at(enclosure)} must have an absolute url, a length in bytes and a media type"


def _time(element: _Element) -> Iterator[str]:
    found = rfc_822(element.text or "")
    if not isinstance(found, datetime):
        yield f"{at(element)}: {found}"
