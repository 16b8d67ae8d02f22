"""ONE RUN, in order. Start reading here.

    source -> reader -> normalise -> store -> plan -> render -> publish

`run` brings the published tree up to date with the dumps and says what happened:

    preflight         lock, store and tree, once it is certain that they belong together
    intake.renew      what is stored, under rules that have changed
    intake.take_in    dumps -> records -> articles -> the store
    marking.settle    new articles get their place, what is to be written is marked: one transaction
    output.put_out    marked documents -> bytes -> files, leaves before what names them, removals last

Whatever cuts a run off, the next one completes it: what was read is remembered by slices, what is to be written by
marks.
"""

import logging
from datetime import UTC, datetime

from msgspec import Struct

from exporter import intake, marking, output, preflight
from exporter.config.schema import Config
from exporter.drawing import Drawing, renderings
from exporter.publish.folder import Folder
from exporter.report import Progress, Report, unseen
from exporter.sources.choice import Part
from exporter.store import runs
from exporter.store.database import meta

log = logging.getLogger(__name__)


class Options(Struct, frozen=True):
    """How a run differs from an ordinary one."""

    dry_run: bool = False
    """Say what would be written; write nothing, neither to the tree nor to the store."""
    parts: tuple[Part, ...] = ()
    """Read these instead of the configured sources, whose rules go on to apply to what they gave."""
    full: bool = False
    """Render every document again."""
    force: bool = False
    """With `full`: begin with an empty store, whatever is published."""
    rested: datetime | None = None
    """Leave dumps that were written to since, because they may not be whole yet."""


ORDINARY = Options()


def run(config: Config, now: datetime, options: Options = ORDINARY, progress: Progress = unseen) -> Report:
    """Bring the published tree up to date with the dumps.

    `progress` is told now and then how far it is.

    Raises:
        Locked: another run is at work.
        Refused: store and tree do not belong together.
        Unavailable, StoreError, PublishError: the world is not as it should be; what is published is whole.
    """
    report = Report(paths=[] if options.dry_run else None)
    now = now.astimezone(UTC).replace(microsecond=0)
    parts = options.parts or tuple(Part(source) for source in config.source)
    anew = options.full and options.force
    with preflight.cleared(config, parts, now, dry_run=options.dry_run, anew=anew) as (db, tree):
        number = runs.begin(db, int(now.timestamp()))
        with db.transaction():
            marking.fix_archive_page(db, config)
        intake.renew(db, config, now, report)
        configured = frozenset(source.name for source in config.source)
        this = intake.Current(number, runs.settled(db) + 1, now, configured, options.rested)
        found = intake.take_in(db, config, parts, this, report, progress)
        lost = not tree.owner()
        marked = marking.settle(db, renderings(config), str(tree.root), now, full=options.full or lost, anew=anew)
        log.info("read: %s; documents to render and compare: %d", report.summary(), marked)
        drawing, edition = Drawing(db, config, now), runs.edition(db) + 1
        if not drawing.total:
            why = "`exporter status` shows what was rejected" if found else "no source has a file that `include` names"
            log.warning("there is no article yet, so nothing is published; %s", why)
        elif lost:
            tree.claim(meta(db, "store"))
        output.put_out(db, drawing, tree, edition, report, progress)
        if not report.unavailable:
            output.remove_strangers(db, drawing, tree, report)
        report.edition = edition if report.written else None
        runs.finish(db, number, int(now.timestamp()), report.edition, report.numbers())
    _say(report, tree)
    return report


def _say(report: Report, tree: Folder) -> None:
    files = f"{report.written} written, {report.removed} removed"
    if report.edition is None:
        old = f"; {report.removed} old files removed" if report.removed else ""
        log.info("%s: nothing had to change%s", tree.root, old)
    elif report.paths is not None:
        log.info("%s: edition %d would be published: %s", tree.root, report.edition, files)
    else:
        log.info("%s: edition %d is published: %s", tree.root, report.edition, files)
