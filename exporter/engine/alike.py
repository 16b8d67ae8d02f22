"""What all that work at a run must have in common, so that the same bytes come of it whoever does the work."""

import hashlib
import platform
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zoneinfo import TZPATH

import exporter

DECIDING = (
    *("ada-url", "charset-normalizer", "feedgen", "ftfy", "isal", "jinja2", "lxml", "msgspec", "pycld2", "regex"),
    *("backports.zstd", "pyarrow", "trafilatura", "warcio"),
    *("courlan", "dateparser", "htmldate", "justext", "lxml-html-clean", "python-dateutil"),  # trafilatura asks these
)
"""Distributions that decide what a dump says, or how a document is written; some are only there with an extra."""
_ABSENT = "none"


@cache
def features() -> Mapping[str, str]:
    """What decides bytes here: by name, how it is. Of what is loaded when it is asked first; that takes 20 ms."""
    return {
        "exporter": exporter.__version__,
        "files of exporter": _files(Path(exporter.__file__).parent),
        "Python": f"{platform.python_implementation()} {sys.version_info.major}.{sys.version_info.minor}",
        "processor": platform.machine(),  # isal compresses otherwise on others
        "time zones": _time_zones(),
        **{name: _version(name) for name in DECIDING},
    }


@cache
def digest() -> str:
    """Of all of them, in hexadecimal: who has the same is alike."""
    return hashlib.sha256(repr(sorted(features().items())).encode()).hexdigest()


def differences(theirs: Mapping[str, str]) -> str:
    """What differs between those of another and ours, for people: `lxml 6.0.2, here 6.1.3`."""
    return "; ".join(_different(theirs))


def _different(theirs: Mapping[str, str]) -> Iterator[str]:
    ours = features()
    for name in sorted(ours.keys() | theirs.keys()):
        there, here = theirs.get(name, _ABSENT), ours.get(name, _ABSENT)
        if there != here:
            yield f"{name} {there}, here {here}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return _ABSENT


def _time_zones() -> str:
    """Of which edition they are: times without a zone are read by them. Those of the system come before those of the
    package, as `zoneinfo` has it."""
    for folder in TZPATH:
        if (said := Path(folder, "tzdata.zi")).is_file():
            with said.open(encoding="ascii", errors="replace") as file:
                return file.readline().removeprefix("# version").strip()
    return _version("tzdata")


def _files(root: Path) -> str:
    """12 hexadecimal digits over code and data of the package: its version stays the same while it is worked at.

    Nothing in `__pycache__`: while Python writes a file there, it has a name of its own for a moment (`x.pyc.1399...`).
    """
    found = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        own = path.relative_to(root)
        if path.is_file() and "__pycache__" not in own.parts:
            data = path.read_bytes()
            found.update(f"{own.as_posix()}\0{len(data)}\0".encode())
            found.update(data)
    return found.hexdigest()[:12]
