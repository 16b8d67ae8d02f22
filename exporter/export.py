"""ONE RUN, in order. Start reading here.

    source -> reader -> normalise -> store -> plan -> render -> publish

`run` brings the published tree up to date with the dumps and says what happened:

    intake.renew      what is stored, under rules that have changed
    intake.take_in    dumps -> records -> articles -> the store
    marking.settle    new articles get their place, what is to be written is marked: one transaction
    output.put_out    marked documents -> bytes -> files, leaves before what names them, removals last

Whatever cuts a run off, the next one completes it: what was read is remembered by slices, what is to be written by
marks.
"""

import logging
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from exporter import intake, lock, marking, output
from exporter.config.schema import Config, Source
from exporter.drawing import Drawing, renderings
from exporter.errors import Refused
from exporter.publish.folder import Folder, Preview
from exporter.report import Progress, Report, unseen
from exporter.store import documents, runs
from exporter.store.database import Database, meta, opened, path_of, set_meta

log = logging.getLogger(__name__)


class Options(Struct, frozen=True):
    """How a run differs from an ordinary one."""

    dry_run: bool = False
    """Say what would be written; write nothing, neither to the tree nor to the store."""
    sources: tuple[Source, ...] = ()
    """Read these instead of the configured ones, whose rules go on to apply to what they gave."""
    full: bool = False
    """Render every document again."""
    force: bool = False
    """With `full`: begin with an empty store, whatever is published."""


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
    with _world(config, now, options) as (db, tree):
        number = runs.begin(db, int(now.timestamp()))
        with db.transaction():
            marking.fix_archive_page(db, config)
        intake.renew(db, config, now, report)
        configured = frozenset(source.name for source in config.source)
        this = intake.Run(number, runs.settled(db) + 1, now, configured)
        intake.take_in(db, config, options.sources or config.source, this, report, progress)
        lost = not tree.owner()
        marked = marking.settle(db, renderings(config), str(tree.root), now, full=options.full or lost)
        log.info("read: %s; documents to look at: %d", report.summary(), marked)
        drawing, edition = Drawing(db, config, now), runs.edition(db) + 1
        if not drawing.total:
            log.warning("there is no article yet, so nothing is published; `exporter status` shows what was rejected")
        elif lost:
            tree.claim(meta(db, "store"))
        output.put_out(db, drawing, tree, edition, report, progress)
        if options.full:
            _remove_strangers(db, tree, config, report)
        report.edition = edition if report.written or report.removed else None
        runs.finish(db, number, int(now.timestamp()), report.edition, report.numbers())
    _say(report, tree)
    return report


@contextmanager
def _world(config: Config, now: datetime, options: Options) -> Iterator[tuple[Database, Folder]]:
    """Lock, store and tree, once it is certain that they belong together."""
    url, path = config.store.url, path_of(config.store.url)
    seconds = int(now.timestamp())
    tree = (Preview if options.dry_run else Folder)(config.output.directory, seconds)
    with ExitStack() as stack:
        if path and not (options.dry_run and not path.parent.exists()):
            started = f"export of {config.output.directory} since {now:%Y-%m-%d %H:%M:%S} UTC"
            stack.enter_context(lock.held(path.with_name(path.name + ".lock"), started))
        if options.full and options.force:
            url = _begin_anew(path, url, tree, seconds, options)
        elif path and tree.is_published() and not _holds_something(path):
            raise Refused(
                f"{path}: there is no store, or an empty one, but {tree.root} is a published tree. Exporting now could "
                "show every subscriber every article again. Bring the store back from a backup, or name another "
                "--output; to begin anew all the same, use --full --force."
            )
        elif path and options.dry_run and not path.exists():
            url = "sqlite:///:memory:"
        db = stack.enter_context(opened(url))
        if options.dry_run:
            stack.enter_context(db.rehearsal())
        _introduce(db, tree, options)
        yield db, tree


def _holds_something(path: Path) -> bool:
    """Whether a store has ever taken an article in. An empty file opens as a valid, empty SQLite database."""
    if not path.exists() or path.stat().st_size == 0:
        return False
    with opened(f"sqlite:///{path}") as db:
        return bool(db.number("SELECT MAX(n) FROM articles"))


def _begin_anew(path: Path | None, url: str, tree: Folder, now: int, options: Options) -> str:
    """Set the store aside, with its journal, under a name that says when; nothing is deleted."""
    if options.dry_run or path is None:
        return "sqlite:///:memory:" if options.dry_run else url
    for suffix in ("", "-wal", "-shm"):
        file = path.with_name(path.name + suffix)
        if file.exists():
            aside = path.with_name(f"{path.name}.{now}{suffix}")
            file.rename(aside)
            log.warning("%s: set aside as %s", file, aside)
    return url


def _introduce(db: Database, tree: Folder, options: Options) -> None:
    """See that the tree belongs to this store."""
    store = meta(db, "store")
    if not store:
        store = str(uuid.uuid4())
        with db.transaction():
            set_meta(db, "store", store)
    owner = tree.owner()
    if owner and owner != store:
        if not (options.full and options.force):
            raise Refused(
                f"{tree.root}: this tree was published from another store than {db.where}. Exporting now could show "
                "every subscriber every article again. Use the store that belongs to it, or another --output; to take "
                "the tree over all the same, use --full --force."
            )
        tree.claim(store)


def _say(report: Report, tree: Folder) -> None:
    files = f"{report.written} written, {report.removed} removed"
    if report.edition is None:
        log.info("%s: nothing had to change", tree.root)
    elif report.paths is not None:
        log.info("%s: edition %d would be published: %s", tree.root, report.edition, files)
    else:
        log.info("%s: edition %d is published: %s", tree.root, report.edition, files)


def _remove_strangers(db: Database, tree: Folder, config: Config, report: Report) -> None:
    """Remove what an earlier store left in the tree's own folders. Files of other people are left alone."""
    ours = ("archive/", "articles/", "data/", "sections/", "sitemaps/", *(f"{feed.slug}/feed." for feed in config.feed))
    for path in list(tree.files()):
        if path.startswith(ours) and not documents.is_known(db, path) and tree.remove(path):
            report.touch("remove", path)
    tree.flush()
