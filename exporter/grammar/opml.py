"""OPML 2.0 (http://opml.org/spec2.opml): a list of feeds for a reader to import."""

from collections import Counter
from collections.abc import Iterator

from lxml.etree import _Element

from exporter.grammar.markup import at, attributes, cardinality, known, leaf, no_text, parsed
from exporter.grammar.values import is_language, is_web, quoted

_HEAD = ("title", "dateCreated", "dateModified", "ownerName", "ownerId", "docs")
_OUTLINE = ("type", "text", "title", "xmlUrl", "htmlUrl", "description", "language")


def faults(_path: str, data: bytes) -> Iterator[str]:
    """Everything that is wrong with the list."""
    root = parsed(data)
    if isinstance(root, str):
        yield root
        return
    if root.tag != "opml" or root.get("version") != "2.0":
        yield f"{at(root)} is the root, which must be <opml> of version 2.0"
        return
    if [child.tag for child in root] != ["head", "body"]:
        yield f"{at(root)} must hold <head>, then <body>, and nothing else"
        return
    head, body = root
    yield from attributes(root, ("version",))
    for parent in (root, head, body):
        yield from no_text(parent)
    yield from known(head, "", _HEAD)
    yield from cardinality(head, "", ("title",), _HEAD[1:])
    for child in head:
        yield from leaf(child)
    outlines = list(body.iter("outline"))
    if not outlines:
        yield f"{at(body)} has no <outline>"
    yield from (f"{at(child)} is no <outline>" for child in body.iter() if child.tag != "outline" and child is not body)
    for outline in outlines:
        yield from _outline(outline)
    found = Counter(outline.get("xmlUrl") for outline in outlines if outline.get("xmlUrl"))
    yield from (f"{at(body)} lists {quoted(url or '')} twice" for url, number in found.items() if number > 1)


def _outline(outline: _Element) -> Iterator[str]:
    yield from attributes(outline, _OUTLINE)
    yield from no_text(outline)
    if not outline.get("text"):
        yield f"{at(outline)} has no text"
    if not len(outline):
        if outline.get("type") != "rss" or not is_web(outline.get("xmlUrl", "")):
            yield f"{at(outline)} is no group, so it must be of type rss and have an absolute xmlUrl"
        if not outline.get("title"):
            yield f"{at(outline)} has no title"
    elif outline.get("xmlUrl") is not None:
        yield f"{at(outline)} is a feed, and holds others"
    if not is_web(outline.get("htmlUrl", "https://example.org/")):
        yield f"{at(outline)} has an htmlUrl that is no absolute URL: {quoted(outline.get('htmlUrl', ''))}"
    if not is_language(outline.get("language", "en")):
        yield f"{at(outline)} has no language tag as language: {quoted(outline.get('language', ''))}"
