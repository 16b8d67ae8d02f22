"""Says what a line is by its words alone, wherever it stands: above the body, or between its paragraphs."""

import re
from functools import lru_cache
from typing import Final

from exporter.normalise import formulas, vocabulary
from exporter.normalise.lexicon import LONGEST_PHRASE, MAX_LENGTH, MAX_WORDS, find, is_right
from exporter.normalise.shape import columns, ends_sentence, fold

MAX_ASIDE: Final = 80
"""Characters of a line that, between paragraphs, may be furniture by its words."""
MIN_RIGHTS: Final = 3
"""Characters of a line that says whose picture it is: `© ANP`."""
_WITH: Final = frozenset(formulas.WITH.split())
_OPENING_QUOTES: Final = "\"'“”„‘"
"""No phrase begins so, and folding keeps them."""
_BEHIND_ALSO: Final = re.compile(r"[:：=＝|｜>»›】\]]|\.\s")
"""What parts the words from the name of the other article: `LEES OOK | ...`, `【関連記事】...`."""
_BRACKETS: Final = "[(（【-–—"
_AMBIGUOUS: Final = frozenset(("anzeige", "annonce", "listen to this article", "view gallery"))
"""A lone `Anzeige` between paragraphs may be a sub-head, on what somebody told the police."""
BEGINNING: Final = 4
_BEGINNINGS: Final = frozenset(
    phrase[:BEGINNING]
    for phrase in vocabulary.ALSO_IN_CAPITALS | vocabulary.INTERRUPTIONS
    if phrase[:BEGINNING].isascii()
)
"""The first characters of what may break into a text; no such phrase is shorter."""

found: Final = lru_cache(maxsize=4096)(find)
"""What the lexicon knows of a short line: these are asked for several times, and recur."""


def is_with_agency(text: str) -> bool:
    """Whether the line says with which news agency a newspaper wrote this: `Le Courrier avec AFP`."""
    if text.rpartition(" ")[2] not in formulas.AGENCY_NAMES:
        return False
    words = text.split(" ")
    return 3 <= len(words) <= MAX_WORDS and words[-2] in _WITH


def is_credit(text: str) -> bool:
    """Whether the line says whose picture or report this is, or that it is advertising: what stands above a body."""
    known = found(text) if len(text) <= MAX_LENGTH else None
    if known is None or known.kind != "furniture":
        return False
    return known.phrase in vocabulary.UNNAMED or (known.phrase in vocabulary.PICTURES and bool(known.rest))


def is_picture(text: str) -> bool:
    """Whether the line says whose picture the page shows there: `Foto: ANP`, `写真：港新聞`."""
    known = found(text.lstrip("/")) if len(text) <= MAX_ASIDE else None
    return known is not None and known.phrase in vocabulary.PICTURES and known.phrase != fold(text)


def is_button(text: str, alone: bool = False) -> bool:
    """Whether the line is page furniture of more than a word: `Listen to this article`; or of one, if it may be
    `alone`."""
    known = found(text) if len(text) <= MAX_ASIDE else None
    if known is None or known.kind != "furniture" or known.rest:
        return False
    return (
        alone
        or " " in known.phrase
        or (not known.phrase.isascii() and columns(known.phrase) > len(known.phrase) + BEGINNING)
    )


def is_rights(text: str) -> bool:
    """Whether the line is about copyright."""
    folded = fold(text)
    return folded.startswith(vocabulary.RESERVED) or folded.endswith(vocabulary.RESERVED) or is_right(text)


def is_interruption(text: str) -> bool:
    """Whether the line breaks into a text to say that it goes on, or names another article with words that say so."""
    if len(text) > MAX_LENGTH or text[:1] in _OPENING_QUOTES:
        return False
    if text[: BEGINNING + 1].isascii() and text[:1].isalnum() and text[:BEGINNING].lower() not in _BEGINNINGS:
        return False  # where ASCII stands on both sides, folding changes case only: 0.3 us instead of 2
    mark = _BEHIND_ALSO.search(text, 1, LONGEST_PHRASE)
    if mark is not None and mark.end() < len(text):
        label = text[: mark.start()]
        if fold(label) in (vocabulary.ALSO_IN_CAPITALS if label.isupper() else vocabulary.ALSO):
            return not text.endswith((".", "。"))  # as in _may_follow
    bare = text[1:-1] if text[:1] in "(（" and text[-1:] in ")）" else text
    return fold(bare) in vocabulary.INTERRUPTIONS


def is_aside(text: str) -> bool:
    """Whether the line is furniture wherever it stands, by its words alone: several that only a page says of itself
    (`Share this article`, `Sign up for our newsletter`), or one that says advertising, in capitals or brackets."""
    if len(text) > MAX_ASIDE:
        return False
    known = found(text)
    if known is None or known.kind not in ("share", "furniture"):
        return False
    if known.phrase == "©":
        return text[0] == "©" and MIN_RIGHTS < len(text) <= LONGEST_PHRASE and not ends_sentence(text)
    return known.rest in formulas.AGENCY_NAMES if known.rest else _is_whole_aside(text, known)


def _is_whole_aside(text: str, known: vocabulary.Known) -> bool:
    """The same of a line that is a phrase, and nothing else."""
    if known.phrase in vocabulary.ADVERTISING:
        return known.phrase not in _AMBIGUOUS or text.isupper() or text[:1] in _BRACKETS
    words = len(known.phrase.split())
    return words > 1 if known.kind == "share" else known.phrase in vocabulary.KNOWN and words > 2


def heads_teasers(text: str) -> bool:
    """Whether the line is a heading above other articles, of two words or more: `Read also`."""
    known = found(text) if len(text) <= LONGEST_PHRASE else None
    return known is not None and known.kind == "teaser" and not known.rest and len(known.phrase) > BEGINNING + 1
