"""Tables of docs/scale.md, from what is kept in benchmarks/results/beyond/.

    python -m benchmarks.beyond_report

writes them anew.
"""

import json
import statistics

from benchmarks import report

RESULTS = report.RESULTS / "beyond"
DOCUMENT = report.ROOT / "docs" / "scale.md"
AGAINST = {"bucket-files": "files", "dask-2": "dask-1"}
"""What a job is compared with, where that is not the first."""


def kept(folder):
    """Every result, smaller sizes first."""
    return sorted((json.loads(path.read_text()) for path in folder.glob("*.json")), key=lambda one: one["size"])


def put(path, results):
    """Put the tables between their markers in a document."""
    report.put(path, "beyond", tables(results))


def tables(results):
    """One a size, and where it was measured."""
    return "\n\n".join(_table(one) for one in results)


def _table(result):
    medians = {
        name: {
            step: [statistics.median(figures) for figures in zip(*every, strict=True)] for step, every in steps.items()
        }
        for name, steps in result["seen"].items()
    }
    rounds = max(len(every) for steps in result["seen"].values() for every in steps.values())
    lines = [
        f"### {report.short(result['size'])} articles, {result['date']}",
        "",
        f"Medians of {rounds} rounds." if rounds > 1 else "One round.",
        "",
        "| | bulk, wall | against | CPU, exporter + all else | peak MiB | nothing new, wall | one new, wall |",
        "|---|---|---|---|---|---|---|",
        *(_line(name, result["says"][name], medians) for name in medians),
        "",
        *(f"- {what}: {text}" for what, text in result["machine"].items()),
        *(f"- left out: {name}: {why}" for name, why in result["left_out"].items()),
    ]
    return "\n".join(lines)


def _line(name, says, medians):
    bulk, unchanged, one = (medians[name][step] for step in ("bulk", "unchanged", "one"))
    wall, cpu, elsewhere, pss = bulk
    other = AGAINST.get(name, "local")
    ratio = ""
    if name != other and other in medians:
        ratio = f"{wall / medians[other]['bulk'][0]:.2f}x" + (f" `{other}`" if other != "local" else "")
    return (
        f"| {says} (`{name}`) | {wall:.1f} s | {ratio} | {cpu:.1f} + {elsewhere:.1f} s | {pss:.0f} "
        f"| {unchanged[0]:.2f} s | {one[0]:.2f} s |"
    )


if __name__ == "__main__":
    put(DOCUMENT, kept(RESULTS))
