"""Archives for tests, whole and hostile."""

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Mapping

TEXT = "{title}\n2025-02-14T22:00:45+0100\nhttps://news.example/{title}\n\nThe quay is open.\n"


def text(title: str) -> bytes:
    """A dump of one article."""
    return TEXT.format(title=title).encode()


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(members: Mapping[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar archive."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def tar_header(name: str, size: int | bytes, kind: bytes = b"0", **changes: bytes) -> bytes:
    """A block that says what a member is, whatever it says."""
    number = size if isinstance(size, bytes) else b"%011o\0" % size
    block = bytearray(512)
    block[: len(name.encode())] = name.encode()
    block[124 : 124 + len(number)] = number
    block[156:157] = kind
    block[257:265] = b"ustar\x0000"
    for at, data in changes.items():
        block[int(at[1:]) : int(at[1:]) + len(data)] = data
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def padded(data: bytes) -> bytes:
    """Filled up to whole blocks."""
    return data + bytes(-len(data) % 512)


def overlapping(count: int) -> bytes:
    """A zip archive whose members are one and the same, by their place in it."""
    data = bytes(100_000)
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = compressor.compress(data) + compressor.flush()
    sums = (zlib.crc32(data), len(packed), len(data))
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, *sums, 5, 0) + b"a.txt" + packed
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, *sums, 5, 0, 0, 0, 0, 0, 0) + b"a.txt"
    directory = entry * count
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(local), 0)
    return local + directory + end
