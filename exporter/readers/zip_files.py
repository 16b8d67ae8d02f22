"""The members of a zip archive, by the directory at its end (PKWARE APPNOTE 6.3.10).

Not by the library: that holds the whole directory in memory however large it says it is, unpacks bzip2 and LZMA without
a limit, and sees no members that lie over one another (a bomb of 42 kB that becomes 5 GB).
"""

import zlib
from collections.abc import Iterable, Iterator
from stat import S_ISLNK
from struct import Struct as Fields
from struct import unpack_from
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from msgspec import Struct

from exporter.readers.member import Member
from exporter.readers.place import Code
from exporter.readers.streams import PIECE, Stopped, made_of
from exporter.readers.unpack import Budget, Packing, shown, unpacked

MAX_SPOOLED = 8 * 1024**3
"""Bytes of an archive that comes as a stream and is put into a temporary file, for its directory is at its end."""
MAX_DIRECTORY = 128 * 1024**2
"""Bytes of a directory: 1,000 for each member that may be."""

_END = Fields("<4s4H2LH")
_LOCATOR = Fields("<4sLQL")
_END_64 = Fields("<4sQ2H2L4Q")
_ENTRY = Fields("<4s6H3L5H2L")
_LOCAL = Fields("<4s5H3L2H")
_PACKINGS: dict[int, Packing] = {8: "deflate", 12: "bzip2", 14: "lzma", 93: "zstd", 95: "xz"}
_AES = 99
_ENCRYPTED = 0x2041
"""Bits of the flags: encrypted, strongly encrypted, directory encrypted."""
_SIZES_BEHIND = 0x8
_UTF8 = 0x800
_UNIX = 3
_OFFICE = ("[Content_Types].xml", "mimetype")
"""Names that OOXML, and OpenDocument and EPUB, have in them."""
_FULL = 0xFFFFFFFF


class Entry(Struct, frozen=True):
    """What the directory says of a member."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    """Bytes in the archive."""
    size: int
    """Bytes unpacked."""
    is_file: bool
    """No folder, and no link, if it was packed on Unix."""
    start: int
    """Where its own header is in the file."""
    least: int
    """Bytes that it takes in the file at least."""


def members(stream: BinaryIO, budget: Budget) -> Iterator[Member]:
    """The files in the archive, in the order of its directory.

    Raises:
        EOFError: it is cut off; the members before that were given.
        Stopped: its directory is damaged, or it is a bomb.
        OSError: of the stream, or the temporary file cannot be written.
    """
    if stream.seekable():
        yield from _members(stream, budget)
        return
    with TemporaryFile() as spooled:
        file = cast(BinaryIO, spooled)
        try:
            _spool(stream, file)
        except EOFError:
            yield from _given(file, _in_front(file), budget)
            raise
        yield from _members(file, budget)


def _spool(stream: BinaryIO, file: BinaryIO) -> None:
    size = 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > MAX_SPOOLED:
            reason = f"a zip archive inside another one, or not in a file, may have {shown(MAX_SPOOLED)}; split it"
            raise Stopped("too-large", reason)
        file.write(piece)


def _members(file: BinaryIO, budget: Budget) -> Iterator[Member]:
    found = _entries(file, budget.limits.members)
    if found is None:
        yield from _given(file, _in_front(file), budget)
        raise EOFError("the zip archive is cut off: the directory at its end is missing")
    entries, directory = found
    _refuse_overlapping(entries, directory)
    if any(entry.name in _OFFICE for entry in entries):
        raise Stopped("unknown-format", "this is an office document; save what it says as text or HTML")
    yield from _given(file, entries, budget)


def _given(file: BinaryIO, entries: Iterable[Entry], budget: Budget) -> Iterator[Member]:
    for entry in entries:
        if entry.is_file:
            fault = _fault(entry)
            yield (
                Member(entry.name, None, *fault) if fault else Member(entry.name, made_of(_pieces(file, entry, budget)))
            )


def _in_front(file: BinaryIO) -> Iterator[Entry]:
    """The members of an archive whose directory is lost, by what stands in front of each, as far as they are whole and
    it says where they end."""
    at, length = 0, file.seek(0, 2)
    while len(header := _at(file, at, _LOCAL.size)) == _LOCAL.size and header.startswith(b"PK\3\4"):
        _, _, flags, method, _, _, crc, packed, size, name_size, extra_size = _LOCAL.unpack(header)
        start, at = at, at + _LOCAL.size + name_size + extra_size + packed
        if flags & _SIZES_BEHIND or _FULL in (packed, size) or at > length:
            return
        name = _at(file, start + _LOCAL.size, name_size)
        is_file = not name.endswith(b"/")
        yield Entry(_name(name, flags), flags, method, crc, packed, size, is_file, start, at - start)


def _fault(entry: Entry) -> tuple[Code, str] | None:
    """Code and reason if it cannot be had."""
    if entry.flags & _ENCRYPTED or entry.method == _AES:
        return "encrypted", "it is encrypted; unpack it, and give what was in it"
    if entry.method and entry.method not in _PACKINGS:
        return (
            "unknown-format",
            f"it is packed by method {entry.method}, which nothing here unpacks; pack it by deflate",
        )
    return None


def _at(file: BinaryIO, place: int, size: int) -> bytes:
    """So many bytes from there; fewer at the end of the file."""
    file.seek(max(place, 0))
    data = b""
    while len(data) < size and (piece := file.read(size - len(data))):
        data += piece
    return data


def _entries(file: BinaryIO, most: int) -> tuple[list[Entry], int] | None:
    """What the directory says, one more entry than `most` at most, and where in the file it is; None if it is missing.

    Raises:
        Stopped: it is damaged, or too large.
    """
    length = file.seek(0, 2)
    tail_at = max(length - _END.size - 0xFFFF, 0)
    tail = _at(file, tail_at, length - tail_at)
    end_at = tail.rfind(b"PK\5\6")
    if end_at < 0 or end_at + _END.size > len(tail):
        return None
    _, disk, _, _, _, size, offset, _ = _END.unpack_from(tail, end_at)
    stop = tail_at + end_at
    disk, size, offset, stop = _zip64(file, stop, (disk, size, offset))
    if disk:
        raise Stopped("unknown-format", "it is one of several parts of a zip archive; put them together")
    start = stop - size
    if start < 0 or start < offset:
        raise Stopped("damaged", "the zip archive is damaged: its directory is not where it says, at its end")
    if size > MAX_DIRECTORY:
        raise Stopped("too-large", f"its directory has {shown(size)}, at most {shown(MAX_DIRECTORY)} may be; split it")
    return list(_directory(_at(file, start, size), start - offset, most)), start


def _zip64(file: BinaryIO, stop: int, found: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """Disk, size and offset of the directory, and where it ends: of a large archive, where it has them."""
    locator = _at(file, stop - _LOCATOR.size, _LOCATOR.size) if stop >= _LOCATOR.size else b""
    if not locator.startswith(b"PK\6\7"):
        return *found, stop
    stated = _LOCATOR.unpack(locator)[2]
    for place in (stated, stop - _LOCATOR.size - _END_64.size):  # the second if something stands in front of it
        end = _at(file, place, _END_64.size) if place < stop else b""
        if len(end) == _END_64.size and end.startswith(b"PK\6\6"):
            fields = _END_64.unpack(end)
            return fields[4], fields[8], fields[9], place
    raise Stopped("damaged", "the zip archive is damaged: the end of its directory is not where it says")


def _directory(data: bytes, before: int, most: int) -> Iterator[Entry]:
    """`before`: bytes in front of the archive, which its offsets do not count."""
    at = 0
    for _ in range(most + 1):
        if at >= len(data):
            return
        if len(data) - at < _ENTRY.size or data[at : at + 4] != b"PK\1\2":
            raise Stopped("damaged", "the zip archive is damaged: its directory is none")
        fields = _ENTRY.unpack_from(data, at)
        flags, method, crc, packed, size = fields[3], fields[4], *fields[7:10]
        name_at = at + _ENTRY.size
        extra_at = name_at + fields[10]
        at = extra_at + fields[11] + fields[12]
        name = data[name_at:extra_at]
        size, packed, start = _large(data[extra_at : extra_at + fields[11]], size, packed, fields[16])
        least = _LOCAL.size + len(name) + packed
        is_file = not name.endswith(b"/") and (fields[1] >> 8 != _UNIX or not S_ISLNK(fields[15] >> 16))
        yield Entry(_name(name, flags), flags, method, crc, packed, size, is_file, start + before, least)


def _large(extra: bytes, size: int, packed: int, start: int) -> tuple[int, int, int]:
    """Size, packed size and start, from the extra field of large archives where they do not fit (APPNOTE 4.5.3)."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = unpack_from("<2H", extra, at)
        if kind == 1:
            body = extra[at + 4 : at + 4 + length]
            large = iter(unpack_from(f"<{min(len(body) // 8, 3)}Q", body))
            values = [next(large, value) if value == _FULL else value for value in (size, packed, start)]
            return values[0], values[1], values[2]
        at += 4 + length
    return size, packed, start


def _name(data: bytes, flags: int) -> str:
    """Many tools write UTF-8 and do not say so; older ones wrote what DOS had."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("utf-8", "backslashreplace") if flags & _UTF8 else data.decode("cp437")


def _refuse_overlapping(entries: list[Entry], directory: int) -> None:
    ends = 0
    for entry in sorted(entries, key=lambda entry: entry.start):
        if entry.start < ends:
            raise Stopped("bomb", "members of the zip archive lie over one another, as no tool writes them")
        ends = entry.start + entry.least
    if ends > directory:
        raise Stopped("damaged", "the zip archive is damaged: members of it would end behind their directory")


def _pieces(file: BinaryIO, entry: Entry, budget: Budget) -> Iterator[bytes]:
    """What a member holds, unpacked and proved.

    Raises:
        Stopped: it is damaged.
    """
    packed = made_of(_raw(file, entry))
    kind = _PACKINGS.get(entry.method)
    stream = unpacked(packed, kind, budget) if kind else packed
    left, crc = entry.size, 0
    while left:
        try:
            piece = stream.read(min(PIECE, left))
        except EOFError:
            piece = b""
        if not piece:
            raise Stopped("damaged", f"it is damaged: {left:,} of its {entry.size:,} bytes are missing")
        left -= len(piece)
        crc = zlib.crc32(piece, crc)
        if not kind:
            budget.spend(len(piece))
        yield piece
    if crc != entry.crc:
        raise Stopped("damaged", "it is damaged: its checksum is another one than the archive says")


def _raw(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """Its bytes as they lie in the archive."""
    header = _at(file, entry.start, _LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(b"PK\3\4"):
        raise Stopped("damaged", "it is damaged: it does not stand where the directory says")
    fields = _LOCAL.unpack(header)
    at, left = entry.start + _LOCAL.size + fields[9] + fields[10], entry.packed
    while left and (piece := _at(file, at, min(PIECE, left))):
        at, left = at + len(piece), left - len(piece)
        yield piece
