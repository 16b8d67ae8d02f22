"""Preconditions, ranges and codings, as RFC 9110 has them."""

from http import HTTPStatus

import pytest

from exporter.serve.conditions import accepts_gzip, byte_range, precondition, seconds

OURS, OTHER = b'"abc"', b'"xyz"'
MODIFIED = 784111777
"""Sun, 06 Nov 1994 08:49:37 GMT."""
THEN, BEFORE, AFTER = (
    b"Sun, 06 Nov 1994 08:49:37 GMT",
    b"Sun, 06 Nov 1994 08:49:36 GMT",
    b"Sun, 06 Nov 1994 08:49:38 GMT",
)
SAME, FAILED = HTTPStatus.NOT_MODIFIED, HTTPStatus.PRECONDITION_FAILED


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, None),
        # If-None-Match, compared weakly
        ({"if-none-match": OURS}, SAME),
        ({"if-none-match": b"W/" + OURS}, SAME),
        ({"if-none-match": OTHER}, None),
        ({"if-none-match": b"*"}, SAME),
        ({"if-none-match": b'"x", W/"y" ,"abc"'}, SAME),
        ({"if-none-match": b'"a,b",,"abc"'}, SAME),
        ({"if-none-match": b'"abc,"'}, None),
        ({"if-none-match": b"abc"}, None),
        ({"if-none-match": b""}, None),
        ({"if-none-match": b'"ABC"'}, None),
        # If-Modified-Since
        ({"if-modified-since": THEN}, SAME),
        ({"if-modified-since": AFTER}, SAME),
        ({"if-modified-since": BEFORE}, None),
        ({"if-modified-since": b"yesterday"}, None),
        # ... which does not count beside If-None-Match (section 13.1.3)
        ({"if-none-match": OTHER, "if-modified-since": AFTER}, None),
        ({"if-none-match": b"nonsense", "if-modified-since": AFTER}, None),
        ({"if-none-match": OURS, "if-modified-since": BEFORE}, SAME),
        # If-Match, compared strongly
        ({"if-match": OURS}, None),
        ({"if-match": b"*"}, None),
        ({"if-match": b'"x", "abc"'}, None),
        ({"if-match": b"W/" + OURS}, FAILED),
        ({"if-match": OTHER}, FAILED),
        ({"if-match": b"abc"}, FAILED),
        # If-Unmodified-Since
        ({"if-unmodified-since": THEN}, None),
        ({"if-unmodified-since": AFTER}, None),
        ({"if-unmodified-since": BEFORE}, FAILED),
        ({"if-unmodified-since": b"soon"}, None),
        # ... which does not count beside If-Match (section 13.1.4)
        ({"if-match": OURS, "if-unmodified-since": BEFORE}, None),
        ({"if-match": OTHER, "if-unmodified-since": AFTER}, FAILED),
        # the first two before the last two (section 13.2.2)
        ({"if-match": OURS, "if-none-match": OURS}, SAME),
        ({"if-match": OTHER, "if-none-match": OURS}, FAILED),
        ({"if-unmodified-since": BEFORE, "if-none-match": OURS}, FAILED),
        ({"if-unmodified-since": BEFORE, "if-modified-since": AFTER}, FAILED),
        ({"if-unmodified-since": AFTER, "if-modified-since": AFTER}, SAME),
    ],
)
def test_preconditions_are_judged_in_the_order_of_rfc_9110(fields, status):
    assert precondition({name.encode(): value for name, value in fields.items()}, OURS, MODIFIED) is status


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (THEN, MODIFIED),
        (b"Sunday, 06-Nov-94 08:49:37 GMT", MODIFIED),
        (b"Sun Nov  6 08:49:37 1994", MODIFIED),
        (b"Sun, 06 Nov 1994 08:49:37 +0100", None),
        (b"1994-11-06T08:49:37Z", None),
        (b"Sun, 06 Nov 1994 08:49:37 GMT" + b" " * 1000, None),
        (b"Sun, 99 Nov 1994 08:49:37 GMT", None),
        (b"Fri, 31 Dec 9999 23:59:59 GMT", 253402300799),
        (b"", None),
        (b"\xff\xfe", None),
        (None, None),
    ],
)
def test_a_date_in_any_of_the_three_forms_counts_and_anything_else_is_ignored(date, expected):
    assert seconds(date) == expected


NONE = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE


@pytest.mark.parametrize(
    ("value", "size", "expected"),
    [
        (b"bytes=0-0", 100, (0, 0)),
        (b"bytes=10-19", 100, (10, 19)),
        (b"Bytes=10-", 100, (10, 99)),
        (b"bytes=90-500", 100, (90, 99)),
        (b"bytes=-10", 100, (90, 99)),
        (b"bytes=-500", 100, (0, 99)),
        (b"bytes=100-", 100, NONE),
        (b"bytes=-0", 100, NONE),
        (b"bytes=0-", 0, NONE),
        (b"bytes=-5", 0, NONE),
        (b"bytes=9-5", 100, None),
        (b"bytes=-", 100, None),
        (b"bytes=0-1,5-6", 100, None),
        (b"bytes=" + b"0-0," * 10_000 + b"0-0", 100, None),
        (b"bytes=" + b"9" * 5000 + b"-", 100, None),
        (b"lines=0-5", 100, None),
        (b"bytes=a-b", 100, None),
    ],
)
def test_one_range_of_bytes_is_given_and_anything_else_is_ignored(value, size, expected):
    assert byte_range({b"range": value}, OURS, THEN, size) == expected


@pytest.mark.parametrize(
    ("condition", "counts"),
    [(OURS, True), (b"W/" + OURS, False), (OTHER, False), (THEN, True), (AFTER, False), (BEFORE, False)],
)
def test_a_range_counts_only_if_the_representation_is_the_one_that_if_range_names(condition, counts):
    assert (byte_range({b"range": b"bytes=0-4", b"if-range": condition}, OURS, THEN, 9) is not None) is counts


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"gzip", True),
        (b"GZIP", True),
        (b"x-gzip", True),
        (b"gzip, deflate, br", True),
        (b"deflate, gzip;q=0.5", True),
        (b"*", True),
        (b"br;q=1, *;q=0.1", True),
        (b"", False),
        (b"identity", False),
        (b"br", False),
        (b"gzip;q=0", False),
        (b"gzip;q=0.000", False),
        (b"gzip;q=0, *", False),
        (b"gzip;q=0.5, identity", False),
        (b"gzip;q=high", False),
        (b"gzip;q=nan", False),
        (b",;,=;q=,", False),
    ],
)
def test_gzip_is_sent_to_those_who_want_it(value, expected):
    assert accepts_gzip(value) is expected
