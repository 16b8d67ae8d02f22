"""Kill -9 at each call that changes a file, in a run of each scene: `python -m tests.faults.kills` says how.

A process is forked for each, so that nothing is loaded again. To be run under the shim.
"""

import argparse
import json
import shutil
import signal
import tempfile
from datetime import timedelta
from pathlib import Path

from exporter.publish import folder
from tests import mutants
from tests.faults import shim, verdict
from tests.faults.scenes import SCENES, Stage, world

MODES = {"kill": shim.KILL, "torn": shim.TORN, "short": shim.SHORT}
"""Before the call; in the middle of a write; not at all, but every write from it on is done by half, as it may be."""


def sweep(scene: str, mode: str, root: Path, every: int = 1, begin: int = 1) -> dict[str, int]:
    """Kill at every so many-th call, from call `begin` on; each time it must be as if nothing had been after the next
    run."""
    made, wanted, total, copy = prepared(scene, root)
    points = range(begin, total + 1, every)
    for at in points:
        verdict.restore(made.root, copy)
        status = shim.forked(lambda at=at: _disturbed(made, at, MODES[mode]))  # type: ignore[misc]
        assert status == (0 if mode == "short" else signal.SIGKILL), f"{scene}: at {at} of {total}: status {status}"
        wrong = verdict.left(made, wanted) or verdict.healed(made, wanted)
        assert not wrong, f"{scene}: {mode} at call {at} of {total}:\n" + "\n".join(wrong)
    return {"points": len(points), "calls": total}


def prepared(scene: str, root: Path) -> tuple[Stage, verdict.Expected, int, Path]:
    """The world before, copied; what an undisturbed run makes of it; and how many calls that takes."""
    made, copy = world(root / "world"), root / "copy"
    SCENES[scene](made)
    made.now += timedelta(hours=1)
    shutil.copytree(made.root, copy)
    wanted = verdict.expected(made)
    verdict.restore(made.root, copy)
    with tempfile.TemporaryFile() as file:

        def counted() -> int:
            shim.arm(0)
            verdict.again(made)
            file.write(str(shim.count()).encode())
            file.flush()
            return 0

        assert shim.forked(counted) == 0
        file.seek(0)
        total = int(file.read())
    return made, wanted, total, copy


def _disturbed(made: Stage, at: int, mode: int) -> int:
    shim.arm(at, mode, persists=mode == shim.SHORT)
    verdict.again(made)
    return 0


def main() -> None:
    """Print the figures of one sweep."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scene", choices=SCENES)
    parser.add_argument("mode", choices=MODES)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--begin", type=int, default=1)
    parser.add_argument("--mutant", choices=mutants.ALL)
    given = parser.parse_args()
    folder.WRITERS = 1  # then call number N is the same one each time
    with tempfile.TemporaryDirectory(dir=place()) as root, mutants.alive(given.mutant):
        print(json.dumps(sweep(given.scene, given.mode, Path(root), given.every, given.begin)))


def place() -> str | None:
    """Memory, where there is such a folder: it is the order of calls that counts here, not the disk."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


if __name__ == "__main__":
    main()
