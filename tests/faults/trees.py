"""Trees of processes: a run with workers is killed, with or without them, or told to stop, at any time; or two runs
begin at about the same time. `python -m tests.faults.trees kill|terminate|pair TIMES SEED`.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.faults import kills, verdict
from tests.world import World

DUMPS = 240
PATIENCE = 60.0
"""Seconds in which orphans must end, and runs that are told to stop."""
CONFIG = """\
[site]
title = "Harbour Wire"
url = "https://feeds.harbour.test/"

[[source]]
path = "dumps"

[profile."news.example"]
identity = '/artikel/(\\d+)'

[feeds]
archive_page = 20

[brakes]
updated = 1.0  # nearly all of it is edited, over several runs that are killed

[engine]
workers = 2
"""


class Runs:
    """A tree, and dumps that change before each run."""

    def __init__(self, root: Path, seed: int) -> None:
        self.chance, self.seed = random.Random(seed), seed  # noqa: S311
        self.world = World(root)
        (root / "config.toml").write_text(CONFIG)
        self.number = 0
        self.change(1.0)
        began = time.monotonic()
        self.completed()
        self.seconds = time.monotonic() - began

    def change(self, share: float) -> None:
        """So many of the dumps are edited."""
        self.number += 1
        for number in range(1, DUMPS + 1):
            if self.chance.random() < share:
                body = ("The quay is open again, it says.", f"Text {self.number}.")
                self.world.dump(number, body=body, tail=(f"Section {number % 7}", "Share this article"))

    def started(self, *arguments: str) -> subprocess.Popen[str]:
        """A run, the first of a session of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.faults.command", "export", "-q", *arguments],
            cwd=self.world.root,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def completed(self) -> None:
        """A run that nobody disturbs."""
        ended = self._ended(self.started())
        assert ended == (0, "", ""), ended

    def _ended(self, process: subprocess.Popen[str]) -> tuple[int, str, str]:
        out, said = process.communicate(timeout=300)
        return process.returncode, out, said

    def kill(self) -> None:
        """The run and its workers at once, or the run alone: then they end by themselves, and hold no lock."""
        self.change(0.4)
        run, alone = self.started(), self.chance.random() < 0.5
        time.sleep(self.chance.uniform(0.2, 1.1 * self.seconds))
        (os.kill if alone else os.killpg)(run.pid, signal.SIGKILL)
        run.wait()
        if alone:
            self.change(0.1)
            self.completed()  # at once
        self._all_gone(run, silent=False)
        self.valid()

    def terminate(self) -> None:
        """The run is told to stop, as by a terminal or by an administrator."""
        self.change(0.4)
        run, number = self.started(), self.chance.choice([signal.SIGTERM, signal.SIGINT])
        self._at_work(run)
        time.sleep(self.chance.uniform(0.0, 0.8 * self.seconds))
        os.kill(run.pid, number)
        began = time.monotonic()
        status, _, said = self._ended(run)
        # As the interpreter begins or ends the signal ends it by itself: to a shell that is the same status.
        assert status in {0, 128 + number, -number}, (status, said)
        assert time.monotonic() - began < PATIENCE
        assert "Traceback" not in said, said
        self._all_gone(run)
        self.valid()

    def _at_work(self, run: subprocess.Popen[str]) -> None:
        """Until it holds the lock."""
        while run.poll() is None and f"pid {run.pid}," not in self._owner():
            time.sleep(0.01)

    def _owner(self) -> str:
        """Who holds the lock."""
        return (self.world.root / "state" / "exporter.db.lock").read_text()

    def pair(self) -> None:
        """Two runs: one gets the lock, the other says so; or they come one after the other. Every second time the first
        is held up at a random moment of its work, so that they cannot."""
        self.change(0.2)
        first, held_up = self.started(), self.chance.random() < 0.5
        if held_up:
            self._at_work(first)
        time.sleep(self.chance.uniform(0.0, (0.5 if held_up else 1.1) * self.seconds))
        held_up = held_up and f"pid {first.pid}," in self._owner()
        if held_up:
            os.killpg(first.pid, signal.SIGSTOP)
            held_up = f"pid {first.pid}," in self._owner()  # it may have ended in between
        second = self.started()
        if held_up:
            ended = [self._ended(second)]
            os.killpg(first.pid, signal.SIGCONT)
            ended.append(self._ended(first))
        else:
            ended = [self._ended(run) for run in (first, second)]
        statuses = sorted(status for status, _, _ in ended)
        assert statuses == [0, 75] or (statuses == [0, 0] and not held_up), ended
        assert all("another run is at work: pid" in said for status, _, said in ended if status == 75), ended
        self.valid()

    def valid(self) -> None:
        """Every document is whole, and every reference leads to a file."""
        found = verdict.settled(verdict.documents(self.world.tree))
        wrong = [f"{path}: {why}" for path, data in found.items() if (why := verdict.invalid(path, data))]
        wrong += [f"{path} names {name}, which is not there" for path, name in verdict.dangling(found)]
        wrong += verdict.damaged(self.world)
        assert not wrong, "\n".join(wrong)

    def as_if_nothing_had_been(self) -> None:
        """After one more run, all that is there is what a store that begins anew would have drawn."""
        self.completed()
        self.valid()
        done = subprocess.run(
            [sys.executable, "-m", "exporter", "export", "--full", "--json"],
            cwd=self.world.root,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            check=True,
        )
        counts = json.loads(done.stdout)
        assert (counts["written"], counts["removed"]) == (0, 0), counts

    def _all_gone(self, run: subprocess.Popen[str], *, silent: bool = True) -> None:
        """No process of its session lives on. One that was being started when its run was killed may say so."""
        began = time.monotonic()
        while orphans := [
            pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if _session(pid) == run.pid
        ]:
            assert time.monotonic() - began < PATIENCE, f"{orphans} live on"
            time.sleep(0.02)
        for stream in (run.stdout, run.stderr):
            if stream and not stream.closed:
                said = stream.read()
                stream.close()
                assert "Traceback" not in said or not silent, said


def _session(pid: int) -> int:
    """Of a process that is no zombie; 0 otherwise."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return 0 if fields[0] == "Z" else int(fields[3])


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["kill", "terminate", "pair"])
    parser.add_argument("times", type=int)
    parser.add_argument("seed", type=int)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=kills.place()) as root:
        runs = Runs(Path(root), given.seed)
        for number in range(1, given.times + 1):
            try:
                getattr(runs, given.what)()
            except AssertionError as error:
                raise AssertionError(f"seed {given.seed}, {given.what} {number}: {error}") from error
        runs.as_if_nothing_had_been()
    print(json.dumps({"times": given.times}))


if __name__ == "__main__":
    main()
