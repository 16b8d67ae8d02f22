"""The second half of a run: marked documents become files of the published tree.

    plan -> render -> publish

Stage by stage, leaves before the documents that name them; each batch is flushed before its marks go, so that a run
which is cut off anywhere is completed by the next.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from exporter import parts, plan
from exporter.drawing import POINTERS, Drawing
from exporter.engine import Engine
from exporter.holding import Drawn, Holding
from exporter.model import NEVER, Document
from exporter.notify.queueing import queue_files
from exporter.parts import Finished, Task
from exporter.publish.tree import LANDMARKS, Tree
from exporter.render import is_rendered
from exporter.report import Progress, Report
from exporter.store import documents, runs, withdrawals
from exporter.store.database import Database, meta, set_meta
from exporter.store.documents import Published

log = logging.getLogger(__name__)

BATCH = 250
"""Documents that are written, flushed and unmarked together."""
ARTICLES = 500
"""... or so many articles, in one task for a worker."""
KEPT_EDITIONS = 3
KEPT_FOR = timedelta(hours=1)
"""How long a data shard outlives the manifest that named it (DESIGN.md decision 5)."""


class Edition(Struct):
    """What is being published, and where to."""

    db: Database
    drawing: Drawing
    tree: Tree
    number: int
    report: Report
    holding: Holding
    introduced: set[str]
    """Paths that were put in place without naming all that they name in the end: they are written once more, and
    counted once."""

    @property
    def now(self) -> int:
        """Seconds since 1970."""
        return int(self.drawing.now.timestamp())


def put_out(
    db: Database, drawing: Drawing, tree: Tree, number: int, report: Report, progress: Progress, engine: Engine
) -> None:
    """Bring the tree up to date with the marks, then remove what nothing names any more.

    `number`: of the edition that this makes, if anything changes.
    """
    holding = Holding(drawing, tree, report)
    edition = Edition(db, drawing, tree, number, report, holding, set())
    total, done = documents.marks(db), 0
    if total:
        progress("documents", done, total)
    for stage in plan.STAGES:
        marked = documents.marked(db, stage.kinds)
        introduce = partial(drawing.introduce, lacks=tree.lacks)
        tasks = _batches(map(introduce, marked) if stage.new_only else drawing.draw(marked))
        finished = holding.sound(
            engine.map(parts.finish, tasks, parts.killing) if stage.spread else map(parts.finish, tasks)
        )
        if stage.new_only:
            for drawn in finished:
                _introduce(edition, drawn)
            continue
        for drawn in _chained(edition, finished) if stage.chained else finished:
            _place(edition, drawn)
            done += len(drawn)
            progress("documents", done, total)
    # Time alone makes no edition.
    _remove(edition, number if runs.has_begun(db, number) else number - 1)
    if said := holding.summary():
        log.error("%s", said)


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """As many as are written, flushed and unmarked together, and few enough that a worker's share is no burden."""
    some: list[Task] = []
    weight = 0
    for task in tasks:
        some.append(task)
        weight += task.weight
        if len(some) == BATCH or weight >= ARTICLES:
            yield some
            some, weight = [], 0
    if some:
        yield some


def _chained(edition: Edition, finished: Iterable[Drawn]) -> Iterator[Drawn]:
    """Documents of which each names the one before it and the one after it, which is in place when it is given.

    Those that are not there yet are introduced first; the last waits for the one after it, which may come next.
    """
    held: Drawn = []
    for drawn in finished:
        lacking = [
            (document, [_alone(one) for one in its_parts if edition.tree.lacks(one.part.path)])
            for document, its_parts in drawn
        ]
        if any(its_parts for _, its_parts in lacking):
            _introduce(edition, lacking, in_turn=True)
        waiting = [*held, *drawn]
        held = waiting[-1:]
        yield waiting[:-1]
    yield held


def _alone(finished: Finished) -> Finished:
    part = finished.part
    return Finished(replace(part, data=part.alone), finished.alone) if part.alone else finished


def _introduce(edition: Edition, drawn: Drawn, *, in_turn: bool = False) -> None:
    """Put in place what will be put there once more: the marks stay."""
    with _put(edition, drawn, in_turn=in_turn) as published:
        documents.add(edition.db, [one for _, its_parts in published for one in its_parts])
    edition.introduced |= {one.path for _, its_parts in published for one in its_parts}


def _place(edition: Edition, drawn: Drawn) -> None:
    """Put documents in place as they are to be."""
    with _put(edition, drawn) as published:
        documents.settle(edition.db, dict(published), edition.number, edition.now)
        if not edition.holding.is_empty:
            # They were drawn from what is in place: once the rest is, they are to be drawn from that.
            documents.mark(edition.db, [document for document, _ in published if document.kind in POINTERS])
    edition.holding.placed([document for document, _ in published])


@contextmanager
def _put(edition: Edition, drawn: Drawn, *, in_turn: bool = False) -> Iterator[list[tuple[Document, list[Published]]]]:
    """Put these in place and flush them; within the context, which is a transaction, they are to be recorded."""
    db, tree, report = edition.db, edition.tree, edition.report
    drawn = edition.holding.placeable(drawn)
    placed = [one.part for _, its_parts in drawn for one in its_parts]
    changed = dict(zip((part.path for part in placed), tree.put(placed, in_turn=in_turn), strict=True))
    tree.flush()
    before = documents.at_paths(db, changed)
    published = [
        (
            document,
            [_published(edition, document, one, before[one.part.path], changed[one.part.path]) for one in its_parts],
        )
        for document, its_parts in drawn
    ]
    with db.transaction():
        if any(changed[one.path] or one.is_news(before[one.path]) for _, its_parts in published for one in its_parts):
            runs.begin_edition(db, edition.number)
        for _, its_parts in published:
            queue_files(db, edition.drawing.config, its_parts, before, edition.number, edition.now)
        yield published
    for document, its_parts in published:
        for one in its_parts:
            if changed[one.path] and one.path not in edition.introduced:
                log.debug("wrote %s", _shown(one.path, document.kind))
                report.touch("write", _shown(one.path, document.kind))


def lacks_landmarks(db: Database, tree: Tree) -> bool:
    """Whether a file is gone that whoever empties a tree removes with the rest: then all of it is looked at."""
    return any(known and tree.lacks(path) for path, known in documents.at_paths(db, LANDMARKS).items())


def remove_strangers(db: Database, drawing: Drawing, tree: Tree, report: Report) -> None:
    """Remove what lies where a renderer would put it, and is no document: an earlier store, or this one before it went
    to another folder and back, left it.

    Files of any other name are other people's. So is, unless the tree comes from elsewhere, what lies at its root: who
    switches sitemaps off may write a sitemap.xml.
    """
    where = meta(db, "strangers")
    if not where or not drawing.total:
        return
    selections = drawing.selections
    ours = [path for path in tree.files() if is_rendered(path, selections, root=where == "root")]
    strange = list(documents.unknown(db, ours))
    for path, was_there in zip(strange, tree.remove(strange), strict=True):
        if was_there:
            log.info("removed %s: nothing stored belongs there", path)
            report.touch("remove", path)
    tree.flush()
    with db.transaction():
        set_meta(db, "strangers", "")


def _published(
    edition: Edition, document: Document, finished: Finished, before: Published | None, changed: bool
) -> Published:
    part = finished.part
    return Published(
        path=part.path,
        kind=document.kind,
        key=document.key,
        sha256=finished.sha256,
        size=len(part.data),
        count=part.count,
        updated=int(part.updated.timestamp()),
        rendering=edition.drawing.renderings[document.kind],
        edition=before.edition if before and before.sha256 == finished.sha256 and not changed else edition.number,
        expires=None if part.expires == NEVER else int(part.expires.timestamp()),
    )


def _remove(edition: Edition, number: int) -> None:
    """Remove retired files, after everything that named them is gone; data shards only when their time has come, or
    at once where they hold what was withdrawn.

    Stage by stage, backwards: what names others goes before them, so that a run that is cut off here leaves no document
    that points at nothing. Of the pages of an archive the newest goes first, because clients follow them to the older
    (RFC 5005 section 4). Retired documents that name each other cannot both go first: that is all that may dangle.
    What is still named by a document that was not put in place waits for it.
    """
    db, tree, report = edition.db, edition.tree, edition.report
    named, purged = edition.holding.named(), withdrawals.purged(db)
    due = [
        file
        for file in documents.retired(db)
        if file.path not in named
        and (
            file.kind != "shard"
            or (number - file.edition >= KEPT_EDITIONS and edition.now - file.at >= KEPT_FOR.total_seconds())
            or PurePosixPath(file.path).name.partition(".")[0] in purged
        )
    ]
    due.sort(key=lambda file: (len(file.path), file.path), reverse=True)
    for stage in reversed(plan.STAGES):
        if stage.new_only:
            continue
        files = [file for file in due if file.kind in stage.kinds]
        for some in [[file] for file in files] if stage.chained else [files]:
            for file, was_there in zip(some, tree.remove([file.path for file in some]), strict=True):
                if was_there:
                    log.debug("removed %s", _shown(file.path, file.kind))
                    report.touch("remove", _shown(file.path, file.kind))
        tree.flush()
    with db.transaction():
        documents.removed(db, [file.path for file in due])
        if edition.holding.is_empty:  # else a shard that is yet to be replaced may hold what was withdrawn
            withdrawals.forget_purged(db)


def _shown(path: str, kind: str) -> str:
    """The path as logs may have it: that of a key file is the key."""
    return "KEY.txt" if kind == "indexnow-key" else path
