"""What lists say, of documents and for people: sitemaps and their index, OPML, robots.txt, pages."""

import io
from collections.abc import Iterator
from typing import Any

import msgspec
from lxml import etree
from lxml import html as markup

from exporter.check.claims import Claims, Entry
from exporter.check.feeds import parsed
from exporter.check.times import rfc3339

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def sitemap(claims: Claims, data: bytes) -> Claims:
    """Of a sitemap, of a month or of the news."""
    return msgspec.structs.replace(claims, entries=tuple(map(_url, _each(data, "url"))))


def sitemap_index(claims: Claims, data: bytes) -> Claims:
    """Of an index of sitemaps."""
    listed = tuple((_said(one, "loc"), rfc3339(_said(one, "lastmod"))) for one in _each(data, "sitemap"))
    return msgspec.structs.replace(claims, listed=listed, names=tuple(url for url, _ in listed))


def _url(element: Any) -> Entry:
    news = element.find(f"{NEWS}news")
    return Entry(
        url=_said(element, "loc"),
        updated=rfc3339(_said(element, "lastmod")),
        title="" if news is None else news.findtext(f"{NEWS}title", ""),
        published=None if news is None else rfc3339(news.findtext(f"{NEWS}publication_date", "")),
    )


def _said(element: Any, name: str) -> str:
    return str(element.findtext(f"{SITEMAP}{name}", ""))


def _each(data: bytes, name: str) -> Iterator[Any]:
    """The elements of this name, one by one: there may be 50,000.

    Raises:
        ValueError: it is not well-formed.
    """
    try:
        events = etree.iterparse(
            io.BytesIO(data),
            tag=f"{SITEMAP}{name}",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        for _, element in events:
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not well-formed: {error.msg}") from error


def opml(claims: Claims, data: bytes) -> Claims:
    """Of a list of feeds."""
    names = tuple(str(one.get("xmlUrl")) for one in parsed(data).iter("outline") if one.get("xmlUrl"))
    return msgspec.structs.replace(claims, names=names)


def robots(claims: Claims, data: bytes) -> Claims:
    """Of a robots.txt: the sitemaps that it names (RFC 9309 leaves the line to others: sitemaps.org)."""
    lines = (line.partition("#")[0].partition(":") for line in data.decode("utf-8", "replace").splitlines())
    names = tuple(value.strip() for name, _, value in lines if name.strip().lower() == "sitemap" and value.strip())
    return msgspec.structs.replace(claims, names=names)


def page(claims: Claims, data: bytes) -> Claims:
    """Of a page for people: what it links to and loads, and by what name it calls itself."""
    try:
        root = markup.document_fromstring(
            data, parser=markup.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
        )
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ValueError(f"is no page: {error}") from error
    own = [str(link.get("href", "")) for link in root.iter("link") if link.get("rel") == "canonical"]
    names = [
        str(element.get(name))
        for element in root.iter(etree.Element)
        for name in ("href", "src")
        if element.get(name) and element.get("rel") != "canonical"
    ]
    return msgspec.structs.replace(claims, own=own[0] if own else "", names=tuple(dict.fromkeys(names)))
