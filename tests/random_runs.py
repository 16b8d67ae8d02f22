"""Runs at random: dumps come, change, move and go, settings change, time passes; then all that is promised holds.

python -m tests.random_runs [SEEDS]     # the suite does a few; `make random` does many
"""

import gzip
import itertools
import json
import logging
import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from datetime import datetime, timedelta
from pathlib import Path
from pkgutil import resolve_name
from typing import Any
from unittest.mock import patch

import pytest
from msgspec.structs import replace

from exporter.check import against
from exporter.config.schema import Profile, Publisher, Selection, Source
from exporter.errors import Braked
from exporter.publish.folder import MARKER
from exporter.report import Report, unseen
from exporter.store.integrity import faults
from exporter.store.locations import at, opened
from exporter.takedown import Withdrawal
from tests.published import Tree
from tests.world import World, touched

SECTIONS = ("Harbour", "City", "Sport", "science", "Science", "Café", "cafe", "../..", "CON", "Süd & Nord")
HOSTS = ("a.example", "b.example", "www.a.example")
IDENTITIES = (r"/artikel/(\d+)", r"/artikel/(\d+)-", r"/artikel/(.*)", "")
FORMATS = ("atom", "rss", "json")
SWITCHES = ("article_files", "data_shards", "sitemaps", "opml", "robots")
CUTS = (
    "exporter.intake.storing:store",
    "exporter.marking:settle",
    "exporter.marking:mark_again",
    "exporter.store.documents:settle",
    "exporter.store.documents:add",
    "exporter.store.documents:removed",
    "exporter.store.erasing:scrub",
    "exporter.store.runs:finish",
)
"""Where a run may be cut off."""
LONG = "It had been closed since the storm, and whoever waited there was glad to see the first boat. " * 2
"""With what stands around it enough to tell a duplicate by."""


class Runs:
    """A world in which anything may happen between two runs."""

    def __init__(self, root: Path, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.world = World(root, profile={})
        self.folders = (self.world.dumps, root / "more")
        self.folders[1].mkdir()
        more = Source(path=str(self.folders[1]), name="more", language="de")
        selection = Selection(slug="sel", title="Sel", sections=("City",))
        self.world.set(source=(*self.world.config.source, more), feed=(selection,))
        self.feeds(entries=5, archive_page=4)
        self.second = 1_700_000_000
        self.written: dict[Path, list[str]] = {}
        self.removed: dict[Path, str] = {}

    # What may happen to dumps

    def write(self, path: Path, text: str) -> None:
        self.second += 1
        path.write_text(text)
        os.utime(path, (self.second, self.second))
        self.written.setdefault(path, []).append(text)

    def any_dump(self) -> Path:
        found = sorted(path for folder in self.folders for path in folder.iterdir())
        return self.random.choice(found) if found else self.any_place()

    def any_place(self) -> Path:
        return self.random.choice(self.folders) / f"{self.random.randint(1, 60):03}.txt"

    def text(self, path: Path) -> str:
        return path.read_text() if path.exists() else self.article()

    def article(self) -> str:
        choose, number = self.random.choice, self.random.randint(1, 40)
        time = self.world.now - timedelta(hours=choose([1, 2, 3, 30, 50, 100, 960, -5, -40]))
        lines = [
            choose([f"Title {number}", f"Title {number}, update {self.random.randint(1, 3)}"]),
            time.replace(minute=0).isoformat(),
            f"https://{choose(HOSTS)}/artikel/{number}-{choose('st')}",
            "",
            "The quay is open again, the harbour office says on Friday.",
            f"Ships came back and moored {self.random.randint(1, 3)} times in the morning.",
            *choose([(), (LONG,)]),
            *self.random.sample(SECTIONS, self.random.randint(0, 2)),
            "Share this article",
        ]
        return "\n".join(lines)

    def edited(self, text: str) -> str:
        lines = text.split("\n")
        if len(lines) < 5:
            return self.article()
        untagged = [line for line in lines if line not in SECTIONS]
        return "\n".join(
            self.random.choice(
                [
                    [lines[0] + "!", *lines[1:]],
                    [*lines[:2], lines[2][:-1] + self.random.choice("stuv"), *lines[3:]],
                    [*lines[:2], f"https://{self.random.choice(HOSTS)}/artikel/{lines[2][-3:]}", *lines[3:]],
                    [lines[0], self.moved(lines[1]), *lines[2:]],
                    [*lines[:5], "Another sentence was added to the report in the evening.", *lines[5:]],
                    [*untagged[:-1], self.random.choice(SECTIONS), untagged[-1]],
                    untagged,
                ]
            )
        )

    def moved(self, time: str) -> str:
        return (datetime.fromisoformat(time) + timedelta(hours=self.random.choice([-30, -1, 1, 5, 60]))).isoformat()

    def change_dumps(self) -> None:
        dump, other = self.any_dump(), self.any_dump()
        self.random.choice(
            [
                *[lambda: self.write(self.any_place(), self.article())] * 2,
                *[lambda: self.write(dump, self.edited(self.text(dump)))] * 3,
                lambda: self.write(dump, "broken"),
                lambda: self.write(dump, self.text(dump)),
                lambda: self.write(dump, self.random.choice(self.written.get(dump, ["broken"]))),
                lambda: self.write(self.any_place(), self.text(dump)),
                lambda: self.swap(dump, other),
                lambda: self.remove(dump),
                self.restore,
            ]
        )()

    def swap(self, one: Path, other: Path) -> None:
        texts = self.text(one), self.text(other)
        self.write(one, texts[1])
        self.write(other, texts[0])

    def remove(self, path: Path) -> None:
        self.removed[path] = self.text(path)
        path.unlink(missing_ok=True)

    def restore(self) -> None:
        if self.removed:
            path = self.random.choice(sorted(self.removed))
            self.write(path, self.removed.pop(path))

    # What may happen to settings

    def feeds(self, **changes: object) -> None:
        self.world.set(feeds=replace(self.world.config.feeds, **changes))

    def site(self, **changes: object) -> None:
        self.world.set(site=replace(self.world.config.site, **changes))

    def change_settings(self) -> None:
        choose, config = self.random.choice, self.world.config
        some = tuple(name for name in FORMATS if self.random.random() < 0.7) or ("json",)
        archived = tuple(name for name in some if name != "json" and self.random.random() < 0.7)
        slugs = [slug for slug in ("sel", "other") if self.random.random() < 0.6]
        new: Callable[[], Profile] = lambda: Profile(  # noqa: E731
            identity=choose(IDENTITIES),
            language=choose(["en", "", "nl"]),
            sections=choose([SECTIONS, ("Harbour",)]),
            keywords=choose([("*",), ()]),
        )
        choose(
            [
                *[lambda: self.world.set(profile={**config.profile, choose(HOSTS[:2]): new()})] * 3,
                lambda: self.world.set(profile={}),
                lambda: self.feeds(formats=some, archives=archived),
                lambda: self.feeds(content=choose(["full", "summary"])),
                lambda: self.feeds(entries=choose([2, 5, 20]), max_bytes=choose([3000, 10**6]), window="1 hour"),
                lambda: self.feeds(sections=not config.feeds.sections),
                lambda: self.feeds(duplicates=choose(["same-text", "keep"])),
                lambda: self.world.set(
                    feed=tuple(Selection(slug=slug, title=slug, sections=(choose(SECTIONS),)) for slug in slugs)
                ),
                lambda: self.site(url=choose(["https://x.example/f/", "https://y.example/"])),
                lambda: self.site(title=config.site.title + "x", publisher=choose([None, Publisher(name="P")])),
                lambda: self.world.set(output=replace(config.output, **{choose(SWITCHES): self.random.random() < 0.6})),
                lambda: self.world.set(
                    source=(replace(config.source[0], language=choose(["", "fr"])), config.source[1])
                ),
            ]
        )()

    # What must hold after each run

    def step(self) -> None:
        for _ in range(self.random.randint(1, 4)):
            self.change_dumps()
        if self.random.random() < 0.45:
            self.change_settings()
        world = self.world
        world.now += timedelta(minutes=self.random.choice([5, 60, 600, 3000, 6000]))
        if self.random.random() < 0.3:
            self.cut_off()
        known = self.live()
        report = self.check_run()
        # What a run was cut off with may turn out to be the text of a withdrawn one: only that is withdrawn here.
        assert report.new + report.duplicate == len(self.live() - known)
        if self.stored() and self.random.random() < 0.4:
            self.check_run(withdrawal=self.withdrawal())

    def check_run(self, withdrawal: Withdrawal | None = None) -> Report:
        """Run, and look at all that must hold of any run and any tree."""
        world, before = self.world, self.state()
        announced = self.run(withdrawal=withdrawal, dry_run=True)
        assert self.state() == before, "a dry run changed the tree"
        report = self.run(withdrawal=withdrawal)
        after = self.state()
        assert announced.numbers() == report.numbers()
        assert touched(before, after) == {path for _, path in announced.paths or ()}
        assert all(after[path][1] > before[path][1] for path in before.keys() & after.keys() & touched(before, after))
        if withdrawal and withdrawal.verb == "undo":
            self.run()  # what is back may have duplicates that were edited meanwhile, which only a run judges
            after = self.state()
        for again in (self.run(), self.run(full=True)):
            assert (again.written, again.removed, again.renewed) == (0, 0, 0)
        assert self.state() == after
        assert Tree(world.tree, world.config.site.url).dangling() == []
        if self.stored() and (world.tree / MARKER).exists():
            alone = against.tree(str(world.tree), world.config.site.url, world.now, unseen, 1)
            for verdict in (against.configured(world.config, world.now, unseen), alone):
                assert verdict.faults == (), verdict.faults
        self.check_duplicates()
        self.check_withdrawn()
        return report

    def cut_off(self) -> None:
        """A run that reads, or withdraws, is cut off somewhere; what the next one makes of that counts."""
        where, calls = self.random.choice(CUTS), itertools.count(1)
        at, real = self.random.randint(1, 4), resolve_name(where)

        def cut(*given: Any, **named: Any) -> Any:
            if next(calls) == at:
                raise KeyboardInterrupt
            return real(*given, **named)

        withdrawal = self.withdrawal() if self.stored() and self.random.random() < 0.5 else None
        with patch(where.replace(":", "."), cut), suppress(KeyboardInterrupt):
            self.run(withdrawal=withdrawal)

    def live(self) -> set[int]:
        """Numbers of the articles that are not withdrawn."""
        if not self.stored():
            return set()
        return {n for (n,) in self.world.rows("SELECT n FROM articles WHERE withdrawn IS NULL")}

    def withdrawal(self) -> Withdrawal:
        """Some of what there is, or was, by any of its names."""
        rows = self.world.rows("SELECT id, url FROM articles UNION SELECT id, url FROM tombstones ORDER BY id")
        names = {self.random.choice(row) or row[0] for row in rows if self.random.random() < 3 / len(rows)}
        verb = self.random.choice(("withdraw", "withdraw", "withdraw", "undo", "undo", "erase"))
        return Withdrawal((*sorted(names), "https://a.example/nobody/has/this"), "Because", verb)

    def check_withdrawn(self) -> None:
        """No document shows what is withdrawn, and the list of what is gone has all of it."""
        gone = {identity for (identity,) in self.world.rows("SELECT id FROM tombstones")}
        articles, entries, rows = (
            re.compile('"@id": ?"([^"]+)'),
            re.compile("<id>([^<]+)"),
            re.compile('{"id":"([^"]+)'),
        )
        for path in self.world.tree.rglob("*"):
            if path.suffix in {".jsonld", ".gz"}:
                data = path.read_bytes()
                text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
                assert gone.isdisjoint(articles.findall(text))
            elif path.suffix == ".atom":
                assert gone.isdisjoint(entries.findall(path.read_text()))
        told = self.world.tree / "data" / "gone.jsonl"
        assert set(rows.findall(told.read_text()) if told.exists() else ()) == gone

    def stored(self) -> bool:
        return not at(self.world.config.store.url).is_missing()

    def check_duplicates(self) -> None:
        """An article is published or a duplicate of one that is; and what is published names its duplicates, once."""
        articles = self.world.rows("SELECT n, id, url, sequence, original FROM articles WHERE withdrawn IS NULL")
        published = {n: identity for n, identity, _, sequence, original in articles if sequence and original is None}
        expected: dict[str, list[str]] = {identity: [] for identity in published.values()}
        for n, _, url, _, original in articles:
            if n not in published:
                expected[published[original]].append(url)
        if self.world.config.feeds.duplicates == "keep":
            assert len(published) == len(articles)
        if self.world.config.output.article_files:
            told = [json.loads(path.read_text()) for path in self.world.tree.glob("articles/**/*.jsonld")]
            assert {one["@id"]: one.get("sameAs", []) for one in told} == {
                identity: sorted(set(urls)) for identity, urls in expected.items()
            }
        members = self.world.rows("SELECT COUNT(*) FROM memberships JOIN articles USING (n) WHERE original IS NOT NULL")
        counted = self.world.rows("SELECT SUM(articles) FROM counts WHERE feed = 0")
        assert (members, counted[0][0] or 0) == ([(0,)], len(published))

    def run(self, **options: object) -> Report:
        return self.world.run(after=timedelta(0), **options)

    def state(self) -> dict[str, tuple[str, int, int]]:
        return {path: state for path, state in self.world.state().items() if path != ".exporter.json"}


def check(seed: int, rounds: int) -> None:
    """AssertionError, with a note of the round, if anything does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(Path(folder) / "world", seed)
        for number in range(rounds):
            try:
                runs.step()
            except BaseException as error:
                error.add_note(f"seed {seed}, round {number}")
                raise


STORED = (
    "SELECT n, id, sequence, published, updated, url, record, significant, original FROM articles ORDER BY n",
    "SELECT n, article, record FROM texts ORDER BY n",
    "SELECT * FROM keys ORDER BY key",
    "SELECT n, digest FROM records ORDER BY n, digest",
    "SELECT f.kind, f.name, m.n, m.departed FROM memberships m JOIN feeds f ON f.n = m.feed ORDER BY 1, 2, 3",
    "SELECT f.name, day, articles FROM counts LEFT JOIN feeds f ON f.n = feed WHERE articles > 0 ORDER BY 1, 2",
    "SELECT name, records, rejected, held FROM dumps ORDER BY source, name",
    "SELECT source, dump, line, code FROM rejects ORDER BY 1, 2, 3, 4",
    "SELECT digest, n, unsettled FROM gone_texts ORDER BY digest, n",
    "SELECT * FROM unsettled",
    "SELECT * FROM unsettled_dumps",
)


def stored_tables(world: World) -> list[list[tuple[object, ...]]]:
    """All that the store knows of articles and dumps, apart from how these look and when a run was."""
    return [world.rows(sql) for sql in STORED]


def check_taken_back(seed: int, rounds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two worlds with one history, one has runs besides that a brake stops, and that are mended: nobody can tell."""
    with tempfile.TemporaryDirectory() as folder:
        disturbed, undisturbed = (Runs(Path(folder) / name / "world", seed) for name in ("disturbed", "undisturbed"))
        trouble = random.Random(seed)  # noqa: S311
        for number in range(rounds):
            for runs in (disturbed, undisturbed):
                runs.step()
            if disturbed.world.rows("SELECT MAX(sequence) FROM articles") == [(None,)]:
                continue  # no brake stops a run that has nothing to harm
            _disturb(disturbed, trouble, Path(folder) / "kept", monkeypatch)
            mended, other = disturbed.run(), undisturbed.run()
            assert (mended.written, other.written) == (0, 0), (seed, number)
            for one, two in zip(stored_tables(disturbed.world), stored_tables(undisturbed.world), strict=True):
                assert one == two, (seed, number)
            digests = [{path: one[0] for path, one in runs.state().items()} for runs in (disturbed, undisturbed)]
            assert digests[0] == digests[1], (seed, number)


def _disturb(runs: Runs, trouble: random.Random, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some things happen to dumps and settings, runs are stopped, and all is put back."""
    before = runs.random, runs.world.config, runs.second, deepcopy(runs.written), dict(runs.removed), runs.state()
    for folder in runs.folders:
        shutil.copytree(folder, kept / folder.name)
    runs.random = random.Random(trouble.random())  # noqa: S311
    for _ in range(trouble.randint(1, 2)):
        for _ in range(trouble.randint(1, 6)):
            runs.change_dumps()
        if trouble.random() < 0.5:
            runs.change_settings()
        with monkeypatch.context() as patched:
            patched.setattr("exporter.brakes.judge", _stop)
            with pytest.raises(Braked):
                runs.run(full=trouble.random() < 0.2)
        assert runs.state() == before[-1]
        with opened(runs.world.config.store.url) as db:
            assert list(faults(db)) == []
    runs.random, runs.world.config, runs.second, runs.written, runs.removed, _ = before
    for folder in runs.folders:
        shutil.rmtree(folder)
        shutil.copytree(kept / folder.name, folder)
    shutil.rmtree(kept)


def _stop(*_arguments: object, **_named: object) -> None:
    raise Braked("stopped")


if __name__ == "__main__":
    logging.disable()
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for seed in range(seeds):
        check(seed, 25)
        print(f"\r{seed + 1} of {seeds}", end="", flush=True)
    print()
