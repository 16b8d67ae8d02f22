"""Kills at random, one after the other, also of the runs that complete what an earlier kill left: one tree, beside one
that nobody disturbs. `python -m tests.faults.chains KILLS SEED`, under the shim.
"""

import argparse
import json
import os
import random
import tempfile
from datetime import timedelta
from pathlib import Path

from exporter.export import ORDINARY, Options
from exporter.takedown import Withdrawal
from tests.faults import kills, shim, verdict
from tests.faults.scenes import Stage, address, world

ARTICLES = 30
IN_A_ROW = 3


class Chain:
    """Two worlds with the same history; in one of them runs are killed."""

    def __init__(self, root: Path, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311
        self.whole, self.cut = world(root / "whole"), world(root / "cut")
        self.calls = 800
        self.kills = self.rounds = 0

    def step(self) -> None:
        """Something changes; the one run is whole, the other is killed once or more, and then completed."""
        self.rounds += 1
        before = verdict.documents(self.cut.tree)
        self._change()
        after = self._published()
        for _ in range(self.chance.randint(1, IN_A_ROW)):
            at, mode = self.chance.randint(1, self.calls), self.chance.choice([shim.KILL, shim.TORN])
            status = shim.forked(lambda at=at, mode=mode: self._killed(at, mode))  # type: ignore[misc]
            assert status in {0, 9}, status
            self.kills += status == 9
            wrong = self._wrong(before, after)
            assert not wrong, f"round {self.rounds}, kill {self.kills}, at call {at}:\n" + "\n".join(wrong)
        verdict.again(self.cut)
        now = verdict.documents(self.cut.tree)
        different = sorted(path for path in now.keys() | after.keys() if now.get(path) != after.get(path))
        assert not different, f"round {self.rounds}, after kill {self.kills}: {different}"
        one, other = verdict.remembered(self.cut), verdict.remembered(self.whole)
        assert one == other, f"round {self.rounds}, after kill {self.kills}: {one}\ninstead of {other}"

    def _change(self) -> None:
        """Dumps come, are edited or go; now and then an article is taken down, or brought back."""
        hours = timedelta(hours=self.chance.choice([1, 1, 5, 30]))
        act: Options = ORDINARY
        if self.chance.random() < 0.15:
            verb = self.chance.choice(["withdraw", "undo"])
            act = Options(withdrawal=Withdrawal((address(self.chance.randint(1, ARTICLES)),), verb=verb))  # type: ignore[arg-type]
        touched = self.chance.sample(range(1, ARTICLES + 1), self.chance.randint(0, 4))
        gone, said = self.chance.random() < 0.2, f"Ship {self.chance.randint(1, 10**6)} came back & moored."
        for one in (self.whole, self.cut):
            one.now += hours
            one.act = act
            for number in touched:
                path = one.dumps / f"{number:06d}.txt"
                path.unlink(missing_ok=True)
                if not gone:
                    self._write(one, number, said)

    def _write(self, one: Stage, number: int, said: str) -> None:
        tail = (f"Section {number % 5}", "Share this article")
        path = one.dump(number, body=("The quay is open again, the harbour office says.", said), tail=tail)
        os.utime(path, (1_740_000_000 + self.rounds, 1_740_000_000 + self.rounds))

    def _published(self) -> verdict.Documents:
        shim.arm(0)
        verdict.again(self.whole)
        self.calls = max(100, shim.count())
        return verdict.documents(self.whole.tree)

    def _killed(self, at: int, mode: int) -> int:
        shim.arm(at, mode)
        verdict.again(self.cut)
        return 0

    def _wrong(self, before: verdict.Documents, after: verdict.Documents) -> list[str]:
        found = verdict.settled(verdict.documents(self.cut.tree))
        wrong = [f"{path} names {name}, which is not there" for path, name in verdict.dangling(found)]
        for path, data in found.items():
            # What was not there may first come without naming what is to come.
            if data not in {before.get(path), after.get(path)} and (path in before or verdict.invalid(path, data)):
                wrong.append(f"{path}: neither as before nor as after {verdict.invalid(path, data)}")
        wrong += [f"{path}: is gone" for path in before.keys() & after.keys() - found.keys()]
        return wrong + verdict.damaged(self.cut)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kills", type=int)
    parser.add_argument("seed", type=int)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=kills.place()) as root:
        chain = Chain(Path(root), given.seed)
        try:
            while chain.kills < given.kills:
                chain.step()
        except AssertionError as error:
            raise AssertionError(f"seed {given.seed}: {error}") from error
    print(json.dumps({"kills": chain.kills, "rounds": chain.rounds}))


if __name__ == "__main__":
    main()
