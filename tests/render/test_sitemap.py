"""Sitemaps against their XML schemas, with their limits, and byte for byte."""

import itertools
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from exporter.model import Article, Part, Publisher
from exporter.render import VERSIONS, sitemap
from tests.builders import article, site, utc
from tests.render.texts import texts
from tests.render.vocabulary import schemas

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
N = "{http://www.google.com/schemas/sitemap-news/0.9}"
TIME = utc("2025-02-14T21:00:45")

MONTH_1 = """\
<?xml version='1.0' encoding='UTF-8'?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://news.example/a?b=1&amp;c=%3C</loc><lastmod>2025-02-14T21:00:45Z</lastmod></url>
<url><loc>https://news.example/b</loc><lastmod>2025-02-15T00:00:00Z</lastmod></url>
</urlset>
"""
NEWS_1 = """\
<?xml version='1.0' encoding='UTF-8'?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" \
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://news.example/artikel/1-kade</loc><lastmod>2025-02-16T00:00:00Z</lastmod>\
<news:news><news:publication><news:name>Example News</news:name><news:language>en</news:language></news:publication>\
<news:publication_date>2025-02-14T21:00:45Z</news:publication_date>\
<news:title>Quay &lt;1&gt; &amp; 2</news:title></news:news></url>
</urlset>
"""
INDEX_1 = """\
<?xml version='1.0' encoding='UTF-8'?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://feeds.example.org/sitemaps/a.example/2025-02.xml</loc>\
<lastmod>2025-02-15T00:00:00Z</lastmod></sitemap>
<sitemap><loc>https://feeds.example.org/sitemaps/b.example/2025-01.xml</loc>\
<lastmod>2025-02-14T21:00:45Z</lastmod></sitemap>
</sitemapindex>
"""


def month(*urls: tuple[str, datetime], **limits: int) -> list[Part]:
    return list(sitemap.month("news.example", "2025-02", urls, **limits))


def numbered(count: int, length: int = 30) -> list[tuple[str, datetime]]:
    return [(f"https://news.example/{number:06d}-".ljust(length, "x"), TIME) for number in range(count)]


def news(*articles: Article, **changes: Any) -> Part:
    part = sitemap.news("news.example", articles, site(**changes))
    assert part is not None
    return part


def locs(parts: Sequence[Part]) -> list[str]:
    return [loc.text or "" for part in parts for loc in etree.fromstring(part.data).iter(f"{S}loc")]


def values(part: Part, name: str) -> list[str]:
    return [element.text or "" for element in etree.fromstring(part.data).iter(name)]


def news_articles(found: list[tuple[str, str, str]]) -> list[Article]:
    """Of (title, publisher, language) each, the first the newest."""
    return [
        article(number, title=title, publisher=Publisher(name), language=language, published=TIME - timedelta(number))
        for number, (title, name, language) in enumerate(found)
    ]


found_news = st.lists(
    st.tuples(texts(), texts(), st.sampled_from(["und", "en-GB", "zh-TW", "x-y", "i-mingo"])), min_size=1, max_size=5
)


def assert_valid(part: Part, schema: str) -> None:
    etree.XMLSchema(etree.parse(schemas() / schema)).assertValid(etree.fromstring(part.data))


def test_these_are_the_bytes_of_version_1_so_that_others_need_another_number() -> None:
    (part,) = month(("https://news.example/a?b=1&c=%3C", TIME), ("https://news.example/b", utc("2025-02-15T00:00:00")))
    assert part.data.decode() == MONTH_1
    assert news(article(title="Quay <1> & 2", updated=utc("2025-02-16T00:00:00"))).data.decode() == NEWS_1
    entries = [("sitemaps/b.example/2025-01.xml", TIME), ("sitemaps/a.example/2025-02.xml", utc("2025-02-15T00:00:00"))]
    (index,) = sitemap.index(entries, site())
    assert index.data.decode() == INDEX_1
    assert VERSIONS["sitemap"] == VERSIONS["news"] == VERSIONS["sitemap-index"] == sitemap.VERSION == 1


def as_lxml_writes_it(part: Part) -> bytes:
    """The same elements, parsed and written anew."""
    return etree.tostring(etree.fromstring(part.data), encoding="UTF-8", xml_declaration=True) + b"\n"


@settings(deadline=None)
@given(
    st.lists(st.text("ab&;%<>\"'\r\n\té“🚢", min_size=1, max_size=12).map("https://news.example/{}".format)),
    found_news,
)
def test_any_url_and_any_words_are_written_as_lxml_writes_them(
    urls: list[str], found: list[tuple[str, str, str]]
) -> None:
    for part in (*month(*((url, TIME) for url in urls)), news(*news_articles(found))):
        assert part.data == as_lxml_writes_it(part)
    (index,) = sitemap.index([(title, TIME) for title, _, _ in found], site())
    assert index.data == as_lxml_writes_it(index)


def test_a_part_says_where_it_goes_and_what_is_in_it() -> None:
    (part,) = month(("https://news.example/b", utc("2025-02-15T00:00:00")), ("https://news.example/a", TIME))
    assert replace(part, data=b"") == Part("sitemaps/news.example/2025-02.xml", b"", 2, utc("2025-02-15T00:00:00"))
    assert replace(news(article()), data=b"") == Part("sitemaps/news.example/news.xml", b"", 1, TIME)
    (index,) = sitemap.index([("sitemaps/a/news.xml", TIME)], site())
    assert replace(index, data=b"") == Part("sitemap.xml", b"", 1, TIME)


def test_all_of_them_are_valid_by_their_schemas() -> None:
    edges = [(url.ljust(length, "x"), TIME) for url in ("http://a.b/", "https://b.c/") for length in (12, 2047)]
    for part in month(*numbered(3), *edges, max_entries=4):
        assert_valid(part, "driver-urlset.xsd")
    assert_valid(news(article(1), article(2, language="zh-Hant")), "driver-urlset.xsd")
    assert_valid(news(article(language="und"), language="x-klingon"), "driver-urlset.xsd")
    (index,) = sitemap.index([("sitemaps/a/news.xml", TIME), ("sitemaps/b/news.xml", TIME)], site())
    assert_valid(index, "siteindex.xsd")


@given(found_news)
def test_news_in_any_words_is_valid(found: list[tuple[str, str, str]]) -> None:
    assert_valid(news(*news_articles(found)), "driver-urlset.xsd")


@given(found_news)
def test_news_says_its_titles_whole_and_its_names_without_parentheses(found: list[tuple[str, str, str]]) -> None:
    part = news(*news_articles(found))
    assert values(part, f"{N}title") == [title for title, _, _ in found]
    assert not re.search(r"[()]", "".join(values(part, f"{N}name")))


def test_no_urls_no_sitemap() -> None:
    assert month() == []
    assert sitemap.news("news.example", [], site()) is None
    assert list(sitemap.index([], site())) == []


def test_the_limits_are_those_of_the_protocol() -> None:
    assert (sitemap.MAX_ENTRIES, sitemap.MAX_BYTES, sitemap.MAX_NEWS) == (50_000, 50 * 1024 * 1024, 1000)


def test_the_50001st_url_gets_a_second_sitemap() -> None:
    urls = numbered(50_001)
    parts = month(*urls)
    assert [(part.path, part.count) for part in parts] == [
        ("sitemaps/news.example/2025-02.xml", 50_000),
        ("sitemaps/news.example/2025-02-2.xml", 1),
    ]
    assert locs(parts) == [url for url, _ in urls]


def test_more_than_50_mb_get_a_second_sitemap() -> None:
    parts = month(*numbered(26_000, length=2047))
    assert sum(part.count for part in parts) == 26_000
    first, second = (len(part.data) for part in parts)
    assert sitemap.MAX_BYTES - 2200 < first <= sitemap.MAX_BYTES
    assert second > 0


def test_the_50001st_sitemap_gets_a_second_index() -> None:
    entries = ((f"sitemaps/{number:05d}.example/news.xml", TIME) for number in range(50_001))
    parts = list(sitemap.index(entries, site()))
    assert [(part.path, part.count) for part in parts] == [("sitemap.xml", 50_000), ("sitemap-2.xml", 1)]


@given(
    st.lists(st.text("ab&;%<>é", min_size=1, max_size=12), unique=True),
    st.integers(1, 5),
    st.integers(100, 600),
)
def test_splitting_loses_nothing_and_keeps_both_limits(paths: list[str], max_entries: int, max_bytes: int) -> None:
    urls = [(f"https://news.example/{path}", TIME) for path in paths]
    parts = month(*urls, max_entries=max_entries, max_bytes=max_bytes)
    assert locs(parts) == [url for url, _ in urls]
    assert all(1 <= part.count <= max_entries for part in parts)
    assert all(len(part.data) <= max_bytes or part.count == 1 for part in parts)
    assert [part.path for part in parts] == [
        f"sitemaps/news.example/2025-02{suffix}.xml" for suffix in ("", *(f"-{number}" for number in range(2, 99)))
    ][: len(parts)]


def test_a_part_is_full_to_the_byte_before_the_next_begins() -> None:
    urls = [(f"https://news.example/?a&b={number}", TIME) for number in range(4)]
    (whole,) = month(*urls)
    assert [part.count for part in month(*urls, max_bytes=len(whole.data))] == [4]
    assert [part.count for part in month(*urls, max_bytes=len(whole.data) - 1)] == [3, 1]


def test_a_url_is_listed_once_also_across_parts() -> None:
    first, second = ("https://news.example/a", TIME), ("https://news.example/b", TIME)
    later = ("https://news.example/a", utc("2025-02-20T00:00:00"))
    parts = month(first, second, later, max_entries=1)
    assert locs(parts) == ["https://news.example/a", "https://news.example/b"]


@pytest.mark.parametrize(("length", "listed"), [(11, False), (12, True), (2047, True), (2048, False)])
def test_a_url_that_no_sitemap_may_hold_is_left_out(length: int, listed: bool) -> None:
    url = "http://a.b/".ljust(length, "x")
    parts = month((url, TIME), ("https://news.example/b", TIME))
    assert (url in locs(parts)) is listed


def test_lastmod_is_complete_with_its_zone() -> None:
    oslo = datetime.fromisoformat("2025-02-14T22:00:45+01:00")
    (part,) = month(("https://news.example/a", oslo), ("https://news.example/b", utc("0987-01-01T00:00:00")))
    assert values(part, f"{S}lastmod") == ["2025-02-14T21:00:45Z", "0987-01-01T00:00:00Z"]


def test_the_news_are_the_newest_1000_newest_first() -> None:
    articles = [article(number, published=TIME + timedelta(seconds=number)) for number in range(1, 1003)]
    part = news(*articles)
    assert part.count == 1000
    assert locs([part]) == [article(number).url for number in range(1002, 2, -1)]


def test_articles_of_one_second_are_in_the_order_of_their_ids_whatever_order_they_came_in() -> None:
    three = [article(number) for number in (1, 2, 3)]
    assert len({news(*some).data for some in itertools.permutations(three)}) == 1


def test_the_date_of_news_is_when_it_was_first_published() -> None:
    part = news(article(updated=utc("2025-02-20T00:00:00")))
    assert values(part, f"{N}publication_date") == ["2025-02-14T21:00:45Z"]


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("nl", "nl"),
        ("en-GB", "en"),
        ("EN", "en"),
        ("gsw-CH", "gsw"),
        ("sr-Latn-RS", "sr"),
        ("zh", "zh-cn"),
        ("zh-Hans", "zh-cn"),
        ("zh-CN", "zh-cn"),
        ("zh-SG", "zh-cn"),
        ("zh-Hans-HK", "zh-cn"),
        ("zh-Hant", "zh-tw"),
        ("zh-TW", "zh-tw"),
        ("zh-HK", "zh-tw"),
        ("zh-Hant-CN", "zh-tw"),
        ("und", "fr"),
        ("", "fr"),
        ("x-klingon", "fr"),
        ("i-mingo", "fr"),
    ],
)
def test_a_language_is_named_as_google_wants_it(tag: str, language: str) -> None:
    assert sitemap.news_language(tag, site(language="fr-FR")) == language


def test_where_even_the_site_has_no_language_it_is_undetermined() -> None:
    part = news(article(language="und"), language="x-klingon")
    assert values(part, f"{N}language") == ["und"]


@pytest.mark.parametrize(
    ("article_publisher", "site_publisher", "title", "name"),
    [
        (Publisher("Example News (subscription)"), None, "Wire", "Example News"),
        (Publisher("Example (the daily) News"), None, "Wire", "Example News"),
        (Publisher("Example ((odd) News"), None, "Wire", "Example News"),
        (Publisher("(all)"), Publisher("Harbour Press"), "Wire", "Harbour Press"),
        (None, Publisher("Harbour Press"), "Wire", "Harbour Press"),
        (None, None, "Wire", "Wire"),
        (None, None, "(none)", "news.example"),
    ],
)
def test_a_publication_has_a_name_without_parentheses(
    article_publisher: Publisher | None, site_publisher: Publisher | None, title: str, name: str
) -> None:
    part = news(article(publisher=article_publisher), publisher=site_publisher, title=title)
    assert values(part, f"{N}name") == [name]


@pytest.mark.parametrize("host", ["news.example", "xn--nws-hna.example", "a--b.example", "192.0.2.1", "localhost"])
def test_a_plain_host_is_its_own_folder(host: str) -> None:
    assert sitemap.folder(host) == host


@pytest.mark.parametrize(
    ("host", "spelt"),
    [
        ("news.example:8080", "news-example-8080"),
        ("[2001:db8::1]", "2001-db8-1"),
        ("a_b.example", "a-b-example"),
        ("..", "host"),
        (".", "host"),
        ("", "host"),
        ("a..b", "a-b"),
        ("../../etc/passwd", "etc-passwd"),
        (".htaccess", "htaccess"),
        ("-rf.example", "rf-example"),
        ("News.example", "news-example"),
        ("a" * 201, "a" * 100),
        ("é.example", "example"),
    ],
)
def test_any_other_host_is_spelt_out_with_a_digest(host: str, spelt: str) -> None:
    assert re.fullmatch(rf"{re.escape(spelt)}-[0-9a-f]{{32}}-", sitemap.folder(host))


@given(st.lists(st.one_of(st.text("ab.-:_A", max_size=6), st.text(max_size=300)), unique=True))
def test_folders_are_safe_and_no_two_hosts_share_one(hosts: list[str]) -> None:
    hosts += [sitemap.folder(host) for host in hosts if sitemap.folder(host) not in hosts]
    folders = [sitemap.folder(host) for host in hosts]
    assert len(set(folders)) == len(hosts)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9.-]{0,199}", folder) and ".." not in folder for folder in folders)


def test_a_host_with_a_port_has_its_own_sitemaps() -> None:
    (part,) = sitemap.month("news.example:8080", "2025-02", [("https://news.example:8080/a", TIME)])
    assert re.fullmatch(r"sitemaps/news-example-8080-[0-9a-f]{32}-/2025-02\.xml", part.path)


def test_an_index_lists_each_sitemap_by_path() -> None:
    paths = ["sitemaps/b/2025-01.xml", "sitemaps/a/news.xml", "sitemaps/a/2025-02.xml", "sitemaps/a/2025-02-2.xml"]
    (index,) = sitemap.index([(path, TIME) for path in paths], site(url="https://example.org/f/"))
    assert locs([index]) == [f"https://example.org/f/{path}" for path in sorted(paths)]


def test_a_title_that_xml_cannot_hold_is_an_error() -> None:
    with pytest.raises(ValueError, match="XML compatible"):
        news(article(title="a\x08b"))
