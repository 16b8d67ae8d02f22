"""A valid document of every kind, by its path, drawn from two invented articles; tests spoil copies of them."""

import gzip
import hashlib
from datetime import timedelta

from exporter.config.schema import IndexNow
from exporter.model import Paragraph, Part
from exporter.render import FEED_FORMATS, dataset, indexnow_key, json_ld, opml, page, robots, sitemap
from tests.builders import article, feed, feed_page, feeds, site, utc

BODY = (
    Paragraph("The quay is open again."),
    Paragraph("A berth", subhead=True),
    Paragraph("Ships came back & moored."),
)
ONE = article(1, body=BODY, updated=utc("2025-02-15T08:00:00"), rights="© Example News", authors=("Mara Lindqvist",))
TWO = article(2, body=BODY, published=utc("2025-02-14T22:00:00"), updated=utc("2025-02-14T22:00:00"), language="nl")
SITE = site()
DAY = "2025-02-14"
ARTICLE = "articles/2025/02/14/00000000-0000-5000-8000-000000000001.jsonld"
TOMBSTONE = (
    b'<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0"'
    b' ref="urn:uuid:00000000-0000-5000-8000-000000000003" when="2025-02-15T08:00:00Z"/>\n'
)
GONE = (
    b'{"id":"urn:uuid:00000000-0000-5000-8000-000000000003","when":"2025-02-15T08:00:00Z",'
    b'"path":"articles/2025/02/14/00000000-0000-5000-8000-000000000003.jsonld","sequence":3,'
    b'"keys":["' + b"a" * 64 + b'"],"feeds":["urn:uuid:11111111-0000-5000-8000-000000000001"],'
    b'"url":"https://news.example/artikel/3-kade","reason":"a name"}\n'
    b'{"id":"urn:uuid:00000000-0000-5000-8000-000000000004","when":"2025-02-16T08:00:00Z",'
    b'"path":"articles/2025/02/14/00000000-0000-5000-8000-000000000004.jsonld","keys":["' + b"b" * 64 + b'"]}\n'
)


def feed_documents() -> dict[str, bytes]:
    found = {}
    for form in FEED_FORMATS.values():
        shown = feed_page(TWO, ONE, path=form.file_name, hubs=("https://hub.example/",))
        found[form.file_name] = form.render(shown, SITE, feeds())
        if form.name != "json":
            shown = feed_page(
                TWO,
                ONE,
                path=form.archive_path(2),
                archive=True,
                current=form.file_name,
                previous=form.archive_path(1),
                next=form.archive_path(3),
            )
            found[form.archive_path(2)] = form.render(shown, SITE, feeds())
    atom = found["archive/000002.atom"]
    found["archive/000002.atom"] = atom.replace(b"<entry", TOMBSTONE + b"<entry", 1)
    return found


def shard(rows: bytes) -> tuple[str, bytes]:
    """A shard of these rows, under the name that they demand."""
    return f"data/{DAY}.{hashlib.sha256(rows).hexdigest()[:16]}.jsonl.gz", gzip.compress(rows, mtime=0)


def listed(part: Part) -> dataset.Shard:
    return dataset.Shard(
        part.path, hashlib.sha256(part.data).hexdigest(), len(part.data), part.count, DAY, part.updated
    )


def front() -> bytes:
    history = page.History(ONE.published, "day", (page.Period(utc("2025-02-14T00:00:00"), 2),))
    return page.render(page.Page(feed(), "Harbour Wire", "index.html", (TWO, ONE), history, ONE.updated), SITE, feeds())


def documents() -> dict[str, bytes]:
    """All of them."""
    [rows] = dataset.shards(DAY, (ONE, TWO), SITE)
    news = sitemap.news("news.example", (ONE, TWO), SITE)
    key = indexnow_key.render([IndexNow(host="feeds.example.org", key="0123456789abcdef")], SITE)
    assert news
    assert key
    [month] = sitemap.month("news.example", "2025-02", [(ONE.url, ONE.updated), (TWO.url, TWO.updated)])
    [index] = sitemap.index([(month.path, ONE.updated), (news.path, ONE.updated + timedelta(hours=1))], SITE)
    lists = [feed(), feed(kind="section", folder="sections/harbour/", title="Harbour")]
    return {
        **feed_documents(),
        ARTICLE: json_ld.article(ONE, SITE),
        rows.path: rows.data,
        "data/dataset.jsonld": dataset.manifest([listed(rows)], SITE),
        "data/gone.jsonl": GONE,
        "data/gone.map": b"/articles/2025/02/14/00000000-0000-5000-8000-000000000003.jsonld 1;\n",
        **{part.path: part.data for part in (month, news, index, key)},
        "feeds.opml": opml.render(lists, SITE, feeds().formats) or b"",
        "robots.txt": robots.render(["sitemap.xml"], SITE),
        "index.html": front(),
        **dict(page.assets()),
    }
