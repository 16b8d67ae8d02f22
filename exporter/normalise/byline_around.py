"""Takes away what sites write around the names of a byline above a body, so that the names are left.

`Helen Marsh Published 14 Feb 2025 at 16:20 GMT`, `Lars Bro, larb@ugebrevet.example`, `Text: Karin Ek Foto: Olle Berg`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec import Struct

from exporter.normalise import formulas, stamp
from exporter.normalise.languages import LANGUAGES
from exporter.normalise.shape import ends_sentence, fold, folded

MAX_WORDS: Final = 20
"""Of a line that holds a name and a time. Longer ones hold more than that."""
MAX_LABELS: Final = 6
"""In one line."""
MAX_BEFORE: Final = 4
"""Words of a time before its first figure: `Published on Friday, May 2`."""
MAX_BEHIND: Final = 3
"""Words behind its last: `16:20 Uhr`, `4:20 p.m. GMT`."""
_MARKS: Final = "|·•-–— "
_AROUND: Final = " ,;|·•/–—-()"
_FIGURE: Final = re.compile(r"\d")
_WITH_AGENCY: Final = re.compile(
    r"(?:,?\s\(?(?:met|mit|avec|with|con|com|und|en|et|and|e|y|i|och|og|ja|и|/|\()\s?|/|\()(?:l['’])?([\w-]+)\)?$"
)
_UNKNOWN_AGENCY: Final = re.compile(r",? ?\(([^\W\d_]{2,6})\)$")
"""In capitals (`(DHA)`): there are more agencies than are listed."""
_HOUR: Final = re.compile(r"\d ?(?:h|a\.m|p\.m|uur|klo)\.$")
_LABEL: Final = re.compile(r"(?:(?<=[\s,;/|()])|^)([^\W\d_][^\W\d_・/&]{0,19}) ?[:：] ?")


def _row(*fields: str) -> frozenset[str]:
    """What stands in these rows of any language, folded."""
    return frozenset(folded(getattr(words, field) for words in LANGUAGES.values() for field in fields))


TEXT: Final = _row("author")
"""Labels of who wrote."""
OTHERS: Final = _row("labels", "credits") - TEXT
"""Labels of whose pictures there are, of the source, of the time."""


class Bare(Struct, frozen=True):
    """A line without what stood around its names."""

    text: str
    sure: bool
    """Whether what was taken away stands around the name of a writer only: an address, a labelled time, a whole one."""


def bare(line: str) -> Bare:
    """The line without a time and an address for mail at its ends, and of several labels only what names the writer."""
    text = without_others(line)
    timed, said = without_time(text)
    return Bare(timed, text != line or said)


def without_others(line: str) -> str:
    """The line without an address for mail at its end, and of several labels only what names the writer."""
    text = _by_writer(line) if ":" in line or "：" in line else line
    before, _, last = text.rpartition(" ")
    return before.rstrip(_AROUND) if "@" in last else text


def without_agency(line: str) -> str:
    """The line without a news agency at its end: `Par Luc Petit avec AFP`, `Von Jörg Maß (dpa)`, `Can Demir (DHA)`."""
    found = _WITH_AGENCY.search(line[-40:])
    if found is not None and found[1] in formulas.AGENCY_NAMES:
        return line[: len(line) - len(found[0])]
    unknown = _UNKNOWN_AGENCY.search(line)
    return line[: unknown.start()] if unknown is not None and unknown[1].isupper() else line


@lru_cache(maxsize=64)  # of one line it is asked three times
def without_time(line: str) -> tuple[str, bool]:
    """The line without the time of publication that it begins or ends with, and whether that is labelled or whole.

    A day alone behind a comma stays: `New York, 14 May 2025` is where and when, as agencies write it.
    """
    words = line.split(" ")
    figures = [place for place, word in enumerate(words) if _FIGURE.search(word)] if len(words) <= MAX_WORDS else []
    if not figures or len(words) < 2 or (ends_sentence(line) and not _HOUR.search(line)):
        return line, False
    for time, rest in _cuts(words, figures[0], figures[-1]):
        found = stamp.parts(time)
        if "date" in found and ("label" in found or "time" in found):
            return rest.strip(_AROUND), True
        if "date" in found and not rest.endswith(","):
            return rest.strip(_AROUND), False
    return line, False


def writers(given: list[str]) -> list[str]:
    """Those of whom what follows does not say that they took the pictures: `Aino Ek, teksti, Olli Niemi, kuvat`."""
    labels = [fold(name) for name in given]
    if len(given) < 3 or labels[1] not in TEXT:
        return given
    known = TEXT | OTHERS
    below = [*labels[1:], ""]
    return [
        name
        for name, own, follows in zip(given, labels, below, strict=True)
        if own not in known and follows not in OTHERS
    ]


def _cuts(words: list[str], first: int, last: int) -> Iterator[tuple[str, str]]:
    """What may be a time at either end, the longest first, and what is left; figures are in the `first` and the `last`
    of the words, and perhaps between."""
    if last >= len(words) - MAX_BEHIND:
        for place in range(max(1, first - MAX_BEFORE), first + 1):
            yield " ".join(words[place:]).lstrip(_MARKS), " ".join(words[:place])
    if first <= MAX_BEFORE:
        for place in range(min(len(words) - 1, last + MAX_BEHIND), last, -1):
            yield " ".join(words[:place]).rstrip(_MARKS), " ".join(words[place:])


def _by_writer(line: str) -> str:
    """Of a line with labels of several kinds, the one of the writer and what follows it; else the line."""
    found = [(label, fold(label[1])) for label in _LABEL.finditer(line)]
    known = [(label, name) for label, name in found if name in TEXT or name in OTHERS]
    if not 2 <= len(known) <= MAX_LABELS or known[0][0].start() != 0:
        return line
    for number, (label, name) in enumerate(known):
        if name in TEXT:
            end = known[number + 1][0].start() if number + 1 < len(known) else len(line)
            return line[label.start() : end].rstrip(_AROUND)
    return line
