"""Sitemaps 0.9 (https://www.sitemaps.org/protocol.html): by month, of the news, and the index of them all."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from msgspec import Struct

from exporter.config.schema import Site
from exporter.media import MEDIA_TYPES
from exporter.model import Article, Part
from exporter.render.escaping import text_xml, xml

VERSION = 1
MEDIA_TYPE = MEDIA_TYPES[".xml"]

MAX_ENTRIES = 50_000
"""In one sitemap, and in one index (sitemaps.org, "Sitemap file requirements" and "Sitemap index")."""
MAX_BYTES = 52_428_800
"""50 MB, uncompressed (ibid.)."""
MAX_NEWS = 1000
"""Articles in a news sitemap (Google, "Create a news sitemap")."""
LOC_LENGTHS = range(12, 2048)
"""How many characters a `loc` may have: at least 12 by the XML schema, less than 2,048 by the protocol."""

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"

_HOST = re.compile(r"[a-z0-9]+(?:(?:\.|-+)[a-z0-9]+)*")
_MAX_FOLDER = 200
_PARENTHETICAL = re.compile(r"\([^()]*\)|[()]")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
"""Subtags that make Chinese traditional, unless the script says otherwise."""


class _News(Struct, frozen=True):
    """What a news sitemap says of an article; all of it is required."""

    name: str
    language: str
    published: datetime
    title: str


class _Entry(Struct, frozen=True):
    """One `url` or `sitemap` element."""

    loc: str
    lastmod: datetime
    news: _News | None = None


class _Form(Struct, frozen=True):
    """How a kind of document begins, how it calls its entries, and how it ends."""

    head: bytes
    entry: str
    tail: bytes


def _form(root: str, entry: str, namespaces: str = f'xmlns="{_SITEMAP}"') -> _Form:
    head = f"<?xml version='1.0' encoding='UTF-8'?>\n<{root} {namespaces}>\n"
    return _Form(head.encode(), entry, f"</{root}>\n".encode())


_URLSET = _form("urlset", "url")
_NEWS_URLSET = _form("urlset", "url", f'xmlns="{_SITEMAP}" xmlns:news="{_NEWS}"')
_INDEX = _form("sitemapindex", "sitemap")


def month(
    host: str,
    month: str,
    urls: Iterable[tuple[str, datetime]],
    max_entries: int = MAX_ENTRIES,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Part]:
    """The sitemaps of what a host published in a month (`2025-02`): of (URL, updated) pairs, in their order.

    The URLs are absolute, canonical, ASCII, and all of that host. The first part is `sitemaps/HOST/2025-02.xml`,
    further ones `2025-02-2.xml` and so on; there is none without a URL. A URL is listed once, with the first of its
    times, and not at all if its length is outside `LOC_LENGTHS`: one such `loc` would make the whole document invalid.
    """
    entries = (_Entry(url, updated) for url, updated in urls)
    yield from _parts(_URLSET, f"sitemaps/{folder(host)}/{month}", entries, max_entries, max_bytes)


def news(host: str, articles: Iterable[Article], site: Site) -> Part | None:
    """The news sitemap of a host: `sitemaps/HOST/news.xml`, the newest `MAX_NEWS` of the articles, newest first.

    Whoever calls picks articles of that host, of the last two days. None if there are none: Search Console warns of an
    empty one. A publication is called as the article's publisher, else as the site's, else as the site; without what
    stands in parentheses, which Google wants left out. Raises ValueError if a title has a character that XML forbids.
    """
    newest_first = sorted(articles, key=lambda article: (article.published, article.id), reverse=True)
    entries = (_Entry(article.url, article.updated, _news(article, site)) for article in newest_first)
    return next(_parts(_NEWS_URLSET, f"sitemaps/{folder(host)}/news", entries, MAX_NEWS, MAX_BYTES), None)


def index(
    entries: Iterable[tuple[str, datetime]],
    site: Site,
    max_entries: int = MAX_ENTRIES,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Part]:
    """The index of sitemaps: of (path below the root of the tree, newest `updated` in it) pairs, sorted by path.

    The first part is `sitemap.xml`, further ones `sitemap-2.xml` and so on: an index may not list another, so
    robots.txt names each. There is none without a sitemap.
    """
    listed = (_Entry(site.url + path, updated) for path, updated in sorted(entries))
    yield from _parts(_INDEX, "sitemap", listed, max_entries, max_bytes)


def folder(host: str) -> str:
    """The name of a host's folder: `[a-z0-9.-]`, at most 200 characters, never hidden, no two hosts the same.

    A host name that is all of that already, and has a letter or digit on both ends and beside each dot, is its own
    folder. Any other (with a port, an underscore, an IPv6 address, overlong) is spelt in letters and digits, and a
    digest tells those spelt alike apart; the hyphen on the end tells it from all that are their own.
    """
    if len(host) <= _MAX_FOLDER and _HOST.fullmatch(host):
        return host
    spelt = re.sub(r"[^a-z0-9]+", "-", host.lower()).strip("-")[:100]
    return f"{spelt or 'host'}-{hashlib.sha256(host.encode()).hexdigest()[:32]}-"


def news_language(language: str, site: Site) -> str:
    """A BCP 47 tag as Google wants it: ISO 639 in two or three letters, or zh-cn or zh-tw.

    What has no such code (`und`, private use) is in the language of the site; if that has none either, it is `und`,
    which is ISO 639-2 for undetermined.
    """
    return _iso_639(language) or _iso_639(site.language) or "und"


def _iso_639(tag: str) -> str:
    primary, *subtags = tag.lower().split("-")
    if primary == "zh":
        return "zh-tw" if "hans" not in subtags and not _TRADITIONAL.isdisjoint(subtags) else "zh-cn"
    return primary if _LANGUAGE.fullmatch(primary) and primary != "und" else ""


def _news(article: Article, site: Site) -> _News:
    publishers = (publisher for publisher in (article.publisher, site.publisher) if publisher)
    names = (*(publisher.name for publisher in publishers), site.title)
    plain = (" ".join(_PARENTHETICAL.sub(" ", name).split()) for name in names)
    name = next(filter(None, plain), article.host)
    return _News(name, news_language(article.language, site), article.published, article.title)


def _parts(form: _Form, stem: str, entries: Iterable[_Entry], max_entries: int, max_bytes: int) -> Iterator[Part]:
    for number, some in enumerate(_split(form, entries, max_entries, max_bytes), 1):
        path = f"{stem}.xml" if number == 1 else f"{stem}-{number}.xml"
        data = b"".join((form.head, *[piece for piece, _ in some], form.tail))
        yield Part(path, data, len(some), max([lastmod for _, lastmod in some]))


def _split(
    form: _Form, entries: Iterable[_Entry], max_entries: int, max_bytes: int
) -> Iterator[list[tuple[bytes, datetime]]]:
    """What is listed, in parts that keep both limits: each entry as it is drawn, with its time."""
    envelope = len(form.head) + len(form.tail)
    seen: set[str] = set()
    some: list[tuple[bytes, datetime]] = []
    size = envelope
    for entry in entries:
        if entry.loc in seen or len(entry.loc) not in LOC_LENGTHS:
            continue
        seen.add(entry.loc)
        piece = _draw(form, entry)
        if some and (len(some) == max_entries or size + len(piece) > max_bytes):
            yield some
            some, size = [], envelope
        some.append((piece, entry.lastmod))
        size += len(piece)
    if some:
        yield some


def _draw(form: _Form, entry: _Entry) -> bytes:
    news = _draw_news(entry.news) if entry.news else ""
    leaves = f"<loc>{text_xml(entry.loc)}</loc><lastmod>{_w3c(entry.lastmod)}</lastmod>"
    return xml(f"<{form.entry}>{leaves}{news}</{form.entry}>\n")


def _draw_news(news: _News) -> str:
    return (
        "<news:news>"
        f"<news:publication><news:name>{text_xml(news.name)}</news:name>"
        f"<news:language>{text_xml(news.language)}</news:language></news:publication>"
        f"<news:publication_date>{_w3c(news.published)}</news:publication_date>"
        f"<news:title>{text_xml(news.title)}</news:title>"
        "</news:news>"
    )


def _w3c(time: datetime) -> str:
    """A W3C date-time (https://www.w3.org/TR/NOTE-datetime), complete to the second, in UTC."""
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")
