"""Looks at every feed document after every run, and notes what no reader may ever meet."""

from datetime import datetime
from pathlib import Path

from tests.subscribers.polling import Entry, read


class Witness:
    """What was seen of a tree so far; `faults` says what should not have been."""

    def __init__(self, tree: Path) -> None:
        self._tree = tree
        self.ids: dict[int, str] = {}
        """By number of an article, what it was called when it was first seen."""
        self.faults: list[str] = []
        self.empty: set[str] = set()
        """Documents without entries."""
        self._published: dict[str, datetime] = {}
        self._updated: dict[str, datetime] = {}
        self._bodies: dict[str, bytes] = {}
        self._times: dict[str, int] = {}
        self._validators: dict[tuple[str, int, int], bytes] = {}

    def look(self) -> set[str]:
        """Look at it all; gives the paths of the documents that have changed since the last look."""
        changed = set()
        for path in sorted(self._tree.rglob("*")):
            if path.suffix in {".atom", ".rss", ".json"} and not path.name.startswith("."):
                name = path.relative_to(self._tree).as_posix()
                if self._document(name, path):
                    changed.add(name)
        return changed

    def empty_but(self, allowed: set[str]) -> None:
        """No document is without entries but these."""
        self.faults += [f"{name}: shows nothing" for name in sorted(self.empty - allowed)]

    def _document(self, name: str, path: Path) -> bool:
        body, status = path.read_bytes(), path.stat()
        before = self._bodies.get(name)
        if body == before:
            if status.st_mtime_ns != self._times[name]:
                self.faults.append(f"{name}: touched, and nothing of it changed")
            return False
        validator = (name, int(status.st_mtime), status.st_size)
        if self._validators.setdefault(validator, body) != body or (
            before is not None and int(status.st_mtime) <= self._times[name] // 10**9
        ):
            self.faults.append(f"{name}: changed, and its validators are those of an earlier version")
        self._bodies[name], self._times[name] = body, status.st_mtime_ns
        entries = read(name, body).entries
        if len({entry.id for entry in entries}) != len(entries):
            self.faults.append(f"{name}: the same id twice")
        (self.empty.discard if entries else self.empty.add)(name)
        for entry in entries:
            self._entry(name, entry)
        return True

    def _entry(self, name: str, entry: Entry) -> None:
        if self.ids.setdefault(entry.number, entry.id) != entry.id:
            self.faults.append(f"{name}: article {entry.number} was {self.ids[entry.number]}, and is {entry.id}")
        if self._published.setdefault(entry.id, entry.published) != entry.published:
            self.faults.append(f"{name}: article {entry.number} was published at another time")
        if entry.updated is not None:
            if entry.updated < self._updated.get(entry.id, entry.updated):
                self.faults.append(f"{name}: `updated` of article {entry.number} went back")
            self._updated[entry.id] = entry.updated
