"""Paths with wildcards: which files and folders they stand for now.

As in a shell: `*`, `?` and `[...]` stand for parts of one name, `**` for any number of folders, and none of them for
what begins with a dot unless the pattern says the dot. Other than in a shell, and in `glob`, a folder on the way that
cannot be read is told.
"""

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from stat import S_ISDIR

from msgspec import Struct

from exporter.config.places import fixed
from exporter.sources.choice import printable_name, written_at

Named = tuple[str, int, int, int]
"""A folder: its path, its time of change in nanoseconds, its device and its number there."""
ANY_DEPTH = "**"
NOTHING = frozenset((errno.ENOENT, errno.ENOTDIR, errno.ELOOP))
"""How the system says of a name that nothing is behind it: a link to nowhere, or gone since. That is no dump."""


class Match(Struct, frozen=True):
    """A file or folder that a pattern stands for."""

    path: str
    name: str
    """Its place in the source, printable; empty: the source itself."""
    is_folder: bool
    as_named: Named
    """Of a folder."""


class Unread(Struct, frozen=True):
    """A folder that may hold matches and cannot be read."""

    path: str
    why: str


def expand(pattern: str, tree: str, above: str = "") -> tuple[list[Match], list[Unread]]:
    """What the pattern stands for, and what could not be looked at, each once; nothing in a folder that matches itself.

    In the order in which a store sorts what lies in folders: a folder at its own name, a file at that of the folder in
    which it lies. `tree`: where we publish, as a real path; what leads there is left out. `above`: what the folder
    before the first wildcard is called.
    """
    root, written = fixed(pattern)
    parts = [
        part for part, before in zip(written, (None, *written), strict=False) if (part, before) != (ANY_DEPTH,) * 2
    ]
    unread: list[Unread] = []
    is_published = _Published(tree)
    found = {match.path: match for match in _Search(unread, is_published).matches(root, above, parts)}
    folders = {f"{match.path}/" for match in found.values() if match.is_folder}
    matches = [match for match in found.values() if not any(above in folders for above in _above(match.path))]
    return sorted(matches, key=lambda match: (prefix_of(match), match.name)), unread


def prefix_of(match: Match) -> str:
    """What the names of its dumps begin with: empty, or ending in `/`."""
    folder = match.name if match.is_folder else match.name.rpartition("/")[0]
    return f"{folder}/" if folder else ""


class _Search(Struct, frozen=True):
    unread: list[Unread]
    is_published: Callable[[str], bool]

    def matches(self, path: str, name: str, parts: Sequence[str]) -> Iterator[Match]:
        """What these parts of a pattern stand for at a path."""
        if self.is_published(path):
            return
        if not parts:
            yield from self._match(path, name)
            return
        part, rest = parts[0], parts[1:]
        if part == ANY_DEPTH:
            yield from self.matches(path, name, rest)
            for inner, inner_name in self._inside(path, name, "*"):
                if os.path.isdir(inner) and not os.path.islink(inner):  # links may lead in circles
                    yield from self.matches(inner, inner_name, parts)
        elif any(wild in part for wild in "*?["):
            for inner, inner_name in self._inside(path, name, part):
                yield from self.matches(inner, inner_name, rest)
        else:
            yield from self.matches(os.path.join(path, part), _joined(name, part), rest)

    def _match(self, path: str, name: str) -> Iterator[Match]:
        try:
            status = os.stat(path)
        except OSError as error:
            if error.errno not in NOTHING:
                self.unread.append(Unread(path, error.strerror or str(error)))
            return
        named = (path, written_at(status), status.st_dev, status.st_ino)
        yield Match(path, name, S_ISDIR(status.st_mode), named)

    def _inside(self, path: str, name: str, pattern: str) -> Iterator[tuple[str, str]]:
        """Paths and names of what lies in a folder and matches."""
        try:
            entries = sorted(os.listdir(path))
        except OSError as error:
            if error.errno not in NOTHING:
                self.unread.append(Unread(path, error.strerror or str(error)))
            return
        for entry in entries:
            if (entry[0] != "." or pattern[0] == ".") and fnmatchcase(entry, pattern):
                yield os.path.join(path, entry), _joined(name, entry)


def _joined(name: str, entry: str) -> str:
    return f"{name}/{printable_name(entry)}" if name else printable_name(entry)


def _above(path: str) -> Iterator[str]:
    """The folders in which it lies, each ending in `/`."""
    end = path.rfind("/")
    while end > 0:
        yield path[: end + 1]
        end = path.rfind("/", 0, end)


class _Published:
    """Whether a path lies where we publish: asked once a folder, and of each link."""

    def __init__(self, tree: str) -> None:
        self._tree = tree
        self._folders: dict[str, bool] = {}

    def __call__(self, path: str) -> bool:
        if os.path.islink(path):
            return self._holds(os.path.realpath(path))
        above, name = os.path.split(path)
        if above not in self._folders:
            self._folders[above] = self._holds(os.path.realpath(above))
        return self._folders[above] or (os.path.basename(self._tree) == name and self._holds(os.path.realpath(path)))

    def _holds(self, real: str) -> bool:
        return real == self._tree or real.startswith(f"{self._tree}/")
