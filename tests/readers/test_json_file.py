"""JSON documents: an article, lists of them, and what holds such lists."""

import io
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exporter.model import Record, Rejected
from exporter.readers import json_file
from exporter.readers.json_file import MAX_ARTICLE, MAX_BYTES
from exporter.readers.patience import MAX_REJECTED
from exporter.readers.place import Found
from exporter.render import json_feed
from tests.builders import article, feed_page, feeds, site
from tests.readers.shapes import CC_NEWS, EVERY, FUNDUS, PLACE, SCHEMA, TITLE, URL


def read(data: bytes, **place: str) -> list[Found]:
    return list(json_file.read(replace(PLACE, **place), io.BytesIO(data)))


def written(value: Any, indent: int | None = None) -> bytes:
    return json.dumps(value, indent=indent).encode()


def named(*titles: str) -> list[dict[str, Any]]:
    return [{**CC_NEWS, "title": title} for title in titles]


def outcome(found: list[Found]) -> list[tuple[int, str]]:
    """Number and code of each; of a record its title."""
    return [(one.title_line, one.title) if isinstance(one, Record) else (one.line, one.code) for one in found]


AB = named("a", "b")
BOTH = [(1, "a"), (2, "b")]


@pytest.mark.parametrize("tool", EVERY)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_document_is_an_article_whoever_wrote_it(tool, indent):
    found = read(written(EVERY[tool], indent))
    assert outcome(found) == [(1, TITLE)]
    assert isinstance(found[0], Record)
    assert found[0].format == "json"


@pytest.mark.parametrize(
    "document",
    [
        AB,
        {"status": "ok", "totalResults": 2, "articles": AB},
        {"response": {"status": "ok", "results": AB}},
        {"hits": {"total": 2, "hits": [{"_id": 1, "_source": AB[0]}, {"_id": 2, "_source": AB[1]}]}},
        {"title": "A feed", "description": "of no version", "items": AB},
        {"https://x.example/1": AB[0], "https://x.example/2": AB[1]},
        {"@context": "https://schema.org", "@graph": [{**SCHEMA, "headline": "a"}, {"@type": "Person", "name": "x"}]},
    ],
    ids=["list", "NewsAPI", "response", "Elasticsearch", "items", "by name", "graph"],
)
def test_articles_are_found_wherever_they_are_held(document):
    expected = [(1, "a")] if "@graph" in document else BOTH
    assert outcome(read(written(document))) == expected
    assert outcome(read(written(document, 1))) == expected


def test_fundus_holds_a_list_for_each_publisher():
    row = {**FUNDUS, "url": URL}
    found = read(written({"CapeGazette": [row, row], "ReedHerald": [row]}))
    assert [one.stated.publisher for one in found if isinstance(one, Record) and one.stated] == [
        "CapeGazette",
        "CapeGazette",
        "ReedHerald",
    ]
    assert outcome(read(written({"CapeGazette": [FUNDUS], "ReedHerald": []}))) == [(1, "no-url")]


def test_a_json_feed_gives_its_items_with_what_it_says_of_them_all():
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Wire",
        "home_page_url": "https://x.example/",
        "authors": [{"name": "Mara Lindqvist", "url": "https://x.example/mara"}],
        "language": "en",
        "items": [
            {
                "id": "8812",
                "url": URL,
                "title": "a",
                "content_html": "<p>One &amp; two</p><h2>Why</h2><p>Three</p>",
                "content_text": "not this",
                "summary": "In short",
                "image": "https://x.example/1.jpg",
                "date_published": "2025-10-03T07:15:00+02:00",
                "date_modified": "2025-10-04T07:15:00+02:00",
                "tags": ["geese"],
                "authors": [{"name": "Tom Oakes"}],
                "language": "nl",
            },
            {"id": URL, "title": "b", "content_text": "1 < 2\n<b>", "date_published": "2025-10-03"},
            {"id": "1", "content_text": "no title", "external_url": URL, "date_published": "2025-10-03"},
        ],
    }
    found = read(written(document))
    assert outcome(found) == [*BOTH, (3, "no-title")]
    first, second = found[:2]
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (first.lines, first.subheads, first.url) == (("One & two", "Why", "Three"), (1,), URL)
    assert first.stated is not None
    assert (first.stated.authors, first.stated.language, first.stated.keywords) == (("Tom Oakes",), "nl", ("geese",))
    assert (first.stated.summary, first.stated.image) == ("In short", "https://x.example/1.jpg")
    assert first.stated.modified == "2025-10-04T07:15:00+02:00"
    assert (second.lines, second.url) == (("1 < 2", "<b>"), URL)
    assert second.stated is not None
    assert (second.stated.authors, second.stated.language) == (("Mara Lindqvist",), "en")


def test_the_projects_own_json_feed_can_be_read():
    one = article(authors=("Mara Lindqvist",))
    [found] = read(json_feed.render(feed_page(one), site(), feeds()))
    assert isinstance(found, Record)
    assert (found.title, found.url, found.time) == (one.title, one.url, "2025-02-14T21:00:45Z")
    assert found.lines == tuple(paragraph.text for paragraph in one.body)


@pytest.mark.parametrize("between", [b"", b"\n", b"\r\n\r\n", b"\x1e", b",\n"])
def test_several_documents_on_end_are_read_one_by_one(between):
    assert outcome(read(between.join(map(written, AB)))) == BOTH


@pytest.mark.parametrize("data", [b"", b" \n\t", b"[]", b" [ ] ", b"\xef\xbb\xbf", b"\xef\xbb\xbf[]"])
def test_a_document_without_articles_is_empty(data):
    assert outcome(read(data)) == [(1, "empty")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"nonsense", [(1, "bad-json")]),
        (b"<html></html>", [(1, "bad-json")]),
        (b"\x89PNG\r\n\x1a\n\0", [(1, "binary")]),
        (b"\x80\x81\xff" * 9, [(1, "undecodable")]),
        (b"]", [(1, "bad-json")]),
        (b"[" + written(AB[0]) + b" " + written(AB[1]) + b"]", [(1, "a"), (2, "bad-json")]),
        (b"[" + written(AB[0]) + b", {'x': 1}, " + written(AB[1]) + b"]", [(1, "a"), (2, "bad-json"), (3, "b")]),
        (b"[" + written(AB[0]) + b", 3, null, [{}], {}]", [(1, "a"), *[(n, "not-an-article") for n in (2, 3, 4, 5)]]),
        (b'{"a" 1}' + written(AB[1]), [(1, "bad-json"), (2, "b")]),
        (b'{"title": "x"}', [(1, "no-time")]),
        (b"{}", [(1, "not-an-article")]),
        (b"3", [(1, "not-an-article")]),
        (b"[" * 100_000, [(1, "bad-json")]),
        (b'{"a":' * 100_000, [(1, "bad-json")]),
        (b"[" * 100_000 + b"]" * 100_000, [(1, "bad-json")]),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_goes_on_where_it_can(data, expected):
    assert outcome(read(data)) == expected


@pytest.mark.parametrize("document", [AB, {"articles": AB}, {"CapeGazette": AB}], ids=["list", "articles", "fundus"])
def test_of_a_document_that_is_cut_the_whole_articles_count(document):
    whole = written(document)
    for length in range(1, len(whole)):
        found = outcome(read(whole[:length]))
        assert found[-1][1] == "truncated"
        assert found[:-1] == BOTH[: len(found) - 1]
    assert len(outcome(read(whole[:-1]))) == 3


def test_an_article_that_is_cut_is_truncated():
    for length in range(1, len(written(CC_NEWS))):
        assert outcome(read(written(CC_NEWS)[:length])) == [(1, "truncated")]


def test_what_is_over_the_limit_is_not_held():
    assert outcome(read(b" " * (MAX_BYTES + 1))) == [(1, "too-large")]
    large = written({**CC_NEWS, "text": "x" * MAX_ARTICLE})
    assert outcome(read(b"[" + large + b"," + written(AB[1]) + b"]")) == [(1, "too-large"), (2, "b")]


def test_of_a_large_list_one_article_at_a_time_is_an_object():
    data = written([{**CC_NEWS, "tags": ["x"] * 2_000}] * 100)
    tracemalloc.start()
    try:
        count = sum(1 for _ in json_file.read(PLACE, io.BytesIO(data)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 100
    assert peak < 3.5 * len(data)


@pytest.mark.parametrize(
    "hostile",
    [b"[" + b"{}," * 2_000_000, b"[" + b"[]," * 2_000_000, b"1 " * 2_000_000, b'{"a":[' + b"{}," * 2_000_000],
)
def test_a_document_that_gives_nothing_is_given_up(hostile):
    found = read(hostile)
    assert len(found) == MAX_REJECTED + 1


@pytest.mark.parametrize(
    "hostile",
    [
        b'["' + b'\\"' * 2_000_000,
        b'["' * 1_000_000,
        b'"' * 4_000_000,
        b"{" + b'"a":1,' * 1_000_000,
        b'{"data":' * 300_000,
        b'{"data":{"hits":{"feed":{"response":' * 100_000,
        b"[" * 900 + b"1," * 1_000_000,
    ],
)
def test_hostile_documents_are_read(hostile):
    """Each in a second or so; what is quadratic would never end."""
    assert read(hostile)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32-be", "cp1252"])
def test_other_encodings_are_read(codec):
    row = {**CC_NEWS, "title": "Geese à l’été", "url": "https://news.fr/1"}
    [found] = read(json.dumps([row], ensure_ascii=False).encode(codec))
    assert isinstance(found, Record)
    assert found.title == "Geese à l’été"
    assert found.encoding == {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(codec, codec)


def test_numbers_that_json_does_not_know_cost_no_article():
    assert outcome(read(b"[" + written(AB[0])[:-1] + b', "x": NaN, "y": ' + b"9" * 5000 + b"}]")) == [(1, "a")]


PIECES = st.sampled_from(
    [b"[", b"]", b"{", b"}", b'"', b"\\", b",", b":", b'"items":', b'"a"', b"1", b" ", b"\xff", b"null", written(AB[0])]
)


@given(st.binary(max_size=100) | st.lists(PIECES, max_size=30).map(b"".join))
def test_any_bytes_give_something_and_never_an_error(data):
    found = read(data)
    assert found
    assert all(isinstance(one, Record | Rejected) for one in found)
