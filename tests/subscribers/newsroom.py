"""A site that publishes: steps of a history become dumps in a folder, and what they mean becomes known to the truth."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from tests.subscribers import wording
from tests.subscribers.exporting import Exporting
from tests.subscribers.histories import SECTIONS, SLUGS, Edition, Step
from tests.subscribers.truth import Piece, Truth


class Newsroom(Exporting):
    """Dumps, the exporter that reads them, and what really happened."""

    def __init__(self, root: Path, *, profile: bool = True, shards: bool = False, careful: bool = False) -> None:
        super().__init__(root, profile=profile, shards=shards, careful=careful)
        self.truth = Truth()
        self._said: list[Piece] = []
        """What dumps say that no run has read."""
        self._pieces: dict[int, Piece] = {}
        self._files: dict[int, Path] = {}
        self._crawl: Path | None = None
        self._written: dict[int, list[tuple[Piece, str]]] = {}
        """Of editions that are out, by article, what its dumps said."""
        self._waiting: list[tuple[Piece, str]] = []
        self._broken: set[int] = set()
        self._busy: set[int] = set()
        """Articles to which something has happened that no run has read."""
        self._lost: set[int] = set()
        """Duplicates of which nobody knows any more what they said, and since when: nothing happens to them."""
        self._has_lost = False
        self._count = 0

    # A run

    def prepare(self, edition: Edition) -> None:
        """What happens before the run of an edition."""
        # A store that came back tells edits by the times of dumps: if the clock goes back, they are no edits.
        self.world.now += timedelta(minutes=max(edition.minutes, 0) if self._has_lost else edition.minutes)
        if not self.is_away:
            self._busy = set()
        self.ordinary()
        for step in sorted(edition.steps, key=lambda step: step.kind != "lose"):
            getattr(self, step.kind)(step)

    def lose(self, step: Step) -> None:
        """... before anything else happens: what dumps say that were written between the last run and the loss is an
        edit or a copy of old words, which nobody can tell if the old ones are there too."""
        if self.can_lose() and not self.truth.held and not self._said:  # what is held or was away is unread, too
            super().lose(step)
            self.truth.lose()
            self._busy |= self._pieces.keys()
            self._lost |= {one.number for one in self.truth.all.values() if one.copy_of}
            self._has_lost = True
            self._written.clear()  # nobody knows old words for old any more

    def run(self, where: str = "", nth: int = 1) -> bool:
        """Publish it; whether the run was cut off in the function `where`."""
        was_cut = self.export(where, nth)
        if self.is_away:
            return was_cut
        for piece in self._said:
            self.truth.take(piece, self.world.now)
        self.truth.settle(self.world.now)
        for piece, text in self._waiting:
            self._written.setdefault(piece.number, []).append((piece, text))
        self._said, self._waiting = [], []
        return was_cut

    # What happens to articles

    def appear(self, step: Step, hours: int = 1, copied: tuple[int, int] | None = None) -> None:
        stated = self._moment(step.number, self.world.now - timedelta(hours=hours))
        self._say(Piece(step.number, stated, section=SECTIONS[step.value % 3], copied=copied), step.value // 3 % 6)

    def appear_late(self, step: Step) -> None:
        self.appear(step, 24 * (3 + step.value % 400))

    def embargo(self, step: Step) -> None:
        self.appear(step, -26 - step.value % 60)

    def appear_copied(self, step: Step) -> None:
        """The text of another article, under another address."""
        other = self._pieces.get(1 + step.value % step.number)
        self.appear(step, copied=other and (other.copied or (other.number, other.revision)))

    def copy(self, step: Step) -> None:
        """A dump once more, under another name."""
        if piece := self._free(step.number):
            self._write(self._unused(piece), wording.text(piece), piece)

    def edit(self, step: Step) -> None:
        if piece := self._free(step.number):
            if step.value % 3 != 0:
                piece = replace(piece, revision=piece.revision + 1, copied=None)
            if step.value % 3 != 1:
                piece = replace(piece, take=piece.take + 1)
            self._reword(piece, step)

    def slug(self, step: Step) -> None:
        """Another address, mostly because of another headline."""
        piece = self._free(step.number)
        if piece and self.world.config.profile:  # without one, another address is another article
            take, revision = piece.take + step.value % 2, piece.revision + (step.value % 5 == 0)
            copied = piece.copied if revision == piece.revision else None
            new = replace(piece, slug=SLUGS[step.value % 3], take=take, revision=revision, copied=copied)
            self._reword(new, step)

    def section(self, step: Step) -> None:
        if piece := self._free(step.number):
            self._reword(replace(piece, section=SECTIONS[step.value % 3]), step)

    def scheme(self, step: Step) -> None:
        if piece := self._free(step.number):
            self._reword(replace(piece, scheme="http" if piece.scheme == "https" else "https"), step)

    def all_https(self, step: Step) -> None:
        """The site moves from one scheme to the other."""
        self._to_all(self.scheme, step)

    def edit_all(self, step: Step) -> None:
        """A word is replaced everywhere."""
        self._to_all(self.edit, step)

    def move_all(self, step: Step) -> None:
        """One section takes in all others."""
        self._to_all(self.section, step)

    def _to_all(self, happen: Callable[[Step], None], step: Step) -> None:
        for number in sorted(self._pieces):
            happen(replace(step, number=number))

    def twice(self, step: Step) -> None:
        """Two new versions at once, in two dumps: the one that states the later time is what it says now."""
        if piece := self._free(step.number):
            stated = max(piece.stated, self._moment(piece.number, self.world.now))
            early = replace(piece, revision=piece.revision + 1, copied=None, stated=stated - timedelta(hours=1))
            late = replace(early, revision=piece.revision + 2, stated=stated)
            if piece.stated <= early.stated:
                self._write(self._unused(piece), wording.text(early), early)
                self._say(late)

    def touch(self, step: Step) -> None:
        """Lines end otherwise, other things stand below the text."""
        if piece := self._free(step.number):
            self._say(piece, 1 + step.value % 5)

    def stale(self, step: Step) -> None:
        """An old version under another name."""
        piece, written = self._free(step.number), self._written.get(step.number)
        if piece and written:
            self._write(self._unused(piece), written[step.value % len(written)][1], None)

    def revert(self, step: Step) -> None:
        """An old version takes the place of the one that came after it."""
        piece, written = self._free(step.number), self._written.get(step.number)
        if piece and written and piece.number in self._files and self._files[piece.number].suffix == ".txt":
            old, text = written[step.value % len(written)]
            if self._files[old.number].read_bytes() == text.encode():
                return  # a later version came by another dump: nothing has changed in this one
            self._pieces[old.number] = old
            self._said.append(old)
            self._write(self._files[old.number], text, old)

    def withdraw(self, step: Step) -> None:
        one = self.truth.all.get(step.number)
        if one and one.sequence and one.withdrawn is None:
            self.decide("withdraw", one.piece.url)
            self.truth.withdraw(step.number, self.world.now)
            self.decided()

    def undo(self, step: Step) -> None:
        """All that is withdrawn comes back, or half of it."""
        for one in [one for one in self.truth.all.values() if one.withdrawn and not one.erased]:
            if step.value % 2 or one.number % 2:
                self.decide("undo", one.piece.url)
                self.truth.undo(one.number, self.world.now)
                self.decided()

    # What happens to dumps

    def rename(self, step: Step) -> None:
        if piece := self._free(step.number):
            path = self._files.pop(piece.number, None)
            if path is not None:
                self._files[piece.number] = path.rename(self._unused(piece))

    def restat(self, step: Step) -> None:
        if piece := self._free(step.number):
            self._date(self._files.get(piece.number))

    def vanish(self, step: Step) -> None:
        if (piece := self._free(step.number)) and (path := self._files.pop(piece.number, None)):
            path.unlink()

    def break_(self, step: Step) -> None:
        if (piece := self._free(step.number)) and piece.number in self._files:
            self._write(self._files[piece.number], "broken", None)
            self._broken.add(piece.number)

    def mend(self, step: Step) -> None:
        """All that is broken becomes what it was, or the next version of that."""
        for number in sorted(self._broken - self._busy - self._lost):
            self._broken.discard(number)
            if step.value % 2:
                self.edit(Step("edit", number, 6))
            else:
                self._say(self._pieces[number])

    def garbage(self, step: Step) -> None:
        self._write(self.world.dumps / f"garbage-{step.value}.txt", "Nothing\nof use\n", None)

    def vanish_all(self, _step: Step) -> None:
        """The source comes up empty."""
        for number in sorted(self._files.keys() - self._busy - self._broken - self.truth.held.keys()):
            self._files.pop(number).unlink()

    def swap(self, step: Step) -> None:
        """Two dumps change names."""
        one, other = self._files.get(step.number), self._files.get(step.number + 1)
        if one and other and self._free(step.number) and self._free(step.number + 1):
            between = other.rename(one.with_suffix(".swapped"))
            one.rename(other)
            between.rename(one)
            for path in (one, other):
                self._date(path)
            self._files[step.number], self._files[step.number + 1] = other, one

    def recrawl(self, step: Step) -> None:
        """Everything once more, as JSON lines, some of it edited; half of what was there before goes."""
        rows = []
        for number in sorted(self._pieces):
            piece = self._free(number)
            if piece is None:
                continue
            if (step.value + number) % 7 == 0:
                piece = replace(piece, revision=piece.revision + 1, copied=None)
            rows.append(wording.row(piece))
            self._pieces[number] = piece
            self._said.append(piece)
            if step.value % 2 and number % 2 and number in self._files:
                self._files.pop(number).unlink()
        if self._crawl is None or step.value % 3:
            self._crawl = self.world.dumps / f"crawl-{self._count:06}.jsonl"
        self._write(self._crawl, "".join(rows), None)

    # How it is done

    def _free(self, number: int) -> Piece | None:
        """What the article says now, unless something has happened to it in this edition."""
        if number in self._busy | self._broken | self._lost | self.truth.held.keys():
            return None
        if piece := self._pieces.get(number):
            self._busy.add(number)
        return piece

    def _moment(self, number: int, about: datetime) -> datetime:
        """A time that no other article has."""
        return about.replace(minute=number // 60 % 60, second=number % 60)

    def _reword(self, piece: Piece, step: Step) -> None:
        """A new version: with a new time or without, in place or under a new name."""
        if step.value % 5 > 1:
            piece = replace(piece, stated=max(piece.stated, self._moment(piece.number, self.world.now)))
        if step.value % 7 == 0:
            self._files.pop(piece.number, None)
        had = [text for _, text in self._written.get(piece.number, ())]
        if piece.number in self._files or wording.text(piece) not in had:  # else these are old words in a new dump
            self._say(piece)

    def _say(self, piece: Piece, wear: int = 0) -> None:
        path = self._files.get(piece.number) or self._unused(piece)
        self._pieces[piece.number], self._files[piece.number] = piece, path
        self._busy.add(piece.number)
        self._said.append(piece)
        self._write(path, wording.text(piece, wear), piece)

    def _unused(self, piece: Piece) -> Path:
        self._count += 1
        return self.world.dumps / f"{piece.number:06}-{self._count:06}.txt"

    def _write(self, path: Path, text: str, piece: Piece | None) -> None:
        path.write_text(text, "utf-8", newline="")
        self._date(path)
        if piece is not None:
            self._waiting.append((piece, text))

    def _date(self, path: Path | None) -> None:
        """Written now: at the told time, and no two at one time."""
        self._count += 1
        if path is not None:
            written = int(self.world.now.timestamp()) * 10**9 + self._count
            os.utime(path, ns=(written, written))
