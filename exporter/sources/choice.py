"""Which source a path means that a person names: the configured one that it lies in, with all its settings."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from exporter.config.schema import Source


class Part(Struct, frozen=True):
    """A source, or what lies at one place in it."""

    source: Source
    below: str = ""
    """A file or folder in it, relative to its path: only that is read. Empty: everything."""


def choose(path: str, configured: Sequence[Source]) -> Part:
    """What `path` names: a part of the innermost configured source that it lies in, or else a source of its own.

    What is read as a part of a source has the names and rules that it has when the whole source is read.
    """
    found = [Part(source, below) for source in configured for below in _below(path, source.path)]
    own = Part(Source(path=os.path.abspath(path), name=path))
    return max(found, key=lambda part: len(os.path.realpath(part.source.path)), default=own)


def _below(path: str, root: str) -> Iterator[str]:
    """Where in `root` the path lies, as it is written or else as links lead; nothing if it does not."""
    for view in (os.path.abspath, os.path.realpath):
        inner, outer = Path(view(path)), Path(view(root))
        if inner.is_relative_to(outer):
            yield "" if inner == outer else inner.relative_to(outer).as_posix()
            return
