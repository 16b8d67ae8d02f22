"""HTML as a row of tags, each closed where it must be: what can be read without guessing.

Stricter than any browser: where HTML leaves something open, readers guess differently.
"""

import re
from collections.abc import Iterator
from html import unescape

from msgspec import Struct

from exporter.grammar.values import quoted

MAX_DEPTH = 100
"""Elements within one another."""
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
"""Elements that are never closed (HTML, "Void elements")."""

_TAG = re.compile(r"(/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[A-Za-z:-]+(?:=\"[^\"]*\")?)*)\s*(/?)>")
_ATTRIBUTE = re.compile(r"([A-Za-z:-]+)(?:=\"([^\"]*)\")?")


class Tag(Struct, frozen=True):
    """The beginning of an element."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    line: int
    """Counted from 1."""

    def get(self, name: str) -> str:
        """An attribute; empty if it is not there."""
        return next((value for key, value in self.attributes if key == name), "")


def tags(html: str) -> Iterator[Tag | str]:
    """The elements of a piece of HTML, in order; a string says why the rest cannot be read, and is the last."""
    opened: list[str] = []
    line = 1 + html[: html.find("<") + 1].count("\n")
    for piece in html.split("<")[1:]:
        tag = _TAG.match(piece)
        if tag is None:
            yield f"line {line}: a < that begins no tag: {quoted('<' + piece)}"
            return
        closing, name, given, closed = tag.groups()
        if closing:
            if not opened or opened.pop() != name:
                yield f"line {line}: </{name}> closes what is not open"
                return
        else:
            found = _ATTRIBUTE.findall(given)
            yield Tag(name, tuple((key, unescape(value)) for key, value in found), line)
            if len({key for key, _ in found}) < len(found):
                yield f"line {line}: an attribute stands twice: {quoted('<' + piece)}"
                return
            if not closed and name not in VOID:
                opened.append(name)
        if len(opened) > MAX_DEPTH:
            yield f"line {line}: nested deeper than {MAX_DEPTH} elements"
            return
        line += piece.count("\n")
    if opened:
        yield f"line {line}: <{opened[-1]}> is left open"
