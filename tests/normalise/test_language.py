"""Which language an article is in."""

from collections import Counter
from pathlib import Path

import msgspec
import pycld2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.normalise import language, scandinavian, script, south_slavic
from exporter.normalise.language_codes import OF_TWO_LETTERS, USUAL

ARTICLES = [
    msgspec.json.decode(line)
    for line in Path(__file__).with_name("languages.jsonl").read_text(encoding="utf-8").splitlines()
]
"""Title and two to four sentences, written for this: nothing is quoted."""
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


def test_texts_of_the_size_of_articles_are_told_right() -> None:
    # Serbian in both alphabets is `sr`. Of Nynorsk, `no` is right as well, only less exact.
    right = {"sr-Latn": ("sr",), "nn": ("nn", "no")}
    wrong = {
        f"{article['language']}: {article['title']}": said
        for article in ARTICLES
        if (said := language.find((), article["title"], [article["body"]]))
        not in right.get(article["language"], (article["language"],))
    }
    # Nothing in them is not Serbian as well: one word in thirty, if any, says more.
    assert wrong == {
        "bs: Pčelari strahuju za ovogodišnji med": "sr",
        "bs: Uhapšen zbog krađe bicikala": "sr",
    }
    assert len(ARTICLES) >= 240


def test_every_language_that_is_easily_mistaken_has_five_articles() -> None:
    counted = Counter(article["language"] for article in ARTICLES)
    mistaken = "da no nn cs sk hr sr sr-Latn bs sl gl pt es ca id ms be uk ru bg zh zh-Hant ja"
    assert all(counted[tag] >= 5 for tag in mistaken.split())
    assert len(counted) >= 45


@pytest.mark.parametrize("stated", ["bs", "sr", "sr-Latn", "hr"])
def test_what_is_stated_decides_between_relatives_where_no_word_does(stated: str) -> None:
    title, text = (
        "Stiže nova aplikacija",
        "Vozači će parkiranje plaćati novom aplikacijom, najavili su iz gradske uprave.",
    )
    assert language.find((), title, [text], stated) == stated
    assert language.find((), title, [text], "", stated) == stated
    assert language.find((), title, [text], "de") in {"bs", "hr", "sr"}


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("hr", "Novi most preko rijeke gradit će se od sljedećeg tjedna, a gotov bi mogao biti u srpnju."),
        ("bs", "Novi most preko rijeke gradit će se od sljedeće sedmice, a gotov bi mogao biti u augustu."),
        ("sr", "Skupština opštine odlučila je u ponedjeljak da se novi most preko rijeke gradi poslije avgusta."),
        ("sr", "Novi most preko reke gradiće se od sledeće nedelje, a gotov bi mogao biti u avgustu."),
    ],
)
@pytest.mark.parametrize("stated", ["", "bs", "hr", "sr"])
def test_words_that_only_one_of_three_relatives_has_go_before_what_is_stated(tag: str, text: str, stated: str) -> None:
    assert language.find((), "Most", [text], stated) == tag


def test_a_croatian_who_quotes_a_serbian_word_is_not_taken_at_it() -> None:
    assert south_slavic.tell("Tijekom tjedna tvrtka objavljuje izvješće. „Posle“, rekao je, „tko zna.“", "sr") == (
        "hr",
        True,
    )
    mixed = "Tijekom tjedna sveučilište i tvrtka traže mir. „Posle“, rekao je, „tko zna.“"
    assert south_slavic.tell(mixed, "hr") == ("hr", False)


def test_words_that_decide_say_one_thing() -> None:
    for listed in (south_slavic._BEGINNINGS, south_slavic._WHOLE):
        words = [word for words in listed.values() for word in words.split()]
        assert sorted(word for word, times in Counter(words).items() if times > 1) == []
    assert all(len(start) == south_slavic._START for start in south_slavic._BY_START)


def test_serbian_in_cyrillic_letters_is_told_by_them() -> None:
    assert south_slavic.tell("Нови мост преко реке ипак ће се градити.", "sr") == ("sr", False)


SHORT = [
    *("12 - 4", "Lazio-Roma 0-2", "Slavia Praha - Sparta Praha 2:1", "Anna Kowalska, Piotr Zielinski", "iPhone 15 Pro"),
    *("P. Jansen, M. de Vries, K. Bakker", "Liverpool 2 Everton 0", "Madrid, 12 (EFE)", "Barcelona 5-1 Valencia"),
    *("Pelle Svensson 10.52, Olle Berg 10.61, Nils Dahl 10.70", "Dinamo Zagreb - Hajduk Split 1:0"),
]


@pytest.mark.parametrize("text", SHORT)
def test_results_and_names_are_no_text_in_a_language(text: str) -> None:
    assert language.detect(text) == ""
    assert language.find((), "", [text], "nl-BE", "en") == "nl-BE"
    assert language.find((), "", [text], "", "en") == "en"
    assert language.find((), "", [text]) == "und"


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("ja", "平原が初優勝を決めた"),
        ("zh", "市议会批准修建新桥"),
        ("ko", "새 다리 건설 확정"),
        ("el", "Εγκρίθηκε η γέφυρα"),
        ("he", "המועצה אישרה את הגשר"),
        ("ar", "المجلس يوافق على بناء جسر"),
        ("th", "อนุมัติสร้างสะพาน"),
    ],
)
def test_letters_that_few_languages_have_tell_sooner(tag: str, text: str) -> None:
    assert language.find((), "", [text], "", "en") == tag


@pytest.mark.parametrize("text", ["習近平", "東京 2-1 大阪", "서울 2-1 부산", "日経平均 39,100", "田中、佐藤、鈴木"])
def test_names_in_such_letters_are_no_text_either(text: str) -> None:
    assert language.detect(text) == ""


@pytest.mark.parametrize(
    ("stated", "said"), [("da", "da"), ("no-NO", "no-NO"), ("nn", "nn"), ("sv", "no"), ("en", "no"), ("", "no")]
)
def test_a_short_text_is_in_what_is_stated_if_that_is_a_relative_of_what_it_looks_like(stated: str, said: str) -> None:
    danish = "I det nye stykke spiller hun mor til tre døtre."
    assert language.detect(danish) == "no"
    assert language.find((), "", [danish], stated, "en") == said
    assert language.find((), "", [danish], "", stated) == said


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("da", "Markby vandt pokalen for første gang i klubbens historie."),
        ("da", "Udstillingen åbner på lørdag, og den er åben til sidst i ugen."),
        ("no", "Ingen fikk vite hva som hadde hendt, og gaten ble tom."),
        ("no", "I Markby er stasjonen stengt, og mannen går hjem."),
        ("nn", "Ingen veit kva som hende, og dei går heim frå kaia."),
        ("sv", "Bron öppnar igen på måndag och då är kön på väg bort."),
    ],
)
@pytest.mark.parametrize("stated", ["", "da", "no"])
def test_words_that_one_scandinavian_language_has_go_before_what_is_stated(tag: str, text: str, stated: str) -> None:
    assert language.find((), "", [text], stated, "da") == tag


@pytest.mark.parametrize("detected", ["da", "no", "nn"])
def test_scandinavian_words_speak_whatever_was_detected(detected: str) -> None:
    assert scandinavian.tell("det blev sagt, at han gik ud", detected) == ("da", True)
    assert scandinavian.tell("det ble sagt at han gikk ut", detected) == ("no", True)
    assert scandinavian.tell("då kom någon på väg hem före kvällen", detected) == ("sv", True)
    assert scandinavian.tell("hun er her", detected) == ("no" if detected == "nn" else detected, False)


def test_names_are_no_proof_of_a_scandinavian_language() -> None:
    assert scandinavian.tell("Øyvind Sjøtt og Øjvind Nejst er her", "da") == ("da", False)
    assert scandinavian.tell("Hun er her med Scott", "da") == ("da", False)
    assert scandinavian.tell("Åsa Möller og Jörg Bär er her", "da") == ("da", False)
    assert scandinavian.tell("de sier frön och mjölk, og alt er grønt", "no") == ("no", True)


def test_articles_have_the_words_of_their_own_language() -> None:
    for article in ARTICLES:
        if article["language"] in ("da", "no", "nn"):
            told, _ = scandinavian.tell(article["body"], "da" if article["language"] == "da" else "no")
            assert told == ("da" if article["language"] == "da" else "no"), article["title"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Новый мост построят", "ru"),
        ("Міст їде", "uk"),
        ("Новы мост будуць", "be"),
        ("Ће ли мост", "sr"),
        ("Γέφυρα 2-1", "el"),
        ("다리 2-1", "ko"),
        ("サッカー 2-1", "ja"),
        ("גשר 2-1", "he"),
        ("สะพาน 2-1", "th"),
        ("جسر جديد", "ar"),
        ("市议会批准修建", "zh"),
        ("東京 2-1 大阪", "und"),
    ],
)
def test_a_few_words_are_in_no_language_that_has_other_letters(text: str, said: str) -> None:
    assert language.find((), "", [text], "", "en") == said
    assert language.find((), "", [text], "nl-BE", "en") == said


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Новый мост", "bg"),
        ("Мост 2-1", "kk"),
        ("東京 2-1 大阪", "ja"),
        ("東京 2-1 大阪", "zh-Hant-HK"),
        ("پل جدید", "fa"),
        ("Lazio - Roma 0-2", "sr-Latn"),
    ],
)
def test_what_is_known_of_a_site_stays_where_its_letters_are_those_of_the_text(text: str, known: str) -> None:
    said = "ru" if "ы" in text else known
    assert language.find((), "", [text], known) == said
    assert language.find((), "", [text], "", known) == said


@pytest.mark.parametrize("known", ["ru", "el", "zh", "ja-JP", "ar"])
def test_names_in_latin_letters_are_in_no_language_of_another_script(known: str) -> None:
    assert language.find((), "", ["Lazio - Roma 0-2"], known) == "und"
    assert language.find((), "", ["Lazio - Roma 0-2"], known, "it") == "it"
    assert language.find((), "", ["2 - 1, 0-2"], known) == known


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Brug", "Latin"),
        ("brug är", "Latin"),
        ("мост", "Cyrillic"),
        ("橋が", "Kana"),
        ("桥梁", "Han"),
        ("π 3.14", ""),
        ("12 - 4", ""),
        ("", ""),
        ("мост и Brücken", "Latin"),
    ],
)
def test_the_script_is_that_of_most_letters(text: str, name: str) -> None:
    assert script.of(text) == name


@pytest.mark.parametrize("known", ["", "en"])
def test_three_words_of_an_article_never_become_a_language_of_another_script(known: str) -> None:
    for article in ARTICLES:
        start = " ".join(article["title"].split()[:3])
        assert script.may_be(language.find((), "", [start], known), script.of(start)), start


def test_a_long_text_is_in_its_own_language_whatever_relative_is_stated() -> None:
    danish = " ".join(article["body"] for article in ARTICLES if article["language"] == "da")
    assert language.find((), "", [danish], "no", "no") == "da"


@pytest.mark.parametrize(
    ("stated", "said"), [("zh-TW", "zh-Hant"), ("zh-Hant-HK", "zh-Hant-HK"), ("zh", "zh-Hant"), ("zh-CN", "zh-Hant")]
)
def test_traditional_characters_are_told_whatever_is_stated(stated: str, said: str) -> None:
    assert language.find((), "", [TEXTS["zh-Hant"]], stated) == said


@pytest.mark.parametrize(
    ("stated", "tag"),
    [
        *(
            ("deu", "de"),
            ("ger", "de"),
            ("nld", "nl"),
            ("dut", "nl"),
            ("ENG", "en"),
            ("eng-us", "en-US"),
            ("fre", "fr"),
        ),
        *(("zho", "zh"), ("chi", "zh"), ("cmn-Hans-CN", "zh-Hans-CN"), ("zh-cmn-Hant", "zh-Hant"), ("yue-HK", "zh-HK")),
        *(("nob", "no"), ("nb-NO", "no-NO"), ("nor", "no"), ("nno", "nn"), ("nn-no", "nn-NO"), ("scr", "hr")),
        *(("srp-Latn", "sr-Latn"), ("SR_latn_RS", "sr-Latn-RS"), ("sr_RS@latin", "sr-RS"), ("zh_tw", "zh-TW")),
        *(("iw", "he"), ("in-ID", "id-ID"), ("mo", "ro"), ("es-419", "es-419"), ("fil-PH", "fil-PH"), ("haw", "haw")),
        *(("de-CH-1996", "de-CH"), ("ca-ES-valencia", "ca-ES"), ("en-x-private", "en"), (" nl ", "nl"), ("ast", "ast")),
        *(
            (said, "")
            for said in ("English", "Nederlands", "Deutsch", "français", "中文", "jp", "cz", "xx", "e", "x-y")
        ),
        *(
            (said, "")
            for said in ("en, nl", "en;q=0.8", "en nl", "mul", "zxx", "und-Latn", "mis", "-", "en-", "en--US")
        ),
    ],
)
def test_codes_become_those_of_tags_and_what_is_no_code_nothing(stated: str, tag: str) -> None:
    assert language.well_formed(stated) == tag


@given(st.one_of(st.text(max_size=20), st.from_regex(r"[A-Za-z]{1,4}([-_.@][A-Za-z0-9]{1,9}){0,4}", fullmatch=True)))
def test_a_tag_in_its_usual_form_stays_as_it_is(stated: str) -> None:
    tag = language.well_formed(stated)
    assert language.well_formed(tag) == tag
    assert tag.isascii()


def test_every_code_has_one_usual_form() -> None:
    assert all(USUAL.get(code, code) == code for code in USUAL.values())
    assert len(OF_TWO_LETTERS) == 185
    assert {code for code in USUAL.values() if len(code) == 2} <= OF_TWO_LETTERS


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
