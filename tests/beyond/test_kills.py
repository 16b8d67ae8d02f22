"""Everything beyond one machine at once, in processes, and one part of it killed in mid-run after the other."""

import pytest

from tests.beyond.kills import Kills


@pytest.fixture
def kills(tmp_path, servers):
    made = Kills(tmp_path, servers, seed=1)
    yield made
    servers.mended()


def test_whatever_is_killed_in_mid_run_no_tree_is_broken_and_the_next_run_completes_it(kills):
    kills.change()
    assert kills.disturbed("reading#2", "exporter") == -9
    assert kills.disturbed("settling#1", "database") == 75
    assert kills.disturbed("publishing#3", "objects") == 75
    assert kills.disturbed("publishing#6", "exporter") == -9
    kills.completed()
    kills.change()
    assert kills.disturbed("reading#2", "worker") == 0
    kills.completed()
    kills.change()
    assert kills.disturbed("reading#1", "scheduler") == 75
    assert kills.disturbed("publishing#20", "database, told") == 75
    kills.completed()
