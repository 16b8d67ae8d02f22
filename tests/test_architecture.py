"""Imports point down: lower stages never import upper ones, stages never each other (DESIGN: the layout)."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import exporter

ROOT = Path(exporter.__file__).parent
STAGES = {"sources", "readers", "normalise", "store", "plan", "render", "publish"}
FLOORS: tuple[set[str], ...] = (
    {"durable", "errors", "grammar", "media", "model", "names", "printable"},
    {"config", "connecting", "lock", "logs"},
    {"objects"},
    {"keys"},
    STAGES,
    {"brakes", "given", "report", "listed", "named", "pages", "parts", "renderings", "settings"},
    {"engine", "notify"},
    {"outcome", "progress"},
    {"arriving", "failures", "marking", "originals", "drawing", "spool"},
    {"holding", "preflight", "takedown"},
    {"departures", "intake", "output"},
    {"terminal"},
    {"check", "export", "explain", "health", "learning", "quality", "restore", "serve", "status"},
    {"daemon", "withdrawing"},
    {"cli"},
    {"__main__"},
)
"""A module imports only from floors below its own, or from its own package."""
FLOOR = {name: number for number, floor in enumerate(FLOORS) for name in floor}


def room(module: str) -> str:
    """`exporter.store.feeds` is in the room `store`."""
    return module.split(".")[1]


def imports(source: str) -> set[str]:
    """Rooms that a module imports, also inside functions."""
    rooms = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "exporter":
            rooms |= {alias.name for alias in node.names if not alias.name.startswith("__")}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("exporter."):
            rooms.add(room(node.module or ""))
        elif isinstance(node, ast.Import):
            rooms |= {room(alias.name) for alias in node.names if alias.name.startswith("exporter.")}
    return rooms


def wrong(place: str, source: str) -> set[str]:
    """Rooms that a module of the room `place` imports and must not."""
    return {other for other in imports(source) if other != place and FLOOR[other] >= FLOOR[place]}


MODULES = sorted(
    path.relative_to(ROOT).with_suffix("")
    for path in ROOT.rglob("*.py")
    if path.parent != ROOT or path.stem != "__init__"
)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_imports_point_down(path):
    assert wrong(path.parts[0], (ROOT / path).with_suffix(".py").read_text("utf-8")) == set()


def test_every_room_has_a_floor():
    assert {path.parts[0] for path in MODULES} == set(FLOOR)


@pytest.mark.parametrize(
    ("place", "planted", "found"),
    [
        ("render", "from exporter.store import articles", {"store"}),
        ("store", "def f():\n    import exporter.publish.folder", {"publish"}),
        ("plan", "from exporter import render", {"render"}),
        ("model", "from exporter.config.schema import Site", {"config"}),
        ("normalise", "from exporter.export import run", {"export"}),
        ("export", "from exporter.cli import main", {"cli"}),
        ("store", "from exporter.store.feeds import join\nfrom exporter.model import Dump", set()),
        ("export", "from exporter import __version__, plan", set()),
    ],
)
def test_a_planted_violation_is_found(place, planted, found):
    assert wrong(place, planted) == found


def taken(source: str, known: set[str]) -> set[str]:
    """Modules of `known` that this one takes anything from, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & known


def circle(sources: dict[str, str]) -> list[str]:
    """Modules that take from one another; empty if none do. `sources`: by name."""
    try:
        TopologicalSorter({name: taken(source, set(sources)) for name, source in sources.items()}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_take_from_one_another():
    named = {".".join(("exporter", *path.parts)): (ROOT / path).with_suffix(".py") for path in MODULES}
    inner = {name: path for name, path in named.items() if path.stem != "__init__"}
    assert len(inner) > 300
    assert circle({name: path.read_text("utf-8") for name, path in inner.items()}) == []


def test_a_planted_circle_is_found():
    planted = {"a": "import b", "b": "def f():\n    from c import d", "c": "from a import e"}
    assert set(circle(planted)) == {"a", "b", "c"}
    assert circle({**planted, "c": ""}) == []


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_modules_stay_small(path):
    assert len((ROOT / path).with_suffix(".py").read_text("utf-8").splitlines()) <= 400
