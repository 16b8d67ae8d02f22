"""Recognises what a page asks a reader to do, or promises one, in a few words: `Log in to comment`, `Enter your email`,
`The day's top stories every morning`.

They are worded in too many ways for phrases. But such a line says little else than what the page has for its readers
(comments, an account, a newsletter) and what they do with it (see all, enter, accept): a few dozen words of each
language (the rows `tools` and `acts`), which cover most of the line.
"""

import re
from functools import lru_cache
from typing import Final

from exporter.normalise.shape import QUOTES, ends_sentence, fold
from exporter.normalise.stems import Found, Stems, is_wide

MAX_LENGTH: Final = 80
MAX_WORDS: Final = 12
MAX_WIDE: Final = 30
"""Characters, of a line in Chinese, Japanese or Korean."""
ENOUGH: Final = 2
"""Different words of a page in one line, of both rows."""
PLENTY: Final = 3
"""The same where the line ends in a full stop, as sentences do."""
_SMALL: Final = 3
"""Letters of a word that does not count: `to`, `the`."""
_APART: Final = re.compile(r"[^\w-]+")
_NEVER: Final = frozenset(QUOTES) - frozenset("'’") | frozenset("@:：?？")
"""Nobody is quoted, no address stands there, nothing is listed and nothing asked."""
_STEMS: Final = Stems("tools", "acts")


def words_of_button(text: str) -> int:
    """How many different words of the line are those of a button or a promise, all of one language; 0 if they are not
    of both rows, or if more of the line is something else."""
    if len(text) > MAX_LENGTH or not _NEVER.isdisjoint(text):
        return 0
    if text[-1:] == "." and text.isascii() and not _STEMS.may_begin(text.split(None, 1)[0].lower()):
        return 0  # nearly all prose
    return _count(text)


def says_much(text: str) -> bool:
    """Whether the line says nothing else, and ends no sentence: furniture wherever it stands."""
    return not ends_sentence(text) and words_of_button(text) >= PLENTY


@lru_cache(maxsize=4096)  # they stand below each article of a site
def _count(text: str) -> int:
    bare = _APART.sub(" ", fold(text)).strip()
    words = bare.split()
    if len(words) > MAX_WORDS:
        return 0
    found: dict[str, list[Found]] = {}
    for each in _STEMS.find(f" {bare} "):
        found.setdefault(each.stem.language, []).append(each)
    sentence = ends_sentence(text)
    count = max((_of_one(stems, words, f" {bare} ", sentence) for stems in found.values()), default=0)
    return count if count >= (PLENTY if sentence else ENOUGH) else 0


def _of_one(found: list[Found], words: list[str], line: str, alone: bool) -> int:
    """The same for what was found of one language; `alone`: nothing else may be said."""
    if len({each.stem.of_first for each in found}) < 2:
        return 0
    places = {each.place for each in found}
    covered = {place for each in found for place in range(each.place, each.place + each.length)}
    if is_wide(line):
        bare = [place for place, char in enumerate(line) if char != " "]
        return len(places) if len(bare) <= MAX_WIDE and 2 * len(covered.intersection(bare)) >= len(bare) else 0
    others = sum(len(word) > _SMALL and place not in covered for place, word in enumerate(words))
    return len(places) if others <= (0 if alone else (len(covered) - 1) // 2) else 0
