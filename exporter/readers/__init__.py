"""Readers: from the bytes of a dump to records as found. Pure; a stage, so it imports no other."""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from typing import BinaryIO

from exporter.model import Dump, Record
from exporter.readers import text
from exporter.readers.place import Found, Place, UnreadPage
from exporter.readers.reading import READERS, unread
from exporter.readers.reading import read as stream
from exporter.readers.sniff import HEAD, format_of

__all__ = ["READERS", "VERSION", "Found", "UnreadPage", "extras", "grows", "read", "resumed", "stream", "unread"]

VERSION = 2
"""Of all the rules in here. Raise it when a rule changes: what was rejected under another one is read again."""


def read(dump: Dump, data: bytes, reader: str = "auto", encoding: str = "") -> list[Found]:
    """All that a dump holds, in its order: at least one, whatever the bytes. For small ones; `stream` is for all.

    `reader`: a format, or `auto`: the bytes, or if need be the name, say which it is.

    Raises:
        KeyError: no reader has that name (the configuration is checked before).
    """
    if reader in {"auto", "text"} and format_of(data[:HEAD], dump.name) == "text":
        return text.records(Place(dump, "", encoding), data)  # as nearly all are
    return list(stream(dump, BytesIO(data), reader, encoding))


@cache
def extras() -> tuple[str, ...]:
    """Which of the libraries that some readers need are installed: where one has come since, what was rejected for
    want of it is read again."""
    return tuple(name for name in ("pyarrow", "trafilatura", "warcio") if find_spec(name))


def grows(file: BinaryIO, name: str, reader: str = "auto") -> bool:
    """Whether it is a file of lines that each are an article, to which more may be added. Looks at its beginning, and
    leaves it there.

    Of UTF-16, in which a line end is two bytes, it is not told where lines end.
    """
    head = file.read(HEAD)
    file.seek(0)
    return reader in {"auto", "jsonl"} and b"\x00" not in head[:4] and format_of(head, name) == "jsonl"


def resumed(dump: Dump, file: BinaryIO, first_line: int) -> Iterator[Found]:
    """What such a file holds from a line on: nothing, if nothing was added."""
    from exporter.readers import json_lines

    for one in json_lines.read(Place(dump), file, first_line):
        if isinstance(one, Record) or one.code != "empty":
            yield one
