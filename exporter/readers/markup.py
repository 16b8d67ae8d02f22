"""From a fragment of HTML to the lines that it shows: the one reading of markup in fields and feeds."""

import html
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import HTMLParser, _Element

MAX_CHARACTERS = 2_000_000
"""Of a fragment; what lies beyond is not read. An article may have a million of text (normalise), so what is cut is
rejected there. The parser takes no text of over 10,000,000 bytes."""

MAX_TAG = 2_000
"""Characters of a tag whose attributes are read; of a longer one they are left out. The parser takes minutes for
200,000 attributes of one element, and pictures stand in them whole."""

_NO_TEXT = (
    "script style noscript template head title nav aside form figcaption iframe object video audio canvas svg map "
    "select button textarea datalist dialog rt rp"
)
_PARTING = "nav aside form figcaption iframe object video audio dialog p div section"
_LINED = (
    "p div section article main header footer blockquote ul ol li dl dt dd table caption thead tbody tfoot tr pre hr "
    "figure address details summary body html center fieldset legend menu"
)
_DROPPED = frozenset(_NO_TEXT.split())
"""Elements that are no text of the article, with all that is in them."""
_APART = frozenset(_PARTING.split())
"""Of what is left out or hidden, what parts the lines around it."""
_HEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADS | frozenset(_LINED.split())
"""Elements that begin and end a line."""
_LINING = frozenset({"p", "div", "br", "li", "td"})
"""Elements of a text whose line ends mean nothing."""
_CELLS = frozenset({"td", "th"})
_UNSEEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"<(?:p|br)\b", re.IGNORECASE)
_TAG = re.compile(r"</?(?P<name>[a-zA-Z][a-zA-Z0-9]{0,15})(?=[\s/>])[^<>]*>?|<!--.*?(?:-->|$)|<[!?][^<>]*>?", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_START_TAG = re.compile(
    r"(<[a-zA-Z][^\s/>]*+)"
    r"(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+)*+>?"
)
"""A start tag, as browsers tell where it ends (HTML Standard, section "Tokenization"); it may lack its end, so that
none is looked for twice."""
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_SENTENCE_END = (".", "!", "?", ":", ";", "…", '"', "”", "»", "’", "。", "！", "？", "」")
_MARKUP = re.compile(
    r"</(?:p|div|h[1-6]|li|ul|ol|blockquote|section|article|table|a|b|i|em|strong|span|u|s|q|sup|sub|small|cite|font|"
    r"figure|pre|code)\s*>|<(?:p|br|hr|img)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def lines(fragment: str, *, line_ends: bool = False) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The lines that a fragment shows, one paragraph each and none empty, and the indexes of those that are sub-heads.

    Blocks end a line, and so do two `br` on end, or one after what may be the end of a sentence. Items of a list and
    rows of a table are a line each. Where nothing says what a paragraph is (no `p`, no `br`), blank lines do; with
    `line_ends` every line end does. Scripts, navigation, asides, forms and captions of pictures are left out, and so
    is what is hidden. Entities are decoded once. Never raises: broken markup is read as browsers read it.
    """
    fragment = _bounded(fragment[:MAX_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n"))
    lined = line_ends or (_PARAGRAPHS.search(fragment) is None and "\n" in fragment)
    root = _parsed(fragment)
    if root is None:
        return _without_tags(fragment), ()
    page = _Page(every=line_ends, blank=lined)
    _walk(root, page)
    page.end_line()
    return tuple(page.lines), tuple(page.subheads)


def is_markup(found: str) -> bool:
    """Whether a text is a fragment of HTML: it ends an element, or has a paragraph or a line break. `a < b` is none."""
    return "<" in found and _MARKUP.search(found) is not None


def has_blocks(found: str) -> bool:
    """Whether markup says where its lines end, so that the line ends of its text say nothing."""
    return any(tag["name"] and tag["name"].lower() in _LINING for tag in _TAG.finditer(found[:MAX_CHARACTERS]))


def flat(found: str) -> str:
    """A title or a summary in one line: the text of its markup if it has some, else as found."""
    return " ".join(lines(found)[0]) if is_markup(found) else found


class _Page:
    """The lines so far, and the one that is being written."""

    def __init__(self, *, every: bool, blank: bool) -> None:
        self.lines: list[str] = []
        self.subheads: list[int] = []
        self._every, self._blank = every, blank
        self._pieces: list[str] = []
        self._is_head = False
        self._breaks = 0

    def say(self, text: str, *, verbatim: bool = False) -> None:
        """Text as it stands between tags."""
        if not text.strip():
            if self._blank and _BLANK_LINE.search(text):
                self.end_line()
            elif self._pieces and text:
                self._pieces.append(" ")
            return
        if self._breaks:
            self._pieces.append(" ")
        self._breaks = 0
        paragraphs = [text]
        if verbatim or self._every:
            paragraphs = text.split("\n")
        elif self._blank:
            paragraphs = _BLANK_LINE.split(text)
        for number, paragraph in enumerate(paragraphs):
            if number:
                self.end_line()
            self._pieces.append(paragraph)

    def line_break(self) -> None:
        """A `br`."""
        self._breaks += 1
        before = "".join(self._pieces[-3:]).rstrip()
        if self._breaks > 1 or before.endswith(_SENTENCE_END):
            self.end_line()

    def end_line(self, *, next_is_head: bool = False) -> None:
        """A block begins or ends."""
        line = " ".join("".join(self._pieces).split()).removesuffix(" |")
        if line:
            if self._is_head:
                self.subheads.append(len(self.lines))
            self.lines.append(line)
        self._pieces.clear()
        self._breaks = 0
        self._is_head = next_is_head

    def end_cell(self) -> None:
        """A cell of a table ends; the next one stands beside it."""
        if self._pieces:
            self._pieces.append(" | ")


def _bounded(fragment: str) -> str:
    """The fragment without the attributes of tags that are too long, and then without comments, which may hold such."""
    if not any(tag.end() - tag.start() > MAX_TAG for tag in _START_TAG.finditer(fragment)):
        return fragment
    fragment = _COMMENT.sub("", fragment)
    return _START_TAG.sub(lambda tag: tag[0] if len(tag[0]) <= MAX_TAG else f"{tag[1]}>", fragment)


def _walk(root: "_Element", page: _Page) -> None:
    from lxml.etree import iterwalk

    walk = iterwalk(root, events=("start", "end"))
    preformatted = 0
    for event, element in walk:
        tag = element.tag
        if not isinstance(tag, str):  # a comment that the parser did not drop
            continue
        if event == "start":
            if tag in _DROPPED or _is_hidden(element):
                walk.skip_subtree()  # its end comes all the same
                if tag in _APART:
                    page.end_line()
                continue
            _start(tag, page)
            preformatted += tag == "pre"
            if element.text:
                page.say(element.text, verbatim=preformatted > 0)
            continue
        if not (tag in _DROPPED or _is_hidden(element)):
            preformatted -= tag == "pre"
            _end(tag, page)
        if element.tail:
            page.say(element.tail, verbatim=preformatted > 0)


def _start(tag: str, page: _Page) -> None:
    if tag in _BLOCKS:
        page.end_line(next_is_head=tag in _HEADS)
    elif tag == "br":
        page.line_break()
    elif tag == "q":
        page.say("“")


def _end(tag: str, page: _Page) -> None:
    if tag in _BLOCKS:
        page.end_line()
    elif tag in _CELLS:
        page.end_cell()
    elif tag == "q":
        page.say("”")


def _is_hidden(element: "_Element") -> bool:
    if not element.attrib:
        return False
    return "hidden" in element.attrib or _UNSEEN.search(element.get("style", "")) is not None


@cache
def _parser() -> "HTMLParser":
    from lxml.etree import HTMLParser

    return HTMLParser(
        recover=True, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8"
    )


def _parsed(fragment: str) -> "_Element | None":
    """The tree, or None if the parser had to give up: nested over 256 deep, or nothing but white space."""
    from lxml.etree import LxmlError, fromstring

    parser = _parser()
    try:
        root = fromstring(fragment.encode("utf-8", "replace"), parser)
    except LxmlError:
        return None
    gave_up = any(entry.level_name == "FATAL" for entry in parser.error_log)
    return None if gave_up else root


def _without_tags(fragment: str) -> tuple[str, ...]:
    """All of the text, where there is no tree to say what is what."""
    bare = _TAG.sub(lambda tag: "\n" if (tag["name"] or "").lower() in _BLOCKS | {"br"} else "", fragment)
    found = (" ".join(html.unescape(line).split()) for line in bare.split("\n"))
    return tuple(line for line in found if line)
