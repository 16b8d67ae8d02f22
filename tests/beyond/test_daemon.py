"""The daemon, with everything beyond one machine at once, of which one part is killed after the other."""

import os
import signal
from datetime import timedelta

import pytest

from tests.beyond.kills import Kills
from tests.beyond.stage import ACTS, eventually, others
from tests.daemon.process import listened_to

ASKED = 0.5
"""Seconds between two looks at the bucket."""


@pytest.fixture
def kills(tmp_path, servers):
    made = Kills(tmp_path, servers, seed=2)
    yield made
    servers.mended()


def test_the_daemon_survives_whatever_is_killed_and_catches_up(kills, servers):
    stage = kills.stage
    kills.change()
    process, who = stage.started("publishing#3", ("daemon",))
    with listened_to(process) as daemon:
        assert stage.at_moment(who, ACTS["exporter"])
        daemon.says("the run was killed by signal 9; the next one goes on where it stopped")
        eventually(stage.is_up_to_date, ASKED)
        for what, said in (("objects", "s3://"), ("database", "postgresql://"), ("scheduler", "tls://")):
            os.killpg(process.pid, signal.SIGSTOP)  # so that it sees all dumps changed, or none
            ACTS[what](servers, process.pid)
            kills.change(timedelta())  # the clock of a process stands still
            os.killpg(process.pid, signal.SIGCONT)
            daemon.says(f"a run failed: {said}")
            servers.mended()
            eventually(stage.is_up_to_date, ASKED)
            assert stage.wrong() == []
        assert daemon.stop() == 0
    eventually(lambda: not others(process.pid))
