"""Every article that a tree shows, and whether all documents say the same of it.

There may be a million: of each, numbers are kept in columns, and digests instead of words.
"""

from array import array
from collections.abc import Iterator
from hashlib import blake2b
from typing import Final
from uuid import UUID

from exporter.check.claims import Entry, digest
from exporter.check.times import shown

SHARD, FILE, SITEMAP, UNLISTED = 1, 2, 4, 8
PAGES: Final = {"atom": 16, "rss": 32}
MAIN: Final = {"atom": 64, "rss": 128, "json": 256}
"""Where an article was met, as bits: in data shards, in a file of its own, in sitemaps (or that its URL cannot be in
one), in pages of the archive, in subscription documents of the main feed."""
ONCE: Final = {
    SHARD: "in another data shard, too",
    FILE: "in another file, too",
    **dict.fromkeys(PAGES.values(), "in another page of the archive, too"),
}
"""Where it may be only once."""

LOC_LENGTHS = range(12, 2048)
"""Characters of a URL in a sitemap (its XML schema; sitemaps.org)."""
_WORDS: Final = ("URL", "title", "summary", "text", "HTML")
_UNSAID: Final = -(2**62)
_URN: Final = "urn:uuid:"


def key_of(identity: str) -> bytes:
    """Sixteen bytes for an id: those of its UUID, or a digest."""
    try:
        return UUID(identity.removeprefix(_URN)).bytes if identity.startswith(_URN) else _short(identity, 16)
    except ValueError:
        return _short(identity, 16)


def id_of(key: bytes) -> str:
    """The id, if it is one of ours."""
    return f"{_URN}{UUID(bytes=key)}"


def _short(text: str, size: int) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).digest()


class Articles:
    """What was said of each so far: the first who says something is who the others are held against."""

    def __init__(self) -> None:
        self._rows: dict[bytes, int] = {}
        self._by_url: dict[int, int] = {}
        self._places: list[str] = []
        self.published, self.updated, self.sequences = array("q"), array("q"), array("q")
        self.met = array("H")
        self._words = {name: array("Q") for name in _WORDS}
        self._said_in = {name: array("I") for name in (*_WORDS, "times")}

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, identity: str) -> bool:
        return key_of(identity) in self._rows

    def items(self) -> Iterator[tuple[bytes, int]]:
        """(key, row) of each, in the order in which they were met."""
        return iter(self._rows.items())

    def sequence(self, identity: str) -> int:
        """Its place in the archive; 0 if nobody said it."""
        row = self._rows.get(key_of(identity))
        return 0 if row is None else self.sequences[row]

    def meet(self, entry: Entry, place: str, medium: int = 0) -> Iterator[str]:
        """A document shows this article; says in what it does not agree with who showed it before."""
        key = key_of(entry.id)
        row = self._rows.get(key)
        if row is None:
            row = self._add(key, self._place(place))
        if medium in ONCE and self.met[row] & medium:
            yield f"shows {entry.id}, which is {ONCE[medium]}"
        self.met[row] |= medium
        yield from self._compare(row, entry, place)

    def listed(self, entry: Entry, place: str) -> Iterator[str]:
        """A sitemap lists this URL; says in what it does not agree, or that no article has it."""
        row = self._by_url.get(digest(entry.url))
        if row is None:
            yield f"lists {entry.url}, which is the URL of no article"
        elif row >= 0:
            self.met[row] |= SITEMAP
            yield from self._compare(row, entry, place)

    def _add(self, key: bytes, place: int) -> int:
        row = self._rows[key] = len(self._rows)
        for column in self._words.values():
            column.append(0)
        for column in self._said_in.values():
            column.append(place)
        self.published.append(_UNSAID)
        self.updated.append(_UNSAID)
        self.sequences.append(0)
        self.met.append(0)
        return row

    def _name(self, row: int, url: str) -> None:
        other = self._by_url.setdefault(digest(url), row)
        if other != row:  # of what several articles have, a sitemap does not say whose it is
            self._by_url[digest(url)] = -1
            self.met[row] |= UNLISTED
            if other >= 0:
                self.met[other] |= UNLISTED
        if len(url) not in LOC_LENGTHS:
            self.met[row] |= UNLISTED

    def _place(self, place: str) -> int:
        if not self._places or self._places[-1] != place:
            self._places.append(place)
        return len(self._places) - 1

    def _compare(self, row: int, entry: Entry, place: str) -> Iterator[str]:
        yield from self._compare_words(row, entry, place)
        identity, first = entry.id or entry.url, self._places[self._said_in["times"][row]]
        for name, stated, column in (
            ("published", entry.published, self.published),
            ("updated", entry.updated, self.updated),
        ):
            if stated is not None and column[row] == _UNSAID:
                column[row] = stated
            elif stated is not None and stated != column[row]:
                yield f"{identity} is {name} {shown(stated)}, but {shown(column[row])} in {first}"
        if entry.sequence and not self.sequences[row]:
            self.sequences[row] = min(entry.sequence, -_UNSAID)
        elif entry.sequence and entry.sequence != self.sequences[row]:
            yield f"{identity} has sequence {entry.sequence}, but {self.sequences[row]} in {first}"

    def _compare_words(self, row: int, entry: Entry, place: str) -> Iterator[str]:
        stated = (digest(entry.url), digest(entry.title), entry.summary, entry.text, entry.html)
        for name, number in zip(_WORDS, stated, strict=True):
            column = self._words[name]
            if number and not column[row]:
                column[row], self._said_in[name][row] = number, self._place(place)
                if name == "URL":
                    self._name(row, entry.url)
            elif number and number != column[row]:
                yield f"{entry.id or entry.url} has another {name} than in {self._places[self._said_in[name][row]]}"
