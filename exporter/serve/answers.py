"""An answer before it is sent."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterable, Sequence
from http import HTTPStatus

from msgspec import Struct

Header = tuple[bytes, bytes]
"""Name in lower case, and value."""

CHUNK = 128 * 1024
NOSNIFF: Header = (b"x-content-type-options", b"nosniff")


class Stretch(Struct, frozen=True):
    """Part of a file, or all of it, to be read while it is sent. Whoever gets one closes the descriptor."""

    descriptor: int
    first: int
    length: int

    async def chunks(self) -> AsyncIterator[bytes]:
        """The bytes; the file is held open, so a new one in its place does not disturb them."""
        position, end = self.first, self.first + self.length
        while position < end:
            data = await asyncio.to_thread(os.pread, self.descriptor, min(CHUNK, end - position), position)
            if not data:
                return
            position += len(data)
            yield data


class Answer(Struct, frozen=True):
    """Status, header fields and body."""

    status: int
    headers: Sequence[Header]
    body: bytes | Stretch = b""

    @property
    def length(self) -> int:
        """Bytes of the body."""
        return len(self.body) if isinstance(self.body, bytes) else self.body.length

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body in pieces, so that a client is seen to read it however slowly."""
        if isinstance(self.body, bytes):
            for first in range(0, len(self.body), CHUNK):
                yield self.body[first : first + CHUNK]
        else:
            async for chunk in self.body.chunks():
                yield chunk


def plain(status: HTTPStatus, text: str, headers: Iterable[Header] = ()) -> Answer:
    """An answer of our own in words."""
    body = f"{text}\n".encode()
    about = ((b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body)), NOSNIFF)
    return Answer(status.value, (*headers, *about), body)
