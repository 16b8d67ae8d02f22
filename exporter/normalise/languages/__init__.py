"""The words of page furniture, one module a language: data and nothing else (exporter.normalise.words)."""

from typing import Final

from exporter.normalise.languages import (
    ar,
    cs,
    da,
    de,
    el,
    en,
    es,
    fi,
    fr,
    it,
    ja,
    ko,
    nl,
    no,
    pl,
    pt,
    ru,
    sv,
    tr,
    uk,
    zh,
)
from exporter.normalise.words import Words

LANGUAGES: Final[dict[str, Words]] = {
    "nl": nl.WORDS,
    "en": en.WORDS,
    "de": de.WORDS,
    "fr": fr.WORDS,
    "es": es.WORDS,
    "it": it.WORDS,
    "pt": pt.WORDS,
    "pl": pl.WORDS,
    "cs": cs.WORDS,
    "sv": sv.WORDS,
    "da": da.WORDS,
    "no": no.WORDS,
    "fi": fi.WORDS,
    "ru": ru.WORDS,
    "uk": uk.WORDS,
    "el": el.WORDS,
    "tr": tr.WORDS,
    "ja": ja.WORDS,
    "zh": zh.WORDS,
    "ko": ko.WORDS,
    "ar": ar.WORDS,
}
"""By ISO 639-1; `no` is Norwegian, both forms."""
