"""Documents of every kind, read by parsers that are not ours and without any mercy: they say exactly what they should.

Each function raises AssertionError where a document says anything else, and whatever the parser raises.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

import feedparser
import html5lib
from lxml import etree

from exporter.config.schema import Site
from exporter.model import Article, Feed, FeedPage
from exporter.render import json_ld, opml, page, sitemap
from tests.builders import feed, feeds, utc
from tests.render.texts import undamaged

ATOM, CONTENT, DC = (
    "{http://www.w3.org/2005/Atom}",
    "{http://purl.org/rss/1.0/modules/content/}",
    "{http://purl.org/dc/elements/1.1/}",
)
S, N = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.google.com/schemas/sitemap-news/0.9}"
TIME = utc("2025-02-14T21:00:45")
_STRICT = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
_NEVER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
"""What no published document has, not even where its format would allow it."""


def _text(data: bytes) -> str:
    text = data.decode("utf-8", "strict")
    assert (found := _NEVER.search(text)) is None, found
    return text


def xml_of(data: bytes) -> Any:
    assert _text(data).startswith("<?xml version=")
    root = etree.fromstring(data, _STRICT)
    assert root.getroottree().docinfo.internalDTD is None
    return root


def json_of(data: bytes) -> Any:
    def refused(word: str) -> None:
        raise AssertionError(word)

    return json.loads(_text(data), parse_constant=refused)


def shown_html(content: str) -> list[tuple[str, str]]:
    """(element, text) of each block of a fragment, as browsers parse it. AssertionError for anything else in it."""
    root = html5lib.parseFragment(content, namespaceHTMLElements=False)
    assert not (root.text or "").strip()
    for block in root:
        assert isinstance(block.tag, str), "a comment"
        assert (list(block), dict(block.attrib), (block.tail or "").strip()) == ([], {}, "")
    return [(block.tag, block.text or "") for block in root]


def _assert_body(content: str, article: Article) -> None:
    assert shown_html(content) == [("h2" if one.subhead else "p", one.text) for one in article.body]


def _tags(article: Article) -> list[str]:
    return list(dict.fromkeys(article.sections + article.keywords))


def assert_atom(data: bytes, shown: FeedPage) -> None:
    root = xml_of(data)
    assert (root.findtext(f"{ATOM}title"), root.findtext(f"{ATOM}subtitle")) == (shown.feed.title, shown.feed.title)
    for entry, article in zip(root.iterfind(f"{ATOM}entry"), shown.articles, strict=True):
        assert entry.findtext(f"{ATOM}id") == article.id
        assert entry.findtext(f"{ATOM}title") == article.title
        assert entry.find(f"{ATOM}link").get("href") == article.url
        assert (entry.findtext(f"{ATOM}summary") or "") == article.summary
        assert (entry.findtext(f"{ATOM}rights") or "") == article.rights
        assert [one.get("term") for one in entry.iterfind(f"{ATOM}category")] == _tags(article)
        if article.authors:
            assert tuple(one.text for one in entry.iterfind(f"{ATOM}author/{ATOM}name")) == article.authors
        _assert_body(entry.findtext(f"{ATOM}content"), article)
    _assert_feedparser_agrees(data, "application/atom+xml", shown.articles)


def assert_rss(data: bytes, shown: FeedPage) -> None:
    root = xml_of(data)
    assert root.findtext("channel/title") == shown.feed.title
    assert root.findtext("channel/description") == shown.feed.title.replace("<", "&lt;")
    for item, article in zip(root.iter("item"), shown.articles, strict=True):
        assert item.findtext("guid") == article.id
        assert item.findtext("title") == article.title
        assert item.findtext("link") == article.url
        assert [one.text for one in item.iterfind("category")] == _tags(article)
        assert (item.findtext(f"{DC}rights") or "") == article.rights
        if article.authors:
            assert tuple(one.text for one in item.iterfind(f"{DC}creator")) == article.authors
        description, full = item.findtext("description"), item.findtext(f"{CONTENT}encoded")
        _assert_body(full or description, article)
        if full:
            assert html5lib.parseFragment(description, namespaceHTMLElements=False).text == article.summary
    _assert_feedparser_agrees(data, "application/rss+xml", shown.articles)


def _assert_feedparser_agrees(data: bytes, kind: str, articles: Sequence[Article]) -> None:
    read = feedparser.parse(data, response_headers={"content-type": kind})
    assert (read.bozo, read.get("bozo_exception")) == (False, None)
    for entry, article in zip(read.entries, articles, strict=True):
        # In the link of an item of RSS it takes `&amp;` for `&`, then `&copy;2=` for `&copy2=`, once they are decoded.
        url = re.sub(r"&(\w+);", r"&\1", article.url.replace("&amp;", "&"))
        assert (entry.id, entry.link) in {(article.id, article.url), (article.id, url)}, (entry.link, article.url)
        # What looks like HTML in an RSS title feedparser treats as such, whatever RSS says.
        if undamaged(article.title) and entry.title_detail.type == "text/plain":
            assert entry.title == article.title


def assert_json_feed(data: bytes, shown: FeedPage) -> None:
    read = json_of(data)
    assert (read["title"], read["description"]) == (shown.feed.title, shown.feed.title)
    for item, article in zip(read["items"], shown.articles, strict=True):
        assert (item["id"], item["title"], item["url"]) == (article.id, article.title, article.url)
        assert (item.get("summary", ""), item.get("image", "")) == (article.summary, article.image)
        assert item.get("tags", []) == _tags(article)
        _assert_body(item["content_html"], article)


def assert_rows(data: bytes, articles: Sequence[Article]) -> None:
    lines = _text(data).splitlines()  # at every character that anybody takes for the end of a line
    assert [json_ld.read_row(line.encode()) for line in lines] == list(articles)
    assert [json.loads(line)["headline"] for line in lines] == [article.title for article in articles]


def assert_document(data: bytes, article: Article) -> None:
    node = json_of(data)
    assert (node["headline"], node["url"], node.get("description", "")) == (article.title, article.url, article.summary)
    assert node["articleBody"] == "\n\n".join(one.text for one in article.body)
    embedded = html5lib.parse(
        f'<!doctype html><title>x</title><script type="application/ld+json">{data.decode()}</script><p>after',
        namespaceHTMLElements=False,
    )
    (script,) = embedded.iter("script")
    assert json.loads(script.text) == node
    assert embedded.findtext("body/p") == "after"


def assert_sitemaps(articles: Sequence[Article], around: Site) -> None:
    urls = list(dict.fromkeys(one.url for one in articles if len(one.url) in sitemap.LOC_LENGTHS))
    (part,) = sitemap.month("news.example", "2025-02", [(one.url, one.updated) for one in articles])
    assert [one.text for one in xml_of(part.data).iter(f"{S}loc")] == urls
    news = sitemap.news("news.example", articles, around)
    assert news is not None
    titles = {one.url: one.title for one in sorted(articles, key=lambda one: one.id)}
    for entry in xml_of(news.data).iter(f"{S}url"):
        assert entry.findtext(f"{N}news/{N}title") == titles[entry.findtext(f"{S}loc")]
        assert entry.findtext(f"{N}news/{N}publication/{N}name")
    (index,) = sitemap.index([(part.path, TIME)], around)
    assert xml_of(index.data).findtext(f"{S}sitemap/{S}loc") == around.url + part.path


def assert_opml(section: Feed, around: Site) -> None:
    data = opml.render((feed(), section), around, ("atom",))
    assert data is not None
    root = xml_of(data)
    assert root.findtext("head/title") == around.title
    assert [one.get("title") for one in root.iter("outline") if one.get("xmlUrl")] == ["Harbour Wire", section.title]


def assert_page(section: Feed, articles: Sequence[Article], around: Site) -> None:
    history = page.History(TIME, "day", (page.Period(TIME, len(articles)),))
    listed = page.Listed(section, section.title, f"{section.folder}index.html", 1)
    shown = page.Page(feed(), around.title, "index.html", tuple(articles), history, TIME, (), (listed,))
    text = _text(page.render(shown, around, feeds()))
    root = html5lib.parse(text, namespaceHTMLElements=False)
    assert not list(root.iter("script"))
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on") or name == "style"]
    for one in root.iter("a"):
        assert re.match(r"https?://|[#a-z0-9.]", one.get("href"))
        assert not one.get("href").lower().startswith(("javascript:", "data:"))
    heads = ["".join(one.itertext()) for one in root.iter("h4")]
    assert heads == [_shortened(one.title, 240) for one in articles][: len(heads)]
    assert heads


def _shortened(text: str, limit: int) -> str:
    """As jinja2's `truncate` has it: between words, with a leeway."""
    return text if len(text) <= limit + 5 else text[: limit - 1].rsplit(" ", 1)[0] + "…"
