"""Runs of which one part is killed in mid-run: the exporter, a worker, the scheduler, PostgreSQL, the S3 server.

python -m tests.beyond.kills [TIMES] [SEED]     # at random; the suite does a few that are chosen
"""

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from tests.beyond.stage import ACTS, DUMPS, MOMENTS, Ended, Servers, Stage, eventually

CALLS = {"reading": 14, "settling": 1, "publishing": 30}
"""About how often each of the moments comes in a run that reads and draws everything."""
STATUSES = {"exporter": {-9}, "worker": {0}}
"""What comes of it; else the run is done, or tells that something cannot be reached."""


class Kills:
    """One tree, and what is done to those who make it."""

    def __init__(self, root: Path, servers: Servers, seed: int) -> None:
        self.stage, self.chance = Stage(root, servers), random.Random(seed)  # noqa: S311
        self.edition = 0
        self.gone: set[int] = set()

    def change(self, after: timedelta = timedelta(hours=1)) -> None:
        """Most dumps say something else, so many that the cluster is asked; one is new, another is gone."""
        self.edition += 1
        for number in range(1, DUMPS + self.edition):
            if number not in self.gone and (self.edition == 1 or self.chance.random() < 0.9):
                self.stage.write(number, f"Text {self.edition}.")
        if self.edition > 1:
            self.gone.add(number := self.chance.choice([n for n in range(1, DUMPS) if n not in self.gone]))
            self.stage.remove(number)
        self.stage.next_edition(after)

    def disturbed(self, moment: str, what: str) -> int:
        """One run that is; its exit status. Whatever was killed is there again, and nothing is broken."""
        return self._disturbed(moment, what).status

    def _disturbed(self, moment: str, what: str) -> Ended:
        ended = self.stage.run(moment, ACTS[what])
        self.stage.servers.mended()
        self._see(ended, STATUSES.get(what, {0, 75}) if ended.disturbed else {0}, f"{what} at {moment}")
        return ended

    def completed(self) -> None:
        """One run that nobody disturbs: all is as it would be had nobody disturbed any."""
        ended = self.stage.run()
        self._see(ended, {0}, "nothing")
        found, wanted = self.stage.published, self.stage.wanted
        assert sorted(path for path in found.keys() | wanted.keys() if found.get(path) != wanted.get(path)) == []

    def any(self) -> list[str]:
        """One at random; what to count. A run that goes on from another may never come to the moment."""
        moment, what = self.chance.choice([*MOMENTS]), self.chance.choice([*ACTS])
        ended = self._disturbed(f"{moment}#{self.chance.randint(1, CALLS[moment])}", what)
        return ["kills", f"{what}, {moment}: {ended.status}"] if ended.disturbed else ["not come to"]

    def _see(self, ended: Ended, statuses: set[int], why: str) -> None:
        assert ended.status in statuses, (why, ended)
        lines = ended.said.splitlines()
        most = 2 if "objects" in why else 1  # of dumps and of the tree
        assert (1 <= len(lines) <= most) if ended.status == 75 else not lines, (why, ended)
        assert self.stage.wrong() == [], why
        eventually(lambda: self.stage.locks() == 0)


@contextmanager
def all_servers(root: Path) -> Iterator[Servers]:
    """As the suite has them."""
    from tests.beyond.stage import started
    from tests.servers.objects import serving

    with serving(root) as objects, started(root, objects) as servers:
        yield servers


def run(times: int = 20, seed: int = 1) -> Counter[str]:
    """So many kills, in rounds of one to three until a run completes; figures. AssertionError if anything is wrong."""
    figures: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, all_servers(Path(folder)) as servers:
        kills = Kills(Path(folder), servers, seed)
        while figures["kills"] < times:
            kills.change()
            for _ in range(kills.chance.randint(1, 3)):
                figures.update(kills.any())
            kills.completed()
            figures["completed"] += 1
            print(f"\r{figures['kills']} of {times}", end="", file=sys.stderr, flush=True)
    return figures


if __name__ == "__main__":
    for name, number in sorted(run(*map(int, sys.argv[1:])).items()):
        print(f"{number:6} {name}")
