"""What a source gives that is not as it was: its folders beside what the store knows of them.

A run that changes nothing shall cost little more than listing the source. So the store keeps, for each folder, digests
of how its dumps looked when all that they gave was known, by blocks: a block that looks the same is counted, and none
of its dumps is compared by itself. With `scan = "folders"`, a folder that has the time it had is not even listed.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from exporter.arriving import Arrival, Incoming, arrives
from exporter.config import digest, parse_duration
from exporter.errors import Unavailable
from exporter.intake.roll import Roll
from exporter.model import Dump
from exporter.report import Report
from exporter.sources import blocks, naming
from exporter.sources.choice import Part
from exporter.sources.listing import walk
from exporter.store import dumps, folders
from exporter.store.database import Database, meta, set_meta

PENDING = 20_000
"""Dumps that are given out before it is asked what became of them: by then most of them have been taken in."""
COARSE = 2 * 10**9
"""Nanoseconds by which a file system may tell times apart: something may still come into a folder unseen."""
RESTED = 60 * 10**9
"""A dump that was written to in the last so many nanoseconds may still be growing, which its folder does not tell."""
_NEVER = (-1, -1, 0, 0)


class _Listing(Struct):
    """A folder that is being walked."""

    known: folders.Folder
    standing: list[folders.Block]
    given: list[blocks.Block]
    """Those whose dumps were given out to be compared."""
    listed: blocks.Listed | None = None
    latest: int = 0
    """When one of its dumps was last written to, in nanoseconds."""
    asked: bool = False
    """Whether it has been asked once what became of its dumps, in vain."""


class Scan:
    """Of a source, or a part of it, in one run."""

    def __init__(
        self, db: Database, part: Part, tree: str, reading: str, now: datetime, *, full: bool, incoming: Incoming
    ) -> None:
        """`tree`: where we publish. `reading`: says under which rules dumps are read. `full`: list every folder."""
        self._arrival = Arrival(db, part.source, reading, incoming) if arrives(part.source) else None
        self._db, self._part, self._tree, self._now = db, part, tree, now
        self._source, self._reading = part.source, reading
        self._rules = digest((reading, naming.included(part.source), tree))
        self._known = folders.Known(db, part.source.name, self._rules)
        self._by_folders = self._source.scan == "folders"
        self._is_full = full or not self._by_folders or self._is_due()
        self._listings: dict[str, _Listing] = {}
        self._changed: list[folders.Folder] = []
        self._pending = 0
        self.stood = 0
        """Dumps that need not be compared."""

    def unread(self, roll: Roll, report: Report, newest: float) -> Iterator[Dump | Unavailable]:
        """The dumps to compare one by one, and what is wrong; all others are counted in the report.

        These answer to the roll. A block in which one was written to after `newest`, in Unix time,
        is given out whatever it looks like.

        Raises:
            Unavailable: the source cannot be read at all.
        """
        if self._arrival:
            yield from self._arrival.dumps()
            return
        for found in walk(self._part, self._tree, self._folders_of):
            if isinstance(found, blocks.Block):
                standing = self._standing(found, newest)
                if standing:
                    self._count(standing, report)
                    if roll.is_called:
                        roll.answer([found.prefix + name for name, _, _ in found.looks])
                else:
                    self._pending += len(found.looks)
                    yield from found.dumps()
            elif isinstance(found, blocks.Passed):
                for block in self._listings.pop(found.prefix).known.blocks:
                    self._count(block, report)
                roll.answer_for(found.prefix)
            elif isinstance(found, blocks.Listed):
                self._end(self._listing(found.prefix), found)
            else:
                yield found
            if self._pending > PENDING:
                self._remember()

    def ended(self, *, whole: bool) -> None:
        """What was given out has been taken in. `whole`: all of it could be read."""
        if self._arrival:
            self._arrival.ended(whole=whole)
            return
        self._remember(last=True)
        if whole and self._by_folders and self._is_full and not self._part.below:
            with self._db.transaction():
                set_meta(self._db, f"scanned:{self._source.name}", str(int(self._now.timestamp())))

    def _is_due(self) -> bool:
        last = int(meta(self._db, f"scanned:{self._source.name}") or 0)
        return not 0 <= self._now.timestamp() - last < parse_duration(self._source.full_scan).total_seconds()

    def _folders_of(self, prefix: str, mtime: int) -> Sequence[str] | None:
        if self._is_full:
            return None
        known = self._listing(prefix).known
        return known.folders if known.mtime == mtime else None

    def _listing(self, prefix: str) -> _Listing:
        if prefix not in self._listings:
            known = self._known.folder(prefix)
            self._listings[prefix] = _Listing(known or folders.Folder(prefix, 0, (), ()), [], [])
        return self._listings[prefix]

    def _standing(self, block: blocks.Block, newest: float) -> folders.Block | None:
        """The block as it is known, if nothing of it is to be compared."""
        listing = self._listing(block.prefix)
        if self._by_folders:
            listing.latest = max(listing.latest, _latest(block))
        if listing.known.blocks and (newest == inf or _latest(block) <= newest * 1e9):
            wanted = block.digest
            for one in listing.known.blocks:
                if one.digest == wanted:
                    listing.standing.append(one)
                    return one
        listing.given.append(block)
        return None

    def _count(self, block: folders.Block, report: Report) -> None:
        self.stood += block.dumps
        report.same += block.records
        report.rejected += block.rejected

    def _end(self, listing: _Listing, listed: blocks.Listed) -> None:
        listing.listed = listed
        if not listing.given:
            self._settle(listing, last=False)

    def _remember(self, *, last: bool = False) -> None:
        """`last`: what has not been taken in by now will not be, in this run."""
        for listing in [one for one in self._listings.values() if one.listed]:
            self._settle(listing, last=last)
        self._pending = 0
        if self._changed:
            with self._db.transaction():
                folders.remember(self._db, self._source.name, self._rules, self._changed)
            self._changed = []

    def _settle(self, listing: _Listing, *, last: bool) -> None:
        """From now on the folder is known as it is, unless workers still have some of it."""
        listed = listing.listed
        if listed is None:
            return
        taken = [one for block in listing.given if (one := self._taken(block))]
        if len(taken) < len(listing.given) and not last and not listing.asked:
            listing.asked = True
            return
        del self._listings[listing.known.prefix]
        is_whole = self._by_folders and len(taken) == len(listing.given)
        until = int(self._now.timestamp()) * 10**9
        if not is_whole or listed.mtime > until - COARSE or listing.latest > until - RESTED:
            listed = replace(listed, mtime=0)
        now = folders.Folder(listed.prefix, listed.mtime, listed.folders, (*listing.standing, *taken))
        if now != listing.known:
            self._changed.append(now)

    def _taken(self, block: blocks.Block) -> folders.Block | None:
        """The block as it is to be known, if all that it gave has been taken in and nothing is to be tried again."""
        names = [block.prefix + name for name, _, _ in block.looks]
        found = dumps.standing(self._db, self._source.name, names, self._reading)
        records = rejected = 0
        for name, (_, size, mtime) in zip(names, block.looks, strict=True):
            if found.get(name, _NEVER)[:2] != (size, mtime):
                return None
            records += found[name][2]
            rejected += found[name][3]
        return folders.Block(block.digest, len(names), records, rejected)


def _latest(block: blocks.Block) -> int:
    return max(mtime for _, _, mtime in block.looks)
