"""Ports that are found free, and servers that end with whoever started them."""

import os
import secrets
import shutil
import subprocess
import sys

import pytest

from tests.daemon.process import eventually
from tests.running import is_alive
from tests.servers import free_port

HOLD = "from tests import servers; print(servers.free_port(), flush=True); input()"
START = """
import subprocess
from tests.servers import bound
print(subprocess.Popen(bound(["sleep", "600"])).pid, flush=True)
input()
"""


def started(code):
    return subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_port_is_given_to_one_process_until_that_ends(monkeypatch):
    with started(HOLD) as other:
        theirs = int(other.stdout.readline())
        offered = iter((theirs, theirs, theirs + 1, theirs + 2, theirs + 3))
        monkeypatch.setattr(secrets, "choice", lambda _: next(offered))
        assert free_port() > theirs
        other.communicate("\n")
    offered = iter((theirs,))
    assert free_port() == theirs


@pytest.mark.skipif(not shutil.which("setpriv"), reason="setpriv is not installed: apt-get install util-linux")
def test_a_server_does_not_outlive_whoever_is_killed():
    with started(START) as other:
        server = int(other.stdout.readline())
        assert is_alive(server)
        os.kill(other.pid, 9)
    eventually(lambda: not is_alive(server))
