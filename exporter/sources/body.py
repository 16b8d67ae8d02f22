"""The body of an answer, piece by piece: whole or refused, and never more than it should be."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from exporter.connecting import Deadline

PIECE = 64 * 1024
"""Bytes to read at a time."""
SLOWEST = 30.0
"""Seconds that a piece may take to arrive: who sends slower than 2 KiB a second holds up all other sources."""
MAX_RATIO = 200
"""How many times its own size a body may unpack to. News in JSON lines comes to 20; gzip could make it 1,032."""
RATIO_FROM = 16 * 1024 * 1024
"""Unpacked bytes from which that is asked: small bodies may be as repetitive as they like."""


class Unusable(Exception):  # noqa: N818 - reads as what it says
    """The body cannot be used. Its text says why, in words that name no URL."""

    def __init__(self, why: str, *, again: bool = False) -> None:
        """`again`: another attempt may go better."""
        super().__init__(why)
        self.again = again


def pieces(answer: Any, deadline: Deadline, max_bytes: int) -> Iterator[bytes]:
    """The body of a streamed answer of requests, its content encoding undone.

    `max_bytes` is held against what the answer says of its size; whoever takes the pieces counts them.

    Raises:
        Unusable: it is cut off, or is not what was asked for; or nobody could tell whether it is cut off.
        urllib3.exceptions.HTTPError, OSError: the connection fails.
    """
    encoding, transfer, length = (
        answer.headers.get(name, "").strip().lower()
        for name in ("Content-Encoding", "Transfer-Encoding", "Content-Length")
    )
    says_length = length.isascii() and length.isdigit()
    if says_length and int(length[:20]) > max_bytes:
        raise Unusable(f"has {length[:20]} bytes, more than {max_bytes}: raise max_bytes of this source")
    if transfer not in ("", "identity", "chunked") or encoding not in ("", "identity", "gzip", "x-gzip"):
        raise Unusable("its body has an encoding that was not asked for")
    raw = _raw(answer.raw, deadline)
    if encoding.endswith("gzip"):
        return unpacked(raw)
    if not says_length and transfer != "chunked":  # RFC 9112 section 6.3: closing the connection may mean either
        raise Unusable("says neither how long its body is nor where it ends, so that nobody knows whether it is whole")
    return raw


def _raw(raw: Any, deadline: Deadline) -> Iterator[bytes]:
    while True:
        deadline.step(SLOWEST)
        piece: bytes = raw.read(PIECE, decode_content=False)
        if not piece:
            return
        yield piece


def unpacked(packed: Iterable[bytes]) -> Iterator[bytes]:
    """Undo gzip (RFC 1952), of any number of members, in pieces of at most PIECE bytes.

    Raises:
        Unusable: it is damaged, cut off, or a bomb.
    """
    taken = given = 0
    member = zlib.decompressobj(31)
    for piece in packed:
        taken, rest = taken + len(piece), piece
        while rest:
            if member.eof:
                member = zlib.decompressobj(31)
            try:
                found = member.decompress(rest, PIECE)
            except zlib.error:
                raise Unusable("its gzip encoding is damaged", again=True) from None
            rest = member.unused_data or member.unconsumed_tail
            given += len(found)
            if given > RATIO_FROM and given > taken * MAX_RATIO:
                raise Unusable(f"unpacks to more than {MAX_RATIO} times its size: that is no news")
            yield found
    yield member.flush()
    if not member.eof:
        raise Unusable("its gzip encoding is cut off", again=True)
