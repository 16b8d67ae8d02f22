"""Tells the script of a text, which languages are written in it, and of those in Cyrillic letters, which have these.

A text is in no language that is not written in its script, whatever a site says of itself.
"""

import re
from collections.abc import Iterable
from typing import Final

FEW_LETTERS: Final = 2
"""Letters of a script; of fewer nothing follows (`π`)."""
FEW_CHARACTERS: Final = 6
"""Chinese characters without kana. Fewer may be Japanese as well: a name, `日経平均`."""

_RANGES: Final = {
    "Latin": "A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Cyrillic": "\u0400-\u052f",
    "Armenian": "\u0531-\u0587",
    "Hebrew": "\u05d0-\u05f2",
    "Arabic": "\u0620-\u064a\u066e-\u06d3\u0750-\u077f",
    "Devanagari": "\u0900-\u097f",
    "Bengali": "\u0980-\u09ff",
    "Gurmukhi": "\u0a00-\u0a7f",
    "Gujarati": "\u0a80-\u0aff",
    "Tamil": "\u0b80-\u0bff",
    "Telugu": "\u0c00-\u0c7f",
    "Kannada": "\u0c80-\u0cff",
    "Malayalam": "\u0d00-\u0d7f",
    "Sinhala": "\u0d80-\u0dff",
    "Thai": "\u0e01-\u0e4e",
    "Lao": "\u0e81-\u0ecd",
    "Burmese": "\u1000-\u109f",
    "Georgian": "\u10a0-\u10ff",
    "Ethiopic": "\u1200-\u137f",
    "Khmer": "\u1780-\u17d3",
    "Kana": "\u3041-\u3096\u30a1-\u30fa",
    "Han": "\u3400-\u4dbf\u4e00-\u9fff",
    "Hangul": "\u1100-\u11ff\uac00-\ud7a3",
}
_LANGUAGES: Final = {
    "Greek": "el",
    "Cyrillic": "ru uk be bg mk sr sr-ME bs kk ky tg mn uz az tt ba cv ce os ab sah udm",
    "Armenian": "hy",
    "Hebrew": "he yi",
    "Arabic": "ar fa ur ps ku ckb sd ug ks pa az kk ky",
    "Devanagari": "hi mr ne sa mai bho kok sd",
    "Bengali": "bn as",
    "Gurmukhi": "pa",
    "Gujarati": "gu",
    "Tamil": "ta",
    "Telugu": "te",
    "Kannada": "kn",
    "Malayalam": "ml",
    "Sinhala": "si",
    "Thai": "th",
    "Lao": "lo",
    "Burmese": "my",
    "Georgian": "ka",
    "Ethiopic": "am ti",
    "Khmer": "km",
    "Kana": "ja",
    "Han": "zh ja yue",
    "Hangul": "ko",
}
"""The first is what most text in the script is in: where one is much more frequent than the others, it is taken."""
_LANGUAGES_OF: Final = {script: tuple(row.split()) for script, row in _LANGUAGES.items()}
_ALSO_LATIN: Final = frozenset(["sr", "sr-ME", "bs", "uz", "az", "kk", "ku", "tt", "ks"])
_NOT_LATIN: Final = frozenset(one for row in _LANGUAGES_OF.values() for one in row) - _ALSO_LATIN
_FREQUENT: Final = frozenset(_LANGUAGES) - {"Cyrillic", "Arabic", "Devanagari", "Bengali", "Han"}
_LETTER: Final = re.compile("|".join(f"([{ranges}])" for ranges in _RANGES.values()))
_NAMES: Final = tuple(_RANGES)

_EVERY: Final = "абвгдежзклмнопрстуфхцчш"
_CYRILLIC: Final[dict[str, frozenset[str]]] = {
    "ru": frozenset(_EVERY + "ёийщъыьэюя"),
    "uk": frozenset(_EVERY + "ґєиіїйщьюя"),
    "be": frozenset(_EVERY + "ёійўыьэюя"),
    "bg": frozenset(_EVERY + "ийщъьюя"),
    "mk": frozenset(_EVERY + "ѓѕијљњќџ"),
    "sr": frozenset(_EVERY + "ђијљњћџ"),
}
"""The letters of these languages; those of the others in this script are seldom told by a few words."""
_OTHERS: Final = frozenset(_LANGUAGES_OF["Cyrillic"]) - _CYRILLIC.keys()


def of(text: str) -> str:
    """The script of more than half of the letters of a text (`Latin`, `Han`); empty if there is none.

    Kana among Chinese characters, however few, make them `Kana`, as in Japanese.
    """
    if text.isascii():
        return "Latin" if sum(map(str.isalpha, text)) >= FEW_LETTERS else ""
    counted: dict[str, int] = {}
    for found in _LETTER.finditer(text):
        name = _NAMES[(found.lastindex or 1) - 1]
        counted[name] = counted.get(name, 0) + 1
    total = sum(counted.values())
    if "Kana" in counted and "Han" in counted:
        counted["Kana"] += counted.pop("Han")
    name = max(counted, key=lambda one: counted[one], default="")
    return name if name and counted[name] >= FEW_LETTERS and counted[name] * 2 > total else ""


def may_be(language: str, script: str) -> bool:
    """Whether a text in this script may be in the language, a BCP 47 tag."""
    main = language.partition("-")[0]
    if not script or language == "und":
        return True
    return main not in _NOT_LATIN if script == "Latin" else main in _LANGUAGES_OF[script]


def tell(text: str, script: str, known: Iterable[str], guess: str) -> str:
    """The language of a text in this script that is too short for a detector to be sure, or an empty string.

    The first of those `known` of the site that has these letters; else the detector's `guess`, if it has them; else the
    only language, or the usual one, that is written so.
    """
    if script in ("", "Latin"):
        return ""
    usual = _fitting(text) if script == "Cyrillic" else _LANGUAGES_OF[script]
    others = _OTHERS if script == "Cyrillic" else frozenset[str]()
    enough = script != "Han" or sum(map(str.isalpha, text)) >= FEW_CHARACTERS
    for language in (*known, guess if enough else ""):
        if language.partition("-")[0] in usual or language.partition("-")[0] in others:
            return language
    if script == "Han":
        return "zh" if enough else ""
    return usual[0] if len(usual) == 1 or script in _FREQUENT else ""


def _fitting(text: str) -> tuple[str, ...]:
    """Of the usual languages in Cyrillic letters, those that have all of the letters in the text; perhaps none."""
    letters = {letter for letter in text.lower() if "\u0400" <= letter <= "\u052f"}
    return tuple(one for one, alphabet in _CYRILLIC.items() if letters <= alphabet)
