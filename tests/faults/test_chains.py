"""Kills at random: of one process over and over, and of whole trees of processes."""

import pytest

from tests.faults import shim
from tests.faults.trees import Runs

SEED = 20261129


@pytest.mark.skipif(bool(shim.absent()), reason=shim.absent())
def test_kills_in_a_row_at_random_are_as_if_they_had_not_been():
    assert shim.under("tests.faults.chains", 60, SEED)["kills"] >= 60


@pytest.mark.parametrize(("what", "times"), [("kill", 4), ("terminate", 4), ("pair", 4)])
def test_a_run_with_workers_that_is_disturbed_leaves_a_valid_tree_and_nobody_behind(tmp_path, what, times):
    runs = Runs(tmp_path, SEED)
    for _ in range(times):
        getattr(runs, what)()
    runs.as_if_nothing_had_been()
