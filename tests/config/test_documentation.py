"""docs/configuration.md and template.toml say what the structs say: every key, no other, and the same defaults."""

import json
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec import NODEFAULT, inspect, to_builtins

from exporter.config import load, template
from exporter.config.schema import Config

DOCS = Path(__file__).parents[2] / "docs" / "configuration.md"
KEY = re.compile(
    r"^### `(?P<key>[^`]+)`\n\nType: (?P<type>[^.\n]+)\. Default: (?P<default>required|`[^`]*`)\. "
    r"Example: `(?P<example>[^`]+)`\.\n\n(?P<text>[^#]+)",
    re.MULTILINE,
)
TYPES = {
    inspect.BoolType: "true or false",
    inspect.IntType: "whole number",
    inspect.FloatType: "number from 0 to 1",
}


def keys(kind, path=()):
    """(`profile.HOST.language`, its field) for every key, in the order of the flow."""
    if isinstance(kind, inspect.UnionType):
        kind = next(each for each in kind.types if isinstance(each, inspect.StructType))
    if isinstance(kind, inspect.VarTupleType):
        kind = kind.item_type
    if isinstance(kind, inspect.DictType):
        kind, path = kind.value_type, (*path, "HOST")
    for field in kind.fields:
        below = (*path, field.encode_name)
        inner = list(keys(field.type, below)) if holds_tables(field.type) else [(".".join(below), field)]
        yield from inner


def holds_tables(kind):
    parts = getattr(kind, "types", None) or (
        getattr(kind, "item_type", None) or getattr(kind, "value_type", None) or kind,
    )
    return any(isinstance(each, inspect.StructType) for each in parts)


SCHEMA = dict(keys(inspect.type_info(Config)))
DOCUMENTED = {each["key"]: each for each in KEY.finditer(DOCS.read_text(encoding="utf-8"))}


def default_of(field):
    return None if field.default is NODEFAULT else listed(field.default)


def listed(value):
    """As TOML would give it."""
    return list(value) if isinstance(value, tuple) else value


SITE = '[site]\ntitle = "T"\nurl = "https://a.example/"\n'
NEEDED = {
    "site": SITE,
    "source": f'{SITE}[[source]]\npath = "dumps"\n',
    "profile": f'{SITE}[profile."nos.nl"]\n',
    "engine": f'{SITE}[engine]\nscheduler = "tcp://localhost:8786"\n',
    "feed": f'{SITE}[[feed]]\nslug = "s"\ntitle = "T"\nhosts = ["a.example"]\n',
}


def whole(section, line):
    """A configuration with this line in this section, and what the section needs besides."""
    text = NEEDED.get(section, f"{SITE}[{section}]\n")
    start = text.rindex("\n[") if "\n[" in text else 0
    name = line.split(" = ")[0]
    return text[:start] + re.sub(rf"^{name} = .*\n", "", text[start:], flags=re.MULTILINE) + line + "\n"


def test_every_key_is_documented_in_the_order_of_the_flow_and_nothing_else():
    headings = re.findall(r"^### `(.+)`$", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert list(DOCUMENTED) == headings  # each has its line of type, default and example, and a text
    assert list(DOCUMENTED) == list(SCHEMA)


@pytest.mark.parametrize("key", SCHEMA)
def test_the_documented_default_is_the_one_in_the_code(key):
    documented = DOCUMENTED[key]["default"]
    value = None if documented == "required" else tomllib.loads(f"x = {documented.strip('`')}")["x"]
    assert value == default_of(SCHEMA[key])


@pytest.mark.parametrize("key", SCHEMA)
def test_the_documented_type_is_the_one_in_the_code(key):
    kind, documented = SCHEMA[key].type, DOCUMENTED[key]["type"]
    item = kind.item_type if isinstance(kind, inspect.VarTupleType) else kind
    assert documented.startswith("list of ") == isinstance(kind, inspect.VarTupleType)
    if isinstance(item, inspect.UnionType) and any(isinstance(each, inspect.LiteralType) for each in item.types):
        [(of, words)] = [
            (TYPES[type(a)], b.values) for a in item.types for b in item.types if type(a) in TYPES and a is not b
        ]
        assert documented == f"{of} or {' or '.join(map(json.dumps, words))}"
    elif isinstance(item, inspect.LiteralType):
        assert documented.endswith(f" of {', '.join(item.values)}")
    else:
        assert (documented in TYPES.values()) == (type(item) in TYPES)
        assert documented == TYPES.get(type(item), documented)


@pytest.mark.parametrize("key", SCHEMA)
def test_the_documented_example_sets_that_key_to_something_else(key, tmp_path):
    path = tmp_path / "config.toml"
    steps = key.split(".")
    path.write_text(whole(steps[0], DOCUMENTED[key]["example"]), encoding="utf-8")
    value = to_builtins(load(path))
    for step in steps:
        value = value[0][step] if isinstance(value, list | tuple) else value["nos.nl" if step == "HOST" else step]
    assert listed(value) != default_of(SCHEMA[key])


def test_the_minimal_configuration_of_the_docs_loads(tmp_path):
    [text] = re.findall(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), flags=re.DOTALL)
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    assert load(path).site.title == "Harbour Wire"


def test_the_messages_that_the_docs_show_are_those_of_the_program(tmp_path, monkeypatch):
    from exporter.errors import ConfigError

    monkeypatch.chdir(tmp_path)
    path = Path("config.toml")
    path.write_text(
        '[site]\ntitle = "T"\nurl = "https://a.example/"\ntitel = "T"\n\n\n[feeds]\nformats = ["atom",\n"rs"]\n',
        "utf-8",
    )
    with pytest.raises(ConfigError) as caught:
        load(path, ["feeds.entries=ten"])
    [shown] = re.findall(r"```\n(config\.toml.*?)\n```", DOCS.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert str(caught.value) == shown


def test_the_template_loads_as_it_is_and_with_everything_uncommented(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(template(), encoding="utf-8")
    plain = load(path)
    assert (plain.profile, plain.feed, len(plain.source)) == ({}, (), 1)
    path.write_text(uncommented(template()), encoding="utf-8")
    every = load(path)
    assert (list(every.profile), [each.slug for each in every.feed]) == (["nos.nl"], ["abroad"])


def uncommented(text):
    """Prose is `# text`; a setting is `#key = value`."""
    return re.sub(r"^#(?! |$)", "", text, flags=re.MULTILINE)


def test_the_template_shows_every_key_once():
    tree = tomllib.loads(uncommented(template()))
    shown = []
    for section, table in tree.items():
        [inner] = table if isinstance(table, list) else table.values() if section == "profile" else [table]
        prefix = f"{section}.HOST" if section == "profile" else section
        shown += list(dotted(inner, prefix))
    assert sorted(shown) == sorted(SCHEMA)


def dotted(table, prefix):
    """Every key of a table and of the tables in it; of several alike, the first."""
    for key, value in table.items():
        within = value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else value
        yield from dotted(within, f"{prefix}.{key}") if isinstance(within, dict) else [f"{prefix}.{key}"]


def test_what_the_template_has_commented_out_is_the_default():
    """Except in sections that are commented out themselves: those are examples."""
    table, checked = None, []
    for line in template().splitlines():
        header = re.match(r"(#?)\[+([^\]]+)\]+$", line)
        if header:
            table = None if header[1] else header[2]
        elif table and re.match(r"#\S", line):
            [(key, value)] = tomllib.loads(line[1:]).items()
            assert (f"{table}.{key}", value) == (f"{table}.{key}", default_of(SCHEMA[f"{table}.{key}"]))
            checked.append(table)
    sections = {"store", "feeds", "output", "withdrawals", "engine", "brakes", "notify", "schedule", "health", "serve"}
    assert set(checked) == {"site", "site.publisher", "source", *sections}


def test_the_order_of_sections_in_the_docs_is_that_of_the_flow():
    sections = re.findall(r"^## \[+(\w+)", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    order = [key.split(".")[0] for key in SCHEMA]
    assert sections == [order[0], *(after for before, after in pairwise(order) if before != after)]
