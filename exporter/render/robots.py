"""A robots.txt (RFC 9309) that lets every crawler in and tells it of the sitemaps."""

from collections.abc import Sequence

from exporter.config.schema import Site
from exporter.media import MEDIA_TYPES

VERSION = 1
MEDIA_TYPE = MEDIA_TYPES[".txt"]


def render(sitemap_paths: Sequence[str], site: Site) -> bytes:
    """The document in UTF-8: all is allowed, and each sitemap index, by its path below the root, is named by its URL.

    Crawlers ask for it at the root of a host only (RFC 9309 section 2.3), so it serves if `site.url` has no path;
    otherwise its lines belong into the robots.txt of that host.
    """
    lines = ["User-agent: *", "Allow: /", *([""] if sitemap_paths else [])]
    lines += [f"Sitemap: {site.url}{path}" for path in sitemap_paths]
    return "".join(f"{line}\n" for line in lines).encode()
