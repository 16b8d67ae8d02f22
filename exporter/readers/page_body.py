"""The text of the article in a web page, found by trafilatura: without menus, teasers, comments and tables.

Nothing in here fetches anything: trafilatura and htmldate are given trees, never strings that may be URLs.
"""

import logging
import re
from collections.abc import Set as AbstractSet
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from exporter.errors import ExporterError
from exporter.readers import page_blocks, page_head, page_lead

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

MAX_REMEMBERED: Final = 8 * 1024 * 1024
"""Characters of pages after which trafilatura is made to forget: it keeps the last thousand texts, however long."""
MAX_SHORT: Final = 1_500
"""Characters of a text that is looked at twice where it has nothing but paragraphs: trafilatura gives all `p` of a
page, or all of its text in one, where it finds less than its minimum of 250 (150 words of Chinese, a brief)."""
_LEAST: Final = 50
"""Characters of text with which trafilatura is content at the second look."""
_MOST: Final = 0.5
"""Of what trafilatura finds at the second look: what the page marks as its article is taken if it has so much. It has
its order, which trafilatura loses where it puts together a text from all over a page."""
_BLOCKS: Final = frozenset(("p", "head", "quote", "list", "item", "code", "lb", "table", "row", "cell", "div"))
"""What begins and ends a line in trafilatura's tree. It gives `lb` for one line break or several: each ends a line."""
_SUBHEADS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LIBRARIES: Final = ("trafilatura", "htmldate", "courlan", "justext", "readability")
_IN_URL: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?!\d)")
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
    doubtful: bool = False
    """The page marks no article, and shows too little text to tell it from the furniture, which may be among it."""

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


class _Memory:
    """How much of the pages trafilatura may remember."""

    def __init__(self) -> None:
        self._size = 0

    def add(self, size: int) -> None:
        """Take note of a page of so many characters, and make it forget them all if they are too many."""
        self._size += size
        if self._size > MAX_REMEMBERED:
            from trafilatura.meta import reset_caches

            reset_caches()
            self._size = 0


MEMORY: Final = _Memory()
"""What is remembered changes how fast a page is read, never what is found in it."""


def body(tree: "HtmlElement", title: str, *, thorough: bool = True) -> Body:
    """The body of the article that the page shows, as far as it can be found, without its title.

    Not `thorough`: without the rules of other libraries that are tried where trafilatura's own find little. The tree
    stays as it is. Raises MissingExtra.
    """
    require()
    found = _found(tree, title, thorough=thorough)
    lead = page_lead.lead(tree) if found.lines else ""
    if not lead or _same(lead, title) or found.lines[0] in lead or any(lead in line for line in found.lines):
        return found
    return replace(found, lines=(lead, *found.lines), subheads=tuple(number + 1 for number in found.subheads))


def _found(tree: "HtmlElement", title: str, *, thorough: bool) -> Body:
    found = _extracted(tree, tables=False, thorough=thorough)
    if _is_flat(found) and (short := _short(tree, title, thorough=thorough)).lines:
        return short
    if _is_dump(found):  # of all text in the page: the article may stand in a table, as on the pages of old
        in_table = _extracted(tree, tables=True, thorough=thorough)
        found = found if _is_dump(in_table) else in_table
    if found is None:
        return Body()
    menus = {page_head.shown(link) for link in tree.iter("a")} if _is_dump(found) else set()
    return replace(_lines(found, title, menus), doubtful=_is_dump(found))


def _is_flat(found: "_Element | None") -> bool:
    """Whether this may be what trafilatura gives in place of a text that is too short for it."""
    if found is None:
        return True
    size = sum(map(len, found.itertext()))
    return size <= MAX_SHORT and all(block.tag == "p" and not len(block) for block in found)


def _short(tree: "HtmlElement", title: str, *, thorough: bool) -> Body:
    """A short body, of what trafilatura finds without its minimum and of what the page marks, the one that is whole.

    Empty if it is in neither.
    """
    found = _extracted(tree, tables=False, thorough=thorough, least=_LEAST)
    extracted = Body()
    if found is not None and not _is_dump(found):
        extracted = replace(_lines(found, title, frozenset()), doubtful=True)
    marked = Body(*page_blocks.lines(tree))
    return marked if marked.lines and marked.size >= _MOST * extracted.size else extracted


def _extracted(tree: "HtmlElement", *, tables: bool, thorough: bool, least: int = 0) -> "_Element | None":
    """`least`: characters of text that are enough; trafilatura's own minimum if 0."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Extractor

    options = Extractor(comments=False, tables=tables, fast=not thorough)
    options.min_extracted_size = least or options.min_extracted_size
    try:
        document = bare_extraction(tree, options=options)
    except Exception:  # not ours, and fed by anybody: whatever it fails with, it found no body
        return None
    return getattr(document, "body", None)


def _is_dump(found: "_Element | None") -> bool:
    """Whether this is what trafilatura gives where it finds no article: all text of a page, lines of one paragraph."""
    return found is None or (len(found) == 1 and found[0].tag == "p" and "\n" in (found[0].text or ""))


def day(tree: "HtmlElement", url: str, *, by_text: bool) -> str:
    """The day on which the page seems to have been published: by its URL, or with `by_text` by its tags and text too;
    empty if none shows. A guess, and without the time of day: for pages that state no time. Raises MissingExtra.
    """
    if found := _IN_URL.search(url):
        return "-".join(found.groups())
    if not by_text:
        return ""
    require()
    from htmldate import find_date

    try:
        return find_date(tree, extensive_search=False, original_date=True, url=url or None, max_date=_END_OF_TIME) or ""
    except Exception:  # as above
        return ""


def _lines(found: "_Element", title: str, menus: AbstractSet[str]) -> Body:
    """`menus`: lines that are none of the text."""
    from lxml.etree import iterwalk

    is_dump = _is_dump(found)
    lines: list[str] = []
    subheads: list[int] = []
    pieces: list[str] = []
    level = ""

    def end() -> None:
        line = " ".join("".join(pieces).split())
        pieces.clear()
        if not line or line in menus or (not lines and (level == "h1" or _same(line, title))):
            return
        if level in _SUBHEADS:
            subheads.append(len(lines))
        lines.append(line)

    for event, element in iterwalk(found, events=("start", "end")):
        if element.tag in _BLOCKS:
            end()
            level = (element.get("rend") or "") if event == "start" and element.tag == "head" else ""
        said = (element.text if event == "start" else element.tail) or ""
        for number, piece in enumerate(said.split("\n") if is_dump else (said,)):
            if number:
                end()
            pieces.append(piece)
    end()
    return Body(tuple(lines), tuple(subheads))


def _same(line: str, title: str) -> bool:
    return "".join(line.split()).casefold() == "".join(title.split()).casefold()
