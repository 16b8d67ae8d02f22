"""A call that fails, once or from then on, in the command as a user runs it: `python -m
tests.faults.errors SCENE ERROR`.

Whatever fails, the old tree stays live, one line says where and what, and the next run that has all it needs ends as if
nothing had been. To be run under the shim.
"""

import argparse
import errno
import json
import os
import re
import signal
import sys
import tempfile
from datetime import datetime, tzinfo
from pathlib import Path

from exporter import cli
from exporter import status as shown
from exporter.errors import StoreError
from exporter.health import check
from exporter.publish import folder
from tests.faults import kills, shim, verdict
from tests.faults.scenes import EXPORTS, Stage

ERRORS = ("ENOSPC", "EDQUOT", "EIO", "EROFS")
FAILED = {1, 75}


def as_command(made: Stage, said: Path, *arguments: str) -> int:
    """What `exporter` does in this process, at the world's time and with its configuration; what it says goes into a
    file."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return made.now.astimezone(tz)

    descriptor = os.open(said, os.O_WRONLY | os.O_APPEND)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    cli.datetime = Clock
    cli.Given.config = lambda *_given, **_options: made.config
    sys.argv = ["exporter", *(arguments or ("export",))]
    signal.signal(signal.SIGTERM, cli._terminate)
    return cli._status()


def complaints(said: str, status: int, why: str = "") -> list[str]:
    """What is wrong with what a run says that failed; nothing if it ended well."""
    if "Traceback" in said:
        return [said]
    lines = [line for line in said.splitlines() if line.startswith("exporter: ")]
    if status == 0:
        return lines
    if status not in FAILED or len(lines) != 1 or not re.search(why, lines[0]):
        return [f"exit status {status}, and says: {said!r}"]
    return []


def sweep(scene: str, error: str, root: Path, every: int, begin: int, *, persists: bool) -> dict[str, int]:
    """One call fails, or all from it on."""
    made, wanted, total, copy = kills.prepared(scene, root)
    number, failed, said = getattr(errno, error), 0, root / "said"
    points = range(begin, total + 1, every)
    for at in points:
        verdict.restore(made.root, copy)
        said.write_text("")
        status = shim.forked(lambda at=at: _failing(made, said, at, number, persists))  # type: ignore[misc]
        told = said.read_text()
        failed += status != 0
        wrong = complaints(told, os.waitstatus_to_exitcode(status), WHY[error])
        wrong = wrong or verdict.left(made, wanted) or (watched(made, root) if persists else [])
        wrong = wrong or verdict.healed(made, wanted)
        where = f"{scene}: {error}{' from then on' if persists else ''} at call {at} of {total}"
        assert not wrong, f"{where}, status {status}, said {told!r}:\n" + "\n".join(wrong)
    return {"points": len(points), "failed": failed, "calls": total}


WHY = {
    "ENOSPC": "No space left on device|disk is full|disk full|disk I/O error|unable to open|readonly database",
    "EDQUOT": "quota|disk I/O error|unable to open|readonly database",
    "EIO": "Input/output error|disk I/O error|unable to open|readonly database",
    "EROFS": "Read-only file system|disk I/O error|unable to open|readonly database",
}


def _failing(made: Stage, said: Path, at: int, number: int, persists: bool) -> int:
    descriptor = os.open(said, os.O_WRONLY | os.O_APPEND)
    os.dup2(descriptor, 2)
    shim.arm(at, shim.ERRNO, number, persists=persists)
    return as_command(made, said)


def watched(made: Stage, root: Path) -> list[str]:
    """What is wrong with those who watch over runs while no file can be changed: they need none."""
    said = root / "watched"
    said.write_text("")

    def watch() -> int:
        shim.arm(1, shim.ERRNO, errno.ENOSPC, persists=True)
        try:
            shown.gather(made.config)
        except StoreError as error:
            assert "an earlier exporter was the last to use this store" in str(error), error  # noqa: PT017 - no test
        check.judge(made.config, made.now)
        return 0

    return [] if shim.forked(watch) == 0 else ["status or healthcheck need to write"]


def main() -> None:
    """Print the figures of one sweep."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scene", choices=EXPORTS)
    parser.add_argument("error", choices=ERRORS)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--begin", type=int, default=1)
    parser.add_argument("--persists", action="store_true")
    given = parser.parse_args()
    folder.WRITERS = 1
    with tempfile.TemporaryDirectory(dir=kills.place()) as root:
        figures = sweep(given.scene, given.error, Path(root), given.every, given.begin, persists=given.persists)
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
