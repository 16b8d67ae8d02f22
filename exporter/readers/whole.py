"""Formats that must be whole before anything can be read of them."""

from typing import BinaryIO, Final

_PIECE: Final = 1024 * 1024


def whole(stream: BinaryIO, most: int) -> bytes | None:
    """All that is left of a stream; None if that is over `most` bytes, and then no more of it is held."""
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(min(_PIECE, most + 1 - size)):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            return None
    return b"".join(pieces)
