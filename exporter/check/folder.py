"""A tree in a folder of this machine."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from exporter.check import reading
from exporter.check.claims import Claims
from exporter.check.kinds import TreeKind, kind_of
from exporter.check.place import Absent
from exporter.engine import Engine
from exporter.errors import Unavailable

MAX_BYTES = 256 * 1024 * 1024
"""No document is larger: a sitemap has 50 MB at most, a shard 1,000 rows."""
READABLE, SEARCHABLE = 0o004, 0o005
_SLICES: dict[TreeKind, int] = {"shard": 8, "archive": 16, "feed": 16, "sitemap": 8, "dataset": 1, "gone": 1}
"""Documents that are looked at in one task for a worker; of those that are not named here, `_SLICE`."""
_SLICE = 200


class Folder:
    """A tree on this machine."""

    crawls = False

    def __init__(self, root: str, engine: Engine) -> None:
        """`root`: its path."""
        self.name, self._root, self._engine = root, root, engine

    def paths(self) -> Iterator[str]:
        """Every file but hidden ones.

        Raises:
            Unavailable: it is no folder, or may not be listed.
        """
        return (path for path in self._walk() if not path.rpartition("/")[2].startswith("."))

    def leftovers(self) -> Iterator[str]:
        """Files that a run which was cut off left under temporary names."""
        return (path for path in self._walk() if path.rpartition("/")[2].startswith(".") and path.endswith(".tmp"))

    def hidden_from_others(self) -> Iterator[tuple[str, str]]:
        """(path, why) of each folder with documents that a web server of another user could not look into."""
        for folder, _, names in os.walk(self._root):
            path = os.path.relpath(folder, self._root)
            mode = os.stat(folder).st_mode
            if any(map(_is_ours, (_below(self._root, folder, name) for name in names))) and mode & SEARCHABLE < 5:
                why = f"may not be entered by others (mode {stat.S_IMODE(mode):04o}): `chmod o+rx` mends it"
                yield "" if path == "." else f"{path}/", why

    def state(self) -> bytes:
        """A digest of what the documents look like: another one if any was changed."""
        digest = hashlib.sha256()
        for path in self._walk():
            try:
                status = os.lstat(f"{self._root}/{path}")
            except OSError:
                continue
            digest.update(
                f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ino}\n".encode("utf-8", "replace")
            )
        return digest.digest()

    def lacks(self, path: str) -> bool:
        """Whether there is no file at this path."""
        return not os.path.isfile(f"{self._root}/{path}")

    def examine(self, paths: Iterable[str]) -> Iterator[Claims | Absent]:
        """What these documents say, in their order; many are shared out to workers."""
        for some in self._engine.map(partial(examined, self._root), slices(paths)):
            yield from some

    def _walk(self) -> Iterator[str]:
        def failed(error: OSError) -> None:
            raise Unavailable(f"{error.filename}: cannot be listed: {error.strerror}") from error

        for folder, folders, names in os.walk(self._root, onerror=failed):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                yield _below(self._root, folder, name)


def _below(root: str, folder: str, name: str) -> str:
    return f"{folder}/{name}".removeprefix(root).removeprefix("/")


def _is_ours(path: str) -> bool:
    return kind_of(path) != "other"


def slices(paths: Iterable[str]) -> Iterator[list[str]]:
    """Documents that are looked at in one task for a worker."""
    waiting = iter(paths)
    for first in waiting:
        yield [first, *islice(waiting, _SLICES.get(kind_of(first), _SLICE) - 1)]


def examined(root: str, paths: list[str]) -> list[Claims | Absent]:
    """What these documents say: what a worker does."""
    return [_examined(root, path) for path in paths]


def _examined(root: str, path: str) -> Claims | Absent:
    try:
        # Not blocked by a named pipe that somebody left there.
        with open(os.open(Path(root, path), os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return Absent(path, "is no file")
            if status.st_size > MAX_BYTES:
                return Absent(path, f"has {status.st_size} bytes: no document of a tree has more than {MAX_BYTES}")
            data = file.read()
    except (FileNotFoundError, NotADirectoryError):
        return Absent(path, "is a link to nowhere" if os.path.islink(f"{root}/{path}") else "")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return Absent(path, f"cannot be read: {why}")
    claims = reading.read(path, data)
    if claims.kind != "other" and not status.st_mode & READABLE:
        mode = f"{stat.S_IMODE(status.st_mode):04o}"
        return with_fault(
            claims, f"may not be read by others, such as a web server (mode {mode}): `chmod o+r` mends it"
        )
    return claims


def with_fault(claims: Claims, *what: str) -> Claims:
    """The same document with more that is wrong with it."""
    from msgspec.structs import replace

    return replace(claims, faults=(*claims.faults, *what)) if what else claims
