"""From a place to the verdict on it: a look, and another one before anything is called a fault."""

import json
from collections.abc import Callable, Iterator

from msgspec import Struct

from exporter.check.findings import Finding, Findings
from exporter.check.judging import Look
from exporter.check.kinds import LANDMARKS, ORDER
from exporter.check.looking import Told, look
from exporter.check.place import Absent, Place
from exporter.errors import ExporterError
from exporter.printable import printable
from exporter.report import Progress

SHOWN = 100
"""Faults, and notes, that people are shown; machines get all."""


class Verdict(Struct, frozen=True):
    """What came of checking a tree."""

    place: str
    base: str
    """Where it is served, as far as anybody knows."""
    documents: dict[str, int]
    """How many were read, by kind."""
    faults: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    dropped: int = 0
    """Faults beyond these."""
    advice: str = ""
    """What to do about the faults."""

    @property
    def exit_status(self) -> int:
        """0 fine; 1 there are faults."""
        return 1 if self.faults else 0


def base_of(place: Place) -> tuple[str, str]:
    """Where a tree says that it is served, and the document that says it.

    Raises:
        Unavailable: it cannot be reached.
        ExporterError: there is no tree.
    """
    found, unread = False, ""
    for one in place.examine(LANDMARKS):
        if isinstance(one, Absent):
            unread = unread or (f"{one.path}: {one.why}" if one.why else "")
            continue
        found = True
        if one.base:
            return one.base, one.path
    if not found:
        why = unread or f"none of {', '.join(LANDMARKS)} is there"
        raise ExporterError(
            f"{printable(place.name, 300)}: is no published tree: {printable(why, 300)}. "
            "Name its folder, or the URL of that"
        )
    return "", ""


def judged(
    begin: Callable[[], Look], told: Told, progress: Progress, changed: Callable[[], bool], most: int | None = None
) -> Findings:
    """What a look finds. Only if somebody `changed` the tree meanwhile is there a second one, and only what both find
    is a fault: a run that is at work puts one document after the other in place.

    Raises:
        Unavailable: it cannot be reached.
    """
    found = look(begin(), told, progress, most)
    if found.faults and changed():
        found.confirm(look(begin(), told, progress, most))
    return found


def verdict(place: str, base: str, found: Findings, advice: str = "") -> Verdict:
    """The findings in order."""
    return Verdict(
        place=place,
        base=base,
        documents={kind: found.documents[kind] for kind in ORDER if found.documents[kind]},
        faults=tuple(sorted(found.faults)),
        notes=tuple(sorted(found.notes)),
        dropped=found.dropped,
        advice=advice if found.faults else "",
    )


def as_text(verdict: Verdict) -> Iterator[str]:
    """Lines for people: a fault each, then the notes, then what was looked at."""
    for one in verdict.faults[:SHOWN]:
        yield _line(one)
    if len(verdict.faults) + verdict.dropped > SHOWN:
        yield f"... and {len(verdict.faults) + verdict.dropped - SHOWN:,} more: `exporter check --json` lists them"
    for one in verdict.notes[:SHOWN]:
        yield f"note: {_line(one)}"
    if verdict.advice:
        yield verdict.advice
    total = sum(verdict.documents.values())
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in verdict.documents.items()) or "none"
    faults = len(verdict.faults) + verdict.dropped
    yield f"{printable(verdict.place, 300)}: {total:,} documents ({kinds}): {_counted(faults, 'fault')}, " + _counted(
        len(verdict.notes), "note"
    )


def _line(one: Finding) -> str:
    what = printable(one.what, 600)
    return f"{printable(one.path, 300)}: {what}" if one.path else what


def _counted(number: int, name: str) -> str:
    return f"{number or 'no':,} {name}{'s' * (number != 1)}" if number else f"no {name}s"


def as_json(verdict: Verdict) -> str:
    """One JSON object."""
    listed = {
        name: [{"path": one.path, "what": one.what} for one in findings]
        for name, findings in (("faults", verdict.faults), ("notes", verdict.notes))
    }
    head = {"place": verdict.place, "base": verdict.base, "documents": verdict.documents}
    return json.dumps({**head, **listed, "dropped": verdict.dropped, "advice": verdict.advice}, indent=2)
