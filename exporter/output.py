"""The second half of a run: marked documents become files of the published tree.

    plan -> render -> publish

Stage by stage, leaves before the documents that name them; each batch is flushed before its marks go, so that a run
which is cut off anywhere is completed by the next.
"""

import hashlib
import logging
from datetime import timedelta
from functools import partial
from itertools import islice

from exporter import plan
from exporter.drawing import Drawing
from exporter.model import NEVER, Document, Part
from exporter.notify.queueing import queue_files
from exporter.publish.folder import LANDMARKS, Folder
from exporter.render import is_rendered
from exporter.report import Progress, Report
from exporter.store import documents
from exporter.store.database import Database, meta, set_meta
from exporter.store.documents import Published

log = logging.getLogger(__name__)

BATCH = 64
"""Documents that are written, flushed and unmarked together."""
KEPT_EDITIONS = 3
KEPT_FOR = timedelta(hours=1)
"""How long a data shard outlives the manifest that named it (DESIGN.md decision 5)."""


def put_out(db: Database, drawing: Drawing, tree: Folder, edition: int, report: Report, progress: Progress) -> None:
    """Bring the tree up to date with the marks, then remove what nothing names any more."""
    now = int(drawing.now.timestamp())
    total, done = documents.marks(db), 0
    introduced: set[str] = set()
    for stage in plan.STAGES:
        waiting = iter(documents.marked(db, stage.kinds))
        while some := list(islice(waiting, BATCH)):
            draw = partial(drawing.introduce, lacks=tree.lacks) if stage.new_only else drawing.draw
            drawn = [(document, list(draw(document))) for document in some]
            parts = [part for _, parts in drawn for part in parts]
            changed = dict(zip((part.path for part in parts), tree.put(parts), strict=True))
            tree.flush()
            with db.transaction():
                before = documents.at_paths(db, changed)
                settled: dict[Document, list[Published]] = {}
                for document, its_parts in drawn:
                    settled[document] = [
                        _published(drawing, document, part, before[part.path], changed[part.path], edition)
                        for part in its_parts
                    ]
                    queue_files(db, drawing.config, settled[document], before, edition, now)
                if stage.new_only:
                    documents.add(db, [part for published in settled.values() for part in published])
                else:
                    documents.settle(db, settled, edition, now)
            new = {path for path, differs in changed.items() if differs} - introduced
            kinds = {part.path: document.kind for document, its_parts in drawn for part in its_parts}
            for path in sorted(new):
                log.debug("wrote %s", _shown(path, kinds[path]))
                report.touch("write", _shown(path, kinds[path]))
            if stage.new_only:
                introduced |= new  # these are written once more, and counted once
            else:
                done += len(some)
            progress("documents", done, total)
    # Time alone makes no edition.
    _remove(db, tree, edition if report.written else edition - 1, now, report)


def lacks_landmarks(db: Database, tree: Folder) -> bool:
    """Whether a file is gone that whoever empties a tree removes with the rest: then all of it is looked at."""
    return any(documents.at(db, path) and tree.lacks(path) for path in LANDMARKS)


def remove_strangers(db: Database, drawing: Drawing, tree: Folder, report: Report) -> None:
    """Remove what lies where a renderer would put it, and is no document: an earlier store, or this one before it went
    to another folder and back, left it.

    Files of any other name are other people's. So is, unless the tree comes from elsewhere, what lies at its root: who
    switches sitemaps off may write a sitemap.xml.
    """
    where = meta(db, "strangers")
    if not where or not drawing.total:
        return
    selections = drawing.selections
    for path in list(tree.files()):
        # Names that are no UTF-8 are none of ours, and none that the store could be asked about.
        if not is_rendered(path, selections, root=where == "root") or documents.is_known(db, path):
            continue
        if tree.remove(path):
            log.info("removed %s: nothing stored belongs there", path)
            report.touch("remove", path)
    tree.flush()
    with db.transaction():
        set_meta(db, "strangers", "")


def _published(
    drawing: Drawing, document: Document, part: Part, before: Published | None, changed: bool, edition: int
) -> Published:
    return Published(
        path=part.path,
        kind=document.kind,
        key=document.key,
        sha256=hashlib.sha256(part.data).hexdigest(),
        size=len(part.data),
        count=part.count,
        updated=int(part.updated.timestamp()),
        rendering=drawing.renderings[document.kind],
        edition=edition if changed or before is None else before.edition,
        expires=None if part.expires == NEVER else int(part.expires.timestamp()),
    )


def _remove(db: Database, tree: Folder, edition: int, now: int, report: Report) -> None:
    """Remove retired files, after everything that named them is gone; data shards only when their time has come.

    Stage by stage, backwards: what names others goes before them, so that a run that is cut off here leaves no document
    that points at nothing. Of the pages of an archive the newest goes first, because clients follow them to the older
    (RFC 5005 section 4). Retired documents that name each other cannot both go first: that is all that may dangle.
    """
    due = [
        file
        for file in documents.retired(db)
        if file.kind != "shard"
        or (edition - file.edition >= KEPT_EDITIONS and now - file.at >= KEPT_FOR.total_seconds())
    ]
    due.sort(key=lambda file: (len(file.path), file.path), reverse=True)
    for stage in reversed(plan.STAGES):
        if stage.new_only:
            continue
        for file in (file for file in due if file.kind in stage.kinds):
            if tree.remove(file.path):
                log.debug("removed %s", _shown(file.path, file.kind))
                report.touch("remove", _shown(file.path, file.kind))
        tree.flush()
    with db.transaction():
        documents.removed(db, [file.path for file in due])


def _shown(path: str, kind: str) -> str:
    """The path as logs may have it: that of a key file is the key."""
    return "KEY.txt" if kind == "indexnow-key" else path
