"""Any flipped bit, any cut, any file that is gone, any two that are swapped: with the store each is found.

python -m tests.torture check
"""

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exporter.check import against
from exporter.config.schema import Engine
from exporter.report import unseen
from tests.check.tampering import checked, lines, make
from tests.world import World

HARMS = ("flip", "cut", "delete", "swap")


def files(world: World) -> list[Path]:
    return sorted(path for path in world.tree.rglob("*") if path.is_file())


def is_earlier(world: World, path: Path) -> bool:
    """Whether it is a data shard that is kept for who follows an earlier edition: of it nobody promises anything."""
    return path.name.endswith(".gz") and path.name not in (world.tree / "data/dataset.jsonld").read_text()


@contextmanager
def harmed(world: World, harm: str, chance: random.Random) -> Iterator[Path]:
    """One of the files, which is harmed within the context."""
    path, other = chance.sample([path for path in files(world) if not is_earlier(world, path)], 2)
    whole, second = path.read_bytes(), other.read_bytes()
    try:
        if harm == "flip":
            place = chance.randrange(len(whole))
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :])
        elif harm == "cut":
            path.write_bytes(whole[: chance.randrange(len(whole))])
        elif harm == "delete":
            path.unlink()
        else:
            path.write_bytes(second)
            other.write_bytes(whole)
        yield path
    finally:
        path.write_bytes(whole)
        other.write_bytes(second)


def look_at(world: World, seed: int, harm: str) -> bool:
    """Harm a file: it is found. Says whether it would have been without the store."""
    with harmed(world, harm, random.Random(seed)) as path:  # noqa: S311
        faults = lines(against.configured(world.config, world.now, unseen))
        name = path.relative_to(world.tree).as_posix()
        assert any(fault.startswith(name) for fault in faults), (seed, harm, name, faults)
        return bool(checked(world.tree, world.now).faults)


def run(count: int) -> dict[str, int]:
    """Figures for docs/reliability.md: harms by sort, and how many of them the tree alone shows."""
    figures: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        world = make(Path(folder) / "world")
        world.set(engine=Engine(workers=1))
        for seed in range(count):
            harm = HARMS[seed % len(HARMS)]
            figures[harm] += 1
            figures[f"{harm}, found alone"] += look_at(world, seed, harm)
        assert lines(against.configured(world.config, world.now, unseen)) == []
    return dict(figures)
