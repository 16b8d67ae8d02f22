"""What the tags of a web page state of it: OpenGraph, meta elements, links, <time>, microdata, <title>.

Values are as found, but for white space around them and for URLs, which are made absolute (RFC 3986 section 5).
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_TAGS: Final = 2_000
"""Meta and link elements of a page that are looked at."""
MAX_VALUE: Final = 4_096
"""Characters in a value. Longer ones are no titles, times or names."""

_MODIFIED: Final = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod")
_PUBLISHED: Final = (
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished"),
    *("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article.published", "article:published"),
    *(
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "publicationdate",
        "dc.date.issued",
    ),
    *("dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "datecreated", "date"),
    *("citation_publication_date", "bt:pubdate", "ptime", "originalpublicationdate", "displaydate", "release_date"),
)
_PIECES: Final = 50
"""Of text, between tags, in a heading or a link, that are looked at."""
_PIECE: Final = 1_000
"""Characters of each."""
_NEVER: Final = "1970-01-01"
"""What a clock says that was never set."""
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d|\A\d{10}(?:\d{3})?\Z")
"""What a time has that is no placeholder such as `0001-01-01`: a year of web pages, or the seconds since 1970."""
_SAVED: Final = re.compile(
    r"saved from url=\(\d{1,6}\)\s?(https?://\S{1,2000})|^\s{0,8}url:\s{0,8}(https?://\S{1,2000})", re.M
)
"""What browsers and their extensions write into a page that they save."""


class Head(Struct, frozen=True):
    """What is stated by tags."""

    meta: dict[str, tuple[str, ...]]
    """Values by name, in lower case, whichever attribute gives the name."""
    links: dict[str, str]
    """URLs by `rel`, as found."""
    base: str
    """What relative URLs of the page are relative to; empty if nobody knows."""
    language: str
    """Of the root element."""

    def first(self, *names: str) -> str:
        """The first value of the first name that has any."""
        return next((values[0] for name in names if (values := self.meta.get(name))), "")

    def every(self, *names: str) -> tuple[str, ...]:
        """The values of the first name that has any."""
        return next((values for name in names if (values := self.meta.get(name))), ())

    def absolute(self, url: str) -> str:
        """The URL, absolute; empty if it cannot be made so, or leads to no http(s) server."""
        return absolute(url, self.base)


def head(tree: "HtmlElement", url: str) -> Head:
    """What the tags of a page state. `url`: where it was found; empty if nobody knows."""
    meta: dict[str, tuple[str, ...]] = {}
    for element in islice(tree.iter("meta"), MAX_TAGS):
        value = (element.get("content") or element.get("datetime") or "").strip()
        if value and len(value) <= MAX_VALUE:
            for name in {element.get(key, "").strip().lower() for key in ("property", "name", "itemprop")} - {""}:
                meta[name] = (*meta.get(name, ()), value)
    links: dict[str, str] = {}
    for element in islice(tree.iter("link"), MAX_TAGS):
        for relation in element.get("rel", "").lower().split()[:4]:
            links.setdefault(relation, element.get("href", "").strip()[:MAX_VALUE])
    base = next(tree.iter("base"), None)
    stated = absolute(base.get("href", ""), url) if base is not None else ""
    root = tree.getroottree().getroot()
    return Head(meta, links, stated or url, (root.get("lang") or root.get("xml:lang") or "").strip()[:40])


def absolute(url: str, base: str) -> str:
    """The URL, absolute; empty if it cannot be made so, or leads to no http(s) server."""
    try:
        joined = urljoin(base, url.strip()) if url.strip() else ""
        return joined if urlsplit(joined).scheme in ("http", "https") and urlsplit(joined).hostname else ""
    except ValueError:  # a bracket in the name of the host
        return ""


def address(stated: Head, linked: str, url: str, beginning: str) -> str:
    """The URL of the article: rel=canonical, og:url, that of the JSON-LD, where it was found, what a browser noted when
    it saved the page; the first that can be. Empty if there is none.

    `linked`: what the JSON-LD says; `beginning`: of the page's text. A site that gives all its pages the URL of its
    front page has stated nothing.
    """
    noted = _SAVED.search(beginning)
    found = (
        stated.links.get("canonical", ""),
        stated.first("og:url"),
        linked,
        url,
        noted[1] or noted[2] if noted else "",
    )
    known = [target for target in map(stated.absolute, found) if target]
    return next((target for target in known if not is_front(target)), known[0] if known else "")


def is_front(url: str) -> bool:
    """Whether the URL is that of a whole site: no path, no query."""
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket in the name of the host
        return False
    return parts.path in ("", "/") and not parts.query


def shown(element: "HtmlElement") -> str:
    """The text of an element, in one line; of a long one the beginning."""
    return " ".join("".join(piece[:_PIECE] for piece in islice(element.itertext(), _PIECES)).split())


def times(stated: Head, tree: "HtmlElement") -> Iterator[str]:
    """When the page says that it was published, the surest first."""
    for name in _PUBLISHED:
        yield stated.first(name)
    elements = list(islice(tree.iter("time"), MAX_TAGS))
    marked = [element for element in elements if element.get("pubdate") is not None or _names(element, "published")]
    for element in (*marked, *(element for element in elements if not _names(element, "modified"))):
        yield (element.get("datetime") or "").strip()
    for element in tree.xpath("//*[@itemprop='datePublished'][not(self::meta or self::time)]")[:10]:
        yield (element.get("content") or element.get("datetime") or element.text or "").strip()


def modified(stated: Head) -> str:
    """When the page says that it was changed, or empty."""
    return stated.first(*_MODIFIED)


def surest(found: Iterator[str]) -> str:
    """The first that can be a time. It gives way to a later one that says the same and more: the hour, or the zone."""
    usable = [time for time in found if _YEAR.search(time[:80]) and not time.startswith(_NEVER) and len(time) <= 80]
    if not usable:
        return ""
    first = usable[0]
    return max((time for time in usable if time.startswith(first)), key=len)


def _names(element: "HtmlElement", what: str) -> bool:
    """Whether its microdata or its class says `date...what` (hNews: `published`, `updated`)."""
    words = f"{element.get('itemprop', '')} {element.get('class', '')}".lower()
    return what in words or (what == "modified" and "updated" in words)
