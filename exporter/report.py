"""What happened in a run, in numbers."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Literal

from msgspec import Struct
from msgspec.structs import asdict as fields_of

from exporter.store.versions import Verdict

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many are done, and how many there are in all (0: nobody knows)."""


class Decided(Struct, frozen=True):
    """What became of an article that somebody named to be withdrawn, or to come back."""

    name: str
    """As given."""
    verdict: str
    """In a few words: `withdrawn`, `back`, `unknown`."""
    id: str = ""
    url: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether it could not be done."""
        return self.verdict in REFUSED


CANNOT = "its words are no longer stored, so it cannot come back"
REFUSED = ("unknown", CANNOT)
"""What no article was found for, and what nobody can bring back."""


def unseen(_what: str, _done: int, _total: int) -> None:
    """The progress of a run that nobody watches."""


@dataclass
class Report:
    """Counted while a run goes on.

    Records given = new + changed + same + superseded + duplicate + held + withdrawn + rejected (DESIGN.md, promise P4).
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
    withdrawn: int = 0
    """Versions of articles that were withdrawn, which stay so, and articles with the same text as one of these."""
    rejected: int = 0
    new_rejects: int = 0
    """Those of the rejected that no earlier run has met."""
    gone: int = 0
    """Articles that this run took down."""
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

    decided: list[Decided] = field(default_factory=list)
    """What became of the articles that were named to be withdrawn, or to come back."""

    read: list[str] = field(default_factory=list)
    """Names of the sources that were read as a whole."""
    complete: list[str] = field(default_factory=list)
    """Of these the complete ones of which it is known what they give, all of it."""

    notices: list[tuple[str, str, str]] | None = None
    """In a dry run: kind, target and subject of each notice that a run would queue for delivery."""

    def count(self, verdict: Verdict) -> None:
        """One record more became this."""
        setattr(self, verdict, getattr(self, verdict) + 1)

    def duplicates(self, number: int) -> None:
        """So many of those that were counted as new have turned out to be duplicates."""
        self.new -= number
        self.duplicate += number

    def withdrawn_duplicates(self, number: int) -> None:
        """So many of those that were counted as new are the same text as one that was withdrawn."""
        self.new -= number
        self.withdrawn += number

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
        """0 done; 1 a document has a fault, or an article that was named is not stored; 3 done, with rejects that no
        earlier run met; 75 a source could not be read."""
        if self.faulty or self.held_back:
            return 1
        if self.unavailable:
            return 75
        if any(one.is_refused for one in self.decided):
            return 1
        return 3 if self.new_rejects else 0

    def as_json(self) -> str:
        """The counts as one JSON object; of a dry run with the files that a run would touch, and who would be told."""
        counts: dict[str, object] = {**self.numbers(), "edition": self.edition}
        if self.paths is not None:
            counts["paths"] = [{"action": verb, "path": path} for verb, path in self.paths]
        if self.decided:
            counts["articles"] = [fields_of(one) for one in self.decided]
        if self.notices is not None:
            names = ("kind", "target", "subject")
            counts["notices"] = [dict(zip(names, notice, strict=True)) for notice in self.notices]
        return json.dumps(counts, indent=2)
