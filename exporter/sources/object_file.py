"""One object of object storage, as a dump: how it looks; all of it at once; piece by piece, as a file."""

import errno
import hashlib
import io
import os
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from exporter import objects
from exporter.config.places import in_bucket
from exporter.errors import ExporterError, SourceLost, Unavailable
from exporter.model import Dump
from exporter.printable import printable
from exporter.sources.folder import MAX_BYTES

if TYPE_CHECKING:
    from obstore import GetOptions
    from obstore.store import ObjectStore

AHEAD = 16
"""Objects that a worker asks for at a time: a round trip takes longer than what is done with what it brings."""
PIECE = 4 * 1024 * 1024
"""Bytes that are asked for at a time of what is read as a file."""


class Replaced(SourceLost):
    """Other bytes, or none, have the name of an object by now that is being read piece by piece."""


def look_of(meta: Any) -> tuple[int, int]:
    """How an object looks by what the service says of it, in a listing as with its bytes: its size, and a time in
    nanoseconds. Services tell whole seconds, in which it may be written twice: what is below a second stands for its
    ETag."""
    etag = (meta["e_tag"] or "").removeprefix("W/").strip('"')
    below = int.from_bytes(hashlib.blake2b(etag.encode(), digest_size=8).digest()) % 10**9
    return meta["size"], int(meta["last_modified"].timestamp()) * 10**9 + below


class Asking:
    """Whoever reads objects, of any bucket: with one client for each."""

    def __init__(self) -> None:
        self._clients: dict[str, ObjectStore] = {}

    def named(self, dump: Dump) -> "tuple[ObjectStore, str]":
        """Who to ask, and for which key."""
        root, key = in_bucket(dump.location)
        if root not in self._clients:
            self._clients[root] = objects.opened(root)
        return self._clients[root], key

    def fetch(self, dump: Dump) -> tuple[Dump, bytes]:
        """The bytes, up to MAX_BYTES and one more, and the dump as it was when they were read.

        Raises:
            FileNotFoundError: it is gone.
            PermissionError: the service does not give it to us.
            SourceLost: the service cannot be reached, or does not answer.
        """
        client, key = self.named(dump)
        import obstore

        with asked(dump):
            found = obstore.get(client, key)
            size, mtime = look_of(found.meta)
            data = bytes(found.bytes()) if size <= MAX_BYTES else _beginning(found.stream(PIECE))
        return Dump(dump.source, dump.name, dump.location, size, mtime), data


def _beginning(pieces: Iterable[bytes]) -> bytes:
    data = bytearray()
    for piece in pieces:
        data += piece
        if len(data) > MAX_BYTES:
            break
    return bytes(data[: MAX_BYTES + 1])


def fetch_each(some: Iterable[Dump]) -> Iterator[tuple[Dump, bytes] | OSError]:
    """What `Asking.fetch` gives of each of these, or what it says of it, in their order: AHEAD of them at a time.

    Raises:
        SourceLost: as that.
    """
    from concurrent.futures import Future, ThreadPoolExecutor

    asking = Asking()

    def fetched(dump: Dump) -> tuple[Dump, bytes] | OSError:
        try:
            return asking.fetch(dump)
        except OSError as error:
            return error

    ahead: deque[Future[tuple[Dump, bytes] | OSError]] = deque()
    with ThreadPoolExecutor(AHEAD) as pool:
        for dump in some:
            asking.named(dump)  # here, so that threads make no client twice
            ahead.append(pool.submit(fetched, dump))
            if len(ahead) == AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


@contextmanager
def opened(dump: Dump) -> Iterator[tuple[Dump, BinaryIO]]:
    """The object as it is now, and as a file that is read by ranges, so that nobody fetches what nobody reads.

    Raises:
        As `Asking.fetch`; and while it is read: Replaced.
    """
    client, key = Asking().named(dump)
    if not key or key.endswith("/"):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), dump.location)
    import obstore

    with asked(dump):
        meta = obstore.head(client, key)
    now = Dump(dump.source, dump.name, dump.location, *look_of(meta))
    with io.BufferedReader(_Ranges(client, key, now, meta["e_tag"]), min(max(now.size, 1), PIECE)) as file:
        yield now, cast(BinaryIO, file)


class _Ranges(io.RawIOBase):
    def __init__(self, client: "ObjectStore", key: str, dump: Dump, etag: str | None) -> None:
        self._client, self._key, self._dump, self._at = client, key, dump, 0
        self._options: GetOptions = {"if_match": etag} if etag else {}

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._dump.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        end = min(self._at + len(buffer), self._dump.size)
        if end <= self._at:
            return 0
        data = self._range(end)
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def _range(self, end: int) -> memoryview:
        import obstore
        from obstore.exceptions import PreconditionError

        try:
            with asked(self._dump):
                return memoryview(
                    obstore.get(self._client, self._key, options={**self._options, "range": (self._at, end)}).bytes()
                )
        except (PreconditionError, FileNotFoundError):
            raise Replaced(
                f"{printable(self._dump.location, 300)}: was replaced or removed while it was read; the next run reads "
                "what is there then"
            ) from None


@contextmanager
def asked(dump: Dump) -> Iterator[None]:
    """Turn what asking for it may raise into what opening a file raises, where it is about this object alone.

    Raises:
        FileNotFoundError, PermissionError, SourceLost: as `Asking.fetch`.
    """
    from obstore.exceptions import PermissionDeniedError

    where = dump.location
    try:
        with objects.explained(where, "read"):
            yield
    except FileNotFoundError:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), where) from None
    except ExporterError as error:
        said = error.__context__
        is_denied = isinstance(said, PermissionDeniedError) and not isinstance(error, Unavailable)
        if is_denied and (why := objects.denied(str(said))):
            raise PermissionError(errno.EACCES, why, where) from None
        raise SourceLost(f"{error} (the source {dump.source!r})") from None
