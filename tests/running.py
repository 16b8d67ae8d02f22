"""The command line as a user meets it: a real process; and what becomes of processes."""

import os
import subprocess
import sys
from pathlib import Path


def exporter(root: Path, *arguments: str, **environment: str) -> tuple[str, str, int]:
    """Run the command in a folder; its standard output, standard error and exit status."""
    done = subprocess.run(
        [sys.executable, "-m", "exporter", *arguments],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert "Traceback" not in done.stderr
    return done.stdout, done.stderr, done.returncode


def state(pid: int) -> str:
    """As ps has it; X of one that is gone. One that has ended and nobody has asked for is Z: in a container whose first
    process asks for nobody, for ever."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "X"


def is_alive(pid: int) -> bool:
    """Whether it still does anything."""
    return state(pid) not in "XZ"
