"""What a line looks like: how long it is, whether it ends a sentence, whether it could be a tag or a sub-head.

Every function takes one clean line (exporter.normalise.text) and judges it alone; what stands around it is judged in
exporter.normalise.chrome.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from exporter.normalise.date_words import MONTHS

TAG_WORDS: Final = 4
TAG_COLUMNS: Final = 40
"""A tag line: on real articles this bound found 98 % of the tags; longer ones are more often headlines than tags."""
SHORT_COLUMNS: Final = 45
"""A short line. Among known furniture, what is longer is a teaser."""
HEADLINE_COLUMNS: Final = 120
"""A longer line without a full stop is a paragraph that lost it, not a headline."""
SUBHEAD_WORDS: Final = 8
SUBHEAD_COLUMNS: Final = 60
WIDE: Final = 2.2
"""Columns of a Chinese, Japanese or Korean character: about the letters that the same word takes in Latin script."""

STOPS: Final = ".!?…。！？｡؟۔।॥"
QUOTES: Final = "\"'“”‘’„‚‟‛«»‹›「」『』"
_CLOSERS: Final = QUOTES + ")]}）】〕*"
_BULLETS: Final = "-–—•·*▪‣◦●■►▶→>|✎"
TRIMMED: Final = (
    " :;,.!?…"
    + _BULLETS
    + "«»‹›←↑↓↗⤴＋+~=_[]【】［］「」『』〈〉《》：。、，；！？｜／・■□◆◇○▲△▼▽★☆※→⇒＞＜≫≪☞👉➡📷🔗📲💬✉\ufe0f"
)
_NOT_IN_TAGS: Final = frozenset(',;:?!"“”„«»()[]{}=<>|@€$£%…+*،؛、，：')
_FIGURES: Final = re.compile(r"\d[-–.,:/]\d")
_ADDRESS: Final = re.compile(r"www\.|https?:|[^\W\d_]{2,}\.[^\W\d_]{2,}\Z", re.IGNORECASE)
"""What tells the address of a site."""
_NUMBER: Final = re.compile(r"(?:\d+|[^\W\d_])[.)]")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_DAY: Final = re.compile(r"\d{1,2}(?:\.|er|st|nd|rd|th)?,?")
_QUANTITY: Final = re.compile(r"\d+(?![年月日代])[^\W\d_\x00-\u02ff]+")
"""A figure and a word of a script without spaces: `300グラム`."""
_NO_EASTERN_TAG: Final = re.compile(
    "を|から.*まで|(?:です|ます|ました|した|する|いる)$|[가-힣]다$|[가-힣](?:는|은|를|을|에서) "
    "|[一-鿿](?:了|着)$|[ぁ-ヿ一-鿿].* .+ "
    r"|\d(?:時|番地|分|点|点钟|克|个|個|杯|本|枚|人|円|元|시|번지|분|개|원|명)|^و\S+ \S+ |^(?:[ء-ي]+ ){3}"
)
"""What tells a sentence, a verse, hours, a quantity or an address where the number of words tells little: Japanese,
Chinese, Korean, Arabic."""
_SMALL: Final = (
    "a al an and at au aus aux by da de del della der des di do dos du e el en et for from für i in la le les och of "
    "on op or und van vom von voor with y zu zum zur à"
)
_MAYBE_WIDE: Final = re.compile(
    "[^\x00-\u036f\u03a3-\u052f\u05d0-\u05ea\u0620-\u06ff\u1e00-\u1eff\u2010-\u2027\u2030-\u203b\u20ac]"
)
"""Where there is none, no character is wide: European, Hebrew, Arabic. (Some versions of Python call it wide where no
character is assigned; these ranges have no such gap.)"""
_MARKS: Final = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670]+")
"""Accents, and the marks of Arabic with its tatweel; not the marks of kana, which are other letters."""
_ALIKE: Final = str.maketrans({"ı": "i", "’": "'", "‘": "'", "ʼ": "'", "′": "'", "ى": "ي", "ة": "ه", "‑": "-"})
_HAS_ALIKE: Final = re.compile("[ı’‘ʼ′ىة‑]")
_JOINING: Final = frozenset(_SMALL.split())
_TITLES: Final = frozenset(("dr", "dr.", "drs.", "prof", "prof.", "mr.", "mrs.", "ms.", "ir.", "ing.", "mevr.", "mw."))


def same(text: str) -> str:
    """The form in which two spellings of one name are equal: NFC, caseless (Unicode 3.13), straight apostrophes."""
    if text.isascii():
        return text.lower()  # the same, in a fifth of the time
    return unicodedata.normalize("NFC", text.casefold()).replace("’", "'")


def fold(text: str) -> str:
    """The form in which lines are looked up among phrases: caseless, without accents, and without bullets and
    punctuation around them.

    Capitals often go without accents (`A LIRE AUSSI`, `ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ`), Arabic mostly without vowel marks, and with
    or without hamza; Turkish has two letters i. Full-width letters are as others (NFKC, UAX #15). Idempotent.
    """
    return _bare(text).strip(TRIMMED)


def folded(rows: Iterable[str], parted_by: str = ",") -> Iterator[str]:
    """The phrases of these rows, folded: a row at a time, a tenth of the time that its phrases take one by one."""
    for row in rows:
        for phrase in _bare(row).split(parted_by):
            known = " ".join(phrase.split()).strip(TRIMMED)
            if known:
                yield known


def _bare(text: str) -> str:
    if text.isascii():
        return text.lower()
    return _remembered(text) if len(text) <= HEADLINE_COLUMNS else _unmarked(text)


def _unmarked(text: str) -> str:
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    if _HAS_ALIKE.search(bare):
        bare = bare.translate(_ALIKE)  # of a line of 100 letters 15 us
    return unicodedata.normalize("NFC", bare).casefold()


_remembered: Final = lru_cache(maxsize=2048)(_unmarked)
"""For short lines, which are folded up to four times each: of 40 letters 5 us, remembered 0.1. A megabyte at most."""


def columns(text: str) -> float:
    """The width of a line in Latin letters; a wide (East Asian) character counts WIDE."""
    if text.isascii() or not _MAYBE_WIDE.search(text):
        return len(text)  # of a European line of 100 letters: 0.4 us; asked of each letter, 8 us
    return sum(WIDE if unicodedata.east_asian_width(char) in "WF" else 1.0 for char in text)


def ends_sentence(text: str) -> bool:
    """Whether the last thing in the line, closing quotation marks and brackets aside, is a stop."""
    bare = text.rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in STOPS


def is_quotation(text: str) -> bool:
    """Whether the line begins or ends with a quotation mark, or begins with a dash or bullet (speech, list item).

    A final apostrophe (`the farmers'`) counts as a quotation mark: that errs towards the body.
    """
    return text[:1] in QUOTES or text[-1:] in QUOTES or text[:1] in _BULLETS


def is_prose(text: str) -> bool:
    """Whether the line is running text, where the search for furniture ends: a sentence, a quotation, or too long."""
    return (
        len(text) > HEADLINE_COLUMNS
        or ends_sentence(text)
        or is_quotation(text)
        or (len(text) > HEADLINE_COLUMNS / WIDE and columns(text) > HEADLINE_COLUMNS)
    )


def is_tag(text: str) -> bool:
    """Whether the line could be the name of a section or a keyword.

    At most TAG_WORDS and TAG_COLUMNS; no sentence, quotation, list, score, price or sum (`Ajax - PSV 2-1`, `€ 5`), no
    quantity (`250 gram bloem`, `12 000 passagers`), item of a list (`1. Ajax`, `B. The bridge`), whole date (`3 mei
    2025`) or signature (`Dr. J. Smit`); with more than two words it begins with a capital, a figure, or a letter of a
    script that has no capitals: a line of a poem or the rest of a sentence does not.
    """
    return 0 < len(text) <= TAG_COLUMNS and _is_tag(text)


@lru_cache(maxsize=4096)  # under a megabyte; section names recur, and each is asked for up to four times
def _is_tag(text: str) -> bool:
    if is_prose(text) or not _NOT_IN_TAGS.isdisjoint(text) or _NO_EASTERN_TAG.search(text):
        return False
    words = text.split()
    if len(words) > TAG_WORDS or columns(text) > TAG_COLUMNS or not all(map(_is_word, words)):
        return False
    if _is_item(words):
        return False
    first = text.lstrip("#")[:1]
    return first.isalnum() and (len(words) <= 2 or not first.islower())


def _is_item(words: list[str]) -> bool:
    """Whether the line is of a list rather than a name: numbered, a quantity (`Maximum 21 graden`), two figures, a
    whole date, or a person with a title.

    Not `4 en 5 mei`, `2024 Olympics` or `Formula 1 2025`.
    """
    if len(words) < 2:
        return False
    first = words[0]
    if first.casefold() in _TITLES or _QUANTITY.fullmatch(words[-1]) or _NUMBER.fullmatch(first):
        return True
    if any(word.casefold().strip(".") in MONTHS for word in words):
        return any(map(_YEAR.fullmatch, words)) and any(map(_DAY.fullmatch, words))
    if first[0].isdecimal() and not _YEAR.fullmatch(first) and not words[1][0].isupper():
        return words[1][0].isalnum()
    figures = [place for place, word in enumerate(words) if word.isdecimal() and not _YEAR.fullmatch(word)]
    return len(figures) > 1 or any(
        0 < place < len(words) - 1 and not _YEAR.fullmatch(words[place + 1]) for place in figures
    )


def _is_word(word: str) -> bool:
    """A word of a tag: it holds a letter or figure (or is `&`, `/`), and no score, date or fraction."""
    return word in ("&", "/") or (
        any(map(str.isalnum, word)) and _FIGURES.search(word) is None and ("." not in word or not _ADDRESS.search(word))
    )


def reads_as_headline(text: str) -> bool:
    """Whether a line that could be a tag says that something happens: three words or more, one of them in lower case
    that does not merely join others (`Brücke gesperrt bis Mai`; not `Oorlog in Oekraïne`)."""
    words = text.split()
    return len(words) > 2 and any(word[0].islower() and word not in _JOINING for word in words[1:])


def is_subhead(text: str) -> bool:
    """Whether the line could be a sub-head: short, begins like one, and ends neither a sentence nor in mid-air."""
    if len(text) > SUBHEAD_COLUMNS or is_prose(text) or text[-1:] in ":,;-–—":
        return False
    first = text[:1]
    return (
        first.isalnum()
        and not first.islower()
        and len(text.split()) <= SUBHEAD_WORDS
        and columns(text) <= SUBHEAD_COLUMNS
    )
