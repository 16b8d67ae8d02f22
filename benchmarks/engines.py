"""What an engine costs beside the others: this process, processes, and the workers of a Dask cluster on loopback.

    python -m benchmarks.engines [--size 10k] [--rounds 1] [--folder DIR]

A first export of the same corpus, by each engine in turn, the cluster over TLS and with one thread a worker. All trees
must be the same. Printed as JSON, one line a run: seconds of wall time and of CPU, those of the driver (with its
processes) and those of the cluster; the share of the time in which the driver computed; bytes between them, packed.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import corpus
from benchmarks.bench import size_of

ROOT = Path(__file__).parents[1]
CONFIG = """\
[site]
title = "Corpus"
url = "https://feeds.example.org/"
[[source]]
path = "dumps"
"""
NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
LOCAL = {"inline": 1, "processes-1": 1, "processes-2": 2}
REMOTE = {"dask-1": 1, "dask-2": 2}


def driver(name, config, tree, store, settings):
    """One export in this process; what it says of itself."""
    from exporter import export
    from exporter.config import load
    from exporter.engine.cluster import Cluster

    told = {}

    def tell(crew):
        told.update(sent=crew.sent, received=sum(one.received for one in crew.shares.values()))
        told.update(slices=sum(one.slices for one in crew.shares.values()))
        told.update(busy=round(sum(one.seconds for one in crew.shares.values()), 2))

    Cluster._tell = tell
    if name == "processes-1":  # which no setting asks for: one worker beside the run
        from exporter.engine import Engine, Processes

        export.engine_of = lambda _settings: Engine(Processes(1), Processes(1))
    loaded = load(config, [f"output.directory={tree}", f"store.url=sqlite:///{store}", *settings])
    marks, began = [], time.perf_counter()

    def progress(what, _done, _total):
        if not marks and what.startswith("documents"):
            marks.append((time.perf_counter() - began, time.process_time()))

    report = export.run(loaded, NOW, progress=progress)
    wall, times = time.perf_counter() - began, os.times()
    own = times.user + times.system
    figures = {
        "wall": wall,
        "reading": marks[0][0],
        "driver": own,
        "driver_reading": marks[0][1],
        "system": times.system,
        "share": own / wall,
    }
    rounded = {what: round(value, 2) for what, value in figures.items()}
    print(json.dumps({"engine": name, "new": report.new, **rounded, **told}))


def cpu_of(processes):
    """Seconds of CPU of process groups so far, of those that have ended too."""
    groups, ticks = {process.pid for process in processes}, 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) in groups:
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def digest(tree):
    found = hashlib.sha256()
    for path in sorted(tree.rglob("*")):
        if path.is_file() and path.name != ".exporter.json":
            found.update(path.relative_to(tree).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def measured(name, root, settings, processes=()):
    """Run it in a process of its own."""
    tree, store = root / name / "tree", root / name / "exporter.db"
    before = cpu_of(processes)
    command = [sys.executable, "-m", "benchmarks.engines", "--driver", name, str(root / "config.toml"), str(tree)]
    done = subprocess.run([*command, str(store), *settings], capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    found = json.loads(done.stdout)
    found["cluster"] = round(cpu_of(processes) - before, 2)
    found["tree"] = digest(tree)
    shutil.rmtree(root / name)
    print(json.dumps(found), flush=True)
    return found["tree"]


def main():
    if sys.argv[1:2] == ["--driver"]:
        name, config, tree, store, *settings = sys.argv[2:]
        driver(name, Path(config), tree, store, settings)
        return
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engines", description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=size_of, default=10_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where corpus, trees and stores go meanwhile")
    given = parser.parse_args()
    from tests.servers.cluster import running

    trees = set()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        root = Path(folder)
        corpus.write(root / "dumps", range(given.size))
        (root / "config.toml").write_text(CONFIG, "utf-8")
        for _ in range(given.rounds):
            for name, workers in LOCAL.items():
                trees.add(measured(name, root, [f"engine.workers={workers}"]))
            for name, workers in REMOTE.items():
                (root / "cluster").mkdir()
                with running(root / "cluster", workers) as cluster:
                    engine = cluster.settings()
                    keys = ("kind", "scheduler", "ca_file", "cert_file", "key_file", "workers")
                    settings = [f"engine.{key}={json.dumps(getattr(engine, key))}" for key in keys]
                    trees.add(measured(name, root, settings, cluster.processes))
                shutil.rmtree(root / "cluster")
    if len(trees) != 1:
        raise SystemExit(f"the trees differ: {trees}")


if __name__ == "__main__":
    main()
