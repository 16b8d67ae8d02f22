"""Pages for people, as a parser of HTML finds them. What a browser makes of them: tests/serve/test_browser.py."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from jinja2 import UndefinedError
from lxml import etree, html
from msgspec.structs import replace

from exporter.model import Feed, Publisher
from exporter.render import VERSIONS, page
from exporter.render.page import History, Listed, Page, Period
from tests.builders import article, feed, feeds, site, utc
from tests.render.texts import texts

HISTORY = History(
    utc("2025-01-03T00:00:00"), "month", (Period(utc("2025-01-01T00:00:00"), 1), Period(utc("2025-02-01T00:00:00"), 3))
)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><svg onload=alert(1)>",
    "{{ site.title }} {% raw %}",
    "' autofocus onfocus='alert(1)",
    "<!-- & &amp; &#60;b&#62; -->",
)


def shown(**changes: Any) -> Page:
    plain = Page(feed(), "Harbour Wire", "index.html", (article(),), HISTORY, utc("2025-02-14T21:00:45"))
    return replace(plain, **changes)


def listed(number: int, title: str, kind: Any = "section") -> Listed:
    folder = f"sections/{number}/" if kind == "section" else f"{number}/"
    return Listed(Feed(f"urn:uuid:{number}", kind, folder, title), title, f"{folder}index.html", number)


def drawn(one: Page, **settings: Any) -> Any:
    """The document, read as HTML."""
    return html.document_fromstring(page.render(one, settings.pop("site", site()), feeds(**settings)).decode())


def links(document: Any) -> list[str]:
    """Everything that the document points to."""
    return [str(value) for value in document.xpath("//@href | //@src | //@action | //@data")]


def said(document: Any, path: str) -> list[str]:
    """The text of what is found, white space as shown."""
    return [" ".join(element.text_content().split()) for element in document.xpath(path)]


# What a page says


def test_it_says_what_this_is_how_much_there_is_and_when_it_last_changed() -> None:
    document = drawn(shown())
    assert said(document, "//h1") == ["Harbour Wire"]
    assert said(document, "//p[@class='lede']") == ["News of an invented harbour"]
    assert said(document, "//p[@class='facts']/span") == [
        "4 articles since 3 January 2025",
        "Last changed 14 February 2025, 21:00 UTC",
        "Published by Harbour Press",
    ]
    assert document.xpath("//p[@class='facts']//time/@datetime") == ["2025-02-14T21:00:45Z"]


@pytest.mark.parametrize(
    ("formats", "names"),
    [
        (("atom", "rss", "json"), ["Atom", "RSS", "JSON Feed"]),
        (("json",), ["JSON Feed"]),
        (("rss", "atom"), ["RSS", "Atom"]),
    ],
)
def test_it_names_each_format_once_for_people_and_once_for_readers_the_first_first(
    formats: Any, names: list[str]
) -> None:
    document = drawn(shown(), formats=formats, archives=())
    paths = [f"feed.{name}" for name in formats]
    assert said(document, "//ul[@class='buttons']/li") == names
    assert document.xpath("//ul[@class='buttons']//@href") == paths
    assert document.xpath("//link[@rel='alternate']/@href") == paths
    assert document.xpath("//link[@rel='alternate']/@title") == [f"Harbour Wire ({name})" for name in names]
    assert said(document, "//p[@class='address']") == [f"https://feeds.example.org/{paths[0]}"]


def test_autodiscovery_gives_media_types_and_the_selections_after_the_feed_itself() -> None:
    document = drawn(shown(selections=(listed(1, "Tugs", "selection"),), sections=(listed(2, "Sea"),)))
    alternates = document.xpath("//head/link[@rel='alternate']")
    assert [(one.get("type"), one.get("href")) for one in alternates] == [
        ("application/atom+xml", "feed.atom"),
        ("application/rss+xml", "feed.rss"),
        ("application/feed+json", "feed.json"),
        ("application/atom+xml", "1/feed.atom"),
        ("application/rss+xml", "1/feed.rss"),
        ("application/feed+json", "1/feed.json"),
    ]


def test_headlines_stand_under_their_day_with_summary_host_and_sections_the_newest_first() -> None:
    sea = listed(7, "Harbour")
    articles = (
        article(3, published=utc("2025-02-15T01:00:00"), title="Third", summary="", sections=("Elsewhere",)),
        article(2, published=utc("2025-02-14T09:05:00"), title="Second"),
        article(1, published=utc("2025-02-14T08:00:00"), title="First"),
    )
    document = drawn(shown(articles=articles, sections=(sea,)))
    assert said(document, "//h3/time") == ["15 February 2025", "14 February 2025"]
    assert said(document, "//section[@class='day'][2]//h4/a") == ["Second", "First"]
    assert said(document, "//section[@class='day'][2]//li[1]/p") == [
        "The quay is open again.",
        "09:05 UTC news.example Harbour",
    ]
    assert document.xpath("//p[@class='meta']/a/@href") == ["sections/7/index.html"] * 2
    assert said(document, "//section[@class='day'][1]//li/p") == ["01:00 UTC news.example Elsewhere"]


def test_the_page_of_a_section_leads_back_and_does_not_repeat_its_name_at_each_article() -> None:
    section = feed(kind="section", folder="sections/harbour/", title="Harbour Wire: Harbour")
    document = drawn(shown(feed=section, title="Harbour", path="sections/harbour/index.html"))
    assert said(document, "//h1") == ["Harbour"]
    assert said(document, "//p[@class='meta']") == ["21:00 UTC news.example"]
    assert document.xpath("//link[@rel='canonical']/@href") == ["https://feeds.example.org/sections/harbour/index.html"]
    assert document.xpath("//link[@rel='stylesheet']/@href") == ["../../assets/style.css"]
    assert document.xpath("//link[@rel='alternate']/@href")[0] == "../../sections/harbour/feed.atom"
    assert "../../index.html" in links(document)
    assert document.xpath("//*[@id='data']") == []


def test_sections_come_with_their_formats_the_largest_first_and_smaller_ones_without() -> None:
    document = drawn(shown(sections=tuple(listed(number, f"S{number}") for number in range(1, 31))))
    assert said(document, "//ul[@class='listed']/li/a")[:2] == ["S30", "S29"]
    assert said(document, "//ul[@class='listed']/li[1]") == ["S30 30 Atom RSS JSON"]
    assert said(document, "//ul[@class='compact']/li") == [f"S{number} {number}" for number in range(6, 0, -1)]


def test_what_can_be_downloaded_is_what_there_is() -> None:
    document = drawn(shown(downloads=("feeds.opml", "data/dataset.jsonld", "sitemap-1.xml")))
    assert said(document, "//section[@id='data']//dt") == [
        "dataset.jsonld",
        "sitemap-1.xml",
        "feeds.opml",
        "feed.atom",
        "feed.rss",
        "feed.json",
    ]
    nothing = drawn(shown())
    assert said(nothing, "//section[@id='data']//dt") == ["feed.atom", "feed.rss", "feed.json"]
    assert not {"feeds.opml", "sitemap.xml", "data/dataset.jsonld"} & set(links(nothing))


def test_the_picture_has_a_name_a_description_and_the_same_numbers_as_a_table() -> None:
    document = drawn(shown(history=replace(HISTORY, earlier=1200)))
    [picture] = document.xpath("//figure/svg")
    assert picture.get("role") == "img"
    assert [document.get_element_by_id(one).text for one in picture.get("aria-labelledby").split()] == [
        "Articles by month",
        "From January 2025 to February 2025; the most, 3, in February 2025. The table below has every number.",
    ]
    rows = [[cell.text for cell in row] for row in document.xpath("//figure//tr")]
    assert rows == [
        ["Month", "Articles"],
        ["February 2025", "3"],
        ["January 2025", "1"],
        ["Before January 2025", "1,200"],
    ]
    assert picture.xpath("./path/@d") == ["M1 100v-34h8v34zM11 100v-100h8v100z"]


def test_one_day_of_articles_makes_no_picture() -> None:
    assert drawn(shown(history=replace(HISTORY, periods=HISTORY.periods[1:]))).xpath("//svg[@role='img']") == []


# Languages


@pytest.mark.parametrize(
    ("language", "attributes"),
    [
        ("en", {}),
        ("nl", {"lang": "nl"}),
        ("ar", {"lang": "ar", "dir": "rtl"}),
        ("he-IL", {"lang": "he-IL", "dir": "rtl"}),
        ("uz-Arab", {"lang": "uz-Arab", "dir": "rtl"}),
        ("ku-Latn", {"lang": "ku-Latn"}),
        ("und", {"lang": "", "dir": "auto"}),
    ],
)
def test_headline_and_summary_say_their_language_and_direction(language: str, attributes: dict[str, str]) -> None:
    document = drawn(shown(articles=(article(language=language),)))
    [heading] = document.xpath("//h4")
    assert dict(heading.attrib) == attributes
    assert dict(heading.getnext().attrib) == attributes
    assert document.get("lang") == "en"


def test_the_title_is_in_the_language_of_the_site_or_of_the_selection() -> None:
    dutch = site(language="nl")
    assert drawn(shown(feed=feed(language="")), site=dutch).xpath("//h1/@lang") == ["nl"]
    german = feed(kind="selection", folder="deutsch/", language="de")
    assert drawn(shown(feed=german, path="deutsch/index.html"), site=dutch).xpath("//h1/@lang") == ["de"]


# Hostile and empty input


def everywhere(text: str) -> Any:
    """A document that says this text wherever it can."""
    section = listed(1, text)
    selection = replace(section, feed=replace(section.feed, description=text))
    return drawn(
        shown(
            feed=feed(title=text, description=text),
            title=text,
            articles=(article(title=text, summary=text, sections=(text,)),),
            sections=(section,),
            selections=(selection,),
        ),
        site=site(title=text, rights=text, publisher=Publisher(text)),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_wherever_it_stands(text: str) -> None:
    document, harmless = everywhere(text), everywhere("Harmless")
    assert said(document, "//h4/a") == said(document, "//h1") == said(document, "//head/title") == [text]
    assert [(one.tag, one.keys()) for one in document.iter()] == [(one.tag, one.keys()) for one in harmless.iter()]
    assert links(document) == links(harmless)


@given(title=texts(), summary=texts(), section=texts())
def test_whatever_an_article_says_is_shown_as_it_is_and_changes_no_element(
    title: str, summary: str, section: str
) -> None:
    document = drawn(
        shown(articles=(article(title=f"T{title}"[:200], summary=f"S{summary}", sections=(f"X{section}"[:50],)),))
    )
    assert said(document, "//h4/a") == [" ".join(f"T{title}"[:200].split())]
    assert said(document, "//h4/following-sibling::p[1]") == [" ".join(f"S{summary}".split())]
    assert [str(tag.tag) for tag in document.iter()] == [str(tag.tag) for tag in drawn(shown()).iter()]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//evil.example/", "vbscript:x"]
)
def test_what_is_no_web_address_is_never_a_link(url: str) -> None:
    document = drawn(shown(articles=(article(url=url),)))
    assert said(document, "//h4") == ["Quay 1 reopens"]
    assert not [link for link in links(document) if link.casefold().startswith(url.casefold())]


def test_without_sections_publisher_description_home_or_rights_nothing_is_said_of_them() -> None:
    bare = site(publisher=None, description="", home="", rights="")
    document = drawn(shown(articles=(article(sections=(), summary=""),)), site=bare)
    assert document.xpath("//footer | //*[@id='sections'] | //*[@id='selections'] | //*[@class='lede']") == []
    assert [
        target
        for target in document.xpath("//a/@href[starts-with(., '#')]")
        if not document.xpath(f"//*[@id='{target[1:]}']")
    ] == []
    assert said(document, "//p[@class='facts']/span")[2:] == []


def test_a_name_that_the_template_misspells_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        page._environment().from_string("{{ misspelt }}").render()


# Size


@pytest.mark.parametrize(
    "text",
    ["W" * 1000, "& " * 500, '"' * 1000, "\U0001f6a2" * 1000, "ساحل " * 200],
    ids=["long", "&", "quotes", "4 bytes", "Arabic"],
)
def test_no_page_is_over_its_limit_whatever_it_has_to_show(text: str) -> None:
    one = article(title=text, summary=text[:300], url="https://news.example/" + "a" * 2000, sections=(text, text, text))
    page_of_all = shown(
        feed=feed(title=text),
        title=text,
        articles=(one,) * page.HEADLINES,
        sections=tuple(listed(number, f"{number} {text}") for number in range(500)),
        selections=tuple(listed(number, f"{number} {text}", "selection") for number in range(100)),
        history=History(utc("1900-01-01T00:00:00"), "month", (Period(utc("2025-01-01T00:00:00"), 10**9),) * 120),
    )
    data = page.render(page_of_all, site(), feeds())
    assert len(data) <= page.MAX_BYTES
    html.document_fromstring(data.decode())
    assert b"too many for this page" in data


def test_a_page_of_ordinary_size_has_all_there_is() -> None:
    articles = tuple(
        article(number, published=utc("2025-02-14T00:00:00") - timedelta(hours=number))
        for number in range(page.HEADLINES)
    )
    document = drawn(
        shown(articles=articles, sections=tuple(listed(number, f"Section {number}") for number in range(300)))
    )
    assert len(document.xpath("//h4")) == page.HEADLINES
    assert len(document.xpath("//*[@id='sections']//li")) == 300


# The same bytes, and under which policy


def test_a_page_has_no_script_no_inline_style_and_nothing_from_elsewhere() -> None:
    document = drawn(shown(sections=(listed(1, "S"),), downloads=("feeds.opml",)))
    assert (
        document.xpath("//script | //style | //@style | //@*[starts-with(name(), 'on')] | //form | //iframe | //img")
        == []
    )
    loaded = document.xpath("//link[@rel='stylesheet' or @rel='icon']/@href")
    assert loaded == ["assets/icon.svg", "assets/style.css"]
    [policy] = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"


def test_no_asset_loads_anything() -> None:
    assets = dict(page.assets())
    assert assets.keys() == {path for path, _ in page.ASSETS}
    assert b"url(" not in assets["assets/style.css"]
    assert b"@import" not in assets["assets/style.css"]
    assert etree.fromstring(assets["assets/icon.svg"]).xpath("//@*[local-name() = 'href']") == []


def test_the_same_arguments_give_the_same_bytes_and_every_page_ends_in_one_line_end() -> None:
    assert page.render(shown(), site(), feeds()) == page.render(shown(), site(), feeds())
    data = page.render(shown(), site(), feeds())
    assert data.startswith(b"<!DOCTYPE html>\n")
    assert data.endswith(b"</html>")
    assert (VERSIONS["page"], VERSIONS["front-page"], VERSIONS["asset"]) == (1, 1, 1)
