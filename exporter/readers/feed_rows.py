"""An item of RSS or an entry of Atom as a row: the names are those of JSON Feed, which aliases.py reads."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from exporter.readers import markup
from exporter.readers.feed_parsing import local_name
from exporter.readers.values import MAX_NAMES, is_url

if TYPE_CHECKING:
    from lxml.etree import _Element

Row = dict[str, object]

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_NAMESPACES: Final = {
    "http://www.w3.org/2005/Atom": "atom:",
    "http://purl.org/atom/ns#": "atom:",  # Atom 0.3
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://search.yahoo.com/mrss": "media:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "": "",
}
_FOOTER = re.compile(r"\s*<p>The post <a [^>]*>[^<]*</a> appeared first on <a [^>]*>[^<]*</a>\.?</p>\s*\Z")
"""What WordPress puts below each text in a feed."""
_MAILBOX: Final = re.compile(r"\S+@\S+\s*\(([^()]+)\)\s*|\"?([^\"<>]+?)\"?\s*<\S+@\S+>")
"""What RSS wants for an author, and what mail writes: the name is in one of the groups."""
_ELEMENT: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9]{0,30}")
_PICTURES: Final = ("media:content", "media:thumbnail")


class Around:
    """What a feed says of itself, above its items."""

    def __init__(self, item: "_Element") -> None:
        """`item`: the first that it has."""
        self.parts = _Parts(_feed(item))
        self.home = self.parts.text("link") or _alternate(self.parts)


def row(item: "_Element", around: Around) -> Row:
    """What an item says, and where it says nothing, what the feed around it does. Links are made absolute."""
    return _of_entry(item, around) if local_name(item) == "entry" else _of_item(item, around)


def _of_item(item: "_Element", around: Around) -> Row:
    """RSS 0.9x, 1.0 and 2.0 (https://www.rssboard.org/rss-specification), with content, dc, media and atom."""
    parts = _Parts(item)
    full = parts.text("content:encoded") or parts.construct("atom:content")
    brief = parts.text("description") or parts.construct("atom:summary") or parts.text("media:description")
    addresses = (
        parts.text("feedburner:origlink"),
        parts.text("link"),
        _alternate(parts),
        _permalink(parts),
        item.get(_ABOUT) or "",
    )
    return {
        "title": parts.text("title") or parts.text("dc:title"),
        "url": next((found for one in addresses if (found := _absolute(one, item, around))), ""),
        "date_published": parts.text("pubdate") or parts.text("dc:date") or parts.text("atom:published"),
        "date_modified": parts.text("dcterms:modified") or parts.text("atom:updated"),
        "content_html": _FOOTER.sub("", full or brief),
        "summary": brief if full else "",
        "authors": parts.texts("dc:creator") or [_name(one) for one in parts.texts("author")],
        "tags": [*parts.texts("category"), *parts.texts("dc:subject")],
        "language": _language(item) or parts.text("dc:language") or around.parts.text("language", "dc:language"),
        "image": _picture(item, around),
        "rights": parts.text("dc:rights", "media:copyright") or around.parts.text("dc:rights", "copyright"),
        "publisher": parts.text("dc:publisher", "source"),
    }


def _of_entry(entry: "_Element", around: Around) -> Row:
    """Atom (RFC 4287), and 0.3 before it."""
    parts = _Parts(entry)
    source = _Parts(parts.first("atom:source"))
    kind = "content_text" if _is_plain(parts.first("atom:content", "atom:summary")) else "content_html"
    content, summary = parts.construct("atom:content"), parts.construct("atom:summary")
    identifier = parts.text("atom:id")
    addresses = (
        parts.text("feedburner:origlink"),
        _alternate(parts),
        identifier if is_url(identifier) else "",
    )
    return {
        "title": parts.flat("atom:title"),
        "url": next((found for one in addresses if (found := _absolute(one, entry, around))), ""),
        "date_published": parts.text("atom:published", "atom:issued", "dc:date", "atom:created"),
        "date_modified": parts.text("atom:updated", "atom:modified"),
        kind: content or summary,
        "summary": parts.flat("atom:summary") if content else "",
        "authors": _people(parts) or _people(source) or _people_of_feed(around),
        "tags": [*_categories(parts), *parts.texts("dc:subject")],
        "language": _language(parts.first("atom:content")) or _language(entry),
        "image": _picture(entry, around),
        "rights": parts.flat("atom:rights") or parts.text("dc:rights") or around.parts.flat("atom:rights"),
        "publisher": parts.text("dc:publisher") or source.flat("atom:title"),
    }


class _Parts:
    """The children of an element by name: the namespace's usual prefix and the local name, in lower case."""

    def __init__(self, element: "_Element | None") -> None:
        self._by_name: dict[str, list[_Element]] = {}
        for child in () if element is None else element:
            if isinstance(child.tag, str):
                namespace, _, _ = child.tag[1:].rpartition("}")
                name = _NAMESPACES.get(namespace, "?") + local_name(child)
                self._by_name.setdefault(name, []).append(child)

    def all(self, name: str) -> "list[_Element]":
        return self._by_name.get(name, [])[:MAX_NAMES]

    def first(self, *names: str) -> "_Element | None":
        return next((child for name in names for child in self.all(name)), None)

    def texts(self, name: str) -> list[str]:
        return [found for child in self.all(name) if (found := _text(child))]

    def text(self, *names: str) -> str:
        return next((found for name in names for found in self.texts(name)), "")

    def construct(self, name: str) -> str:
        """What a text construct or a content element holds: plain text or HTML, as `_is_plain` says."""
        return next((found for child in self.all(name) if (found := _content(child))), "")

    def flat(self, name: str) -> str:
        """The same in one line, without markup."""
        found = self.construct(name)
        return found if not found or _is_plain(self.first(name)) else " ".join(markup.lines(found)[0])


def _text(element: "_Element") -> str:
    """All of its text; an entity that only a DTD declares, which is not loaded, is taken for the one of HTML."""
    return unescape_entities(element).strip()


def unescape_entities(element: "_Element") -> str:
    """The text of an element and of those in it, entities as HTML knows them."""
    pieces: list[str] = [element.text or ""]
    for child in element.iterdescendants():
        is_entity = not isinstance(child.tag, str)
        pieces += [unescape(child.text or "") if is_entity else child.text or "", child.tail or ""]
    return "".join(pieces)


def _is_plain(element: "_Element | None") -> bool:
    """Whether a construct is plain text: of type `text`, or without a type (RFC 4287 sections 3.1.1, 4.1.3.1)."""
    if element is None:
        return False
    kind = (element.get("type") or "text").lower()
    return kind in ("text", "text/plain") and element.get("mode") != "escaped" and len(element) == 0


def _content(element: "_Element") -> str:
    kind = (element.get("type") or "text").partition(";")[0].strip().lower()
    if element.get("src") or not ("html" in kind or kind.startswith("text")):
        return ""  # it is elsewhere, or a picture
    return _markup_in(element) if len(element) else _text(element)


def _markup_in(element: "_Element") -> str:
    """The elements in it as HTML."""
    from lxml.etree import tostring

    for inner in element.iter():
        if isinstance(inner.tag, str):
            name = inner.tag.rpartition("}")[2].rpartition(":")[2]
            inner.tag = name if _ELEMENT.fullmatch(name) else "span"
    whole = tostring(element, encoding="unicode", method="html", with_tail=False)
    return whole[whole.find(">") + 1 : whole.rfind("<")]


def _feed(item: "_Element") -> "_Element | None":
    """Where the feed speaks of itself."""
    parent = item.getparent()
    if parent is None or local_name(parent) != "rdf":
        return parent
    return next((child for child in parent if isinstance(child.tag, str) and local_name(child) == "channel"), None)


def _alternate(parts: _Parts) -> str:
    """The page that an entry is of: best an HTML one (RFC 4287 section 4.2.7.2)."""
    links = [link for link in parts.all("atom:link") if link.get("rel") in (None, "", "alternate", "self-alternate")]
    links.sort(key=lambda link: "html" not in (link.get("type") or "html"))
    return links[0].get("href") or "" if links else ""


def _permalink(parts: _Parts) -> str:
    guid = parts.first("guid")
    if guid is None or (guid.get("isPermaLink") or "true").strip().lower() == "false":
        return ""
    found = _text(guid)
    return found if is_url(found) else ""


def _absolute(address: str, item: "_Element", around: Around) -> str:
    """Resolved by `xml:base`, then by the page of the feed."""
    address = address.strip()
    if not address or is_url(address):
        return address
    try:
        return urljoin(around.home, urljoin(item.base or "", address))
    except ValueError:
        return address


def _people(parts: _Parts) -> list[str]:
    found = [_Parts(author).text("atom:name", "name") for author in parts.all("atom:author")]
    return [name for name in found if name] or parts.texts("dc:creator")


def _people_of_feed(around: Around) -> list[str]:
    """Who a feed names as author of all that names none (section 4.2.1), unless it names itself."""
    title = around.parts.flat("atom:title").casefold()
    return [name for name in _people(around.parts) if name.casefold() != title]


def _name(author: str) -> str:
    found = _MAILBOX.fullmatch(author[:200].strip())
    return (found[1] or found[2]).strip() if found else author


def _categories(parts: _Parts) -> Iterator[str]:
    for category in parts.all("atom:category"):
        if name := category.get("label") or category.get("term") or _text(category):
            yield name


def _language(element: "_Element | None") -> str:
    """The nearest `xml:lang` at or above it."""
    while element is not None:
        if (found := element.get(_LANG)) is not None:
            return found
        element = element.getparent()
    return ""


def _picture(item: "_Element", around: Around) -> str:
    """The first picture of Media RSS, also of a group."""
    groups: Iterable[_Element] = [item, *_Parts(item).all("media:group")]
    for name in _PICTURES:
        for element in (one for group in groups for one in _Parts(group).all(name)):
            kind = element.get("medium") or element.get("type") or ("image" if name == "media:thumbnail" else "")
            if kind.startswith("image") and (address := element.get("url")):
                return _absolute(address, item, around)
    return ""
