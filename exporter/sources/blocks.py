"""What a source holds, as it is listed: folder by folder, and the dumps of each by blocks."""

import hashlib
import os
import zlib
from collections.abc import Callable, Iterator, Sequence

import msgspec
from msgspec import Struct

from exporter.model import Dump

WHOLE = 256
"""Dumps of a folder that are looked at as one block. Larger folders are cut after names that a checksum picks, one in
so many, so that a dump which comes or goes changes no block but its own."""

Look = tuple[str, int, int]
"""How a dump looks: its name in its folder, printable; its size in bytes; its time of change in nanoseconds."""


class Block(Struct, frozen=True):
    """Dumps that follow one another in a folder."""

    source: str
    path: str
    """Of the folder; of one in object storage, its URL."""
    prefix: str
    """What the names of dumps in this folder begin with: empty, or ending in `/`."""
    files: list[str]
    """Their names as the system has them."""
    looks: list[Look]

    @property
    def digest(self) -> str:
        """16 bytes of BLAKE2b in hexadecimal, over how all of them look."""
        return hashlib.blake2b(msgspec.msgpack.encode(self.looks), digest_size=16).hexdigest()

    def dumps(self) -> Iterator[Dump]:
        """They themselves."""
        for file, (name, size, mtime) in zip(self.files, self.looks, strict=True):
            yield Dump(self.source, self.prefix + name, os.path.join(self.path, file), size, mtime)


class Listed(Struct, frozen=True):
    """A folder whose blocks have all been given; what lies in its folders may come before or after it."""

    prefix: str
    mtime: int
    """Before it was listed, in nanoseconds; 0 if not all that is in it could be looked at, or it has no such time."""
    folders: tuple[str, ...]
    """Names of the folders in it that are walked too, as the system has them."""


class Passed(Struct, frozen=True):
    """A folder that was not listed because it is known as it is."""

    prefix: str


Known = Callable[[str, int], Sequence[str] | None]
"""Given the prefix and the time of a folder: the folders in it, if it need not be listed to know them."""


def unknown(_prefix: str, _mtime: int) -> None:
    """Every folder is listed."""


def cut(names: Sequence[str], *, goes_on: bool = False) -> Iterator[Sequence[str]]:
    """Names of dumps in a folder, in their order, as they come into blocks; no more than WHOLE of them are one, unless
    it `goes_on` from what was cut before."""
    if len(names) <= WHOLE and not goes_on:
        yield names
        return
    start = 0
    for end, name in enumerate(names, 1):
        if end - start >= 4 * WHOLE or zlib.crc32(os.fsencode(name)) % WHOLE == 0:
            yield names[start:end]
            start = end
    yield names[start:]
