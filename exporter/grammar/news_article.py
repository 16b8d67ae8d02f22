"""NewsArticle (https://schema.org/NewsArticle) as this tree has it: in a file of its own, or as a row of a shard."""

from collections.abc import Iterator, Mapping
from typing import Any

from exporter.grammar.json_text import Rule, members, parsed
from exporter.grammar.linked_data import (
    addresses,
    author,
    context,
    each,
    moment,
    node_of,
    organization,
    said,
    times,
    unsafe,
    web,
)
from exporter.grammar.values import is_id, is_language, quoted

_ARTICLE: dict[str, Rule] = {
    "@context": (str, True),
    "@type": (str, True),
    "@id": (str, True),
    "headline": (str, True),
    "url": (str, True),
    "mainEntityOfPage": (dict, True),
    "sameAs": (list, False),
    "datePublished": (str, True),
    "dateModified": (str, True),
    "inLanguage": (str, False),
    "author": (list, False),
    "publisher": (dict, False),
    "sdPublisher": (dict, False),
    "articleSection": (list, False),
    "keywords": (list, False),
    "image": (str, False),
    "description": (str, False),
    "wordCount": (int, False),
    "articleBody": (str, False),
    "license": (str, False),
    "copyrightNotice": (str, False),
}
_ROW: dict[str, Rule] = {
    **_ARTICLE,
    "sdDatePublished": (str, True),
    "identifier": (list, True),
    "hasPart": (list, False),
}
_WEB_PAGE: dict[str, Rule] = {"@type": (str, True), "@id": (str, True)}
_PROPERTY: dict[str, Rule] = {"@type": (str, True), "propertyID": (str, True), "value": ((int, str), True)}
_HEADING: dict[str, Rule] = {"@type": (str, True), "position": (int, True), "headline": (str, True)}


def faults(path: str, data: bytes) -> Iterator[str]:
    """Everything that is wrong with the document of one article, which lies at `articles/YYYY/MM/DD/UUID.jsonld`."""
    node = parsed(data)
    if isinstance(node, str):
        yield node
        return
    if wrong := unsafe(data):
        yield wrong
    yield from members(node, _ARTICLE, "the article")
    yield from _article(node, "the article")
    published = moment(node, "datePublished")
    name = str(node.get("@id")).removeprefix("urn:uuid:")
    if published and path != f"articles/{published:%Y/%m/%d}/{name}.jsonld":
        yield f"the article: its id and day belong to another path than {quoted(path)}"


def row(node: Mapping[str, Any], where: str) -> Iterator[str]:
    """Everything that is wrong with a row, from which the article can be rebuilt."""
    yield from members(node, _ROW, where)
    yield from _article(node, where)
    yield from times(node, ("sdDatePublished",), where)
    yield from each(node, "identifier", _identifier, where)
    sequences = identifiers(node, "sequence")
    if len(sequences) > 1 or any(not isinstance(one, int) or one < 1 for one in sequences):
        yield f"{where}: its sequence is no whole number from 1 on: {quoted(repr(sequences))}"
    keys = identifiers(node, "key")
    if not keys or any(not isinstance(one, str) or not one for one in keys) or len(set(map(str, keys))) != len(keys):
        yield f"{where} has no identity keys, or one twice"
    yield from _headings(node, where)


def identifiers(node: Mapping[str, Any], name: str) -> list[Any]:
    """The values of the identifiers of that name."""
    found = node.get("identifier")
    nodes = found if isinstance(found, list) else []
    return [one.get("value") for one in nodes if isinstance(one, dict) and one.get("propertyID") == name]


def _article(node: Mapping[str, Any], where: str) -> Iterator[str]:
    yield from context(node, "NewsArticle", where)
    if not is_id(str(node.get("@id"))):
        yield f"{where}: its @id is no urn:uuid: but {quoted(str(node.get('@id')))}"
    yield from addresses(node, ("url", "image", "license"), where)
    yield from _page_and_times(node, where)
    if "inLanguage" in node and not is_language(str(node["inLanguage"])):
        yield f"{where}: inLanguage is no language tag: {quoted(str(node['inLanguage']))}"
    for name, rules in (("author", author), ("articleSection", said), ("keywords", said), ("sameAs", web)):
        yield from each(node, name, rules, where)
    for name in ("publisher", "sdPublisher"):
        if name in node:
            yield from organization(node[name], f"{where}, {name}")
    words = node.get("wordCount", 1)
    if isinstance(words, int) and words < 1:
        yield f"{where}: wordCount is {words}"
    if "license" in node and "copyrightNotice" in node:
        yield f"{where} has a license and a copyrightNotice"


def _page_and_times(node: Mapping[str, Any], where: str) -> Iterator[str]:
    page = node.get("mainEntityOfPage")
    if isinstance(page, dict):
        yield from members(page, _WEB_PAGE, f"{where}, mainEntityOfPage")
        if page.get("@type") != "WebPage" or page.get("@id") != node.get("url"):
            yield f"{where}: mainEntityOfPage is not the WebPage of its url"
    yield from times(node, ("datePublished", "dateModified"), where)
    published, modified = moment(node, "datePublished"), moment(node, "dateModified")
    if published and modified and modified < published:
        yield f"{where} was modified before it was published"


@node_of("PropertyValue")
def _identifier(node: Mapping[str, Any], where: str) -> Iterator[str]:
    yield from members(node, _PROPERTY, where)
    if node.get("propertyID") not in ("sequence", "key"):
        yield f"{where}: nobody knows what {quoted(str(node.get('propertyID')))} is"


def _headings(node: Mapping[str, Any], where: str) -> Iterator[str]:
    """Sub-heads: each is the paragraph of `articleBody` whose number it says, and they are in order."""
    found = node.get("hasPart", [])
    texts, last = str(node.get("articleBody", "")).split("\n\n"), 0
    for number, part in enumerate(found if isinstance(found, list) else [], 1):
        name = f"{where}, hasPart {number}"
        if not isinstance(part, dict) or part.get("@type") != "CreativeWork":
            yield f"{name} is no CreativeWork"
            continue
        yield from members(part, _HEADING, name)
        position = part.get("position")
        if not isinstance(position, int) or not last < position <= len(texts):
            yield f"{name}: {quoted(repr(position))} is no paragraph of articleBody behind the last"
            continue
        last = position
        if texts[position - 1] != part.get("headline"):
            yield f"{name}: paragraph {position} of articleBody is another text"
