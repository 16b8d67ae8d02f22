"""What is said of each kind of file: its media type, how long it may be kept, who may read it, what it links to."""

import re
from functools import lru_cache
from urllib.parse import quote

from msgspec import Struct

from exporter.config.schema import Config
from exporter.render import FEED_FORMATS, media_type

Header = tuple[bytes, bytes]

SOON, LATER, NEVER = b"max-age=300", b"max-age=3600", b"max-age=31536000, immutable"
"""What changes with every edition; what changes with an edit; what never changes under its name (RFC 8246)."""
_LASTING = re.compile(r"(?:archive|articles)/")
_IMMUTABLE = re.compile(r"data/\d{4}-\d\d-\d\d\.[0-9a-f]{16}\.jsonl\.gz")
_BINARY = frozenset(("application/gzip", "application/octet-stream"))

VARY: Header = (b"vary", b"accept-encoding")
NOSNIFF: Header = (b"x-content-type-options", b"nosniff")
PAGE_POLICY: Header = (
    b"content-security-policy",
    b"default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; "
    b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
)
"""Of pages: no scripts, nothing from elsewhere but pictures. A page may narrow it further with a `meta` element."""
SHARED: tuple[Header, ...] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"etag, last-modified, link, content-range, accept-ranges"),
)
"""Of all but pages: a reader that runs in a browser may read them, and their validators (Fetch standard, CORS)."""
PREFLIGHT: tuple[Header, ...] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"GET, HEAD"),
    (
        b"access-control-allow-headers",
        b"if-none-match, if-modified-since, if-match, if-unmodified-since, if-range, range",
    ),
    (b"access-control-max-age", b"86400"),
)
"""Conditional requests from a browser are asked for first, because their header fields are not on its safe list."""


class Policy(Struct, frozen=True):
    """How one file is served."""

    fixed: tuple[Header, ...]
    """Header fields of every answer with it or about it: also of 304 (RFC 9110 section 15.4.5)."""
    described: tuple[Header, ...]
    """Further ones of an answer that carries it."""
    compressible: bool


class Policies:
    """How each file of a tree is served, by the configuration."""

    def __init__(self, config: Config) -> None:
        self._site = config.site.url
        self._hubs = hubs(config)
        self.feeds = tuple(FEED_FORMATS[name].file_name for name in config.feeds.formats)
        self._names = {form.file_name for form in FEED_FORMATS.values()}
        self.of = lru_cache(maxsize=4096)(self._of)

    def _of(self, path: str) -> Policy:
        kind = media_type(path)
        page, compressible = kind == "text/html", not (kind in _BINARY or _is_picture(kind))
        cached = NEVER if _IMMUTABLE.fullmatch(path) else LATER if _LASTING.match(path) else SOON
        fixed = ((b"cache-control", cached), *((VARY,) if compressible else ()), *(() if page else SHARED))
        typed = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        described = ((b"content-type", typed.encode()), (b"accept-ranges", b"bytes"), NOSNIFF, *self.links(path))
        return Policy(fixed, (*described, PAGE_POLICY) if page else described, compressible)

    def links(self, path: str) -> tuple[Header, ...]:
        """A feed names itself and its hubs (WebSub section 4); the page of the tree names the feeds (RFC 8288)."""
        links: list[str] = []
        if path.rpartition("/")[2] in self._names:
            links = [f'<{self._site}{quote(path)}>; rel="self"', *(f'<{hub}>; rel="hub"' for hub in self._hubs)]
        elif path == "index.html":
            links = [f'<{self._site}{name}>; rel="alternate"; type="{media_type(name)}"' for name in self.feeds]
        return ((b"link", ", ".join(links).encode("ascii")),) if links else ()


def _is_picture(kind: str) -> bool:
    return kind.startswith("image/") and kind != "image/svg+xml"


def hubs(config: Config) -> tuple[str, ...]:
    """URLs of the WebSub hubs that hear of changed feeds. None in this version."""
    del config
    return ()
