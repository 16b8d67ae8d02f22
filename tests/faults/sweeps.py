"""All that can go wrong, in full: what `make torture` runs, two at a time. Each gives its figures."""

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from tests.faults import connections, disks, errors, power, shim
from tests.faults.scenes import EXPORTS, SCENES

Job = tuple[str, list[object]]
"""A module, and its arguments."""
SEEDS = 4
"""Parts that a random sweep is cut into."""


def _summed(jobs: Iterable[Job]) -> dict[str, int]:
    """Do them all; their figures added up. AssertionError, with what it takes to see it again, if anything is wrong."""
    total: Counter[str] = Counter()
    with ThreadPoolExecutor(2) as lanes:
        for figures in lanes.map(lambda job: shim.under(f"tests.faults.{job[0]}", *job[1]), list(jobs)):
            total.update(figures)
    total.pop("enough", None)
    return dict(total)


def kills(scale: str) -> dict[str, int]:
    """Kill -9, and writes done by half, at every call of every scene."""
    every = {"short": 23, "long": 1}[scale]
    return _summed(("kills", [scene, mode, "--every", every]) for scene in sorted(SCENES) for mode in ("kill", "torn"))


def buckets(scale: str) -> dict[str, int]:
    """Kill -9 at every request that changes a bucket, in every scene."""
    every = {"short": 9, "long": 1}[scale]
    return _summed(("buckets", [scene, "--every", every]) for scene in sorted(SCENES) if scene != "nothing")


def chains(scale: str) -> dict[str, int]:
    """Kills in a row on one tree."""
    number = {"short": 60, "long": 10_000}[scale]
    return _summed(("chains", [number // SEEDS, seed]) for seed in range(1, SEEDS + 1))


def trees(scale: str) -> dict[str, int]:
    """Runs with workers: killed, told to stop, two at once."""
    many = {"short": (4, 4, 4), "long": (200, 50, 200)}[scale]
    times = dict(zip(("kill", "terminate", "pair"), many, strict=True))
    done = {what: _summed([("trees", [what, each // 2, seed]) for seed in (1, 2)]) for what, each in times.items()}
    return {what: figures["times"] for what, figures in done.items()}


def cuts(scale: str) -> dict[str, int]:
    """Power cuts on ext4 and XFS."""
    each = {"short": 12, "long": 36}[scale]
    for kind in power.IMAGES:
        reason = power.absent(kind)
        assert not reason, reason
    return _summed(
        ("power", [kind, scene, "--cuts", each, "--seed", seed])
        for seed, scene in enumerate(sorted(SCENES))
        for kind in power.IMAGES
    )


def failures(scale: str) -> dict[str, int]:
    """Calls that fail with an error, once and from then on."""
    every = {"short": 67, "long": 5}[scale]
    return _summed(
        ("errors", [scene, error, "--every", every, "--begin", 1 + number, *options])
        for number, error in enumerate(errors.ERRORS)
        for scene in EXPORTS
        for options in ((), ("--persists",))
    )


def broken(scale: str) -> dict[str, int]:
    """Connections to PostgreSQL that break."""
    every = {"short": 151, "long": 3}[scale]
    return _summed(
        ("connections", [scene, how, "--every", every, "--begin", 1 + number % every])
        for number, scene in enumerate(sorted(connections.SCENES))
        for how in connections.HOWS
    )


def full(scale: str) -> dict[str, int]:
    """Disks of every size."""
    every = {"short": 31, "long": 1}[scale]
    assert not disks.absent(), disks.absent()
    return _summed(
        ("disks", [kind, where, scene, "--every", every])
        for kind in disks.STEPS
        for where in disks.ON_IT
        for scene in ("first", "incremental")
    )
