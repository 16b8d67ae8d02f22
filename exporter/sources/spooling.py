"""What comes over the net or by standard input lies in a file while it is read: readers may want it twice, workers are
other processes, and a source that fails half-way has given nothing."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from exporter.errors import Unavailable

_SPAN = 30 * 365 * 24 * 60 * 60 * 10**9
"""Nanoseconds in which the times lie that are given to files: long ago, so that none looks as if somebody wrote to it
just now."""


class Spooled(Struct, frozen=True):
    """A body that lies in a file."""

    path: str
    size: int
    """Bytes."""
    mtime: int
    """No time of anything: it stands for the bytes, so that a dump with other bytes looks different, whatever its size
    and whatever time a server states. As the file system tells it, in nanoseconds."""


class Room:
    """A folder for such files, made when the first one comes."""

    def __init__(self, folder: Path | None) -> None:
        """`folder`: of this name, which nobody else uses. None: a new one where the system has temporary files."""
        self._folder = folder
        self._made: Path | None = None
        self._count = 0

    def keep(self, what: str, pieces: Iterable[bytes], max_bytes: int, remedy: str) -> Spooled:
        """Write the pieces to a file of its own, piece by piece. `what`: how messages call it; `remedy`: what they say
        to do if it is too large.

        What iterating raises passes through, if it is no OSError; no file is left then.

        Raises:
            Unavailable: they are more than `max_bytes`, or there is no room for them.
        """
        path = self._new(what)
        try:
            size, digest = _write(
                path, _counted(pieces, max_bytes, f"{what}: gives more than {max_bytes} bytes: {remedy}")
            )
            stamp = int.from_bytes(digest[:8], "big") % _SPAN
            os.utime(path, ns=(stamp, stamp))
            return Spooled(str(path), size, os.stat(path).st_mtime_ns)
        except OSError as error:
            path.unlink(missing_ok=True)
            raise _no_room(what, path.parent, error) from error
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def clear(self) -> None:
        """Remove all of it."""
        if self._made is not None:
            shutil.rmtree(self._made, ignore_errors=True)
            self._made = None

    def _new(self, what: str) -> Path:
        if self._made is None:
            try:
                self._made = _made(self._folder)
            except OSError as error:
                raise _no_room(what, self._folder or Path("a temporary folder"), error) from error
        self._count += 1
        return self._made / str(self._count)


@contextmanager
def room(folder: Path | None) -> Iterator[Room]:
    """A room while the context lasts. What a run that was killed has left in it is removed first."""
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
    made = Room(folder)
    try:
        yield made
    finally:
        made.clear()


def _made(folder: Path | None) -> Path:
    """Only its owner may read in it."""
    if folder is None:
        import tempfile

        return Path(tempfile.mkdtemp(prefix="exporter-"))
    folder.mkdir(mode=0o700, parents=True)
    return folder


def _counted(pieces: Iterable[bytes], max_bytes: int, too_many: str) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > max_bytes:
            raise Unavailable(too_many)
        yield piece


def _write(path: Path, pieces: Iterable[bytes]) -> tuple[int, bytes]:
    size, digest = 0, hashlib.sha256()
    with open(path, "xb", buffering=0) as file:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            view = memoryview(piece)
            while view:
                view = view[file.write(view) :]
    return size, digest.digest()


def _no_room(what: str, folder: Path, error: OSError) -> Unavailable:
    return Unavailable(f"{what}: cannot be kept in {folder} while it is read: {error.strerror or error}")
