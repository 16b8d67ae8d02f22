"""How names are compared and spelt in paths."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.names import fold, slugify, unused


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Buitenland", "buitenland"),
        ("Économie & société", "economie-societe"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Smørrebrød", "smorrebrod"),
        ("经济", "7ecf-6d4e"),
        ("..", "2e-2e"),
        ("../../etc", "etc"),
        ("-rf", "rf"),
        ("", "section"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_slug_is_plain(name, slug):
    assert slugify(name) == slug


@given(st.text())
def test_every_name_has_a_slug_that_is_a_safe_folder_name(name):
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?", slugify(name))


@given(st.text())
def test_folding_twice_is_folding_once(name):
    assert fold(fold(name)) == fold(name)


def test_spellings_of_one_name_are_one():
    assert fold("  NIEUWS\u00a0uur ") == fold("nieuws uur")
    assert fold("Cafe\u0301") == fold("CAFÉ")
    assert fold("L’eau") == fold("l'eau")


def test_a_used_slug_gets_a_number():
    assert unused("sport", {"sport", "sport-2"}) == "sport-3"
    assert len(unused("x" * 80, {"x" * 80})) <= 80
