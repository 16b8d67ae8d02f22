"""Which language an article is in."""

import pycld2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.normalise import language

TEXTS = {
    "nl": "De gemeenteraad heeft donderdag ingestemd met een nieuwe brug over de rivier. De bouw begint volgend jaar.",
    "en": "The town council agreed on Thursday to build a new bridge across the river. Work will begin next year.",
    "de": "Der Stadtrat hat am Donnerstag dem Bau einer neuen Brücke zugestimmt. Er beginnt im nächsten Jahr.",
    "fr": "Le conseil municipal a approuvé jeudi la construction d’un pont. Les travaux débuteront l’an prochain.",
    "es": "El ayuntamiento aprobó el jueves la construcción de un nuevo puente. Las obras empezarán el próximo año.",
    "it": "Il consiglio comunale ha approvato giovedì un nuovo ponte. I lavori inizieranno l’anno prossimo.",
    "zh": "市议会周四批准在河上修建一座新桥。工程将于明年开始，预计需要三年时间才能完成。",
    "zh-Hant": "市議會週四批准在河上興建一座新橋。工程將於明年開始，預計需要三年時間才能完成。",
    "he": "מועצת העיר אישרה ביום חמישי את בנייתו של גשר חדש מעל הנהר. העבודות יחלו בשנה הבאה.",
}


@pytest.mark.parametrize("tag", TEXTS)
def test_the_text_tells_its_language(tag: str) -> None:
    assert language.detect(TEXTS[tag]) == tag


def test_the_configured_language_goes_before_the_text() -> None:
    assert language.find(("", "fy"), "Brug", [TEXTS["nl"]], "en") == "fy"
    assert language.find(("nl-BE", "fy"), "Brug", [TEXTS["nl"]], "en") == "nl-BE"
    assert language.find(("", ""), "Brug", [TEXTS["nl"]], "en") == "nl"


def test_what_nobody_can_tell_is_the_default() -> None:
    assert language.find(("", ""), "123", ["456 789"], "en") == "en"
    assert language.find((), "123", ["456 789"]) == "und"
    assert language.find((), "123", [], "") == "und"


def test_only_the_first_600_characters_of_the_body_are_looked_at() -> None:
    dutch = TEXTS["nl"] * 6
    assert language.find((), "Brug", [dutch[:300], dutch[:300], TEXTS["zh"] * 50]) == "nl"


def test_markup_in_the_text_is_text() -> None:
    assert language.detect(f"<{TEXTS['nl']}>") == "nl"


def test_control_characters_do_not_raise() -> None:
    with pytest.raises(pycld2.error):
        pycld2.detect("a\x00b\x01c", isPlainText=True)
    assert language.detect("a\x00b\x01c") == ""


def test_every_code_of_the_detector_is_a_language_or_nothing() -> None:
    codes = {code for _, code in pycld2.LANGUAGES}
    kept = {language.tag(code) for code in codes} - {""}
    assert {"nl", "no", "nn", "zh", "zh-Hant", "he", "jv", "sr-ME"} <= kept
    assert kept.isdisjoint({"iw", "jw", "xxx", "zzb", "zze", "zzh", "zzp", "tlh", "un"})
    assert not any(code.startswith("xx-") for code in kept)


@given(st.text(max_size=200))
def test_any_text_has_an_answer_and_always_the_same(text: str) -> None:
    assert language.find((), text, [text]) == language.find((), text, [text])
