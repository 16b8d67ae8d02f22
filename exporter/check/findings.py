"""What a look at a tree found."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from exporter.check.kinds import TreeKind

MOST = 100_000
"""Findings of each sort that are kept; the others are counted."""


class Finding(Struct, frozen=True, order=True):
    """One thing that is wrong, or worth knowing."""

    path: str
    """Of the document, below the root of the tree; empty: of the tree as a whole."""
    what: str
    """A sentence without a full stop."""


class Findings:
    """Gathered while the documents are gone through."""

    def __init__(self) -> None:
        self.faults: dict[Finding, bool] = {}
        """Each once, with whether it is between documents: then a run that is at work, or was cut off, may be all that
        it is."""
        self.notes: dict[Finding, None] = {}
        self.documents: Counter[TreeKind] = Counter()
        self.dropped = 0
        """Faults beyond those that are kept."""

    def fault(self, path: str, what: str, *, between: bool = False) -> None:
        """Something is wrong."""
        finding = Finding(path, what)
        if len(self.faults) < MOST or finding in self.faults:
            self.faults.setdefault(finding, between)
        else:
            self.dropped += 1

    def between(self, path: str, what: str) -> None:
        """A document does not fit to others."""
        self.fault(path, what, between=True)

    def note(self, path: str, what: str) -> None:
        """Something is worth knowing."""
        if len(self.notes) < MOST:
            self.notes[Finding(path, what)] = None

    def excuse(self, because: str, waits: Callable[[str], bool]) -> None:
        """What is between documents is no fault, but a note, if the document, by its path, `waits` to be written."""
        excused = [finding for finding, between in self.faults.items() if between and waits(finding.path)]
        for finding in excused:
            del self.faults[finding]
        if excused:
            self.note("", f"findings between documents, which are no faults yet: {len(excused):,}; {because}")

    def confirm(self, again: "Findings") -> None:
        """Keep what a second look found as well, of what it could have found."""
        passing = [finding for finding in self.faults if finding not in again.faults]
        for finding in passing:
            del self.faults[finding]
        if passing:
            self.note("", f"findings that were gone at a second look, because the tree changed: {len(passing):,}")


def some(names: Iterable[str], most: int = 3) -> str:
    """The first of these, and how many more there are."""
    listed = list(names)
    more = f" and {len(listed) - most:,} more" if len(listed) > most else ""
    return f"{', '.join(listed[:most])}{more}"


def ranges(numbers: Iterable[int], most: int = 3) -> str:
    """Ascending numbers in few words: `3, 7 to 9`."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return some((str(first) if first == last else f"{first} to {last}" for first, last in found), most)


def holes(numbers: Iterable[int]) -> Iterator[str]:
    """The stretches of numbers from 1 on that these ascending ones leave out, which may be as long as anybody says."""
    before = 0
    for number in numbers:
        if number == before + 2:
            yield str(before + 1)
        elif number > before + 2:
            yield f"{before + 1} to {number - 1}"
        before = number
