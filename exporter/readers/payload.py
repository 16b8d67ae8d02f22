"""What a server sent, without what it was sent in: chunks and content codings (RFC 9112 section 7.1, RFC 9110 section
8.4.1)."""

import zlib
from typing import Final

from exporter.readers.unpack import machine

_MARKUP: Final = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\0<")
"""How a page begins. Archives keep the name of a coding that they have undone."""
MAX_CODINGS: Final = 3
"""Of one page, each in the other. One is usual."""


class TooLargeError(ValueError):
    """More bytes than a page may have."""


def decoded(data: bytes, codings: str, most: int) -> bytes:
    """The bytes that were sent, content codings undone: gzip, deflate, zstd. Of data that are cut off, what there is.

    `codings`: the value of Content-Encoding, empty if there is none; `most`: bytes that the result may have.

    Raises:
        TooLargeError: there are more.
        ValueError: the data are damaged, or in a coding that is not known; says which.
    """
    names = [name.strip().lower() for name in codings.split(",") if name.strip()]
    if len(names) > MAX_CODINGS:
        raise ValueError(f"{len(names)} content codings in each other; at most {MAX_CODINGS} may be")
    for name in reversed(names):
        if name not in ("identity", "none") and not data.lstrip().startswith(_MARKUP):
            data = _undone(data, name, most)
    if len(data) > most:
        raise TooLargeError
    return data


def _undone(data: bytes, name: str, most: int) -> bytes:
    errors: tuple[type[Exception], ...] = (zlib.error, *machine("zstd").errors)
    try:
        if name in ("gzip", "x-gzip"):
            found = zlib.decompressobj(31).decompress(data, most + 1)
        elif name == "deflate":
            found = _inflated(data, most)
        elif name == "zstd":
            found = machine("zstd").new().decompress(data, most + 1)
        else:
            raise ValueError(f"its content coding {name[:20]!r} is none of gzip, deflate and zstd")
    except errors as error:
        raise ValueError(f"its {name} data are damaged: {error}") from error
    return found


def _inflated(data: bytes, most: int) -> bytes:
    """With the header of zlib, as the standard has it, or without, as some servers do."""
    try:
        return zlib.decompressobj().decompress(data, most + 1)
    except zlib.error:
        return zlib.decompressobj(-15).decompress(data, most + 1)
