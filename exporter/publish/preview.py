"""What a run would do to the published tree: the output of a dry run."""

from collections.abc import Iterable, Iterator, Sequence

from exporter.model import Part
from exporter.publish.tree import Marker, Tree


class Preview(Tree):
    """The same answers as another tree gives, and nothing is written there."""

    def __init__(self, tree: Tree) -> None:
        """`tree`: to which nothing happens."""
        self._tree = tree
        self.where = tree.where
        self._removed: set[str] = set()
        self._put: set[str] = set()

    def marker(self) -> Marker:
        """As it is."""
        return self._tree.marker()

    def is_published(self) -> bool:
        """As it is."""
        return self._tree.is_published()

    def claim(self, marker: Marker) -> None:
        """Nothing."""

    def conclude(self, marker: Marker) -> None:
        """Nothing."""

    def put(self, parts: Sequence[Part], *, in_turn: bool = False) -> list[bool]:
        """Says of each whether it would be written."""
        self._put.update(part.path for part in parts)
        return self._tree.differ(parts)

    def differ(self, parts: Sequence[Part]) -> list[bool]:
        """As it is."""
        return self._tree.differ(parts)

    def flush(self) -> None:
        """Nothing."""

    def remove(self, paths: Sequence[str]) -> list[bool]:
        """Says of each whether it would be removed: once."""
        there = [path not in self._removed and not self._tree.lacks(path) for path in paths]
        self._removed.update(paths)
        return there

    def lacks(self, path: str) -> bool:
        """Whether there would be no file at this path."""
        return path not in self._put and self._tree.lacks(path)

    def files(self) -> Iterator[str]:
        """As they are."""
        return self._tree.files()

    def read_all(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        """As they are."""
        return self._tree.read_all(paths)
