"""From the text of a row to the lines of a record: plain text, markup, a list of paragraphs, or sections with heads."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from exporter.readers import markup
from exporter.readers.values import MAX_DEPTH, sound, text

Kind = Literal["plain", "markup", "either"]
"""What a field is said to hold; `either`: its text shows which."""
Lines = tuple[tuple[str, ...], tuple[int, ...]]
"""Lines, and the indexes of those that are sub-heads, counted from 0."""

_SHORT = 20
"""Characters that any word for nothing has at most."""
_HEADLINES = ("headline", "heading", "title", "subtitle", "subheading")
_PARAGRAPHS = (
    "paragraphs",
    "articleBody",
    "text",
    "content",
    "value",
    "html",
    "body",
    "children",
    "rendered",
    "@value",
    "#text",
)
_HEAD = re.compile(r"h[1-6]|(?:sub)?head(?:ing|line|er)?|subtitle", re.IGNORECASE)
"""What the `type` of a block says that is a sub-head."""


def lines(value: object, kind: Kind = "either") -> Lines:
    """The lines of a value, blank ones included, and which are sub-heads; no lines if there is no text in it.

    Read are strings; lists of strings; lists of objects of a `text` and perhaps a `type` (`paragraph`, `heading`);
    and what fundus writes: an object of `summary` and `sections`, each of `headline` and `paragraphs`.
    """
    written: list[str] = []
    subheads: list[int] = []
    for piece, is_head in _pieces(value, kind, 0):
        if isinstance(piece, str):
            if is_head:
                subheads.append(len(written))
            written.append(piece)
            continue
        found, heads = piece
        subheads += [len(written) + number for number in heads]
        written += found
    while written and not written[-1].strip():
        written.pop()
    return (tuple(written), tuple(subheads)) if any(map(str.strip, written)) else ((), ())


def _pieces(value: object, kind: Kind, depth: int) -> Iterator[tuple[str | Lines, bool]]:
    """Lines, or what a string gave, and whether it is a sub-head."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, str):
        yield _of_string(value, kind), False
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _pieces(one, kind, depth + 1)
    elif isinstance(value, Mapping):
        yield from _of_object(value, kind, depth)


def _of_object(value: Mapping[str, object], kind: Kind, depth: int) -> Iterator[tuple[str | Lines, bool]]:
    if "sections" in value:  # fundus
        yield from _pieces(value.get("summary"), kind, depth + 1)
        yield from _pieces(value["sections"], kind, depth + 1)
        return
    if _HEAD.fullmatch(text(value.get("type"))):
        if head := _in_one_line(next((value[key] for key in _PARAGRAPHS if value.get(key)), None)):
            yield head, True
        return
    for head in (_in_one_line(value.get(key)) for key in _HEADLINES):
        if head:
            yield head, True
            break
    for key in _PARAGRAPHS:
        if value.get(key):
            yield from _pieces(value[key], kind, depth + 1)
            return


def _in_one_line(value: object) -> str:
    """A headline: a string, or a list of its parts."""
    parts = value if isinstance(value, list | tuple) else (value,)
    return " ".join(" ".join(map(text, parts)).split())


def _of_string(found: str, kind: Kind) -> Lines:
    found = sound(found)
    if kind == "markup" or (kind == "either" and markup.is_markup(found)):
        return markup.lines(found, line_ends=kind == "either" and not markup.has_blocks(found))
    if len(found) < _SHORT and not text(found):  # the word None
        return (), ()
    if "\r" in found:
        found = found.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(found.strip("\n").split("\n")), ()
