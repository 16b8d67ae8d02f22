"""Run, wait, run: the daemon in one thread.

    turn        signs of life, the lock, the configuration if it is to be read again, what came of a run, what is due
    wait        for a signal, a dump, the end of a run, or the time of the next

One run is at work at a time, in a child. What becomes due meanwhile is one run afterwards.
"""

import logging
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from typing import Protocol

from exporter.config.schema import Config, Source
from exporter.daemon.child import chosen
from exporter.daemon.planner import Planner
from exporter.daemon.systemd import Notifier
from exporter.errors import ExporterError
from exporter.outcome import Outcome, failed

log = logging.getLogger(__name__)

LONGEST = 30.0
"""Seconds to wait at most: how late a machine that slept notices that it is time (waiting does not count sleep)."""
PAUSE = timedelta(seconds=30)
"""Between two attempts to tell hubs and others what the last run could not, at least."""
SOON = 5.0
"""Seconds to wait at most while the lock is lost that keeps other daemons out."""
AGAIN = timedelta(seconds=10)
"""After this a run is repeated that left a dump which somebody was writing to, or found another run at work."""


class Running(Protocol):
    """A run under way."""

    answer: Connection

    def outcome(self) -> Outcome | None:
        """What came of it; None while it is at work."""

    def stop(self) -> None:
        """Tell it to stop; returns at once."""

    def end(self) -> None:
        """See it end."""


class Calls(Protocol):
    """The outside: signals and nudges (`inbox.Inbox`)."""

    @property
    def stopping(self) -> object:
        """Whether to stop."""

    def take_reload(self) -> bool:
        """Whether to read the configuration again."""

    def wait(self, seconds: float, others: Iterable[Connection] = ()) -> None:
        """Until something happens, or so many seconds."""


class Surroundings(Protocol):
    """What goes with a configuration: whom to tell of runs, and which dumps are new (`surroundings.py`)."""

    def started(self) -> None:
        """A run begins."""

    def ended(self, outcome: Outcome) -> None:
        """It ended."""

    def rested(self) -> set[str]:
        """Names of sources with a dump that somebody has written and is done with."""

    def patience(self) -> float:
        """Seconds until it is worth asking again."""

    def change(self, config: Config) -> Config:
        """Another configuration is read; gives the one that is in force now."""


class Loop:
    """The daemon's state. `alone` says whether no other daemon can come, and raises Locked if one has; `clock` gives
    the time, aware; `start` starts a run over sources, or (None) only tells hubs and others what they could not be told
    yet; `read` reads the configuration."""

    def __init__(
        self,
        config: Config,
        *,
        alone: Callable[[], bool],
        calls: Calls,
        clock: Callable[[], datetime],
        start: Callable[[Config, tuple[Source, ...] | None], Running],
        read: Callable[[], Config],
        surroundings: Surroundings,
        systemd: Notifier,
    ) -> None:
        self._config, self._alone, self._calls, self._clock = config, alone, calls, clock
        self._start, self._read = start, read
        self._surroundings, self._systemd = surroundings, systemd
        self._planner = Planner(config, clock())
        self._is_alone = True
        self._due: frozenset[str] | None = None
        self._running: Running | None = None
        self._again: datetime | None = None
        self._left: frozenset[str] = frozenset()
        self._is_locked_out = False
        self._is_telling = False
        self._tell_at: datetime | None = None

    def run(self) -> None:
        """Until told to stop. A run that is at work then is left to the next one (DESIGN: P1).

        Raises:
            Locked: another daemon has taken over while the lock was lost.
        """
        self._systemd.ready("started")
        while not self._calls.stopping:
            self._turn()
            self._calls.wait(self._patience(), [self._running.answer] if self._running else ())

    def stop(self) -> None:
        """Tell all to stop; returns at once."""
        self._systemd.stopping()
        log.info("stopping%s", ": the run under way is completed by the next one" if self._running else "")
        if self._running:
            self._running.stop()

    def end(self) -> None:
        """See the run end that was told to stop."""
        if self._running:
            self._running.end()
            self._running = None

    def _turn(self) -> None:
        self._systemd.alive()
        self._is_alone = self._alone()
        if self._calls.take_reload():
            self._reload()
        if self._running and (outcome := self._running.outcome()):
            self._ended(outcome)
        self._note_due()
        if self._running and self._is_telling and self._due is not None:
            self._running.stop()  # a run does not wait for a slow hub, and tells the rest itself
        if self._running is None and self._due is not None:
            self._begin(self._due)
        if self._running is None and self._tell_at and self._clock() >= self._tell_at:
            self._tell()

    def _note_due(self) -> None:
        now = self._clock()
        due: list[AbstractSet[str] | None] = [self._planner.due(now), self._surroundings.rested() or None]
        if self._again and now >= self._again:
            self._again = None
            due.append(self._left)
        for names in due:
            if names is not None:
                self._due = frozenset(names) | (self._due or frozenset())

    def _begin(self, due: frozenset[str]) -> None:
        if self._again:  # what is to be repeated is not forgotten for what is due before that
            self._again, due = None, due | self._left
        self._due, self._left = None, due
        if not self._is_locked_out:
            self._surroundings.started()
        self._systemd.status("exporting")
        now = self._clock()
        try:
            self._running = self._start(self._config, chosen(self._config, due))
        except (OSError, EOFError) as error:  # no memory, no process: the machine may have some later
            self._ended(failed(now, 1, f"the run cannot be started: {error}", None))

    def _tell(self) -> None:
        """Between runs, in a process of its own too."""
        self._tell_at = None
        try:
            self._running, self._is_telling = self._start(self._config, None), True
        except (OSError, EOFError) as error:
            log.warning("nobody can be told: %s; the next run does", error)

    def _ended(self, outcome: Outcome) -> None:
        self._running = None
        now = self._clock()
        due = outcome.stored.next_notice if outcome.stored else None
        self._tell_at = None if due is None else max(datetime.fromtimestamp(due, UTC), now + PAUSE)
        if self._is_telling:
            self._is_telling = False
            if not (outcome.is_success or outcome.is_locked) and self._due is None:  # else it was cut off, for a run
                log.warning("telling hubs and others failed: %s", outcome.message)
            return
        if outcome.is_locked or outcome.numbers.get("unfinished"):
            self._again = now + AGAIN
        if outcome.is_locked:
            self._put_off(outcome)
            return
        self._is_locked_out = False
        if not outcome.is_success:
            for line in outcome.message.splitlines():
                log.error("a run failed: %s", line)
        self._surroundings.ended(outcome)
        self._systemd.status(f"{self._clock():%F %T} UTC: {outcome.message.partition(chr(10))[0]}")

    def _put_off(self, outcome: Outcome) -> None:
        """Until the run is done that holds the lock."""
        if not self._is_locked_out:
            log.info("a run is put off: %s", outcome.message)
        self._is_locked_out = True
        self._systemd.status(f"waiting: {outcome.message}")

    def _reload(self) -> None:
        self._systemd.reloading()
        try:
            config = self._surroundings.change(self._read())
        except ExporterError as error:
            for line in str(error).splitlines():
                log.error("%s", line)
            log.error("the configuration is not changed: the one before stays in force")
        else:
            self._config, self._planner = config, Planner(config, self._clock())
            log.info("the configuration is read again")
        self._systemd.ready("running")

    def _patience(self) -> float:
        waits = [LONGEST if self._is_alone else SOON, self._surroundings.patience()]
        if self._systemd.patience:
            waits.append(self._systemd.patience)
        if self._running is None:
            waits.append(self._planner.patience())
            waits += [(at - self._clock()).total_seconds() for at in (self._again, self._tell_at) if at]
        return max(0.0, min(waits))
