"""The schema.org vocabulary, and whether a JSON-LD document keeps to it."""

import json
from functools import cache
from typing import Any

import pytest

from tests.builders import SHARED

_DATA_TYPES = {"Text", "URL", "Date", "DateTime", "Number", "Integer", "Boolean"}


def schemas() -> Any:
    """The folder of schemas; skips the test, aloud, where there is none."""
    folder = SHARED / "schemas"
    if not folder.is_dir():
        pytest.skip(f"no {folder.name}/ beside the project: schemas that are not ours to ship are not checked")
    return folder


def _names(value: Any) -> set[str]:
    found = value if isinstance(value, list) else [value] if value else []
    return {one["@id"].removeprefix("schema:") for one in found}


@cache
def _terms() -> dict[str, Any]:
    graph = json.loads((schemas() / "schemaorg-all-https.jsonld").read_text("utf-8"))["@graph"]
    return {one["@id"].removeprefix("schema:"): one for one in graph}


@cache
def _ancestors(name: str) -> frozenset[str]:
    parents = _names(_terms()[name].get("rdfs:subClassOf"))
    known = [parent for parent in parents if parent in _terms()]
    return frozenset({name}).union(*(_ancestors(parent) for parent in known))


def mistakes(node: Any) -> list[str]:
    """Each property that is not of its class or a superclass, or superseded, or has a value out of its range."""
    if isinstance(node, list):
        return [mistake for one in node for mistake in mistakes(one)]
    if not isinstance(node, dict):
        return []
    found = [] if node["@type"] in _terms() else [f"no class {node['@type']}"]
    for name, value in node.items():
        if not name.startswith("@"):
            found += _property_mistakes(node["@type"], name, value) + mistakes(value)
    return found


def _property_mistakes(type_: str, name: str, value: Any) -> list[str]:
    term = _terms().get(name)
    if term is None or term["@type"] != "rdf:Property":
        return [f"no property {name}"]
    found = []
    if _names(term.get("schema:domainIncludes")).isdisjoint(_ancestors(type_)):
        found.append(f"{name} is not of {type_}")
    if term.get("schema:supersededBy"):
        found.append(f"{name} is superseded")
    range_ = _names(term.get("schema:rangeIncludes"))
    values = value if isinstance(value, list) else [value]
    return found + [f"{name} takes no {one!r}" for one in values if not _is_in(one, range_)]


def _is_in(value: Any, range_: set[str]) -> bool:
    if isinstance(value, dict):
        return not range_.isdisjoint(_ancestors(value["@type"]))
    # schema.org takes text wherever it expects a thing, but this project only where it expects a data type.
    fitting = {"Number", "Integer"} if isinstance(value, int) else _DATA_TYPES - {"Number", "Integer", "Boolean"}
    return not range_.isdisjoint(fitting)


def leaves(node: Any) -> list[Any]:
    """Every value that is no list or object; and those that are empty, as they are."""
    if isinstance(node, dict | list) and node:
        return [leaf for one in (node.values() if isinstance(node, dict) else node) for leaf in leaves(one)]
    return [node]
