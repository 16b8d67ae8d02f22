"""Dumps that are moved away, or removed, once they are taken: the source is a spool, as mail systems have them.

Only after what they gave is stored durably, and only those of which nothing is rejected or held. Whatever cuts this
off, the next run goes on: what is still there is known by its bytes.
"""

import errno
import logging
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from exporter import durable
from exporter.config.places import root_of
from exporter.config.schema import Source
from exporter.model import Dump
from exporter.report import Report
from exporter.sources import blocks, listing, opening
from exporter.sources.choice import Part
from exporter.store import dumps
from exporter.store.database import Database

log = logging.getLogger(__name__)


def clear(db: Database, parts: Sequence[Part], tree: str, reading: dict[str, str], report: Report) -> None:
    """Move away or remove the dumps of these sources that are taken, where `taken` of the source says so.

    `tree`: where we publish. `reading`: by source, says under which rules its dumps are read. In a dry run the report
    counts what would be, and nothing is touched. What cannot be moved is told, and tried again by the next run.
    """
    for part in parts:
        if part.source.taken == "keep" or not os.path.isdir(root_of(part.source.path)):
            continue
        for found in listing.walk(part, tree):
            if isinstance(found, blocks.Block) and _is_inside(found.path, part.source):
                _clear(db, found, part.source, reading[part.source.name], report)


def _is_inside(path: str, source: Source) -> bool:
    """Whether a folder is the source's own, and no link led out of it."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root_of(source.path)))


def _clear(db: Database, block: blocks.Block, source: Source, reading: str, report: Report) -> None:
    seen = dumps.seen(db, source.name, [block.prefix + name for name, _, _ in block.looks])
    failed: list[str] = []
    for dump in block.dumps():
        before = seen.get(dump.name)
        if before is None or before.rejected or not before.stands(dump, reading):
            continue
        try:
            _check(dump, before)
            if report.paths is None:
                _take(dump, source)
        except FileNotFoundError:
            continue
        except OSError as error:
            failed.append(f"{dump.location}: is stored, but cannot be taken out of the spool: {error.strerror}")
        else:
            report.taken += 1
            log.debug("%s: taken", dump.name)
    if failed:
        more = f" ({len(failed) - 1} more beside it)" if len(failed) > 1 else ""
        log.warning("%s%s; the next run tries again", failed[0], more)


def _check(dump: Dump, before: dumps.Seen) -> None:
    """See that it has the bytes that were read. Time and size alone are no reason to remove anything.

    Raises:
        FileNotFoundError: it is another one by now, or gone.
        OSError: it cannot be read.
    """
    now, digest = opening.digest(dump)
    if digest != before.digest or now != dump:
        raise FileNotFoundError(errno.ENOENT, "another dump has its name", dump.location)


def _take(dump: Dump, source: Source) -> None:
    if source.taken == "remove":
        os.unlink(dump.location)
        return
    target = _free(
        Path(source.taken_folder) / Path(dump.location).relative_to(root_of(source.path)), Path(dump.location)
    )
    if target is None:
        os.unlink(dump.location)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.rename(dump.location, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy(dump.location, target)
        os.unlink(dump.location)


def _free(target: Path, dump: Path) -> Path | None:
    """A name that nothing has yet: `a.txt`, else `a.txt.1`, ...; None if these bytes lie there already."""
    found, number = target, 0
    while found.exists():
        if found.read_bytes() == dump.read_bytes():
            return None
        number += 1
        found = target.with_name(f"{target.name}.{number}")
    return found


def _copy(path: str, target: Path) -> None:
    """Onto another file system: whole and flushed before it has its name."""
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)  # a link that somebody planted is not written through
    shutil.copy2(path, part)
    durable.flush(part)
    os.rename(part, target)
    durable.flush(target.parent)
