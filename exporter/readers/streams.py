"""Streams made of pieces: what decompressors and archives give, with a look ahead.

What the standard library wraps loses the bytes that came before an error in the same call. Here every byte that could
be had is given first; the error comes when they are used up, each time that more is asked for.
"""

import sys
from collections.abc import Iterator
from io import BufferedIOBase
from typing import BinaryIO, cast

from exporter.readers.place import Code

PIECE = 65_536
"""Bytes that are moved at once."""


class Stopped(Exception):  # noqa: N818 - reads as what it says
    """Why a stream gives no more although it has not come to its end."""

    def __init__(self, code: Code, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        """Of the `Rejected` that this becomes."""
        self.reason = reason


class Stream(BufferedIOBase):
    """The pieces of an iterator, one after the other. Not seekable."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._piece = b""
        self._at = 0
        self._ended = False
        self.fault: Exception | None = None
        """What ended it before its time; raised when all bytes before it have been read."""

    def readable(self) -> bool:
        """Always."""
        return True

    def peek(self, size: int) -> bytes:
        """The next `size` bytes, fewer if there are no more; they are still to be read. Never raises."""
        pieces = [self._piece[self._at :]]
        held = len(pieces[0])
        while held < size and self._next():
            pieces.append(self._piece)
            held += len(self._piece)
        self._piece, self._at = b"".join(pieces), 0
        return self._piece[:size]

    def read(self, size: int | None = -1, /) -> bytes:
        """`size` bytes, fewer if it ends before: none at its end. Negative or None: all.

        Raises:
            Exception: of the iterator, if it raised one, and no byte before it is left.
        """
        wanted = sys.maxsize if size is None or size < 0 else size
        return self._taken(wanted, b"")

    def read1(self, size: int = -1, /) -> bytes:
        """At least a byte, unless it ends: what is at hand."""
        wanted = PIECE if size < 0 else size
        if self._at < len(self._piece):
            wanted = min(wanted, len(self._piece) - self._at)
        return self._taken(wanted, b"")

    def readline(self, size: int | None = -1, /) -> bytes:
        """Up to and with the next line feed, at most `size` bytes. Raises what `read` raises."""
        return self._taken(sys.maxsize if size is None or size < 0 else size, b"\n")

    def _taken(self, wanted: int, end: bytes) -> bytes:
        taken: list[bytes] = []
        while wanted:
            if self._at >= len(self._piece) and not self._next():
                break
            stop = min(self._at + wanted, len(self._piece))
            last = self._piece.find(end, self._at, stop) + 1 if end else 0
            stop = last or stop
            taken.append(self._piece[self._at : stop])
            wanted -= stop - self._at
            self._at = stop
            if last:
                break
        if wanted and not taken and self.fault:
            raise self.fault
        return taken[0] if len(taken) == 1 else b"".join(taken)

    def _next(self) -> bool:
        """Go on to the next piece; False if there is none."""
        if self._ended:
            return False
        try:
            self._piece, self._at = next(self._pieces), 0
        except StopIteration:
            self._ended = True
        except Exception as error:  # kept for whoever reads on
            self._ended, self.fault = True, error
        if self._ended:
            self._piece, self._at = b"", 0
        return not self._ended


def made_of(pieces: Iterator[bytes]) -> BinaryIO:
    """A stream of these pieces, none of them empty."""
    return cast(BinaryIO, Stream(pieces))


def peeked(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """The next `size` bytes of a stream, fewer if it ends before, and a stream that still has them.

    Raises:
        OSError: it cannot be read.
    """
    if isinstance(stream, Stream):
        return stream.peek(size), cast(BinaryIO, stream)
    if stream.seekable():
        start = stream.tell()
        head = stream.read(size)
        stream.seek(start)
        return head, stream
    ahead = Stream(iter(lambda: stream.read(PIECE), b""))
    return ahead.peek(size), cast(BinaryIO, ahead)
