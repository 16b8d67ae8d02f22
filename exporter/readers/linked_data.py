"""The articles in a JSON-LD document of schema.org, wherever it puts them, each with what it refers to put in."""

from collections.abc import Iterator, Mapping
from typing import Final

from exporter.readers.values import MAX_DEPTH, text

MAX_NODES: Final = 10_000
"""Nodes of a document that are looked at."""

_TYPES: Final = (
    "article newsarticle analysisnewsarticle askpublicnewsarticle backgroundnewsarticle opinionnewsarticle "
    "reportagenewsarticle reviewnewsarticle advertisercontentarticle satiricalarticle scholarlyarticle "
    "medicalscholarlyarticle techarticle apireference report socialmediaposting blogposting liveblogposting "
    "discussionforumposting"
)
_ARTICLES: Final = frozenset(_TYPES.split())
"""https://schema.org/Article and what is more special than it, of schema.org 30.0, in lower case."""
_REFERRING: Final = ("author", "creator", "publisher", "image", "mainEntityOfPage", "isPartOf", "thumbnail", "about")
"""Properties whose objects a graph keeps as nodes of their own."""
_HOLDING: Final = ("@graph", "mainEntity", "itemListElement", "item", "hasPart")
"""Properties of what is no article that may hold some."""


def articles(document: object) -> tuple[Mapping[str, object], ...]:
    """The article nodes of a document, in its order; empty if it has none.

    `document`: an object, or a list of them, as JSON decoded. An object that is in a `@graph` and only named by its
    `@id` elsewhere (JSON-LD 1.1 section 4.7) stands in its place in what is given.
    """
    nodes = list(_nodes(document, 0))[:MAX_NODES]
    known = {name: node for node in nodes if len(node) > 1 and isinstance(name := node.get("@id"), str)}
    return tuple(_with_references(node, known) for node in nodes if is_article(node))


def is_article(node: Mapping[str, object]) -> bool:
    """Whether its `@type` is an article's: a name, or one of a list, with or without the address of schema.org."""
    return any(_type(one) in _ARTICLES for one in _types(node))


def is_something_else(node: Mapping[str, object]) -> bool:
    """Whether it has a `@type` and that is no article's. Of a row without one nobody knows."""
    return bool(_types(node)) and not is_article(node)


def _types(node: Mapping[str, object]) -> list[object]:
    types = node.get("@type")
    return types[:MAX_DEPTH] if isinstance(types, list) else [types] if types else []


def _type(name: object) -> str:
    return text(name).rpartition("/")[2].rpartition(":")[2].rpartition("#")[2].lower()


def _nodes(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for one in value[:MAX_NODES]:
            yield from _nodes(one, depth + 1)
    elif isinstance(value, Mapping):
        yield value
        if not is_article(value):
            for key in _HOLDING:
                yield from _nodes(value.get(key), depth + 1)


def _with_references(node: Mapping[str, object], known: Mapping[str, Mapping[str, object]]) -> Mapping[str, object]:
    found = {key: _referred(node[key], known) for key in _REFERRING if key in node}
    return {**node, **found}


def _referred(value: object, known: Mapping[str, Mapping[str, object]]) -> object:
    if isinstance(value, list):
        return [_referred(one, known) for one in value[:MAX_NODES] if not isinstance(one, list)]
    if isinstance(value, Mapping) and not value.keys() - {"@id", "@type"}:
        name = value.get("@id")
        return known.get(name, value) if isinstance(name, str) else value
    return value
