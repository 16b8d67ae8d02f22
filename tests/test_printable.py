"""What of foreign text reaches a terminal."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.printable import json_text, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Oekraïne: ‘ja’", "Oekraïne: ‘ja’"),
        ("", ""),
        ("a\nERROR forged", r"a\nERROR forged"),
        ("a\r\tb", r"a\r\tb"),
        ("\x1b[2J", r"\x1b[2J"),
        ("\x9b2J", r"\x9b2J"),
        ("a\x00b\x7f", r"a\x00b\x7f"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("\u2066x\u200f", r"\u2066x\u200f"),
        ("a\u2028b\u2029c", r"a\u2028b\u2029c"),
        ("a\u200bb\ufeff", r"a\u200bb\ufeff"),
        ("half \ud83d", r"half \ud83d"),
        ("\U000e0041", r"\U000e0041"),
        ("a\xa0b", r"a\xa0b"),
        ("C:\\new", "C:\\new"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("abcd\n", 6, r"abcd\n"),
        ("abcde\n", 6, "abcde…"),
        ("abc\u202e", 6, "abc…"),
        ("\u202eabc", 5, "…"),
        ("abcd\nx", 6, "abcd…"),
        ("a" * 1_000_000, 80, "a" * 79 + "…"),
    ],
)
def test_it_is_cut_at_the_limit_and_never_inside_an_escape(text: str, limit: int, shown: str) -> None:
    assert printable(text, limit) == shown


@given(st.text(st.characters(), max_size=60), st.integers(min_value=1, max_value=40))
def test_nothing_else_ever_comes_out(text: str, limit: int) -> None:
    shown = printable(text, limit)
    assert len(shown) <= limit
    assert [c for c in shown if unicodedata.category(c)[0] in "CZ" and c != " "] == []
    if len(text) <= limit and all(c.isprintable() for c in text):
        assert shown == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_json_for_a_terminal_is_printable_and_says_the_same(texts: list[str]) -> None:
    shown = json_text(texts)
    assert json.loads(shown) == texts
    assert all(line.isprintable() for line in shown.split("\n"))
