"""Markup from outside is text, or gone: whatever carries it, no document has an element, attribute or link of its own.

Nothing of foreign HTML is published, so nothing is sanitised: readers take its text, and renderers escape all of that.
"""

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import html5lib
import pytest
from lxml import etree

from exporter.config.schema import Source
from tests.hostile.read_back import shown_html
from tests.notify.peers import Peer, answers
from tests.troubles import HOST, TIME, page, row, rows
from tests.world import World

# fmt: off
PAYLOADS = (
    "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>", "<img src=x onerror=alert(1)>",
    "<IMG SRC=\"jav&#x09;ascript:alert(1)\">", "<img src=`javascript:alert(1)`>", "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>", "<svg><a xlink:href=javascript:alert(1)><text>x",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<iframe src=javascript:alert(1)></iframe>", "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=javascript:alert(1)>", "<embed src=//evil.example/x.swf>",
    "<form action=//evil.example><input name=p>", "<a href=\"javascript:alert(1)\">click</a>",
    "<a href=\"java\nscript:alert(1)\">click</a>", "<a href=\"data:text/html,<script>alert(1)</script>\">click</a>",
    "<a href=vbscript:x>click</a>", "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=\"0;url=//evil.example\">", "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css'</style>", "<div style=\"background:url(javascript:alert(1))\">x</div>",
    "<p style=position:fixed;top:0>x</p>", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>", "<!--><script>alert(1)</script>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->", "]]><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>", "</p></div></article></body></html><script>alert(1)</script>",
    "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>", "</script><script>alert(1)</script>",
    "\"><script>alert(1)</script>", "'><script>alert(1)</script>", "\" onmouseover=alert(1) x=\"",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;", "<x onclick=alert(1)>x</x>",
    "<video><source onerror=alert(1)></video>", "<body onload=alert(1)>", "<marquee onstart=alert(1)>",
    "{{constructor.constructor('alert(1)')()}}", "<?php system('id') ?>", "<%= 7*7 %>", "${7*7}",
    "<xmp><script>alert(1)</script></xmp>", "<isindex action=javascript:alert(1)>",
    "<bgsound src=javascript:alert(1)>", "<plaintext>",
)
# fmt: on
ATOM, CONTENT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/rss/1.0/modules/content/}encoded"
# fmt: off
PAGE_ELEMENTS = {
    "html", "head", "meta", "title", "link", "body", "a", "header", "nav", "ul", "li", "p", "h1", "h2", "h3", "h4",
    "span", "time", "bdi", "figure", "svg", "path", "desc", "figcaption", "details", "summary", "table", "thead",
    "tbody", "tr", "th", "td", "main", "section", "div", "code", "wbr", "ol", "circle", "dl", "dt", "dd", "footer",
}
# fmt: on
# fmt: off
PAGE_ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "rel", "href", "type", "title", "class", "id", "aria-label",
    "aria-labelledby", "aria-hidden", "datetime", "dir", "viewBox", "preserveAspectRatio", "role", "d", "cx", "cy",
    "r", "scope", "tabindex", "download", "sizes",
}
# fmt: on


def carriers(number: int, payload: str) -> dict[str, bytes]:
    """The payload as title, text, author, section and summary of an article, in each format that can carry it."""
    said = f"The quay is open again. {payload} Ships came back to it on Monday morning."
    about = {
        "title": f"Quay {number} {payload}",
        "url": f"{HOST}/artikel/{number}",
        "authors": [payload, f"Ann {payload}"],
    }
    marked = f"<p>The quay is open again.</p>{payload}<p>Ships came back to it on Monday morning.</p>"
    atom = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>x</id><title type="html">{escape(payload)} Quay</title>'
        f'<link href="{HOST}/artikel/{number + 2000}"/><updated>{TIME}</updated><category term="{escape(payload)}"/>'
        f'<content type="html">{escape(marked)}</content></entry></feed>'
    )
    item = (
        f"<rss><channel><item><title>{escape(payload)} Quay</title><link>{HOST}/artikel/{number + 3000}</link>"
        f"<pubDate>Fri, 14 Feb 2025 22:00:45 +0100</pubDate><author>{escape(payload)}</author>"
        f"<description>{escape(marked)}</description></item></channel></rss>"
    )
    own = {
        "@type": "NewsArticle",
        "@id": "urn:uuid:00000000-0000-5000-8000-000000000001",
        "identifier": [{"@type": "PropertyValue", "propertyID": "key", "value": "x"}],
        "headline": f"Quay {payload}",
        "url": f"{HOST}/artikel/{number + 4000}",
        "datePublished": TIME,
        "articleBody": f"The quay is open.\n\n{payload}\n\nShips came back.",
        "articleSection": [payload],
        "publisher": {"@type": "Organization", "name": payload, "url": f"javascript:{payload}"},
        "author": [{"@type": "Person", "name": payload}],
        "image": "javascript:alert(1)",
    }
    return {
        f"{number}.jsonl": rows(
            row(number, **{**about, "maintext": said}),
            {**about, "url": f"{HOST}/artikel/{number + 1000}", "date_publish": TIME, "content_html": marked},
            own,
        ),
        f"{number}.atom.xml": atom.encode(),
        f"{number}.rss.xml": item.encode(),
        f"{number}.html": page(number + 5000).replace(b"<h1>", f"{payload}<h1>".encode()),
    }


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world = World(tmp_path_factory.mktemp("injection"))
    world.set(source=(Source(path=str(world.dumps), name="dumps", include=("*",)),))
    for number, payload in enumerate(PAYLOADS):
        for name, data in carriers(number, payload).items():
            (world.dumps / name).write_bytes(data)
    report = world.run()
    assert report.new > 4 * len(PAYLOADS)
    return world.tree


def bodies(path: Path) -> Iterator[str]:
    """Everything in a document that a reader takes for HTML."""
    if path.suffix == ".atom":
        for one in etree.parse(path).iter(f"{ATOM}content"):
            yield one.text or ""
        types = {
            one.get("type", "text")
            for name in ("title", "summary", "rights")
            for one in etree.parse(path).iter(f"{ATOM}{name}")
        }
        assert types <= {"text"}
    elif path.suffix == ".rss":
        for one in etree.parse(path).iter(CONTENT):
            yield one.text or ""
    elif path.name == "feed.json":
        yield from (one["content_html"] for one in json.loads(path.read_bytes())["items"])


def test_no_feed_has_an_element_or_attribute_of_a_stranger(tree: Path) -> None:
    count = 0
    for path in sorted(tree.rglob("*")):
        for body in bodies(path) if path.is_file() else ():
            count += 1
            assert {tag for tag, _ in shown_html(body)} <= {"p", "h2"}, path
    assert count > 5 * len(PAYLOADS)


def test_no_description_is_more_than_text(tree: Path) -> None:
    for path in tree.rglob("*.rss"):
        for one in etree.parse(path).iter("description"):
            fragment = html5lib.parseFragment(one.text or "", namespaceHTMLElements=False)
            assert {element.tag for element in fragment.iter() if element is not fragment} <= {"p", "h2"}


def test_no_page_has_an_element_attribute_or_link_of_a_stranger(tree: Path) -> None:
    pages = list(tree.rglob("*.html"))
    assert pages
    for path in pages:
        for element in html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False).iter():
            if isinstance(element.tag, str):
                assert element.tag.rpartition("}")[2] in PAGE_ELEMENTS, (path, element.tag)
                assert set(element.attrib) <= PAGE_ATTRIBUTES, (path, element.attrib)
                assert urlsplit(element.get("href", "")).scheme in {"", "http", "https"}, (path, element.attrib)


def links(node: Any) -> Iterator[str]:
    """Whatever JSON says under a name that is followed."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name in {"url", "image", "logo", "sameAs", "contentUrl", "license"} and isinstance(value, str):
                yield value
            yield from links(value)
    elif isinstance(node, list):
        for one in node:
            yield from links(one)


def test_every_link_is_one_of_the_web(tree: Path) -> None:
    found = [
        link
        for path in tree.rglob("*.json*")
        if path.suffix in {".json", ".jsonld"} and path.is_file()
        for link in links(json.loads(path.read_bytes()))
    ]
    assert len(found) > 5 * len(PAYLOADS)
    assert {urlsplit(link).scheme for link in found} <= {"http", "https"}
    for path in (*tree.rglob("*.atom"), *tree.rglob("*.opml")):
        for element in etree.parse(path).iter():
            for name in ("href", "uri", "xmlUrl", "htmlUrl"):
                assert urlsplit(element.get(name, "")).scheme in {"", "http", "https"}


def test_json_ld_stands_in_a_page_as_one_script_and_says_the_same(tree: Path) -> None:
    documents = list(tree.rglob("*.jsonld"))
    assert len(documents) > 4 * len(PAYLOADS)
    for path in documents:
        said = path.read_text("utf-8")
        root = html5lib.parse(f"<script type=application/ld+json>{said}</script><p>x", namespaceHTMLElements=False)
        (script,) = root.iter("script")
        assert json.loads(script.text or "") == json.loads(said)
        assert root.findtext("body/p") == "x"


def test_hubs_of_a_dump_are_neither_named_nor_told(tmp_path: Path) -> None:
    with Peer(answers(204)).running() as peer:
        world = World(tmp_path)
        world.set(source=(Source(path=str(world.dumps), name="dumps", include=("*",)),))
        feed = (
            f'<feed xmlns="http://www.w3.org/2005/Atom"><link rel="hub" href="{peer.url}hub"/>'
            f'<link rel="self" href="{peer.url}self"/><entry><id>x</id><title>Quay</title><updated>{TIME}</updated>'
            f'<link rel="hub" href="{peer.url}hub"/><link href="{HOST}/1"/><content>The quay is open.</content>'
            "</entry></feed>"
        )
        (world.dumps / "a.xml").write_text(feed)
        assert world.run().new == 1
        assert not [path for path in world.tree.rglob("*") if path.is_file() and peer.url.encode() in path.read_bytes()]
        assert peer.sent == []
