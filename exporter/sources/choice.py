"""Which source a path means that a person names: the configured one that it lies in, with all its settings."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from exporter.config import places
from exporter.config.schema import Source

_FURTHEST = 2**63 - 1


class Part(Struct, frozen=True):
    """A source, or what lies at one place in it."""

    source: Source
    below: str = ""
    """A file or folder in it, relative to its path: only that is read. Empty: everything."""

    def holds(self, name: str) -> bool:
        """Whether the dump of this name, if there is one, is in it."""
        below = printable_name(self.below)
        return not below or name == below or name.startswith(f"{below}/")


def choose(path: str, configured: Sequence[Source]) -> Part:
    """What `path` names: a part of the innermost configured source that it lies in, or else a source of its own.

    What is read as a part of a source has the names and rules that it has when the whole source is read. A source of
    its own is called by its absolute path, which no configured source can be by chance; or by its URL, of which no
    secret is shown, where it is one. `-` is standard input.
    """
    if path == places.STANDARD_INPUT:
        return Part(Source(path=path, name=path))
    if places.is_url(path):
        own = Part(Source(path=path, name=printable_name(places.shown(path))))
        return next((Part(source) for source in configured if source.path == path), own)
    absolute = os.path.abspath(path)
    own = Part(Source(path=absolute, name=printable_name(absolute)))
    if places.is_bucket(path):
        own = Part(Source(path=path, name=printable_name(path.rstrip("/"))))
    found = [
        Part(source, below)
        for source in configured
        if not places.is_url(source.path)
        for below in _below(path, source.path)
    ]
    return max(found, key=lambda part: len(os.path.realpath(part.source.path)), default=own)


def _below(path: str, root: str) -> Iterator[str]:
    """Where in `root` the path lies, as it is written or else as links lead; nothing if it does not."""
    if places.is_bucket(path) or places.is_bucket(root):
        yield from _below_bucket(path, root)
        return
    if places.is_pattern(root):
        yield from _below_pattern(path, root)
        return
    for view in (os.path.abspath, os.path.realpath):
        inner, outer = Path(view(path)), Path(view(root))
        if inner.is_relative_to(outer):
            yield "" if inner == outer else inner.relative_to(outer).as_posix()
            return


def _below_pattern(path: str, pattern: str) -> Iterator[str]:
    """The same of a source that is a pattern: where in the folder before its first wildcard, if the pattern stands for
    the path or for a folder above it."""
    absolute = os.path.abspath(path)
    root, wild = places.fixed(pattern)
    if absolute == pattern:
        yield ""
    elif Path(absolute).is_relative_to(root):
        parts = Path(absolute).relative_to(root).parts
        if any(places.matches(parts[:end], wild) for end in range(len(parts) + 1)):
            yield "/".join(parts)


def _below_bucket(path: str, root: str) -> Iterator[str]:
    """The same of a source in object storage, which may be a pattern."""
    (bucket, key), (other, pattern) = places.in_bucket(path), places.in_bucket(root)
    if bucket != other or not (places.is_bucket(path) and places.is_bucket(root)):
        return
    home, wild = places.fixed(pattern)
    inner, outer = PurePosixPath(key), PurePosixPath(home)
    if PurePosixPath(pattern) == inner:
        yield ""
    elif inner.is_relative_to(outer):
        parts = inner.relative_to(outer).parts
        if not wild or any(places.matches(parts[:end], wild) for end in range(len(parts) + 1)):
            yield "/".join(parts)


def printable_name(name: str) -> str:
    """A file name that can be stored and shown: bytes that are no UTF-8 become `\\udcXX` escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def written_at(status: os.stat_result) -> int:
    """When a file or folder says that it was written, in nanoseconds since 1970; as far ahead or back as the store can
    remember, for whoever says the year 2300."""
    return max(-_FURTHEST, min(_FURTHEST, status.st_mtime_ns))
