"""Power cuts on real file systems: an image is mounted, a run on it is cut off by shutting the file system down without
flushing anything, not even its log, and what is there after mounting it again is looked at.

`python -m tests.faults.power ext4|xfs SCENE`, as root, under the shim.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from exporter.publish import folder
from tests import mutants
from tests.faults import kills, shim, verdict
from tests.faults.scenes import SCENES, Stage

IMAGES = {"ext4": (64, ["mkfs.ext4", "-q", "-F"]), "xfs": (320, ["mkfs.xfs", "-q"])}
"""MiB, and what makes the file system."""


def absent(kind: str) -> str:
    """Why power cannot be cut here on this file system; empty if it can."""
    program = IMAGES[kind][1][0]
    if os.geteuid() != 0:
        return "power cuts need root, to mount file systems"
    if not shutil.which(program, path=f"{os.environ['PATH']}:/sbin:/usr/sbin"):
        return f"no {program}: apt-get install e2fsprogs xfsprogs"
    if not Path("/dev/loop-control").exists():
        return "no loop devices: modprobe loop"
    with tempfile.TemporaryDirectory() as root:
        try:
            with mounted(kind, Path(root)):
                return ""
        except subprocess.CalledProcessError as error:
            return f"{kind} cannot be mounted here: {error.stderr.decode().strip()}"


class Disk(Struct, frozen=True):
    """An image, and where it is mounted."""

    image: Path
    at: Path

    def mount(self) -> None:
        """As after a start of the machine: the log is played back."""
        call("mount", "-o", "loop", str(self.image), str(self.at))

    def unmount(self) -> None:
        """Whatever is on it."""
        call("umount", str(self.at))

    def flush(self) -> None:
        """All that is written is on the disk."""
        call("sync", "-f", str(self.at))


@contextmanager
def mounted(kind: str, root: Path) -> Iterator[Disk]:
    """A fresh file system of this kind."""
    size, make = IMAGES[kind]
    disk = Disk(root / "image", root / "disk")
    disk.at.mkdir()
    with open(disk.image, "wb") as file:
        file.truncate(size * 1024 * 1024)
    call(*make, str(disk.image))
    disk.mount()
    try:
        yield disk
    finally:
        with suppress(subprocess.CalledProcessError):
            disk.unmount()


def call(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, env={**_plain(), "PATH": f"{os.environ['PATH']}:/sbin"})


def _plain() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}


def sweep(kind: str, scene: str, cuts: int, seed: int, root: Path) -> dict[str, int]:
    """Cut the power so many times, at calls spread over the run; and right after a run that reported success, when
    nothing of it may be lost."""
    with mounted(kind, root) as disk:
        made, wanted, total, copy = kills.prepared(scene, disk.at)
        elsewhere = root / "copy"
        shutil.copytree(copy, elsewhere)
        points = sorted(random.Random(seed).sample(range(1, total + 1), min(cuts - 1, total)))  # noqa: S311
        for at in (*points, 0):
            verdict.restore(made.root, elsewhere)
            disk.flush()
            status = shim.forked(lambda at=at: _cut(made, at))  # type: ignore[misc]
            assert status == signal.SIGKILL, f"{kind}, {scene}: at {at} of {total}: not killed, status {status}"
            disk.unmount()
            disk.mount()
            wrong = verdict.left(made, wanted) or ([] if at else _undone(made, wanted)) or verdict.healed(made, wanted)
            where = f"at call {at} of {total}" if at else "after success"
            assert not wrong, f"{kind}, {scene}, seed {seed}: power cut {where}:\n" + "\n".join(wrong)
    return {"cuts": len(points) + 1, "calls": total}


def _cut(made: Stage, at: int) -> int:
    descriptor = os.open(made.root, os.O_RDONLY)
    shim.arm(at, shim.POWER, fd=descriptor)
    verdict.again(made)
    assert at == 0
    shim.cut_power(descriptor)
    os.kill(os.getpid(), signal.SIGKILL)
    return 1


def _undone(made: Stage, wanted: verdict.Expected) -> list[str]:
    """What a run had reported as done."""
    found = verdict.documents(made.tree)
    return [f"{path}: lost, though the run had ended" for path, data in wanted.after.items() if found.get(path) != data]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=IMAGES)
    parser.add_argument("scene", choices=SCENES)
    parser.add_argument("--cuts", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutant", choices=mutants.ALL)
    given = parser.parse_args()
    folder.WRITERS = 1
    with tempfile.TemporaryDirectory(dir=kills.place()) as root, mutants.alive(given.mutant):
        print(json.dumps(sweep(given.kind, given.scene, given.cuts, given.seed, Path(root))))


if __name__ == "__main__":
    main()
