"""The published tree in object storage (DESIGN.md decisions 5 and 12).

An object is put whole, and is there for everybody once that has been answered: what a folder needs a temporary file, a
rename and a flush for. Each bears its media type, how long it may be kept, and its digest, by which a later run sees
without its bytes that nothing has changed.

No lock reaches beyond a machine, but a store may have been copied to another one. Therefore a run that writes puts a
name of its own into the marker first, on the condition that nobody did since it began (If-Match); before each batch it
looks whether that name still stands there, and each object replaces only the one that it was compared with. Whoever
finds another's name, or object, stops: the other one has begun later, and compares with what is in place.
"""

import hashlib
import logging
import uuid
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from exporter import objects
from exporter.errors import ExporterError, Locked, Unavailable
from exporter.media import cache_control, content_type
from exporter.model import Part
from exporter.publish.exchange import DIGEST, Changed, Exchange, Seen, Sent, Version
from exporter.publish.tree import LANDMARKS, MANIFEST, MARKER, Marker, Tree, encoded

log = logging.getLogger(__name__)

LEAVES = "articles/"
"""Nothing is remembered of what was put there: they are as many as there are articles."""


class Bucket(Tree):
    """Objects below a URL, during one run."""

    def __init__(self, url: str) -> None:
        """`url`: `s3://BUCKET/PREFIX`, and the like. Raises ExporterError if no client can be made for it."""
        self.where = url.rstrip("/")
        self._exchange = Exchange(self.where)
        self._token = uuid.uuid4().hex
        self._marker: Marker | None = None
        """As it was read or written last; None: it was not read yet."""
        self._stands: Version = {}
        """Which object that is; empty: none."""
        self._holds = False
        """Whether this run has written it."""
        self._began_empty = False
        """Whether nothing was there when it was looked at."""
        self._names: dict[str, set[str]] = {}
        """Of folders that are known, the names in them."""
        self._has_more = True
        """Whether there was something in folders of its root."""
        self._there: dict[str, bool] = {}
        """Of single paths of which that was asked, whether there is an object."""
        self._asked: set[str] = set()
        """Folders of which one name was asked for."""

    def marker(self) -> Marker:
        """What the tree says of itself, as it was when this run asked first, or has written since.

        Raises:
            Refused: the marker cannot be read.
        """
        if self._marker is None:
            found, root, self._there[MANIFEST] = self._exchange.first(MARKER, MANIFEST)
            if root is not None:
                self._names[""], self._has_more = root
            try:
                self._marker = msgspec.json.decode(found.data, type=Marker) if found else Marker()
            except msgspec.MsgspecError as error:
                raise self._unreadable(error) from error
            self._stands = found.version if found else {}
        return self._marker

    def is_published(self) -> bool:
        """Whether subscribers may know this tree."""
        self.marker()
        if self._stands:
            return True
        names = self._names.get("")
        if names is None:
            return any(seen is not None for seen in self._exchange.look(LANDMARKS))
        self._began_empty = not names and not self._has_more
        return self._there[MANIFEST] or not names.isdisjoint(LANDMARKS)

    def claim(self, marker: Marker) -> None:
        """Write down that the tree belongs to a store, and that this run writes there.

        Raises:
            Locked: another run did, since this one began.
        """
        self._write(replace(marker, run=self._token))

    def conclude(self, marker: Marker) -> None:
        """Write down which edition it is, and that no run writes there. Raises as `claim` does."""
        self._write(replace(marker, run=UNSET))

    def _write(self, marker: Marker) -> None:
        self.marker()
        sent = _sent(Part(MARKER, encoded(marker)), self._stands)
        try:
            (version,) = self._exchange.put([sent])
        except Changed:
            raise self._lost() from None
        if not self._stands and not self._exchange.heeds_conditions(sent):  # asked once, before a tree is begun
            self._exchange.delete([MARKER])
            raise ExporterError(
                f"{self.at(MARKER)}: cannot publish: the service replaces objects whatever the condition (If-Match), "
                "so two exporters could overwrite each other's. Use one that knows conditional writes"
            )
        self._stands = version
        if not self._stands:  # a service that does not say with its answer what it has
            (seen,) = self._exchange.look([MARKER])
            self._stands = seen.version if seen else {}
        self._marker, self._holds = marker, True

    def _hold(self) -> None:
        """See that this run may write.

        Raises:
            Locked: another run has begun to.
        """
        if not self._holds:
            self.claim(self.marker())
            return
        (seen,) = self._exchange.look([MARKER])
        if seen is None or seen.version != self._stands:
            raise self._lost()

    def _lost(self) -> Locked:
        return Locked(
            f"{self.at(MARKER)}: another run writes to this tree, and has begun to since this one did: nothing more is "
            "written. Two machines that publish to one tree need one store (docs/cluster.md). Run it again: it goes on "
            "with what is left, or says that this store is an old copy"
        )

    def put(self, parts: Sequence[Part], *, in_turn: bool = False) -> list[bool]:
        """Put these in place; says of each whether it differed from what was there. All are when it returns; in which
        order they come, nobody knows, unless it is `in_turn`.

        Raises:
            Locked: another run writes here.
        """
        seen = self._seen(parts)
        waiting = [
            _sent(part, one.version if isinstance(one, Seen) else {})
            for part, one in zip(parts, seen, strict=True)
            if one != part
        ]
        if waiting:
            self._hold()
            try:
                self._exchange.put(waiting, in_turn=in_turn)
            except Changed:
                raise self._lost() from None
            for one in waiting:
                self._remember(one.path)
        return [one != part for part, one in zip(parts, seen, strict=True)]

    def differ(self, parts: Sequence[Part]) -> list[bool]:
        """Says of each whether `put` would write it."""
        return [one != part for part, one in zip(parts, self._seen(parts), strict=True)]

    def _seen(self, parts: Sequence[Part]) -> list[Seen | Part | None]:
        """What is in place of each: itself if it is the same, None if there is nothing."""
        asked = [part for part in parts if not self._is_new(part.path)]
        found = dict(zip((part.path for part in asked), self._exchange.look([one.path for one in asked]), strict=True))
        doubtful = [part for part in asked if (seen := found[part.path]) and _may_be(part, seen, "")]
        bodies = self._exchange.fetch([part.path for part in doubtful])
        same = {p.path for p, body in zip(doubtful, bodies, strict=True) if body and body.data == p.data}

        def stands(part: Part) -> Seen | Part | None:
            seen = found.get(part.path)
            if seen is None:
                return None
            return part if part.path in same or _may_be(part, seen, digest(part.data)) else seen

        return [stands(part) for part in parts]

    def _is_new(self, path: str) -> bool:
        """Whether it is known without a request that there is nothing yet."""
        folder, _, name = path.rpartition("/")
        if self._began_empty and path.startswith(LEAVES):
            return True
        names = self._known(folder)
        return names is not None and name not in names

    def _known(self, folder: str) -> set[str] | None:
        """The names in a folder, if they are known without a request."""
        if self._began_empty and not f"{folder}/".startswith(LEAVES):
            return self._names.setdefault(folder, set())
        return self._names.get(folder)

    def _remember(self, path: str) -> None:
        folder, _, name = path.rpartition("/")
        if path in self._there:
            self._there[path] = True
        names = self._known(folder)
        if names is not None:
            names.add(name)

    def flush(self) -> None:
        """Nothing: what was put is there."""

    def remove(self, paths: Sequence[str]) -> list[bool]:
        """Remove these; says of each whether it was there.

        Raises:
            Locked: another run writes here; none is removed.
        """
        there = [seen is not None for seen in self._exchange.look(paths)]
        gone = [path for path, was_there in zip(paths, there, strict=True) if was_there]
        if gone:
            self._hold()
            self._exchange.delete(gone)
        self._there |= dict.fromkeys(self._there.keys() & set(paths), False)
        for folder, _, name in (path.rpartition("/") for path in paths):
            self._names.get(folder, set()).discard(name)
        return there

    def lacks(self, path: str) -> bool:
        """Whether there is no object at this path. Who asks twice for what is in one folder will ask for more."""
        if path in self._there:
            return not self._there[path]
        folder, _, name = path.rpartition("/")
        if self._known(folder) is None and folder in self._asked and (found := self._exchange.names(folder)):
            self._names[folder] = found[0]
        names = self._known(folder)
        if names is not None:
            return name not in names
        self._asked.add(folder)
        return self._exchange.look([path]) == [None]

    def files(self) -> Iterator[str]:
        """Every object but hidden ones, by its path. What has a name that no path can have is nobody's of ours."""
        for one in self._exchange.every():
            if isinstance(one, Unavailable):
                log.warning("%s", one)
            elif not any(name.startswith(".") for name in one[0].split("/")):
                yield one[0]

    def read_all(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """The bytes of these objects, in their order; None of one that is not there."""
        waiting = iter(paths)
        while some := list(islice(waiting, objects.PARALLEL)):
            for path, seen in zip(some, self._exchange.fetch(some), strict=True):
                yield path, seen.data if seen else None


def digest(data: bytes) -> str:
    """SHA-256, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _sent(part: Part, instead: Version) -> Sent:
    said = {"Content-Type": content_type(part.path), "Cache-Control": cache_control(part.path)}
    return Sent(part.path, part.data, {**said, DIGEST: digest(part.data)}, instead)


def _may_be(part: Part, seen: Seen, known: str) -> bool:
    """Whether what is in place is the same by what it says of itself, and says this digest; none, if it is empty."""
    said = seen.attributes
    return (
        seen.size == len(part.data)
        and said.get(DIGEST, "") == known
        and said.get("Content-Type") == content_type(part.path)
        and said.get("Cache-Control") == cache_control(part.path)
        and not said.get("Content-Encoding")
    )
