"""Pages for people as HTML, without scripts: what there is to subscribe to, the latest articles, the history.

All text that comes from outside is escaped by jinja2, which is told to escape everything. Links are relative, so that a
page works wherever the tree is served, and from a folder on disk. A page runs under
`default-src 'none'; style-src 'self'; img-src 'self'` (Content Security Policy Level 3), and says so itself.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import ada_url
from msgspec import Struct

from exporter.config.schema import FeedFormat, Feeds, Site
from exporter.model import Article, Feed
from exporter.names import fold
from exporter.render import FEED_FORMATS
from exporter.render.metadata import feed_description, feed_language

if TYPE_CHECKING:
    from jinja2 import Environment

MEDIA_TYPE = "text/html"
ASSETS = (("assets/style.css", "text/css"), ("assets/icon.svg", "image/svg+xml"))
"""(path, media type) of the files that every page needs."""
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
"""What a page allows itself; a server may say the same, and `frame-ancestors`, which only a header can."""
HEADLINES = 24
MAX_BYTES = 100_000
"""What a page may weigh: it is read on phones."""

_LANGUAGE = "en"
"""Of the page's own words; titles and texts of others have their own."""
_SHRINKING = ((HEADLINES, 500), (12, 500), (8, 250), (4, 100), (2, 24))
"""(headlines, sections) that are tried until a page weighs no more than it may."""
_LARGEST = 24
"""Sections that are listed with their formats."""
_SELECTIONS = 24
_AUTODISCOVERED = 10
_LABELS: dict[FeedFormat, str] = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
"""Of no locale."""
# Languages, or scripts, that are written from right to left (Unicode's Script_Extensions; CLDR, likely subtags).
_RTL = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"])
_RTL_SCRIPTS = frozenset(["adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"])


class Period(Struct, frozen=True):
    """A stretch of time, and how many articles were published in it."""

    begin: datetime
    count: int


class History(Struct, frozen=True):
    """How many articles there were, over time."""

    first: datetime
    """When the first was published."""
    unit: Literal["day", "month", "year"]
    periods: tuple[Period, ...]
    """Without gaps, oldest first; at least one."""
    earlier: int = 0
    """Articles before the first period."""

    @property
    def count(self) -> int:
        """All articles."""
        return self.earlier + sum(period.count for period in self.periods)


class Listed(Struct, frozen=True):
    """A feed as the front page lists it."""

    feed: Feed
    title: str
    path: str
    """Of its page, below the root of the tree."""
    count: int
    """Articles in it."""


class Page(Struct, frozen=True):
    """What a page shows."""

    feed: Feed
    """What can be subscribed to here."""
    title: str
    path: str
    """Below the root of the tree."""
    articles: tuple[Article, ...]
    """Newest first."""
    history: History | None
    """None where all was withdrawn."""
    updated: datetime
    """When the feed changed last."""
    selections: tuple[Listed, ...] = ()
    sections: tuple[Listed, ...] = ()
    downloads: tuple[str, ...] = ()
    """Paths of documents for programs."""

    @property
    def count(self) -> int:
        """All articles."""
        return self.history.count if self.history else 0


def assets() -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of the files that every page needs."""
    folder = resources.files("exporter.render")
    yield from ((path, folder.joinpath(path).read_bytes()) for path, _ in ASSETS)


def render(page: Page, site: Site, feeds: Feeds) -> bytes:
    """The document in UTF-8, the same for the same arguments.

    Of what would make it heavier than `MAX_BYTES`, the oldest headlines and the smallest sections are left out.
    """
    template = _environment().get_template("page.html")
    data = b""
    for headlines, sections in _SHRINKING:
        data = template.render(_view(page, site, feeds, headlines, sections)).encode()
        if len(data) <= MAX_BYTES:
            break
    return data


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from exporter.render.compiled import Compiled

    environment = Environment(
        bytecode_cache=Compiled(),
        loader=PackageLoader("exporter.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"spoken": _spoken, "date": _date, "number": "{:,}".format, "iso": _iso}
    return environment


def _view(page: Page, site: Site, feeds: Feeds, headlines: int, sections: int) -> dict[str, Any]:
    """What the template is given: every choice is made here."""
    ranked = sorted(page.sections, key=lambda one: (-one.count, one.title))
    listed = ranked[:sections]
    paths = {fold(one.title): one.path for one in listed}
    here = fold(page.title) if page.feed.kind == "section" else ""
    shown = page.articles[:headlines]
    return {
        "page": page,
        "site": site,
        "language": _LANGUAGE,
        "own_language": feed_language(page.feed, site),
        "root": "../" * page.path.count("/"),
        "front": page.feed.kind == "main",
        "description": feed_description(page.feed, site),
        "canonical": site.url + page.path.removesuffix("index.html" if page.feed.kind == "main" else ""),
        "policy": POLICY,
        "home": urlsplit(site.home).hostname or "",
        "page_formats": _formats(page.feed, feeds),
        "address": site.url + page.feed.folder + FEED_FORMATS[feeds.formats[0]].file_name,
        "autodiscovered": [(one.title, _formats(one.feed, feeds)) for one in page.selections[:_AUTODISCOVERED]],
        "shown": len(shown),
        "days": [
            (day, [_headline(article, paths, here) for article in articles])
            for day, articles in groupby(shown, key=lambda article: article.published.date())
        ],
        "chart": _chart(page.history) if page.history else {"filled": []},
        "selections": [(one, _formats(one.feed, feeds)) for one in page.selections[:_SELECTIONS]],
        "largest": [(one, _formats(one.feed, feeds)) for one in listed[:_LARGEST]],
        "smaller": listed[_LARGEST:],
        "left_out": len(ranked) - len(listed) + max(0, len(page.selections) - _SELECTIONS),
        "downloads": {path.rsplit("/", 1)[-1].partition(".")[0].partition("-")[0]: path for path in page.downloads},
        "archived": [_LABELS[name] for name in feeds.archives] if page.feed.kind == "main" else [],
    }


def _formats(feed: Feed, feeds: Feeds) -> list[tuple[str, str, str]]:
    """(name, path, media type) of each format of a feed."""
    forms = [FEED_FORMATS[name] for name in feeds.formats]
    return [(_LABELS[form.name], feed.folder + form.file_name, form.media_type) for form in forms]


def _headline(article: Article, paths: dict[str, str], here: str) -> dict[str, Any]:
    """An article with its source, and its sections but the one whose page this is, each with the path of its page."""
    host = ada_url.idna_to_unicode(urlsplit(article.url).hostname or "").removeprefix("www.")
    return {
        "article": article,
        # The store holds no others; but nothing that is no link for people is ever made one.
        "href": article.url if article.url.startswith(("https://", "http://")) else "",
        "host": host,
        "sections": [(name, paths.get(fold(name), "")) for name in article.sections if fold(name) != here][:3],
    }


def _chart(history: History) -> dict[str, Any]:
    """The history as bars of a picture that is 100 high and 10 wide a bar."""
    peak = max(history.periods, key=lambda period: period.count)
    heights = [-(-period.count * 100 // max(peak.count, 1)) for period in history.periods]  # what is there is seen
    bars = (f"M{number * 10 + 1} 100v-{height}h8v{height}z" for number, height in enumerate(heights) if height)
    return {
        "path": "".join(bars),
        "width": len(history.periods) * 10,
        "peak": peak,
        "filled": [period for period in history.periods if period.count],
    }


def _spoken(language: str) -> dict[str, str | None]:
    """The attributes `lang` and `dir` of a text in that language, each only where the page's own is another."""
    if language in {"", "und"}:
        return {"lang": "", "dir": "auto"}
    primary, *rest = language.casefold().split("-")
    scripts = [part for part in rest if len(part) == 4 and part.isalpha()]
    backwards = scripts[0] in _RTL_SCRIPTS if scripts else primary in _RTL
    return {"lang": None if language == _LANGUAGE else language, "dir": "rtl" if backwards else None}


def _date(moment: datetime, unit: Literal["day", "month", "year"] = "day") -> str:
    """`14 February 2025`, or as much of it as the unit says."""
    month = f"{_MONTHS[moment.month - 1]} {moment.year}"
    return {"day": f"{moment.day} {month}", "month": month, "year": str(moment.year)}[unit]


def _iso(moment: datetime) -> str:
    """`2025-02-14T21:00:45Z` (HTML, "global date and time")."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
