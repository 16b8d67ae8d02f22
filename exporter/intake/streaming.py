"""A dump that is too large to be held: read here, slice by slice, while workers normalise what was read before.

Each slice is stored in a transaction of its own, and the dump is remembered with the last one: a run that is cut off
before leaves it to be read again, and meets what it has stored as the same.

A file of JSON lines that has grown at its end is read from where it was left, if nothing says that it must be read
anew: it begins and goes on as it did, what was wrong with it would be so again, and nothing of it is held.
"""

import hashlib
import io
from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO, cast

from msgspec import Struct
from msgspec.structs import replace

from exporter.engine import Engine
from exporter.intake import current
from exporter.intake.current import Current
from exporter.intake.preparation import MOST_TEXT, Given, given, unreadable, weight
from exporter.intake.storing import store, tell_held, tell_rejects
from exporter.model import Dump, Record, Rejected
from exporter.readers import Found, grows, resumed, stream
from exporter.report import Report
from exporter.settings import Settings
from exporter.sources import opening
from exporter.store import dumps
from exporter.store.database import Database
from exporter.store.versions import digest_of

_AROUND = 65_536
"""Bytes at the beginning of a file, and before where it was left, that must be as they were."""


class Streaming(Struct, frozen=True):
    """Takes in large dumps of one source."""

    db: Database
    run: Current
    settings: Settings
    report: Report
    engine: Engine
    hashed: bool
    """Whether somebody will ask for the digest of the bytes."""

    def take(self, dump: Dump, before: dumps.Seen | None) -> None:
        """Read, normalise and store it; nothing if it is gone. `before`: as it was when last read."""
        try:
            with opening.opened(dump) as (now, file):
                self._take(now, file, before)
        except FileNotFoundError:
            return
        except OSError as error:
            found = Given(rejected=(unreadable(dump, error),))
            self._end(_Sum(rejected=[*found.rejected]), dump, before, None)

    def _take(self, dump: Dump, file: BinaryIO, before: dumps.Seen | None) -> None:
        passing = Passing(file) if grows(file, dump.name, self.settings.reader) else None
        left = self._left(dump, before) if passing else None
        if passing and left:
            passing.skip(left)
            found, lost = resumed(dump, cast("BinaryIO", passing), left.lines + 1), frozenset[str]()
        else:
            lost = self._lost(dump, before)
            found = stream(dump, cast("BinaryIO", passing) if passing else file, self.settings.reader)
        total = _Sum(before if left else None)
        for one in self.engine.map(partial(given, settings=self.settings), slices(found)):
            with self.db.transaction():
                store(self.db, one.versions, {(dump.source, dump.name): lost}, self.run, self.report)
            total.add(one)
        self._end(total, dump, before, passing.position(dump) if passing else None, left)

    def _left(self, dump: Dump, before: dumps.Seen | None) -> dumps.Position | None:
        """Where the file was left, if it is to be read from there."""
        if before is None or before.position is None or before.held or self.hashed:
            return None
        if before.rules != self.settings.reading or before.position.offset > dump.size:
            return None
        return before.position if _around(dump, before.position.offset) == before.position.digest else None

    def _lost(self, dump: Dump, before: dumps.Seen | None) -> frozenset[str]:
        """Digests of what it gave before, as far as is known, and does not give now: it is read once more for that."""
        if before is None or not (before.records or before.earlier):
            return frozenset()
        with opening.opened(dump) as (_, file):
            found = stream(dump, file, self.settings.reader)
            return before.lost(digest_of(one) for one in found if isinstance(one, Record))

    def _end(
        self,
        total: "_Sum",
        dump: Dump,
        before: dumps.Seen | None,
        position: dumps.Position | None,
        left: dumps.Position | None = None,
    ) -> None:
        """What is known of the dump from now on."""
        if any(one.code == "unreadable" for one in total.rejected):  # no fault of the dump: it looks changed next time
            dump = replace(dump, size=-1, mtime=-1)
        records = tuple(total.records) if total.given <= dumps.MAX_DIGESTS else ()
        now = dumps.Seen(
            source=dump.source,
            name=dump.name,
            size=dump.size,
            mtime=dump.mtime,
            digest=_digest(dump) if self.hashed and dump.size >= 0 else "",
            records=records,
            rejected=total.rejections,
            held=total.held_back,
            rules=self.settings.reading,
            given=total.given,
            position=position,
        )
        if before and total.rejections:
            now = replace(now, earlier=tuple(sorted(before.lost(records))))
        where, after = (dump.source, dump.name), left.lines if left else -1
        with self.db.transaction():
            standing = dumps.rejected_until(self.db, where, after)
            now = replace(now, rejected=now.rejected + standing)
            new = dumps.reject(self.db, where, total.rejected, self.run.number, more=total.untold, after=after)
            tell_rejects(new, self.report)
            tell_held(dumps.hold(self.db, where, total.held))
            dumps.remember(self.db, [now])
        self.report.rejected += now.rejected
        self.report.held += now.held
        if left and before:
            self.report.same += before.given


class _Sum:
    """What the slices gave so far."""

    def __init__(self, stands: dumps.Seen | None = None, rejected: Iterable[Rejected] = ()) -> None:
        """`stands`: what was given before, if that is not read again."""
        self.records: list[str] = list(stands.records) if stands else []
        self.given = stands.given if stands else 0
        self.rejected = list(rejected)
        self.held: list[dumps.Held] = []
        self.rejections, self.held_back = len(self.rejected), 0

    def add(self, one: Given) -> None:
        self.given += len(one.versions)
        if self.given <= dumps.MAX_DIGESTS:
            self.records += [version.digest for version in one.versions]
        self.rejections += len(one.rejected)
        self.rejected = [*dumps.bounded([*self.rejected, *one.rejected])]
        self.held_back += len(one.held)
        self.held += one.held[: dumps.MAX_REJECTS - len(self.held)]

    @property
    def untold(self) -> int:
        """Rejects beyond those that are kept one by one."""
        return self.rejections - len(self.rejected)


class Passing(io.BufferedIOBase):
    """A file that is read through: it is counted how far whole lines go."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._passed = self._end = self._lines = 0

    def skip(self, left: dumps.Position) -> None:
        """Go on from there."""
        self._file.seek(left.offset)
        self._passed, self._end, self._lines = left.offset, left.offset, left.lines

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        return self._pass(self._file.read(-1 if size is None else size))

    def readline(self, limit: int | None = -1, /) -> bytes:
        return self._pass(self._file.readline(-1 if limit is None else limit))

    def _pass(self, data: bytes) -> bytes:
        if whole := data.rfind(b"\n") + 1:
            self._end = self._passed + whole
            self._lines += data.count(b"\n")
        self._passed += len(data)
        return data

    def position(self, dump: Dump) -> dumps.Position:
        """Where the last whole line ended."""
        return dumps.Position(self._end, self._lines, _around(dump, self._end))


def slices(found: Iterable[Found]) -> Iterator[list[Found]]:
    """Pieces of it for one task each: bounded in number and in text."""
    some: list[Found] = []
    text = 0
    for one in found:
        some.append(one)
        text += weight(one)
        if len(some) >= current.SLICE or text > MOST_TEXT // 4:
            yield some
            some, text = [], 0
    if some:
        yield some


def _around(dump: Dump, offset: int) -> str:
    """Of the bytes at the beginning of the file and right before the offset."""
    with open(dump.location, "rb") as file:
        head = file.read(min(_AROUND, offset))
        file.seek(max(0, offset - _AROUND))
        return hashlib.blake2b(head + file.read(min(_AROUND, offset)), digest_size=16).hexdigest()


def _digest(dump: Dump) -> str:
    with open(dump.location, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]
