"""What a run would do to the published tree: the output of a dry run."""

from collections.abc import Sequence

from exporter.model import Part
from exporter.publish.folder import Folder, Marker


class Preview(Folder):
    """The same questions, and nothing is written: the output of a dry run."""

    def __init__(self, root: str, now: int) -> None:
        """As a folder's."""
        super().__init__(root, now)
        self._removed: set[str] = set()
        self._put: set[str] = set()

    def claim(self, marker: Marker) -> None:
        """Nothing."""

    def put(self, parts: Sequence[Part]) -> list[bool]:
        """Says of each whether it would be written."""
        self._put.update(part.path for part in parts)
        return [self._time_for(part) is not None for part in parts]

    def lacks(self, path: str) -> bool:
        """Whether there would be no file at this path."""
        return path not in self._put and super().lacks(path)

    def remove(self, path: str) -> bool:
        """Says whether it would be removed: once."""
        there = path not in self._removed and (self.root / path).exists()
        self._removed.add(path)
        return there
