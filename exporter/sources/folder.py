"""Dumps in a folder: found to its depths, in an order that does not depend on the file system."""

import errno
import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from exporter.config.schema import Source
from exporter.errors import Unavailable
from exporter.model import Dump
from exporter.sources.choice import Part, printable_name

MAX_BYTES = 64 * 1024 * 1024
"""Read of one dump, more than any reader accepts: what is larger is cut, and its reader rejects it as `too-large`."""


_NOTHING = frozenset((errno.ENOENT, errno.ENOTDIR, errno.ELOOP))
"""How the system says of a name that nothing is behind it: a link to nowhere, or gone since. That is no dump."""


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
    elif not S_ISREG(status.st_mode):  # a pipe would be waited for
        raise Unavailable(f"{path}: cannot read the source {source.name!r}: it is neither a folder nor a file")
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
    unseen: list[tuple[str, str | None]] = []
    for name, entry in entries:
        path = entry.path
        try:
            status = os.stat(path)
        except OSError as error:
            if error.errno not in _NOTHING:
                unseen.append((path, error.strerror))
            continue
        if S_ISDIR(status.st_mode):
            here = (status.st_dev, status.st_ino)
            published = entry.is_symlink() and Path(os.path.realpath(path)).is_relative_to(tree)
            if here not in above and not published:
                yield from _walk(source, path, f"{prefix}{printable_name(name)}/", tree, (*above, here))
        elif S_ISREG(status.st_mode) and is_included(name, source.include):
            yield Dump(source.name, prefix + printable_name(name), path, status.st_size, status.st_mtime_ns)
    if unseen:
        path, reason = unseen[0]
        more = f", nor {len(unseen) - 1} more beside it" if len(unseen) > 1 else ""
        yield Unavailable(f"{path}: cannot look at this file of the source {source.name!r}{more}: {reason}")


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
