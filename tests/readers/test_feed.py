"""Feeds in every dialect: whole, broken, cut off and hostile."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exporter.model import Paragraph, Record, Rejected, Stated
from exporter.readers import feed
from exporter.readers.feed import MAX_BYTES
from exporter.readers.feed_parsing import MAX_ELEMENTS, FeedError, items, local_name
from exporter.readers.patience import MAX_REJECTED
from exporter.readers.place import Found
from exporter.render import atom, rss
from tests.builders import article, feed_page, feeds, site
from tests.readers.shapes import PLACE

RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
 <title>Harbour Wire</title>
 <link>https://x.example/</link>
 <atom:link href="https://x.example/feed.rss" rel="self"/>
 <language>en-GB</language>
 <copyright>Harbour Press</copyright>
 <image><url>https://x.example/i.png</url><title>Not an item</title></image>
 <item>
  <title>Quay &amp; harbour</title>
  <link>https://x.example/1?a=1&amp;b=2</link>
  <guid isPermaLink="false">urn:1</guid>
  <pubDate>Fri, 14 Feb 2025 22:00:45 +0100</pubDate>
  <dc:creator><![CDATA[Mara Lindqvist]]></dc:creator>
  <dc:creator>Tom Oakes</dc:creator>
  <category>Ferries</category>
  <category domain="https://x.example/tags">Reed</category>
  <description>&lt;p&gt;In &lt;b&gt;short&lt;/b&gt;.&lt;/p&gt;</description>
  <content:encoded><![CDATA[<p>One &amp; two.</p><h2>Why</h2><p>Three.</p><script>x</script>]]></content:encoded>
  <media:group><media:content url="/1.jpg" medium="image"/></media:group>
  <enclosure url="https://x.example/1.mp3" length="1" type="audio/mpeg"/>
 </item>
 <item>
  <title>Only a teaser</title>
  <guid>https://x.example/2</guid>
  <dc:date>2025-02-15T08:00:00Z</dc:date>
  <author>tom@x.example (Tom Oakes)</author>
  <dc:language>nl</dc:language>
  <dc:rights>Tom Oakes</dc:rights>
  <description>The feed gives &lt;em&gt;no more&lt;/em&gt; than this.</description>
 </item>
</channel>
</rss>
"""
ATOM = b"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://x.example/news/"
 xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:xh="http://www.w3.org/1999/xhtml">
 <title>Harbour Wire</title>
 <id>urn:feed</id>
 <updated>2025-02-16T08:00:00Z</updated>
 <author><name>Harbour Wire</name></author>
 <author><name>Ann Reed</name></author>
 <rights>Harbour Press</rights>
 <at:deleted-entry ref="urn:0" when="2025-02-16T08:00:00Z"/>
 <entry>
  <title type="html">Quay &amp;amp; &lt;em&gt;harbour&lt;/em&gt;</title>
  <id>urn:1</id>
  <link rel="self" href="https://x.example/self"/>
  <link rel="alternate" type="application/pdf" href="1.pdf"/>
  <link rel="alternate" type="text/html" href="1"/>
  <published>2025-02-14T22:00:45+01:00</published>
  <updated>2025-02-15T22:00:45+01:00</updated>
  <author><name>Mara Lindqvist</name><uri>https://x.example/mara</uri></author>
  <category term="k1" label="Ferries"/><category term="Reed" scheme="https://x.example/tags"/>
  <summary type="text">1 &lt; 2</summary>
  <content type="xhtml"><xh:div><xh:p>One &amp; <xh:b>two</xh:b>.</xh:p><xh:h3>Why</xh:h3>
   <xh:p>Three.</xh:p></xh:div></content>
 </entry>
 <entry xml:lang="nl" xml:base="../other/">
  <title>Plain &lt;b&gt;</title>
  <id>urn:2</id>
  <link href="2"/>
  <updated>2025-02-15T08:00:00Z</updated>
  <content type="text">a &lt; b
and c</content>
 </entry>
 <entry>
  <title>Elsewhere</title>
  <id>https://x.example/3</id>
  <updated>2025-02-15T08:00:00Z</updated>
  <source><title>Cape Gazette</title><author><name>Tom Oakes</name></author></source>
  <summary type="html">&lt;p&gt;In short.&lt;/p&gt;</summary>
  <content type="audio/mpeg" src="3.mp3"/>
 </entry>
</feed>
"""
RDF = b"""<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [ ]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
 <channel rdf:about="https://x.example/"><title>Harbour Wire</title><link>https://x.example/</link>
  <dc:language>en</dc:language>
  <items><rdf:Seq><rdf:li rdf:resource="https://x.example/1"/></rdf:Seq></items></channel>
 <item rdf:about="https://x.example/1"><title>Quay</title><dc:date>2025-02-14</dc:date><dc:subject>Ferries</dc:subject>
  <description>One.</description></item>
</rdf:RDF>
"""
OLD = b"""<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Harbour Wire</title><link>https://x.example/</link>
<item><title>Quay</title><link>/1</link><pubDate>2025-02-14</pubDate>
<description>Caf&eacute; &#233;</description></item>
</channel></rss>
"""


def read(data: bytes, **place: str) -> list[Found]:
    return list(feed.read(replace(PLACE, **place), io.BytesIO(data)))


def outcome(found: list[Found]) -> list[tuple[int, str]]:
    """Number and code of each; of a record its title."""
    return [(one.title_line, one.title) if isinstance(one, Record) else (one.line, one.code) for one in found]


def record(found: Found) -> Record:
    assert isinstance(found, Record), found
    return found


def item(number: int, inner: str = "") -> str:
    return (
        f"<item><title>t{number}</title><link>https://x.example/{number}</link><pubDate>2025-02-14</pubDate>"
        f"<description>Text {number}.{inner}</description></item>"
    )


def rss_of(*items: str, head: str = "") -> bytes:
    return f"{head}<rss version='2.0'><channel>{''.join(items)}</channel></rss>".encode()


def test_an_item_of_rss_says_all_of_this():
    full, teaser = map(record, read(RSS))
    assert (full.title, full.url, full.time) == (
        "Quay & harbour",
        "https://x.example/1?a=1&b=2",
        "Fri, 14 Feb 2025 22:00:45 +0100",
    )
    assert (full.lines, full.subheads, full.pure, full.format) == (("One & two.", "Why", "Three."), (1,), True, "feed")
    assert full.stated == Stated(
        authors=("Mara Lindqvist", "Tom Oakes"),
        keywords=("Ferries", "Reed"),
        language="en-GB",
        summary="In short.",
        image="https://x.example/1.jpg",
        rights="Harbour Press",
    )
    assert (teaser.url, teaser.time) == ("https://x.example/2", "2025-02-15T08:00:00Z")
    assert teaser.lines == ("The feed gives no more than this.",)
    assert teaser.stated == Stated(authors=("Tom Oakes",), language="nl", rights="Tom Oakes")
    assert (full.title_line, teaser.title_line) == (1, 2)


def test_an_entry_of_atom_says_all_of_this():
    first, second, third = map(record, read(ATOM))
    assert (first.title, first.url, first.time) == (
        "Quay & harbour",
        "https://x.example/news/1",
        "2025-02-14T22:00:45+01:00",
    )
    assert (first.lines, first.subheads) == (("One & two.", "Why", "Three."), (1,))
    assert first.stated == Stated(
        modified="2025-02-15T22:00:45+01:00",
        authors=("Mara Lindqvist",),
        keywords=("Ferries", "Reed"),
        language="en",
        summary="1 < 2",
        rights="Harbour Press",
    )
    assert (second.title, second.url, second.lines) == ("Plain <b>", "https://x.example/other/2", ("a < b", "and c"))
    assert second.stated is not None
    assert (second.stated.authors, second.stated.language) == (("Ann Reed",), "nl")
    assert (third.url, third.lines) == ("https://x.example/3", ("In short.",))
    assert third.stated is not None
    assert (third.stated.authors, third.stated.publisher, third.stated.summary) == (("Tom Oakes",), "Cape Gazette", "")


@pytest.mark.parametrize(("data", "lines"), [(RDF, ("One.",)), (OLD, ("Café é",))], ids=["RSS 1.0", "RSS 0.91"])
def test_older_feeds_are_read(data, lines):
    [found] = map(record, read(data))
    assert (found.title, found.url, found.time) == ("Quay", "https://x.example/1", "2025-02-14")
    assert found.lines == lines


def test_rss_1_keeps_its_language_in_the_channel_beside_the_items():
    [found] = map(record, read(RDF))
    assert found.stated == Stated(keywords=("Ferries",), language="en")


def test_a_single_entry_is_a_feed_of_one():
    entry = ATOM[ATOM.index(b"<entry xml:lang") :].split(b"</entry>")[0] + b"</entry>"
    alone = entry.replace(b"<entry", b'<entry xmlns="http://www.w3.org/2005/Atom"').replace(
        b'href="2"', b'href="https://x.example/2"'
    )
    assert outcome(read(alone)) == [(1, "Plain <b>")]


@pytest.mark.parametrize("format", [rss, atom])
def test_the_projects_own_feeds_can_be_read(format):  # noqa: A002
    body = (Paragraph("The quay is open & dry."), Paragraph("What now?", subhead=True), Paragraph("a < b <b>c</b>"))
    one, other = article(1, body=body, authors=("Mara Lindqvist",)), article(2, keywords=("Ferries",), language="nl")
    first, second = map(record, read(format.render(feed_page(one, other), site(), feeds())))
    assert (first.title, first.url) == (one.title, one.url)
    assert first.lines == tuple(paragraph.text for paragraph in body)
    assert first.subheads == (1,)
    assert first.stated is not None
    assert second.stated is not None
    assert first.stated.authors == ("Mara Lindqvist",)
    assert (second.stated.keywords, second.stated.language) == (("Harbour", "Ferries"), "nl")


@pytest.mark.parametrize(
    ("left_out", "code"),
    [
        (b"<title>t1</title>", "no-title"),
        (b"<link>https://x.example/1</link>", "no-url"),
        (b"<pubDate>2025-02-14</pubDate>", "no-time"),
        (b"<description>Text 1.</description>", "no-text"),
    ],
)
def test_what_an_item_lacks_is_told_and_the_rest_goes_on(left_out, code):
    assert outcome(read(rss_of(item(1), item(2)).replace(left_out, b"", 1))) == [(1, code), (2, "t2")]


@pytest.mark.parametrize("data", [RSS, ATOM, RDF, OLD], ids=["RSS", "Atom", "RSS 1.0", "RSS 0.91"])
def test_of_a_feed_that_is_cut_the_whole_items_count(data):
    whole = outcome(read(data))
    end = len(data.rstrip())
    for length in range(data.index(b">", data.index(b"<rss" if b"<rss" in data else b"<")) + 200, end):
        found = outcome(read(data[:length]))
        assert found[-1][1] in ("truncated", "bad-xml")
        assert found[:-1] == whole[: len(found) - 1]
    assert outcome(read(data[: end - 1])) == [*whole, (len(whole) + 1, "truncated")]


@pytest.mark.parametrize("data", [b"", b" \n", rss_of(), rss_of("<title>x</title>")])
def test_a_feed_without_items_is_empty(data):
    assert outcome(read(data)) == [(1, "empty")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"no xml at all", "bad-xml"),
        (b"<html><body><p>x</p></body></html>", "not-an-article"),
        (b"<urlset/>", "not-an-article"),
        (b"\x89PNG\r\n\x1a\n\0\0", "binary"),
        (b"\x80\x81\xff" * 9, "undecodable"),
        (b"<", "bad-xml"),
        (b"<!--", "bad-xml"),
    ],
)
def test_what_is_no_feed_is_told(data, code):
    assert outcome(read(data)) == [(1, code)]


def test_items_before_a_fault_count():
    assert outcome(read(rss_of(item(1), "<item><title>x</titel></item>", item(3)))) == [(1, "t1"), (2, "bad-xml")]
    assert outcome(read(rss_of(item(1)) + b"<more/>")) == [(1, "t1"), (2, "bad-xml")]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("R&D", "R&D"),
        ("a &nbsp;b", "a b"),
        ("caf&eacute;", "café"),
        ("&lt;p&gt;kept &amp;amp; sound&lt;/p&gt;", "kept & sound"),
        ("&unknown;", "&unknown;"),
        ("a\x0bb\x00c", "abc"),
        ("a&#8;b&#xFFFF;c&#x110000;", "abc"),
        ("<![CDATA[https://x.example/?a=1&b=2]]>", "https://x.example/?a=1&b=2"),
        ("&#233; & &#xe9;", "é & é"),
    ],
)
def test_what_programs_write_wrong_is_put_right(written, read_as):
    first, second, third = map(record, read(rss_of(item(1), item(2, " & " + written), item(3))))
    assert (first.title, third.title) == ("t1", "t3")
    assert " ".join(second.lines) == "Text 2. & " + read_as


def test_nothing_may_stand_before_the_declaration_and_still_does():
    assert outcome(read(rss_of(item(1), head="\n\n<?xml version='1.0' encoding='utf-8'?>"))) == [(1, "t1")]


def test_a_prefix_without_a_namespace_is_no_obstacle():
    assert outcome(read(rss_of(item(1, "</description><media:x>1</media:x><description>"), item(2)))) == [
        (1, "t1"),
        (2, "t2"),
    ]


@pytest.mark.parametrize("name", ["xh:p", "xh:1p", "x:y:p", "x-y", "_p"])
def test_elements_within_a_text_may_be_called_anything(name):
    data = ATOM.replace(b"xh:p>", name.encode() + b">").replace(b' xmlns:xh="http://www.w3.org/1999/xhtml"', b"")
    assert " ".join(record(read(data)[0]).lines).startswith("One & two.")


@pytest.mark.parametrize("prefix", [b"dc", b"content"])
def test_the_usual_prefixes_are_understood_where_a_feed_forgot_to_declare_them(prefix):
    first = record(read(RSS.replace(b"xmlns:" + prefix, b"xmlns:no"))[0])
    assert first.stated is not None
    assert (first.stated.authors, first.lines[0]) == (("Mara Lindqvist", "Tom Oakes"), "One & two.")


@pytest.mark.parametrize(
    ("head", "codec", "declared", "encoding"),
    [
        ("<?xml version='1.0' encoding='windows-1252'?>", "cp1252", "", "cp1252"),
        ("<?xml version='1.0' encoding='iso-8859-1'?>", "iso-8859-1", "", "iso8859-1"),
        ("<?xml version='1.0'?>", "utf-16", "", "utf-16-le"),
        ("<?xml version='1.0'?>", "utf-8-sig", "", "utf-8"),
        ("<?xml version='1.0' encoding='utf-8'?>", "cp1252", "", "cp1252"),
        ("<?xml version='1.0' encoding='nonsense'?>", "utf-8", "", "utf-8"),
        ("<?xml version='1.0' encoding='punycode'?>", "utf-8", "", "utf-8"),
        ("", "cp1252", "cp1252", "cp1252"),
    ],
)
def test_encodings_are_read_as_declared_or_as_found(head, codec, declared, encoding):
    data = rss_of(item(1, " à l’été" if "8859" not in head else " à la mer"), head=head)
    data = data.replace(b"x.example", b"news.fr").decode().encode(codec)
    [found] = map(record, read(data, encoding=declared))
    assert found.lines[0].startswith("Text 1. à l")
    assert found.encoding == encoding


BOMB = "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "head",
    [
        BOMB + "]>",
        "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>",
        "<!DOCTYPE rss [<!ENTITY % a SYSTEM 'http://x.example/a.dtd'> %a;]>",
        "<!DOCTYPE rss [<!ELEMENT rss ANY>]>",
    ],
)
def test_entities_and_declarations_are_refused(head):
    assert outcome(read(rss_of(item(1, "&a;"), head=head))) == [(1, "bad-xml")]


def test_no_file_is_read_for_an_entity(tmp_path):
    secret = tmp_path / "secret.dtd"
    secret.write_text("<!ENTITY a 'SECRET'>")
    found = read(rss_of(item(1, "&a;"), head=f"<!DOCTYPE rss SYSTEM '{secret.as_uri()}'>"))
    assert "SECRET" not in repr(found)


def test_what_is_over_the_limit_is_not_held():
    assert outcome(read(b" " * (MAX_BYTES + 1))) == [(1, "too-large")]


@pytest.mark.parametrize(
    ("data", "last"),
    [
        (rss_of(item(1), "<a/>" * (MAX_ELEMENTS + 1)), (2, "too-large")),
        (rss_of(item(1), "<item>" + "<a/>" * (MAX_ELEMENTS + 1) + "</item>"), (2, "too-large")),
        (rss_of("<a>" * 100_000), (1, "bad-xml")),
        (rss_of("<item/>" * 100_000), (MAX_REJECTED, "not-an-article")),
        (rss_of("<a/>" * 90_000, "<item><title>x</title></item>" * 30_000), (MAX_REJECTED, "no-time")),
        (rss_of(item(1, "&lt;b" * 1_000_000)), (1, "t1")),
        (rss_of(item(1) + "<![CDATA[" * 500_000), (2, "truncated")),
        (rss_of("<item " + " ".join(f"a{n}=''" for n in range(100_000)) + "/>"), (1, "not-an-article")),
    ],
    ids=["outside", "inside", "deep", "items", "both", "tags", "cdata", "attributes"],
)
def test_hostile_feeds_are_read(data, last):
    """Each in some seconds; what is quadratic would never end."""
    assert outcome(read(data))[-1] == last


def test_items_that_were_given_leave_the_tree():
    data = rss_of(*(item(number, "x" * 10_000) for number in range(100)))
    beside = []
    for one in items(data):
        parent = one.getparent()
        assert parent is not None
        beside.append(len(parent))
    assert len(beside) == 100
    assert max(beside) <= 9  # what a piece of 64 KiB holds, and the one before


@pytest.mark.parametrize("fault", ["&nbsp;", "R&D a;", "\x0b", "</x>", "&#8;"])
def test_a_fault_ends_the_items_at_once_also_one_that_the_parser_keeps_to_itself(fault):
    given = []
    with pytest.raises(FeedError) as caught:
        given.extend(local_name(one) for one in items(rss_of(item(1), item(2, fault), *map(item, range(3, 9)))))
    assert caught.value.code == "bad-xml"
    assert given == ["item"]


PIECES = st.sampled_from(
    [
        *(
            "<rss>",
            "</rss>",
            "<channel>",
            "<item>",
            "</item>",
            "<title>",
            "</title>",
            "t",
            "&amp;",
            "&x;",
            "&",
            "<",
            ">",
        ),
        *(
            "<feed xmlns='http://www.w3.org/2005/Atom'>",
            "<entry>",
            "</entry>",
            "<content type='xhtml'>",
            "<link href='[",
        ),
        *("<![CDATA[", "]]>", "<?xml version='1.0'?>", "<!DOCTYPE rss [", "\0", "é", item(1)),
    ]
)


@given(st.binary(max_size=100) | st.lists(PIECES, max_size=20).map(lambda pieces: "".join(pieces).encode()))
def test_any_bytes_give_something_and_never_an_error(data):
    found = read(data)
    assert found
    assert all(isinstance(one, Record | Rejected) for one in found)


def test_what_wordpress_puts_below_each_text_is_no_text():
    link = '<a href="https://a.example/1">Quay</a>'
    text = f"<![CDATA[<p>Open.</p><p>The post {link} appeared first on {link}.</p>]]>"
    head = "<title>Quay</title><link>https://a.example/1</link><pubDate>Fri, 14 Feb 2025 22:00:45 +0100</pubDate>"
    [found] = read(rss_of(f"<item>{head}<description>{text}</description></item>"))
    assert found.lines == ("Open.",)
