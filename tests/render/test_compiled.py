"""A template is compiled once, where that can be kept; where it cannot, it is compiled at each run."""

import sys

import jinja2
import pytest

from exporter.render import compiled


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    return tmp_path


def rendered(source="Hello {{ name }}"):
    """What a process that has compiled nothing yet makes of the template, and how often it compiled."""
    environment = jinja2.Environment(
        bytecode_cache=compiled.Compiled(), loader=jinja2.DictLoader({"page.html": source}), autoescape=True
    )
    times = []
    compile_it = environment.compile
    environment.compile = lambda *arguments, **named: (times.append(1), compile_it(*arguments, **named))[1]
    return environment.get_template("page.html").render(name="you"), len(times)


def kept(folder):
    return list(folder.rglob("*.template"))


def test_it_is_compiled_once(folder):
    assert [rendered(), rendered()] == [("Hello you", 1), ("Hello you", 0)]
    [file] = kept(folder)
    assert file.stat().st_mode & 0o777 == 0o644  # who installs it may not be who runs it


def test_a_changed_template_is_compiled_anew(folder):
    assert [rendered(), rendered("Bye {{ name }}"), rendered("Bye {{ name }}")] == [
        ("Hello you", 1),
        ("Bye you", 1),
        ("Bye you", 0),
    ]


@pytest.mark.parametrize("damaged", [b"", b"junk", "half"])
def test_what_is_damaged_is_compiled_anew(folder, damaged):
    rendered()
    [file] = kept(folder)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if damaged == "half" else damaged)
    assert [rendered(), rendered()] == [("Hello you", 1), ("Hello you", 0)]


def test_where_nothing_can_be_written_it_is_compiled_each_time(folder, monkeypatch):
    monkeypatch.setattr(sys, "pycache_prefix", "/dev/null")
    assert [rendered(), rendered()] == [("Hello you", 1), ("Hello you", 1)]


def test_nothing_is_written_where_python_is_told_to_write_no_bytecode(folder, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert [rendered(), rendered()] == [("Hello you", 1), ("Hello you", 1)]
    assert kept(folder) == []
