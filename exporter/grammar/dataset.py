"""The manifest of the data shards: a schema.org Dataset (https://schema.org/Dataset)."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from exporter.grammar.json_text import Rule, members, parsed
from exporter.grammar.linked_data import addresses, context, each, moment, node_of, organization, said, times, unsafe
from exporter.grammar.values import is_id, is_web, quoted, w3c_time

_DATASET: dict[str, Rule] = {
    "@context": (str, True),
    "@type": (str, True),
    "@id": (str, True),
    "identifier": (str, True),
    "name": (str, True),
    "description": (str, True),
    "url": (str, True),
    "creator": (dict, False),
    "publisher": (dict, False),
    "license": (str, False),
    "copyrightNotice": (str, False),
    "dateModified": (str, True),
    "temporalCoverage": (str, True),
    "size": (dict, True),
    "distribution": (list, True),
    "hasPart": (list, False),
}
_DOWNLOAD: dict[str, Rule] = {
    "@type": (str, True),
    "contentUrl": (str, True),
    "encodingFormat": (list, True),
    "contentSize": (str, True),
    "sha256": (str, True),
    "size": (dict, True),
    "temporalCoverage": (str, True),
    "dateModified": (str, True),
}
_QUANTITY: dict[str, Rule] = {"@type": (str, True), "value": (int, True), "unitText": (str, True)}
_SHARD = re.compile(r"data/(\d{4}-\d\d-\d\d)\.[0-9a-f]{16}\.jsonl\.gz")
_SIZE = re.compile(r"[1-9]\d{0,15} B", re.ASCII)


def faults(path: str, data: bytes) -> Iterator[str]:
    """Everything that is wrong with the manifest by itself."""
    node = parsed(data)
    if isinstance(node, str):
        yield node
        return
    if wrong := unsafe(data):
        yield wrong
    where = "the data set"
    yield from members(node, _DATASET, where)
    yield from context(node, "Dataset", where)
    yield from addresses(node, ("@id", "url", "license"), where)
    yield from times(node, ("dateModified",), where)
    if node.get("@id") != f"{node.get('url')}{path}":
        yield f"{where}: its @id is not where it lies: {quoted(str(node.get('@id')))}"
    for name in ("creator", "publisher"):
        if name in node:
            yield from organization(node[name], f"{where}, {name}")
    yield from each(node, "distribution", _download, where)
    yield from each(node, "hasPart", _feed, where)
    listed = node.get("distribution")
    found = [one for one in (listed if isinstance(listed, list) else []) if isinstance(one, dict)]
    yield from _sums(node, found, where)


@node_of("DataDownload")
def _download(node: Mapping[str, Any], where: str) -> Iterator[str]:
    yield from members(node, _DOWNLOAD, where)
    yield from times(node, ("dateModified",), where)
    name = _name(node)
    if name is None or not is_web(str(node.get("contentUrl"))) or name[1] != node.get("temporalCoverage"):
        yield f"{where}: contentUrl is no shard of its day: {quoted(str(node.get('contentUrl')))}"
    if node.get("encodingFormat") != ["application/gzip", "application/x-ndjson"]:
        yield f"{where}: encodingFormat must be application/gzip, then application/x-ndjson"
    if not re.fullmatch(r"[0-9a-f]{64}", str(node.get("sha256"))):
        yield f"{where}: sha256 is no digest: {quoted(str(node.get('sha256')))}"
    if not _SIZE.fullmatch(str(node.get("contentSize"))):
        yield f"{where}: contentSize is no number of bytes: {quoted(str(node.get('contentSize')))}"
    yield from _quantity(node.get("size"), f"{where}, size")


def _name(node: Mapping[str, Any]) -> re.Match[str] | None:
    return _SHARD.fullmatch(str(node.get("contentUrl"))[-len("data/2025-02-14.0123456789abcdef.jsonl.gz") :])


@node_of("QuantitativeValue")
def _quantity(node: Mapping[str, Any], where: str) -> Iterator[str]:
    yield from members(node, _QUANTITY, where)
    if node.get("unitText") != "articles" or count(node) < 1:
        yield f"{where} counts no articles"


def count(node: object) -> int:
    """The number that a QuantitativeValue says; 0 if it says none."""
    value = node.get("value") if isinstance(node, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


@node_of("DataFeed")
def _feed(node: Mapping[str, Any], where: str) -> Iterator[str]:
    """A feed of the tree, of which more may be said than its id and name."""
    if not is_id(str(node.get("@id"))):
        yield f"{where}: its @id is no urn:uuid: but {quoted(str(node.get('@id')))}"
    yield from said(node.get("name"), f"{where}, name")


def _sums(node: dict[str, Any], found: list[dict[str, Any]], where: str) -> Iterator[str]:
    """What is said of all is what is said of each."""
    yield from _quantity(node.get("size"), f"{where}, size")
    articles = sum(count(one.get("size")) for one in found)
    if articles != count(node.get("size")):
        yield f"{where} says that there are {count(node.get('size'))} articles, its shards {articles}"
    newest = max(filter(None, (moment(one, "dateModified") for one in found)), default=None)
    if newest and newest != moment(node, "dateModified"):
        yield f"{where}: dateModified is not that of its newest shard"
    days = [str(one.get("temporalCoverage")) for one in found]
    if days != sorted(days):
        yield f"{where}: its shards are not in the order of their days"
    for day in dict.fromkeys(days):
        if not isinstance(w3c_time(day), datetime):
            yield f"{where}: {quoted(day)} is no day"
    if days and node.get("temporalCoverage") != (days[0] if days[0] == days[-1] else f"{days[0]}/{days[-1]}"):
        yield f"{where}: temporalCoverage is not from its first day to its last"
    urls = Counter(str(one.get("contentUrl")) for one in found)
    yield from (f"{where} lists {quoted(url)} twice" for url, number in urls.items() if number > 1)
