"""Which of the files that were written to are at rest."""

import os
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

Look = tuple[int, int] | None
"""What a file looks like: its size and when it was last written to, in ns; None if it is not there."""


def look(path: str) -> Look:
    """What the file looks like now."""
    try:
        status = os.stat(path)
    except OSError:
        return None  # gone again, or never a file: nobody waits for it
    return status.st_size, status.st_mtime_ns


class _Seen(Struct):
    source: str
    looks: Look
    since: float


class Resting:
    """Files that were written to, until they look the same for a while. Seconds are those of a monotonic clock."""

    def __init__(self, rest: float, looking: Callable[[str], Look] = look) -> None:
        """`rest`: seconds that a file must look the same."""
        self._rest, self._look = rest, looking
        self._seen: dict[str, _Seen] = {}

    def written(self, source: str, path: str | Path, now: float) -> None:
        """Somebody wrote to the file."""
        path = str(path)
        looks = self._look(path)
        known = self._seen.get(path)
        if known is None or known.looks != looks:
            self._seen[path] = _Seen(source, looks, now)

    def rested(self, now: float) -> set[str]:
        """Names of the sources with a file that has come to rest since this was asked last."""
        found = set()
        for path, seen in list(self._seen.items()):
            if now - seen.since < self._rest:
                continue
            looks = self._look(path)
            if looks is None:
                del self._seen[path]
            elif looks != seen.looks:
                self._seen[path] = _Seen(seen.source, looks, now)
            else:
                del self._seen[path]
                found.add(seen.source)
        return found

    def patience(self, now: float) -> float:
        """Seconds until it is worth asking again; infinite if nobody has written anything."""
        return max(0.0, min((seen.since for seen in self._seen.values()), default=float("inf")) + self._rest - now)
