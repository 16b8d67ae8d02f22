"""Complete sources at random, beside a model of sets: what is published is what the model says, after every run.

python -m tests.complete_runs [SEEDS]     # the suite does a few
"""

import json
import logging
import random
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from exporter.config.schema import Source
from exporter.takedown import Withdrawal
from tests.world import World, cut_off

ARTICLES = 20
COMPLETE = ("one", "two")
OTHER = "more"
Dumps = dict[str, tuple[frozenset[int], bool]]
"""By name: which articles a dump gives, and whether something else in it is broken."""


def url(number: int) -> str:
    return f"https://news.example/artikel/{number}-kade"


class Model:
    """What is known of dumps and articles, in sets of numbers."""

    def __init__(self) -> None:
        self.seen: dict[str, Dumps] = {name: {} for name in (*COMPLETE, OTHER)}
        self.given: dict[str, dict[str, set[int]]] = {name: {} for name in (*COMPLETE, OTHER)}
        self.lost: dict[str, set[int]] = {name: set() for name in COMPLETE}
        self.came_back: set[int] = set()
        """Given by the source that is not complete while it was withdrawn."""
        self.known: set[int] = set()
        self.published: set[int] = set()
        self.by_hand: set[int] = set()

    def run(self, sources: Mapping[str, Dumps]) -> None:
        for source, dumps in sources.items():
            for name, dump in dumps.items():
                if dump != self.seen[source].get(name) or dump[1]:
                    self.read(source, name, *dump)
        for source, dumps in sources.items():
            self.end(source, dumps)
        alive = {n for source in COMPLETE for numbers in self.given[source].values() for n in numbers} | self.came_back
        kept = {n for numbers in self.given[OTHER].values() for n in numbers}
        for source in COMPLETE:
            if source in self.whole:
                self.published -= self.lost[source] - alive - kept
                self.lost[source] = set()
        self.published = (self.published | (alive & self.known)) - self.by_hand

    def read(self, source: str, name: str, numbers: frozenset[int], broken: bool) -> None:
        before = self.given[source].get(name, set())
        if source == OTHER:
            self.came_back |= numbers & (self.known - self.published)
        elif not broken:
            self.lost[source] |= before - numbers
        self.given[source][name] = set(numbers) | (before if broken else set())
        self.published |= numbers - self.known
        self.known |= numbers

    whole: frozenset[str] = frozenset()

    def end(self, source: str, dumps: Dumps) -> None:
        """All of a source is read."""
        given = self.given[source]
        gone = given.keys() - dumps.keys()
        if source == OTHER:
            for name in gone:  # that something was wrong with it is forgotten, and what it gave with that
                if self.seen[source][name][1]:
                    del given[name]
        else:
            has_given = any(given.values()) or bool(self.lost[source])
            gives = any(given[name] for name in given.keys() & dumps.keys())
            self.whole = self.whole - {source}
            if gives or not has_given:
                self.whole |= {source}
                for name in gone:
                    self.lost[source] |= given.pop(name)
        self.seen[source] |= dumps


class Runs:
    """Two complete sources and one that is not, of files of rows."""

    def __init__(self, root: Path, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.world, self.model = World(root), Model()
        self.dumps: dict[str, Dumps] = {name: {} for name in (*COMPLETE, OTHER)}
        sources = [Source(path=str(root / name), name=name, complete=name in COMPLETE) for name in self.dumps]
        for source in sources:
            Path(source.path).mkdir()
        self.world.set(source=tuple(sources))

    def change(self) -> None:
        source = self.random.choice(sorted(self.dumps))
        dumps, name = self.dumps[source], f"{self.random.randint(1, 4)}.jsonl"
        path = self.world.root / source / name
        if name in dumps and self.random.random() < 0.4:
            path.unlink()
            del dumps[name]
            return
        numbers = self.random.sample(range(ARTICLES), self.random.choice([0, 1, 3, 6]))
        broken = self.random.random() < 0.15
        path.write_text("".join(f"{_row(number)}\n" for number in numbers) + "{broken\n" * broken)
        dumps[name] = (frozenset(numbers), broken or not numbers)  # an empty file is rejected, too

    def step(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for _ in range(self.random.randint(1, 4)):
            self.change()
        if self.random.random() < 0.2:
            with cut_off(monkeypatch, self.random.choice(["exporter.originals.settle", "exporter.output.put_out"])):
                self.world.run(force=True)
        self.world.run(force=True)
        self.model.run(self.dumps)
        assert self.published() == self.model.published
        assert self.world.run(force=True).written == 0
        self.model.run(self.dumps)
        if self.random.random() < 0.1 and self.model.published:
            number = self.random.choice(sorted(self.model.published))
            self.world.run(withdrawal=Withdrawal((url(number),)))
            self.model.by_hand.add(number)
            self.model.published.discard(number)
        assert self.published() == self.model.published

    def published(self) -> set[int]:
        urls = self.world.rows("SELECT url FROM articles WHERE sequence IS NOT NULL")
        return {int(found.rsplit("/", 1)[1].removesuffix("-kade")) for (found,) in urls}


def _row(number: int) -> str:
    time = "2025-02-14T10:00:00Z"
    return json.dumps(
        {"title": f"Quay {number}", "url": url(number), "date_publish": time, "maintext": f"No. {number}."}
    )


def check(seed: int, rounds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """AssertionError, with a note of the round, if anything else is published than the model says."""
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(Path(folder) / "world", seed)
        for number in range(rounds):
            try:
                runs.step(monkeypatch)
            except BaseException as error:
                error.add_note(f"seed {seed}, round {number}")
                raise


if __name__ == "__main__":
    logging.disable()
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    for seed in range(seeds):
        check(seed, 25, pytest.MonkeyPatch())
        print(f"\r{seed + 1} of {seeds}", end="", flush=True)
    print()
