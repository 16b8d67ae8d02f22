"""Which rules a document of the tree is held to: told by its path."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from pkgutil import resolve_name

MAX_FAULTS = 100
"""Of one document that are told: a thousand more would help nobody."""

Rules = Callable[[str, bytes], Iterator[str]]

_FEED = r"(?:sections/)?(?:[^/]+/)?feed"
_RULES = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (rf"{_FEED}\.atom|archive/\d{{6,}}\.atom", "atom:faults"),
        (rf"{_FEED}\.rss|archive/\d{{6,}}\.rss", "rss:faults"),
        (rf"{_FEED}\.json", "json_feed:faults"),
        (r"data/[^/]+\.jsonl\.gz", "shard:faults"),
        (r"data/dataset\.jsonld", "dataset:faults"),
        (r"data/gone\.jsonl", "gone:faults"),
        (r"data/gone\.map", "plain:gone_map"),
        (r"sitemap(?:-\d+)?\.xml|sitemaps/[^/]+/[^/]+\.xml", "sitemap:faults"),
        (r"feeds\.opml", "opml:faults"),
        (r"robots\.txt", "plain:robots"),
        (r"[A-Za-z0-9-]{8,128}\.txt", "plain:key"),
        (r"(?:.+/)?index\.html", "page:faults"),
        (r"assets/style\.css", "page:style"),
        (r"assets/icon\.svg", "page:picture"),
    )
)


def rules_of(path: str) -> str:
    """`MODULE:FUNCTION` of the rules for a path below the root of the tree; empty if it is no document of ours."""
    if path.startswith("articles/"):  # nearly all documents are there
        return "news_article:faults" if path.endswith(".jsonld") else ""
    return next((name for pattern, name in _RULES if pattern.fullmatch(path)), "")


def faults(path: str, data: bytes) -> tuple[str, ...]:
    """Every way in which a document breaks the rules of its own format, each in a sentence: where, and what is wrong.

    `path`: below the root of the tree, `/` between folders. At most `MAX_FAULTS`; none if it is no document of ours.
    """
    name = rules_of(path)
    if not name:
        return ()
    rules: Rules = resolve_name(f"exporter.grammar.{name}")
    return tuple(islice(rules(path, data), MAX_FAULTS))


def cheap(path: str, data: bytes) -> str:
    """A fault that would break readers, of those that are found at little cost; empty if there is none."""
    name = rules_of(path)
    return _gates()[name](path, data) if name else ""


@cache
def _gates() -> dict[str, Callable[[str, bytes], str]]:
    from exporter.grammar.gate import GATES  # a run that draws nothing need not know them

    return GATES
