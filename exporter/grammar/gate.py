"""What each document must be before it is put in place: whole, and of the shape that every reader relies on.

XML is parsed without building a tree, JSON is decoded no further than the members that readers cannot do without, pages
are looked at, not read. The rest is for `faults`.
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from xml.parsers.expat import ExpatError, ParserCreate

import msgspec
from isal import isal_zlib
from msgspec import Struct, field

from exporter.grammar.markup import beginning
from exporter.grammar.page import picture, style
from exporter.grammar.plain import gone_map, key, robots
from exporter.grammar.shard import PATH


class _JsonItem(Struct, frozen=True, gc=False):
    id: str
    url: str
    title: str
    date_published: str
    date_modified: str


class _JsonFeed(Struct, frozen=True):
    version: str
    title: str
    feed_url: str
    items: list[_JsonItem]


class _Article(Struct, frozen=True, tag_field="@type", tag="NewsArticle", gc=False):
    id: str = field(name="@id")
    headline: str
    url: str
    datePublished: str  # noqa: N815 - as schema.org spells it
    dateModified: str  # noqa: N815


class _Download(Struct, frozen=True, tag_field="@type", tag="DataDownload", gc=False):
    contentUrl: str  # noqa: N815
    sha256: str


class _Dataset(Struct, frozen=True, tag_field="@type", tag="Dataset"):
    id: str = field(name="@id")
    distribution: list[_Download]


class _Tombstone(Struct, frozen=True, gc=False):
    id: str
    when: str
    path: str


class _Xml(Struct, frozen=True):
    """What the head of a document must hold, and the first of its entries."""

    head: tuple[bytes, ...]
    opening: bytes = b""
    """Of an entry; empty: the document has none."""
    entry: tuple[bytes, ...] = ()
    instead: bytes = b""
    """What must stand there if there is no entry."""
    may_be_empty: bool = False


_ATOM = _Xml(
    (b"<feed ", b"<id>", b"<title", b"<updated>"),
    b"<entry",
    (b"<id>", b"<title", b"<updated>"),
    b":deleted-entry ",
)
_RSS = _Xml(
    (b"<rss ", b"<channel>", b"<title>", b"<link>"),
    b"<item>",
    (b"<title>", b"<guid ", b"<link>"),
    may_be_empty=True,  # all of it may have been withdrawn, for which RSS has no word
)
_URLSET = _Xml((b"<urlset ",), b"<url>", (b"<loc>", b"<lastmod>"))
_NEWS = _Xml((b"<urlset ",), b"<url>", (b"<loc>", b"<lastmod>", b"<news:title>"))
_INDEX = _Xml((b"<sitemapindex ",), b"<sitemap>", (b"<loc>", b"<lastmod>"))
_OPML = _Xml((b"<opml ", b"<body>"), b"<outline ", (b"text=",))

_feed = msgspec.json.Decoder(_JsonFeed).decode
_article = msgspec.json.Decoder(_Article).decode
_dataset = msgspec.json.Decoder(_Dataset).decode
_tombstones = msgspec.json.Decoder(_Tombstone).decode_lines


def _well_formed(data: bytes) -> str:
    if wrong := beginning(data):
        return wrong
    if b"<!DOCTYPE" in data[:1000]:
        return "a DOCTYPE, which could declare entities"
    try:
        ParserCreate().Parse(data, True)  # noqa: FBT003 - that is all there is
    except ExpatError as error:
        return f"not well-formed: {error}"
    return ""


def _xml(form: _Xml, _path: str, data: bytes) -> str:
    if wrong := _well_formed(data):
        return wrong
    first = data.find(form.opening)
    if first < 0:
        lacking = [name for name in form.head if name not in data]
        if not form.may_be_empty and (not form.instead or form.instead not in data):
            lacking.append(form.opening)
    else:
        second = data.find(form.opening, first + 1)
        head, entry = data[:first], data[first : second if second > 0 else len(data)]
        lacking = [name for name in form.head if name not in head] + [name for name in form.entry if name not in entry]
    return f"there is no {lacking[0].decode()} where it must be" if lacking else ""


def _decoded(decode: Callable[[bytes], object], _path: str, data: bytes) -> str:
    try:
        decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        return f"not as it must be: {error}"
    return ""


def _gone(path: str, data: bytes) -> str:
    return _decoded(_tombstones, path, data) if data.endswith(b"\n") else "its last row has no end"


def _shard(path: str, data: bytes) -> str:
    match = PATH.fullmatch(path)
    stream = isal_zlib.decompressobj(16 + isal_zlib.MAX_WBITS)
    try:
        rows = stream.decompress(data)
    except isal_zlib.error as error:  # type: ignore[misc]  # its stubs do not know that it is one
        return f"the gzip stream is broken: {error}"
    if not stream.eof or stream.unused_data:
        return "the gzip stream is cut off, or something stands behind it"
    if match is None or hashlib.sha256(rows).hexdigest()[:16] != match[2]:
        return "its name does not say what is in it"
    if not rows.endswith(b"\n"):
        return "its last row has no end" if rows else "there is no row in it"
    first, last = rows[: rows.find(b"\n")], rows[rows.rfind(b"\n", 0, -1) + 1 :]
    return _decoded(_article, path, first) or _decoded(_article, path, last)


def _page(_path: str, data: bytes) -> str:
    if not data.startswith(b"<!DOCTYPE html>") or not data.rstrip().endswith(b"</html>"):
        return "it is no whole page"
    if data.count(b"<h1") != 1 or b"<title>" not in data:
        return "it has no title, or not one heading"
    if data.count(b"<") != data.count(b">"):
        return "a tag is left open"
    return "there is a script in it" if b"<script" in data.lower() else ""


def _first(rules: Callable[[str, bytes], Iterator[str]], path: str, data: bytes) -> str:
    return next(rules(path, data), "")


def _sitemap(path: str, data: bytes) -> str:
    form = _INDEX if "/" not in path else _NEWS if path.endswith("/news.xml") else _URLSET
    return _xml(form, path, data)


GATES: dict[str, Callable[[str, bytes], str]] = {
    "atom:faults": partial(_xml, _ATOM),
    "rss:faults": partial(_xml, _RSS),
    "json_feed:faults": partial(_decoded, _feed),
    "news_article:faults": partial(_decoded, _article),
    "shard:faults": _shard,
    "dataset:faults": partial(_decoded, _dataset),
    "gone:faults": _gone,
    "plain:gone_map": partial(_first, gone_map),
    "sitemap:faults": _sitemap,
    "opml:faults": partial(_xml, _OPML),
    "plain:robots": partial(_first, robots),
    "plain:key": partial(_first, key),
    "page:faults": _page,
    "page:style": partial(_first, style),
    "page:picture": partial(_first, picture),
}
"""By the rules that a document is held to."""
