"""The rules of each format: a valid document has no fault, and each way to spoil it is told, by where and what."""

import gzip
import re
from pathlib import Path

import pytest

from exporter import grammar
from exporter.grammar import content
from exporter.grammar.dispatch import rules_of
from exporter.grammar.tags import MAX_DEPTH
from tests.golden_tree import GOLDEN
from tests.grammar.documents import ARTICLE, documents, shard

TREE = GOLDEN / "tree"
VALID = documents()
MONTH, NEWS = "sitemaps/news.example/2025-02.xml", "sitemaps/news.example/news.xml"
ID1, ID2 = (f"urn:uuid:00000000-0000-5000-8000-00000000000{number}" for number in (1, 2))
SELF = '<link href="https://feeds.example.org/feed.atom" rel="self" type="application/atom+xml"/>'

BROKEN: dict[str, list[tuple[str, str, str]]] = {}
BROKEN["feed.atom"] = [
    ("<?xml", "\n<?xml", "before the XML declaration"),
    ("<?xml", "\ufeff<?xml", "before the XML declaration"),
    ("<?xml version='1.0' encoding='UTF-8'?>\n", "", "no XML declaration"),
    ("UTF-8", "ISO-8859-1", "declared as 'ISO-8859-1'"),
    ("\n<feed", "\n<!DOCTYPE feed [<!ENTITY a 'b'>]>\n<feed", "a DOCTYPE"),
    ("Harbour Wire", "Harbour & Wire", "not well-formed"),
    ("Harbour Wire", "Harbour&nbsp;Wire", "not well-formed"),
    ("Harbour Wire", "Harbour&#8;Wire", "not well-formed"),
    ("Harbour Wire", "Harbour\x08Wire", "not well-formed"),
    ("</feed>", "", "not well-formed"),
    ("http://www.w3.org/2005/Atom", "https://www.w3.org/2005/Atom", "is the root, which must be <feed>"),
    ("<id>urn:uuid:1", "<id/><id>urn:uuid:1", "<feed> has 2 <id>, and must have one"),
    ("<title>Harbour Wire</title>", "", "<feed> has no <title>, and must have one"),
    ("<title>Harbour Wire</title>", "<title> </title>", "<title> is empty"),
    ("<title>Harbour Wire", "<title>Harbour <b>Wire</b>", "where only text may stand"),
    ("<title>Harbour", '<title type="html">Harbour', "of type 'html': here it is plain text"),
    ("<rights>", "<rights/><rights>", "has 2 <rights>, and may have one"),
    ("<generator>", "<speed/><generator>", "<speed> has no place in <feed>"),
    ("<generator>", "loose<generator>", "holds text between its elements"),
    ('xml:lang="en"', 'xml:lang="e n"', "no language tag as xml:lang"),
    ('xml:lang="en"', 'xml:base="https://a.example/"', "xml:base"),
    ("<generator>", '<generator speed="1">', "an attribute 'speed' that there is not"),
    ("+00:00</updated>", "</updated>", "is no RFC 3339 time"),
    ("2025-02-15T08:00:00+00:00</updated><author>", "2025-02-15T08:00:00Z </updated><author>", "is no RFC 3339 time"),
    ("2025-02-15T08:00:00+00:00</updated><author>", "2025-02-30T08:00:00Z</updated><author>", "a time that never was"),
    ("2025-02-15T08:00:00+00:00</updated><author>", "1025-02-15T08:00:00Z</updated><author>", "outside the years"),
    ("2025-02-15T08:00:00+00:00</updated><author>", "2025-02-15T08:00:00-00:00</updated><author>", "in which zone"),
    (
        "2025-02-15T08:00:00+00:00</updated><author>",
        "2025-02-16T08:00:00Z</updated><author>",
        "and the newest in it at",
    ),
    ("<published>2025-02-14T22:00:00", "<published>2025-02-14T23:00:00", "updated before it was published"),
    ("<id>urn:uuid:11", "<id>URN:UUID:11", "is no urn:uuid:"),
    ("<id>urn:uuid:1", "<id>11", "is no absolute IRI"),
    (ID1, ID2, "is there twice"),
    (ID1, "urn:uuid:11111111-0000-5000-8000-000000000001", "is the feed and one of its entries"),
    (SELF, "", "no link to itself: self is ''"),
    (SELF, SELF * 2, "has 2 links self"),
    (SELF, SELF.replace("feed.atom", "other.atom"), "no link to itself"),
    (SELF, SELF.replace("atom+xml", "xml"), "but not as application/atom+xml"),
    (SELF, SELF.replace("self", "next-archive") + SELF, "that only pages of an archive have"),
    ("https://hub.example/", "hub", "a hub that is no absolute IRI"),
    ('href="https://news', 'href="//news', "no absolute IRI as href"),
    ('rel="hub"', 'rel=""', "a rel that is neither a name nor an IRI"),
    ('type="text/html"/>', 'type="html"/>', "no media type as type"),
    ('type="text/html"/>', 'hreflang="e n"/>', "no language tag as hreflang"),
    ('type="text/html"/>', 'length="-1"/>', "a length that is no number"),
    ('rel="alternate" type="text/html"/><summary', 'rel="related"/><summary', ""),
    ("<summary", '<link href="https://a.example/" rel="alternate" type="text/html"/><summary', "two alternate links"),
    ("<summary", '<link href="https://a.example/" rel="prev-archive"/><summary', "that belongs to the feed"),
    ("<name>Harbour Press</name>", "", "<author> has no <name>"),
    ("<name>Harbour Press", "<name>", "<name> is empty"),
    ("<uri>https://www.example.org/", "<uri>www.example.org", "<uri> is no absolute IRI"),
    ("<uri>https://www.example.org/</uri>", "<email>nobody</email>", "no e-mail address"),
    ('<category term="Harbour"/>', "<category/>", "<category> has no term"),
    ('term="Harbour"', 'term="Harbour" scheme="x y"', "a scheme that is no absolute IRI"),
    ('type="html"', 'type="xhtml"', "only html and text are"),
    ('<content type="html">', '<content src="https://a.example/">', "is elsewhere"),
    ('<content type="html">', '<content type="html"><p/>', "where only text may stand"),
    ("&lt;p&gt;The", "&lt;script&gt;The", "<script> is not allowed"),
    ("&lt;p&gt;The", '&lt;p onclick="x"&gt;The', "onclick is not allowed on <p>"),
    ("&lt;p&gt;The", '&lt;a href="javascript:x"&gt;The', "no absolute http, https or mailto address"),
    ("&lt;p&gt;The", '&lt;a href="/kade"&gt;The', "no absolute http, https or mailto address"),
    ("&lt;p&gt;The", "&lt; The", "a < that begins no tag"),
    ("&lt;/p&gt;", "", "<p> is left open"),
    ("&lt;/h2&gt;", "&lt;/p&gt;", "closes what is not open"),
    ("<rights>© Harbour Press</rights>", "", ""),
    ("</feed>", "<rights>late</rights></feed>", "stands behind an entry"),
]
BROKEN["archive/000002.atom"] = [
    ("<fh:archive/>", "", "does not say that it is archived"),
    ("archive/000002.atom", "archive/000004.atom", "no link to itself"),
    ("archive/000001.atom", "archive/000004.atom", "should have a link prev-archive to archive/000001.atom"),
    ("archive/000003.atom", "archive/000004.atom", "should have a link next-archive to archive/000003.atom"),
    (
        "https://feeds.example.org/feed.atom",
        "https://other.example/feed.atom",
        "should have a link current to feed.atom",
    ),
    (
        "<generator>",
        '<link href="https://hub.example/" rel="hub"/><generator>',
        "nobody waits for a page of an archive",
    ),
    ('when="2025-02-15T08:00:00Z"', 'when="2025-02-15"', "is no RFC 3339 time"),
    ('when="2025-02-15T08:00:00Z"', 'when="2025-03-15T08:00:00Z"', "and the newest in it at"),
    ('when="2025-02-15T08:00:00Z"/>', 'when="2025-02-15T08:00:00Z" why="x"/>', "an attribute 'why'"),
    ('ref="urn:uuid:00000000-0000-5000-8000-000000000003"', 'ref="3"', "no id as ref"),
    ('ref="urn:uuid:00000000-0000-5000-8000-000000000003"', f'ref="{ID2}"', "both alive and withdrawn"),
]
GUID = '<guid isPermaLink="false">'
BROKEN["feed.rss"] = [
    ('version="2.0"', 'version="0.92"', "<rss> of version 2.0"),
    ("</channel>", "</channel><channel/>", "must hold one <channel>"),
    ("<title>Harbour Wire</title>", "", "<channel> has no <title>"),
    ("<description>News of an invented harbour", "<description>", "<description> is empty"),
    ("<language>en", "<language>English, mostly", "no language tag"),
    ("<docs>https:", "<docs>", "no absolute URL"),
    ("<docs>", "<speed>1</speed><docs>", "<speed> has no place in <channel>"),
    ("Sat, 15 Feb", "Sun, 15 Feb", "was no Sun"),
    ("Sat, 15 Feb 2025 08:00:00 GMT", "2025-02-15T08:00:00Z", "no RFC 822 time"),
    ("Sat, 15 Feb 2025 08:00:00 GMT", "za, 15 feb 2025 08:00:00 GMT", "no RFC 822 time"),
    ("Sat, 15 Feb 2025 08:00:00 GMT", "Sat, 15 Feb 25 08:00:00 GMT", "no RFC 822 time"),
    ("Sat, 15 Feb 2025 08:00:00 GMT", "Thu, 13 Feb 2025 08:00:00 GMT", "built before its newest item"),
    ("</channel>", "<copyright>x</copyright></channel>", "says something of itself behind its first item"),
    ('<atom:link href="https://feeds', '<atom:link href="feeds', "has no absolute URL as href"),
    ('rel="self" type="application/rss+xml"', 'rel="self" type="text/xml"', "a type that is not that of the document"),
    (GUID, '<guid isPermaLink="true">', "must say isPermaLink"),
    (GUID, "<guid>", "must say isPermaLink"),
    (ID1, "https://news.example/artikel/1-kade", "is no urn:uuid:"),
    (ID1, ID2, "is there twice"),
    ("<link>https://news.example/artikel/2-kade</link>", "", "<item> has no <link>"),
    ("<link>https://news.example/artikel/2-kade</link>", "<link>/artikel/2-kade</link>", "no absolute URL"),
    ("<pubDate>Fri, 14 Feb 2025 22", "<pubDate>Sat, 14 Feb 2025 22", "was no Sat"),
    ("<pubDate>", "<dc:date>2025-02-14T22:00:00Z</dc:date><pubDate>", "<pubDate> and <dc:date>"),
    ("<dc:creator>", "<author>a@b.example</author><dc:creator>", "<author> and <dc:creator>"),
    ("<category>Harbour", "<category>", "<category> is empty"),
    ("<description>The quay is open again.</description>", "", "full text before its description"),
    ("&#x3C;p&gt;The", "&#x3C;iframe&gt;The", "<iframe> is not allowed"),
    (
        "<pubDate>",
        '<enclosure url="https://a.example/a.mp3" length="-1" type="audio/mpeg"/><pubDate>',
        "a length in bytes",
    ),
]
BROKEN["archive/000002.rss"] = [("<fh:archive/>", "", "does not say that it is archived")]
BROKEN["feed.json"] = [
    ("{", "[", "no JSON"),
    ('"items"', '"things"', "the feed has no list of items"),
    ("version/1.1", "version/1", "version is"),
    ('"title": "Harbour Wire",', "", "the feed has no title"),
    ('"title": "Harbour Wire"', '"title": null', "title has a value of the wrong type"),
    ('"title": "Harbour Wire"', '"title": ""', "title is empty"),
    ('"language": "en"', '"language": "English, mostly"', "no language tag"),
    ('"language": "en"', '"speed": 1', "a member 'speed' that there is not"),
    ('"https://www.example.org/"', '"www.example.org"', "home_page_url is no absolute URL"),
    ("org/feed.json", "org/other.json", "feed_url is not where it lies"),
    ('"language": "en"', '"next_url": "https://feeds.example.org/feed.json"', "next_url is the feed itself"),
    ('"WebSub",', '"WebSub","speed":1,', "hub 1 has a member 'speed'"),
    (f'"id":"{ID2}"', '"id":2', "item 1: id has a value of the wrong type"),
    (f'"id":"{ID2}",', "", "item 1 has no id"),
    (ID2, ID1, "is there twice"),
    ("2025-02-14T22:00:00Z", "2025-02-14 22:00", "date_published: '2025-02-14 22:00' is no RFC 3339 time"),
    ('"date_modified":"2025-02-14T22', '"date_modified":"2025-02-13T22', "modified before it was published"),
    ('"tags":["Harbour"]', '"tags":[1]', "a tag is no text"),
    ('"tags":["Harbour"]', '"tags":[]', "tags is empty"),
    ('{"name":"Example News","url":"https://news.example/"}', "{}", "author 1 has no name"),
    ('"url":"https://news.example/"}', '"url":"news"}', "author 1: url is no absolute URL"),
    ("content_html", "content_htm", "neither content_html nor content_text"),
    ("<p>The", '<p style=\\"x\\">The', "style is not allowed on <p>"),
]
BROKEN[ARTICLE] = [
    ("https://schema.org", "http://schema.org", "@context is"),
    ('"NewsArticle"', '"Article"', "@type is 'Article'"),
    (ID1, ID2, "belong to another path"),
    (ID1, "1", "its @id is no urn:uuid:"),
    ('"datePublished": "2025-02-14', '"datePublished": "2025-02-13', "belong to another path"),
    ('"headline": "Quay 1 reopens",', "", "the article has no headline"),
    ('"url": "https://news.example/artikel/1-kade"', '"url": "news"', "url is no absolute URL"),
    ('"@id": "https://news.example/artikel/1-kade"', '"@id": "https://news.example/"', "not the WebPage of its url"),
    ('"dateModified": "2025-02-15', '"dateModified": "2025-02-13', "modified before it was published"),
    ('"dateModified": "2025-02-15T08:00:00Z"', '"dateModified": "15.2.2025"', "dateModified: '15.2.2025' is no"),
    ('"inLanguage": "en"', '"inLanguage": "e n"', "no language tag"),
    ('"@type": "Person"', '"@type": "Robot"', "author 1 is no Organization"),
    ('"name": "Mara Lindqvist"', '"name": "Mara Lindqvist", "jobTitle": "Editor"', "a member 'jobTitle'"),
    ('"https://news.example/"', '"news.example"', "publisher: url is no absolute URL"),
    ('"Harbour"\n', '""\n', "articleSection 1 is no text"),
    ('"wordCount": 12', '"wordCount": 0', "wordCount is 0"),
    ("\\u0026", "&", "must be written as an escape"),
    ("The quay", "The </script> quay", "must be written as an escape"),
    ('"copyrightNotice"', '"license": "https://a.example/",\n "copyrightNotice"', "a license and a copyrightNotice"),
    ('"wordCount": 12', '"wordCount": 12, "identifier": []', "a member 'identifier' that there is not"),
]
BROKEN["data/dataset.jsonld"] = [
    ("data/dataset.jsonld", "data/other.jsonld", "its @id is not where it lies"),
    ('"value": 2', '"value": 3', "says that there are 3 articles, its shards 2"),
    ('"dateModified": "2025-02-15', '"dateModified": "2025-02-16', "not that of its newest shard"),
    (
        '"temporalCoverage": "2025-02-14",\n "size"',
        '"temporalCoverage": "2025",\n "size"',
        "from its first day to its last",
    ),
    (".jsonl.gz", ".json.gz", "contentUrl is no shard of its day"),
    ("data/2025-02-14", "data/2025-02-13", "contentUrl is no shard of its day"),
    ("application/x-ndjson", "application/json", "encodingFormat must be"),
    ('"sha256": "', '"sha256": "x', "sha256 is no digest"),
    ('"contentSize": "', '"contentSize": "-', "contentSize is no number of bytes"),
    ('"DataDownload"', '"MediaObject"', "distribution 1 is no DataDownload"),
    ('"articles"\n   }', '"rows"\n   }', "counts no articles"),
    ('"Organization"', '"Harbour"', "creator is no Organization"),
    ("News of an invented", "<News> of an invented", "must be written as an escape"),
    (
        '"size": {',
        '"hasPart": [{"@type": "DataFeed", "@id": "1", "name": "a"}],\n "size": {',
        "its @id is no urn:uuid:",
    ),
]
BROKEN["data/gone.jsonl"] = [
    (
        "urn:uuid:00000000-0000-5000-8000-000000000004",
        "urn:uuid:00000000-0000-5000-8000-000000000003",
        "is there twice",
    ),
    ('"2025-02-16T', '"2025-02-14T', "not in the order"),
    ("000004.jsonld", "000005.jsonld", "its path is not that of its article"),
    ("urn:uuid:11111111", "urn:11111111", "feeds 1 is no urn:uuid:"),
    ("2025-02-16T08:00:00Z", "yesterday", "row 2: when:"),
    ('"sequence":3', '"sequence":0', "its sequence is 0"),
    ('"sequence":3', '"sequence":"3"', "sequence has a value of the wrong type"),
    ('["bb', '["', "keys 1 is no SHA-256"),
    ('"reason":"a name"', '"author":"a name"', "a member 'author'"),
    ("https://news", "news", "url is no absolute URL"),
]
BROKEN["data/gone.map"] = [
    (" 1;", " 0;", "no path and 1"),
    ("/articles", '"/a b/articles', "no path and 1"),
    (".jsonld 1", ".jsonld; return 200 1", "no path and 1"),
    ("1;\n", "1;", "the last line has no end"),
]
BROKEN[MONTH] = [
    ("sitemap/0.9", "sitemap/0.84", "must be <urlset>"),
    ("<loc>https://news.example/artikel/1-kade</loc>", "", "<url> has no <loc>"),
    ("https://news.example/artikel/1-kade", "/artikel/1-kade-kade", "no absolute URL"),
    ("https://news.example/artikel/1-kade", "https://news.example/artikel/é", "in ASCII"),
    ("https://news.example/artikel/1-kade", "http://a.nl", "11 characters, and may have 12 to 2047"),
    ("https://news.example/artikel/1-kade", "https://news.example/" + 2048 * "x", "2069 characters"),
    ("artikel/1-kade", "artikel/2-kade", "twice"),
    ("news.example/artikel/1", "other.example/artikel/1", "of several hosts"),
    ("2025-02-15T08:00:00Z", "2025-02-15T08:00:00", "no RFC 3339 time"),
    ("<lastmod>2025-02-15T08:00:00Z</lastmod>", "", "has no <lastmod>"),
    ("<lastmod>", "<priority>1</priority><lastmod>", "has no place in <url>"),
    ("<url>", "<url>loose", "holds text between its elements"),
    ("<url>", "<sitemap/><url>", "is no <url>"),
]
BROKEN[NEWS] = [
    ("<news:language>en", "<news:language>en-GB", "no ISO 639 code"),
    ("<news:name>Example News", "<news:name>Example (News)", "has parentheses"),
    ("<news:title>Quay 2 reopens</news:title>", "", "must hold <publication>, <publication_date> and <title>"),
    ("<news:title>Quay 2 reopens", "<news:title>", "<title> is empty"),
    ("<news:language>nl</news:language>", "", "must hold <name>, then <language>"),
    ("<news:publication_date>2025-02-14T22:00:00Z", "<news:publication_date>now", "no RFC 3339 time"),
]
BROKEN["sitemap.xml"] = [
    ("<loc>https:", "<loc>", "no absolute URL"),
]
BROKEN["feeds.opml"] = [
    ('version="2.0"', 'version="1.0"', "<opml> of version 2.0"),
    ("<head>\n  <title>Harbour Wire</title>\n </head>", "", "must hold <head>, then <body>"),
    ("<title>Harbour Wire</title>", "", "<head> has no <title>"),
    ('text="Harbour"', "", "has no text"),
    ('title="Harbour"', "", "has no title"),
    ('type="rss"', 'type="atom"', "must be of type rss"),
    ('xmlUrl="https:', 'xmlUrl="', "an absolute xmlUrl"),
    ('htmlUrl="https:', 'htmlUrl="', "htmlUrl that is no absolute URL"),
    ('language="en"', 'language="e n"', "no language tag"),
    ('language="en"', 'speed="1"', "an attribute 'speed'"),
    ("sections/harbour/feed.atom", "feed.atom", "twice"),
    ('text="Sections"', 'text="Sections" xmlUrl="https://a.example/"', "is a feed, and holds others"),
]
BROKEN["robots.txt"] = [
    ("User-agent: *\n", "", "no User-agent is named"),
    ("User-agent: *", "User-agent:", "for no crawler"),
    ("User-agent: *\nAllow: /", "Allow: /\nUser-agent: *", "a rule before any User-agent"),
    ("Allow: /", "Allow: data", "must begin with a slash"),
    ("Allow: /", "Permit: /", "no crawler knows 'permit'"),
    ("https://", "", "an absolute URL"),
    ("User-agent", "\ufeffUser-agent", "byte order mark"),
]
BROKEN["0123456789abcdef.txt"] = [("0", "1", "does not hold the key"), ("f", "f\n", "does not hold the key")]
BROKEN["index.html"] = [
    ("<!DOCTYPE html>", "", "does not begin with <!DOCTYPE html>"),
    ('<meta charset="utf-8">', "", "do not say that it is UTF-8"),
    ('<html lang="en">', "<html>", "does not say its language"),
    ("<h1>", "<h1>x</h1><h1>", "has 2 <h1>"),
    ("<title>Harbour Wire</title>", "", "has no <title>"),
    ("<title>Harbour Wire", "<title> ", "its title is empty"),
    ("</h1>", "", "closes what is not open"),
    ("</h1>", "</h1><script>x</script>", "<script> may run or load something"),
    ("<h1>", '<h1 onclick="x">', "onclick may run or change something"),
    ("<h1>", '<h1 class="a" class="b">', "an attribute stands twice"),
    ("</h1>", '</h1><img src="https://a.example/a.png" alt="">', "is loaded from"),
    ("</h1>", '</h1><img src="a.png">', "a picture without alt"),
    ("</h1>", '</h1><a href="javascript:x">x</a>', "leads to 'javascript:x'"),
    ('href="assets/style.css"', 'href="https://a.example/style.css"', "leads to 'https://a.example/style.css'"),
    ('href="#latest"', 'href="#latent"', "nothing here is called '#latent'"),
    ("</h1>", '</h1><p id="latest"></p>', "is there twice"),
    ('type="application/atom+xml"', "", "a feed without its media type"),
]
BROKEN["assets/style.css"] = [
    ("{", "{{", "braces do not match"),
    ("{", "{background: url(https://a.example/a.png);", "loads"),
]
BROKEN["assets/icon.svg"] = [
    ("<svg", "<svg onload='x'", "onload may run"),
    ("</svg>", "<script/></svg>", "<script> may run"),
]

ROW: list[tuple[str, str, str]] = [
    ('"sdDatePublished":"2025-02-15T06:00:00Z",', "", "row 1 has no sdDatePublished"),
    ('"value":1}', '"value":0}', "its sequence is no whole number"),
    ('"value":1}', '"value":2}', "the sequence '2' is there twice"),
    ("news.example:1", "news.example:2", "the key 'news.example:2' is there twice"),
    ("news.example:1", "", "has no identity keys"),
    ('"sequence"', '"order"', "nobody knows what 'order' is"),
    ('"position":2', '"position":9', "is no paragraph of articleBody"),
    ('"position":2', '"position":1', "paragraph 1 of articleBody is another text"),
    ("2025-02-14T21:00:45Z", "2025-02-13T21:00:45Z", "was published on 2025-02-13, and its shard is of 2025-02-14"),
    (ID1, ID2, "is there twice"),
    ("\\u0026", "&", "must be written as an escape"),
    ("}\n", "}\n\n", "row 2: empty"),
    ("{", "[", "row 1: no JSON"),
]


@pytest.mark.parametrize("path", VALID, ids=lambda path: re.sub(r"[0-9a-f]{16}", "DIGEST", path))
def test_a_valid_document_has_no_fault(path: str) -> None:
    assert grammar.faults(path, VALID[path]) == ()
    assert grammar.cheap(path, VALID[path]) == ""


def test_there_is_a_table_for_every_rule() -> None:
    assert {rules_of(path) for path in VALID} == {rules_of(path) for path in BROKEN} | {"shard:faults"}


def cases() -> list[tuple[str, str, str, str]]:
    return [(path, *case) for path, of_path in BROKEN.items() for case in of_path]


@pytest.mark.parametrize(("path", "old", "new", "said"), cases())
def test_a_broken_document_is_told_by_what_is_wrong(path: str, old: str, new: str, said: str) -> None:
    text = VALID[path].decode()
    assert old in text
    found = grammar.faults(path, text.replace(old, new, 1).encode())
    assert any(said in fault for fault in found) if said else found == ()
    assert len(found) <= 6, "one mistake is not told in many ways"
    assert all(fault.isprintable() and len(fault) < 400 for fault in found)


@pytest.mark.parametrize("path", VALID, ids=lambda path: re.sub(r"[0-9a-f]{16}", "DIGEST", path))
@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"garbage", b"<", b"{", b"\x1f\x8b\x08"])
def test_garbage_is_told_by_both(path: str, data: bytes) -> None:
    assert grammar.faults(path, data)
    assert grammar.cheap(path, data)


@pytest.mark.parametrize("path", VALID, ids=lambda path: re.sub(r"[0-9a-f]{16}", "DIGEST", path))
def test_half_a_document_is_told_by_both(path: str) -> None:
    data = VALID[path]
    half = data[: len(data) // 2]
    assert grammar.faults(path, half)
    assert grammar.cheap(path, half)


@pytest.mark.parametrize(("old", "new", "said"), ROW)
def test_a_broken_row_is_told_by_what_is_wrong(old: str, new: str, said: str) -> None:
    [packed] = [data for path, data in VALID.items() if path.endswith(".gz")]
    rows = gzip.decompress(packed).decode()
    assert old in rows
    path, data = shard(rows.replace(old, new, 1).encode())
    assert any(said in fault for fault in grammar.faults(path, data))


def test_a_shard_is_packed_once_wholly_and_under_its_digest() -> None:
    [(path, packed)] = [(path, data) for path, data in VALID.items() if path.endswith(".gz")]
    rows = gzip.decompress(packed)
    assert grammar.faults(shard(rows)[0], shard(rows)[1]) == ()
    for data, said in (
        (packed + packed, "stands behind the gzip stream"),
        (packed[:-4], "cut off"),
        (packed[:-8] + b"\0" * 8, "broken"),
        (gzip.compress(rows), "says when or of what it was made"),
        (gzip.compress(rows[:-1], mtime=0), "the last row has no end"),
        (gzip.compress(b"", mtime=0), "0 rows, and may have 1 to 1000"),
        (gzip.compress(rows + rows, mtime=0), "its name says"),
        (gzip.compress(rows * 501, mtime=0), "1002 rows"),
    ):
        assert any(said in fault for fault in grammar.faults(path, data)), said
        if "says when" not in said:
            assert grammar.cheap(path, data), said


def test_a_document_in_the_place_of_another_is_told_by_both() -> None:
    for path, other, said in (
        ("sitemap.xml", MONTH, "<sitemapindex"),
        (MONTH, "sitemap.xml", "<urlset"),
        (NEWS, MONTH, "news"),
        ("feed.atom", "feed.rss", "<feed"),
        ("feed.rss", "feed.atom", "<rss"),
        ("feeds.opml", "feed.rss", "<opml"),
    ):
        assert any(said in fault for fault in grammar.faults(path, VALID[other])), path
        assert said in grammar.cheap(path, VALID[other])


@pytest.mark.parametrize("path", VALID, ids=lambda path: re.sub(r"[0-9a-f]{16}", "DIGEST", path))
def test_what_is_not_read_is_looked_at_from_both_ends(path: str) -> None:
    assert grammar.cheap(path, VALID[path], whole=False) == ""
    assert grammar.cheap(path, b"garbage", whole=False)
    half = VALID[path][: len(VALID[path]) // 2]
    assert grammar.cheap(path, half, whole=False) or path.endswith(".gz"), "the end of a shard says nothing"


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exporter.grammar.shard.MAX_UNPACKED", 1 << 20)
    path, data = shard(b"x" * (4 << 20))
    assert "it unpacks to more than 1048576 bytes" in grammar.faults(path, data)


def test_no_more_faults_are_told_than_help() -> None:
    entry = VALID["feed.atom"].decode().split("<entry")[1]
    data = VALID["feed.atom"].decode().replace("</feed>", f"<entry{entry.replace('+00:00', '')}" * 200 + "</feed>")
    assert len(grammar.faults("feed.atom", data.replace("</feed>\n</feed>", "</feed>").encode())) == grammar.MAX_FAULTS


@pytest.mark.parametrize("path", ["notes.txt", "feed.xml", "a/b/c/feed.atom", ".exporter.json", "articles/readme.md"])
def test_files_of_other_people_have_no_rules(path: str) -> None:
    assert grammar.faults(path, b"\xff") == ()
    assert grammar.cheap(path, b"\xff") == ""


def test_nothing_external_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a secret")
    for doctype in (
        f'<!DOCTYPE feed [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>',
        '<!DOCTYPE feed SYSTEM "http://127.0.0.1:1/x.dtd">',
        "<!DOCTYPE feed [" + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "x"}">' for n in range(12)) + "]>",
    ):
        data = VALID["feed.atom"].decode().replace("\n<feed", f"\n{doctype}\n<feed").replace("Harbour Wire", "&x;&a11;")
        found = grammar.faults("feed.atom", data.encode())
        assert found == ("a DOCTYPE, which could declare entities",)
        assert grammar.cheap("feed.atom", data.encode()) == found[0]


@pytest.mark.parametrize(
    "html",
    ["<p>a</p>\n<h2>b</h2>", '<p lang="nl">a<br>b</p>', '<a href="mailto:a@b.example">x</a>', "a &lt; b &amp; c", ""],
)
def test_html_that_is_allowed(html: str) -> None:
    assert list(content.faults(html)) == []


@pytest.mark.parametrize(
    "html",
    [
        "<P>a</P>",
        "<p>a",
        "a</p>",
        "<p a='b'>x</p>",
        "<p>a<!-- b --></p>",
        "<svg><p>a</p></svg>",
        "<p><math/></p>",
        "<p/ onclick=x>",
        '<a href="java&#115;cript:x">x</a>',
        '<a href=" https://a.example">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<img src="mailto:a@b.example">',
        '<p id="x">a</p>',
        "<b>" * (MAX_DEPTH + 1) + "</b>" * (MAX_DEPTH + 1),
    ],
)
def test_html_that_is_not(html: str) -> None:
    assert list(content.faults(html))


def test_the_golden_tree_has_no_fault() -> None:
    """But for its manifest, which says nothing of bytes that depend on the processor, and rows that are not packed."""
    found = sorted(path for path in TREE.rglob("*") if path.is_file())
    assert len(found) > 10
    for path in found:
        name = path.relative_to(TREE).as_posix()
        data = path.read_bytes()
        if name == "data/dataset.jsonld":
            data = data.replace(b'"contentSize": ""', b'"contentSize": "1 B"')
            data = data.replace(b'"sha256": ""', b'"sha256": "' + b"0" * 64 + b'"')
        if name.endswith(".jsonl"):
            name, data = f"{name}.gz", gzip.compress(data, mtime=0)
        assert grammar.faults(name, data) == (), name
        assert grammar.cheap(name, data) == "", name
