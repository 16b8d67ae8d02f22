"""Which sources are due, when: timetables of the configuration on `schedule`.

What `schedule` runs here only notes that sources are due. So nothing that fails can leave a job due for ever or keep
others from their turn, no run moves the next one, and what becomes due during a run, or while the machine sleeps, is
one run afterwards, however often it became due.
"""

import logging
import math
import os
import random
import time as clock
from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import schedule
from msgspec import Struct

from exporter.config import parse_duration
from exporter.config.schema import Config
from exporter.daemon.times import next_time

log = logging.getLogger(__name__)

USUAL = timedelta(minutes=5)
"""How often to export if the configuration says nothing."""
SET_BACK = timedelta(minutes=1)
"""A clock that shows so much less than before was set back."""


class Timetable(Struct, frozen=True):
    """When some sources are read."""

    sources: tuple[str, ...]
    every: timedelta | None
    at: tuple[time, ...]


def timetables(config: Config) -> tuple[Timetable, ...]:
    """One for the sources that have none of their own, and one for each that has."""
    usual = tuple(source.name for source in config.source if not (source.every or source.at))
    general = _timetable(usual, config.schedule.every, config.schedule.at, USUAL)
    own = (_timetable((each.name,), each.every, each.at, None) for each in config.source if each.every or each.at)
    # Without any source there are runs too: a news sitemap changes with the clock alone.
    return (*((general,) if usual or not config.source else ()), *own)


def _timetable(sources: tuple[str, ...], every: str, at: tuple[str, ...], usual: timedelta | None) -> Timetable:
    interval = parse_duration(every) if every else None if at else usual
    return Timetable(sources, interval, tuple(time.fromisoformat(each) for each in at))


def use_utc() -> None:
    """Let this process count in UTC: `schedule` knows local time only, and in a zone whose clocks change its intervals
    stretch by an hour."""
    os.environ["TZ"] = "UTC"
    clock.tzset()


class Planner:
    """Says which sources are due. At first, all are."""

    def __init__(self, config: Config, now: datetime, chance: random.Random | None = None) -> None:
        """`now`: aware, as everywhere; `schedule` reads the same clock by itself. `chance` decides about jitter."""
        self._timetables = timetables(config)
        self._zone = ZoneInfo(config.schedule.timezone or config.site.timezone)
        self._jitter = int(parse_duration(config.schedule.jitter).total_seconds())
        self._chance = chance or random.Random()  # noqa: S311 - nobody gains by guessing it
        self._now = now
        self._due = set(self._timetables)
        self._arrange()

    def due(self, now: datetime) -> frozenset[str] | None:
        """Names of the sources that have become due since the last answer; None if nothing has.

        Where no source is configured, a run is due now and then all the same, and the answer is an empty set.
        """
        if now < self._now - SET_BACK:
            log.warning("the clock was set back to %s UTC: all that was planned is planned anew", f"{now:%F %T}")
            self._arrange(now)
        self._now = now
        self._scheduler.run_pending()
        if not self._due:
            return None
        due, self._due = self._due, set()
        return frozenset(name for timetable in due for name in timetable.sources)

    def patience(self) -> float:
        """Seconds until something becomes due."""
        return max(0.0, self._scheduler.idle_seconds or 0.0)

    def _arrange(self, now: datetime | None = None) -> None:
        self._now = now or self._now
        self._scheduler = schedule.Scheduler()
        for timetable in self._timetables:
            if timetable.every:
                self._wait(timetable, self._until_interval)
            if timetable.at:
                self._wait(timetable, self._until_time)

    def _until_interval(self, timetable: Timetable) -> timedelta:
        return timetable.every or USUAL

    def _until_time(self, timetable: Timetable) -> timedelta:
        """`schedule` would want pytz for a zone; it is told the seconds until then instead."""
        return next_time(self._now, timetable.at, self._zone) - self._now

    def _wait(self, timetable: Timetable, pause: Callable[[Timetable], timedelta]) -> None:
        seconds = max(1, math.ceil(pause(timetable).total_seconds())) + self._chance.randint(0, self._jitter)
        self._scheduler.every(seconds).seconds.do(self._note, timetable, pause)

    def _note(self, timetable: Timetable, pause: Callable[[Timetable], timedelta]) -> type[schedule.CancelJob]:
        self._due.add(timetable)
        self._wait(timetable, pause)
        return schedule.CancelJob
