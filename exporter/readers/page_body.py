"""The text of the article in a web page, found by trafilatura: without menus, teasers, comments and tables.

Nothing in here fetches anything: trafilatura and htmldate are given trees, never strings that may be URLs.
"""

import logging
from functools import cache
from typing import Final

from lxml.etree import iterwalk
from lxml.html import HtmlElement
from msgspec import Struct

from exporter.errors import ExporterError

_BLOCKS: Final = frozenset(("p", "head", "quote", "list", "item", "code", "lb", "table", "row", "cell", "div"))
"""What begins and ends a line in trafilatura's tree. It gives `lb` for one line break or several: each ends a line."""
_SUBHEADS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LIBRARIES: Final = ("trafilatura", "htmldate", "courlan", "justext", "readability")
_END_OF_TIME: Final = "2100-01-01"
"""Given to htmldate, which otherwise asks the clock: the same page is to give the same record tomorrow."""


class MissingExtra(ExporterError):  # noqa: N818 - reads as what it says
    """What reads pages is not installed."""


class Body(Struct, frozen=True):
    """The body of an article."""

    lines: tuple[str, ...] = ()
    """Paragraphs, without blank ones."""
    subheads: tuple[int, ...] = ()
    """Which of the lines are sub-heads, counted from 0."""

    @property
    def size(self) -> int:
        """Characters."""
        return sum(map(len, self.lines))


@cache
def require() -> None:
    """Make sure that trafilatura is there, and silent: what it thinks of a page is not for the log.

    Raises:
        MissingExtra: the extra `html` is not installed; says how to install it.
    """
    try:
        import trafilatura  # noqa: F401 - 150 ms
    except ImportError as error:
        raise MissingExtra('web pages need more than is installed: pip install "exporter[html]"') from error
    for name in _LIBRARIES:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def body(tree: HtmlElement, title: str) -> Body:
    """The body of the article that the page shows, as far as it can be found, without its title.

    The tree stays as it is. Raises MissingExtra.
    """
    require()
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(tree, include_comments=False, include_tables=False)
    except Exception:
        return Body()
    found = getattr(document, "body", None)
    return Body() if found is None else _lines(found, title)


def day(tree: HtmlElement, url: str) -> str:
    """The day on which the page seems to have been published, by its URL, its tags and its text; empty if none does.

    A guess, and without the time of day: for pages that state no time. Raises MissingExtra.
    """
    require()
    from htmldate import find_date

    try:
        found = find_date(tree, extensive_search=False, original_date=True, url=url or None, max_date=_END_OF_TIME)
    except Exception:
        return ""
    return found or ""


def _lines(found: HtmlElement, title: str) -> Body:
    lines: list[str] = []
    subheads: list[int] = []
    pieces: list[str] = []
    level = ""

    def end() -> None:
        line = " ".join("".join(pieces).split())
        pieces.clear()
        if not line or (level and not lines and _same(line, title)):
            return
        if level in _SUBHEADS:
            subheads.append(len(lines))
        lines.append(line)

    for event, element in iterwalk(found, events=("start", "end")):
        if element.tag in _BLOCKS:
            end()
            level = (element.get("rend") or "") if event == "start" and element.tag == "head" else ""
        pieces.append((element.text if event == "start" else element.tail) or "")
    end()
    return Body(tuple(lines), tuple(subheads))


def _same(line: str, title: str) -> bool:
    return "".join(line.split()).casefold() == "".join(title.split()).casefold()
