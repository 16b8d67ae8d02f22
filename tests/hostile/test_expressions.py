"""No regular expression takes a time that doubles with each character of a text."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.ambiguity import pumps


def test_no_expression_of_the_exporter_is_ambiguous() -> None:
    # A process of its own, because modules compile theirs once. It would not come back from one that is exponential.
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.expressions", "40"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    found = json.loads(done.stdout)
    assert found["expressions"] > 200
    assert found["ambiguous"] == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"(a*)*$",
        r"(a|a)*b",
        r"(a|ab|b)*c",
        r"(\w+\s?)*$",
        r"(?:a{1,10}){1,10}b",
        r"(.*,)*x",
        r"(\d+|[0-9a-f]+)*z",
        r"^(([a-z])+.)+[A-Z]([a-z])+$",
    ],
)
def test_a_planted_one_is_found(pattern: str) -> None:
    assert any(pumps(pattern))


@pytest.mark.parametrize(
    "pattern",
    [
        r"a*b*",
        r"([^,]*,)*x",
        r"[a-z0-9]+(?:(?:\.|-+)[a-z0-9]+)*",
        r"(?:[\s/]++|[^\s/>]++)*x",
        r"(?:a|b)+c",
        r"(?:ab?)+$",
        r"(?:a?)*b",
        r"(?:[a-z]++|[0-9])*+x",
    ],
)
def test_a_harmless_one_is_not(pattern: str) -> None:
    assert not any(pumps(pattern))
