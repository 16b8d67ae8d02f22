"""Recognises sentences in which a page speaks of itself: it asks for subscribers and tips, forbids copies, says who the
writer is. Only the tail of a dump is searched for them (exporter.normalise.tail).

They are never worded alike, so no phrase tells them; but what they speak of (the newsletter, the newsroom, rights) and
how (`our`, `follow`, `prohibited`) are a few dozen words of each language, and articles seldom have both in one line.
"""

import re
from typing import Final

from exporter.normalise import byline, formulas
from exporter.normalise.languages import LANGUAGES
from exporter.normalise.shape import QUOTES, fold, folded
from exporter.normalise.stems import Stems

MAX_LENGTH: Final = 200
MAX_NAME: Final = 4
"""Words of the name before what the writer is."""
ENOUGH: Final = 2
"""Different words of a page in one line, of them one that says of what it speaks."""
PLENTY: Final = 3
"""The same where no other furniture stands beside it."""
_APART: Final = re.compile(r"[^\w'-]+")
_NOTES: Final = tuple(set(folded((formulas.EDITORS_NOTES,))))
_LONGEST_NOTE: Final = 40
_STEMS: Final = Stems("house", "voice")
_BIOS: Final = frozenset(bio for bio in folded(words.bio.replace("_", "") for words in LANGUAGES.values()))
_EASTERN_BIO: Final = re.compile(
    r"[一-鿿ぁ-ヿ]{2,8}(?:記者)?は.{2,120}(?:を取材している|について書いている|を担当(?:している|する)?)。?"
    r"|[가-힣]{2,4} ?(?:기자|특파원|논설위원)[은는] .{2,120}(?:한다|쓴다|있다)\.?"
    r"|[一-鿿]{2,4}(?:记者)?(?:长期|专门|主要|负责|一直)(?:报道|关注|撰写|采写).{2,80}。?"
)
_BIO_WORDS: Final = frozenset(bio.partition(" ")[0] for bio in _BIOS)
_LONGEST_BIO: Final = max(len(bio.split()) for bio in _BIOS)


def words_of_page(text: str) -> int:
    """How many different words in the line are those of a page that speaks of itself, all of one language; 0 if none of
    them says of what, or if somebody is quoted."""
    if len(text) > MAX_LENGTH or not _MARKS.isdisjoint(text) or fold(text[:_LONGEST_NOTE]).startswith(_NOTES):
        return 0
    line = f" {_APART.sub(' ', fold(text))} "
    seen: dict[str, set[int]] = {}
    of_house: set[str] = set()
    for found in _STEMS.find(line):
        seen.setdefault(found.stem.language, set()).add(found.place)
        if found.stem.of_first:
            of_house.add(found.stem.language)
    count = max((len(seen[language]) for language in of_house), default=0)
    return count if count >= PLENTY or "@" not in text else 0  # an article has addresses too


_MARKS: Final = frozenset(QUOTES) - frozenset("'’")


def says_who(text: str) -> bool:
    """Whether the line says who the writer is: `Ann Field writes about roads and rivers.`"""
    if len(text) > MAX_LENGTH:
        return False
    if _EASTERN_BIO.fullmatch(text):
        return True
    words = text.split(None, MAX_NAME + _LONGEST_BIO)
    for count in range(2, min(MAX_NAME, len(words) - 1) + 1):
        if fold(words[count]) not in _BIO_WORDS:
            continue
        behind = [fold(word) for word in words[count : count + _LONGEST_BIO]]
        bios = (" ".join(behind[:length]) for length in range(1, len(behind) + 1))
        if any(bio in _BIOS for bio in bios):
            return byline.is_name(" ".join(words[:count])) or "ء" <= words[0][0] <= "ي"
    return False
