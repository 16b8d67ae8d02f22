"""Which line of a TOML document each key stands on: what tomllib knows while it reads, and does not tell.

The scanner trusts its input: tomllib has read the document, so it is valid (TOML 1.0; the line breaks in inline tables
that 1.1 allows do no harm). It need not understand values, only find where they end.
"""

import re
import tomllib
from bisect import bisect_left
from typing import Any

KeyPath = tuple[str | int, ...]
"""From the root: names of keys, and numbers (from 0) inside a list."""

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_KEY = re.compile(rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*+)*")
# A multi-line string may end in one or two quotes of its own before the three that close it.
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\n]*")


def locate(text: str) -> dict[KeyPath, int]:
    """The line, counted from 1, of every key, table and list item of a valid TOML document.

    A table stands where its header is, or else where its name is first written.
    """
    return _Scanner(text).document()


def leading_key(text: str) -> tuple[tuple[str, ...], str]:
    """Split `profile."nos.nl".language = nl` into its key, part by part, and the rest after the key (`= nl`).

    The key is empty if the text does not begin with a TOML key.
    """
    match = _KEY.match(text)
    if match is None:
        return (), text
    try:
        return split_key(match[0]), text[match.end() :]
    except tomllib.TOMLDecodeError:  # a control character, or an escape that TOML does not have
        return (), text


def split_key(key: str) -> tuple[str, ...]:
    """The parts of a dotted TOML key, unquoted. tomllib.TOMLDecodeError if it is none."""
    tree: Any = tomllib.loads(f"{key} = 0")
    parts: tuple[str, ...] = ()
    while tree != 0:
        [(part, tree)] = tree.items()
        parts += (part,)
    return parts


class _Scanner:
    """One pass over one document."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._newlines = [match.start() for match in re.finditer("\n", text)]
        self._lines: dict[KeyPath, int] = {}
        self._tables_in: dict[KeyPath, int] = {}
        """How many [[tables]] each list of tables holds so far."""

    def document(self) -> dict[KeyPath, int]:
        at, table = self._skip(0), KeyPath()
        while at < len(self._text):
            at, table = self._header(at) if self._text[at] == "[" else (self._pair(at, table), table)
            at = self._skip(at)
        return self._lines

    def _skip(self, at: int) -> int:
        """Past white space, line ends and comments."""
        match = _BLANK.match(self._text, at)
        return match.end() if match else at

    def _key(self, at: int) -> tuple[int, tuple[str, ...]]:
        match = _KEY.match(self._text, at)
        if match is None:
            raise ValueError(f"no key at offset {at}: the document is no valid TOML")
        return self._skip(match.end()), split_key(match[0])

    def _mark(self, path: KeyPath, at: int) -> None:
        self._lines.setdefault(path, bisect_left(self._newlines, at) + 1)

    def _header(self, start: int) -> tuple[int, KeyPath]:
        """`[a.b]` or `[[a.b]]`; gives the path of the table it opens."""
        double = self._text.startswith("[[", start)
        at, key = self._key(self._skip(start + 1 + double))
        path = KeyPath()
        for part in key[:-1]:
            path += (part,)
            self._mark(path, start)
            if path in self._tables_in:  # [fruit.peel] below [[fruit]] belongs to the last of them
                path += (self._tables_in[path] - 1,)
        path += (key[-1],)
        if double:
            self._mark(path, start)
            number = self._tables_in.get(path, 0)
            self._tables_in[path] = number + 1
            path += (number,)
        self._lines.pop(path, None)  # [a] after [a.b]: its own header is the better place
        self._mark(path, start)
        return at + 1 + double, path

    def _pair(self, start: int, table: KeyPath) -> int:
        """`a.b = value`, in a table or an inline table."""
        at, key = self._key(start)
        for end in range(1, len(key) + 1):
            self._mark(table + key[:end], start)
        return self._value(self._skip(at + 1), table + key)

    def _value(self, at: int, path: KeyPath) -> int:
        if self._text[at] == "[":
            return self._list(at + 1, path)
        if self._text[at] == "{":
            return self._inline_table(at + 1, path)
        match = _STRING.match(self._text, at) or _SCALAR.match(self._text, at)
        return match.end() if match else at

    def _list(self, at: int, path: KeyPath) -> int:
        at, number = self._skip(at), 0
        while self._text[at] != "]":
            self._mark((*path, number), at)
            at = self._after_comma(self._value(at, (*path, number)))
            number += 1
        return at + 1

    def _inline_table(self, at: int, path: KeyPath) -> int:
        at = self._skip(at)
        while self._text[at] != "}":
            at = self._after_comma(self._pair(at, path))
        return at + 1

    def _after_comma(self, at: int) -> int:
        at = self._skip(at)
        return self._skip(at + 1) if self._text[at] == "," else at
