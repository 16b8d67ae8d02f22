"""JSON Feed documents, against the published schema and the specification's own words."""

import json
from datetime import datetime

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from exporter.model import Article, Paragraph
from exporter.render import FEED_FORMATS, VERSIONS, json_feed
from tests.builders import SHARED, article, feed, feed_page, feeds, site, utc
from tests.render.texts import blocks, bodies, moments, texts

VERSION_1 = """\
{
 "version": "https://jsonfeed.org/version/1.1",
 "title": "Harbour Wire",
 "home_page_url": "https://www.example.org/",
 "feed_url": "https://feeds.example.org/feed.json",
 "description": "News of an invented harbour",
 "language": "en",
 "items": [
{"id":"urn:uuid:00000000-0000-5000-8000-000000000002","url":"https://news.example/artikel/2-kade",\
"title":"Quay 2 reopens","date_published":"2025-02-14T21:00:45Z","date_modified":"2025-02-14T21:00:45Z",\
"authors":[{"name":"Jo & Co"},{"name":"Ada"}],"tags":["Harbour","Ferries"],"language":"nl",\
"image":"https://news.example/2.jpg","summary":"The quay is open again.",\
"content_html":"<p>The quay is open again.</p>\\n<p>Ships came back &amp; moored.</p>"},
{"id":"urn:uuid:00000000-0000-5000-8000-000000000001","url":"https://news.example/artikel/1-kade",\
"title":"Quay 1 reopens","date_published":"2025-02-14T21:00:45Z","date_modified":"2025-02-14T21:00:45Z",\
"authors":[{"name":"Example News","url":"https://news.example/"}],"content_text":"Quay 1 reopens"}
 ]
}
"""


def render(*articles: Article, **changes: object) -> bytes:
    return json_feed.render(feed_page(*articles, path="feed.json", **changes), site(), feeds())


def item(**changes: object) -> dict[str, object]:
    [only] = json.loads(render(article(**changes)))["items"]
    return only


def test_these_are_the_bytes_of_version_1_so_that_others_need_another_number() -> None:
    full = article(
        2, authors=("Jo & Co", "Ada"), language="nl", keywords=("Ferries",), image="https://news.example/2.jpg"
    )
    bare = article(1, body=(), summary="", sections=())
    assert render(full, bare).decode() == VERSION_1
    assert (FEED_FORMATS["json"].version, VERSIONS["feed"], VERSIONS["archive"]) == (1, 1, 1)


def test_the_schema_of_json_feed_accepts_every_kind_of_item() -> None:
    folder = SHARED / "schemas"
    if not (folder / "feed.json").exists():
        pytest.skip(f"no {folder}/feed.json: the JSON Feed schemas lie beside the project, not in it")
    schema, older = (json.loads((folder / name).read_bytes()) for name in ("feed.json", "feed-1.json"))
    registry = Registry().with_resources(
        [
            (name, Resource.from_contents(older, default_specification=DRAFT4))
            for name in ("feed-1", older.get("id", ""))
        ]
    )
    valid = jsonschema.Draft4Validator(schema, registry=registry, format_checker=jsonschema.FormatChecker())
    bare = article(2, body=(), summary="", publisher=None, sections=(), language="und")
    page = feed_page(article(3, language="nl", authors=("Jo",), image="https://news.example/3.jpg"), bare)
    for content in ("full", "summary"):
        document = json.loads(json_feed.render(page, site(publisher=None), feeds(content=content)))
        assert list(valid.iter_errors(document)) == []
        document["items"][0]["summary"] = None
        assert [list(error.path) for error in valid.iter_errors(document)] == [["items", 0, "summary"]]


@given(
    st.lists(texts(), min_size=2, max_size=4),
    bodies(),
    st.lists(texts(20), max_size=3, unique=True),
    moments(),
)
def test_a_parser_reads_back_what_was_in_the_article(
    words: list[str], body: tuple[Paragraph, ...], tags: list[str], moment: datetime
) -> None:
    title, summary, *authors = words
    read = item(
        title=title,
        summary=summary,
        authors=tuple(authors),
        body=body,
        sections=tuple(tags),
        published=moment,
        updated=moment,
    )
    assert (read["title"], read["summary"], read.get("tags", [])) == (title, summary, tags)
    assert [author["name"] for author in read["authors"]] == (authors or ["Example News"])
    assert blocks(read["content_html"]) == [("h2" if part.subhead else "p", part.text) for part in body]
    assert datetime.fromisoformat(read["date_published"]) == moment
    assert datetime.fromisoformat(read["date_modified"]) == moment


def test_there_is_no_null_and_nothing_empty() -> None:
    page = feed_page(article(body=(), summary="", sections=(), publisher=None), feed=feed(kind="section"))
    document = json.loads(json_feed.render(page, site(publisher=None), feeds()))
    values = [*document.values(), *document["items"][0].values()]
    assert [value for value in values if not value] == []
    assert sorted(document) == ["feed_url", "home_page_url", "items", "language", "title", "version"]
    assert sorted(document["items"][0]) == ["content_text", "date_modified", "date_published", "id", "title", "url"]


def test_a_summary_feed_has_the_summary_as_plain_text_and_no_html() -> None:
    page = feed_page(article(summary="Fish & <chips>"))
    [only] = json.loads(json_feed.render(page, site(), feeds(content="summary")))["items"]
    assert ("content_html" in only, only["content_text"]) == (False, "Fish & <chips>")


def test_authors_stand_at_the_items_only() -> None:
    document = json.loads(render(article(2, authors=("Ada",)), article(1, publisher=None)))
    assert "authors" not in document
    assert [one["authors"] for one in document["items"]] == [
        [{"name": "Ada"}],
        [{"name": "Harbour Press", "url": "https://www.example.org/"}],
    ]


def test_a_language_is_said_of_the_items_that_differ() -> None:
    shown = (article(3, language="nl"), article(2, language="en"), article(1, language="und"))
    document = json.loads(json_feed.render(feed_page(*shown, feed=feed(language="")), site(language="en"), feeds()))
    assert document["language"] == "en"
    assert [one.get("language") for one in document["items"]] == ["nl", None, None]


def test_a_tag_that_is_a_section_and_a_keyword_is_there_once() -> None:
    assert item(sections=("Harbour", "Sea"), keywords=("Ferries", "Harbour"))["tags"] == ["Harbour", "Sea", "Ferries"]


def test_items_keep_the_order_of_the_page_one_a_line() -> None:
    document = render(article(3), article(1), article(2))
    assert [one["title"] for one in json.loads(document)["items"]] == [
        "Quay 3 reopens",
        "Quay 1 reopens",
        "Quay 2 reopens",
    ]
    assert [line[:6] for line in document.splitlines()[-5:]] == [b'{"id":', b'{"id":', b'{"id":', b" ]", b"}"]


def test_the_size_limit_is_kept_to_the_byte() -> None:
    page = feed_page(article(3), article(2), article(1))
    whole = json_feed.render(page, site(), feeds())
    assert json_feed.render(page, site(), feeds(max_bytes=len(whole))) == whole
    less = json_feed.render(page, site(), feeds(max_bytes=len(whole) - 1))
    assert less == json_feed.render(feed_page(article(3), article(2)), site(), feeds())


def test_a_date_has_seconds_and_an_offset() -> None:
    edited = item(updated=utc("2025-03-01T00:00:00"))
    assert (edited["date_published"], edited["date_modified"]) == ("2025-02-14T21:00:45Z", "2025-03-01T00:00:00Z")


def test_half_a_surrogate_is_refused_naming_the_article() -> None:
    with pytest.raises(ValueError, match="surrogates") as caught:
        render(article(title="half\ud83d"))
    assert caught.value.__notes__ == [f"while rendering article {article().id} ({article().url})"]
