"""A disk that is full: a run on tmpfs of every size from too small for anything to large enough.

`python -m tests.faults.disks size|inodes both|store|tree SCENE`, as root, under the shim.
"""

import argparse
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from exporter.publish import folder
from tests.faults import errors, kills, power, shim, verdict
from tests.faults.scenes import EXPORTS

ON_IT = {"both": "", "store": "state", "tree": "feeds"}
STEPS = {"size": 4096, "inodes": 1}
"""By how much each disk is larger than the one before: bytes, or inodes."""
ROOM = {"size": 64 * 1024 * 1024, "inodes": 10_000}


def absent() -> str:
    """Why no small disk can be made here; empty if it can."""
    return "" if os.geteuid() == 0 else "small disks need root, to mount them"


@contextmanager
def mounted(kind: str, much: int, at: Path) -> Iterator[None]:
    """A disk of so many bytes or inodes at this folder."""
    power.call("mount", "-t", "tmpfs", "-o", _limits(kind, much), "none", str(at))
    try:
        yield
    finally:
        with suppress(OSError):
            power.call("umount", str(at))


def _limits(kind: str, much: int) -> str:
    limits = {"size": ROOM["size"], "nr_inodes": ROOM["inodes"], {"size": "size", "inodes": "nr_inodes"}[kind]: much}
    return ",".join(f"{name}={value}" for name, value in limits.items())


def sweep(kind: str, where: str, scene: str, root: Path, every: int) -> dict[str, int]:
    """Disks that are larger and larger, until the run fits."""
    made, wanted, _, copy = kills.prepared(scene, root)
    at, said = made.root / ON_IT[where], root / "said"
    much, full = _used(kind, copy / ON_IT[where]), 0
    while True:
        verdict.restore(made.root, copy)
        at.mkdir(exist_ok=True)
        said.write_text("")
        with mounted(kind, much, at):
            if (copy / ON_IT[where]).exists():
                shutil.copytree(copy / ON_IT[where], at, dirs_exist_ok=True)
            status = os.waitstatus_to_exitcode(shim.forked(lambda: errors.as_command(made, said)))
            wrong = errors.complaints(said.read_text(), status, FULL)
            wrong = wrong or verdict.published(made, wanted) or errors.watched(made, root)
            power.call("mount", "-o", f"remount,{_limits(kind, ROOM[kind])}", str(at))
            wrong = wrong or verdict.damaged(made) or verdict.healed(made, wanted)
        assert not wrong, f"{scene}, {where} on {much} {kind}: status {status}:\n" + "\n".join(wrong)
        if status == 0:
            return {"points": full, "enough": much}
        full += 1
        much += every * STEPS[kind]


FULL = "No space left on device|disk is full|disk I/O error|unable to open|readonly database"


def _used(kind: str, folder: Path) -> int:
    """What a copy of this takes."""
    files = list(folder.rglob("*"))
    if kind == "inodes":
        return len(files) + 2
    return 8192 + sum(4096 * -(-path.stat().st_size // 4096) for path in files if path.is_file())


def main() -> None:
    """Print the figures of one sweep."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=STEPS)
    parser.add_argument("where", choices=ON_IT)
    parser.add_argument("scene", choices=EXPORTS)
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()
    folder.WRITERS = 1
    with tempfile.TemporaryDirectory(dir=kills.place()) as root:
        print(json.dumps(sweep(given.kind, given.where, given.scene, Path(root), given.every)))


if __name__ == "__main__":
    main()
