"""Which identity patterns may be searched in other people's URLs."""

import pytest

from exporter.config.identity import fault_of


@pytest.mark.parametrize(
    "pattern",
    [
        r"/artikel/(\d+)-",
        r"/(?:nieuws|sport)/[^/]+/(\d+)",
        r"/a(?:bc)+/(\d+)",
        r"/(?:[a-z]+-)?(\d+)",
        r"id=([0-9a-f]{8}(?:-[0-9a-f]{4}){3})",
        r"/[)(*+]+(\d+)",
        r"/\((\d+)\)",
        r"/[]*]+/(\d+)",
        r"/\d{4}/\d\d/[^/]+",
        r"(?i)/p/(?P<n>\d+)(?=/)",
        r"/(?:x|y){1}(\d+)",
    ],
)
def test_a_pattern_for_urls_is_accepted(pattern):
    assert fault_of(pattern) == ""


@pytest.mark.parametrize(
    "pattern",
    [
        r"/(?:a+)+b",
        r"/(a*)*b",
        r"/(?:a|a)*b",
        r"/(?:(?:ab?)c)+b",
        r"/(?:a+){2,}b",
        r"/(?:a+){30}b",
        r"/(?:a{1,9})*b",
        r"/(?:[^/]+/)+(\d+)",
        r"/(?:a+)+?b",
    ],
)
def test_a_pattern_that_may_take_for_ever_is_refused(pattern):
    assert fault_of(pattern).startswith("repeats a group that itself varies in length")


@pytest.mark.parametrize("pattern", [r"(\d*)", r"(\d+)?", r".*", r"x|", r"^"])
def test_a_pattern_that_all_articles_match_alike_is_refused(pattern):
    assert fault_of(pattern).startswith("matches an empty text, so that all articles would be one")


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("/(", "is no regular expression: missing ), unterminated subpattern at position 1"),
        ("/[[a]", "is no regular expression: Possible nested set at position 2"),
        ("/a{99999999999}", "is no regular expression: the repetition number is too large"),
        (r"/(\d+)/(\d+)", "expected one group at most, got 2: write the others as (?:...)"),
        ("(?x) /a # (", "sets the flag x: write it without white space and comments"),
        ("a" * 501, "expected a pattern of at most 500 characters, got 501"),
    ],
)
def test_what_is_wrong_is_said(pattern, fault):
    assert fault_of(pattern) == fault
