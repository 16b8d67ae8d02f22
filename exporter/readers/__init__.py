"""Readers: from the bytes of a dump to records as found. Pure; a stage, so it imports no other."""

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from exporter.model import Dump, Record, Rejected
from exporter.readers import text
from exporter.readers.place import Found

__all__ = ["READERS", "VERSION", "Found", "grows", "read", "resumed", "stream"]

VERSION = 1
"""Of all the rules in here. Raise it when a rule changes: what was rejected under another one is read again."""

Reader = Callable[[Dump, bytes], list[Record | Rejected]]

READERS: Mapping[str, Reader] = {"text": text.read}
"""What `reader` of a [[source]] may name."""


def read(dump: Dump, data: bytes, reader: str = "auto") -> list[Record | Rejected]:
    """All that the dump holds, in its order: at least one entry, whatever the bytes.

    `auto` takes what is no other format for text: there is one format so far.

    Raises:
        KeyError: no reader has that name (the configuration is checked before).
    """
    return READERS["text" if reader == "auto" else reader](dump, data)


def stream(dump: Dump, file: BinaryIO, reader: str = "auto") -> Iterator[Found]:
    """The same, one after the other."""
    yield from read(dump, file.read(), reader)


def grows(file: BinaryIO, name: str, reader: str = "auto") -> bool:
    """Whether it is a file of lines that each are an article, to which more may be added."""
    return False


def resumed(dump: Dump, file: BinaryIO, first_line: int) -> Iterator[Found]:
    """What such a file holds from a line on."""
    yield from ()
