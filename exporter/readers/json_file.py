"""A JSON document: an article, a list of them, or an object that holds such lists (containers.py).

Codes of what is rejected besides those of aliases.py, permanent:

    empty        nothing, or nothing but white space
    too-large    the dump is over 64 MiB, or one of its articles over 16
    binary       no text
    undecodable  text in no encoding that can be told
    bad-json     it is no JSON
    truncated    it ends too soon; the articles before that count
"""

from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final

from msgspec.structs import replace

from exporter.printable import printable
from exporter.readers import aliases
from exporter.readers.containers import Cut, Fault, Piece, Span, pieces
from exporter.readers.encoding import BinaryError
from exporter.readers.json_text import JsonError, value
from exporter.readers.patience import patiently
from exporter.readers.place import Found, Place
from exporter.readers.recoding import Recoding, marked
from exporter.readers.whole import whole

MAX_BYTES: Final = 64 * 1024 * 1024
"""Of a document. JSON lines may be of any size."""
MAX_ARTICLE: Final = 16 * 1024 * 1024
"""Bytes of one article in it, as of a row."""


def read(place: Place, stream: BinaryIO) -> Iterator[Found]:
    """The records of a document, in its order; at least one entry.

    Articles are counted from 1, and have that number for a line. What JSON Feed says of the whole feed holds for its
    items. Once 10,000 articles on end are rejected, the rest is not read.
    """
    return patiently(place, _read(place, stream))


def _read(place: Place, stream: BinaryIO) -> Iterator[Found]:
    data = whole(stream, MAX_BYTES)
    if data is None:
        reason = f"the document is over {MAX_BYTES // 1024 // 1024} MiB; write a row an article (JSON lines) instead"
        yield place.rejected(1, "too-large", reason)
        return
    try:
        text, codec = _utf_8(data, place.encoding)
    except BinaryError as error:
        yield place.rejected(1, "binary", str(error))
        return
    except ValueError as error:
        yield place.rejected(1, "undecodable" if data else "empty", str(error))
        return
    del data
    number = 0
    place = replace(place, encoding=codec)
    for number, piece in enumerate(pieces(text), 1):
        yield from _found(place, text, piece, number)
    if not number:
        yield place.rejected(1, "empty", "there is no article in it")


def _utf_8(data: bytes, declared: str) -> tuple[bytes, str]:
    codec, mark = marked(data[:4])
    if codec not in ("", "utf-8"):
        return data[mark:].decode(codec, "replace").encode(), codec
    try:
        data.decode()
    except UnicodeDecodeError:
        return Recoding(declared).utf_8(data[mark:])
    return data[mark:], "utf-8"


def _found(place: Place, text: bytes, piece: Piece, number: int) -> Iterator[Found]:
    match piece:
        case Cut():
            reason = f"the document ends within article {number:,}; write it anew"
            yield place.rejected(number, "truncated", reason)
        case Fault(reason):
            yield place.rejected(number, "bad-json", f"no JSON any more from here on: {printable(reason, 200)}")
        case Span(start, end) if end - start > MAX_ARTICLE:
            reason = f"an article of over {MAX_ARTICLE // 1024 // 1024} MiB; none has a thousandth of that"
            yield place.rejected(number, "too-large", reason)
        case Span(start, end, beside):
            try:
                said = value(text[start:end])
            except JsonError as error:
                began = printable(text[start : start + 200].decode("utf-8", "replace"))
                yield place.rejected(number, "bad-json", f"an article that is no JSON ({error}): {began}")
                return
            yield from aliases.records(place, _together(said, beside), number, "json")


def _together(said: object, beside: Mapping[str, object]) -> object:
    """An article with what is said around it, where it says nothing itself."""
    if not beside or not isinstance(said, Mapping):
        return said
    return {**said, **{name: value for name, value in beside.items() if not said.get(name)}}
