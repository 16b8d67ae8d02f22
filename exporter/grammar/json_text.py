"""JSON documents as values, and what is asked of objects in every format of JSON."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from exporter.grammar.values import quoted

Rule = tuple[type | tuple[type, ...], bool]
"""Of a member: what type its value has, and whether it must be there."""


def parsed(data: bytes) -> dict[str, Any] | str:
    """The object that a document is; a string says why it is none: UTF-8 without a byte order mark, RFC 8259."""
    if not data:
        return "empty"
    try:
        found = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return f"no JSON: {error}"
    return found if isinstance(found, dict) else "no JSON object"


def members(node: Mapping[str, Any], rules: Mapping[str, Rule], where: str, *, others: bool = False) -> Iterator[str]:
    """What is wrong with the names and types in an object; `others`: names that no rule knows may stand there.

    None may be null, and none empty: what is not there is left out.
    """
    for name, (kind, required) in rules.items():
        if name not in node:
            if required:
                yield f"{where} has no {name}"
            continue
        value = node[name]
        if not isinstance(value, kind) or isinstance(value, bool):
            yield f"{where}: {name} has a value of the wrong type: {quoted(repr(value))}"
        elif value in ("", [], {}):
            yield f"{where}: {name} is empty; what is not there is left out"
    if not others:
        for name in node.keys() - rules.keys():
            yield f"{where} has a member {quoted(name)} that there is not"
