"""What really happened at a small invented site: articles as they were told, and when; and what follows for a feed.

Written from what docs/subscribers.md and docs/formats.md promise, without a line of the exporter: it is judged by this.
"""

from datetime import datetime, timedelta

from msgspec import Struct

PAGE = 5
"""Articles on a page of the archive."""
AHEAD = timedelta(hours=24)
"""How far ahead a time may be stated; what states a later one waits."""
SECOND = timedelta(seconds=1)


class Piece(Struct, frozen=True):
    """An article as a dump words it at some time."""

    number: int
    stated: datetime
    revision: int = 0
    """Of the text."""
    take: int = 0
    """Of the title."""
    slug: str = "kade"
    scheme: str = "https"
    section: str = "Harbour"
    copied: tuple[int, int] | None = None
    """(number, revision) of the article whose text it has word by word."""

    @property
    def title(self) -> str:
        return f"Quay {self.number} reopens" + (f", take {self.take}" if self.take else "")

    @property
    def url(self) -> str:
        return f"{self.scheme}://news.example/artikel/{self.number}-{self.slug}"

    @property
    def text(self) -> tuple[str, ...]:
        """Paragraphs; long enough for a duplicate to be told by."""
        number, revision = self.copied or (self.number, self.revision)
        return (
            f"Quay {number} is open again after {revision + 2} days, the harbour office says in notice {revision}.",
            f"Ships came back & moored at berth {number}, where the crane had stood still since the storm of Monday.",
            "Whoever waited there was glad to see the first boat of the morning come in from the open sea.",
        )


class Told(Struct):
    """An article, and what the site's readers are to know of it."""

    piece: Piece
    published: datetime
    updated: datetime
    sequence: int = 0
    """0: no reader has heard of it."""
    copy_of: int = 0
    """The number of the article that it is a duplicate of, with these words:"""
    words: tuple[str, ...] = ()
    withdrawn: datetime | None = None
    """When; None: it is not."""
    gone: frozenset[tuple[str, ...]] = frozenset()
    """The texts that are not to come back while it is withdrawn, whatever it is edited to."""
    erased: bool = False
    """Nobody knows any more what it said."""
    left: frozenset[str] = frozenset()
    """Sections in whose feeds it was when it was withdrawn."""

    @property
    def number(self) -> int:
        return self.piece.number


class Truth:
    """All articles; `take` what dumps newly say, then `settle` once everything is said."""

    def __init__(self) -> None:
        self.all: dict[int, Told] = {}
        self.held: dict[int, Piece] = {}
        self.sections: dict[str, set[int]] = {}
        """By section with a feed, the numbers of the articles in it."""

    @property
    def placed(self) -> list[Told]:
        """What is published, in the order in which it was."""
        found = [one for one in self.all.values() if one.sequence and one.withdrawn is None]
        return sorted(found, key=lambda one: one.sequence)

    @property
    def last(self) -> int:
        """The highest sequence ever given."""
        return max((one.sequence for one in self.all.values()), default=0)

    def take(self, piece: Piece, now: datetime) -> None:
        """A dump words an article so, as is read at `now`."""
        if piece.stated > now + AHEAD:
            self.held[piece.number] = piece
            return
        self.held.pop(piece.number, None)
        one = self.all.get(piece.number)
        if one is None:
            self.all[piece.number] = Told(piece, piece.stated, piece.stated)
            return
        before, one.piece = one.piece, piece
        original = self.all.get(one.copy_of, one)  # what becomes of its duplicates is gone with it
        if original.withdrawn:
            original.gone |= {piece.text}
        if not one.sequence:
            one.published, one.updated = min(one.published, piece.stated), piece.stated
        elif (before.title, before.text) != (piece.title, piece.text):
            one.updated = piece.stated if piece.stated > one.updated else max(now, one.updated + SECOND)

    def settle(self, now: datetime) -> None:
        """Everything is said that this edition is to tell."""
        for piece in list(self.held.values()):
            self.take(piece, now)
        waiting = sorted((one for one in self.all.values() if not one.sequence), key=lambda one: one.published)
        last = self.last
        for one in waiting:
            if one.copy_of and (one.words == one.piece.text or self.all[one.copy_of].withdrawn):
                continue
            one.copy_of, one.words = self._first_with(one.piece.text), one.piece.text
            if not one.copy_of:
                last += 1
                one.sequence = last
        self._sort_into_sections()

    def _first_with(self, text: tuple[str, ...]) -> int:
        """The article that said these words first, if any did: one that is withdrawn, or else one that is published."""
        known = [
            one
            for one in self.all.values()
            if one.sequence and not one.erased and text in (one.gone or {one.piece.text})
        ]
        return min(known, key=lambda one: (one.withdrawn is None, one.sequence)).number if known else 0

    def _sort_into_sections(self) -> None:
        wanted: dict[str, set[int]] = {}
        for one in self.placed:
            wanted.setdefault(one.piece.section, set()).add(one.number)
        self.sections |= wanted  # who loses its last article goes on to show it

    def withdraw(self, number: int, now: datetime) -> None:
        """An article is taken down."""
        one = self.all[number]
        one.withdrawn = max(now, one.updated)
        one.gone = frozenset([one.piece.text])
        one.left = frozenset(section for section, members in self.sections.items() if number in members)
        for section in one.left:
            self.sections[section] = self.sections[section] - {number}

    def lose(self) -> None:
        """The store is lost, and with it the words of all that is withdrawn."""
        for one in self.all.values():
            one.erased = one.erased or one.withdrawn is not None

    def undo(self, number: int, now: datetime) -> None:
        """... and comes back."""
        one = self.all[number]
        if one.withdrawn is not None:
            one.updated = max(now, one.withdrawn + SECOND)
            one.withdrawn, one.gone = None, frozenset()
            for section in one.left:
                self.sections[section] = self.sections[section] | {number}
            self._sort_into_sections()
