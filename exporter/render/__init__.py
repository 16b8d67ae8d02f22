"""The table of feed formats: what each is called, and who renders it; and the version of every kind of document.

Reading the table imports no renderer, so a run that changes nothing never pays for feedgen.
"""

import re
from collections.abc import Callable, Container
from datetime import datetime
from pathlib import PurePosixPath
from pkgutil import resolve_name

from msgspec import Struct
from msgspec.structs import replace

from exporter.config.schema import FeedFormat, Feeds, Site
from exporter.media import MEDIA_TYPES
from exporter.model import FeedPage, Kind

Render = Callable[[FeedPage, Site, Feeds], bytes]
HeadOf = Callable[[FeedPage, Site, datetime], bytes]


class Format(Struct, frozen=True):
    """One format of feeds."""

    name: FeedFormat
    file_name: str
    """Of a subscription document, in its feed's folder. The suffix makes a stock web server send the media type."""
    media_type: str
    version: int
    """Goes up by one when the same input gives other bytes (also through content.py or a dependency), so that an
    upgrade renders again what it affects, and nothing else."""
    module: str
    """Where the functions are that are called here."""

    def render(self, page: FeedPage, site: Site, feeds: Feeds) -> bytes:
        """The whole document in UTF-8; the same bytes for the same arguments, always.

        Raises ValueError if a text has a character that the format cannot hold (what XML 1.0 forbids; in JSON half a
        surrogate), with a note that names the article: normalise lets none through, so this is a bug, not bad data.
        """
        render: Render = resolve_name(f"{self.module}:render")
        return render(page, site, feeds)

    def unchained(self, data: bytes, page: FeedPage, site: Site) -> bytes:
        """The document `data` of an archive page, without the name of the next newer one.

        Only the head is drawn anew: the entries are nearly all of the work.
        """
        from exporter.render.metadata import newest

        head_of: HeadOf = resolve_name(f"{self.module}:head_of")
        updated = newest(page.articles, page.tombstones)
        head = head_of(page, site, updated)
        return head_of(replace(page, next=""), site, updated) + data[len(head) :]

    def archive_path(self, number: int) -> str:
        """Where archive page `number`, counted from 1, is published: `archive/000001.atom`."""
        return f"archive/{number:06d}{PurePosixPath(self.file_name).suffix}"


FEED_FORMATS: dict[FeedFormat, Format] = {
    "atom": Format("atom", "feed.atom", MEDIA_TYPES[".atom"], 1, "exporter.render.atom"),
    "rss": Format("rss", "feed.rss", MEDIA_TYPES[".rss"], 1, "exporter.render.rss"),
    "json": Format("json", "feed.json", MEDIA_TYPES["feed.json"], 1, "exporter.render.json_feed"),
}

VERSIONS: dict[Kind, int] = {
    "article": 1,
    "shard": 1,
    "sitemap": 1,
    "news": 1,
    "gone": 1,
    "archive": 1,
    "sitemap-index": 1,
    "dataset": 2,
    "feed": 1,
    "opml": 1,
    "robots": 1,
    "indexnow-key": 1,
    "asset": 1,
    "page": 1,
    "front-page": 1,
}
"""Goes up, like `Format.version`, when the same input gives other bytes. Of feeds and archives: in every format."""

_FOLDERS = re.compile(
    r"archive/\d{6,}\.(?:atom|rss)"
    r"|articles/\d{4}/\d\d/\d\d/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.jsonld"
    r"|data/(?:\d{4}-\d\d-\d\d\.[0-9a-f]{16}\.jsonl\.gz|dataset\.jsonld|gone\.(?:jsonl|map))"
    r"|sections/[a-z0-9-]+/(?:feed\.(?:atom|rss|json)|index\.html)"
    r"|sitemaps/[a-z0-9.-]+/(?:\d{4}-\d\d(?:-\d+)?|news)\.xml"
)
_ROOT = re.compile(
    r"feed\.(?:atom|rss|json)|feeds\.opml|index\.html|assets/(?:style\.css|icon\.svg)|sitemap(?:-\d+)?\.xml"
)
"""What others may have put there: `assets` is a name that anybody would choose."""


def is_rendered(path: str, selections: Container[str], *, root: bool) -> bool:
    """Whether a renderer could have given this path, but for robots.txt, which everybody has.

    `selections`: slugs of [[feed]]s; `root`: whether files at the root of the tree count.
    """
    folder, _, name = path.rpartition("/")
    if folder in selections:
        return name == "index.html" or any(name == form.file_name for form in FEED_FORMATS.values())
    return bool(_FOLDERS.fullmatch(path) or (root and _ROOT.fullmatch(path)))
