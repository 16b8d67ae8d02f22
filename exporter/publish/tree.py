"""What a run asks of the published tree, wherever that is: a folder on this machine, or a bucket."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec
from msgspec import UNSET, UnsetType

from exporter.errors import Refused
from exporter.model import Part

MARKER = ".exporter.json"
"""Says which store a tree belongs to. Web servers are told to keep dot-files to themselves."""
MANIFEST = "data/dataset.jsonld"
LANDMARKS = ("feed.atom", "feed.rss", "feed.json", "sitemap.xml", "robots.txt", "feeds.opml", MANIFEST)
"""A tree with one of these was published, marker or not."""


class Marker(msgspec.Struct, frozen=True):
    """What a tree says of itself."""

    store: str = ""
    """UUID of the store that publishes here; empty if none has."""
    edition: int = 0
    """The latest: a store that knows less is an old copy."""
    began: int = 0
    """When the last run began that read all dumps and published, in seconds since 1970."""
    gone: int = 0  # articles that are withdrawn
    format: int = 1
    run: str | UnsetType = UNSET
    """Of a bucket while a run writes there: a name that this run has to itself."""


def encoded(marker: Marker) -> bytes:
    """A marker as it is written."""
    return msgspec.json.encode(marker) + b"\n"


def _nothing() -> None:
    """Nobody else can be at work."""


class Tree(ABC):
    """A published tree during one run. Paths are below its root.

    Each method raises PublishError if the tree cannot be used, and Unavailable if that may pass.
    """

    where: str
    """What messages call it."""
    affirm: Callable[[], object] = staticmethod(_nothing)
    """Asked right before files are put in place or removed; raises if another run may be at work by now."""

    def at(self, path: str) -> str:
        """What messages call a file of it."""
        return f"{self.where}/{path}"

    def owner(self) -> str:
        """The UUID of the store that publishes here; empty if none has. Raises as `marker` does."""
        return self.marker().store

    def marker(self) -> Marker:
        """What the tree says of itself; nothing, if nobody publishes here.

        Raises:
            Refused: the marker cannot be read.
        """
        data = self.read(MARKER)
        if data is None:
            return Marker()
        try:
            return msgspec.json.decode(data, type=Marker)
        except msgspec.MsgspecError as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: Exception) -> Refused:
        return Refused(
            f"{self.at(MARKER)}: cannot tell which store this tree belongs to: {error}. Nothing was changed. If the "
            "store is the right one, delete this file: the next run writes it anew."
        )

    @abstractmethod
    def is_published(self) -> bool:
        """Whether subscribers may know this tree."""

    @abstractmethod
    def claim(self, marker: Marker) -> None:
        """Write down that the tree belongs to a store, before anything else is written."""

    @abstractmethod
    def conclude(self, marker: Marker) -> None:
        """Write down which edition it is, once the store knows it for good, and nothing more is written."""

    @abstractmethod
    def put(self, parts: Sequence[Part], *, in_turn: bool = False) -> list[bool]:
        """Put these in place; says of each whether its bytes differed from what was there.

        `in_turn`: each names those before it, so it comes once they are there.
        """

    @abstractmethod
    def differ(self, parts: Sequence[Part]) -> list[bool]:
        """Says of each whether `put` would write it."""

    @abstractmethod
    def flush(self) -> None:
        """Make all that was put in place or removed survive a power cut."""

    @abstractmethod
    def remove(self, paths: Sequence[str]) -> list[bool]:
        """Remove these files, and folders that are left empty; says of each whether it was there."""

    @abstractmethod
    def lacks(self, path: str) -> bool:
        """Whether there is no file at this path."""

    @abstractmethod
    def files(self) -> Iterator[str]:
        """Every file below the root but hidden ones, by its path."""

    @abstractmethod
    def read_all(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """The bytes of these files, in their order; None of one that is not there."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None if there is no such file."""
        return next(self.read_all([path]))[1]
