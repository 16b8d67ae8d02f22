"""The long runs of hostile input: `python -m tests.hostile.torture [short|long]`, or each by its name behind that."""

import sys
from collections import Counter
from collections.abc import Callable

from tests.hostile import growth, mutations, round_trip

STRINGS = {"short": 50_000, "long": 200_000}
DUMPS = {"short": 5_000, "long": 20_000}
LENGTH = {"short": 5_000, "long": 20_000}
SEEDS = range(101, 105)
"""Others than those of the tests."""


def fuzz(scale: str) -> dict[str, object]:
    """Hostile strings through normalise and every renderer, and back."""
    return _of_all(round_trip.run, STRINGS[scale])


def damaged(scale: str) -> dict[str, object]:
    """Damaged dumps of every format, read in a process whose memory is limited."""
    return _of_all(mutations.run, DUMPS[scale])


def growing(scale: str) -> dict[str, object]:
    """What long texts cost."""
    return growth.measure(LENGTH[scale])


PARTS: dict[str, Callable[[str], dict[str, object]]] = {"fuzz": fuzz, "damaged": damaged, "growing": growing}


def _of_all(run: Callable[[int, int], dict[str, int]], count: int) -> dict[str, object]:
    figures: Counter[str] = Counter()
    for seed in SEEDS:
        figures += Counter(run(seed, count // len(SEEDS)))
    figures.pop("codes", None)  # of each seed, not of all
    return dict(figures)


def main(scale: str, *names: str) -> None:
    """Run them, and print what there was."""
    for name in names or PARTS:
        print(name, PARTS[name](scale), flush=True)


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["short"]))
