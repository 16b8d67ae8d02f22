"""What the files of a tree are, by their paths, and in which order they are looked at."""

import re
from typing import Final, Literal

TreeKind = Literal[
    "gone",
    "dataset",
    "shard",
    "article",
    "archive",
    "feed",
    "sitemap",
    "news",
    "sitemap-index",
    "opml",
    "robots",
    "page",
    "front-page",
    "asset",
    "other",
]

_SLUG = r"(?:sections/)?[a-z0-9-]+"
_PATHS: Final[tuple[tuple[TreeKind, str], ...]] = (
    ("gone", r"data/gone\.(?:jsonl|map)"),
    ("dataset", r"data/dataset\.jsonld"),
    ("shard", r"data/\d{4}-\d\d-\d\d\.[0-9a-f]{16}\.jsonl\.gz"),
    ("article", r"articles/\d{4}/\d\d/\d\d/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.jsonld"),
    ("archive", r"archive/\d{6,12}\.(?:atom|rss)"),
    ("feed", rf"(?:{_SLUG}/)?feed\.(?:atom|rss|json)"),
    ("sitemap", r"sitemaps/[a-z0-9.-]+/\d{4}-\d\d(?:-\d+)?\.xml"),
    ("news", r"sitemaps/[a-z0-9.-]+/news\.xml"),
    ("sitemap-index", r"sitemap(?:-\d+)?\.xml"),
    ("opml", r"feeds\.opml"),
    ("robots", r"robots\.txt"),
    ("page", rf"{_SLUG}/index\.html"),
    ("front-page", r"index\.html"),
    ("asset", r"assets/(?:style\.css|icon\.svg)"),
)
"""By path below the root, as docs/formats.md has them. What was withdrawn, and which shards count, is known first."""
_KINDS = re.compile("|".join(f"(?P<k{number}>{pattern})" for number, (_, pattern) in enumerate(_PATHS)))

ORDER: Final[tuple[TreeKind, ...]] = (*(kind for kind, _ in _PATHS), "other")
LANDMARKS: Final = (
    "data/gone.jsonl",
    "data/dataset.jsonld",
    "feed.atom",
    "feed.rss",
    "feed.json",
    "sitemap.xml",
    "feeds.opml",
    "robots.txt",
    "index.html",
)
"""Where a tree can be entered; each may be switched off."""

_KEY_FILE = re.compile(r"[A-Za-z0-9-]{8,128}\.txt")


def kind_of(path: str) -> TreeKind:
    """What a file is, by its path below the root; `other` for what no renderer gives."""
    found = _KINDS.fullmatch(path)
    return _PATHS[int(str(found.lastgroup)[1:])][0] if found else "other"


def shown(path: str) -> str:
    """The path as messages may have it: the file that shows whose a key of IndexNow is has that key for a name."""
    return "KEY.txt" if _KEY_FILE.fullmatch(path) else path
