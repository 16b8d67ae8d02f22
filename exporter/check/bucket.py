"""A tree in object storage: its documents, and what is said with each to whoever asks for it."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import partial

from exporter.check import reading
from exporter.check.claims import Claims
from exporter.check.folder import MAX_BYTES, slices, with_fault
from exporter.check.media import sent_wrongly
from exporter.check.place import Absent
from exporter.engine import Engine
from exporter.errors import Unavailable
from exporter.publish.exchange import DIGEST, Exchange, Seen

LONGEST_KEPT = 24 * 60 * 60
"""Seconds for which a document that changes may be kept unasked: longer, and subscribers miss what is new."""
_AGE = re.compile(r"(?:^|[,\s])max-age=(\d{1,10})(?:$|[,\s])")


class Bucket:
    """A tree in a bucket."""

    crawls = False

    def __init__(self, url: str, engine: Engine) -> None:
        """`url`: as of the configuration. Raises ExporterError if no client can be made for it."""
        self.name, self._engine = url.rstrip("/"), engine
        self._exchange = Exchange(self.name)
        self._listed: set[str] | None = None

    def paths(self) -> Iterator[str]:
        """Every object but hidden ones. Raises Unavailable if it cannot be listed."""
        return (path for path, _ in self._every() if not path.rpartition("/")[2].startswith("."))

    def _every(self) -> Iterator[tuple[str, str]]:
        for one in self._exchange.every():
            if isinstance(one, Unavailable):
                raise one
            yield one

    def leftovers(self) -> Iterator[str]:
        """None: an object has its name when all of it is there."""
        return iter(())

    def hidden_from_others(self) -> Iterator[tuple[str, str]]:
        """None: objects are in no folders. Who may read them, policies say that are not ours to judge."""
        return iter(())

    def state(self) -> bytes:
        """A digest of what the objects look like: another one if any was changed."""
        digest = hashlib.sha256()
        for path, looks in self._every():
            digest.update(f"{path}\0{looks}\n".encode("utf-8", "replace"))
        return digest.digest()

    def lacks(self, path: str) -> bool:
        """Whether there was no object at this path when that was asked first."""
        if self._listed is None:
            self._listed = set(self.paths())
        return path not in self._listed

    def examine(self, paths: Iterable[str]) -> Iterator[Claims | Absent]:
        """What these documents say, in their order; workers fetch them."""
        for some in self._engine.map(partial(examined, self.name), slices(paths)):
            yield from some


def examined(url: str, paths: list[str]) -> list[Claims | Absent]:
    """What these documents say: what a worker does."""
    found = Exchange(url).fetch(paths, MAX_BYTES)
    return [_examined(path, seen) for path, seen in zip(paths, found, strict=True)]


def _examined(path: str, seen: Seen | None) -> Claims | Absent:
    if seen is None:
        return Absent(path)
    if seen.size > MAX_BYTES:
        return Absent(path, f"has {seen.size} bytes: no document of a tree has more than {MAX_BYTES}")
    claims = reading.read(path, seen.data)
    return claims if claims.kind == "other" else with_fault(claims, *_said_of(path, seen, claims.sha256))


def _said_of(path: str, seen: Seen, sha256: str) -> Iterator[str]:
    """What is wrong with how a document will be sent, by what the object says of itself."""
    said = seen.attributes
    yield from sent_wrongly(path, said.get("Content-Type", ""), said.get("Content-Encoding", "identity"))
    cached = said.get("Cache-Control", "")
    age = _AGE.search(cached)
    if not cached:
        yield "has no Cache-Control: what keeps copies for others decides by itself for how long"
    elif path.endswith(".jsonl.gz") != ("immutable" in cached) or (
        "immutable" not in cached and age and int(age[1]) > LONGEST_KEPT
    ):
        yield f"may be kept by what it says of itself ({cached}) for longer, or for less, than it stays the same"
    if said.get(DIGEST, sha256) != sha256:
        yield f"says that it is of SHA-256 {said[DIGEST]}, and is of {sha256}"
