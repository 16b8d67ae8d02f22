"""A labelled set by somebody who did not know the rules, which were mended since with half of it in view."""

from functools import cache
from pathlib import Path
from time import perf_counter

import pytest

from exporter.normalise import Rules
from exporter.quality.measuring import Measured, Reading, measure
from exporter.quality.targets import TARGETS, Target
from exporter.quality.truth import load

FOLDER = Path(__file__).parent / "stranger"
MEASURED = [target for target in TARGETS if target.name != "chrome removed, profile"]


@cache
def measured() -> Measured:
    dumps = FOLDER / "dumps"
    return measure(load(FOLDER / "truth.jsonl", dumps), dumps, Reading("stranger", "auto", Rules()), perf_counter)


@pytest.mark.parametrize("target", [pytest.param(target, id=target.name) for target in MEASURED])
def test_it_is_read_as_well_as_is_demanded(target: Target) -> None:
    assert target.judged(measured()).verdict in {"must", "aim"}


def test_it_has_many_articles_in_21_languages() -> None:
    assert len(load(FOLDER / "truth.jsonl", FOLDER / "dumps")) >= 350
    assert len({path.name for path in (FOLDER / "dumps").iterdir()}) == 21
