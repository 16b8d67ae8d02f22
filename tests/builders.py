"""Values for tests, whole and valid; each test changes only what it is about."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from exporter.config.schema import Feeds, Site
from exporter.model import Article, Feed, FeedPage, Paragraph, Publisher, Record

SHARED = Path(__file__).parents[2] / "shared"
"""Schemas and a real dump that lie beside the project on a developer's machine; not part of it."""


def utc(text: str) -> datetime:
    """`2025-02-14T21:00:45` as an aware UTC datetime."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def site(**changes: Any) -> Site:
    return replace(
        Site(
            title="Harbour Wire",
            url="https://feeds.example.org/",
            home="https://www.example.org/",
            description="News of an invented harbour",
            publisher=Publisher(name="Harbour Press", url="https://www.example.org/"),
            rights="© Harbour Press",
        ),
        **changes,
    )


def feeds(**changes: Any) -> Feeds:
    return replace(Feeds(), **changes)


def article(number: int = 1, **changes: Any) -> Article:
    """Article `number`: its id, keys, URL and sequence follow from it."""
    plain = Article(
        keys=(f"news.example:{number}", f"url:news.example/artikel/{number}-kade"),
        url=f"https://news.example/artikel/{number}-kade",
        host="news.example",
        title=f"Quay {number} reopens",
        published=utc("2025-02-14T21:00:45"),
        body=(Paragraph("The quay is open again."), Paragraph("Ships came back & moored.")),
        summary="The quay is open again.",
        language="en",
        sections=("Harbour",),
        publisher=Publisher(name="Example News", url="https://news.example/"),
        id=f"urn:uuid:00000000-0000-5000-8000-{number:012d}",
        updated=utc("2025-02-14T21:00:45"),
        first_seen=utc("2025-02-15T06:00:00"),
        sequence=number,
    )
    return replace(plain, **changes)


def feed(**changes: Any) -> Feed:
    plain = Feed(
        id="urn:uuid:11111111-0000-5000-8000-000000000001", kind="main", folder="", title="Harbour Wire", language="en"
    )
    return replace(plain, **changes)


def feed_page(*articles: Article, path: str = "feed.atom", **changes: Any) -> FeedPage:
    return replace(FeedPage(feed=feed(), path=path, articles=articles or (article(),)), **changes)


def record(*lines: str, **changes: Any) -> Record:
    """A record with these lines below its URL."""
    plain = Record(
        source="dumps",
        dump="a.txt",
        title="Quay 1 reopens",
        time="2025-02-14T22:00:45+0100",
        url="https://news.example/artikel/1-kade",
        lines=("", *lines),
    )
    return replace(plain, **changes)
