"""Dumps in a folder: found to its depths, in an order that does not depend on the file system."""

import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from exporter.errors import Unavailable
from exporter.model import Dump

MAX_BYTES = 64 * 1024 * 1024
"""Read of one dump, more than any reader accepts: what is larger is cut, and its reader rejects it as `too-large`."""


def scan(source: str, path: str, include: Sequence[str]) -> Iterator[Dump]:
    """The dumps below `path` whose file name matches a pattern of `include` (a file itself always does), by name.

    Hidden files and folders are left alone: that is where tools keep what is not finished. Links are followed,
    but not into a folder that is being walked already.

    Raises:
        Unavailable: the folder, or one inside it, cannot be read. Nothing is withdrawn because a disk was not mounted.
    """
    root = Path(path)
    try:
        status = root.stat()
    except OSError as error:
        raise Unavailable(
            f"{path}: cannot read the source {source!r}: {error.strerror}; the other sources go on"
        ) from error
    if not S_ISDIR(status.st_mode):
        yield Dump(source, printable_name(root.name), path, status.st_size, status.st_mtime_ns)
        return
    yield from _walk(source, path, "", tuple(include), ((status.st_dev, status.st_ino),))


def _walk(
    source: str, folder: str, prefix: str, include: tuple[str, ...], above: tuple[tuple[int, int], ...]
) -> Iterator[Dump]:
    try:
        with os.scandir(folder) as found:
            names = sorted((entry.name, entry.path) for entry in found if not entry.name.startswith("."))
    except OSError as error:
        raise Unavailable(f"{folder}: cannot read a folder of the source {source!r}: {error.strerror}") from error
    for name, path in names:
        try:
            status = os.stat(path)
        except OSError:
            continue  # a link to nowhere, or gone since: no dump
        if S_ISDIR(status.st_mode):
            here = (status.st_dev, status.st_ino)
            if here not in above:
                yield from _walk(source, path, f"{prefix}{printable_name(name)}/", include, (*above, here))
        elif S_ISREG(status.st_mode) and any(fnmatchcase(name, pattern) for pattern in include):
            yield Dump(source, prefix + printable_name(name), path, status.st_size, status.st_mtime_ns)


def fetch(dump: Dump) -> tuple[Dump, bytes]:
    """The bytes, and the dump as it was when they were read.

    A dump that is being written is given as far as it is; it looks different at the next run, which reads it again.

    Raises:
        OSError: it cannot be read.
    """
    with open(dump.location, "rb") as file:
        status = os.fstat(file.fileno())
        data = file.read(MAX_BYTES + 1)
    return Dump(dump.source, dump.name, dump.location, status.st_size, status.st_mtime_ns), data


def exists(root: str, name: str) -> bool:
    """Whether a dump of that name is still there."""
    path = Path(root)
    return path.is_file() if path.name == name and not path.is_dir() else (path / name).is_file()


def printable_name(name: str) -> str:
    """A file name that can be stored and shown: bytes that are no UTF-8 become `\\udcXX` escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
