"""Where the values of a JSON text lie, without decoding them: so of a large list one article at a time is an object.

It looks at quotes and brackets only; whoever decodes a span finds out whether it is JSON.
"""

import re
from collections.abc import Iterator
from typing import Final

MAX_NESTING: Final = 1_000
"""Lists and objects within each other; the decoder takes fewer."""

Span = tuple[int, int]
"""Where a value begins, and where what follows it does: offsets in the text."""

_TOKEN: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"|["\[\]{}]', re.DOTALL)
_STRING: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_SCALAR: Final = re.compile(rb'[^\s,:"\[\]{}]+')
_SPACE: Final = re.compile(rb"[ \t\r\n\v\f\x1e]*")


class CutError(ValueError):
    """The text ends within a value."""


class SpanError(ValueError):
    """This is no JSON; says what was expected where."""


def past_space(text: bytes, at: int) -> int:
    """Where the next character that is no white space stands, or the length of the text."""
    found = _SPACE.match(text, at)
    return found.end() if found else at


def value_end(text: bytes, at: int) -> int:
    """Where the value that begins there ends.

    Raises:
        CutError: the text ends before it does.
        SpanError: no value begins there, or it is nested over MAX_NESTING deep.
    """
    if at >= len(text):
        raise CutError
    start = text[at : at + 1]
    if start in b"[{":
        return _bracket_end(text, at)
    found = (_STRING if start == b'"' else _SCALAR).match(text, at)
    if found:
        return found.end()
    if start == b'"':
        raise CutError
    raise SpanError(f"a value was expected at byte {at + 1:,}, not {chr(text[at])!r}")


def elements(text: bytes, at: int) -> Iterator[Span]:
    """The values of the list that begins there, in order. Raises as `value_end` does, after those before the fault."""
    at = past_space(text, at + 1)
    while text[at : at + 1] != b"]":
        end = value_end(text, at)
        yield at, end
        at = _past_comma(text, end, b"]")


def members(text: bytes, at: int) -> Iterator[tuple[bytes, int]]:
    """Of the object that begins there, the name of each member as it is written, and where its value begins.

    Raises as `value_end` does, after those before the fault: the last may be the one that is cut.
    """
    at = past_space(text, at + 1)
    while text[at : at + 1] != b"}":
        end = value_end(text, at)
        name = text[at:end]
        at = past_space(text, end)
        if at >= len(text):
            raise CutError
        if text[at : at + 1] != b":" or not name.startswith(b'"'):
            raise SpanError(f"a name and a colon were expected before byte {at + 1:,}")
        at = past_space(text, at + 1)
        yield name[1:-1], at
        at = _past_comma(text, value_end(text, at), b"}")


def _past_comma(text: bytes, end: int, closing: bytes) -> int:
    at = past_space(text, end)
    if at >= len(text):
        raise CutError
    mark = text[at : at + 1]
    if mark not in (b",", closing):
        raise SpanError(f"a comma or the end was expected at byte {at + 1:,}, not {chr(text[at])!r}")
    return at if mark == closing else past_space(text, at + 1)


def _bracket_end(text: bytes, at: int) -> int:
    depth = 0
    for token in _TOKEN.finditer(text, at):
        mark = token[0]
        if mark in (b"{", b"["):
            depth += 1
            if depth > MAX_NESTING:
                raise SpanError(f"lists or objects are nested over {MAX_NESTING:,} deep at byte {token.start() + 1:,}")
        elif mark in (b"}", b"]"):
            depth -= 1
            if depth == 0:
                return token.end()
        elif mark == b'"':  # without an end
            raise CutError
    raise CutError
