"""What is said of each kind of file of a tree to whoever asks for it: what it is, and how long it may be kept.

Servers of ours send it with each answer; object storage is told it with each object.
"""

import re
from pathlib import PurePosixPath

MEDIA_TYPES: dict[str, str] = {
    "feed.json": "application/feed+json",
    ".atom": "application/atom+xml",
    ".rss": "application/rss+xml",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".jsonl": "application/x-ndjson",
    ".gz": "application/gzip",
    ".xml": "application/xml",
    ".opml": "text/x-opml",
    ".txt": "text/plain",
    ".map": "text/plain",
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/vnd.microsoft.icon",
}
"""What each file of the tree is, by its name or else its suffix. Our own table, because that of the system differs by
machine."""

SOON, LATER, NEVER = "max-age=300", "max-age=3600", "max-age=31536000, immutable"
"""What changes with every edition; what changes with an edit; what never changes under its name (RFC 8246)."""
_LASTING = re.compile(r"(?:archive|articles)/")
_IMMUTABLE = re.compile(r"data/\d{4}-\d\d-\d\d\.[0-9a-f]{16}\.jsonl\.gz")


def media_type(path: str) -> str:
    """The media type of a file of the tree, without parameters; `application/octet-stream` if nothing is known."""
    name = path.rpartition("/")[2]
    return MEDIA_TYPES.get(name) or MEDIA_TYPES.get(PurePosixPath(name).suffix) or "application/octet-stream"


def content_type(path: str) -> str:
    """The same as a Content-Type: of texts it says that they are UTF-8."""
    kind = media_type(path)
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def cache_control(path: str) -> str:
    """For how long a file of the tree may be kept without a look at whether it has changed, as a Cache-Control."""
    return NEVER if _IMMUTABLE.fullmatch(path) else LATER if _LASTING.match(path) else SOON
