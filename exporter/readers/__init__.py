"""Readers: from the bytes of a dump to records as found. Pure; a stage, so it imports no other."""

from io import BytesIO

from exporter.model import Dump
from exporter.readers import text
from exporter.readers.place import Found, Place
from exporter.readers.reading import READERS
from exporter.readers.reading import read as stream
from exporter.readers.sniff import HEAD, format_of, is_streamed

__all__ = ["READERS", "VERSION", "Found", "is_streamed", "read", "stream"]

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
