"""What a measurement was made on."""

import os
import platform
import sqlite3
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from exporter import __version__

ROOT = Path(__file__).parents[1]


def described(folder):
    """{what: text}; `folder`: whose file system is asked for."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    return {
        "exporter": f"{__version__}, commit {_commit()}",
        "processor": f"{_processor()}, {cores} cores",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release().partition('-')[0]}, {_file_system(folder)}",
        "python": f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}, lxml {version('lxml')}, "
        f"msgspec {version('msgspec')}, feedgen {version('feedgen')}",
    }


def free_memory():
    """KiB; None where it cannot be told."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return None
    return next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))


def _commit():
    def git(*arguments):
        return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False, text=True).stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no", "exporter", "pyproject.toml")
    return (git("rev-parse", "--short", "HEAD") or "unknown") + (" with changes" if changed else "")


def _processor():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _file_system(folder):
    try:
        mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return "file system unknown"
    at = f"{Path(folder).resolve()}/"
    return max(
        (mount for mount in mounts if at.startswith(mount[0].rstrip("/") + "/")), key=lambda mount: len(mount[0])
    )[1]
