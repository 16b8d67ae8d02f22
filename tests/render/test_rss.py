"""RSS documents, as independent readers see them and as feedgen would have written them."""

import subprocess
import sys
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import unescape

import fastfeedparser
import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exporter.model import Article, Paragraph, Publisher
from exporter.render import FEED_FORMATS, VERSIONS, rss
from tests.builders import article, feed, feed_page, feeds, site, utc
from tests.render import feedgen_entries
from tests.render.texts import blocks, bodies, moments, texts, undamaged

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
ATOM_LINK = "{http://www.w3.org/2005/Atom}link"

VERSION_1 = """\
<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" \
xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0"><channel>\
<title>Harbour Wire</title>\
<link>https://www.example.org/</link>\
<description>News of an invented harbour</description>\
<atom:link href="https://feeds.example.org/feed.rss" rel="self" type="application/rss+xml"/>\
<copyright>© Harbour Press</copyright>\
<docs>https://www.rssboard.org/rss-specification</docs>\
<generator>exporter</generator>\
<language>en</language>\
<lastBuildDate>Fri, 14 Feb 2025 21:00:45 GMT</lastBuildDate>\
<atom:link href="https://feeds.example.org/archive/000001.rss" rel="prev-archive" type="application/rss+xml"/>
<item>\
<title>Quay 1 reopens</title>\
<link>https://news.example/artikel/1-kade</link>\
<description>The quay is open again.</description>\
<content:encoded>&#x3C;p&gt;The quay is open again.&#x3C;/p&gt;
&#x3C;p&gt;Ships came back &#x26;amp; moored.&#x3C;/p&gt;</content:encoded>\
<guid isPermaLink="false">urn:uuid:00000000-0000-5000-8000-000000000001</guid>\
<category>Harbour</category>\
<category>Ferries</category>\
<dc:creator>Jo &#x26; Co</dc:creator>\
<dc:creator>Ada</dc:creator>\
<dc:language>nl</dc:language>\
<dc:rights>© Jo</dc:rights>\
<pubDate>Fri, 14 Feb 2025 21:00:45 GMT</pubDate>\
</item>
</channel></rss>
"""


def render(*articles: Article, **changes: object) -> bytes:
    return rss.render(feed_page(*articles, path="feed.rss", **changes), site(), feeds())


def items(document: bytes) -> list[etree._Element]:
    return etree.fromstring(document).findall("channel/item")


def test_these_are_the_bytes_of_version_1_so_that_others_need_another_number() -> None:
    full = article(authors=("Jo & Co", "Ada"), language="nl", keywords=("Ferries",), rights="© Jo")
    assert render(full, previous="archive/000001.rss").decode() == VERSION_1
    assert (FEED_FORMATS["rss"].version, VERSIONS["feed"], VERSIONS["archive"]) == (1, 1, 1)


def test_splicing_gives_the_bytes_that_feedgen_gives_for_the_whole() -> None:
    shown = (
        article(2, language="nl", title="]]> & <b>", authors=("Jo",), updated=utc("2025-03-01T00:00:00")),
        article(1, body=(), keywords=("Ferries",), rights="© 🚢"),
    )
    page = feed_page(*shown, path="archive/2.rss", previous="archive/1.rss", archive=True, current="feed.rss")
    whole = rss.generator(page, site(), utc("2025-03-01T00:00:00"))
    for one in shown:
        whole.add_entry(feedgen_entries.item(one, site(), feeds(), "en"), order="append")
    assert rss.render(page, site(), feeds()) == rss.character_data(whole.rss_str()) + b"\n"


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
    [item] = items(
        render(
            article(
                title=title,
                summary=summary,
                authors=tuple(authors),
                body=body,
                sections=(),
                keywords=tuple(tags),
                published=moment,
            )
        )
    )
    assert item.findtext("title") == title
    assert unescape(item.findtext("description")) == summary
    assert blocks(item.findtext(CONTENT)) == [("h2" if part.subhead else "p", part.text) for part in body]
    assert [creator.text for creator in item.findall(f"{DC}creator")] == (authors or ["Example News"])
    assert [tag.text for tag in item.findall("category")] == tags
    assert parsedate_to_datetime(item.findtext("pubDate")) == moment


@given(texts().filter(undamaged), texts().filter(undamaged))
def test_feedparser_never_stumbles(title: str, summary: str) -> None:
    given_article = article(title=title, summary=summary)
    read = feedparser.parse(render(given_article), response_headers={"content-type": "application/rss+xml"})
    assert not read.bozo
    [entry] = read.entries
    assert (entry.id, entry.link, entry.guidislink) == (given_article.id, given_article.url, False)
    assert [blocks(content.value) for content in entry.content] == [
        [("p", "The quay is open again."), ("p", "Ships came back & moored.")]
    ]
    assert unescape(entry.summary) == summary
    if entry.title_detail.type == "text/plain":  # what looks like HTML it treats as such, whatever RSS says
        assert entry.title == title


def test_feedparser_and_a_second_reader_agree_on_an_item() -> None:
    document = render(article(title="Fish & chips < 3", authors=("Ada", "Jo"), keywords=("Ferries",)))
    [entry] = feedparser.parse(document).entries
    assert (entry.title, [author.name for author in entry.authors]) == ("Fish & chips < 3", ["Ada", "Jo"])
    assert [tag.term for tag in entry.tags] == ["Harbour", "Ferries"]
    assert entry.published_parsed[:6] == (2025, 2, 14, 21, 0, 45)
    [second] = fastfeedparser.parse(document).entries
    assert (second.id, second.link, second.title) == (article().id, article().url, "Fish & chips < 3")
    assert second.published == "2025-02-14T21:00:45+00:00"


def test_a_plain_title_is_escaped_as_the_profile_says_and_once() -> None:
    assert b"<title>Fish &#x26; &#x3C;chips&gt; &#x26;amp;</title>" in render(article(title="Fish & <chips> &amp;"))


def test_a_summary_is_html_because_readers_take_description_for_html() -> None:
    [item] = items(render(article(summary="Fish & <chips>")))
    assert item.findtext("description") == "Fish &amp; &lt;chips&gt;"


def test_the_description_comes_before_the_full_text() -> None:
    [item] = items(render())
    names = [child.tag for child in item]
    assert names.index("description") + 1 == names.index(CONTENT)


def test_without_a_summary_the_full_text_is_the_description() -> None:
    [item] = items(render(article(summary="")))
    assert blocks(item.findtext("description")) == [
        ("p", "The quay is open again."),
        ("p", "Ships came back & moored."),
    ]
    assert item.find(CONTENT) is None


def test_a_summary_feed_has_no_full_text() -> None:
    [item] = items(rss.render(feed_page(), site(), feeds(content="summary")))
    assert (item.findtext("description"), item.find(CONTENT)) == ("The quay is open again.", None)


def test_what_core_elements_say_is_not_said_again_and_author_is_left_to_addresses() -> None:
    [item] = items(render(article(authors=("Ada",), language="nl", rights="©")))
    assert [child.tag for child in item] == [
        *("title", "link", "description", CONTENT, "guid", "category"),
        *(f"{DC}creator", f"{DC}language", f"{DC}rights", "pubDate"),
    ]
    assert item.find("guid").get("isPermaLink") == "false"


@pytest.mark.parametrize(
    ("moment", "worded"),
    [
        ("2025-02-14T21:00:45", "Fri, 14 Feb 2025 21:00:45 GMT"),
        ("2024-02-29T00:00:00", "Thu, 29 Feb 2024 00:00:00 GMT"),
        ("1066-10-04T09:05:07", "Thu, 04 Oct 1066 09:05:07 GMT"),
    ],
)
def test_dates_are_english_gmt_with_the_right_weekday(moment: str, worded: str) -> None:
    document = render(article(published=utc(moment), updated=utc(moment)))
    assert items(document)[0].findtext("pubDate") == worded
    assert etree.fromstring(document).findtext("channel/lastBuildDate") == worded


def test_no_date_is_worded_by_feedgen_which_asks_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    document = render()
    for module in ("feedgen.feed", "feedgen.entry"):
        monkeypatch.setattr(f"{module}.formatRFC2822", lambda _: "vr, 14 feb 2025 21:00:45 +0000")
    assert render() == document


def test_the_channel_links_to_the_site_although_other_links_are_added() -> None:
    channel = etree.fromstring(render(previous="archive/000001.rss"))[0]
    assert channel.findtext("link") == "https://www.example.org/"
    assert [dict(link.attrib) for link in channel.findall(ATOM_LINK)] == [
        {"href": "https://feeds.example.org/feed.rss", "rel": "self", "type": "application/rss+xml"},
        {
            "href": "https://feeds.example.org/archive/000001.rss",
            "rel": "prev-archive",
            "type": "application/rss+xml",
        },
    ]


def test_the_channel_always_has_a_description() -> None:
    section = feed(kind="section", title="Sea")
    documents = (render(feed=section), rss.render(feed_page(), site(description=""), feeds()))
    assert [etree.fromstring(one).findtext("channel/description") for one in documents] == ["Sea", "Harbour Wire"]


def test_a_name_from_a_dump_is_no_markup_in_the_description_of_a_channel() -> None:
    section = feed(kind="section", folder="sections/x/", title="Sea & <b>shore</b>")
    channel = etree.fromstring(render(feed=section)).find("channel")
    assert channel.findtext("title") == "Sea & <b>shore</b>"
    assert channel.findtext("description") == "Sea & &lt;b>shore&lt;/b>"


def test_items_keep_the_order_of_the_page_and_come_after_all_metadata() -> None:
    document = render(article(3), article(1), article(2), archive=True, current="feed.rss")
    names = [etree.QName(child).localname for child in etree.fromstring(document)[0]]
    assert names == [
        *("title", "link", "description", "link", "copyright", "docs", "generator", "language", "lastBuildDate"),
        *("link", "archive", "item", "item", "item"),
    ]
    assert [item.findtext("title") for item in items(document)] == [
        "Quay 3 reopens",
        "Quay 1 reopens",
        "Quay 2 reopens",
    ]


def test_each_item_is_on_a_line_of_its_own_and_no_value_has_white_space_around_it() -> None:
    document = render(article(2, body=()), article(1, body=()))
    assert [line[:6] for line in document.splitlines()] == [b"<?xml ", b"<rss x", b"<item>", b"<item>", b"</chan"]
    leaves = [element.text or "" for element in etree.fromstring(document).iter() if not len(element)]
    assert leaves == [text.strip() for text in leaves]


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"authors": ("Ada", "Jo")}, ["Ada", "Jo"]),
        ({}, ["Example News"]),
        ({"publisher": None}, ["Harbour Press"]),
        ({"publisher": Publisher(name="Quay Press")}, ["Quay Press"]),
    ],
)
def test_an_item_is_by_its_authors_else_its_publisher_else_that_of_the_tree(
    changes: dict[str, object], names: list[str]
) -> None:
    [item] = items(render(article(**changes)))
    assert [creator.text for creator in item.iterfind(f"{DC}creator")] == names


def test_the_size_limit_is_kept_to_the_byte() -> None:
    page = feed_page(article(3), article(2), article(1))
    whole = rss.render(page, site(), feeds())
    assert rss.render(page, site(), feeds(max_bytes=len(whole))) == whole
    less = rss.render(page, site(), feeds(max_bytes=len(whole) - 1))
    assert less == rss.render(feed_page(article(3), article(2)), site(), feeds())


def test_the_channel_is_as_new_as_the_newest_change_shown_and_never_as_the_clock() -> None:
    document = render(article(2), article(1, updated=utc("2025-04-01T12:00:00")))
    assert etree.fromstring(document).findtext("channel/lastBuildDate") == "Tue, 01 Apr 2025 12:00:00 GMT"


@pytest.mark.parametrize("text", ["nul\x00", "escape\x1b", "not\ufffe", "half\ud83d"])
def test_an_illegal_character_is_refused_naming_the_article(text: str) -> None:
    bad = article(summary=text)
    with pytest.raises(ValueError, match=r"XML compatible|surrogates") as caught:
        render(bad)
    assert caught.value.__notes__ == [f"while rendering article {bad.id} ({bad.url})"]


def test_a_process_that_draws_nothing_else_can_draw_rss():
    """What else is drawn loads lxml.etree, which a part of feedgen takes for loaded."""
    done = subprocess.run([sys.executable, "-c", "import exporter.render.rss"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
