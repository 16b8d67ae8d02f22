"""The door of the readers: what a dump is, unpacked as far as it is packed, and read by the reader of its format.

Codes of what is rejected here. They are stored and counted, so they never change:

    empty             nothing in it can hold an article
    unknown-format    it is none of the formats, or packed too deep, or in a way that nothing here unpacks
    truncated         it is cut off; what came before that counts
    damaged           its checksum, or what it is made of, is wrong; what came before that counts
    unreadable        the system could not read on; what came before that counts
    encrypted, too-many-members, too-large, bomb    of what is packed: see unpack.py and zip_files.py
"""

import zlib
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import BinaryIO, Literal, cast

from msgspec.structs import replace

from exporter.model import Dump, Format, Rejected
from exporter.readers.archives import Archive, label, members
from exporter.readers.place import Code, Found, Place, UnreadPage
from exporter.readers.sniff import (
    HEAD,
    LONG_HEAD,
    Sniffed,
    foreign,
    format_of,
    is_gzipped_warc,
    needs_longer_head,
)
from exporter.readers.streams import Stopped, peeked
from exporter.readers.unpack import NAMES, Budget, Limits, Packing, unpacked

Reader = Callable[[Place, BinaryIO], Iterator[Found | UnreadPage]]

READERS: Mapping[Format, str] = {
    "text": "exporter.readers.text",
    "json": "exporter.readers.json_file",
    "jsonl": "exporter.readers.json_lines",
    "feed": "exporter.readers.feed",
    "html": "exporter.readers.web_page",
    "warc": "exporter.readers.warc",
    "parquet": "exporter.readers.parquet",
}
"""The module of each format, which has a `read`; loaded where a dump needs it. What `reader` of a source may name."""

MAX_PACKED = 2
"""How often one thing may be compressed: `a.txt.gz.xz`."""
MAX_ARCHIVES = 2
"""How deep archives may lie in archives."""
How = Literal["read", "unread"]
"""Whether web pages are read, or left to be read."""
_PAGES = frozenset(("html", "warc"))
"""Formats that hold them."""
_TO_THE_END = frozenset(("warc", "parquet"))
"""Formats whose readers read to the end, or say themselves what is missing, and may close what they read."""
_SUFFIXES = (".gz", ".zst", ".bz2", ".xz")
_ARCHIVES = frozenset(("tar", "zip"))
_LIMITS = Limits()


def read(
    dump: Dump, stream: BinaryIO, reader: str = "auto", encoding: str = "", limits: Limits = _LIMITS
) -> Iterator[Found]:
    """All that a dump holds, in its order: at least one, whatever its bytes are. Never raises for what they are.

    `stream` need not be seekable; if it is, a zip archive is not copied. `encoding` is what something outside says of
    the text in it (a label of HTTP, say), or empty.

    Raises:
        KeyError: no reader has that name (the configuration is checked before).
    """
    if reader != "auto":
        READERS[cast(Format, reader)]
    found = _Walk(reader, Budget(limits), "read").dump(Place(dump, "", encoding), stream)
    return cast(Iterator[Found], found)


def unread(dump: Dump, stream: BinaryIO, reader: str = "auto") -> Iterator[Found | UnreadPage]:
    """The same, with web pages yet to be read (`web_page.read_page`)."""
    return _Walk(reader, Budget(_LIMITS), "unread").dump(Place(dump), stream)


def reader_of(name: Format, how: How = "read") -> Reader:
    """The reader of a format; its module is loaded if it was not yet."""
    return cast(Reader, getattr(import_module(READERS[name]), how if name in _PAGES else "read"))


class _Depth:
    """How deep something is packed."""

    def __init__(self, name: str, packed: int = 0, archives: int = 0) -> None:
        self.name, self.packed, self.archives = name, packed, archives


class _Walk:
    """One dump, as it is unpacked and read."""

    def __init__(self, reader: str, budget: Budget, how: How) -> None:
        self._reader, self._budget, self._how = reader, budget, how
        self._told: BaseException | None = None
        """What has been rejected already: a fault of a stream comes to light again in each that is made of it."""
        self._last = ("", "")
        """Member and code of the last reject."""

    def dump(self, place: Place, stream: BinaryIO) -> Iterator[Found | UnreadPage]:
        given = False
        for found in self._whole(place, stream, _Depth(place.dump.name)):
            given = True
            yield found
        if not given:
            yield place.rejected(0, "empty", "there is no article in it, nor anything that could be one")

    def _whole(self, place: Place, stream: BinaryIO, depth: _Depth) -> Iterator[Found | UnreadPage]:
        """What is in it, up to where the stream goes wrong, and then that."""
        try:
            for one in self._read(place, stream, depth):
                if isinstance(one, Rejected):
                    self._last = (one.member, one.code)
                yield one
        except (Stopped, EOFError, OSError, zlib.error) as error:
            code, reason = _told(error)
            if error is not self._told and (place.member, code) != self._last:
                self._last = (place.member, code)
                yield place.rejected(0, code, reason)
            self._told = error

    def _read(self, place: Place, stream: BinaryIO, depth: _Depth) -> Iterator[Found | UnreadPage]:
        head, stream = peeked(stream, HEAD)
        if needs_longer_head(head):
            head, stream = peeked(stream, LONG_HEAD)
        kind = format_of(head, depth.name)
        if kind in _ARCHIVES:
            return self._archive(place, stream, cast(Archive, kind), depth)
        if kind in NAMES and not (kind == "gzip" and self._is_warc(head)):
            return self._unpacked(place, stream, cast(Packing, kind), depth)
        if kind == "unknown" and self._reader == "auto":
            reason = f"this is {foreign(head)}, which nothing here reads; convert it, or leave it out"
            return iter([place.rejected(0, "unknown-format", reason)])
        return self._called(place, stream, self._name(kind))

    def _is_warc(self, head: bytes) -> bool:
        """Whether it is for the reader of WARC, which wants each record as it was packed."""
        return self._reader == "warc" or (self._reader == "auto" and is_gzipped_warc(head))

    def _name(self, kind: Sniffed) -> Format:
        if self._reader != "auto":
            return cast(Format, self._reader)
        return "warc" if kind == "gzip" else cast(Format, kind)

    def _called(self, place: Place, stream: BinaryIO, name: Format) -> Iterator[Found | UnreadPage]:
        """What the reader gives. Then the stream is asked for more, for a checksum stands at its end: the page of a
        stream that is cut off, or damaged, is not given; readers of other formats know what is whole."""
        found = reader_of(name, self._how)(place, stream)
        pages = list(found) if name == "html" else []  # one
        yield from found
        if name not in _TO_THE_END:
            stream.read(1)
        yield from pages

    def _unpacked(self, place: Place, stream: BinaryIO, kind: Packing, depth: _Depth) -> Iterator[Found | UnreadPage]:
        if depth.packed >= MAX_PACKED:
            reason = f"it is compressed more than {MAX_PACKED} times over; unpack it once"
            return iter([place.rejected(0, "unknown-format", reason)])
        inside = _Depth(_without_suffix(depth.name), depth.packed + 1, depth.archives)
        return self._read(place, unpacked(stream, kind, self._budget), inside)

    def _archive(self, place: Place, stream: BinaryIO, kind: Archive, depth: _Depth) -> Iterator[Found | UnreadPage]:
        if depth.archives >= MAX_ARCHIVES:
            reason = f"there are archives in it more than {MAX_ARCHIVES} deep; unpack it once"
            yield place.rejected(0, "unknown-format", reason)
            return
        for member in members(stream, kind, self._budget):
            inside = replace(place, member=label(place.member, member.name))
            if member.stream is None:
                yield inside.rejected(0, member.code, member.reason)
                continue
            name = _Depth(member.name, 0, depth.archives + 1)
            yield from self._whole(inside, member.stream, name)
            if self._budget.is_spent:
                return


def _without_suffix(name: str) -> str:
    """`a.json` of `a.json.gz`."""
    return name.rpartition(".")[0] if name.lower().endswith(_SUFFIXES) else name


def _told(error: Exception) -> tuple[Code, str]:
    """Code and reason of a stream that went wrong."""
    if isinstance(error, Stopped):
        return error.code, error.reason
    if isinstance(error, EOFError):
        return "truncated", f"{error or 'it is cut off'}; what came before that counts: give it whole"
    if isinstance(error, OSError) and error.errno is not None:
        return "unreadable", f"cannot be read on: {error.strerror}; it is tried again at each run"
    return "damaged", f"it is damaged: {error}"
