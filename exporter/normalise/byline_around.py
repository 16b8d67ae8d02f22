"""Takes away what sites write around the names of a byline above a body, so that the names are left.

`Helen Marsh Published 14 Feb 2025 at 16:20 GMT`, `Lars Bro, larb@ugebrevet.example`, `Text: Karin Ek Foto: Olle Berg`.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from exporter.normalise import formulas, stamp
from exporter.normalise.languages import LANGUAGES
from exporter.normalise.shape import fold, folded

MAX_WORDS: Final = 20
"""Of a line that holds a name and a time. Each place between two of them is tried, so this bounds the work."""
MAX_LABELS: Final = 6
"""In one line."""
_AROUND: Final = " ,;|·•/–—-()"
_FIGURE: Final = re.compile(r"\d")
_AGENCIES: Final = frozenset(formulas.AGENCIES.split())
_WITH_AGENCY: Final = re.compile(
    r"(?:,?\s\(?(?:met|mit|avec|with|con|com|und|en|et|and|e|y|i|och|og|ja|и|/|\()\s?|/|\()(?:l['’])?([\w-]+)\)?$"
)
_UNKNOWN_AGENCY: Final = re.compile(r",? ?\(([^\W\d_]{2,6})\)$")
"""In capitals (`(DHA)`): there are more agencies than are listed."""
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
    text = _by_writer(line) if ":" in line or "：" in line else line
    sure = text != line
    if "@" in text:
        address = text.rpartition(" ")
        if "@" in address[2]:
            text, sure = address[0].rstrip(_AROUND), True
    timed, said = without_time(text)
    return Bare(timed, sure or said)


def without_agency(line: str) -> str:
    """The line without a news agency at its end: `Par Luc Petit avec AFP`, `Von Jörg Maß (dpa)`, `Can Demir (DHA)`."""
    found = _WITH_AGENCY.search(line[-40:])
    if found is not None and found[1] in _AGENCIES:
        return line[: len(line) - len(found[0])]
    unknown = _UNKNOWN_AGENCY.search(line)
    return line[: unknown.start()] if unknown is not None and unknown[1].isupper() else line


def without_time(line: str) -> tuple[str, bool]:
    """The line without the time of publication that it begins or ends with, and whether that is labelled or whole.

    A day alone behind a comma stays: `New York, 14 May 2025` is where and when, as agencies write it.
    """
    if _FIGURE.search(line) is None:
        return line, False
    words = line.split(" ")
    if not 2 <= len(words) <= MAX_WORDS:
        return line, False
    for time, rest in _cuts(words):
        if stamp.labelled(time) or stamp.timed(time):
            return rest.strip(_AROUND), True
        if stamp.dated(time) and not rest.endswith(","):
            return rest.strip(_AROUND), False
    return line, False


def _cuts(words: list[str]) -> Iterator[tuple[str, str]]:
    """What may be a time at either end, the longest first, and what is left."""
    for place in range(1, len(words)):
        if _FIGURE.search(words[-1]) or _FIGURE.search(words[-2]):  # two: `16:20 Uhr`
            yield " ".join(words[place:]).lstrip("|·•-–— "), " ".join(words[:place])
    for place in range(len(words) - 1, 0, -1):
        if any(map(_FIGURE.search, words[:3])):
            yield " ".join(words[:place]).rstrip("|·•-–— "), " ".join(words[place:])


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
