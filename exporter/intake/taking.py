"""Source by source, what has changed is read and stored."""

import logging
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from exporter.arriving import arrives
from exporter.config.places import is_bucket
from exporter.config.schema import Config
from exporter.engine import Engine
from exporter.errors import SourceLost, Unavailable
from exporter.intake import current
from exporter.intake.current import Current
from exporter.intake.roll import Roll
from exporter.intake.scanning import Scan
from exporter.intake.storing import TOLD, store, sweep, tell_held, tell_rejects
from exporter.model import Dump
from exporter.report import Progress, Report
from exporter.settings import Settings, settings_of
from exporter.sources.choice import Part
from exporter.store import dumps, given, runs
from exporter.store.database import Database

if TYPE_CHECKING:
    from exporter.intake.preparation import Outcome, Prepared, ToStream

log = logging.getLogger(__name__)

_Known = tuple[Dump, dumps.Seen | None]
"""A dump, and how it was when last read."""

_ROWS = (".jsonl", ".ndjson")
SKEW = 60.0
"""Seconds that the clock of a file system may be ahead of ours."""


def take_in(
    db: Database, parts: Sequence[Part], run: Current, report: Report, progress: Progress, engine: Engine
) -> int:
    """Read these sources and store what they give; returns the number of dumps found.

    What cannot be read is reported and all else goes on; nothing is withdrawn for it.
    """
    found = 0
    for part in parts:
        before, left = report.unavailable, report.unfinished
        _note_or_not(db, part)
        roll = Roll(db, part)
        reading = settings_of(run.config, part.source, run.now).reading
        scan = Scan(db, part, run.config.output.directory, reading, run.now, full=run.full, incoming=run.incoming)
        scanned = _reachable(scan.unread(roll, report, run.newest), roll, report)
        progress("dumps read", found, 0)
        for count in _taken(db, part, scanned, run, report, engine):
            progress("dumps read", found + count + scan.stood, 0)
        found += count + scan.stood
        if report.unavailable == before and roll.is_emptied():
            report.unavailable += 1
            log.error("the source %r is complete, and gives nothing at all: nothing is withdrawn", part.source.name)
        scan.ended(whole=report.unavailable == before)
        if report.unavailable == before:
            if roll.ended(whole=report.unfinished == left):
                report.complete.append(part.source.name)
            if not part.below:
                report.read.append(part.source.name)
    with db.transaction():
        dumps.forget_moved(db, run.configured, {part.source.name for part in parts})
    if report.new_rejects > TOLD:
        log.warning("... and %d more new rejects: `exporter status` lists them", report.new_rejects - TOLD)
    return found


def _taken(
    db: Database, part: Part, scanned: Iterator[Dump], run: Current, report: Report, engine: Engine
) -> Iterator[int]:
    """Read these dumps of a source and store what they give; says how many were met, as it goes on and at the end."""
    settings = settings_of(run.config, part.source, run.now)
    unread = _Unread(db, _rested(db, scanned, run, report), settings, report)
    wary = _is_wary(db, part, run)
    stream = partial(_stream, db=db, run=run, settings=settings, report=report, engine=engine, part=part, is_wary=wary)
    read, killed = partial(_prepared, settings=settings), partial(_killing, settings=settings)
    near = arrives(part.source)
    try:
        for slice_read in engine.map(read, unread.slices(), killed, apart=wary, near=near):
            prepared = _seen_here(slice_read, settings, is_shared=near or not engine.is_far)
            stream([*unread.drained(), *_store_slice(db, prepared, unread.before.popleft(), run, report)])
            yield unread.found
        stream(unread.drained())
    except SourceLost as error:  # of what was read till now, all is stored
        _tell_unavailable(error, report)
    yield unread.found


def _note_or_not(db: Database, part: Part) -> None:
    """From a run on that reads all of a source, it is known which dumps give what, if it is complete."""
    with db.transaction():
        if not part.source.complete:
            given.end(db, part.source.name)
        elif not part.below:
            given.begin(db, part.source.name)


class _Unread:
    """Of the dumps of a source those that are to be read, in slices for the workers."""

    def __init__(self, db: Database, scanned: Iterator[Dump], settings: Settings, report: Report) -> None:
        self._db, self._scanned, self._settings, self._report = db, scanned, settings, report
        self.found = 0
        """How many dumps there were so far, also those that stand as they were."""
        self.before: deque[dict[str, dumps.Seen]] = deque()
        """For each slice that was given and is not stored yet, the first one first: what was known of its dumps."""
        self._large: list[_Known] = []

    def slices(self) -> Iterator[list[Dump]]:
        """They overlap with the storing of earlier ones; no dump is in two."""
        unread: list[Dump] = []
        known: dict[str, dumps.Seen] = {}
        while some := list(islice(self._scanned, current.SLICE)):
            self.found += len(some)
            seen = dumps.seen(self._db, some[0].source, [dump.name for dump in some])
            for dump in some:
                before = seen.get(dump.name)
                if before and before.stands(dump, self._settings.reading):
                    self._report.same += before.given
                    self._report.rejected += before.rejected
                elif dump.size > current.LARGE:
                    self._large.append((dump, before))
                else:
                    unread.append(dump)
                    if before:
                        known[dump.name] = before
            if len(unread) >= current.SLICE:
                self.before.append(known)
                yield unread
                unread, known = [], {}
        if unread:
            self.before.append(known)
            yield unread

    def drained(self) -> list[_Known]:
        """Those that are too large for a worker, met since this was asked last."""
        large, self._large = self._large, []
        return large


def _reachable(found: Iterator[Dump | Unavailable], roll: Roll, report: Report) -> Iterator[Dump]:
    """The dumps, which answer to the roll."""
    try:
        for one in found:
            if isinstance(one, Dump):
                roll.answer([one.name])
                yield one
            else:
                report.unavailable += 1
                log.error("%s; what else there is goes on", one)
    except Unavailable as error:
        _tell_unavailable(error, report)


def _tell_unavailable(error: Unavailable, report: Report) -> None:
    report.unavailable += 1
    log.error("%s; the other sources go on", error)


def _rested(db: Database, found: Iterable[Dump], run: Current, report: Report) -> Iterator[Dump]:
    """Those that nobody has written to lately, and those that grow row by row: somebody may always be writing to them.

    A time that is yet to come says nothing of when that was. Nor does that of an object, which is there as a whole or
    not at all.
    """
    for dump in found:
        now = run.now.timestamp() + time.monotonic() - run.began
        is_new = run.newest < dump.mtime / 1e9 <= now + SKEW
        if is_new and not is_bucket(dump.location) and not _grows(db, dump):
            report.unfinished += 1
        else:
            yield dump


def _grows(db: Database, dump: Dump) -> bool:
    """Whether it is a large file of rows, or was one when it was last read: of these whole rows are read, and the rest
    when there is more."""
    if dump.size <= current.LARGE:
        return False
    before = dumps.seen(db, dump.source, [dump.name]).get(dump.name)
    return dump.name.lower().endswith(_ROWS) if before is None else before.position is not None


def _prepared(some: Sequence[Dump], settings: Settings) -> "list[Outcome]":
    from exporter.intake.preparation import prepare  # what reads dumps is loaded where one is read

    return prepare(some, settings)


def _killing(dump: Dump, settings: Settings) -> "list[Outcome]":
    from exporter.intake.preparation import killing

    return killing(dump, settings)


def _seen_here(outcomes: "Iterable[Outcome]", settings: Settings, *, is_shared: bool) -> "list[Prepared | ToStream]":
    from exporter.intake.elsewhere import seen_here

    return [*seen_here(outcomes, settings, is_shared=is_shared)]


def _is_wary(db: Database, part: Part, run: Current) -> bool:
    """Whether a dump may kill whoever reads it: one did, or the last runs did not come to their end, whyever that
    was."""
    return dumps.rejects_any(db, part.source.name, "kills-reader") or runs.are_cut_off(db, run.number, 2)


def _store_slice(
    db: Database, prepared: "Sequence[Prepared | ToStream]", seen: dict[str, dumps.Seen], run: Current, report: Report
) -> list[_Known]:
    """Store what these gave; returns those that are too large for that."""
    from exporter.intake.preparation import Prepared

    found = [one for one in prepared if isinstance(one, Prepared)]
    lost = {
        (one.seen.source, one.seen.name): last.lost(one.seen.records)
        for one in found
        if (last := seen.get(one.seen.name))
    }
    with db.transaction():
        written = {(one.seen.source, one.seen.name): one.seen.mtime for one in found}
        store(db, [version for one in found for version in one.given.versions], lost, written, run, report)
        sweep(db, [one.seen for one in found], run)
        for one in found:
            report.rejected += one.seen.rejected
            report.held += one.seen.held
            where, before = (one.seen.source, one.seen.name), seen.get(one.seen.name)
            if one.given.rejected or (before and before.rejected):
                tell_rejects(dumps.reject(db, where, one.given.rejected, run.number), report)
            if one.given.held or (before and before.held):
                tell_held(dumps.hold(db, where, one.given.held))
        dumps.remember(db, [_after(one.seen, seen.get(one.seen.name)) for one in found])
    return [(one.dump, seen.get(one.dump.name)) for one in prepared if not isinstance(one, Prepared)]


def _stream(large: Sequence[_Known], part: Part, **taking: Any) -> None:
    if large:
        from exporter.intake.streaming import Streaming

        streaming = Streaming(**taking, hashed=part.source.taken != "keep")
        for dump, before in large:
            streaming.take(dump, before)


def _after(now: dumps.Seen, before: dumps.Seen | None) -> dumps.Seen:
    """What a dump gives now, with what it gave before it was damaged."""
    if before is None or not now.rejected:
        return now
    return replace(now, earlier=tuple(sorted(before.lost(now.records))))


def readings(config: Config, parts: Sequence[Part], now: datetime) -> dict[str, str]:
    """By source, what says under which rules its dumps are read."""
    return {part.source.name: settings_of(config, part.source, now).reading for part in parts}
