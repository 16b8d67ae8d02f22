# ruff: noqa: A005 (it stands in a package)
"""Where the time of a bulk run goes, stage by stage.

    python -m benchmarks.profile [--size 10k] [--data DIR]

Runs the exporter inline in this process and looks each 5 ms at where it is: what passed since the last look
belongs to the innermost line of the exporter on the stack. That adds no cost to calls, as a tracing profiler would
(which makes small functions look dear), and its libraries count for the stage that called them. Written into
docs/performance.md.
"""

import argparse
import linecache
import os
import signal
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import exporter
from benchmarks import bench, machine, report
from benchmarks.place import Place

ROOT = os.path.dirname(exporter.__file__) + os.sep
INTERVAL = 0.005
"""Seconds of wall time between two looks, so that looking takes little even where the machine is busy."""
STAGES = {
    "sources": "read",
    "readers": "read",
    "normalise": "normalise",
    "store": "store",
    "intake": "take in",
    "preparation": "take in",
    "model": "take in",
    "plan": "mark",
    "marking": "mark",
    "drawing": "render",
    "render": "render",
    "renderings": "render",
    "publish": "publish",
    "output": "publish",
}
"""Of modules and packages of the exporter; others are `the rest`, start-up included."""
ON_LINES = {"fsync(": "flush", "compress": "compress"}
"""What a line does, whatever module it stands in."""
ORDER = ("read", "normalise", "take in", "store", "mark", "render", "compress", "publish", "flush", "the rest")


class Sampler:
    """Adds up CPU and wall time by stage, and CPU by function."""

    def __init__(self):
        self.cpu, self.wall, self.functions = Counter(), Counter(), Counter()
        self._then = time.process_time(), time.perf_counter()

    def __enter__(self):
        self._then = time.process_time(), time.perf_counter()
        signal.signal(signal.SIGALRM, self._look)
        signal.siginterrupt(signal.SIGALRM, False)  # noqa: FBT003  (calls of the system go on)
        signal.setitimer(signal.ITIMER_REAL, INTERVAL, INTERVAL)
        return self

    def __exit__(self, *_):
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _look(self, _signal, frame):
        now = time.process_time(), time.perf_counter()
        cpu, wall = (one - other for one, other in zip(now, self._then, strict=True))
        stage, function = placed(frame)
        self.cpu[stage] += cpu
        self.wall[stage] += wall
        self.functions[function] += cpu
        self._then = time.process_time(), time.perf_counter()  # looking is not the exporter's


def placed(frame):
    """(stage, function) of the innermost line of the exporter on a stack."""
    compresses = False
    while frame:
        file = frame.f_code.co_filename
        if file.startswith(ROOT):
            module = file.removeprefix(ROOT)
            line = linecache.getline(file, frame.f_lineno or 0)
            by_line = next((stage for text, stage in ON_LINES.items() if text in line), None)
            stage = "compress" if compresses else by_line or STAGES.get(module.removesuffix(".py").split(os.sep)[0])
            return stage or "the rest", f"{module} {frame.f_code.co_qualname}"
        compresses = compresses or os.path.basename(file) == "gzip.py"
        frame = frame.f_back
    return "the rest", "start-up, and outside of the exporter"


def table(size, sampler, described):
    """The stages, and the functions that take most."""
    cpu, wall = (sum(each.values()) for each in (sampler.cpu, sampler.wall))
    lines = [f"{size:,} articles, inline, {datetime.now(UTC).date()}; exporter {described['exporter']}.", ""]
    lines += ["| stage | CPU, us an article | part | wall, us an article |", "|---|---|---|---|"]
    for stage in ORDER:
        own = sampler.cpu[stage]
        lines.append(
            f"| {stage} | {own / size * 1e6:,.0f} | {own / cpu:.1%} | {sampler.wall[stage] / size * 1e6:,.0f} |"
        )
    lines.append(f"| all | {cpu / size * 1e6:,.0f} | | {wall / size * 1e6:,.0f} |")
    lines += ["", "| function, with what it calls outside of the exporter | CPU, us an article |", "|---|---|"]
    lines += [f"| `{name}` | {own / size * 1e6:,.0f} |" for name, own in sampler.functions.most_common(20)]
    return "\n".join(lines)


def main(given=None):
    parser = argparse.ArgumentParser(prog="python -m benchmarks.profile", description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=bench.size_of, default=10_000)
    parser.add_argument("--data", type=Path, default=bench.ROOT / "benchmarks" / ".data")
    parser.add_argument("--docs", type=Path, default=report.DOCUMENT)
    given = parser.parse_args(given)
    place = Place(given.data, given.size)
    place.ready()
    inline = ["-s", "engine.workers=1"] if bench.workers_known(place) else []
    with Sampler() as sampler:
        from exporter import cli

        cli.cli.main(["export", "-c", str(place.config), *inline], standalone_mode=False)
    place.remove()
    text = table(given.size, sampler, machine.described(given.data))
    report.put(given.docs, "profile", text)
    print(text)


if __name__ == "__main__":
    main()
