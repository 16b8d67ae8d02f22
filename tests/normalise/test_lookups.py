"""What is answered early, or remembered, is what would have been answered anyway. Every text here is invented."""

import unicodedata

import pytest

from exporter.config.schema import Profile
from exporter.normalise import aside, lexicon, shape
from exporter.normalise.chrome import judge
from exporter.normalise.languages import LANGUAGES
from exporter.normalise.words import KINDS, phrases


def rows(*fields: str) -> list[str]:
    """The phrases of these rows, in all languages."""
    return sorted(
        {phrase for words in LANGUAGES.values() for field in fields for phrase in phrases(getattr(words, field))}
    )


ALL_PHRASES = rows(*KINDS)
INTERRUPTIONS = rows("interruptions")
ALSO = rows("also")


def spellings(phrase: str) -> tuple[str, ...]:
    """In capitals too, also where these have lost something: `AYRICA` for `ayrıca`, `A LIRE` for `à lire`."""
    return phrase, phrase.upper(), phrase.capitalize()


def test_ascii_is_folded_like_all_other_text() -> None:
    characters = "".join(map(chr, range(128)))
    assert shape.same(characters) == unicodedata.normalize("NFC", characters.casefold()).replace("’", "'")


def test_a_line_is_as_wide_as_its_characters_are_together() -> None:
    for character in map(chr, range(0x10000)):
        width = shape.WIDE if unicodedata.east_asian_width(character) in "WF" else 1
        assert shape.columns(f"é{character}") == 1 + width, hex(ord(character))


def test_folding_twice_is_folding_once() -> None:
    for phrase in ALL_PHRASES:
        for line in spellings(phrase):
            assert shape.fold(shape.fold(line)) == shape.fold(line)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("İLGİLİ HABERLER", "ilgili haberler"),
        ("AYRICA OKUYUN", "ayrıca okuyun"),
        ("ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ", "διαβάστε επίσης"),
        ("A LIRE AUSSI", "à lire aussi"),
        ("إقرأ أيضاً", "اقرا ايضا"),
        ("شـــارك الخبـر", "شارك الخبر"),
        ("Ｆａｃｅｂｏｏｋでシェア", "facebookでシェア"),
        ("【関連記事】", "関連記事"),
        ("читайте ещё", "ЧИТАЙТЕ ЕЩЕ"),
        ("Del på Facebook：", "del pa facebook"),
        ("공유하기", unicodedata.normalize("NFD", "공유하기")),
    ],
)
def test_two_spellings_of_one_phrase_fold_to_one_form(one: str, other: str) -> None:
    assert shape.fold(one) == shape.fold(other)


@pytest.mark.parametrize(("one", "other"), [("ガス", "カス"), ("バス", "ハス"), ("год", "код"), ("dår", "där ja")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert shape.fold(one) != shape.fold(other)


def test_no_phrase_is_longer_than_what_is_looked_up() -> None:
    assert max(map(len, ALL_PHRASES + INTERRUPTIONS + ALSO)) <= lexicon.LONGEST_PHRASE


def test_no_interruption_is_shorter_than_the_beginning_it_is_looked_for_by() -> None:
    looked_for = [shape.fold(phrase) for phrase in INTERRUPTIONS + ALSO]
    assert min(len(phrase) for phrase in looked_for if phrase.isascii()) >= aside.BEGINNING


@pytest.mark.parametrize("around", ["", "»", "| ", "-" * 300])
def test_a_phrase_is_known_whatever_its_case_and_what_stands_around_it(around: str) -> None:
    for phrase in ALL_PHRASES[:: 10 if len(around) > 2 else 1]:  # what stands around it costs time, and is the same
        for line in spellings(phrase):
            assert judge(["Er was eens een dijk.", f"{around}{line}{around}".strip()])[1].role not in (
                "body",
                "subhead",
            ), line


@pytest.mark.parametrize("around", ["", "»", "… ", "- "])
def test_an_interruption_is_seen_whatever_its_case_and_what_stands_around_it(around: str) -> None:
    for phrase in INTERRUPTIONS:
        for line in spellings(phrase):
            assert aside.is_interruption(f"{around}{line}{around.strip()}"), line


def test_the_name_of_another_article_is_seen_behind_every_word_for_it() -> None:
    for words in ALSO:
        for line in (f"{words}: de dijk", f"{words.upper()} : de dijk", f"» {words}:de dijk"):
            assert aside.is_interruption(line), line


def test_what_is_remembered_of_a_line_holds_for_one_site_only() -> None:
    lines = ["Er was eens een dijk.", "Sport", "Haven", "Deel artikel:"]
    short, listed = Profile(keywords=("Haven",)), Profile(sections=("Haven",), tags="listed")
    for _ in range(2):
        assert [line.role for line in judge(lines, short)] == ["body", "section", "keyword", "share"]
        assert [line.role for line in judge(lines, listed)] == ["body", "body", "section", "share"]
        assert [line.role for line in judge(lines)] == ["body", "section", "section", "share"]


def test_a_network_is_furniture_beside_another_one_only_however_often_it_is_asked_for() -> None:
    for _ in range(2):
        assert [line.role for line in judge(["Zo was het.", "Facebook", "WhatsApp"])] == ["body", "share", "share"]
        assert [line.role for line in judge(["Zo was het.", "Facebook", "Deel artikel:"])] == [
            "body",
            "section",
            "share",
        ]
