"""Dumps that are damaged anyhow give records and rejects, all counted, and harm nobody."""

import os
import signal
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from exporter.config.schema import Source
from tests.hostile import mutations
from tests.world import World


def test_no_damage_does_any_harm() -> None:
    figures = mutations.run(seed=1, count=400)
    assert figures["dumps"] == 400
    assert figures["articles"] > 100  # also what is damaged is read as far as it can be
    assert figures["rejects"] > 100
    assert figures["codes"] > 8


def _raises(*_: Any) -> None:
    raise KeyError("x")


def _fills_the_memory(*_: Any) -> None:
    bytearray(3 * mutations.MEMORY)


def _crashes(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(
    ("harm", "said"),
    [(_raises, "KeyError"), (_fills_the_memory, "MemoryError"), (_crashes, "ended whoever read it")],
)
def test_whatever_harms_a_reader_is_caught(harm: Any, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    good = (("a.txt", b"Quay"), ("a.xml", b"<x/>"))
    monkeypatch.setattr(mutations, "seeds", lambda: good)
    monkeypatch.setattr(mutations, "given", lambda *dump: Counter() if dump in good else harm())
    with pytest.raises(AssertionError, match=said):
        mutations.run(seed=1, count=50)


def test_every_record_of_damaged_dumps_is_counted_by_a_run(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.set(source=(Source(path=str(world.dumps), name="dumps", include=("*",)),))
    expected = 0
    for number, (name, data) in enumerate(islice(mutations.mutants(seed=2), 60)):
        (world.dumps / f"{number:03}-{name}").write_bytes(data)
        expected += mutations.given(name, data).total()
    report = world.run()
    assert expected == sum(
        (report.new, report.changed, report.same, report.superseded, report.duplicate, report.held, report.rejected)
    )
    assert report.new > 0
    assert report.rejected > 20
    before = world.state()
    assert world.run().new_rejects == 0
    assert world.state() == before
