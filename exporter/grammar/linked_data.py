"""JSON-LD in terms of schema.org: which nodes may stand where, and what they hold."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from exporter.grammar.json_text import Rule, members
from exporter.grammar.values import is_web, quoted, rfc_3339

CONTEXT = "https://schema.org"

Rules = Callable[[object, str], Iterator[str]]
"""Of a value: what is wrong with it, and where it is."""

_ORGANIZATION: dict[str, Rule] = {"@type": (str, True), "name": (str, True), "url": (str, False), "logo": (dict, False)}
_PERSON: dict[str, Rule] = {"@type": (str, True), "name": (str, True)}
_IMAGE: dict[str, Rule] = {"@type": (str, True), "url": (str, True)}
_UNSAFE = re.compile(rb"[<>&]|\xe2\x80[\xa8\xa9]")


def unsafe(data: bytes) -> str:
    """Why JSON could not stand in a script element of a page as it is; empty if it could (HTML, "Restrictions for
    contents of script elements")."""
    found = _UNSAFE.search(data)
    return f"byte {found.start()}: {quoted(found[0].decode())} must be written as an escape" if found else ""


def context(node: Mapping[str, Any], kind: str, where: str) -> Iterator[str]:
    """The node is of that type, in the vocabulary of schema.org."""
    if node.get("@context") != CONTEXT:
        yield f"{where}: @context is {quoted(str(node.get('@context')))}, and must be {CONTEXT}"
    if node.get("@type") != kind:
        yield f"{where}: @type is {quoted(str(node.get('@type')))}, and must be {kind}"


def addresses(node: Mapping[str, Any], names: tuple[str, ...], where: str) -> Iterator[str]:
    """These members are absolute URLs, where they are there."""
    for name in names:
        if name in node and not is_web(str(node[name])):
            yield f"{where}: {name} is no absolute URL: {quoted(str(node[name]))}"


def times(node: Mapping[str, Any], names: tuple[str, ...], where: str) -> Iterator[str]:
    """These members are times, where they are there."""
    for name in names:
        found = moment(node, name)
        if name in node and found is None:
            yield f"{where}: {name}: {rfc_3339(str(node[name]))}"


def moment(node: Mapping[str, Any], name: str) -> datetime | None:
    """The time that a member says; None if it says none."""
    found = rfc_3339(str(node.get(name)))
    return found if isinstance(found, datetime) else None


def node_of(kind: str) -> Callable[[Callable[[Mapping[str, Any], str], Iterator[str]]], Rules]:
    """Makes rules of a node of that type those of any value: that it is no such node is all that is said of others."""

    def of_any(rules: Callable[[Mapping[str, Any], str], Iterator[str]]) -> Rules:
        def checked(value: object, where: str) -> Iterator[str]:
            if not isinstance(value, dict) or value.get("@type") != kind:
                yield f"{where} is no {kind}"
            else:
                yield from rules(value, where)

        return checked

    return of_any


@node_of("Organization")
def organization(node: Mapping[str, Any], where: str) -> Iterator[str]:
    """A publisher."""
    yield from members(node, _ORGANIZATION, where)
    yield from addresses(node, ("url",), where)
    if isinstance(node.get("logo"), dict):
        yield from members(node["logo"], _IMAGE, f"{where}, logo")
        yield from addresses(node["logo"], ("url",), f"{where}, logo")


def author(node: object, where: str) -> Iterator[str]:
    """A person, by the bare name, or an organization."""
    if isinstance(node, dict) and node.get("@type") == "Person":
        yield from members(node, _PERSON, where)
    else:
        yield from organization(node, where)


def each(node: Mapping[str, Any], name: str, rules: Rules, where: str) -> Iterator[str]:
    """Every value of a list holds to the rules."""
    found = node.get(name, [])
    for number, value in enumerate(found if isinstance(found, list) else [], 1):
        yield from rules(value, f"{where}, {name} {number}")


def said(value: object, where: str) -> Iterator[str]:
    """A text that says something."""
    if not isinstance(value, str) or not value.strip():
        yield f"{where} is no text"


def web(value: object, where: str) -> Iterator[str]:
    """An absolute URL."""
    if not isinstance(value, str) or not is_web(value):
        yield f"{where} is no absolute URL: {quoted(str(value))}"
