"""The daemon's loop with a clock that a test moves: waiting costs nothing, runs take as long as they are told to."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from msgspec.structs import replace

from exporter.config.schema import Config, Schedule, Source
from exporter.daemon.loop import Loop
from exporter.daemon.planner import Planner
from exporter.daemon.systemd import Notifier
from exporter.errors import ConfigError, Locked
from exporter.outcome import Outcome
from tests.builders import site

DONE = Outcome(started=0.0, seconds=0.0, status=0, message="1 same", numbers={"same": 1})
FAILED = Outcome(started=0.0, seconds=0.0, status=1, message="the disk is full")
LOCKED = Outcome(started=0.0, seconds=0.0, status=75, message="another run is at work", is_locked=True)


def config(*sources: Source, **schedule) -> Config:
    return Config(
        site=replace(site(), timezone="Europe/Amsterdam"),
        source=sources or (Source(path="dumps", name="dumps"),),
        schedule=Schedule(**schedule),
    )


class World:
    """What surrounds the loop. `began` tells when runs began, with the names of their sources."""

    def __init__(self, traveller, settings: Config, *, takes: timedelta = timedelta(seconds=20)) -> None:
        self.traveller, self.settings, self.takes = traveller, settings, takes
        self.began: list[tuple[datetime, tuple[str, ...]]] = []
        self.told_at: list[datetime] = []
        self.telling_takes = timedelta(seconds=5)
        self.at_work = 0
        self.most_at_work = 0
        self.outcome = DONE
        self.told: list[Outcome] = []
        self.starts = 0
        self.new: set[str] = set()
        self.asleep: list[tuple[datetime, datetime]] = []
        self.events: list[tuple[datetime, Callable[[], None]]] = []
        self.waits = 0
        self._reload = False
        self.stopping = False
        self.is_alone: bool | Locked = True
        self.asked: list[datetime] = []
        self.loop = Loop(
            settings, alone=self._alone, calls=self, clock=self.now, start=self._start, read=self.read,
            surroundings=self, systemd=Notifier({}),
        )  # fmt: skip

    @staticmethod
    def now() -> datetime:
        return datetime.now(UTC)

    def until(self, end: datetime) -> "World":
        """Let it work until then."""
        self.events.append((end, lambda: setattr(self, "stopping", True)))
        self.events.sort(key=lambda event: event[0])
        self.loop.run()
        self.loop.stop()
        self.loop.end()
        return self

    def reload(self) -> None:
        self._reload = True

    def read(self) -> Config:
        if self.settings is None:
            raise ConfigError("config.toml:3: feeds.entries: expected a whole number\nconfig.toml:4: wrong too")
        return self.settings

    def _start(self, settings: Config, sources: tuple[Source, ...]) -> "Run":
        assert isinstance(settings, Config)
        if sources is None:
            self.told_at.append(self.now())
        else:
            self.began.append((self.now(), tuple(source.name for source in sources)))
        self.at_work += 1
        self.most_at_work = max(self.most_at_work, self.at_work)
        return Run(self, self.now() + (self.takes if sources is not None else self.telling_takes))

    def _alone(self) -> bool:
        self.asked.append(self.now())
        if isinstance(self.is_alone, Locked):
            raise self.is_alone
        return self.is_alone

    # Calls

    def take_reload(self) -> bool:
        asked, self._reload = self._reload, False
        return asked

    def wait(self, seconds: float, others=()) -> None:
        """Move the clock; at most to the end of a run, or to what happens before that."""
        self.waits += 1
        now = self.now()
        until = min([now + timedelta(seconds=seconds), *(other.ends for other in others)])
        happening = [event for event in self.events if event[0] <= until]
        if happening:
            until = max(now, happening[0][0])
            self.events.remove(happening[0])
            happening[0][1]()
        for begin, end in self.asleep:
            if now < begin <= until:
                until = end  # the clock goes on, nothing else does
        self.traveller.move_to(max(until, now + timedelta(milliseconds=1)).timestamp())

    # Surroundings

    def started(self) -> None:
        self.starts += 1

    def ended(self, outcome: Outcome) -> None:
        self.told.append(outcome)

    def rested(self) -> set[str]:
        new, self.new = self.new, set()
        return new

    def patience(self) -> float:
        return float("inf")

    def change(self, config: Config) -> Config:
        return config


class Run:
    """A run that takes as long as it is told to."""

    def __init__(self, world: World, ends: datetime) -> None:
        self.world = world
        self.answer = SimpleNamespace(ends=ends)
        self.stopped = self.ended = False

    def outcome(self) -> Outcome | None:
        if self.world.now() < self.answer.ends:
            return None
        self.world.at_work -= 1
        return self.world.outcome

    def stop(self) -> None:
        self.stopped = True
        self.answer.ends = min(self.answer.ends, self.world.now())

    def end(self) -> None:
        assert self.stopped
        self.ended = True


def planner(settings: Config, now: datetime, seed: int = 0) -> Planner:
    return Planner(settings, now, random.Random(seed))  # noqa: S311
