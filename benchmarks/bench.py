"""Everything side by side: the exporter, its floors, and other programs, on the same corpus, several times.

    python -m benchmarks.bench [--size 10k,100k,1M] [--rounds 5] [--only NAME,...] [--data DIR] [--no-peers]

Jobs take turns, so that what else the machine does hits all of them. `--only` names rows or jobs; what it finds is
shown, and not kept. Without it, benchmarks/results/SIZE.json is written, and the tables of docs/performance.md from all
that is there. The corpus and what runs write go below `--data` (benchmarks/.data), peers are installed below
benchmarks/.peers.
"""

import argparse
import compileall
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import exporter
from benchmarks import jobs, machine, measure, report, rows
from benchmarks.peers import installation, table
from benchmarks.place import Place

ROOT = Path(__file__).parents[1]
BUDGET = 300
"""Seconds of wall time after which a job is not run another time, whatever `--rounds` says."""
DISK = 48 * 1024
"""Bytes an article that corpora, trees and stores take at the most at once."""


def size_of(text):
    """100, 10k, 1M."""
    matched = re.fullmatch(r"(\d+)([kM]?)", text)
    if not matched:
        raise argparse.ArgumentTypeError(f"{text}: give a number of articles, as 10k or 1M")
    return int(matched[1]) * {"": 1, "k": 1000, "M": 1_000_000}[matched[2]]


def names_of(text):
    """The jobs that are named, by themselves or by a row that needs them."""
    needed = {row.name: row.jobs for row in rows.ROWS}
    return {job for name in text.split(",") for job in needed.get(name, (name,))}


def arguments(given):
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--size", type=lambda text: list(map(size_of, text.split(","))), default=[10_000], help="e.g. 10k,100k,1M"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", type=names_of, help="rows or jobs, with commas between; the results are not kept")
    parser.add_argument("--data", type=Path, default=ROOT / "benchmarks" / ".data")
    parser.add_argument("--results", type=Path, default=report.RESULTS)
    parser.add_argument("--docs", type=Path, default=report.DOCUMENT)
    parser.add_argument("--no-peers", action="store_true", help="only the exporter and its floors")
    return parser.parse_args(given)


def measured(place, todo, rounds):
    """{job: costs}, in turns. A job that fails is said aloud and left out."""
    costs = {job.name: [] for job in todo}
    failed = set()
    try:
        for number in range(rounds):
            for job in todo:
                if job.name in failed or sum(cost.wall for cost in costs[job.name]) > BUDGET:
                    continue
                if not job.keeps:
                    place.restore()
                try:
                    job.before()
                    cost = measure.run(job.command, place.work / "log", cwd=ROOT)
                except measure.Failed as error:
                    print(f"{job.name} is left out: {error}", file=sys.stderr)
                    failed.add(job.name)
                else:
                    costs[job.name].append(cost)
                    print(f"{place.size:,} round {number + 1} {job.name}: {cost.cpu:.2f} s CPU, {cost.wall:.2f} s, "
                          f"{cost.pss:.0f} MiB", flush=True)  # fmt: skip
                finally:
                    job.after()
    finally:
        place.restore()
    return costs


def workers_known(place):
    """Whether this exporter can be told how many workers to use."""
    shown = subprocess.run(
        [jobs.EXPORTER, "config", "show", "-c", str(place.config)], capture_output=True, text=True, check=True
    )
    return "[engine]" in shown.stdout


def chosen(place, tools, missing, only):
    """The jobs of one size, and why others are left out."""
    todo = jobs.ours(place, workers_known(place)) + jobs.peers(place, tools, missing)
    if only:
        known = {job.name for job in todo}
        if only - known:
            sys.exit(f"{', '.join(sorted(only - known))}: no such job now; there are {', '.join(sorted(known))}")
        wanted = only | {job.needs for job in todo if job.name in only}
        todo = [job for job in todo if job.name in wanted]
    free, left_out = machine.free_memory(), dict(missing)
    for job in todo:
        if job.most < place.size:
            left_out[job.name] = f"takes too long for {place.size:,}"
        elif free is not None and job.memory > free:
            left_out[job.name] = f"needs {job.memory >> 20} GiB of free memory"
    for name, why in left_out.items():
        print(f"{place.size:,}: {name} is left out: {why}", file=sys.stderr)
    return [job for job in todo if job.name not in left_out], left_out


def one_size(size, given, tools, versions, missing):
    """Measure one size; what is kept of it."""
    place = Place(given.data, size)
    place.data.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(place.data).free < DISK * size:
        sys.exit(f"{place.data}: {DISK * size >> 30} GiB of free disk are needed for {size:,}: name another --data")
    place.ready()
    todo, left_out = chosen(place, tools, missing, given.only)
    costs = measured(place, todo, given.rounds)
    shown = {
        job.name: [part.replace(str(place.data), "DATA").replace(f"{ROOT}/", "") for part in job.command]
        for job in todo
    }
    place.remove()
    left_out |= {name: "it failed" for name, all_of in costs.items() if not all_of}
    return {
        "size": size,
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine.described(given.data),
        "peers": versions,
        "left_out": left_out,
        "commands": {name: " ".join([Path(command[0]).name, *command[1:]]) for name, command in shown.items()},
        "costs": {name: [dict(zip(each._fields, (round(figure, 4) for figure in each), strict=True)) for each in all_of]
                  for name, all_of in costs.items() if all_of},
    }  # fmt: skip


def main(given=None):
    given = arguments(given)
    peers = () if given.no_peers else table.PEERS
    tools, versions, missing = installation.installed(peers, ROOT / "benchmarks" / ".peers")
    missing |= {} if peers else {peer.name: "not asked for" for peer in table.PEERS}
    if not measure.SEES_MEMORY:
        print("memory of several processes together is measured on Linux only: its rows are left out", file=sys.stderr)
    compileall.compile_dir(os.path.dirname(exporter.__file__), quiet=1)  # as an installation has it
    results = []
    for size in given.size:
        results.append(one_size(size, given, tools, versions, missing))
        if not given.only:
            given.results.mkdir(parents=True, exist_ok=True)
            (given.results / f"{size}.json").write_text(json.dumps(results[-1], indent=1) + "\n")
            report.put(given.docs, "bench", report.tables(report.kept(given.results)))
    print(report.tables(results, every=not given.only))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # the corpus is made what it was
    main()
