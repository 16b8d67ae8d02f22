"""Stores that are damaged in any way: a run publishes exactly the right tree, or refuses and touches nothing.

python -m tests.restore.damages [NUMBER]     # the suite does a few hundred
"""

import itertools
import logging
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from exporter.errors import ExporterError
from tests.restore.histories import bytes_of, restored, store_of
from tests.world import World

LONG = "It had been closed since the storm, and whoever waited there was glad to see the first boat. " * 3
PAGE = 4096

Damage = Callable[[Path, random.Random], str]


def flip(path: Path, chosen: random.Random) -> str:
    data = bytearray(path.read_bytes())
    at, bit = chosen.randrange(len(data)), chosen.randrange(8)
    data[at] ^= 1 << bit
    path.write_bytes(data)
    return f"bit {bit} of byte {at} flipped"


def truncate(path: Path, chosen: random.Random) -> str:
    pages = chosen.randrange(path.stat().st_size // PAGE)
    with path.open("r+b") as file:
        file.truncate(pages * PAGE)
    return f"cut after {pages} pages"


def zero(path: Path, chosen: random.Random) -> str:
    page = chosen.randrange(path.stat().st_size // PAGE)
    with path.open("r+b") as file:
        file.seek(page * PAGE)
        file.write(bytes(PAGE))
    return f"page {page} zeroed"


def garbage(path: Path, chosen: random.Random) -> str:
    path.write_bytes(chosen.randbytes(path.stat().st_size))
    return "garbage"


KINDS: tuple[Damage, ...] = (*[flip] * 12, truncate, zero, zero, garbage)


class Damages:
    """A world, and what it comes to with a store that is sound. Each damage begins with the same."""

    def __init__(self, root: Path) -> None:
        self.world = world = World(root / "world")
        for number in range(1, 12):
            world.dump(number, tail=("Harbour" if number % 2 else "City", "Share this article"))
        world.dump(12, body=(LONG,))
        world.run()
        world.dump(13, body=(LONG,))  # a duplicate
        world.dump(3, body=("It was edited later, the harbour office says.",))
        world.run()
        world.dump(14)
        world.dump(4, title="Quay 4 shut again")
        self.kept = root / "kept"
        shutil.copytree(world.root, self.kept)
        self.before = world.state()
        world.run(after=timedelta(0))
        self.right = bytes_of(world)

    def begin(self) -> None:
        """As it was before the run."""
        shutil.rmtree(self.world.root)
        shutil.copytree(self.kept, self.world.root)
        self.before = self.world.state()

    def outcome(self) -> str:
        """What a run makes of it. AssertionError if it did anything but the right thing, or nothing."""
        refused = ""
        try:
            self.world.run(after=timedelta(0))
        except ExporterError as error:
            refused = type(error).__name__
        if refused:
            assert self.world.state() == self.before, "it touched the tree, and then refused"
            return refused
        assert bytes_of(self.world) == self.right, "the tree is wrong"
        return "right"


@contextmanager
def prepared() -> Iterator[Damages]:
    """Ready to be damaged."""
    with tempfile.TemporaryDirectory() as folder:
        yield Damages(Path(folder))


def check(seed: int, number: int, kinds: tuple[Damage, ...] = KINDS, *, heal: int = 10) -> Counter[str]:
    """So many damages at random; one in `heal` of those that are refused is restored afterwards.

    Returns how often which outcome was.
    """
    outcomes: Counter[str] = Counter()
    with prepared() as damages:
        for one in range(number):
            chosen = random.Random(f"{seed} {one}")  # noqa: S311
            damages.begin()
            said = chosen.choice(kinds)(store_of(damages.world), chosen)
            try:
                outcome = damages.outcome()
                if outcome != "right" and one % heal == 0:
                    restored(damages.world)
                    assert damages.outcome() == "right"
            except BaseException as error:
                error.add_note(f"seed {seed}, number {one}: {said}")
                raise
            outcomes[outcome] += 1
    return outcomes


def journals() -> list[tuple[str, ...]]:
    """Which of the files of a store that was killed are gone, in all combinations."""
    names = ("", "-wal", "-shm")
    return [gone for size in range(1, 4) for gone in itertools.combinations(names, size)]


if __name__ == "__main__":
    logging.disable()
    print(check(int(sys.argv[2]) if len(sys.argv) > 2 else 0, int(sys.argv[1]) if len(sys.argv) > 1 else 300))
