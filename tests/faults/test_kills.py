"""A run that is killed anywhere leaves valid documents, and the next one ends as if nothing had been."""

import pytest

from tests.faults import shim
from tests.faults.scenes import SCENES

pytestmark = pytest.mark.skipif(bool(shim.absent()), reason=shim.absent())
FEWEST = {"nothing": 50}
"""Calls of a run that change a file; of all others, which write documents:"""
OF_WRITING = 300


@pytest.mark.parametrize("mode", ["kill", "torn"])
@pytest.mark.parametrize("scene", SCENES)
def test_a_run_that_is_killed_at_a_call_that_changes_a_file_is_as_if_it_had_not_been(scene, mode):
    figures = shim.under("tests.faults.kills", scene, mode, "--every", 23, "--begin", 5 if mode == "kill" else 16)
    assert figures["calls"] > FEWEST.get(scene, OF_WRITING)
    assert figures["points"] >= figures["calls"] // 23


def test_a_system_that_does_writes_by_half_is_asked_for_the_rest():
    assert shim.under("tests.faults.kills", "first", "short", "--every", 10_000)["points"] == 1


def test_an_exporter_that_writes_pointers_before_leaves_is_caught():
    with pytest.raises(AssertionError, match=r"names \S+, which is not there"):
        shim.under("tests.faults.kills", "first", "kill", "--every", 23, "--mutant", "index_before_leaves")
