"""Documents spoilt at random, beside the schemas that others wrote: what those reject, the rules must reject."""

import json
import random
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import jsonschema
from lxml import etree
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from exporter import grammar
from tests.grammar.documents import documents
from tests.render.vocabulary import schemas

VALID = documents()
NEWS, MONTH = "sitemaps/news.example/news.xml", "sitemaps/news.example/2025-02.xml"
SCHEMAS = (
    ("feed.atom", "atom.rng"),
    ("archive/000002.atom", "atom.rng"),
    (MONTH, "driver-urlset.xsd"),
    (NEWS, "driver-urlset.xsd"),
    ("sitemap.xml", "siteindex.xsd"),
)
WORDS = (
    "",
    " ",
    "x",
    "1",
    "-1",
    "2025-02-14",
    "2025-02-14T25:00:00Z",
    "2025-02-14T10:00:00",
    "a b",
    "http://",
    "//a/b",
)
WORDS += (
    "https://a.example/b",
    "urn:uuid:1",
    "text",
    "html",
    "xhtml",
    "en-GB",
    "e n",
    "é",
    "image/png",
    "javascript:x",
)

Node = Any


def spoil_xml(root: Node, chance: random.Random) -> None:
    """Do one thing to one element, or to one of its attributes."""
    element = chance.choice([one for one in root.iter() if one is not root] or [root])
    parent = element.getparent()
    names = list(element.attrib)
    everywhere = list(root.iter())

    def rename() -> None:
        element.tag = chance.choice([one.tag for one in everywhere] + ["x", "{http://www.w3.org/2005/Atom}x"])

    def move() -> None:
        target = chance.choice([one for one in everywhere if element not in {one, *one.iterancestors()}])
        target.insert(chance.randint(0, len(target)), element)

    def change() -> None:
        element.set(chance.choice([*names, "x", "type", "href", "rel"]), chance.choice(WORDS))

    actions: list[Callable[[], object]] = [
        lambda: parent.remove(element),
        lambda: parent.insert(chance.randint(0, len(parent)), deepcopy(element)),
        move,
        rename,
        change,
        lambda: element.attrib.pop(chance.choice(names), None) if names else parent.remove(element),
        lambda: setattr(element, "text", chance.choice(WORDS)),
        lambda: setattr(element, "tail", chance.choice(WORDS)),
        lambda: etree.SubElement(element, chance.choice(everywhere).tag),
    ]
    chance.choice(actions)()


def spoil_json(node: Node, chance: random.Random) -> None:
    """Do one thing to one member of one object, or to one value of a list."""
    holders: list[Node] = []
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict | list) and one:
            holders.append(one)
            waiting += one.values() if isinstance(one, dict) else one
    holder = chance.choice(holders)
    key = chance.choice(list(holder)) if isinstance(holder, dict) else chance.randrange(len(holder))
    other = chance.choice([None, True, 1, 1.5, [], {}, *WORDS])
    if chance.random() < 0.3:
        del holder[key]
    elif chance.random() < 0.3 and isinstance(holder, dict):
        holder[chance.choice(["x", "_x", "author", "url", key])] = other
    else:
        holder[key] = other


def xml_beside(path: str, schema: str, count: int) -> int:
    """How many of so many mutants of a document a schema rejects; AssertionError if the rules let one of them pass."""
    parsed = etree.parse(schemas() / schema)
    valid: Node = etree.RelaxNG(parsed) if schema.endswith(".rng") else etree.XMLSchema(parsed)
    assert valid.validate(etree.fromstring(VALID[path]))
    chance, rejected = random.Random(path), 0  # noqa: S311
    for _ in range(count):
        root = etree.fromstring(VALID[path])
        for _ in range(chance.randint(1, 2)):
            spoil_xml(root, chance)
        data = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
        if not valid.validate(etree.fromstring(data)):
            rejected += 1
            assert grammar.faults(path, data), f"{valid.error_log.last_error}\n{data.decode()}"
    return rejected


def json_feed_beside(count: int) -> int:
    """The same of a JSON Feed."""
    schema, older = (json.loads((schemas() / name).read_bytes()) for name in ("feed.json", "feed-1.json"))
    known = [Resource.from_contents(older, default_specification=DRAFT4)] * 2
    registry: Node = Registry().with_resources(zip(("feed-1", older.get("id", "")), known, strict=True))
    valid = jsonschema.Draft4Validator(schema, registry=registry, format_checker=jsonschema.FormatChecker())
    chance, rejected = random.Random("feed.json"), 0  # noqa: S311
    for _ in range(count):
        feed = json.loads(VALID["feed.json"])
        spoil_json(feed, chance)
        errors = list(valid.iter_errors(feed))
        if errors:
            rejected += 1
            assert grammar.faults("feed.json", json.dumps(feed).encode()), errors[0].message
    return rejected


def run(count: int) -> dict[str, int]:
    """So many mutants of each document that there is a schema for."""
    rejected = sum(xml_beside(path, schema, count) for path, schema in SCHEMAS) + json_feed_beside(count)
    return {"mutants": count * (len(SCHEMAS) + 1), "rejected by a schema": rejected, "let pass by the rules": 0}
