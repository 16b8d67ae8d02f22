"""Dumps in a folder: found to its depths, in an order that does not depend on the file system."""

import errno
import os
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from msgspec import Struct

from exporter.config.places import is_pattern, root_of
from exporter.config.schema import Source
from exporter.errors import Unavailable
from exporter.model import Dump
from exporter.sources.blocks import Block, Known, Listed, Passed, cut
from exporter.sources.choice import Part, printable_name, written_at
from exporter.sources.naming import included, matcher
from exporter.sources.patterns import NOTHING, Named, expand, prefix_of

MAX_BYTES = 64 * 1024 * 1024
"""Read of one dump, more than any reader accepts: what is larger is cut, and its reader rejects it as `too-large`."""
_AT_ONCE = 64 * 1024
"""Bytes to ask for at least."""

Unseen = tuple[str, str | None]
"""A path that cannot be looked at, and why."""


def walk(part: Part, tree: str, known: Known) -> Iterator[Block | Listed | Passed | Unavailable]:
    """The dumps of a source, or of a part of it: files that have the name of a dump (naming.py).

    By name, those of a folder before those of the folders in it. A file that is named itself always is a dump. Hidden
    files and folders are left alone: that is where tools keep what is not finished. Links are followed, but not into a
    folder that is being walked already, nor into `tree`, where we publish. A folder in it that cannot be read is given
    as what is wrong with it, and the walk goes on.

    Raises:
        Unavailable: it cannot be read at all. Nothing is withdrawn because a disk was not mounted.
    """
    source = part.source
    path = os.path.join(root_of(source.path), part.below) if part.below else source.path
    if is_pattern(path):
        yield from _walk_matches(_Walker(source, os.path.realpath(tree), known), path)
        return
    try:
        status = os.stat(path)
    except OSError as error:
        raise Unavailable(f"{path}: cannot read the source {source.name!r}: {error.strerror}") from error
    name = printable_name(part.below)
    if S_ISDIR(status.st_mode):
        prefix = f"{name}/" if name else ""
        walker = _Walker(source, os.path.realpath(tree), known)
        yield from walker.walk((path, written_at(status), status.st_dev, status.st_ino), prefix, ())
    elif not S_ISREG(status.st_mode):  # a pipe would be waited for
        raise Unavailable(f"{path}: cannot read the source {source.name!r}: it is neither a folder nor a file")
    else:
        above, _, own = (name or printable_name(Path(path).name)).rpartition("/")
        look = (own, status.st_size, written_at(status))
        prefix = f"{above}/" if above else ""
        yield Block(source.name, os.path.dirname(path), prefix, [os.path.basename(path)], [look])


def _walk_matches(walker: "_Walker", pattern: str) -> Iterator[Block | Listed | Passed | Unavailable]:
    """What lies in the folders that a pattern stands for, and the files, which are dumps whatever they are called."""
    root, what = root_of(pattern), f"the source {walker.source.name!r}"
    above = os.path.relpath(root, root_of(walker.source.path))
    matches, unread = expand(pattern, walker.tree, "" if above == "." else printable_name(above))
    for one in unread:
        yield Unavailable(f"{one.path}: cannot read a folder of {what}: {one.why}")
    is_empty = walker.source.taken != "keep" and os.path.isdir(root)  # of a spool all may have been taken
    if not matches and not unread and not is_empty:
        raise Unavailable(f"{pattern}: cannot read {what}: nothing matches it")
    for prefix, some in groupby(matches, key=prefix_of):
        together = list(some)
        if together[0].is_folder:
            yield from walker.walk(together[0].as_named, prefix, ())
        else:
            paths = [match.path for match in together]
            yield from walker.files(os.path.dirname(paths[0]), prefix, [os.path.basename(path) for path in paths])
            if pattern == walker.source.path:  # of a part of a source, what is known of its folders stays
                yield Listed(prefix, 0, ())


class _Walker(Struct, frozen=True):
    source: Source
    tree: str
    known: Known

    def walk(
        self, folder: Named, prefix: str, above: tuple[tuple[int, int], ...]
    ) -> Iterator[Block | Listed | Passed | Unavailable]:
        path, mtime, *here = folder
        unseen: list[Unseen] = []
        known = self.known(prefix, mtime)
        if known is not None:
            yield Passed(prefix)
            folders = self._folders(path, known, unseen)
        else:
            try:
                files, others = self._list(path)
            except OSError as error:
                what = f"cannot read a folder of the source {self.source.name!r}"
                yield Unavailable(f"{path}: {what}: {error.strerror}")
                return
            yield from self._blocks(path, prefix, files, others, unseen)
            folders = self._folders(path, others, unseen)
            inner = tuple(os.path.basename(inner) for inner, *_ in folders)
            yield Listed(prefix, 0 if unseen else mtime, inner)
        yield from self._told(unseen)
        walked = (*above, (here[0], here[1]))
        for one in folders:
            if one[2:] not in walked:
                yield from self.walk(one, f"{prefix}{printable_name(os.path.basename(one[0]))}/", walked)

    def files(self, path: str, prefix: str, names: list[str]) -> Iterator[Block | Unavailable]:
        """Only these, of a folder."""
        unseen: list[Unseen] = []
        yield from self._blocks(path, prefix, sorted(names), [], unseen)
        yield from self._told(unseen)

    def _blocks(
        self, path: str, prefix: str, names: list[str], others: list[str], unseen: list[Unseen]
    ) -> Iterator[Block]:
        """Files of these names; those that are none are put to the `others`, or to what is `unseen`."""
        for some in cut(names):
            block = Block(self.source.name, path, prefix, [], [])
            others += _look(block, some, unseen)
            if block.files:
                yield block

    def _told(self, unseen: list[Unseen]) -> Iterator[Unavailable]:
        if unseen:
            first, reason = unseen[0]
            more = f", nor {len(unseen) - 1} more beside it" if len(unseen) > 1 else ""
            what = f"cannot look at this file of the source {self.source.name!r}{more}"
            yield Unavailable(f"{first}: {what}: {reason}")

    def _list(self, path: str) -> tuple[list[str], list[str]]:
        """Names in a folder that dumps may have, in their order, and others."""
        is_dump = matcher(included(self.source))
        names = [name for name in os.listdir(path) if name[0] != "."]
        files = sorted(filter(is_dump, names))
        return files, [] if len(files) == len(names) else [name for name in names if not is_dump(name)]

    def _folders(self, path: str, names: Iterable[str], unseen: list[Unseen]) -> list[Named]:
        """Those of these names that are folders to walk, in the order in which a store sorts what lies in them."""
        folders: list[Named] = []
        for name in sorted(names, key=lambda name: f"{printable_name(name)}/"):
            inner = os.path.join(path, name)
            try:
                status = os.stat(inner)
            except OSError as error:
                _note(error, inner, unseen)
                continue
            if S_ISDIR(status.st_mode) and not (os.path.islink(inner) and self._is_published(inner)):
                folders.append((inner, written_at(status), status.st_dev, status.st_ino))
        return folders

    def _is_published(self, path: str) -> bool:
        return Path(os.path.realpath(path)).is_relative_to(self.tree)


def _look(block: Block, names: Iterable[str], unseen: list[Unseen]) -> list[str]:
    """Put those of these names into the block that are files, and how they look; returns those that are folders.

    Every run does this for every dump: beyond `os.stat` itself it costs a microsecond, and the system finds a name in
    an open folder faster than a whole path.
    """
    folders = []
    try:
        folder = os.open(block.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        for name in names:
            _note(error, os.path.join(block.path, name), unseen)
        return []
    try:
        for name in names:
            try:
                status = os.stat(name, dir_fd=folder)
            except OSError as error:
                _note(error, os.path.join(block.path, name), unseen)
                continue
            if S_ISREG(status.st_mode):
                look = (name if name.isascii() else printable_name(name), status.st_size, written_at(status))
                block.files.append(name)
                block.looks.append(look)
            elif S_ISDIR(status.st_mode):
                folders.append(name)
    finally:
        os.close(folder)
    return folders


def _note(error: OSError, path: str, unseen: list[Unseen]) -> None:
    """That this cannot be looked at; what is not there is left alone."""
    if error.errno not in NOTHING:
        unseen.append((path, error.strerror))


def fetch(dump: Dump) -> tuple[Dump, bytes]:
    """The bytes, and the dump as it was when they were read.

    A dump that is being written is given as far as it is; it looks different at the next run, which reads it again.

    Raises:
        OSError: it cannot be read.
    """
    # By the system's own calls: what wraps them sets aside MAX_BYTES, in 40 us. O_NONBLOCK: a pipe would be waited for.
    descriptor = os.open(dump.location, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        status = os.fstat(descriptor)
        if not S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is no file")
        data, left = b"", MAX_BYTES + 1
        while piece := os.read(descriptor, min(max(status.st_size, _AT_ONCE), left)):
            data, left = data + piece, left - len(piece)
    finally:
        os.close(descriptor)
    return Dump(dump.source, dump.name, dump.location, status.st_size, written_at(status)), data
