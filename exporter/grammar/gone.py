"""What was withdrawn, a line of JSON each."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from exporter.grammar.json_text import Rule, members, parsed
from exporter.grammar.linked_data import addresses, each, times
from exporter.grammar.values import is_id, quoted

_ROW: dict[str, Rule] = {
    "id": (str, True),
    "when": (str, True),
    "path": (str, True),
    "sequence": (int, False),
    "keys": (list, False),
    "feeds": (list, False),
    "url": (str, False),
    "reason": (str, False),
}
_PATH = re.compile(r"articles/\d{4}/\d\d/\d\d/([0-9a-f-]{36})\.jsonld", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}")


def faults(_path: str, data: bytes) -> Iterator[str]:
    """Everything that is wrong with the list of tombstones, which is in the order of (when, id)."""
    if not data.endswith(b"\n"):
        yield "empty" if not data else "the last row has no end"
        return
    order, seen = [], Counter[tuple[str, str]]()
    for number, line in enumerate(data[:-1].split(b"\n"), 1):
        where = f"row {number}"
        node = parsed(line)
        if isinstance(node, str):
            yield f"{where}: {node}"
            continue
        yield from _row(node, where)
        order.append((str(node.get("when")), str(node.get("id"))))
        seen["the id", str(node.get("id"))] += 1
        if "sequence" in node:
            seen["the sequence", str(node["sequence"])] += 1
    if order != sorted(order):
        yield "the rows are not in the order of their times and ids"
    yield from (f"{name} {quoted(value)} is there twice" for (name, value), number in seen.items() if number > 1)


def _row(node: dict[str, Any], where: str) -> Iterator[str]:
    yield from members(node, _ROW, where)
    identity, path = str(node.get("id")), _PATH.fullmatch(str(node.get("path")))
    yield from _id(identity, f"{where}, id")
    if path is None or f"urn:uuid:{path[1]}" != identity:
        yield f"{where}: its path is not that of its article: {quoted(str(node.get('path')))}"
    yield from times(node, ("when",), where)
    yield from addresses(node, ("url",), where)
    yield from each(node, "keys", _digest, where)
    yield from each(node, "feeds", _id, where)
    if isinstance(node.get("sequence", 1), int) and node.get("sequence", 1) < 1:
        yield f"{where}: its sequence is {node['sequence']}"


def _id(value: object, where: str) -> Iterator[str]:
    if not is_id(str(value)):
        yield f"{where} is no urn:uuid: but {quoted(str(value))}"


def _digest(value: object, where: str) -> Iterator[str]:
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        yield f"{where} is no SHA-256: {quoted(str(value))}"
