"""Durations in plain English."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.config import parse_duration


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("48 hours", timedelta(hours=48)),
        ("5 minutes", timedelta(minutes=5)),
        ("1 day", timedelta(days=1)),
        ("90 s", timedelta(seconds=90)),
        ("90s", timedelta(seconds=90)),
        (" 2 Weeks ", timedelta(weeks=2)),
        ("1 day 12 hours", timedelta(hours=36)),
        ("1h30m", timedelta(minutes=90)),
        ("0 seconds", timedelta()),
    ],
)
def test_a_duration_is_the_sum_of_its_parts(text, length):
    assert parse_duration(text) == length


@pytest.mark.parametrize(
    "text",
    ["48", "hours", "2 months", "1.5 hours", "-1 day", "1 day and", "٣ hours", "9" * 5000 + " days", "1, 2 days"],
)
def test_what_is_no_duration_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match=r'^expected a duration such as "48 hours"'):
        parse_duration(text)


def test_an_empty_duration_is_refused():
    with pytest.raises(ValueError, match="got an empty text"):
        parse_duration("  ")


@pytest.mark.parametrize("text", ["999999999999 weeks", "999999999 days 1 day"])
def test_a_duration_beyond_timedelta_is_refused(text):
    with pytest.raises(ValueError, match="fewer than 999999999 days"):
        parse_duration(text)


@given(st.integers(0, 10**6), st.sampled_from(["seconds", "minutes", "hours", "days", "weeks"]))
def test_every_unit_is_read_as_timedelta_reads_it(amount, unit):
    assert parse_duration(f"{amount} {unit}") == timedelta(**{unit: amount})
