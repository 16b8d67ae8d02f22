"""Hostile strings come back from every format as they went in, or do not get past normalise."""

import pytest
from lxml import etree

from tests.hostile import read_back, round_trip
from tests.mutants import unescaped_title


def test_hostile_strings_come_back_from_every_format() -> None:
    figures = round_trip.run(seed=1, count=5_000)
    assert figures["strings"] >= 5_000
    assert figures["articles"] > 250  # most of them get through: nothing is shown by rejecting everything
    assert figures["rejected"] > 10


def test_titles_that_are_not_escaped_are_caught() -> None:
    with unescaped_title(), pytest.raises((AssertionError, etree.XMLSyntaxError)):
        round_trip.run(seed=1, count=500)


@pytest.mark.parametrize(
    "content",
    [
        "<p>a</p><script>alert(1)</script>",
        "<p>a<b>c</b></p>",
        "<p onclick='x'>a</p>",
        "<p>a</p><!-- c -->",
        "a<p>b</p>",
        "<p>a</p>b",
    ],
)
def test_anything_but_plain_blocks_in_a_body_is_caught(content: str) -> None:
    with pytest.raises(AssertionError):
        assert {tag for tag, _ in read_back.shown_html(content)} <= {"p", "h2"}
