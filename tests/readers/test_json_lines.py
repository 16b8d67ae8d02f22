"""Rows of JSON: the good ones, whatever the others are."""

import io
import json
import tracemalloc

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exporter.model import Record, Rejected
from exporter.readers import json_lines
from exporter.readers.json_lines import MAX_ROW
from exporter.readers.patience import MAX_REJECTED
from exporter.readers.place import Found
from exporter.readers.recoding import MAX_FAILURES, known
from tests.readers.shapes import CC_NEWS, EVERY, PLACE, TITLE

GOOD = json.dumps(CC_NEWS, ensure_ascii=False).encode()


def read(data: bytes, **place: str) -> list[Found]:
    return list(json_lines.read(replace(PLACE, **place), io.BytesIO(data)))


def outcome(found: list[Found]) -> list[tuple[int, str]]:
    """Line and code of each; of a record its title."""
    return [
        (one.title_line, one.title.split()[0]) if isinstance(one, Record) else (one.line, one.code) for one in found
    ]


def test_a_row_is_an_article_whoever_wrote_it():
    found = read(b"".join(json.dumps(row).encode() + b"\n" for row in EVERY.values()))
    assert [one.title for one in found if isinstance(one, Record)] == [TITLE] * len(EVERY)
    assert [one.title_line for one in found if isinstance(one, Record)] == list(range(1, len(EVERY) + 1))
    assert all(isinstance(one, Record) and one.format == "jsonl" for one in found)


@pytest.mark.parametrize(
    "data",
    [
        GOOD,
        GOOD + b"\n",
        b"\xef\xbb\xbf" + GOOD + b"\r\n",
        b"\x1e" + GOOD + b"\n",
        b"  " + GOOD + b" \t\r\n",
    ],
)
def test_marks_and_line_ends_do_not_matter(data):
    assert outcome(read(data)) == [(1, "Geese")]


def test_blank_rows_are_counted_and_passed_over():
    assert outcome(read(b"\n \r\n" + GOOD + b"\n\n" + GOOD)) == [(3, "Geese"), (5, "Geese")]


def test_rows_are_counted_from_where_the_caller_says():
    found = list(json_lines.read(PLACE, io.BytesIO(GOOD + b"\nx\n"), first_line=41))
    assert outcome(found) == [(41, "Geese"), (42, "bad-json")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (b"not json", "bad-json"),
        (b'{"title": "x",}', "bad-json"),
        (b"{'title': 'x'}", "bad-json"),
        (b'{"title": "x"} trailing', "bad-json"),
        (b'{"title": "tab\there"}', "bad-json"),
        (b'{"title": "cut', "bad-json"),
        (b"\x80\x81\xff" * 9, "undecodable"),
        (b"[" * 100_000, "bad-json"),
        (b'{"a":' * 100_000, "bad-json"),
        (b"[" + GOOD + b"]", "not-an-article"),
        (b'"text"', "not-an-article"),
        (b"3", "not-an-article"),
        (b"true", "not-an-article"),
        (b"null", "not-an-article"),
        (b"{}", "not-an-article"),
    ],
)
def test_a_bad_row_is_told_by_its_line_and_the_rest_goes_on(row, code):
    found = read(GOOD + b"\n" + row + b"\n" + GOOD + b"\n")
    assert outcome(found) == [(1, "Geese"), (2, code), (3, "Geese")]


def test_a_reason_says_what_is_wrong_and_where():
    [found] = read(b'{"title": "x",, "text": 1}\n')
    assert isinstance(found, Rejected)
    assert "at character 15" in found.reason
    assert '{"title": "x",, ' in found.reason


@pytest.mark.parametrize("length", range(1, len(GOOD), 37))
def test_a_last_row_without_an_end_is_truncated(length):
    assert outcome(read(GOOD + b"\n" + GOOD[:length])) == [(1, "Geese"), (2, "truncated")]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"  ", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_a_dump_without_rows_is_empty(data):
    assert outcome(read(data)) == [(1, "empty")]


def test_a_document_over_several_lines_is_told_once():
    assert outcome(read(json.dumps(CC_NEWS, indent=1).encode())) == [(1, "bad-json")]
    assert outcome(read(json.dumps([CC_NEWS] * 3, indent=1).encode())) == [(1, "bad-json")]


def test_a_row_that_is_too_long_is_skipped_to_its_end():
    long = b'{"title": "' + b"x" * MAX_ROW + b'"}\n'
    assert outcome(read(long + GOOD + b"\n" + long[:-1])) == [(1, "too-large"), (2, "Geese"), (3, "too-large")]


def test_a_row_of_just_the_limit_is_read():
    filled = GOOD[:-1] + b" " * (MAX_ROW - len(GOOD) - 1) + b"}\n"
    assert len(filled) == MAX_ROW
    assert outcome(read(filled + GOOD)) == [(1, "Geese"), (2, "Geese")]


class Endless(io.RawIOBase):
    """Rows without end, of which the first so many are good."""

    def __init__(self, rows: int, row: bytes) -> None:
        self._left, self._row = rows, row

    def readline(self, limit: int | None = -1, /) -> bytes:
        self._left -= 1
        return self._row if self._left >= 0 else b""


def test_one_row_is_in_memory_at_a_time():
    row = json.dumps({**CC_NEWS, "text": "x" * 100_000}).encode() + b"\n"
    tracemalloc.start()
    try:
        count = sum(1 for _ in json_lines.read(PLACE, Endless(300, row)))  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 300
    assert peak < 3_000_000


def test_a_dump_that_gives_nothing_is_given_up():
    found = list(json_lines.read(PLACE, Endless(10**9, b"x\n")))  # type: ignore[arg-type]
    assert len(found) == MAX_REJECTED + 1
    assert "rest of the dump is not read" in found[-1].reason  # type: ignore[union-attr]


def test_a_stream_that_breaks_says_so_itself():
    class Broken(io.RawIOBase):
        def readline(self, limit: int | None = -1, /) -> bytes:
            raise EOFError("ended")

    with pytest.raises(EOFError):
        list(json_lines.read(PLACE, Broken()))  # type: ignore[arg-type]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_wide_encodings_are_known_by_their_first_bytes(codec):
    rows = "\n".join([json.dumps({**CC_NEWS, "title": "Geese ÿĊ ਊ"}, ensure_ascii=False), "x", GOOD.decode(), ""])
    found = read(rows.encode(codec))
    assert outcome(found) == [(1, "Geese"), (2, "bad-json"), (3, "Geese")]
    first = found[0]
    assert isinstance(first, Record)
    assert first.title == "Geese ÿĊ ਊ"
    assert first.encoding.startswith(codec)


def test_a_row_in_an_older_encoding_is_read_as_a_dump_in_text_is():
    row = json.dumps({**CC_NEWS, "title": "Geese à l’été", "url": "https://news.fr/1"}, ensure_ascii=False)
    found = read(row.encode("cp1252") + b"\n" + GOOD)
    assert [(one.title, one.encoding) for one in found if isinstance(one, Record)] == [
        ("Geese à l’été", "cp1252"),
        (TITLE, "utf-8"),
    ]


@pytest.mark.parametrize("escaped", [False, True])
def test_the_url_that_tells_an_encoding_may_stand_at_the_end_of_a_long_row(escaped):
    row = {"title": "Geese à l’été", "text": "Où ? " * 2_000, "date": "2025-10-03", "url": "https://www.news.fr/1"}
    written = json.dumps(row, ensure_ascii=False).encode("cp1252")
    [found] = read(written.replace(b"/", b"\\/") if escaped else written)
    assert isinstance(found, Record)
    assert (found.title, found.url, found.encoding) == ("Geese à l’été", "https://www.news.fr/1", "cp1252")


def test_a_declared_encoding_is_tried_first():
    row = json.dumps({**CC_NEWS, "title": "Geese, порт"}, ensure_ascii=False).encode("koi8_r")
    [found] = read(row, encoding="koi8_r")
    assert isinstance(found, Record)
    assert (found.title, found.encoding) == ("Geese, порт", "koi8-r")


@pytest.mark.parametrize("declared", ["utf-9", "hex", "\0", "latin 1 or so", "punycode", "unicode_escape", ""])
def test_an_encoding_that_no_text_is_in_is_passed_over(declared):
    assert known(declared) == ""
    row = GOOD.replace(b"Geese", b"Geese \xe9t\xe9 " + b"a-" * 50_000).replace(b"capegazette.example", b"news.fr")
    assert [code.split()[0] for _, code in outcome(read(row, encoding=declared))] == ["Geese"]


def test_an_encoding_is_looked_for_a_few_times_only():
    hopeless = b"".join(bytes([0x80 + number % 60, 0x81, 0xFF, 0xFE]) * 9 + b"\n" for number in range(40))
    found = read(hopeless)
    assert {one.code for one in found if isinstance(one, Rejected)} == {"undecodable"}
    assert sum("like others before it" in one.reason for one in found if isinstance(one, Rejected)) == 40 - MAX_FAILURES


@pytest.mark.parametrize(
    "written",
    ['"score": NaN', '"score": -Infinity', '"score": 1e999', f'"score": {"9" * 5000}', '"score": 1, "score": 2'],
)
def test_numbers_that_json_does_not_know_cost_no_article(written):
    assert outcome(read(GOOD[:-1] + b", " + written.encode() + b"}")) == [(1, "Geese")]


def test_half_a_surrogate_pair_costs_one_character():
    [found] = read(json.dumps({**CC_NEWS, "title": "Geese \ud83d \0 \U0001f6a2"}).encode())
    assert isinstance(found, Record)
    assert found.title == "Geese \ufffd \ufffd \U0001f6a2"
    msgspec.json.encode(found)


def test_a_graph_in_a_row_gives_each_of_its_articles():
    article = {**EVERY["schema.org"], "headline": "Geese"}
    row = json.dumps({"@graph": [article, {"@type": "Person"}, article]}).encode()
    assert outcome(read(row)) == [(1, "Geese"), (1, "Geese")]


@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda noise: GOOD[:40] + noise + b"\n" + GOOD))
def test_any_bytes_give_something_and_never_an_error(data):
    found = read(data)
    assert found
    assert all(isinstance(one, Record | Rejected) for one in found)


def test_blank_rows_without_end_are_left():
    rows = read(b"\n" * (json_lines.MAX_BLANK + 5) + b'{"title": "Quay"}\n')
    assert [one.code for one in rows] == ["too-large"]
