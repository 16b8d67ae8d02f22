"""Histories at random, of two worlds with the same dumps: one whose store is lost and restored now and then, and one
whose store never is. Their trees are the same, byte for byte, after every run.

python -m tests.restore.histories [SEEDS]     # the suite does a few
"""

import hashlib
import logging
import os
import random
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from exporter.config.schema import Profile, Selection
from exporter.restore.replacing import Restoration, restore
from exporter.takedown import Withdrawal
from tests import stores
from tests.world import World

SECTIONS = ("Harbour", "City", "Sport", "Café", "Süd & Nord")
LONG = "It had been closed since the storm, and whoever waited there was glad to see the first boat. " * 3
PROFILE = Profile(identity=r"/artikel/(\d+)", language="en", sections=SECTIONS)


def store_of(world: World) -> Path:
    """Its file."""
    return world.root / "state" / "exporter.db"


def lose(world: World) -> None:
    """The store is gone, with its journal."""
    stores.lose(world.config.store.url)


def restored(world: World, **options: bool) -> Restoration:
    """By `exporter restore`."""
    return restore(world.config, world.now, **{"dry_run": False, "force": False, **options})


def bytes_of(world: World) -> dict[str, str]:
    """The digest of each file of a tree, but of its marker, and of shards of earlier editions: how long they have been
    that, no tree says, so they stay for a while after a restoration."""
    named = world.read("data/dataset.jsonld")
    return {
        path.relative_to(world.tree).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(world.tree.rglob("*"))
        if path.is_file() and path.name != ".exporter.json" and (path.suffix != ".gz" or path.name in named)
    }


class Histories:
    """Two worlds, and what happens to both."""

    def __init__(self, root: Path, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311
        profiles = {"a.example": PROFILE, "b.example": PROFILE}
        self.calm = World(root / "calm", profile=profiles)
        self.lost = World(root / "lost", profile=profiles)
        self.lost.set(source=self.calm.config.source)  # the same dumps
        for world in (self.calm, self.lost):
            feeds = replace(world.config.feeds, entries=5, archive_page=4, window="1 hour")
            world.set(feeds=feeds, feed=(Selection(slug="sel", title="Sel", sections=("City",)),))
        self.writes = 0
        self.articles: dict[Path, list[str]] = {}
        """By dump, the lines of the article that it gives: title, time, URL, words, sections."""

    def write(self, path: Path, title: str, time: str, url: str, words: str, sections: tuple[str, ...]) -> None:
        self.writes += 1
        now = int(self.calm.now.timestamp()) * 10**9 + self.writes
        lines = (
            title,
            time,
            url,
            "",
            "The quay is open again, the harbour office says.",
            words,
            *sections,
            "Share this",
        )
        path.write_text("\n".join(lines), "utf-8")
        os.utime(path, ns=(now, now))
        self.articles[path] = [title, time, url, words, *sections]

    def some(self) -> tuple[str, ...]:
        return tuple(self.random.sample(SECTIONS, self.random.randint(0, 2)))

    def time(self) -> str:
        return (self.calm.now - timedelta(hours=self.random.choice([1, 2, 30, 50, 100, 960]))).isoformat()

    def arrive(self) -> None:
        """A new article, sometimes the text of another under another URL."""
        number = len(self.articles) + 1
        host = self.random.choice(("a.example", "www.a.example", "b.example"))
        words = LONG if self.random.random() < 0.2 else f"Ships came back and moored {number} times. " * 3
        path = self.calm.dumps / f"{number:04}.txt"
        self.write(path, f"Quay {number}", self.time(), f"https://{host}/artikel/{number}-s", words, self.some())

    def edit(self) -> None:
        """A dump says something else of its article: its title, its words, or only its sections."""
        path = self.any()
        title, time, url, words, *sections = self.articles[path]
        if words == LONG or sum(other[2] == url and one.exists() for one, other in self.articles.items()) > 1:
            return  # which of two dumps was edited that state no time, no tree says
        what = self.random.randrange(3)
        self.write(
            path,
            title + "!" if what == 0 else title,
            time,
            url,
            f"{words} More came." if what == 1 else words,
            self.some() if what == 2 else tuple(sections),
        )

    def follow_up(self) -> None:
        """Another dump has a later version of an article; the first one stays as it is."""
        path = self.any()
        title, _, url, words, *sections = self.articles[path]
        if words == LONG:
            return
        later = self.calm.now - timedelta(minutes=1)
        number = len(self.articles) + 1
        self.write(
            self.calm.dumps / f"{number:04}.txt", f"{title}, {number}", later.isoformat(), url, words, tuple(sections)
        )

    def rotate(self) -> None:
        """A dump is gone."""
        self.any().unlink(missing_ok=True)

    def any(self) -> Path:
        there = sorted(path for path in self.articles if path.exists())
        return self.random.choice(there or sorted(self.articles))

    def change_settings(self) -> None:
        choose = self.random.choice
        for_both = choose(
            [
                {"feeds": replace(self.calm.config.feeds, sections=not self.calm.config.feeds.sections)},
                {"feeds": replace(self.calm.config.feeds, entries=choose([2, 5, 20]))},
                {"site": replace(self.calm.config.site, title=self.calm.config.site.title + "x")},
                {"feed": (Selection(slug="sel", title="Sel", sections=(choose(SECTIONS),)),)},
            ]
        )
        self.calm.set(**for_both)
        self.lost.set(**for_both)

    def change(self) -> None:
        for _ in range(self.random.randint(1, 3)):
            self.random.choice([self.arrive, self.arrive, self.edit, self.edit, self.follow_up, self.rotate])()

    def step(self) -> None:
        """Something happens, then both run."""
        if self.random.random() < 0.2:
            self.change_settings()
        self.change()
        self.run()
        if self.random.random() < 0.2:
            self.withdraw()
        if self.random.random() < 0.4:
            lose(self.lost)
            before = self.lost.state()
            restored(self.lost)
            if self.random.random() < 0.5:
                report = self.lost.run(after=timedelta(0))
                assert (report.written, report.removed) == (0, 0), report.summary()
                assert self.lost.state() == before
                assert self.lost.run(after=timedelta(0), full=True).written == 0

    def withdraw(self) -> None:
        """An article is taken down. Of one that is the same text as others that text is forgotten with the store, as
        of what is erased."""
        urls = sorted({url for _, _, url, words, *_ in self.articles.values() if words != LONG})
        verb: Literal["withdraw", "erase"] = self.random.choice(("withdraw", "withdraw", "erase"))
        if len(urls) > 5:
            self.run(withdrawal=Withdrawal((self.random.choice(urls),), "Because", verb))

    def run(self, **options: object) -> None:
        after = timedelta(minutes=self.random.choice([5, 60, 600, 3000]))
        self.calm.now = self.lost.now = self.calm.now + after
        for world in (self.calm, self.lost):
            world.run(after=timedelta(0), **options)
        ours, theirs = bytes_of(self.lost), bytes_of(self.calm)
        assert {path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path)} == set()


def check(seed: int, rounds: int) -> None:
    """AssertionError, with a note of the round, if the trees differ."""
    with tempfile.TemporaryDirectory() as folder:
        histories = Histories(Path(folder), seed)
        for _ in range(3):
            histories.arrive()
        for number in range(rounds):
            try:
                histories.step()
            except BaseException as error:
                error.add_note(f"seed {seed}, round {number}, {datetime.now(UTC):%H:%M:%S}")
                raise


def run(seeds: int) -> dict[str, int]:
    """So many histories of 20 rounds."""
    for seed in range(seeds):
        check(seed, 20)
    return {"histories": seeds, "rounds": 20 * seeds, "trees that differ": 0}


if __name__ == "__main__":
    logging.disable()
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for seed in range(seeds):
        check(seed, 20)
        print(f"\r{seed + 1} of {seeds}", end="", flush=True)
    print()
