"""Web pages: an article as its site showed it, in HTML or XHTML.

What the page states of the article is read first, in this order: its JSON-LD, microdata, OpenGraph and other
meta elements, <time>, headings and <title>. Its text is found by trafilatura, in a short page where its elements mark
it, unless the JSON-LD holds far more of it.

Codes of what is rejected, permanent:

    empty           nothing, or nothing but white space
    too-large       over 16 MiB, or more elements, or deeper ones, than a page has
    binary          no text: compressed, an image, control bytes
    undecodable     text in no encoding that can be told
    not-an-article  a front page, a list of articles, or nothing to read
    needs-extra     what reads pages is not installed
    no-title, no-time, no-url, no-text   an article that lacks this
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Final

from msgspec.structs import replace

from exporter.model import Record, Rejected
from exporter.printable import printable
from exporter.readers import aliases, charset, page_body, page_furniture
from exporter.readers.encoding import BinaryError
from exporter.readers.page_body import MissingExtra
from exporter.readers.page_facts import Page
from exporter.readers.place import Found, Place, UnreadPage
from exporter.readers.values import text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_BYTES: Final = 16 * 1024 * 1024
"""Of a page."""
MAX_ELEMENTS: Final = 25_000
"""In a page. A live blog of a whole day has 20,000."""
MAX_TEXTS: Final = 4_000
"""Between the tags of a page for which all of trafilatura's ways to find the body are tried: the time of one grows with
their square. An article with its page around it has 1,000."""
MAX_EFFORT: Final = 10_000_000
"""Steps from each element to its neighbours and up to the root: what trafilatura's time grows with. A usual page has
100,000; 3,000 paragraphs side by side are 9,000,000 and take it a second."""
_UP: Final = 20
"""What a step up costs, in steps aside."""
_ENOUGH: Final = 0.5
"""Of the text in the JSON-LD: with less than this, what was found is not the body (or the site shows a part of it)."""
_NO_MORE: Final = 1.05
"""Of the text in the JSON-LD: with more than this, furniture is among what was found in a short page."""
_BEGINNING: Final = 2_048
"""Characters in which a browser that saved the page says from where."""
_CUT: Final = "data-cut"
"""Attribute of the root: what made the parser stop."""
_UNHELD: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that the parser lets through, and that lxml takes in no text it moves: one behind a script ended a run."""


def read(place: Place, stream: BinaryIO) -> Iterator[Found]:
    """The article that a saved page shows, or why it shows none. Always one."""
    return map(read_page, unread(place, stream))


def unread(place: Place, stream: BinaryIO) -> Iterator[UnreadPage]:
    """The page, yet to be read."""
    pieces = []
    left = MAX_BYTES + 1
    while left and (piece := stream.read(left)):
        pieces.append(piece)
        left -= len(piece)
    yield UnreadPage(place, b"".join(pieces), "", 1, "", "html")


def read_page(page: UnreadPage) -> Found:
    """The article that it shows, or why it shows none."""
    found = from_page(page.place, page.data, page.url, page.line, page.headers_charset)
    return replace(found, format=page.format) if isinstance(found, Record) else found


def from_page(place: Place, data: bytes, url: str, line: int, headers_charset: str = "") -> Found:
    """The article that a page shows, or why it shows none.

    `url`: where the page was found, empty if nobody knows; `line`: its number in the dump, counted from 1;
    `headers_charset`: the label in its Content-Type, as its server sent it, empty if it sent none.
    """
    decoded = _decoded(place, data, line, headers_charset)
    if isinstance(decoded, Rejected):
        return decoded
    page, encoding = decoded
    tree = _tree(page)
    if tree is None:
        return place.rejected(line, "not-an-article", "there is not one element in it; is it a web page?")
    fault, texts = _measured(tree)
    if fault:
        return place.rejected(line, "too-large", fault)
    found = _article(place, Page(tree, url, page[:_BEGINNING]), tree, line, thorough=texts <= MAX_TEXTS)
    page_body.MEMORY.add(len(page))
    return replace(found, encoding=encoding) if isinstance(found, Record) else found


def _decoded(place: Place, data: bytes, line: int, headers_charset: str) -> tuple[str, str] | Rejected:
    """The text of the page and its codec."""
    if len(data) > MAX_BYTES:
        return place.rejected(line, "too-large", f"a page of over {MAX_BYTES // 1024 // 1024} MiB; is it one page?")
    try:
        page_body.require()
        page, encoding = charset.decode_page(data, headers_charset, place.encoding)
    except MissingExtra as error:
        return place.rejected(line, "needs-extra", str(error))
    except BinaryError as error:
        return place.rejected(line, "binary", str(error))
    except ValueError as error:
        return place.rejected(line, "undecodable" if data else "empty", str(error))
    return (page, encoding) if page.strip() else place.rejected(line, "empty", "there is nothing but white space in it")


def _tree(page: str) -> "HtmlElement | None":
    """The page as browsers read it; None if there is no element. Entities of its own and files are never read."""
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False, collect_ids=False
    )
    try:
        tree = document_fromstring(_held(page).encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError):  # ParserError: nothing but comments
        return None
    for error in parser.error_log:
        if error.type_name == "ERR_RESOURCE_LIMIT":
            tree.set(_CUT, str(error.message))
    return tree


def _held(page: str) -> str:
    """The page without them; those that are white space stay as such. None is any text (normalise/text.py)."""
    return _UNHELD.sub(lambda found: " " if found[0].isspace() else "", page)


def _measured(tree: "HtmlElement") -> tuple[str, int]:
    """What is too much about the page, or empty; and how many texts it has, between tags."""
    from lxml.etree import iterwalk

    if isinstance(cut := tree.get(_CUT), str):
        return f"the page is nested too deep, or one text in it is too long, for its parser: {printable(cut)}", 0
    number = depth = effort = texts = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "end":
            continue
        number += 1
        effort += len(element) ** 2 + depth * _UP
        texts += bool(element.text and not element.text.isspace()) + bool(element.tail and not element.tail.isspace())
        if number > MAX_ELEMENTS:
            return f"a page of over {MAX_ELEMENTS:,} elements; is it one article?", texts
        if effort > MAX_EFFORT:
            reason = "the elements of the page are nested too deep, or too many stand side by side; is it one article?"
            return reason, texts
    return "", texts


def _article(place: Place, page: Page, tree: "HtmlElement", line: int, *, thorough: bool) -> Found:
    if reason := page.no_article():
        return place.rejected(line, "not-an-article", reason)
    facts = page.facts()
    for script in list(tree.iter("script")):  # trafilatura looks for a text in the JSON-LD, and makes one line of it
        script.drop_tree()
    if page.url and not facts.get("datePublished"):
        facts["datePublished"] = page_body.day(tree, page.url, by_text=page.is_surely_article)
    page_furniture.drop(tree, page.url)
    body = page_body.body(tree, text(facts.get("headline")), thorough=thorough)
    if reason := page.nothing_to_read(body.lines):
        return place.rejected(line, "not-an-article", reason)
    if not page.url:
        reason = "the page names no URL (rel=canonical, og:url, JSON-LD), so nothing could lead to it; add one"
        return place.rejected(line, "no-url", reason)
    stated_body = facts.get("articleBody")
    if not stated_body:
        facts["articleBody"] = "\n".join(body.lines)
    found = aliases.record(place, facts, line, "html")
    if isinstance(found, Rejected):
        return found
    if not stated_body or _is_the_text(body, sum(map(len, found.lines))):
        found = replace(found, lines=body.lines, subheads=body.subheads)
    return found


def _is_the_text(body: page_body.Body, stated: int) -> bool:
    """Whether this is the text that the JSON-LD states in so many characters, with the lines of the page."""
    return _ENOUGH * stated <= body.size and (not body.doubtful or body.size <= _NO_MORE * stated)
