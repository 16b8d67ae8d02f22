"""A connection to PostgreSQL that breaks anywhere: a line says so, and the next run ends as if nothing had been."""

import logging

import pytest

from tests.faults import connections


@pytest.mark.parametrize(("scene", "how", "begin"), [("incremental", "after", 11), ("erase", "before", 29)])
def test_whatever_breaks_is_told_in_a_line_and_healed_by_the_next_run(tmp_path, scene, how, begin, caplog):
    figures = connections.sweep(scene, how, tmp_path, every=101, begin=begin)
    assert figures["failed"] > figures["points"] // 2
    assert [one for one in caplog.records if one.name.startswith("psycopg") and one.levelno < logging.CRITICAL] == []
