"""JSON lines: a row an article. A bad row is rejected by its line, and the rest goes on.

Codes of what is rejected besides those of aliases.py, permanent:

    empty        no row at all
    too-large    a row of over 16 MiB
    undecodable  a row in no encoding that can be told
    bad-json     a row that is no JSON
    truncated    the last row, which has no end
"""

import io
from collections.abc import Iterator
from typing import BinaryIO, Final

from msgspec.structs import replace

from exporter.model import Rejected
from exporter.printable import printable
from exporter.readers import aliases
from exporter.readers.json_text import JsonError, value
from exporter.readers.patience import patiently
from exporter.readers.place import Found, Place
from exporter.readers.recoding import Recoded, Recoding, marked

MAX_ROW: Final = 16 * 1024 * 1024
"""Bytes of a row with its line end."""
MAX_BLANK: Final = 100_000
"""Blank rows on end: each takes 4 us, and packed it takes no room."""
_SKIPPED: Final = 1024 * 1024
_BLANK: Final = b" \t\r\n\v\f\x1e"
"""Around a row; the last is what JSON text sequences begin one with (RFC 7464)."""


class _Row:
    """A row as it stands in the dump."""

    def __init__(self, line: int, data: bytes, *, is_whole: bool, is_last: bool) -> None:
        self.line, self.data = line, data
        self.is_whole = is_whole
        """... or too long: then this is its beginning."""
        self.is_last = is_last
        """Nothing follows it, not even a line end."""


def read(place: Place, stream: BinaryIO, first_line: int = 1) -> Iterator[Found]:
    """The records of a stream of rows, in order, one in memory at a time; at least one entry.

    `first_line`: the number of the first row, as it is told of what is rejected. UTF-8 is expected; UTF-16 and UTF-32
    are known by a byte order mark or their NULs; of other encodings that of a row is found as that of a text dump is.
    Once 10,000 rows on end are rejected, the rest is not read.
    """
    return patiently(place, _read(place, stream, first_line))


def _read(place: Place, stream: BinaryIO, first_line: int) -> Iterator[Found]:
    head = stream.readline(MAX_ROW + 1)
    codec, mark = marked(head) if first_line == 1 else ("", 0)
    head = head[mark:]
    if codec not in ("", "utf-8"):
        place = replace(place, encoding=codec)
        stream = io.BufferedReader(Recoded(head, stream, codec), _SKIPPED)
        head = stream.readline(MAX_ROW + 1)
    recoding = Recoding(place.encoding)
    place = place if place.encoding == codec and codec else replace(place, encoding="utf-8")
    is_empty = first_line == 1  # before any other there is one
    blank = 0
    for row in _rows(head, stream, first_line):
        if row.data.strip(_BLANK) or not row.is_whole:
            if is_empty and row.data.strip(_BLANK) in (b"{", b"["):
                reason = "a document over several lines, not a row each; read it with the reader json"
                yield place.rejected(row.line, "bad-json", reason)
                return
            is_empty, blank = False, 0
            yield from _found(place, row, recoding)
        elif (blank := blank + 1) > MAX_BLANK:
            reason = f"over {MAX_BLANK:,} blank rows on end; the rest of the dump is not read"
            yield place.rejected(row.line, "too-large", reason)
            return
    if is_empty:
        yield place.rejected(first_line, "empty", "there is nothing but white space in it")


def _rows(head: bytes, stream: BinaryIO, first_line: int) -> Iterator[_Row]:
    line = first_line
    data = head
    while data:
        if len(data) > MAX_ROW and not data.endswith(b"\n"):
            yield _Row(line, data[:200], is_whole=False, is_last=False)
            while data and not data.endswith(b"\n"):
                data = stream.readline(_SKIPPED)
        else:
            yield _Row(line, data, is_whole=True, is_last=not data.endswith(b"\n"))
        data = stream.readline(MAX_ROW + 1)
        line += 1


def _found(place: Place, row: _Row, recoding: Recoding) -> Iterator[Found]:
    if not row.is_whole:
        reason = f"a row of over {MAX_ROW // 1024 // 1024} MiB; an article has a thousandth of that: {_quote(row)}"
        yield place.rejected(row.line, "too-large", reason)
        return
    data = row.data.strip(_BLANK)
    try:
        try:
            said = value(data)
        except UnicodeDecodeError:
            data, codec = recoding.utf_8(data)
            place = replace(place, encoding=codec)
            said = value(data)
    except JsonError as error:
        yield _no_json(place, row, error)
    except ValueError as error:
        yield place.rejected(row.line, "undecodable", str(error))
    else:
        yield from aliases.records(place, said, row.line, "jsonl")


def _no_json(place: Place, row: _Row, error: JsonError) -> Rejected:
    if row.is_last and error.is_cut:
        reason = f"the last row ends too soon ({error}); write the dump anew: {_quote(row)}"
        return place.rejected(row.line, "truncated", reason)
    return place.rejected(row.line, "bad-json", f"a row that is no JSON ({error}): {_quote(row)}")


def _quote(row: _Row) -> str:
    return printable(row.data[:200].strip(_BLANK).decode("utf-8", "replace"))
