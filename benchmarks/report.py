"""Tables of docs/performance.md, from what is kept in benchmarks/results/.

    python -m benchmarks.report

writes them anew.
"""

import json
import statistics
from pathlib import Path

from benchmarks import rows
from benchmarks.measure import Cost

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
DOCUMENT = ROOT / "docs" / "performance.md"


def kept(folder):
    """Every result, smaller sizes first."""
    found = (json.loads(path.read_text()) for path in folder.glob("*.json"))
    return sorted((result for result in found if "costs" in result), key=lambda result: result["size"])


def put(path, name, text):
    """Put a text between the markers of this name in a document."""
    begin, end = (f"<!-- {name}: {what} -->\n" for what in ("begin", "end"))
    before, _, rest = path.read_text().partition(begin)
    after = rest.partition(end)[2]
    path.write_text(f"{before}{begin}{text}\n{end}{after}")


def tables(results, *, every=True):
    """Targets (all of them or those that were measured), then the jobs of each size and where that was."""
    costs = {
        result["size"]: {name: [Cost(**each) for each in all_of] for name, all_of in result["costs"].items()}
        for result in results
    }
    parts = [_targets(costs, every=every)]
    for result in results:
        parts.append(
            f"### {short(result['size'])} articles, {result['date']}\n\n" + _jobs(result, costs[result["size"]])
        )
    return "\n\n".join(parts)


def _targets(costs, *, every):
    lines = ["| target | at | median | least to most of rounds | must | aim | |", "|---|---|---|---|---|---|---|"]
    for row in rows.ROWS:
        found = rows.found(row, costs)
        if found or every:
            least = "at least" if row.more else "at most"
            wanted = " | ".join(f"{least} {_figure(each, row.unit)}" for each in (row.must, row.aim))
            median, rest = _found(found) if found else ("| | not measured |", "")
            lines.append(f"| {row.says} (`{row.name}`) {median} | {wanted} | {rest} |")
    return "\n".join(lines)


def _found(found):
    """The cells before what was wanted, and the one after it."""
    least, median, most = (_figure(each, found.row.unit) for each in (found.least, found.median, found.most))
    at = " against ".join(short(size) for size in reversed(found.sizes))
    must, aim = found.row.met(found.median)
    verdict = "aim met" if aim else "met" if must else "**missed**"
    return f"| {at} | **{median}** | {least} to {most} of {found.rounds}", verdict


def _jobs(result, costs):
    lines = [
        "| job | CPU s | wall s | peak MiB, all processes | largest process | command |",
        "|---|---|---|---|---|---|",
    ]
    for name, all_of in costs.items():
        figures = (_spread([each[field] for each in all_of], digits) for field, digits in enumerate((2, 2, 0, 0)))
        lines.append(f"| {name} | {' | '.join(figures)} | `{result['commands'][name]}` |")
    lines += [""] + [f"- {what}: {text}" for what, text in result["machine"].items()]
    if result["peers"]:
        lines.append("- peers: " + ", ".join(f"{name} {version}" for name, version in result["peers"].items()))
    lines += [f"- left out: {name}: {why}" for name, why in result["left_out"].items()]
    return "\n".join(lines)


def _spread(figures, digits):
    """Median (least to most)."""
    median, least, most = (
        f"{figure:,.{digits}f}" for figure in (statistics.median(figures), min(figures), max(figures))
    )
    return f"{median} ({least} to {most})" if len(figures) > 1 else median


def _figure(number, unit):
    return f"{number:,.0f} {unit}" if unit == "MiB" else f"{number:.2f} {unit}"


def short(size):
    """A number of articles as people say it: 10k, 1M."""
    for unit, name in ((1_000_000, "M"), (1000, "k")):
        if size % unit == 0:
            return f"{size // unit}{name}"
    return str(size)


if __name__ == "__main__":
    put(DOCUMENT, "bench", tables(kept(RESULTS)))
