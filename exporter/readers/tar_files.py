"""The members of a tar archive, while it streams by: ustar, pax, GNU (POSIX.1-2017, pax; GNU tar manual, appendix D).

Not by the library: that holds whole headers in memory whatever they say of their size, follows chains of them by
recursion, and raises what it pleases. Nothing is ever written under a name from an archive.
"""

from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, cast

from exporter.readers.member import Member
from exporter.readers.sniff import is_tar_header
from exporter.readers.streams import PIECE, Stopped, Stream

BLOCK = 512
MAX_HEADER = 1024**2
"""Bytes of one extended header: names and times. Real ones have some hundred."""
_REGULAR = (b"0", b"\0", b"7")
_WITHOUT_DATA = (b"1", b"2", b"3", b"4", b"5", b"6")
"""Links, devices, folders, pipes."""
_ASKED_FOR = frozenset(
    (b"path", b"size", b"GNU.sparse.name", b"GNU.sparse.major", b"GNU.sparse.map", b"GNU.sparse.size")
)
"""Of extended headers. Each of the forms in which GNU tar stores files with holes has one of the last three."""
_SPARSE = "it is stored without its holes; pack it without --sparse"


def members(stream: BinaryIO) -> Iterator[Member]:
    """The files in the archive, in its order. Each is to be read before the next is asked for; what is left of it is
    passed over.

    Raises:
        EOFError: it is cut off.
        Stopped: it is damaged.
    """
    return _Tar(stream).members()


class _Tar:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._left = 0
        """Bytes of the present member that nobody has read yet."""
        self._padding = 0
        self._extended: dict[str, str] = {}
        """What extended headers say of the next member."""

    def members(self) -> Iterator[Member]:
        while header := self._header():
            kind = header[156:157]
            if kind in b"xgLK":
                self._extend(kind, _number(header[124:136]))
                continue
            extended, self._extended = self._extended, {}
            name = extended.get("path") or _name(header)
            size = _size(extended, header)
            if kind == b"S":
                self._pass_sparse_map(header)
            if kind in _WITHOUT_DATA or (kind == b"\0" and name.endswith("/")):
                continue
            self._left, self._padding = size, -size % BLOCK
            if kind == b"S" or any(key.startswith("GNU.sparse.") for key in extended):
                yield Member(extended.get("GNU.sparse.name") or name, None, "unknown-format", _SPARSE)
            elif kind in _REGULAR:
                stream = Stream(self._pieces())
                yield Member(name, cast(BinaryIO, stream))
                if stream.fault:
                    raise stream.fault  # the same again: who has told of it need not tell twice
            self._pass_over()

    def _header(self) -> bytes:
        """The next block with something in it; nothing at the end of the archive."""
        empty = 0
        while block := self._whole(BLOCK):
            if any(block):
                if not is_tar_header(block):
                    raise Stopped("damaged", "the tar archive is damaged: where a member should begin, none does")
                return block
            empty += 1
        if empty < 2:
            raise EOFError("the tar archive is cut off: the two empty blocks at its end are missing")
        return b""

    def _whole(self, size: int) -> bytes:
        """So many bytes; none at the end of the stream.

        Raises:
            EOFError: there are some, but fewer.
        """
        data = self._stream.read(size)
        while data and len(data) < size:
            more = self._stream.read(size - len(data))
            if not more:
                if size == BLOCK and not any(data):
                    return b""  # zeros that fill less than a block
                raise EOFError("the tar archive is cut off")
            data += more
        return data

    def _extend(self, kind: bytes, size: int) -> None:
        if size > MAX_HEADER:
            raise Stopped("too-large", f"a header in the tar archive has {size:,} bytes; at most {MAX_HEADER:,} may be")
        data = self._whole(size + -size % BLOCK)[:size] if size else b""
        if len(data) < size:
            raise EOFError("the tar archive is cut off")
        if kind == b"L":
            self._extended["path"] = _text(data.rstrip(b"\0"))
        elif kind == b"x":
            self._extended.update(_records(data))

    def _pass_sparse_map(self, header: bytes) -> None:
        more = header[482]
        while more:
            block = self._whole(BLOCK)
            if not block:
                raise EOFError("the tar archive is cut off")
            more = block[504]

    def _pieces(self) -> Iterator[bytes]:
        while self._left:
            piece = self._stream.read(min(PIECE, self._left))
            if not piece:
                self._left = 0
                raise EOFError("the tar archive is cut off in this member")
            self._left -= len(piece)
            yield piece

    def _pass_over(self) -> None:
        deque(self._pieces(), maxlen=0)  # read, and none kept
        if self._padding and not self._whole(self._padding):
            raise EOFError("the tar archive is cut off")


def _number(field: bytes) -> int:
    """A number in octal digits, or in bytes if it is marked so.

    Raises:
        Stopped: it is neither.
    """
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \0")
    if digits.translate(None, b"01234567"):
        raise Stopped("damaged", "the tar archive is damaged: a size in it is no number")
    return int(digits or b"0", 8)


def _size(extended: dict[str, str], header: bytes) -> int:
    stated = extended.get("size", "")
    if not stated:
        return _number(header[124:136])
    if not (stated.isascii() and stated.isdigit() and len(stated) < 20):
        raise Stopped("damaged", "the tar archive is damaged: a size in it is no number")
    return int(stated)


def _name(header: bytes) -> str:
    name = _text(header[:100].partition(b"\0")[0])
    prefix = _text(header[345:500].partition(b"\0")[0]) if header[257:263] == b"ustar\0" else ""
    return f"{prefix}/{name}" if prefix else name


def _text(data: bytes) -> str:
    return data.decode("utf-8", "backslashreplace")


def _records(data: bytes) -> dict[str, str]:
    """What an extended header says: `LENGTH KEY=VALUE` and a line feed, again and again.

    Raises:
        Stopped: it does not.
    """
    found: dict[str, str] = {}  # only of keys that are asked for: there may be any number of headers for one member
    at = 0
    while at < len(data) and data[at]:
        space = data.find(b" ", at, at + 20)
        digits = data[at:space] if space > 0 else b""
        end = at + int(digits) if digits.isdigit() else 0
        key, equals, value = data[space + 1 : end - 1].partition(b"=")
        if not equals or end > len(data) or data[end - 1 : end] != b"\n":
            raise Stopped("damaged", "the tar archive is damaged: an extended header in it is not as such are")
        if key in _ASKED_FOR:
            found[_text(key)] = _text(value)
        at = end
    return found
