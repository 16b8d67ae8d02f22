"""The published tree in memory: what each file was when it was last looked at, and the bytes of those asked for often.

Nothing is taken for true that one `stat` of the file asked for does not confirm, so that a changed file is never
answered with what it was. Nothing outside the root is ever opened: no link below it is followed.
"""

import asyncio
import errno
import gzip
import hashlib
import os
import stat
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache, partial
from io import RawIOBase
from pathlib import Path
from threading import Event
from typing import Any, TypeVar
from urllib.parse import unquote_to_bytes

from msgspec import Struct

from exporter.serve.headers import Description, Policies

T = TypeVar("T")

Stamp = tuple[int, int, int, int, int]
"""Device, inode, size, and the times of the last change of bytes and of anything (nanoseconds)."""

KNOWN = 50_000
"""Files in the index: about 50 MB. The least recently asked for go first."""
HELD = 16 * 2**20
"""Bytes. A larger file is neither kept in memory nor compressed; it is sent as it lies there."""
ALL_HELD = 4 * HELD
RESTED = 2_000_000_000
"""Nanoseconds. A file that changed less than this before it was read may change again without its stamp telling:
clocks of file systems tick slowly. Until it has rested it is read at every request."""
ATTEMPTS = 10
_LEVEL = 6
_PIECE = 2**20
"""Bytes that are read between two looks at whether the server stops."""
_NO_FILE = frozenset((errno.ELOOP, errno.ENXIO, errno.ENAMETOOLONG))
"""How the system says of a link, a socket or a name of many bytes that it is no file to open."""


class Resource(Struct, frozen=True):
    """A file of the tree as it was when it was read."""

    path: str
    """Below the root, `/` between folders."""
    stamp: Stamp
    rested: bool
    digest: str
    """SHA-256 of its bytes, in hexadecimal."""
    described: Description

    @property
    def size(self) -> int:
        """Bytes."""
        return self.stamp[2]


class Changed(Exception):  # noqa: N818 - no error: find it again
    """The file is no longer what its resource says."""


class Stopped(Exception):  # noqa: N818 - no error: nobody waits for it any more
    """A file was being read when the server stopped."""


@lru_cache(maxsize=4096)
def published_path(target: bytes) -> str | None:
    """The path below the root that the path of a request means; None if it can mean no published file.

    Each segment is decoded once (RFC 3986 section 2.4). None of them may be hidden or temporary (they begin with a dot
    or end in `.tmp` or `~`; `.` and `..` are such), hold a slash, a backslash or a control character, or be empty; only
    the last may be, which asks for the index of a folder.
    """
    first, *segments = target.split(b"/")
    if first or not segments:
        return None
    try:
        names = [unquote_to_bytes(segment).decode("utf-8") for segment in segments]
    except UnicodeDecodeError:
        return None
    if not names[-1]:
        names[-1] = "index.html"
    return "/".join(names) if all(map(_is_name, names)) else None


def _is_name(name: str) -> bool:
    hidden = not name or name.startswith(".") or name.endswith((".tmp", "~"))
    return not hidden and name.isprintable() and not {"/", "\\"} & set(name) and len(name.encode()) <= 255


class Tree:
    """The files below a root. One event loop uses it; files are read and compressed in threads."""

    def __init__(self, root: Path, policies: Policies) -> None:
        self.root = root
        self._policies = policies
        self._prefix = f"{root}/"
        self._index: OrderedDict[str, Resource] = OrderedDict()
        self._bodies: OrderedDict[tuple[str, bool], bytes] = OrderedDict()
        self._held = 0
        self._pending: dict[Any, asyncio.Task[Any]] = {}
        self.stopped = Event()
        """Set when the server stops: what is being read is given up."""

    def known(self, path: str) -> Resource | None:
        """The file, if it has rested and nothing about it changed since it was read."""
        resource = self._index.get(path)
        if resource is None or not resource.rested or self._stamp(path) != resource.stamp:
            return None
        self._index.move_to_end(path)
        return resource

    async def find(self, path: str) -> Resource | None:
        """The file as it is now; None if there is none.

        Raises:
            OSError: it cannot be read.
            Stopped: the server stops.
        """
        joined = path in self._pending
        resource = await self._found(path)
        if joined and self._stamp(path) != (resource.stamp if resource else None):
            # That reading began before we asked, and the file has changed since. Any that goes on now began later.
            resource = await self._found(path)
        return resource

    async def _found(self, path: str) -> Resource | None:
        resource, data = await self._once(path, partial(_read, self.root, path, self._policies, self.stopped))
        if resource is None:
            self._index.pop(path, None)
            return None
        self._index[path] = resource
        self._index.move_to_end(path)
        if len(self._index) > KNOWN:
            self._index.popitem(last=False)
        if data is not None:
            self._hold((resource.digest, False), data)
        return resource

    async def body(self, resource: Resource, *, compressed: bool) -> bytes:
        """All its bytes, as they are or as a gzip member (RFC 1952). Only of files up to HELD bytes.

        Raises:
            Changed: the file has other bytes by now.
            OSError: it cannot be read.
        """
        key = (resource.digest, compressed)
        data = self._bodies.get(key)
        if data is not None:
            self._bodies.move_to_end(key)
            return data
        plain = self._bodies.get((resource.digest, False))
        data = await self._once(key, partial(_body, self.root, resource, plain, compressed=compressed))
        self._hold(key, data)
        return data

    def open(self, resource: Resource) -> int:
        """A descriptor of the file, to be closed by whoever asked. Raises as `body` does."""
        return _open_unchanged(self.root, resource)

    def _stamp(self, path: str) -> Stamp | None:
        try:
            return _stamp_of(os.stat(self._prefix + path))
        except OSError:
            return None  # gone, or out of reach: whoever reads it anew says which

    def _hold(self, key: tuple[str, bool], data: bytes) -> None:
        if key not in self._bodies:
            self._bodies[key] = data
            self._held += len(data)
        while self._held > ALL_HELD:
            self._held -= len(self._bodies.popitem(last=False)[1])

    async def _once(self, key: Any, work: Callable[[], T]) -> T:
        """The result of work in a thread, which all who want the same at the same time share."""
        task: asyncio.Task[T] | None = self._pending.get(key)
        if task is None:
            task = asyncio.create_task(asyncio.to_thread(work))
            self._pending[key] = task
            task.add_done_callback(lambda _: self._pending.pop(key))
        return await asyncio.shield(task)


def _read(root: Path, path: str, policies: Policies, stopped: Event) -> tuple[Resource | None, bytes | None]:
    """The file as it is, with its bytes if they are to be held."""
    for _ in range(ATTEMPTS):
        try:
            descriptor = _open(root, path)
        except (FileNotFoundError, NotADirectoryError):
            return None, None
        with open(descriptor, "rb", buffering=0) as file:
            before = os.fstat(descriptor)
            now = time.time_ns()
            data = file.read() if before.st_size <= HELD else None
            digest = hashlib.sha256(data) if data is not None else _digest(file, stopped)
            stamp = _stamp_of(os.fstat(descriptor))
        if stamp == _stamp_of(before):
            name = digest.hexdigest()
            described = policies.describe(path, name, stamp[3] // 1_000_000_000)
            return Resource(path, stamp, now - stamp[4] > RESTED, name, described), data
    raise OSError(f"{root}/{path} changes faster than it can be read")


def _digest(file: RawIOBase, stopped: Event) -> "hashlib._Hash":
    """Of all its bytes, unless the server stops meanwhile: nothing ends a thread, and no end of the process waits less.

    Raises:
        Stopped: it does.
    """
    digest, piece = hashlib.sha256(), memoryview(bytearray(_PIECE))
    while read := file.readinto(piece):
        if stopped.is_set():
            raise Stopped
        digest.update(piece[:read])
    return digest


def _body(root: Path, resource: Resource, plain: bytes | None, *, compressed: bool) -> bytes:
    if plain is None:
        with open(_open_unchanged(root, resource), "rb", buffering=0) as file:
            plain = file.read()
        if hashlib.sha256(plain).hexdigest() != resource.digest:
            raise Changed
    # No time in it: the same bytes for the same bytes, as a strong validator demands.
    return gzip.compress(plain, _LEVEL, mtime=0) if compressed else plain


def _open_unchanged(root: Path, resource: Resource) -> int:
    try:
        descriptor = _open(root, resource.path)
    except (FileNotFoundError, NotADirectoryError):
        raise Changed from None
    if _stamp_of(os.fstat(descriptor)) != resource.stamp:
        os.close(descriptor)
        raise Changed
    return descriptor


def _open(root: Path, path: str) -> int:
    """Open a file below the root without following a link on the way.

    Raises FileNotFoundError or NotADirectoryError if there is none: links and what is no file count as none.
    """
    *folders, name = path.split("/")
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for each in folders:
            inner = os.open(each, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
            os.close(folder)
            folder = inner
        # A pipe would be waited for.
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except OSError as error:
        if error.errno in _NO_FILE:
            raise FileNotFoundError(error.errno, error.strerror, path) from None
        raise
    finally:
        os.close(folder)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FileNotFoundError(errno.ENOENT, "not a file", path)
    return descriptor


def _stamp_of(found: os.stat_result) -> Stamp:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
