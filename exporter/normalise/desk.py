"""Recognises what stands in the place of a byline where it names nobody: `Redactie`, `Newsroom`, `(mor)`."""

import re
from typing import Final

from exporter.normalise import formulas
from exporter.normalise.shape import fold, folded
from exporter.normalise.vocabulary import CLOSINGS

MAX_LENGTH: Final = 40
"""Characters."""
_DESKS: Final = frozenset(folded((formulas.DESKS,)))
_BEFORE: Final = frozenset(folded(("by, door, von, par, por, di, da, od, av, af, von der, de la, van de",)))
_LETTERS: Final = re.compile(r"\(([^\W\d_]{2,4}(?:/[^\W\d_]{2,4})?)\)")
"""Who wrote a brief, for those who know them: in small letters, where a script has such."""


def is_desk(line: str) -> bool:
    """Whether the whole line names a desk of the newspaper, or gives the letters of somebody there."""
    if len(line) > MAX_LENGTH:
        return False
    letters = _LETTERS.fullmatch(line)
    return _is_desk(fold(line)) or (letters is not None and letters[1].islower() and letters[1] not in CLOSINGS)


def is_desk_of(line: str) -> bool:
    """The same with a place behind it, as only above a body: `Di Redazione Valdora`."""
    desk, _, place = line.rpartition(" ")
    return len(line) <= MAX_LENGTH and place[:1].isupper() and _is_desk(fold(desk))


def _is_desk(folded_line: str) -> bool:
    before, _, rest = folded_line.partition(" ")
    return folded_line in _DESKS or (before in _BEFORE and rest in _DESKS)
