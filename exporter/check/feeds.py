"""What feed documents say: Atom (RFC 4287, RFC 5005, RFC 6721), RSS 2.0 and JSON Feed 1.1."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from lxml import etree
from msgspec import Struct

from exporter.check.claims import Claims, Entry, Tombstone, digest
from exporter.check.times import rfc822, rfc3339

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
TOMBSTONES = "{http://purl.org/atompub/tombstones/1.0}"
HISTORY = "{http://purl.org/syndication/history/1.0}"


def parsed(data: bytes) -> Any:
    """The root of an XML document, of which nothing is resolved or loaded.

    Raises:
        ValueError: it is not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not well-formed: {error.msg}") from error


def atom(claims: Claims, data: bytes) -> Claims:
    """Of an Atom feed document."""
    root = parsed(data)
    return msgspec.structs.replace(
        claims,
        feed=_text(root, f"{ATOM}id"),
        title=_text(root, f"{ATOM}title"),
        archived=root.find(f"{HISTORY}archive") is not None,
        entries=tuple(map(_atom_entry, root.iterchildren(f"{ATOM}entry"))),
        tombstones=tuple(
            Tombstone(one.get("ref", ""), rfc3339(one.get("when", "")))
            for one in root.iterchildren(f"{TOMBSTONES}deleted-entry")
        ),
        **_links(root),
    )


def _atom_entry(entry: Any) -> Entry:
    links = (link for link in entry.iterchildren(f"{ATOM}link") if link.get("rel", "alternate") == "alternate")
    return Entry(
        id=_text(entry, f"{ATOM}id"),
        url=next((link.get("href", "") for link in links), ""),
        title=_text(entry, f"{ATOM}title"),
        published=rfc3339(_text(entry, f"{ATOM}published")),
        updated=rfc3339(_text(entry, f"{ATOM}updated")),
        summary=digest(_text(entry, f"{ATOM}summary")),
        html=digest(_text(entry, f"{ATOM}content")),
    )


def rss(claims: Claims, data: bytes) -> Claims:
    """Of an RSS document."""
    channel = parsed(data).find("channel")
    if channel is None:
        raise ValueError("there is no channel")
    return msgspec.structs.replace(
        claims,
        title=_text(channel, "title"),
        archived=channel.find(f"{HISTORY}archive") is not None,
        entries=tuple(map(_rss_item, channel.iterchildren("item"))),
        **_links(channel),
    )


def _rss_item(item: Any) -> Entry:
    return Entry(
        id=_text(item, "guid"),
        url=_text(item, "link"),
        title=_text(item, "title"),
        published=rfc822(_text(item, "pubDate")),
        html=digest(_text(item, f"{CONTENT}encoded")),
    )


def _links(head: Any) -> dict[str, Any]:
    """The document itself and its neighbours, by their relations; hubs and pages for people are others' business."""
    found = {link.get("rel", "alternate"): link.get("href", "") for link in head.iterchildren(f"{ATOM}link")}
    links = {name: found.get(rel, "") for name, rel in _RELATIONS.items()}
    return {**links, "names": tuple(url for name, url in links.items() if url and name != "own")}


_RELATIONS = {"own": "self", "current": "current", "previous": "prev-archive", "next": "next-archive"}


def _text(parent: Any, name: str) -> str:
    found = parent.find(name)
    return "" if found is None else "".join(_texts(found))


def _texts(element: Any) -> Iterator[str]:
    return (str(text) for text in element.itertext())


class _Item(Struct, frozen=True, gc=False):
    id: str
    url: str = ""
    title: str = ""
    date_published: str = ""
    date_modified: str = ""
    summary: str = ""
    content_html: str = ""


class _JsonFeed(Struct, frozen=True):
    title: str
    items: tuple[_Item, ...]
    feed_url: str = ""
    next_url: str = ""


_json_feed: Callable[[bytes], _JsonFeed] = msgspec.json.Decoder(_JsonFeed).decode


def json_feed(claims: Claims, data: bytes) -> Claims:
    """Of a JSON Feed document."""
    found = _json_feed(data)
    return msgspec.structs.replace(
        claims,
        own=found.feed_url,
        title=found.title,
        names=(found.next_url,) if found.next_url else (),
        entries=tuple(
            Entry(
                one.id,
                one.url,
                one.title,
                rfc3339(one.date_published),
                rfc3339(one.date_modified),
                summary=digest(one.summary),
                html=digest(one.content_html),
            )
            for one in found.items
        ),
    )
