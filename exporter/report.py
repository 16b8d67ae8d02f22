"""What happened in a run, in numbers."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Literal

from exporter.store.versions import Verdict

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many are done, and how many there are in all (0: nobody knows)."""


def unseen(_what: str, _done: int, _total: int) -> None:
    """The progress of a run that nobody watches."""


@dataclass
class Report:
    """Counted while a run goes on.

    Records given = new + changed + same + superseded + duplicate + held + rejected (DESIGN.md, promise P4).
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    superseded: int = 0
    """Versions that lost against a later one of the same run."""
    duplicate: int = 0
    """Articles that would be new, but are the same text as another one under another URL."""
    held: int = 0
    """Articles that state a time too far ahead."""
    rejected: int = 0
    new_rejects: int = 0
    """Those of the rejected that no earlier run has met."""
    renewed: int = 0
    """Stored articles that changed rules normalise differently."""
    unavailable: int = 0
    """Sources that could not be read."""
    unfinished: int = 0
    """Dumps left for a later run, because somebody was writing to them just now. Only a daemon leaves any."""
    taken: int = 0
    """Dumps that were moved away or removed, because all that they gave is stored; in a dry run: would be."""
    written: int = 0
    """Files written."""
    removed: int = 0
    """Files removed."""
    faulty: int = 0
    """Documents that a bug has spoilt: they stay as they were, and are drawn again at the next run."""
    held_back: int = 0
    """Documents that wait for these, because they would name a file which is not there."""
    edition: int | None = None
    """The edition that this run published; None where nothing changed."""
    paths: list[tuple[str, str]] | None = None
    """In a dry run: (`write` or `remove`, path) of each file that a run would touch. Elsewhere nobody asks, and a
    million of them would be no small list."""

    read: list[str] = field(default_factory=list)
    """Names of the sources that were read as a whole."""

    notices: list[tuple[str, str, str]] | None = None
    """In a dry run: kind, target and subject of each notice that a run would queue for delivery."""

    def count(self, verdict: Verdict) -> None:
        """One record more became this."""
        setattr(self, verdict, getattr(self, verdict) + 1)

    def duplicates(self, number: int) -> None:
        """So many of those that were counted as new have turned out to be duplicates."""
        self.new -= number
        self.duplicate += number

    def touch(self, verb: Literal["write", "remove"], path: str) -> None:
        """One file more was written or removed."""
        if verb == "write":
            self.written += 1
        else:
            self.removed += 1
        if self.paths is not None:
            self.paths.append((verb, path))

    def numbers(self) -> dict[str, int]:
        """The counts by name."""
        return {name: value for name, value in asdict(self).items() if isinstance(value, int) and name != "edition"}

    def summary(self) -> str:
        """The counts that are not zero, in one line."""
        said = [f"{value} {name.replace('_', ' ')}" for name, value in self.numbers().items() if value]
        return ", ".join(said) or "nothing"

    @property
    def exit_status(self) -> int:
        """0 done; 1 a document has a fault; 3 done, with rejects that no earlier run met; 75 a source could not be
        read."""
        if self.faulty or self.held_back:
            return 1
        if self.unavailable:
            return 75
        return 3 if self.new_rejects else 0

    def as_json(self) -> str:
        """The counts as one JSON object; of a dry run with the files that a run would touch, and who would be told."""
        counts: dict[str, object] = {**self.numbers(), "edition": self.edition}
        if self.paths is not None:
            counts["paths"] = [{"action": verb, "path": path} for verb, path in self.paths]
        if self.notices is not None:
            names = ("kind", "target", "subject")
            counts["notices"] = [dict(zip(names, notice, strict=True)) for notice in self.notices]
        return json.dumps(counts, indent=2)
