"""ONE RUN, in order. Start reading here.

    source -> reader -> normalise -> store -> plan -> render -> publish -> notify

`run` brings the published tree up to date with the dumps and says what happened:

    preflight         lock, store and tree, once it is certain that they belong together
    intake.renew      what is stored, under rules that have changed
    intake.take_in    dumps -> records -> articles -> the store
    originals.settle  new articles that are the same text as another are found
    departures.find   what complete sources have lost
    brakes.judge      a run that would do too much to subscribers stops here, and is taken back
    departures.settle it is withdrawn; what they give again is back
    marking.settle    the others get their place, what is to be written is marked: one transaction, with the last
    spool.clear       dumps that are stored leave their folders, where the configuration says so
    output.put_out    marked documents -> bytes -> files, leaves before what names them, removals last
    delivery.deliver  hubs, search engines and webhooks are told what changed, as far as a few seconds go

A run that takes articles down, or brings them back, reads no source: `takedown.settle` stands for all that comes before
`output.put_out`, and `erasing.scrub` comes after it.

Whatever cuts a run off, the next one completes it: what was read is remembered by slices, what is to be written by
marks.
"""

import logging
import os
import shlex
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from msgspec import UNSET, Struct

from exporter import brakes, departures, failures, intake, marking, originals, output, preflight, spool, takedown
from exporter.arriving import incoming
from exporter.config.schema import Config
from exporter.drawing import Drawing
from exporter.engine import Engine, engine_of
from exporter.errors import Braked, ExporterError, PublishError, memory_explained
from exporter.notify import delivery
from exporter.printable import printable
from exporter.publish.files import FULL
from exporter.publish.tree import Marker, Tree
from exporter.renderings import renderings
from exporter.report import Progress, Report, unseen
from exporter.sources import overlooked
from exporter.sources.choice import Part
from exporter.store import articles, documents, erasing, runs, undoing, withdrawals
from exporter.store.database import Database, meta
from exporter.takedown import Withdrawal

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
    """Go on where a brake would stop. With `full`: begin with an empty store, whatever is published."""
    rested: datetime | None = None
    """Leave dumps that were written to since, because they may not be whole yet."""
    withdrawal: Withdrawal | None = None
    """Read nothing; take these articles down, or bring them back."""


ORDINARY = Options()


@memory_explained()
def run(config: Config, now: datetime, options: Options = ORDINARY, progress: Progress = unseen) -> Report:
    """Bring the published tree up to date with the dumps.

    `progress` is told now and then how far it is.

    Raises:
        Locked: another run is at work.
        Refused: store and tree do not belong together.
        Braked: it would do more to subscribers than [brakes] allows; what it has taken in is taken back.
        Unavailable, StoreError, PublishError: the world is not as it should be; what is published is whole.
    """
    began = time.monotonic()
    report = Report(paths=[] if options.dry_run else None)
    now = now.astimezone(UTC).replace(microsecond=0)
    parts = options.parts or tuple(Part(source) for source in config.source)
    anew = options.full and options.force
    patience = takedown.PATIENCE if options.withdrawal else 0.0
    with (
        failures.noted(config, now, dry_run=options.dry_run),
        preflight.cleared(config, parts, now, dry_run=options.dry_run, anew=anew, patience=patience) as (db, tree),
        incoming(config, dry_run=options.dry_run) as arriving,
        engine_of(config.engine) as engine,
    ):
        number, progress = _begin(db, config, now), engine.telling(progress)
        drawing = Drawing(db, config, now)
        if options.withdrawal:
            found = 0
            _take_down(db, tree, config, options.withdrawal, now, report)
        else:
            this = intake.Current(
                number, runs.settled(db) + 1, config, now, arriving, began, options.rested, options.full
            )
            found = _take_in(db, tree, parts, this, report, progress, engine, force=options.force)
            nothing = not found and not report.unfinished and not report.unavailable
            if nothing and (options.parts or not drawing.total):
                _say_unread(parts, tree)
        _publish(drawing, tree, report, progress, engine, found=found)
        if not options.dry_run:
            erasing.scrub(db)
        partly = options.withdrawal or options.parts or report.unavailable or report.unfinished
        ended = now + timedelta(seconds=time.monotonic() - began)
        _end(db, tree, report, number, None if partly else now, ended)
        _say(report, tree)
        _tell(db, config, ended, report)
    return report


def _begin(db: Database, config: Config, now: datetime) -> int:
    """Returns the number of the run that begins."""
    with db.transaction():
        marking.fix_archive_page(db, config)
        if runs.is_cut_off(db):  # it may have put files in place that nothing tells of yet, nor will
            documents.look_for_strangers(db, root=False)
    return runs.begin(db, int(now.timestamp()))


def _end(db: Database, tree: Tree, report: Report, number: int, began: datetime | None, ended: datetime) -> None:
    """Note what came of the run. `began`: when it did; None if it did not read all that is configured."""
    runs.finish(db, number, int(ended.timestamp()), report.edition, report.numbers())
    if not (report.faulty or report.held_back):
        runs.succeeded(db, report.read, int(ended.timestamp()))
    _tell_edition(db, tree, int(began.timestamp()) if began else None)


def _take_in(
    db: Database,
    tree: Tree,
    parts: Sequence[Part],
    this: intake.Current,
    report: Report,
    progress: Progress,
    engine: Engine,
    *,
    force: bool,
) -> int:
    """From the sources to marked documents; returns how many dumps there are."""
    config, now, known = this.config, this.now, articles.last(db)
    waiting = documents.marks(db)
    with db.unhurried():  # what a power cut takes of this is read again; what is settled is durable
        intake.renew(db, config, now, report, engine)
        found = intake.take_in(db, parts, this, report, progress, engine)
    owned = bool(tree.owner())
    every = this.full or not owned or output.lacks_landmarks(db, tree)
    with _taken_back_if_braked(db, this, report, waiting=waiting), db.transaction():
        originals.settle(db, config, report, known)
        lost = departures.find(db, config, report)
        brakes.judge(db, config, this.versions, lost, force=force)
        departures.settle(db, config, lost, report, now)
        marked = marking.settle(db, config, renderings(config), tree.where, now, full=every, owned=owned)
    spool.clear(db, parts, config.output.directory, intake.readings(config, parts, now), report)
    log.info("read: %s; documents to render and compare: %d", report.summary(), marked)
    return found


def _take_down(db: Database, tree: Tree, config: Config, withdrawal: Withdrawal, now: datetime, report: Report) -> None:
    """From the names of articles to marked documents."""
    owned = bool(tree.owner())
    every = not owned or output.lacks_landmarks(db, tree)
    with db.transaction():
        takedown.settle(db, config, withdrawal, now, report)
        marked = marking.mark_again(db, config, renderings(config), tree.where, now, full=every, owned=owned)
    takedown.say(report)
    log.info("documents to render and compare: %d", marked)


@contextmanager
def _taken_back_if_braked(db: Database, this: intake.Current, report: Report, *, waiting: int) -> Iterator[None]:
    """What a run that is stopped has taken in must not wait in the store for the next one to publish it.

    `waiting`: how many documents were to be written before the run: if none was, none is.
    """
    try:
        yield
    except Braked as braked:
        if report.paths is None:  # of a dry run nothing is kept anyway
            with db.transaction():
                undoing.undo(db, this.number)
                runs.stop(db, this.number, int(this.now.timestamp()), str(braked).partition("\n")[0])
                if not waiting:
                    documents.unmark(db)
        raise


def _publish(drawing: Drawing, tree: Tree, report: Report, progress: Progress, engine: Engine, *, found: int) -> None:
    """Bring the tree up to date; `found`: how many dumps there were."""
    db, edition = drawing.db, runs.edition(drawing.db) + 1
    if not drawing.total and report.unfinished and not found:
        log.info(
            "there is no article yet; %d dumps were written to just now, a later run reads them", report.unfinished
        )
    elif not drawing.total:
        hint = "; `exporter status` shows what was rejected" if found else ""
        log.warning("there is no article yet, so nothing is published%s", hint)
    elif not tree.owner():
        tree.claim(Marker(meta(db, "store")))
    with _keys_unnamed(drawing.config), _room_named(db):
        output.put_out(db, drawing, tree, edition, report, progress, engine)
    if not (report.unavailable or report.faulty or report.held_back):
        output.remove_strangers(db, drawing, tree, report)
    report.edition = edition if runs.has_begun(db, edition) else None


def _tell_edition(db: Database, tree: Tree, began: int | None) -> None:
    """The tree says which edition it is, now that the store knows it: an older copy of the store knows less.

    `began`: when this run began; None if it did not read all that is configured.
    """
    marker, edition = tree.marker(), runs.edition(db)
    if marker.store and (marker.edition != edition or marker.run is not UNSET):
        tree.conclude(Marker(marker.store, edition, marker.began if began is None else began, withdrawals.count(db)))


def _say_unread(parts: Sequence[Part], tree: Tree) -> None:
    """Why nothing is read, though all sources can be."""
    left = overlooked.first(parts, tree.where)
    if left is None:
        log.warning("nothing is read: no source has a file that `include` names")
        return
    log.warning(
        "nothing is read: no source has a file that `include` names; to read %s and others like it, "
        "set `reader = %s` or `include = [%s]` of their source, or name them: --source %s",
        *(printable(left.path, 1000), f'"{left.reader}"', f'"{left.names}"'),
        shlex.quote(printable(os.path.join(os.path.dirname(left.path), left.names), 1000)),
    )


def _tell(db: Database, config: Config, now: datetime, report: Report) -> None:
    """Whoever is to be told; of a dry run nobody, but the report says who would be."""
    if report.paths is not None:
        report.notices = delivery.foreseen(db, config, now)
    else:
        delivery.deliver(db, config, now)


@contextmanager
def _room_named(db: Database) -> Iterator[None]:
    """Of a full disk it is said how much is missing."""
    try:
        yield
    except PublishError as error:
        if not isinstance(error.__cause__, OSError) or error.__cause__.errno not in FULL:
            raise
        number, size = documents.outstanding(db)
        about = f", about {max(1, round(size / 2**20))} MiB" if size else ""
        raise PublishError(f"{error} Still to be written: {number} documents{about}.") from error.__cause__


@contextmanager
def _keys_unnamed(config: Config) -> Iterator[None]:
    """The file that shows whose a key of IndexNow is has it for a name, which no message may say."""
    try:
        yield
    except ExporterError as error:
        said = str(error)
        for one in config.notify.indexnow:
            said = said.replace(one.key, "KEY")
        raise type(error)(said) from None


def _say(report: Report, tree: Tree) -> None:
    files = f"{report.written} written, {report.removed} removed"
    if report.edition is None:
        old = f"; {report.removed} old files removed" if report.removed else ""
        log.info("%s: nothing had to change%s", tree.where, old)
    elif report.paths is not None:
        log.info("%s: edition %d would be published: %s", tree.where, report.edition, files)
    else:
        log.info("%s: edition %d is published: %s", tree.where, report.edition, files)
