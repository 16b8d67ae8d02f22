"""What of a text stays, what goes, and what is repaired."""

import html
import unicodedata
from unittest import mock

import pytest
from ftfy.badness import is_bad
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree

from exporter.normalise import text as cleaning
from exporter.normalise.text import clean, clean_lines

WHITE_SPACE = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
NEVER_SEEN = (
    "\x00\x01\x08\x0e\x1b\x7f\x81\x8d\x8f\x90\x9d"  # the other C1 controls are cp1252 that was read as Latin-1
    "\xad\u034f\u17b4\u17b5\u200b\u2060\u2061\u2064\u2065\u206a\u206f\u3164\ufeff\uffa0"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    "\ufff0\ufff9\ufffa\ufffb\ufffc\ufffe\uffff\ufdd0\ufdef\U0001fffe\U0008ffff\U0010fffe\U0010ffff"
)
STRAY = "\u200c\u200d\u200e\u200f\ufe00\ufe0e\ufe0f\U000e0001\U000e0041\U000e007f\U000e0100\U000e01ef\U000e0fff"


@pytest.mark.parametrize(
    ("text", "composed"),
    [
        ("cafe\u0301", "café"),
        ("\u1112\u1161\u11ab", "한"),
        ("5 \u212b", "5 Å"),
        ("\u0958", "\u0915\u093c"),
        ("が", "が"),
        ("a\u0301\u0323", "ạ\u0301"),
        ("e\u200b\u0301", "é"),
        ("e\u200d\u0301", "é"),
        ("e\u200e\u0301", "é"),
    ],
)
def test_letters_are_composed_even_where_something_invisible_kept_them_apart(text: str, composed: str) -> None:
    assert clean(text) == composed


@pytest.mark.parametrize("character", NEVER_SEEN + STRAY, ids=ascii)
def test_what_no_reader_sees_goes(character: str) -> None:
    assert clean(f"af{character}breken") == "afbreken"
    assert clean(f"{character}a b{character}") == "a b"
    assert clean(f"ש{character}ל") == ("של" if character not in "\u200e\u200f" else f"ש{character}ל")


@pytest.mark.parametrize("space", WHITE_SPACE, ids=ascii)
def test_white_space_of_every_kind_becomes_one_space(space: str) -> None:
    assert clean(f"{space}a{space}b{space}{space}ç{space}") == "a b ç"
    assert clean(f"a {space}\u200b{space}b") == "a b"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("", ""),
        ("a  b", "a b"),
        (" \u200b \xad ", ""),
        ("a \u202e\u202c b", "a b"),
        ("\x1b[2Ja", "[2Ja"),
        ("a\ud83d\ude00b", "a😀b"),
        ("a\ud83db", "a\ufffdb"),
        ("\ude00", "\ufffd"),
        ("\ude00\ud83d", "\ufffd\ufffd"),
        ("\ud83d\u200b\ude00", "\ufffd\ufffd"),
        ("\U0001f600\ue000\U000f0000", "😀\ue000\U000f0000"),
    ],
)
def test_halves_of_surrogate_pairs_are_joined_or_replaced_and_nothing_may_be_left(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        # emoji: families, tones, styles, flags, keys
        *("👨\u200d👩\u200d👧", "👩🏽\u200d🚀", "❤\ufe0f\u200d🔥", "🏴\u200d☠\ufe0f", "🏳\ufe0f\u200d🌈", "🐦\u200d⬛"),
        *("🏃🏽\u200d♀\ufe0f\u200d➡\ufe0f", "👁\ufe0f\u200d🗨\ufe0f", "🧑\u200d🤝\u200d🧑", "👍🏿", "☎\ufe0e", "⬅\ufe0f"),
        *(
            "©\ufe0f 2025",
            "™\ufe0f",
            "ℹ\ufe0f",
            "Ⓜ\ufe0f",
            "〰\ufe0f",
            "㊗\ufe0f",
            "🇳🇱🇧🇪",
            "1\ufe0f\u20e3#\ufe0f\u20e3*\ufe0f\u20e3",
        ),
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f!",
        "🏴\U000e0063\U000e0061\U000e0071\U000e0063\U000e0071\U000e0063\U000e007f",
        "🏴\U000e0075\U000e0073\U000e0063\U000e0061\U000e007f",
        # letters that join: Persian, Hindi, Sinhala, Malayalam, Tibetan, Khmer, Mongolian, Chakma, Adlam
        *("می\u200cخواهم", "ه\u200d", "क्\u200dष", "क्\u200cष", "ශ්\u200dරී", "ന്\u200d", "ཀ\u200c", "ក\u200d", "ᠠ\u200d"),
        *("𑄇𑄴\u200d", "𞤀\u200d", "ﻪ\u200d"),
        # ideographs
        *("葛\U000e0100", "辻\U000e01ef", "葛\ufe00", "㐂\U000e0101", "𠮟\U000e0100"),
        # marks of direction, where there are letters from right to left
        *(
            "שלום\u200e (a)",
            "\u200fשלום!",
            "سلام\u061c!",
            "ﷺ\u200f",
            "𞤀\u200e",
            "𐤀\u200f",
            "a\u200e ש",
            "ﬡ\u200f",
            "ﻪ\u200f",
        ),
    ],
    ids=ascii,
)
def test_what_shapes_or_orders_what_stands_around_it_stays(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("👨\u200d", "👨"),
        ("👨\u200d\u200d👩", "👨👩"),
        ("👨\u200d👩\u200da", "👨\u200d👩a"),
        ("❤\ufe0f\ufe0f", "❤\ufe0f"),
        ("❤\ufe00", "❤"),
        ("1\ufe0f", "1"),
        ("1\ufe0e\u20e3", "1\u20e3"),
        ("→\ufe0f", "→"),
        ("🏴\U000e0067\U000e0062\U000e0073", "🏴"),
        ("🏴\U000e0067\U000e007f", "🏴"),
        ("🏁\U000e0067\U000e0062\U000e0073\U000e007f", "🏁"),
        ("葛\ufe03", "葛"),
        ("葛\ufe0f", "葛"),
        ("葛\U000e0100\U000e0101", "葛\U000e0100"),
        ("か\U000e0100", "か"),
        ("葛\u200d", "葛"),
        ("م\u200c\u200c", "م\u200c"),
        ("م \u200c", "م"),
        ("Α\u200cΒ", "ΑΒ"),
        ("ก\u200cข", "กข"),
        ("\u202bשלום\u202c", "שלום"),
        ("\u2067שלום\u2069", "שלום"),
        ("中\u200f文", "中文"),
    ],
    ids=ascii,
)
def test_a_joiner_or_selector_goes_where_it_shapes_nothing(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("R&D bij AT&T", "R&D bij AT&T"),
        ("?a=1&copy=2&amp=3", "?a=1&copy=2&amp=3"),
        ("Jansen &amp; Co", "Jansen & Co"),
        ("&amp;amp;", "&"),
        ("&amp;amp;amp;", "&amp;"),
        ("&amp;amp;amp;amp;", "&amp;amp;"),
        ("&amp;eacute;", "é"),
        ("&eacute;&Eacute;&euro;&there4;&frac12;", "éÉ€∴½"),
        ("&lt;b&gt; &amp;lt;i&amp;gt;", "<b> <i>"),
        ("&#8217;&#x2019;&#X2019;&#39;", "’’’'"),
        ("&#128;&#150;", "€–"),
        ("&#0;&#xD800;&#x110000;", "\ufffd\ufffd\ufffd"),
        ("&#xD83D;&#xDE00;", "\ufffd\ufffd"),
        ("a&nbsp;&nbsp;b&#13;&#10;", "a b"),
        ("af&shy;breken&#8203;", "afbreken"),
        ("e&#769;", "é"),
        ("&foo; &; &#; &#x; &# 65;", "&foo; &; &#; &#x; &# 65;"),
        ("&#99999999; &#x1000000;", "&#99999999; &#x1000000;"),
        ("&CounterClockwiseContourIntegral;", "∳"),
        ("caf&Atilde;&copy;", "café"),
    ],
)
def test_entities_are_unescaped_at_most_twice_and_only_whole_ones(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        *("De coördinatie in Oekraïne, zei hij: ‘één geïnd’", "Café in Italië", "Het kost € 5 – of meer…", "“Ja”"),
        *("Für München: Größe, Straße, Äpfel", "„Jawohl“, sagte er", "Öl über Österreich"),
        *("L’été à la forêt, où ça naît", "« Déjà vu », cœur et œuvre", "voilà tout"),
    ],
)
@pytest.mark.parametrize("wrong", ["sloppy-windows-1252", "latin-1"])  # ftfy adds the first: cp1252 as browsers have it
def test_damaged_dutch_german_and_french_is_repaired(text: str, wrong: str) -> None:
    damaged = text.encode().decode(wrong)
    assert clean(damaged) == text


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("OekraÃƒÂ¯ne", "Oekraïne"),
        ("voilÃ tout", "voilà tout"),
        ("“ﬁets” ＡＢＣ ‘ｶ’ in ItaliÃ«", "“ﬁets” ＡＢＣ ‘ｶ’ in Italië"),
        ("&amp;amp;lt; \x1b[31mItaliÃ«\u2028e\u0301", "&lt; [31mItalië é"),
        ("it\x92s \x93ok\x94 \x97 \x80 5", "it’s “ok” — € 5"),
        ("Ð\x9cÐ¾Ñ\x81ÐºÐ²Ð°", "Москва"),
        ("Î‘Î¸Î®Î½Î±", "Αθήνα"),
        ("ã\x81“ã‚“ã\x81«ã\x81¡ã\x81¯", "こんにちは"),
    ],
)
def test_damage_of_other_kinds_is_repaired_too(text: str, repaired: str) -> None:
    assert clean(text) == repaired


@pytest.mark.parametrize(
    "text",
    [
        *("INFORMAÇÃO E NÃO", "SÃO PAULO", "ÃO", "Ã", "Â", "MAÇÃ. Â é letra", "PÃO À MÃO"),
        *(
            "« C’est bien », dit-il",
            "« Ça »",
            "un cœur, des œufs",
            "„German“ Quotes",
            "»Ja«, ‚nein‘",
            "“ja” ‘nee’ ″ ′",
            "l'été",
        ),
        *("ﬁets", "ﬀ ﬂ ﬆ", "ＡＢＣ１２３", "ｶﾀｶﾅ", "Ĳsland ŉ Ǆ", "x² ½ № ™ ℃", "… – — ―", "£5 ¥ ¢ © ® ° ± ¿Qué? ¡Ya!"),
        *("Ελλάδα", "Ўзбекистон", "Đà Nẵng", "Łódź ąęśćż", "Īrān āēū", "ÅÄÖ åäö ÆØ æø", "Þórður ðe", "İstanbul ığüş"),
        *("[31mrood[0m", "a_b <b>c</b> {d} \\n %20", "\ue000"),
    ],
)
def test_text_that_only_looks_unusual_is_left_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("x" + "\u0316" * 30, "x" + "\u0316" * 30),
        ("x" + "\u0316" * 31 + "y", "x" + "\u0316" * 30 + "y"),
        ("x" + "\u0316\u200b" * 31 + "y", "x" + "\u0316" * 30 + "y"),
        ("x" + "\u0316" * 40 + "y" + "\u0317" * 40, "x" + "\u0316" * 30 + "y" + "\u0317" * 30),
        ("x" + "\u0316" * 20 + "😀" + "\u0316" * 20, "x" + "\u0316" * 20 + "😀" + "\u0316" * 20),
        ("q" + "\u0344" * 20, "q" + "\u0308\u0301" * 15),
        ("😀" * 50, "😀" * 50),
        ("x" + "\u0316\u0301" * 100_000, "x" + "\u0316" * 15 + "\u0301" * 15),
        ("x" + "\u0301\u200b\u0316\u200d" * 50_000, "x" + "\u0316" * 15 + "\u0301" * 15),
    ],
    ids=["30", "31", "invisible between", "two letters", "two bases", "decomposing", "no marks", "200,000", "mixed"],
)
def test_a_letter_keeps_thirty_marks(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


ALPHABETS = [
    *("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJ", "aàbcçdeéèêëfiîïloôuùûü", "aäbcdeghioöpsßtuü", "aąbcćeęlłńóśźż"),
    *("αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ", "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ", "אבגדהוזחטיכלמנסעפצקרשת"),
    *(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگ",
        "अआइकखगघचजटडतदनपबमयरलवसहािीुूेो्",
        "กขคงจชดตทนบปพมยรลวสหะาิี",
        "一二三上下中国人大日本東京新聞",
    ),
    *("あいうえおかきくけこアイウエオガ", "가나다라마바사한국어", "აბგდევზთ", "աբգդեզէը", "አበገደ", "தமிழ்"),
]
WORD = st.sampled_from(ALPHABETS).flatmap(lambda letters: st.text(letters, min_size=1, max_size=8))
PROSE = st.lists(WORD, min_size=1, max_size=12).map(" ".join).map(lambda text: unicodedata.normalize("NFC", text))


@given(PROSE, st.sampled_from(["", ".", "!", "?", "…", " – ja", ": “x”", " (12,5 %)", "。"]))
def test_prose_in_any_script_comes_out_as_it_went_in(prose: str, end: str) -> None:
    assert clean(prose + end) == prose + end


SPECIAL = st.sampled_from(
    NEVER_SEEN
    + STRAY
    + WHITE_SPACE
    + "aé1#ÃÂ©€&;\u0301\u0316\u0344\u20e3👨🏴🏽❤ש\u0645क\u094d葛\ud83d\ude00\U000e0067\u061c"
)
ANY = st.one_of(st.text(st.characters(), max_size=30), st.lists(SPECIAL, max_size=30).map("".join))


@given(ANY)
def test_the_result_is_one_line_in_nfc_that_xml_takes_and_is_its_own_result(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned.split() == [word for word in cleaned.split(" ") if word]
    assert cleaned == " ".join(cleaned.split())
    assert [c for c in cleaned if c in NEVER_SEEN] == []
    etree.Element("a").text = cleaned
    cleaned.encode()
    assume(html.unescape(cleaned) == cleaned and not is_bad(cleaned))
    assert clean(cleaned) == cleaned


@given(st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"], exclude_characters="&"), max_size=12))
def test_a_control_beside_a_text_changes_nothing_else(text: str) -> None:
    assume(not is_bad(text))
    assert clean(f"\x00{text}\x00") == clean(text)


def test_every_letter_and_sign_alone_is_composed_as_in_company() -> None:
    for character in map(
        chr, [*range(0x3400), *range(0x4DF0, 0x4E10), *range(0x9FF0, 0xA010), *range(0xF900, 0x10000)]
    ):
        cleaned = clean(f"x{character}")
        assert cleaned == unicodedata.normalize("NFC", cleaned)
        assert clean(f"x{character}\u200b") == cleaned


def test_an_arabic_mark_alone_is_no_arabic() -> None:
    assert clean("a\u061cb\u200e") == "ab"
    assert clean("\u0627\u061c!") == "\u0627\u061c!"


GOOD_AND_BAD = st.lists(
    st.one_of(
        st.sampled_from(
            ["vóór", "één", "l’été", "„Öl", "« Ça »", "cœur ", "œ.", "Â ", "Ã ", "Ã", "Â", "Ã«", "â€™", "€"]
        ),
        st.sampled_from(
            [" ", "  ", "~", "&", "&amp;", "\n", "\t", "\xa0", "\x00", "\x92", "e\u0301", "\ud83d", "日本", "жук"]
        ),
        st.sampled_from("àéöñÃÂÎÐØÙœŒ’…–“”„«»¿€£°±²§®ßabZ1. ~"),
    ),
    max_size=12,
).map("".join)


@given(st.lists(st.one_of(GOOD_AND_BAD, ANY, PROSE), max_size=6))
def test_what_is_not_looked_at_more_closely_comes_out_as_if_it_were(lines: list[str]) -> None:
    with mock.patch.object(cleaning, "_is_plain", return_value=False):
        closely = [clean(line) for line in lines]
    assert clean_lines(lines) == closely
    assert [clean(line) for line in lines] == closely


@pytest.mark.parametrize("before", ["", *" azAZ09.,-'?"])
def test_two_that_are_no_sign_of_damage_are_none_between_any_ascii(before: str) -> None:
    pairs = [pair.decode() for pair in sorted(cleaning._UNSUSPECTED)]
    for after in ["", *map(chr, range(0x20, 0x7F))]:
        assert not is_bad("|".join(f"{before}{pair}{after}" for pair in pairs))


@pytest.mark.parametrize(("damaged", "text"), [("Ã·ï¿¿", "÷"), ("a ï¿¾b", "a b"), ("Â Why", "Why")])
def test_what_damage_is_repaired_into_is_cleaned_too(damaged, text):
    assert clean(damaged) == text
