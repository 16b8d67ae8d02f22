"""Atom documents, as independent readers see them and as feedgen would have written them."""

from datetime import UTC, datetime

import fastfeedparser
import feedparser
import pytest
from feedgen.entry import FeedEntry
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exporter.model import Article, FeedPage, Paragraph, Publisher
from exporter.render import FEED_FORMATS, VERSIONS, atom
from tests.builders import SHARED, article, feed, feed_page, feeds, site, utc
from tests.render import feedgen_entries
from tests.render.texts import blocks, bodies, moments, texts, undamaged

A = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

VERSION_1 = """\
<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\
<id>urn:uuid:11111111-0000-5000-8000-000000000001</id>\
<title>Harbour Wire</title>\
<updated>2025-02-14T21:00:45+00:00</updated>\
<author><name>Harbour Press</name><uri>https://www.example.org/</uri></author>\
<link href="https://feeds.example.org/feed.atom" rel="self" type="application/atom+xml"/>\
<link href="https://www.example.org/" rel="alternate" type="text/html"/>\
<link href="https://feeds.example.org/archive/000001.atom" rel="prev-archive" type="application/atom+xml"/>\
<generator>exporter</generator>\
<rights>© Harbour Press</rights>\
<subtitle>News of an invented harbour</subtitle>
<entry xml:lang="nl">\
<id>urn:uuid:00000000-0000-5000-8000-000000000001</id>\
<title>Quay 1 reopens</title>\
<updated>2025-02-14T21:00:45+00:00</updated>\
<author><name>Jo &amp; Co</name></author>\
<author><name>Ada</name></author>\
<content type="html">&lt;p&gt;The quay is open again.&lt;/p&gt;
&lt;p&gt;Ships came back &amp;amp; moored.&lt;/p&gt;</content>\
<link href="https://news.example/artikel/1-kade" rel="alternate" type="text/html"/>\
<summary type="text">The quay is open again.</summary>\
<category term="Harbour"/>\
<category term="Ferries"/>\
<published>2025-02-14T21:00:45+00:00</published>\
<rights>© Jo</rights>\
</entry>
</feed>
"""


def render(*articles: Article, **changes: object) -> bytes:
    return atom.render(feed_page(*articles, **changes), site(), feeds())


def test_these_are_the_bytes_of_version_1_so_that_others_need_another_number() -> None:
    full = article(authors=("Jo & Co", "Ada"), language="nl", keywords=("Ferries",), rights="© Jo")
    assert render(full, previous="archive/000001.atom").decode() == VERSION_1
    assert (FEED_FORMATS["atom"].version, VERSIONS["feed"], VERSIONS["archive"]) == (1, 1, 1)


def test_splicing_gives_the_bytes_that_feedgen_gives_for_the_whole() -> None:
    shown = (
        article(2, language="nl", title="]]> & <b>", authors=("Jo",), updated=utc("2025-03-01T00:00:00")),
        article(1, body=(), keywords=("Ferries",), rights="© 🚢"),
    )
    page = feed_page(*shown, previous="archive/000001.atom", archive=True, current="feed.atom")
    whole = atom.generator(page, site(), utc("2025-03-01T00:00:00"))
    for one in shown:
        whole.add_entry(feedgen_entries.entry(one, site(), feeds(), "en"), order="append")
    assert atom.render(page, site(), feeds()) == whole.atom_str() + b"\n"


def test_feedgen_still_loses_the_attributes_of_entry_links() -> None:
    """When this fails, its issue 135 is fixed: then `feedgen_entries.Entry` need not write them any more."""
    entry = FeedEntry()
    entry.id("urn:x")
    entry.title("x")
    entry.link(href="https://news.example/", rel="alternate", type="text/html")
    assert dict(entry.atom_entry().find("link").attrib) == {"href": "https://news.example/"}


def test_the_schema_of_rfc_4287_accepts_every_kind_of_entry() -> None:
    schema = SHARED / "schemas" / "atom.rng"
    if not schema.exists():
        pytest.skip(f"no {schema}: the Atom schema lies beside the project, not in it")
    valid = etree.RelaxNG(file=str(schema))
    bare = article(2, body=(), summary="", publisher=None, sections=(), language="und")
    page = feed_page(article(3, language="nl", authors=("Jo",), rights="x"), bare, archive=True, next="archive/2.atom")
    for content in ("full", "summary"):
        document = etree.fromstring(atom.render(page, site(publisher=None), feeds(content=content)))
        assert valid.validate(document), valid.error_log
        document.remove(document.find(f"{A}id"))
        assert not valid.validate(document)


@given(st.lists(texts(), min_size=2, max_size=4), bodies(), st.lists(texts(20), max_size=3, unique=True), moments())
def test_a_parser_reads_back_what_was_in_the_article(
    words: list[str], body: tuple[Paragraph, ...], tags: list[str], moment: datetime
) -> None:
    title, summary, *authors = words
    [entry] = etree.fromstring(
        render(
            article(
                title=title,
                summary=summary,
                authors=tuple(authors),
                body=body,
                sections=tuple(tags),
                published=moment,
                updated=moment,
            )
        )
    ).iterfind(f"{A}entry")
    assert (entry.findtext(f"{A}title"), entry.findtext(f"{A}summary")) == (title, summary)
    assert [name.text for name in entry.iterfind(f"{A}author/{A}name")] == (authors or ["Example News"])
    assert [tag.get("term") for tag in entry.iterfind(f"{A}category")] == tags
    assert [datetime.fromisoformat(entry.findtext(f"{A}{name}")) for name in ("published", "updated")] == [moment] * 2
    content = entry.find(f"{A}content")
    assert content.get("type") == "html"
    assert blocks(content.text) == [("h2" if part.subhead else "p", part.text) for part in body]


@given(st.lists(texts().filter(undamaged), min_size=4, max_size=4), bodies(), moments())
def test_feedparser_never_stumbles_and_reads_the_same(
    words: list[str], body: tuple[Paragraph, ...], moment: datetime
) -> None:
    title, summary, author, tag = words
    given_article = article(
        title=title, summary=summary, authors=(author,), sections=(tag,), body=body, published=moment, updated=moment
    )
    read = feedparser.parse(render(given_article), response_headers={"content-type": "application/atom+xml"})
    assert not read.bozo
    [entry] = read.entries
    assert (entry.id, entry.link) == (given_article.id, given_article.url)
    assert (entry.title, entry.title_detail.type) == (title, "text/plain")
    assert (entry.summary, entry.summary_detail.type) == (summary, "text/plain")
    assert ([one.name for one in entry.authors], [one.term for one in entry.tags]) == ([author], [tag])
    assert [datetime(*parsed[:6], tzinfo=UTC) for parsed in (entry.published_parsed, entry.updated_parsed)] == [
        moment
    ] * 2
    assert [content.type for content in entry.content] == ["text/html"]


def test_an_edit_moves_updated_and_leaves_published() -> None:
    root = etree.fromstring(render(article(updated=utc("2025-04-01T12:00:00"))))
    assert root.findtext(f"{A}entry/{A}published") == "2025-02-14T21:00:45+00:00"
    assert root.findtext(f"{A}entry/{A}updated") == "2025-04-01T12:00:00+00:00"


def test_a_second_reader_agrees() -> None:
    read = fastfeedparser.parse(render(article(title="Fish & <chips>", authors=("Ada",))))
    [entry] = read.entries
    assert (entry.id, entry.link, entry.title) == (article().id, article().url, "Fish & <chips>")
    assert (entry.author, entry.published) == ("Ada", "2025-02-14T21:00:45+00:00")


def test_the_feed_names_itself_its_site_and_its_author() -> None:
    root = etree.fromstring(atom.render(feed_page(path="sections/x/feed.atom"), site(home=""), feeds()))
    links = [(link.get("rel"), link.get("href")) for link in root.findall(f"{A}link")]
    assert links == [
        ("self", "https://feeds.example.org/sections/x/feed.atom"),
        ("alternate", "https://feeds.example.org/"),
    ]
    assert root.findtext(f"{A}author/{A}name") == "Harbour Press"


def test_without_a_publisher_the_feed_is_by_its_title() -> None:
    root = etree.fromstring(atom.render(feed_page(article(publisher=None)), site(publisher=None), feeds()))
    assert root.findtext(f"{A}author/{A}name") == "Harbour Wire"
    assert root.find(f"{A}entry/{A}author") is None


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"authors": ("Ada", "Jo")}, ["Ada", "Jo"]),
        ({}, ["Example News"]),
        ({"publisher": None}, ["Harbour Press"]),
        ({"authors": ("Ada",), "publisher": None}, ["Ada"]),
        ({"publisher": Publisher(name="Quay Press")}, ["Quay Press"]),
    ],
)
def test_an_entry_is_by_its_authors_else_its_publisher_else_that_of_the_tree(
    changes: dict[str, object], names: list[str]
) -> None:
    root = etree.fromstring(render(article(**changes)))
    assert [name.text for name in root.iterfind(f"{A}entry/{A}author/{A}name")] == names


def test_the_feed_is_as_new_as_the_newest_change_shown_and_never_as_the_clock() -> None:
    shown = (article(2, published=utc("2025-03-01T00:00:00"), updated=utc("2025-03-01T00:00:00")), article(1))
    edited = (shown[0], article(1, updated=utc("2025-04-01T12:00:00")))
    assert etree.fromstring(render(*shown)).findtext(f"{A}updated") == "2025-03-01T00:00:00+00:00"
    assert etree.fromstring(render(*edited)).findtext(f"{A}updated") == "2025-04-01T12:00:00+00:00"


def test_what_the_size_limit_drops_does_not_date_the_feed() -> None:
    shown = (article(2), article(1, updated=utc("2025-04-01T12:00:00")))
    root = etree.fromstring(atom.render(feed_page(*shown), site(), feeds(max_bytes=1)))
    assert [entry.findtext(f"{A}id") for entry in root.iterfind(f"{A}entry")] == [shown[0].id]
    assert root.findtext(f"{A}updated") == "2025-02-14T21:00:45+00:00"


def test_the_size_limit_is_kept_to_the_byte() -> None:
    page = feed_page(article(3), article(2), article(1))
    whole = atom.render(page, site(), feeds())
    assert atom.render(page, site(), feeds(max_bytes=len(whole))) == whole
    less = atom.render(page, site(), feeds(max_bytes=len(whole) - 1))
    assert less == atom.render(feed_page(article(3), article(2)), site(), feeds())


def test_entries_keep_the_order_of_the_page_and_come_after_all_metadata() -> None:
    root = etree.fromstring(render(article(3), article(1), article(2), archive=True, current="feed.atom"))
    names = [etree.QName(child).localname for child in root]
    assert names == [
        *("id", "title", "updated", "author", "link", "link", "link", "generator", "rights", "subtitle", "archive"),
        *("entry", "entry", "entry"),
    ]
    assert [entry.findtext(f"{A}title") for entry in root.iterfind(f"{A}entry")] == [
        "Quay 3 reopens",
        "Quay 1 reopens",
        "Quay 2 reopens",
    ]


def test_each_entry_is_on_a_line_of_its_own_and_no_value_has_white_space_around_it() -> None:
    document = render(article(2, body=()), article(1, body=()))
    assert [line[:6] for line in document.splitlines()] == [b"<?xml ", b"<feed ", b"<entry", b"<entry", b"</feed"]
    leaves = [element.text or "" for element in etree.fromstring(document).iter() if not len(element)]
    assert leaves == [text.strip() for text in leaves]


def test_a_language_is_said_of_the_feed_and_of_the_entries_that_differ() -> None:
    shown = (article(3, language="nl"), article(2, language="en"), article(1, language="und"))
    root = etree.fromstring(atom.render(feed_page(*shown, feed=feed(language="")), site(language="en"), feeds()))
    assert root.get(XML_LANG) == "en"
    assert [entry.get(XML_LANG) for entry in root.iterfind(f"{A}entry")] == ["nl", None, None]


def test_in_a_feed_of_one_language_the_entries_need_not_say_it() -> None:
    page = feed_page(article(language="nl"), feed=feed(language="nl"))
    root = etree.fromstring(atom.render(page, site(language="en"), feeds()))
    assert (root.get(XML_LANG), root.find(f"{A}entry").get(XML_LANG)) == ("nl", None)


def test_a_summary_feed_has_the_summary_and_no_content() -> None:
    [entry] = etree.fromstring(atom.render(feed_page(), site(), feeds(content="summary"))).iterfind(f"{A}entry")
    assert (entry.find(f"{A}content"), entry.findtext(f"{A}summary")) == (None, "The quay is open again.")
    assert entry.find(f"{A}link").get("rel") == "alternate"


def test_an_article_without_a_body_is_still_an_entry_with_a_link() -> None:
    [entry] = etree.fromstring(render(article(body=(), summary=""))).iterfind(f"{A}entry")
    assert [etree.QName(child).localname for child in entry] == [
        *("id", "title", "updated", "author", "link", "category", "published"),
    ]


def test_a_tag_that_is_a_section_and_a_keyword_is_one_category() -> None:
    root = etree.fromstring(render(article(sections=("Harbour", "Sea"), keywords=("Ferries", "Harbour"))))
    assert [tag.get("term") for tag in root.iterfind(f"{A}entry/{A}category")] == ["Harbour", "Sea", "Ferries"]


def test_only_the_main_feed_is_described_by_the_site() -> None:
    section = feed(kind="section", title="Sea")
    described = feed(kind="selection", title="Sea", description="All of the sea")
    subtitles = [etree.fromstring(render(feed=one)).findtext(f"{A}subtitle") for one in (feed(), section, described)]
    assert subtitles == ["News of an invented harbour", None, "All of the sea"]


@pytest.mark.parametrize("text", ["nul\x00", "escape\x1b", "vertical\x0btab", "not\ufffe", "half\ud83d"])
def test_an_illegal_character_is_refused_naming_the_article(text: str) -> None:
    for bad in (article(title=text), article(url=f"https://news.example/{text}"), article(body=(Paragraph(text),))):
        with pytest.raises(ValueError, match=r"XML compatible|surrogates") as caught:
            render(bad)
        assert caught.value.__notes__ == [f"while rendering article {bad.id} ({bad.url})"]


def test_the_clock_decides_nothing() -> None:
    """feedgen dates a feed by the microsecond unless told otherwise."""
    assert render() == render()


def test_the_same_id_is_in_the_subscription_document_and_in_the_archive() -> None:
    pages: tuple[FeedPage, ...] = (feed_page(), feed_page(path="archive/000001.atom", archive=True))
    ids = [etree.fromstring(atom.render(page, site(), feeds())).findtext(f"{A}id") for page in pages]
    assert ids == [feed().id, feed().id]
