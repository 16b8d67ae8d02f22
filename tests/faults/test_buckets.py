"""A run into a bucket that is killed at any change leaves a tree in which nothing dangles, and the next one ends as if
nothing had been."""

import pytest

from tests.faults import buckets


@pytest.mark.parametrize(("scene", "begin"), [("first", 17), ("incremental", 6), ("withdraw", 3)])
def test_a_run_that_is_killed_at_a_change_of_a_bucket_is_as_if_it_had_not_been(tmp_path, shared_objects, scene, begin):
    figures = buckets.sweep(scene, tmp_path, shared_objects, every=18, begin=begin)
    assert figures["points"] == len(range(begin, figures["changes"] + 1, 18)) > 1
