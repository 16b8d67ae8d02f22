"""What is measured: each job is one whole process, in the order of a round."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.peers.table import PEERS

ROOT = Path(__file__).parents[1]
MOST = 100_000
"""Articles, where more would take hours and show nothing new."""
EXPORTER = str(Path(sys.executable).with_name("exporter"))


def _nothing():
    pass


class Job(NamedTuple):
    """One process to be measured, and what is made ready before it."""

    name: str
    command: list[str]
    before: Callable[[], object] = _nothing
    """Not timed."""
    after: Callable[[], object] = _nothing
    keeps: bool = False
    """Goes on with the tree and the dumps that the jobs before it left, instead of the corpus alone."""
    needs: str = ""
    """The job whose tree it needs."""
    most: int = 1_000_000
    """Articles; larger corpora leave it out."""
    memory: int = 0
    """KiB that must be free."""


def ours(place, workers_known):
    """The exporter's own, and the floors that it is compared with."""
    at = ["-c", str(place.config)]
    bulk = [EXPORTER, "export", *at]
    jobs = [
        Job("bulk", bulk, lambda: place.empty("bulk")),
        Job(
            "floor", _python("floor", place.dumps, place.work / "floor"), after=lambda: place.empty("floor"), keeps=True
        ),
        Job("unchanged", bulk, keeps=True, needs="bulk"),
        Job("scan", [sys.executable, str(ROOT / "benchmarks" / "scan_floor.py"), str(place.dumps)], keeps=True),
        Job("one", bulk, place.add_newest, keeps=True, needs="bulk"),
        Job("scattered", bulk, place.add_scattered, keeps=True, needs="bulk"),
        Job("help", [EXPORTER, "--help"], keeps=True),
        Job("status", [EXPORTER, "status", *at], keeps=True, needs="bulk"),
    ]
    if workers_known:
        jobs += [_workers(place, number) for number in (1, 2)]
    return jobs + _article_files(place)


def _elsewhere(place, name, setting):
    """A bulk run into a tree and a store of its own, with one setting changed."""
    at = place.work / name
    options = ["--output", str(at / "tree"), "--store", str(at / "store" / "exporter.db"), "-s", setting]
    return [EXPORTER, "export", "-c", str(place.config), *options]


def _python(module, *arguments):
    return [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)]


def _workers(place, number):
    name = f"workers-{number}"
    command = _elsewhere(place, name, f"engine.workers={number}")
    return Job(name, command, after=lambda: place.empty(name), most=MOST)


def _article_files(place):
    """With a file an article, then the same files again, bare: read, and read and written."""
    bare = place.work / "bare"
    program = [sys.executable, str(ROOT / "benchmarks" / "files_floor.py"), str(place.work / "files/tree/articles")]
    ours = _elsewhere(place, "files", "output.article_files=true")
    return [
        Job("files", ours, lambda: place.empty("files"), most=MOST),
        Job("files-read", program, keeps=True, needs="files", most=MOST),
        Job("files-bare", [*program, str(bare)], lambda: place.empty("bare"), keeps=True, needs="files", most=MOST),
    ]


def peers(place, tools, missing):
    """Those that could be installed."""
    return [_peer(place, peer, tools) for peer in PEERS if peer.name not in missing]


def _peer(place, peer, tools):
    """What a peer reads is made once and stays until the end; what it writes goes."""
    prepared, output = (place.work / f"{peer.name}-{name}" for name in ("input", "output"))

    def before():
        if not prepared.exists():
            peer.prepare(place.dumps, prepared)

    command = peer.command(tools, place.dumps, prepared, output)
    return Job(
        peer.name, command, before, lambda: place.empty(output.name), most=peer.most, memory=peer.memory * place.size
    )
