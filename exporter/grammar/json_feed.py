"""JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from exporter.grammar import content
from exporter.grammar.json_text import Rule, members, parsed
from exporter.grammar.values import is_id, is_language, is_web, quoted, rfc_3339

VERSION = "https://jsonfeed.org/version/1.1"

_TOP: dict[str, Rule] = {
    "version": (str, True),
    "title": (str, True),
    "home_page_url": (str, True),
    "feed_url": (str, True),
    "description": (str, False),
    "language": (str, False),
    "icon": (str, False),
    "favicon": (str, False),
    "hubs": (list, False),
    "next_url": (str, False),
}
_ITEM: dict[str, Rule] = {
    "id": (str, True),
    "url": (str, True),
    "title": (str, True),
    "date_published": (str, True),
    "date_modified": (str, True),
    "authors": (list, False),
    "tags": (list, False),
    "language": (str, False),
    "image": (str, False),
    "summary": (str, False),
    "content_html": (str, False),
    "content_text": (str, False),
}
_PERSON: dict[str, Rule] = {"name": (str, False), "url": (str, False), "avatar": (str, False)}
_HUB: dict[str, Rule] = {"type": (str, True), "url": (str, True)}


def faults(path: str, data: bytes) -> Iterator[str]:
    """Everything that is wrong with a feed."""
    feed = parsed(data)
    if isinstance(feed, str):
        yield feed
        return
    items = feed.pop("items", None)
    yield from members(feed, _TOP, "the feed")
    if feed.get("version") != VERSION:
        yield f"the feed: version is {quoted(str(feed.get('version')))}, and must be {VERSION}"
    yield from _addresses(feed, ("home_page_url", "feed_url", "icon", "favicon", "next_url"), "the feed")
    yield from _language(feed, "the feed")
    if not str(feed.get("feed_url", "")).endswith("/" + path):
        yield f"the feed: feed_url is not where it lies: {quoted(str(feed.get('feed_url')))}"
    if "next_url" in feed and feed["next_url"] == feed.get("feed_url"):
        yield "the feed: next_url is the feed itself"
    for number, hub in enumerate(_list(feed, "hubs")):
        yield from _objects(hub, _HUB, f"hub {number + 1}", ("url",))
    if not isinstance(items, list):
        yield "the feed has no list of items"
        return
    for number, item in enumerate(items):
        where = f"item {number + 1}"
        if not isinstance(item, dict):
            yield f"{where} is no object"
        else:
            yield from _item(item, where)
    ids = Counter(str(item.get("id")) for item in items if isinstance(item, dict))
    yield from (f"the id {quoted(one)} is there twice" for one, number in ids.items() if number > 1)


def _item(item: dict[str, Any], where: str) -> Iterator[str]:
    yield from members(item, _ITEM, where)
    if not is_id(str(item.get("id"))):
        yield f"{where}: its id is no urn:uuid: but {quoted(str(item.get('id')))}"
    yield from _addresses(item, ("url", "image"), where)
    yield from _language(item, where)
    if "content_html" not in item and "content_text" not in item:
        yield f"{where} has neither content_html nor content_text"
    if isinstance(item.get("content_html"), str):
        yield from (f"{where}: {wrong}" for wrong in content.faults(item["content_html"]))
    yield from _times(item, where)
    for number, person in enumerate(_list(item, "authors")):
        yield from _objects(person, _PERSON, f"{where}, author {number + 1}", ("url", "avatar"))
        if isinstance(person, dict) and not person:
            yield f"{where}, author {number + 1} has no name"
    if any(not isinstance(tag, str) or not tag for tag in _list(item, "tags")):
        yield f"{where}: a tag is no text"


def _times(item: dict[str, Any], where: str) -> Iterator[str]:
    moments = []
    for name in ("date_published", "date_modified"):
        moment = rfc_3339(str(item.get(name)))
        if isinstance(moment, datetime):
            moments.append(moment)
        elif name in item:
            yield f"{where}: {name}: {moment}"
    if moments != sorted(moments):
        yield f"{where} was modified before it was published"


def _list(node: dict[str, Any], name: str) -> list[Any]:
    found = node.get(name)
    return found if isinstance(found, list) else []


def _objects(node: object, rules: dict[str, Rule], where: str, addresses: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(node, dict):
        yield f"{where} is no object"
        return
    yield from members(node, rules, where)
    yield from _addresses(node, addresses, where)


def _addresses(node: dict[str, Any], names: tuple[str, ...], where: str) -> Iterator[str]:
    for name in names:
        if name in node and not is_web(str(node[name])):
            yield f"{where}: {name} is no absolute URL: {quoted(str(node[name]))}"


def _language(node: dict[str, Any], where: str) -> Iterator[str]:
    if "language" in node and not is_language(str(node["language"])):
        yield f"{where}: language is no language tag: {quoted(str(node['language']))}"
