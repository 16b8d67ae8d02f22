"""What is said of each kind of file: its media type, how long it may be kept, who may read it, what it links to."""

from email.utils import formatdate
from http import HTTPStatus
from urllib.parse import quote

from msgspec import Struct

from exporter.config.schema import Config
from exporter.media import cache_control, content_type, media_type
from exporter.render import FEED_FORMATS
from exporter.render.page import POLICY
from exporter.serve.answers import NOSNIFF, Answer, Header

_BINARY = frozenset(("application/gzip", "application/octet-stream"))

VARY: Header = (b"vary", b"accept-encoding")
PAGE_POLICY: Header = (b"content-security-policy", f"{POLICY}; frame-ancestors 'none'".encode())
"""Of pages: what they say of themselves in a `meta` element, and who may frame them, which only a header can say."""
SHARED: Header = (b"access-control-allow-origin", b"*")
EXPOSED: Header = (b"access-control-expose-headers", b"etag, link, content-range, accept-ranges")
"""Of all but pages: a reader that runs in a browser may read them, and these fields (Fetch standard, section 3.2)."""
PREFLIGHT: tuple[Header, ...] = (
    SHARED,
    (b"access-control-allow-methods", b"GET, HEAD"),
    (
        b"access-control-allow-headers",
        b"if-none-match, if-modified-since, if-match, if-range, range",
    ),
    (b"access-control-max-age", b"86400"),
)
"""Conditional requests from a browser are asked for first, because their header fields are not on its safe list."""


class Variant(Struct, frozen=True):
    """A representation of a file: its bytes as they are, or coded."""

    etag: bytes
    """Strong; each coding has its own (RFC 9110 section 8.8.3.3)."""
    not_modified: Answer
    headers: tuple[Header, ...]
    """Of answers that carry it, but for what depends on how much they carry."""


class Description(Struct, frozen=True):
    """What is said of a file as it is now."""

    modified: int
    """Seconds since 1970."""
    last_modified: bytes
    """The same as an HTTP-date (RFC 9110 section 5.6.7)."""
    plain: Variant
    gzip: Variant | None
    """None if it is compressed already."""


class Policies:
    """How the files of a tree are served, by the configuration."""

    def __init__(self, config: Config) -> None:
        self._site = config.site.url
        self._hubs = config.notify.websub
        self.feeds = tuple(FEED_FORMATS[name].file_name for name in config.feeds.formats)
        self._names = {form.file_name for form in FEED_FORMATS.values()}

    def describe(self, path: str, digest: str, modified: int) -> Description:
        """`digest` names the bytes, `modified` is when they changed, in seconds since 1970."""
        kind = media_type(path)
        page, compressible = kind == "text/html", not (kind in _BINARY or _is_picture(kind))
        # What a 304 says too (RFC 9110 section 15.4.5); a Last-Modified it should not, having an ETag.
        always = [
            (b"cache-control", cache_control(path).encode()),
            *([VARY] if compressible else []),
            *([] if page else [SHARED]),
        ]
        last_modified = formatdate(modified, usegmt=True).encode()
        about = [
            (b"last-modified", last_modified),
            (b"content-type", content_type(path).encode()),
            NOSNIFF,
            *self.links(path),
        ]
        about += [PAGE_POLICY] if page else [EXPOSED]

        def variant(coding: str) -> Variant:
            etag = f'"{digest}{coding}"'.encode()
            headers = ((b"etag", etag), *always)
            return Variant(etag, Answer(HTTPStatus.NOT_MODIFIED.value, headers), (*headers, *about))

        return Description(modified, last_modified, variant(""), variant("-gzip") if compressible else None)

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
