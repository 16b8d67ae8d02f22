"""The JSON-LD in a web page, as far as it can be read (JSON-LD 1.1 section 7).

Names are taken for those of schema.org, which is what search engines do, and so what pages are written for: no context
is fetched or applied.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from exporter.readers.values import text

MAX_SCRIPTS: Final = 100
"""Pieces of JSON-LD in one page."""
MAX_NODES: Final = 2_000
"""Things that are looked at to see whether a page is a list."""
MAX_TYPES: Final = 10
"""Of one thing."""

_LISTING: Final = frozenset({"collectionpage", "searchresultspage", "itemlist", "profilepage", "contactpage"})
"""Types of what a page that is no article says that it is, in lower case."""
_LOOSE_COMMA: Final = re.compile(r'("(?:[^"\\]|\\.)*+(?:"|\Z))|,(?=\s*[}\]])', re.DOTALL)
"""A string, or the comma behind the last item of an object or list."""


def documents(scripts: Iterable[str]) -> list[object]:
    """What the scripts say, decoded. What cannot be read, after the mildest of repairs, says nothing."""
    return [found for script in islice(scripts, MAX_SCRIPTS) if (found := _parsed(script)) is not None]


def is_listing(said: list[object]) -> bool:
    """Whether something says that the page lists other pages, or is of another kind than an article."""
    return any(_types(node) & _LISTING for node in islice(_nodes(said), MAX_NODES))


def _nodes(said: list[object]) -> Iterator[Mapping[str, object]]:
    """The things that the page is about: those on top, in a graph, or the main entity of one of these."""
    waiting = list(reversed(said))
    while waiting:
        found = waiting.pop()
        if isinstance(found, list):
            waiting += reversed(found[:MAX_NODES])
        elif isinstance(found, dict):
            yield found
            waiting += [found[key] for key in ("mainEntity", "@graph") if isinstance(found.get(key), dict | list)]


def _types(node: Mapping[str, object]) -> set[str]:
    stated = node.get("@type")
    names = stated[:MAX_TYPES] if isinstance(stated, list) else [stated]
    return {text(name).rpartition("/")[2].rpartition(":")[2].lower() for name in names}


def _parsed(script: str) -> object:
    text = _unwrapped(script)
    if "{&quot;" in text[:20]:
        text = html.unescape(text)
    for attempt in (text, ""):
        try:
            # Line ends in strings are the commonest mistake: strict=False takes them.
            return json.loads(attempt or _LOOSE_COMMA.sub(r"\1", text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _unwrapped(script: str) -> str:
    """Without what hid scripts from the browsers and XML parsers of old: comments, CDATA; and without a `;` behind."""
    head, marked, rest = script.partition("<![CDATA[")
    text = rest.rpartition("]]>")[0] if marked and len(head) < 100 else script
    starts = [start for start in (text.find("{"), text.find("[")) if start >= 0]
    return text[min(starts, default=0) : max(text.rfind("}"), text.rfind("]")) + 1]
