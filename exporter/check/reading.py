"""From the bytes of a document to what it says. Pure, so that workers can do it."""

import hashlib
from collections.abc import Callable
from typing import Final

from msgspec import MsgspecError
from msgspec.structs import replace

from exporter.check import feeds, lists, structured
from exporter.check.claims import Claims
from exporter.check.kinds import TreeKind, kind_of
from exporter.grammar import faults

Reader = Callable[[Claims, bytes], Claims]

_FEEDS: Final[dict[str, Reader]] = {"atom": feeds.atom, "rss": feeds.rss, "json": feeds.json_feed}
_READERS: Final[dict[TreeKind, Reader]] = {
    "gone": structured.gone,
    "dataset": structured.dataset,
    "shard": structured.shard,
    "article": structured.article,
    "sitemap": lists.sitemap,
    "news": lists.sitemap,
    "sitemap-index": lists.sitemap_index,
    "opml": lists.opml,
    "robots": lists.robots,
    "page": lists.page,
    "front-page": lists.page,
}
_OWN: Final[tuple[tuple[str, str], ...]] = (("index.html", ""),)
"""Ends of paths that URLs leave out."""


def read(path: str, data: bytes) -> Claims:
    """What a document says, and what its own grammar finds wrong with it."""
    kind = kind_of(path)
    claims = Claims(path=path, kind=kind, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    found = faults(path, data) if kind != "other" else ()
    reader = _FEEDS[path.rpartition(".")[2]] if kind in ("feed", "archive") else _READERS.get(kind)
    if reader is None:
        return replace(claims, faults=found)
    try:
        claims = reader(claims, data)
    except (ValueError, RecursionError, MsgspecError) as error:
        # What the grammar says of it is more to the point.
        return replace(claims, faults=found or (f"cannot be read: {error}",), unreadable=True)
    return replace(claims, faults=found, base=_base(claims))


def _base(claims: Claims) -> str:
    """Where the tree is served, by the URL that a document calls its own; empty if that does not end in its path."""
    for end, left in (("", ""), *_OWN):
        path = claims.path.removesuffix(end) + left if claims.path.endswith(end) else claims.path
        if claims.own.endswith(f"/{path}") or (claims.own and not path and claims.own.endswith("/")):
            return claims.own.removesuffix(path)
    return ""
