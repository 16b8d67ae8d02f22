"""What dumps give is compared with what is stored, and kept; what is wrong with them is told, once."""

import logging
from collections.abc import Iterable, Mapping, Sequence, Set

from exporter.intake.current import Current
from exporter.marking import mark_places
from exporter.model import Rejected
from exporter.printable import place, printable
from exporter.report import Report
from exporter.store import articles, dumps, given
from exporter.store.database import Database
from exporter.store.versions import Version

log = logging.getLogger(__name__)

TOLD = 20
"""New rejects of a run that are told at once, one by one."""


def store(
    db: Database,
    versions: Sequence[Version],
    lost: Mapping[tuple[str, str], Set[str]],
    written: Mapping[tuple[str, str], int],
    run: Current,
    report: Report,
) -> None:
    """Keep these versions, in their order. Within a transaction.

    By source and name of dump, `lost`: digests of the records that it gave before and does not give now; `written`:
    when it was written, in nanoseconds since 1970.
    """
    batch = articles.Batch(db, versions, lost, written, run.configured, run.versions, int(run.now.timestamp()))
    verbose = log.isEnabledFor(logging.DEBUG)
    for version in versions:
        verdict = batch.take(version)
        report.count(verdict)
        if verbose and verdict != "same":
            log.debug("%s %s:%d %s", verdict, version.dump, version.line, printable(version.url))
    before, unchanged = batch.write()
    given.note(db, batch.given(run.complete), run.number)
    report.changed -= unchanged
    report.same += unchanged
    mark_places(db, run.config, before, run.now)


def sweep(db: Database, some: Iterable[dumps.Seen], run: Current) -> None:
    """These dumps have been read from the beginning to their end: what they gave before, and did not give in this run,
    they give no more. Not where something was wrong with them: it may be just that."""
    for seen in some:
        if seen.source in run.complete and not seen.rejected and not seen.held:
            given.sweep(db, seen.source, seen.name, run.number)


def tell_rejects(new: Sequence[Rejected], report: Report) -> None:
    """Each once, aloud: whoever is mailed what a cron job says shall hear of it without asking."""
    for one in new:
        report.new_rejects += 1
        level = logging.WARNING if report.new_rejects <= TOLD else logging.INFO
        where = place(one.source, one.dump, one.line, one.member)
        log.log(level, "rejected %s: %s: %s", where, one.code, one.reason)


def tell_held(new: Sequence[dumps.Held]) -> None:
    """Each once."""
    for one in new:
        when = f"{one.published:%Y-%m-%d %H:%M:%S} UTC"
        where = place(one.source, one.dump, one.line, one.member)
        log.warning("held %s: it states a time more than 24 hours ahead, %s: tried again at each run", where, when)
