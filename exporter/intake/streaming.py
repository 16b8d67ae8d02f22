"""A dump that is too large to be held: read here, slice by slice, while workers normalise what was read before.

Each slice is stored in a transaction of its own, and the dump is remembered with the last one: a run that is cut off
before leaves it to be read again, and meets what it has stored as the same.

A file of JSON lines that has grown at its end is read from where it was left, if nothing says that it must be read
anew: it begins and goes on as it did, what was wrong with it would be so again, and nothing of it is held.
"""

import hashlib
import io
import logging
from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO, cast

from msgspec import Struct
from msgspec.structs import replace

from exporter.engine import Engine
from exporter.intake import current
from exporter.intake.current import Current
from exporter.intake.preparation import MOST_TEXT, Given, given_each, killing_piece, unreadable, weight
from exporter.intake.storing import store, sweep, tell_held, tell_rejects
from exporter.model import Dump, Record, Rejected
from exporter.readers import Found, UnreadPage, grows, resumed, stream, unread
from exporter.readers.patience import MAX_REJECTED
from exporter.report import Report
from exporter.settings import Settings
from exporter.sources import opening
from exporter.sources.object_file import Replaced
from exporter.store import dumps
from exporter.store.database import Database
from exporter.store.versions import digest_of

log = logging.getLogger(__name__)

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
    is_wary: bool
    """Whether a piece of it may kill whoever reads it."""

    def take(self, dump: Dump, before: dumps.Seen | None) -> None:
        """Read, normalise and store it; nothing if it is gone. `before`: as it was when last read.

        Raises:
            SourceLost: where it is cannot be reached.
        """
        try:
            with opening.opened(dump) as (now, file):
                self._take(now, file, before)
        except FileNotFoundError:
            return
        except Replaced as error:  # what was stored of it stands until the next run reads what is there now
            self.report.unfinished += 1
            log.info("%s", error)
        except OSError as error:
            found = Given(rejected=(unreadable(dump, error.strerror or str(error)),))
            self._end(_Sum(rejected=[*found.rejected]), dump, before, None)

    def _take(self, dump: Dump, file: BinaryIO, before: dumps.Seen | None) -> None:
        passing = Passing(file) if grows(file, dump.name, self.settings.reader) else None
        left = self._left(dump, before) if passing else None
        if passing and left and not passing.skip(left):
            left = None
        found: Iterable[Found | UnreadPage]
        if passing and left:
            found, lost = resumed(dump, cast("BinaryIO", passing), left.lines + 1), frozenset[str]()
        else:
            lost = self._lost(dump, before)
            found = unread(dump, cast("BinaryIO", passing) if passing else file, self.settings.reader)
        total = _Sum(before if left else None)
        written = {(dump.source, dump.name): dump.mtime}
        for one in self._given(found):
            with self.db.transaction():
                store(self.db, one.versions, {(dump.source, dump.name): lost}, written, self.run, self.report)
            total.add(one)
        # A reader that gave up has read ahead: where the next one should go on, nobody knows.
        goes_on = passing is not None and total.rejections < MAX_REJECTED
        position = passing.position(*total.of_last_line) if passing and goes_on else None
        self._end(total, dump, before, position, left)

    def _given(self, found: Iterable[Found | UnreadPage]) -> Iterator[Given]:
        """What becomes of these, slice by slice."""
        read = partial(given_each, settings=self.settings)
        for some in self.engine.map(read, slices(found), killing_piece, apart=self.is_wary):
            yield from some

    def _left(self, dump: Dump, before: dumps.Seen | None) -> dumps.Position | None:
        """Where the file was left, if it is to be read from there as far as is known without looking into it."""
        if before is None or before.position is None or before.held or self.hashed or self.run.full:
            return None
        if before.rules != self.settings.reading or before.position.offset > dump.size:
            return None
        return before.position

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
            standing, untold = 0, total.untold
            if left and before:
                standing = before.rejected - dumps.rejected_after(self.db, where, after)
                untold += standing - dumps.rejected_until(self.db, where, after)
            now = replace(now, rejected=now.rejected + standing)
            new = dumps.reject(self.db, where, total.rejected, self.run.number, more=untold, after=after)
            tell_rejects(new, self.report)
            tell_held(dumps.hold(self.db, where, total.held))
            dumps.remember(self.db, [now])
            if not left:
                sweep(self.db, [now], self.run)
        self.report.rejected += now.rejected
        self.report.held += now.held
        if left and before:
            self.report.same += total.standing


class _Sum:
    """What the slices gave so far."""

    def __init__(self, stands: dumps.Seen | None = None, rejected: Iterable[Rejected] = ()) -> None:
        """`stands`: what was given before, if that is not read again."""
        beyond = stands.position.beyond if stands and stands.position else 0  # is read again
        self.records: list[str] = list(stands.records[: len(stands.records) - beyond]) if stands else []
        self.standing = self.given = stands.given - beyond if stands else 0
        self.of_last_line = (0, 0)
        """The last line of which an article came, and how many came of it."""
        self.rejected = list(rejected)
        self.held: list[dumps.Held] = []
        self.rejections, self.held_back = len(self.rejected), 0

    def add(self, one: Given) -> None:
        self.given += len(one.versions)
        for version in one.versions[-1:]:
            line, before = version.line, self.of_last_line
            count = sum(other.line == line for other in one.versions)
            self.of_last_line = (line, count + (before[1] if before[0] == line else 0))
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
    """A file that is read through: it is counted how far whole lines go, and kept what stands around there.

    Not read once more for that: by then another file may have its name, or other bytes may stand in it.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._passed = self._end = self._lines = 0
        self._head = b""
        self._before = _Tail()
        """What stands before the end of the last whole line,"""
        self._after = _Tail()
        """and what comes after it."""

    def skip(self, left: dumps.Position) -> bool:
        """Go on from there, if what stands at the beginning and before it is as it was; else from the beginning."""
        head = self._file.read(min(_AROUND, left.offset))
        self._file.seek(max(0, left.offset - _AROUND))
        before = self._file.read(min(_AROUND, left.offset))
        if _digest_of(head, before) != left.digest:
            self._file.seek(0)
            return False
        self._passed, self._end, self._lines = left.offset, left.offset, left.lines
        self._head = head
        self._before.add(before)
        return True

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        return self._pass(self._file.read(-1 if size is None else size))

    def readline(self, limit: int | None = -1, /) -> bytes:
        return self._pass(self._file.readline(-1 if limit is None else limit))

    def _pass(self, data: bytes) -> bytes:
        if len(self._head) < _AROUND:
            self._head += data[: _AROUND - len(self._head)]
        if whole := data.rfind(b"\n") + 1:
            self._end = self._passed + whole
            self._lines += data.count(b"\n")
            self._before.take(self._after)
            self._before.add(data[:whole])
        if whole < len(data):
            self._after.add(data[whole:])
        self._passed += len(data)
        return data

    def position(self, last_line: int, given: int) -> dumps.Position:
        """Where the last whole line ended. `given`: how many articles the last line gave that gave any."""
        beyond = given if last_line > self._lines else 0
        return dumps.Position(self._end, self._lines, _digest_of(self._head[: self._end], self._before.bytes()), beyond)


class _Tail:
    """The last `_AROUND` bytes of what is added."""

    def __init__(self) -> None:
        self._pieces: deque[bytes] = deque()
        self._size = 0

    def add(self, piece: bytes) -> None:
        pieces, size = self._pieces, self._size + len(piece)
        pieces.append(piece)
        while (rest := size - len(pieces[0])) >= _AROUND:
            pieces.popleft()
            size = rest
        self._size = size

    def take(self, other: "_Tail") -> None:
        """Add what the other has, and leave it with nothing."""
        while other._pieces:
            self.add(other._pieces.popleft())
        other._size = 0

    def bytes(self) -> bytes:
        return b"".join(self._pieces)[-_AROUND:]


def slices(found: Iterable[Found | UnreadPage]) -> Iterator[list[Found | UnreadPage]]:
    """Pieces of it for one task each: bounded in number and in text."""
    some: list[Found | UnreadPage] = []
    text = 0
    for one in found:
        some.append(one)
        text += weight(one)
        if len(some) >= current.SLICE or text > MOST_TEXT // 4:
            yield some
            some, text = [], 0
    if some:
        yield some


def _digest_of(head: bytes, before: bytes) -> str:
    """Of the bytes at the beginning of a file, and of those right before where it was left."""
    return hashlib.blake2b(head + before, digest_size=16).hexdigest()


def _digest(dump: Dump) -> str:
    """Of its bytes; none if another dump has its name by now: then nobody takes that one for read."""
    now, found = opening.digest(dump)
    return found if now == dump else ""
