"""The command line as a user meets it: a real process."""

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
        timeout=60,
    )
    assert "Traceback" not in done.stderr
    return done.stdout, done.stderr, done.returncode
