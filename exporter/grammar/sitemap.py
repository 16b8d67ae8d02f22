"""Sitemaps 0.9 (https://www.sitemaps.org/protocol.html), their index, and news sitemaps (Google, "Create a news
sitemap")."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from lxml.etree import _Element

from exporter.grammar.markup import at, attributes, cardinality, known, leaf, local, no_text, parsed
from exporter.grammar.values import is_web, quoted, w3c_time

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"

MAX_URLS = 50_000
MAX_NEWS = 1000
MAX_BYTES = 50 * 1024 * 1024
"""Uncompressed."""
LENGTHS = range(12, 2048)
"""Characters that a `loc` may have: the XML schema says at least 12, the protocol less than 2,048."""

_LANGUAGE = re.compile(r"zh-cn|zh-tw|[a-z]{2,3}")
_S, _N = f"{{{SITEMAP}}}", f"{{{NEWS}}}"


def faults(path: str, data: bytes) -> Iterator[str]:
    """Everything that is wrong with a sitemap, an index of sitemaps or a news sitemap, by where it lies."""
    if len(data) > MAX_BYTES:
        yield f"{len(data)} bytes, and may have {MAX_BYTES}"
        return
    root = parsed(data)
    if isinstance(root, str):
        yield root
        return
    is_index, is_news = "/" not in path, path.endswith("/news.xml")
    name, entry = ("sitemapindex", "sitemap") if is_index else ("urlset", "url")
    if root.tag != _S + name:
        yield f"{at(root)} is the root, which must be <{name}> of {SITEMAP}"
        return
    yield from attributes(root, ())
    yield from no_text(root)
    yield from (f"{at(child)} is no <{entry}>" for child in root if child.tag != _S + entry)
    entries = root.findall(_S + entry)
    if not entries:
        yield f"{at(root)} is empty: there is no sitemap of nothing"
    limit = MAX_NEWS if is_news else MAX_URLS
    if len(entries) > limit:
        yield f"{at(root)} has {len(entries)} entries, and may have {limit}"
    for one in entries:
        yield from _entry(one, is_news=is_news)
    yield from _addresses(root, [one.findtext(_S + "loc", "") for one in entries])


def _entry(entry: _Element, *, is_news: bool) -> Iterator[str]:
    yield from attributes(entry, ())
    yield from no_text(entry)
    yield from known(entry, SITEMAP, ("loc", "lastmod"))
    yield from cardinality(entry, SITEMAP, ("loc", "lastmod"), ())
    yield from cardinality(entry, NEWS, ("news",) if is_news else (), () if is_news else ("news",))
    if [local(child) for child in entry][:2] != ["loc", "lastmod"]:
        yield f"{at(entry)} must begin with <loc>, then <lastmod>"
    for child in entry:
        if child.tag == _S + "loc":
            yield from _loc(child)
        elif child.tag == _S + "lastmod":
            yield from _time(child)
        elif child.tag == _N + "news" and is_news:
            yield from _news(child)
        else:
            yield f"{at(child)} has no place in <{local(entry)}>"


def _loc(loc: _Element) -> Iterator[str]:
    yield from leaf(loc)
    yield from attributes(loc, ())
    said = loc.text or ""
    if not is_web(said) or not said.isascii():
        yield f"{at(loc)} is no absolute URL in ASCII: {quoted(said)}"
    if len(said) not in LENGTHS:
        yield f"{at(loc)} has {len(said)} characters, and may have {LENGTHS.start} to {LENGTHS.stop - 1}"


def _news(news: _Element) -> Iterator[str]:
    yield from attributes(news, ())
    yield from no_text(news)
    if [str(child.tag) for child in news] != [_N + name for name in ("publication", "publication_date", "title")]:
        yield f"{at(news)} must hold <publication>, <publication_date> and <title>, in this order"
        return
    publication, date, title = news
    yield from attributes(publication, ())
    yield from no_text(publication)
    yield from _time(date)
    yield from _said(title)
    if [str(child.tag) for child in publication] != [_N + "name", _N + "language"]:
        yield f"{at(publication)} must hold <name>, then <language>"
        return
    name, language = publication
    yield from _said(name)
    yield from leaf(language)
    yield from attributes(language, ())
    if "(" in (name.text or "") or ")" in (name.text or ""):
        yield f"{at(name)} has parentheses: {quoted(name.text or '')}"
    if not _LANGUAGE.fullmatch(language.text or ""):
        yield f"{at(language)} is no ISO 639 code, zh-cn or zh-tw: {quoted(language.text or '')}"


def _said(element: _Element) -> Iterator[str]:
    yield from leaf(element)
    yield from attributes(element, ())
    if not (element.text or "").strip():
        yield f"{at(element)} is empty"


def _time(element: _Element) -> Iterator[str]:
    yield from leaf(element)
    yield from attributes(element, ())
    found = w3c_time(element.text or "")
    if not isinstance(found, datetime):
        yield f"{at(element)}: {found}"


def _addresses(root: _Element, locs: list[str]) -> Iterator[str]:
    for loc, number in Counter(locs).items():
        if number > 1:
            yield f"{at(root)} lists {quoted(loc)} twice"
    hosts = {urlsplit(loc).netloc.lower() for loc in locs if is_web(loc) and "[" not in loc and "]" not in loc}
    if len(hosts) > 1:
        yield f"{at(root)} lists URLs of several hosts: {quoted(', '.join(sorted(hosts)))}"
