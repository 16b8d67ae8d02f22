"""Everything that is tested at length: `python -m tests.torture [PART ...] [--scale short|long]`; `make torture`.

Each part gives figures, which docs/reliability.md has, or fails with what it takes to see the failure again.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults import sweeps

Figures = dict[str, int]


def _crawl(scale: str) -> Figures:
    from tests.crawl.crawling import crawl_all

    with tempfile.TemporaryDirectory() as root:
        figures, wrong = crawl_all(Path(root), {"short": 120, "long": 20_000}[scale])
    assert not wrong, "\n".join(wrong)
    return dict(figures)


def _subscribers(scale: str) -> Figures:
    from tests.subscribers import simulator

    return simulator.run(scale)


def _round_trip(scale: str) -> Figures:
    from tests.hostile import round_trip

    return round_trip.run(seed=1, count={"short": 5_000, "long": 200_000}[scale])


def _mutations(scale: str) -> Figures:
    from tests.hostile import mutations

    return mutations.run(seed=1, count={"short": 400, "long": 20_000}[scale])


def _grammar(scale: str) -> Figures:
    from tests.grammar import spoiling

    return spoiling.run({"short": 500, "long": 20_000}[scale])


def _check(scale: str) -> Figures:
    from tests.check import harming

    return harming.run({"short": 200, "long": 4_000}[scale])


def _growth(scale: str) -> Figures:
    from tests.hostile import growth

    return growth.measure({"short": 2_000, "long": 20_000}[scale])


def _damages(scale: str) -> Figures:
    from tests.restore import damages

    return dict(damages.check(1, {"short": 60, "long": 5_000}[scale]))


def _restorations(scale: str) -> Figures:
    from tests.restore import histories

    return histories.run({"short": 2, "long": 100}[scale])


def _taken_back(scale: str) -> Figures:
    import pytest

    from tests.random_runs import check_taken_back

    for seed in range(histories := {"short": 2, "long": 200}[scale]):
        check_taken_back(seed, 12, pytest.MonkeyPatch())
    return {"histories": histories}


def _complete(scale: str) -> Figures:
    import pytest

    from tests import complete_runs

    for seed in range(histories := {"short": 3, "long": 200}[scale]):
        complete_runs.check(seed, 25, pytest.MonkeyPatch())
    return {"histories": histories}


def _beyond(scale: str) -> Figures:
    from tests.beyond import kills

    return dict(kills.run({"short": 10, "long": 1_000}[scale]))


PARTS: dict[str, Callable[[str], Figures]] = {
    "kills": sweeps.kills,
    "chains": sweeps.chains,
    "trees": sweeps.trees,
    "power": sweeps.cuts,
    "errors": sweeps.failures,
    "disks": sweeps.full,
    "connections": sweeps.broken,
    "buckets": sweeps.buckets,
    "crawl": _crawl,
    "subscribers": _subscribers,
    "round-trip": _round_trip,
    "mutations": _mutations,
    "grammar": _grammar,
    "growth": _growth,
    "damages": _damages,
    "restorations": _restorations,
    "check": _check,
    "taken-back": _taken_back,
    "complete": _complete,
    "beyond": _beyond,
}


def main() -> int:
    """Do them one after the other, all of them whatever fails; 1 if any did."""
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--scale", choices=["short", "long"], default="long")
    given = parser.parse_args()
    failed = 0
    for name in given.parts or PARTS:
        began = time.monotonic()
        try:
            figures = json.dumps(PARTS[name](given.scale))
        except AssertionError as error:
            failed, figures = 1, f"FAILED\n{error}"
        print(f"{name} ({time.monotonic() - began:.0f} s): {figures}", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
