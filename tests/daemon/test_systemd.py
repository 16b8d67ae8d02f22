"""What systemd is told, over a real socket; and the units that are shipped."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exporter.daemon.systemd import Notifier

UNITS = Path(__file__).parents[2] / "systemd"


@pytest.fixture(params=["path", "abstract"])
def manager(request, tmp_path):
    """A socket such as systemd's, and what NOTIFY_SOCKET says of it."""
    name = str(tmp_path / "notify") if request.param == "path" else f"@exporter-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(name.replace("@", "\0"))
        listening.settimeout(10)
        yield listening, name


def told(listening):
    return listening.recv(4096).decode().split("\n")


def test_it_is_told_each_step(manager):
    listening, name = manager
    with Notifier({"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "30000000", "WATCHDOG_PID": str(os.getpid())}) as systemd:
        assert systemd.patience == 10
        systemd.ready("started")
        assert told(listening) == ["READY=1", "STATUS=started"]
        before = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        systemd.reloading()
        first, second = told(listening)
        assert first == "RELOADING=1"
        name, _, stated = second.partition("=")
        assert name == "MONOTONIC_USEC"
        assert before <= int(stated) <= time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        systemd.alive()
        assert told(listening) == ["WATCHDOG=1"]
        systemd.status("two\nlines")
        assert told(listening) == ["STATUS=two lines"]
        systemd.stopping()
        assert told(listening) == ["STOPPING=1"]


@pytest.mark.parametrize(
    "environment",
    [{}, {"WATCHDOG_USEC": "10", "WATCHDOG_PID": "1"}, {"WATCHDOG_USEC": "x"}, {"WATCHDOG_USEC": "0"}],
)
def test_without_systemd_nobody_is_told_anything(environment):
    with Notifier(environment) as systemd:
        assert systemd.patience is None
        systemd.ready("started")
        systemd.alive()


def test_a_manager_that_is_gone_is_a_warning(tmp_path, caplog):
    with Notifier({"NOTIFY_SOCKET": str(tmp_path / "nowhere")}) as systemd:
        systemd.ready("started")
    assert caplog.messages == ["cannot tell systemd READY=1: No such file or directory"]


@pytest.fixture(scope="module")
def units(tmp_path_factory):
    """The shipped units, with a command that is there."""
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed (Debian: apt-get install systemd): the units are not verified")
    folder = tmp_path_factory.mktemp("units")
    command = folder / "exporter"
    command.write_text(f"#!{sys.executable}\n")
    command.chmod(0o755)
    for unit in UNITS.iterdir():
        text = unit.read_text().replace("/srv/news/.venv/bin/exporter", str(command))
        (folder / unit.name).write_text(text)
    return folder


def test_there_are_units_for_a_daemon_a_timer_and_a_server():
    assert {unit.name for unit in UNITS.iterdir()} == {
        "exporter-daemon.service",
        "exporter-serve.service",
        "exporter.service",
        "exporter.timer",
    }


@pytest.mark.parametrize("name", sorted(unit.name for unit in UNITS.iterdir()))
def test_systemd_finds_nothing_wrong_with_a_unit(units, name):
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(units / name)], capture_output=True, text=True, check=False
    )
    # Of units of this machine it may complain too.
    assert [line for line in done.stderr.splitlines() if "exporter" in line] == []
    assert done.returncode == 0


def test_systemd_finds_a_mistake_that_is_planted(units):
    broken = units / "broken.service"
    broken.write_text((units / "exporter.service").read_text().replace("Type=oneshot", "Type=oneshit"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(broken)], capture_output=True, text=True, check=False
    )
    assert "oneshit" in done.stderr


@pytest.mark.parametrize("name", sorted(unit.name for unit in UNITS.glob("*.service")))
def test_systemd_thinks_a_service_well_confined(units, name):
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(units / name)],
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"exposure level for .*: ([0-9.]+)", done.stdout)
    assert found, done.stdout + done.stderr
    assert float(found[1]) <= 2.5
