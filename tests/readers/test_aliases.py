"""What is read from a row, whichever tool wrote it."""

import datetime
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.model import Record, Rejected, Stated
from exporter.readers.aliases import ALIASES, record
from exporter.readers.values import MAX_NAMES
from tests.readers.shapes import (
    EVERY,
    FUNDUS,
    GOOSE,
    NEWS_PLEASE,
    NEWSPAPER,
    PLACE,
    SCHEMA,
    TEXT,
    TITLE,
    TRAFILATURA,
    URL,
    WORDPRESS,
)

PLAIN = {"title": TITLE, "url": URL, "date": "2025-10-03T07:15:00+02:00", "text": TEXT}


def read(row: dict[str, object]) -> Record:
    found = record(PLACE, row, 7, "json")
    assert isinstance(found, Record), found
    return found


def stated(**changes: object) -> Stated:
    said = read({**PLAIN, **changes}).stated
    assert said is not None
    return said


def rejected(row: dict[str, object]) -> Rejected:
    found = record(PLACE, row, 7, "json")
    assert isinstance(found, Rejected), found
    return found


@pytest.mark.parametrize("tool", EVERY)
def test_title_url_and_text_are_found_whoever_wrote_the_row(tool):
    found = read(EVERY[tool])
    assert (found.title, found.url) == (TITLE, URL)
    assert any("Ten thousand geese" in line for line in found.lines)
    assert (found.source, found.dump, found.format, found.pure) == ("dumps", "a.json", "json", True)
    assert (found.title_line, found.time_line, found.url_line, found.lines_from) == (7, 7, 7, 7)


@pytest.mark.parametrize(
    ("tool", "time"),
    [
        ("news-please", "2025-10-03 05:15:00"),
        ("trafilatura", "2025-10-03"),
        ("fundus", "2025-10-03 07:15:00+02:00"),
        ("newspaper4k", "2025-10-03T07:15:00+02:00"),
        ("goose3", "2025-10-03T07:15:00+02:00"),
        ("CC-News", "2025-10-03 05:15:00"),
        ("schema.org", "2025-10-03T07:15:00+02:00"),
        ("WordPress", "2025-10-03T05:15:00Z"),
    ],
)
def test_the_time_of_publication_is_passed_on_as_found(tool, time):
    assert read(EVERY[tool]).time == time


def test_news_please_writes_the_word_none_for_nothing():
    said = read(NEWS_PLEASE).stated
    assert said == Stated(
        authors=("Mara Lindqvist", "Tom Oakes"),
        language="en",
        summary="Geese are early this year.",
        image="https://www.capegazette.example/geese.jpg",
    )


def test_trafilatura_joins_names_and_has_the_url_under_source():
    assert read(TRAFILATURA).stated == Stated(
        authors=("Mara Lindqvist", "Tom Oakes"),
        sections=("Nature",),
        keywords=("geese", "migration"),
        summary="Geese are early this year.",
        image="https://www.capegazette.example/geese.jpg",
        rights="CC BY 4.0",
        publisher="Cape Gazette",
    )


def test_fundus_has_sections_with_heads_and_no_url():
    assert rejected(FUNDUS).code == "no-url"
    found = read({**FUNDUS, "url": URL})
    assert found.lines == (
        "Geese are early this year.",
        "Ten thousand geese passed.",
        "Nobody saw it come.",
        "Why so early",
        "The wind is in the north.",
    )
    assert found.subheads == (3,)
    assert found.stated == Stated(
        authors=("Mara Lindqvist",),
        keywords=("geese",),
        summary="Geese are early this year.",
        image="https://www.capegazette.example/geese.jpg",
    )


def test_newspaper_states_tags_and_counts_keywords():
    said = read(NEWSPAPER).stated
    assert said is not None
    assert said.keywords == ("geese", "migration")
    assert said.summary == "Geese are early this year."
    assert said.publisher == "Cape Gazette"
    without = read({**NEWSPAPER, "meta_keywords": [""], "meta_description": ""}).stated
    assert without is not None
    assert (without.keywords, without.summary) == ((), "")
    tagged = read({**NEWSPAPER, "tags": ["geese"]}).stated
    assert tagged is not None
    assert tagged.keywords == ("geese",)


def test_goose_has_the_url_in_its_meta():
    said = read(GOOSE).stated
    assert said is not None
    assert (said.keywords, said.language, said.publisher) == (("geese", "migration"), "en", "Cape Gazette")
    assert read(GOOSE).lines == ("Ten thousand geese passed the cape at dawn.", "", "The wind is in the north.")


def test_an_article_of_schema_org_says_the_most():
    assert read(SCHEMA).stated == Stated(
        modified="2025-10-03T09:00:00+02:00",
        authors=("Mara Lindqvist",),
        sections=("Nature", "Cape Ardent"),
        keywords=("geese", "migration"),
        language="en",
        summary="Geese are early this year.",
        image="https://www.capegazette.example/geese.jpg",
        rights="Cape Gazette 2025",
        publisher="Cape Gazette",
    )


def test_wordpress_numbers_are_no_names():
    found = read(WORDPRESS)
    assert (found.lines, found.subheads) == (("Ten thousand geese.", "Why so early", "The wind."), (1,))
    assert found.stated == Stated(modified="2025-10-03T07:00:00Z", summary="Geese are early this year.")


def test_a_graph_is_read_with_what_its_article_refers_to():
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "@id": "https://x.example/#website", "name": "Not this"},
            {"@type": "WebPage", "@id": URL, "name": "Nor this"},
            {
                "@type": "https://schema.org/BlogPosting",
                "headline": TITLE,
                "articleBody": TEXT,
                "datePublished": "2025-10-03",
                "mainEntityOfPage": {"@id": URL},
                "author": [{"@id": "#mara"}],
                "publisher": {"@id": "#gazette"},
                "image": {"@id": "#picture"},
            },
            {"@type": "Person", "@id": "#mara", "name": "Mara Lindqvist"},
            {"@type": "Organization", "@id": "#gazette", "name": "Cape Gazette"},
            {"@type": "ImageObject", "@id": "#picture", "contentUrl": "https://x.example/geese.jpg"},
        ],
    }
    found = read(graph)
    assert (found.title, found.url, found.time) == (TITLE, URL, "2025-10-03")
    assert found.stated == Stated(
        authors=("Mara Lindqvist",), publisher="Cape Gazette", image="https://x.example/geese.jpg"
    )


@pytest.mark.parametrize(
    ("missing", "code"),
    [("title", "no-title"), ("url", "no-url"), ("date", "no-time"), ("text", "no-text")],
)
@pytest.mark.parametrize("nothing", [None, "", "None", "null", [], {}, "  ", math.nan, True])
def test_what_is_missing_is_told_by_its_code(missing, code, nothing):
    found = rejected({**PLAIN, missing: nothing})
    assert (found.code, found.line) == (code, 7)


@pytest.mark.parametrize("row", [{}, {"a": 1}, {"url": URL}, {"title": "None", "text": None}])
def test_a_row_with_neither_title_nor_text_is_no_article(row):
    assert rejected(row).code == "not-an-article"


@pytest.mark.parametrize("kind", ["Person", "WebSite", "BreadcrumbList", ["Organization", "Place"]])
def test_a_thing_of_another_kind_is_no_article(kind):
    assert rejected({"@type": kind, "name": "Cape Gazette", "description": "A paper", "url": URL}).code == (
        "not-an-article"
    )


def test_a_site_is_no_url_of_an_article():
    assert rejected({**PLAIN, "url": None, "source": "https://www.capegazette.example/"}).code == "no-url"
    assert rejected({**PLAIN, "url": "", "source": "Cape Gazette"}).code == "no-url"
    assert read({**PLAIN, "url": "", "source": URL}).url == URL


@pytest.mark.parametrize("address", ["ftp://x.example/1", "javascript:alert(1)", "/nature/8812", "www.x.example/1", 7])
def test_what_is_no_http_url_is_not_taken_for_one(address):
    assert rejected({**PLAIN, "url": address}).code == "no-url"


@pytest.mark.parametrize("nothing", ["0000-00-00 00:00:00", "0001-01-01T00:00:00Z", "1970-01-01 00:00:00"])
def test_what_databases_write_for_no_time_is_none(nothing):
    assert read({**PLAIN, "post_date_gmt": nothing}).time == PLAIN["date"]
    assert rejected({**PLAIN, "date": nothing}).code == "no-time"


def test_only_a_whole_time_in_utc_is_marked_as_such():
    assert read({**PLAIN, "date": None, "date_gmt": "2025-10-03"}).time == "2025-10-03"
    assert read({**PLAIN, "date": None, "date_gmt": "2025-10-03T05:15:00+00:00"}).time == "2025-10-03T05:15:00+00:00"
    assert read({**PLAIN, "date": None, "post_date_gmt": "2025-10-03 05:15:00"}).time == "2025-10-03 05:15:00Z"


def test_a_live_blog_is_the_text_of_its_posts():
    posts = [
        {"headline": "Noon", "articleBody": "One"},
        {"headline": "Morning", "articleBody": "<p>Two</p><p>Three</p>"},
    ]
    found = read({**PLAIN, "text": None, "@type": "LiveBlogPosting", "liveBlogUpdate": posts})
    assert (found.lines, found.subheads) == (("Noon", "One", "Morning", "Two", "Three"), (0, 2))


def test_a_time_of_day_goes_before_a_date_alone():
    assert read({**PLAIN, "published": "2025-10-03", "date": "2025-10-03T07:15:00Z"}).time == "2025-10-03T07:15:00Z"
    assert read({**PLAIN, "published": "2025-10-03 00:00:00", "date": "2025-10-03 07:15"}).time == "2025-10-03 07:15"
    assert read({**PLAIN, "published": "2025-10-03", "date": "2025-11-01T07:15:00Z"}).time == "2025-10-03"


@pytest.mark.parametrize(
    ("value", "time"),
    [
        (1759468500, "1759468500"),
        (1759468500.25, "1759468500"),
        ("1759468500.0", "1759468500"),
        (1759468500000, "1759468500000"),
        ({"$date": "2025-10-03T05:15:00Z"}, "2025-10-03T05:15:00Z"),
        ({"$date": {"$numberLong": "1759468500000"}}, "1759468500000"),
        ({"@type": "DateTime", "@value": "2025-10-03"}, "2025-10-03"),
        (datetime.datetime(2025, 10, 3, 5, 15, tzinfo=datetime.UTC), "2025-10-03T05:15:00+00:00"),
        (["2025-10-03"], "2025-10-03"),
    ],
)
def test_times_in_other_shapes_become_text(value, time):
    assert read({**PLAIN, "date": value}).time == time


def test_without_a_time_of_publication_one_of_change_is_better_than_none():
    assert read({**PLAIN, "date": None, "dateModified": "2025-10-04"}).time == "2025-10-04"


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Mara Lindqvist", ("Mara Lindqvist",)),
        ("Mara Lindqvist; Tom Oakes;", ("Mara Lindqvist", "Tom Oakes")),
        ("Mara O&#39;Dell; Tom Oakes", ("Mara O'Dell", "Tom Oakes")),
        ({"@type": "Person", "name": "Mara Lindqvist"}, ("Mara Lindqvist",)),
        ({"givenName": "Mara", "familyName": "Lindqvist"}, ("Mara Lindqvist",)),
        ([{"name": ["Mara Lindqvist"]}, "Tom Oakes", None, 3, {}], ("Mara Lindqvist", "Tom Oakes")),
        ({"@list": [{"name": "Mara Lindqvist"}]}, ("Mara Lindqvist",)),
        ("https://social.example/mara", ()),
        ("None", ()),
        ([], ()),
    ],
)
def test_authors_come_in_many_shapes(value, names):
    assert stated(author=value).authors == names


@pytest.mark.parametrize(
    "value",
    [
        ["geese", "migration"],
        "geese, migration",
        "geese;migration",
        ["geese, migration"],
        [{"name": "geese"}, {"name": "migration"}],
    ],
)
def test_keywords_come_as_a_list_or_joined(value):
    assert stated(keywords=value).keywords == ("geese", "migration")


def test_what_an_article_is_about_serves_as_keywords():
    assert stated(about=[{"@type": "Thing", "name": "Geese"}]).keywords == ("Geese",)
    assert stated(about=[{"name": "Geese"}], keywords="cape").keywords == ("cape",)


def test_no_more_names_are_taken_than_anybody_needs():
    assert len(stated(keywords=[f"word {number}" for number in range(10_000)]).keywords) == MAX_NAMES
    assert len(stated(keywords="a," * 10_000).keywords) == MAX_NAMES


def test_the_url_of_an_image_may_start_from_that_of_the_page():
    assert stated(image="/geese.jpg").image == "https://www.capegazette.example/geese.jpg"
    assert stated(image="//cdn.example/geese.jpg").image == "https://cdn.example/geese.jpg"
    assert stated(image="data:image/png;base64,AAAA").image == ""


def test_a_text_of_markup_becomes_its_lines():
    found = read({**PLAIN, "text": f"<h1>{TITLE}</h1><p>One</p><h3>Why</h3><p>Two</p><script>x</script>"})
    assert (found.lines, found.subheads) == (("One", "Why", "Two"), (1,))


def test_a_heading_that_is_all_of_the_text_stays():
    assert read({**PLAIN, "text": f"<h1>{TITLE}</h1>"}).lines == (TITLE,)


def test_a_text_with_a_stray_tag_keeps_its_line_ends():
    assert read({**PLAIN, "text": "One <em>two</em>\nThree"}).lines == ("One two", "Three")


def test_a_text_with_angles_stays_as_it_is():
    assert read({**PLAIN, "text": "a < b\r\n&lt;p&gt;\r\n\r\n"}).lines == ("a < b", "&lt;p&gt;")


@pytest.mark.parametrize(
    "value",
    [
        ["One", "Why", "Two"],
        [{"type": "paragraph", "text": "One"}, {"type": "heading", "text": "Why"}, {"type": "p", "content": "Two"}],
        [{"paragraphs": ["One"]}, {"headline": "Why", "paragraphs": ["Two"]}],
    ],
)
def test_a_text_may_be_a_list(value):
    assert read({**PLAIN, "text": value}).lines == ("One", "Why", "Two")


def test_content_html_is_markup_and_content_text_is_not():
    row = {**PLAIN, "text": None}
    assert read({**row, "content_html": "fish &amp; chips\nhot"}).lines == ("fish & chips hot",)
    assert read({**row, "content_text": "<b>fish</b>\nhot"}).lines == ("<b>fish</b>", "hot")


def test_what_neither_xml_nor_utf_8_can_hold_is_replaced():
    found = read({**PLAIN, "title": "a\0b\ud800c", "text": "x\udc00"})
    assert (found.title, found.lines) == ("a\ufffdb\ufffdc", ("x\ufffd",))


@pytest.mark.parametrize("wrapper", ["_source", "article", "data"])
def test_a_wrapper_is_opened(wrapper):
    assert read({"_id": "x", wrapper: PLAIN}).title == TITLE


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["<p>", URL, "a;b"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["name", "@id", "@value", "url", "sections", "text", "type", "@list"]), inner)
    ),
    max_leaves=12,
)
NAMES = st.sampled_from([name for names in ALIASES.values() for name in names] + ["@type", "@graph", "identifier"])


@given(st.dictionaries(NAMES, VALUES, max_size=8))
def test_no_row_raises(row):
    assert isinstance(record(PLACE, row, 1, "jsonl"), Record | Rejected)


def test_nesting_without_end_is_not_followed():
    deep: object = "x"
    for _ in range(900):
        deep = {"@value": deep, "name": deep, "text": deep, "url": deep, "@graph": [deep]}
    assert isinstance(record(PLACE, {**PLAIN, "author": deep, "text": deep, "url": deep}, 1, "json"), Rejected)


def test_when_it_was_fetched_is_said_only_where_a_time_is_relative_to_it():
    row = {"title": "Quay", "url": "https://news.example/1", "text": "Open.", "date_download": "2025-02-14 22:00:00"}
    relative = record(PLACE, {**row, "date": "2 hours ago"}, 1, "jsonl")
    assert isinstance(relative, Record)
    assert relative.stated.fetched == "2025-02-14 22:00:00"
    absolute = record(PLACE, {**row, "date": "2025-02-14 20:00:00"}, 1, "jsonl")
    assert isinstance(absolute, Record)
    assert absolute.stated.fetched == ""


def test_a_url_with_a_space_is_one_and_names_carry_no_markup():
    row = {
        "title": "Quay",
        "url": "https://news.example/a b",
        "text": "Open.",
        "date": "2025-02-14",
        "tags": ["<i>Ships</i>"],
    }
    found = record(PLACE, {**row, "tags": ["<i>Ships</i>"]}, 1, "jsonl")
    assert isinstance(found, Record)
    assert (found.url, found.stated.keywords) == ("https://news.example/a b", ("Ships",))
