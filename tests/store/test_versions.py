"""What the digests of a version say is equal, and what is not."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exporter.model import Article, Paragraph, Record
from exporter.store.versions import Version, restored, version_of

RECORD = Record(
    source="s",
    dump="a.txt",
    title='A "title":',
    time="2025-01-01",
    url="https://news.example/1",
    lines=('One ],"x":1', "", "]],\\"),
)
ARTICLE = Article(
    keys=("url:news.example/1",),
    url="https://news.example/1",
    host="news.example",
    title='A ,"title":',
    published=datetime(2025, 1, 1, tzinfo=UTC),
    body=(Paragraph("One", subhead=True), Paragraph(']],"Two')),
    summary="Two",
    authors=("Ann Field",),
    id="urn:uuid:00000000-0000-5000-8000-000000000000",
)


def made(record: Record = RECORD, article: Article = ARTICLE) -> Version:
    return version_of(record, article, "rules", ())


@pytest.mark.parametrize(
    "change",
    [{"source": '",\\"title":', "dump": "b.txt"}, {"title_line": 7, "time_line": 8, "url_line": 9, "lines_from": 10}],
)
def test_which_dump_says_it_and_where_is_no_part_of_what_a_record_says(change: dict[str, object]) -> None:
    assert made(replace(RECORD, **change)).digest == made().digest


@pytest.mark.parametrize(
    "change",
    [{"title": "B"}, {"time": "2025-01-02"}, {"url": "https://news.example/2"}, {"lines": (*RECORD.lines, "Two")}],
)
def test_title_time_url_and_lines_are_what_a_record_says(change: dict[str, object]) -> None:
    assert made(replace(RECORD, **change)).digest != made().digest


@pytest.mark.parametrize(
    "change",
    [
        {"url": "https://news.example/2", "keys": ("url:news.example/2",), "host": "www.news.example"},
        {"published": datetime(2025, 1, 2, tzinfo=UTC)},
        {"sections": ("Sport",), "keywords": ("Ball",)},
        {"summary": "", "language": "nl"},
    ],
)
def test_url_times_and_sections_are_no_significant_change(change: dict[str, object]) -> None:
    assert made(article=replace(ARTICLE, **change)).significant == made().significant


@pytest.mark.parametrize(
    "change",
    [{"title": "B"}, {"body": (Paragraph("One", subhead=True), Paragraph(']],"Three'))}, {"authors": ()}],
)
def test_title_body_and_authors_are_a_significant_change(change: dict[str, object]) -> None:
    assert made(article=replace(ARTICLE, **change)).significant != made().significant


LINES = st.lists(st.sampled_from(["One", ']],"Two', "", " One", "0", "Drie"]) | st.text(max_size=8), max_size=8)


@given(LINES, LINES)
def test_a_record_is_restored_from_what_is_kept_of_it(lines: list[str], body: list[str]) -> None:
    record = replace(RECORD, lines=tuple(lines))
    version = made(record, replace(ARTICLE, body=tuple(map(Paragraph, body))))
    assert restored(version.record, version.content) == record


def test_a_line_that_is_a_paragraph_is_not_kept_twice() -> None:
    version = made(replace(RECORD, lines=("One", "Two")))
    assert b"One" not in version.record
    assert b"Two" in version.record
