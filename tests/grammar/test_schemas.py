"""The rules beside the schemas that others wrote: what a schema rejects, they reject, whatever was done to it."""

import json
import random

import pytest

from exporter import grammar
from tests.grammar.spoiling import SCHEMAS, VALID, json_feed_beside, spoil_json, xml_beside

MUTANTS = 200
"""Of each document; `python -m tests.torture grammar` makes more."""


@pytest.mark.parametrize(("path", "schema"), SCHEMAS)
def test_what_a_schema_of_xml_rejects_has_a_fault(path: str, schema: str) -> None:
    assert xml_beside(path, schema, MUTANTS) > MUTANTS / 3


def test_what_the_schema_of_json_feed_rejects_has_a_fault() -> None:
    assert json_feed_beside(MUTANTS) > MUTANTS / 4


def test_rules_that_let_something_pass_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "faults", lambda _path, _data: ())
    with pytest.raises(AssertionError):
        xml_beside("feed.atom", "atom.rng", 20)
    with pytest.raises(AssertionError):
        json_feed_beside(20)


@pytest.mark.parametrize("path", [path for path in VALID if path.endswith((".atom", ".rss", ".xml", ".opml"))])
def test_whatever_is_done_to_xml_is_judged_without_an_error(path: str) -> None:
    chance = random.Random(path)  # noqa: S311
    for _ in range(MUTANTS // 8):
        data = bytearray(VALID[path])
        for _ in range(chance.randint(1, 3)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert isinstance(grammar.faults(path, bytes(data)), tuple)
        assert isinstance(grammar.cheap(path, bytes(data)), str)


@pytest.mark.parametrize("path", [path for path in VALID if path.endswith((".json", ".jsonld"))])
def test_whatever_is_done_to_json_is_judged_without_an_error(path: str) -> None:
    chance = random.Random(path)  # noqa: S311
    for _ in range(MUTANTS // 2):
        node = json.loads(VALID[path])
        spoil_json(node, chance)
        data = json.dumps(node).encode()
        assert isinstance(grammar.faults(path, data), tuple)
        if grammar.cheap(path, data):
            assert grammar.faults(path, data), "what the gate stops has a fault"
