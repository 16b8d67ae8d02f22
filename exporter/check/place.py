"""Where a tree is looked at."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from msgspec import Struct

from exporter.check.claims import Claims


class Absent(Struct, frozen=True):
    """A document that could not be had."""

    path: str
    why: str = ""
    """Empty: there is none."""


class Place(Protocol):
    """A tree, on this machine or over HTTP. Paths are those below its root."""

    @property
    def name(self) -> str:
        """What messages call it."""

    @property
    def crawls(self) -> bool:
        """Whether only those documents are found that others name."""

    def paths(self) -> Iterable[str]:
        """Documents to begin with: all of them, if it does not crawl."""

    def lacks(self, path: str) -> bool:
        """Whether it is known that there is no document at this path."""

    def examine(self, paths: Iterable[str]) -> Iterator[Claims | Absent]:
        """What these documents say, in their order.

        Raises:
            Unavailable: it cannot be reached any more.
        """
