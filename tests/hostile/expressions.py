"""Every regular expression of the exporter: those that its modules compile, and those that stand in calls.

As a program: looks at each of them, and tries it on texts made for it; prints what it found as JSON.
"""

import ast
import importlib
import json
import re
import sys
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import exporter
from tests.hostile.ambiguity import Automaton, pumps

ROOT = Path(exporter.__file__).parent
CALLS = frozenset({"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"})


def every() -> dict[tuple[str, int], str]:
    """(expression, flags) with the module that has it. Loads every module anew: for a process of its own."""
    found = {key: module for module, key in _compiled()}
    for path in sorted(ROOT.rglob("*.py")):
        for pattern in _called(ast.parse(path.read_text("utf-8"))):
            found.setdefault((pattern, 0), path.relative_to(ROOT).as_posix())
    return found


def _compiled() -> list[tuple[str, tuple[str, int]]]:
    """Of each that is compiled while the modules are loaded."""
    found: list[tuple[str, tuple[str, int]]] = []
    real = re.compile

    def compile_(pattern: Any, flags: Any = 0) -> Any:
        made = real(pattern, flags)
        caller = sys._getframe(1).f_globals.get("__name__", "")
        if caller.startswith("exporter"):
            text = made.pattern if isinstance(made.pattern, str) else made.pattern.decode("latin-1")
            found.append((caller, (text, made.flags & ~re.UNICODE)))
        return made

    re.compile = compile_  # type: ignore[assignment]
    try:
        for path in sorted(ROOT.rglob("*.py")):
            name = ".".join(("exporter", *path.relative_to(ROOT).with_suffix("").parts))
            if not name.endswith("__main__"):
                importlib.import_module(name.removesuffix(".__init__"))
    finally:
        re.compile = real
    return found


def _called(tree: ast.Module) -> Iterator[str]:
    """Of those that stand as they are in a call of `re`."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS):
            continue
        if isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.args:
            given = node.args[0]
            if isinstance(given, ast.Constant):
                yield given.value if isinstance(given.value, str) else given.value.decode("latin-1")


def tried(pattern: str, flags: int, length: int) -> float:
    """Seconds that the worst text takes of one or two of the characters that the expression tells apart, over and over,
    and then what it does not expect."""
    expression, found = re.compile(pattern, flags), Automaton(pattern, flags).alphabet
    worst = 0.0
    for one, other in product(found[:: max(1, len(found) // 6)], repeat=2):
        text = (one + other) * (length // 2) + "\x00"
        began = time.perf_counter()
        expression.search(text)
        expression.fullmatch(text)
        worst = max(worst, time.perf_counter() - began)
    return worst


def main(length: int) -> None:
    """Print how many there are, which are ambiguous, and the slowest: `seconds` for a text of so many characters."""
    found = every()
    ambiguous = [f"{module}: {pattern}" for (pattern, flags), module in found.items() if any(pumps(pattern, flags))]
    seconds = {(pattern, module): tried(pattern, flags, length) for (pattern, flags), module in found.items()}
    slowest = sorted(seconds, key=lambda key: -seconds[key])[:10]
    print(
        json.dumps(
            {
                "expressions": len(found),
                "ambiguous": ambiguous,
                "slowest": [{"module": key[1], "pattern": key[0], "seconds": seconds[key]} for key in slowest],
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
