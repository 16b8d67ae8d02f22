"""Dumps in a folder: found to its depths, in an order that does not depend on the file system."""

import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from exporter.config.schema import Source
from exporter.errors import Unavailable
from exporter.model import Dump
from exporter.sources.choice import Part

MAX_BYTES = 64 * 1024 * 1024
"""Read of one dump, more than any reader accepts: what is larger is cut, and its reader rejects it as `too-large`."""


def scan(part: Part, tree: str) -> Iterator[Dump | Unavailable]:
    """The dumps of a source, or of a part of it, by name: files whose name matches a pattern of its `include`.

    A file that is named itself always is a dump. Hidden files and folders are left alone: that is where tools keep
    what is not finished. Links are followed, but not into a folder that is being walked already, nor into `tree`,
    where we publish. A folder in it that cannot be read is given as what is wrong with it, and the walk goes on.

    Raises:
        Unavailable: it cannot be read at all. Nothing is withdrawn because a disk was not mounted.
    """
    source = part.source
    path = os.path.join(source.path, part.below) if part.below else source.path
    try:
        status = os.stat(path)
    except OSError as error:
        raise Unavailable(f"{path}: cannot read the source {source.name!r}: {error.strerror}") from error
    name = printable_name(part.below)
    if S_ISDIR(status.st_mode):
        prefix = f"{name}/" if name else ""
        yield from _walk(source, path, prefix, os.path.realpath(tree), ((status.st_dev, status.st_ino),))
    else:
        yield Dump(source.name, name or printable_name(Path(path).name), path, status.st_size, status.st_mtime_ns)


def _walk(
    source: Source, folder: str, prefix: str, tree: str, above: tuple[tuple[int, int], ...]
) -> Iterator[Dump | Unavailable]:
    try:
        with os.scandir(folder) as found:
            entries = sorted((entry.name, entry) for entry in found if not entry.name.startswith("."))
    except OSError as error:
        yield Unavailable(f"{folder}: cannot read a folder of the source {source.name!r}: {error.strerror}")
        return
    for name, entry in entries:
        path = entry.path
        try:
            status = os.stat(path)
        except OSError:
            continue  # a link to nowhere, or gone since: no dump
        if S_ISDIR(status.st_mode):
            here = (status.st_dev, status.st_ino)
            published = entry.is_symlink() and Path(os.path.realpath(path)).is_relative_to(tree)
            if here not in above and not published:
                yield from _walk(source, path, f"{prefix}{printable_name(name)}/", tree, (*above, here))
        elif S_ISREG(status.st_mode) and is_included(name, source.include):
            yield Dump(source.name, prefix + printable_name(name), path, status.st_size, status.st_mtime_ns)


def is_included(name: str, include: Sequence[str]) -> bool:
    """Whether a file of this name is a dump."""
    return not name.startswith(".") and any(fnmatchcase(name, pattern) for pattern in include)


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
    """Whether a dump of that name is still there, as far as anyone can tell."""
    path = Path(root)
    try:
        return path.is_file() if path.name == name and not path.is_dir() else (path / name).is_file()
    except PermissionError:
        return True


def printable_name(name: str) -> str:
    """A file name that can be stored and shown: bytes that are no UTF-8 become `\\udcXX` escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
