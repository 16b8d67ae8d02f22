"""An exporter as it is run: its settings change, it is upgraded, its source is away, its runs are cut off."""

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from exporter.config.schema import Brakes, Engine, Feeds, Output, Selection, Source
from exporter.errors import Braked
from exporter.restore import replacing
from exporter.takedown import Withdrawal
from tests.subscribers.histories import Step
from tests.subscribers.interruptions import cut_off, upgraded
from tests.subscribers.truth import PAGE
from tests.world import PROFILE, World

URLS = ("https://feeds.example.org/", "http://elsewhere.example/news/", "https://x.example/f/")
SELECTED = "City"
"""The section that a [[feed]] selects."""


class Exporting:
    """A world whose settings are told by steps."""

    def __init__(self, root: Path, *, profile: bool, shards: bool, careful: bool) -> None:
        self.entries = 6
        self.world = World(
            root,
            feeds=Feeds(archive_page=PAGE, entries=self.entries, archives=("atom", "rss")),
            feed=(Selection(slug="selected", title="Selected", sections=(SELECTED,)),),
            output=Output(
                directory=str(root / "feeds"), article_files=False, data_shards=shards, sitemaps=False, page=False
            ),
            engine=Engine(workers=1),
            brakes=Brakes(least=2) if careful else Brakes(),
        )
        self.world.set(source=(Source(path=str(self.world.dumps), name="dumps", language="en"),))
        if not profile:
            self.world.set(profile={})
        self._upgrades = self._rules = 0
        self.is_away = self._full = False
        self.happened: Counter[str] = Counter()
        self.decided: Callable[[], None] = lambda: None
        """Called after a run besides those of the editions: what it has published, or left alone, is to be seen."""

    def ordinary(self) -> None:
        """The next run is like others."""
        self.is_away = self._full = False

    def export(self, where: str = "", nth: int = 1) -> bool:
        """One run; whether it was cut off in the function `where`."""
        elsewhere = self.world.root / "away"
        if self.is_away:
            self.world.dumps.rename(elsewhere)
        with (
            pytest.MonkeyPatch.context() as patch,
            upgraded(patch, self._upgrades, self._rules),
            cut_off(patch, where, nth) as was_cut,
        ):
            self._run()
        if self.is_away:
            elsewhere.rename(self.world.dumps)
        self.happened["cut off"] += was_cut()
        return was_cut()

    def _run(self) -> None:
        try:
            self.world.run(after=timedelta(0), full=self._full)
        except Braked:  # somebody looks at it, and finds that all of it is meant
            self.happened["braked"] += 1
            self.decided()
            self.world.run(after=timedelta(0), full=self._full, force=True)

    def decide(self, verb: str, url: str) -> None:
        """A run that takes an article down, or brings it back."""
        report = self.world.run(after=timedelta(0), withdrawal=Withdrawal((url,), verb=verb))
        self.happened[verb] += 1
        assert [one.is_refused for one in report.decided] == [False], report.decided

    # Steps

    def away(self, _step: Step) -> None:
        """The folder of the source is not there."""
        self.is_away = True

    def can_lose(self) -> bool:
        """Whether there is a tree that a store can come back from."""
        return (self.world.tree / "data/dataset.jsonld").exists()

    def lose(self, _step: Step) -> None:
        """The store is lost, and rebuilt from the tree."""
        self.happened["restored"] += 1
        shutil.rmtree(self.world.root / "state")
        replacing.restore(self.world.config, self.world.now, dry_run=False, force=False)

    def full(self, _step: Step) -> None:
        self._full = True

    def upgrade(self, _step: Step) -> None:
        self._upgrades += 1

    def new_rules(self, _step: Step) -> None:
        self._rules += 1

    def profile(self, _step: Step) -> None:
        self.world.set(profile={"news.example": PROFILE})

    def site_url(self, step: Step) -> None:
        self.world.set(site=replace(self.world.config.site, url=URLS[step.value % 3]))

    def retitle(self, step: Step) -> None:
        self.world.set(site=replace(self.world.config.site, title=f"Harbour Wire {step.value % 3}"))

    def longer(self, step: Step) -> None:
        """Feeds show more, or fewer, than they did."""
        self.entries = (3, 6, 12)[step.value % 3]
        self.world.set(feeds=replace(self.world.config.feeds, entries=self.entries))
