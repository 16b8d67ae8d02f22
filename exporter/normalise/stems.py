"""Finds words of a page in a line by their beginnings, in every language at once: two rows of the table of each
language (exporter.normalise.words), of which one says of what the line speaks, and the other how.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from exporter.normalise.languages import LANGUAGES
from exporter.normalise.shape import folded

UNSPACED: Final = ("ja", "zh", "ko")
"""Where words have no blanks around them, or endings that change with what follows."""
_KEY: Final = 3
_END: Final = "\u2420"
"""What stands for the end of a word while the row is folded."""
_WIDE: Final = re.compile("[ぁ-ヿ一-鿿가-힣]")


class Stem(NamedTuple):
    """The beginning of a word, or of words, of one language."""

    language: str
    of_first: bool
    """Whether it is of the first of the two rows."""
    text: str


class Found(NamedTuple):
    """A stem, where it stands in the line (which word, or which character), and how many of these it covers."""

    place: int
    length: int
    stem: Stem


class Stems:
    """The stems of two rows of every language's table."""

    def __init__(self, first: str, second: str) -> None:
        """`first`, `second`: names of the rows."""
        beginnings: dict[str, tuple[Stem, ...]] = {}
        parts: list[Stem] = []
        for stem in _stems(first, second):
            if stem.language in UNSPACED:
                parts.append(stem)
            else:
                key = stem.text.split(" ", 1)[0][:_KEY]
                beginnings[key] = (*beginnings.get(key, ()), stem)
        self._beginnings: Final = beginnings
        self._parts: Final = tuple(parts)

    def find(self, line: str) -> Iterator[Found]:
        """The stems in a folded line of words with one blank around each, at its beginning and end too."""
        return self._unspaced(line) if is_wide(line) else self._spaced(line)

    def may_begin(self, word: str) -> bool:
        """Whether a stem may stand at this folded word, or the word is too short to tell."""
        return len(word) <= _KEY or word[:_KEY] in self._beginnings

    def _spaced(self, line: str) -> Iterator[Found]:
        words = line.split()
        for place, word in enumerate(words):
            for stem in self._beginnings.get(word[:_KEY], ()):
                if f"{word} ".startswith(stem.text):
                    yield Found(place, 1, stem)
                elif " " in stem.text.rstrip() and f" {' '.join(words[place:])} ".startswith(f" {stem.text}"):
                    yield Found(place, len(stem.text.split()), stem)

    def _unspaced(self, line: str) -> Iterator[Found]:
        for stem in self._parts:
            bare = stem.text.strip()
            place = line.find(bare)
            if place >= 0:
                yield Found(place, len(bare), stem)


def is_wide(line: str) -> bool:
    """Whether the line holds Chinese, Japanese or Korean characters."""
    return _WIDE.search(line) is not None


def _stems(first: str, second: str) -> Iterator[Stem]:
    for language, words in LANGUAGES.items():
        for of_first, row in ((True, getattr(words, first)), (False, getattr(words, second))):
            for stem in folded((row.replace("_", _END),)):
                yield Stem(language, of_first, stem.replace(_END, " "))
