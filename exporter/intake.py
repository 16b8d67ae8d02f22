"""The first half of a run: what dumps give (preparation.py) is taken into the store."""

import logging
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from math import inf
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from exporter.config import digest
from exporter.config.schema import Config
from exporter.engine import Engine
from exporter.errors import Unavailable
from exporter.marking import mark_places
from exporter.model import Dump, Rejected
from exporter.normalise import VERSION as RULES_VERSION
from exporter.printable import place, printable
from exporter.report import Progress, Report
from exporter.scanning import Scan
from exporter.settings import Settings, all_rules, settings_of
from exporter.sources.choice import Part
from exporter.store import articles, dumps
from exporter.store.database import Database, meta, set_meta
from exporter.store.versions import DIGESTS

if TYPE_CHECKING:
    from exporter.preparation import Prepared

log = logging.getLogger(__name__)

SLICE = 500
"""Dumps in one transaction, and in one task for a worker."""
TOLD = 20
"""New rejects of a run that are told at once, one by one."""
SKEW = 60.0
"""Seconds that the clock of a file system may be ahead of ours."""


class Current(Struct, frozen=True):
    """What taking in needs to know of the run that it is a part of."""

    number: int
    versions: int
    """The number that its versions bear: a run that was cut off and the one that completes it share it."""
    config: Config
    now: datetime
    began: float
    """The same moment by `time.monotonic`."""
    rested: datetime | None = None
    """Dumps that were written to since are left for a later run: they may not be whole yet."""
    full: bool = False
    """List every folder, also those that seem to be as they were."""

    @property
    def newest(self) -> float:
        """When a dump may have been written to last, in seconds since 1970."""
        return self.rested.timestamp() if self.rested else inf

    @property
    def configured(self) -> frozenset[str]:
        """Names of the configured sources."""
        return frozenset(source.name for source in self.config.source)


def take_in(
    db: Database, parts: Sequence[Part], run: Current, report: Report, progress: Progress, engine: Engine
) -> int:
    """Read these sources and store what they give; returns the number of dumps found.

    What cannot be read is reported and all else goes on; nothing is withdrawn for it.
    """
    found = 0
    for part in parts:
        settings = settings_of(run.config, part.source, run.now)
        before = report.unavailable
        missing = {name for name in dumps.troubled(db, part.source.name) if part.holds(name)}
        scan = Scan(db, part, run.config.output.directory, settings.reading, run.now, full=run.full)
        given = scan.unread(missing, report, run.newest)
        scanned = _rested(_reachable(given, missing, report), run, report)
        unread = _Unread(db, scanned, settings, report)
        for prepared in engine.map(partial(_prepared, settings=settings), unread.slices()):
            _store_slice(db, prepared, unread.before.popleft(), run, report)
            progress("dumps read", found + unread.found + scan.stood, 0)
        found += unread.found + scan.stood
        scan.ended(whole=report.unavailable == before)
        if report.unavailable == before:
            with db.transaction():
                dumps.forget(db, part.source.name, missing)
            if not part.below:
                report.read.append(part.source.name)
    with db.transaction():
        dumps.forget_moved(db, run.configured, {part.source.name for part in parts})
    if report.new_rejects > TOLD:
        log.warning("... and %d more new rejects: `exporter status` lists them", report.new_rejects - TOLD)
    return found


class _Unread:
    """Of the dumps of a source those that are to be read, in slices for the workers."""

    def __init__(self, db: Database, scanned: Iterator[Dump], settings: Settings, report: Report) -> None:
        self._db, self._scanned, self._settings, self._report = db, scanned, settings, report
        self.found = 0
        """How many dumps there were so far, also those that stand as they were."""
        self.before: deque[dict[str, dumps.Seen]] = deque()
        """For each slice that was given and is not stored yet, the first one first: what was known of its dumps."""

    def slices(self) -> Iterator[list[Dump]]:
        """They overlap with the storing of earlier ones; no dump is in two."""
        unread: list[Dump] = []
        known: dict[str, dumps.Seen] = {}
        while some := list(islice(self._scanned, SLICE)):
            self.found += len(some)
            seen = dumps.seen(self._db, some[0].source, [dump.name for dump in some])
            for dump in some:
                before = seen.get(dump.name)
                if before and before.stands(dump, self._settings.reading):
                    self._report.same += len(before.records)
                    self._report.rejected += before.rejected
                    continue
                unread.append(dump)
                if before:
                    known[dump.name] = before
            if len(unread) >= SLICE:
                self.before.append(known)
                yield unread
                unread, known = [], {}
        if unread:
            self.before.append(known)
            yield unread


def _reachable(found: Iterator[Dump | Unavailable], missing: set[str], report: Report) -> Iterator[Dump]:
    """The dumps; those that are there are no longer `missing`."""
    try:
        for one in found:
            if isinstance(one, Dump):
                missing.discard(one.name)
                yield one
            else:
                report.unavailable += 1
                log.error("%s; what else there is goes on", one)
    except Unavailable as error:
        report.unavailable += 1
        log.error("%s; the other sources go on", error)


def _rested(found: Iterable[Dump], run: Current, report: Report) -> Iterator[Dump]:
    """Those that nobody has written to lately. A time that is yet to come says nothing of when that was."""
    for dump in found:
        now = run.now.timestamp() + time.monotonic() - run.began
        if run.newest < dump.mtime / 1e9 <= now + SKEW:
            report.unfinished += 1
        else:
            yield dump


def _prepared(some: Sequence[Dump], settings: Settings) -> "list[Prepared]":
    from exporter.preparation import prepare  # what reads dumps is loaded where one is read

    return prepare(some, settings)


def _store_slice(
    db: Database, found: "Sequence[Prepared]", seen: dict[str, dumps.Seen], run: Current, report: Report
) -> None:
    prepared = [_after(one, seen.get(one.seen.name)) for one in found]
    with db.transaction():
        _store(db, prepared, seen, run, report)
        for one in prepared:
            report.rejected += len(one.rejected)
            report.held += len(one.held)
            where, before = (one.seen.source, one.seen.name), seen.get(one.seen.name)
            if one.rejected or (before and before.rejected):
                _tell_rejects(dumps.reject(db, where, one.rejected, run.number), report)
            if one.held or (before and before.held):
                _tell_held(dumps.hold(db, where, one.held))
        dumps.remember(db, [one.seen for one in prepared])


def _after(prepared: "Prepared", before: dumps.Seen | None) -> "Prepared":
    """What a dump gives now, with what it gave before it was damaged."""
    if before is None or not prepared.rejected:
        return prepared
    now = prepared.seen
    return replace(prepared, seen=replace(now, earlier=tuple(sorted(before.lost(now)))))


def _tell_rejects(new: Sequence[Rejected], report: Report) -> None:
    """Each once, aloud: whoever is mailed what a cron job says shall hear of it without asking."""
    for one in new:
        report.new_rejects += 1
        level = logging.WARNING if report.new_rejects <= TOLD else logging.INFO
        log.log(level, "rejected %s: %s: %s", place(one.source, one.dump, one.line), one.code, one.reason)


def _tell_held(new: Sequence[dumps.Held]) -> None:
    for one in new:
        when = f"{one.published:%Y-%m-%d %H:%M:%S} UTC"
        where = place(one.source, one.dump, one.line)
        log.warning("held %s: it states a time more than 24 hours ahead, %s: tried again at each run", where, when)


def _store(
    db: Database, prepared: "Sequence[Prepared]", seen: dict[str, dumps.Seen], run: Current, report: Report
) -> None:
    gone = {
        (one.seen.source, one.seen.name): last.lost(one.seen) for one in prepared if (last := seen.get(one.seen.name))
    }
    versions = [version for one in prepared for version in one.versions]
    batch = articles.Batch(db, versions, gone, run.configured, run.versions, int(run.now.timestamp()))
    verbose = log.isEnabledFor(logging.DEBUG)
    for one in prepared:
        for version in one.versions:
            verdict = batch.take(version)
            report.count(verdict)
            if verbose and verdict != "same":
                log.debug("%s %s:%d %s", verdict, one.seen.name, version.line, printable(version.url))
    before, unchanged = batch.write()
    report.changed -= unchanged
    report.same += unchanged
    mark_places(db, run.config, before, run.now)


def readings(config: Config, parts: Sequence[Part], now: datetime) -> dict[str, str]:
    """By source, what says under which rules its dumps are read."""
    return {part.source.name: settings_of(config, part.source, now).reading for part in parts}


def renew(db: Database, config: Config, now: datetime, report: Report, engine: Engine) -> None:
    """Normalise anew what is stored, where the rules that decided it, or the selections, have changed since."""
    rules = all_rules(config)
    selecting = [replace(each, title="", description="") for each in config.feed]
    ruled_by, selected_by = digest((RULES_VERSION, DIGESTS, rules)), digest(selecting)
    same_selections = meta(db, "selections") == selected_by
    if same_selections and meta(db, "rules") == ruled_by:
        return
    from exporter.preparation import Stamps, renewed

    stamps = {source: Stamps(its_rules) for source, its_rules in rules.items()}
    outdated = (
        [
            (known, record, rules[source])
            for known, record in some
            for source in [record.source if record.source in rules else ""]
            if not same_selections or known.rules != stamps[source][known.host]
        ]
        for some in articles.stored_records(db, SLICE)
    )
    for some in engine.map(partial(renewed, selections=config.feed), filter(None, outdated)):
        with db.transaction():
            before, changed = articles.renew(db, [one for one in some if not isinstance(one, Rejected)])
            mark_places(db, config, before, now)
        report.renewed += changed
        for rejected in some:
            if isinstance(rejected, Rejected):
                where = place(rejected.source, rejected.dump, rejected.line)
                log.warning("%s: kept as it was: the changed rules reject it: %s", where, rejected.reason)
    with db.transaction():
        set_meta(db, "rules", ruled_by)
        set_meta(db, "selections", selected_by)
