"""What goes with a configuration while the daemon works: whom to tell of runs, and which dumps are new."""

import logging
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from queue import SimpleQueue
from typing import TYPE_CHECKING, Self

from msgspec.structs import replace

from exporter.config import parse_duration
from exporter.config.schema import Config
from exporter.daemon.child import REST
from exporter.daemon.resting import Resting
from exporter.daemon.watching import watching
from exporter.health import Observer, check
from exporter.health.check import Verdict
from exporter.outcome import Outcome, stored_in

if TYPE_CHECKING:
    from exporter.health.metrics import Metrics

log = logging.getLogger(__name__)

SLACK = 0.1
"""Seconds on top of what a run lets a dump rest: clocks of file systems tick coarsely."""


class Surroundings:
    """Of a daemon with this configuration, while the context lasts. `nudge` ends the daemon's waiting; `is_serving`: it
    serves the tree, too."""

    def __init__(self, config: Config, nudge: Callable[[], None], *, is_serving: bool) -> None:
        self._config, self._nudge, self._is_serving = config, nudge, is_serving
        self._stored = stored_in(config)
        self._metrics = self._made_metrics()
        self._observer = Observer(config, self._metrics)
        self._resting = Resting(REST.total_seconds() + SLACK)
        self._found: SimpleQueue[tuple[str, str]] = SimpleQueue()
        self._watches = ExitStack()

    def __enter__(self) -> Self:
        """Raises ExporterError if what is configured cannot be had."""
        self._watch(self._config)
        if self._metrics and self._config.health.listen:
            from exporter.health.listening import listening

            with ExitStack() as stack:
                url = stack.enter_context(listening(self._config.health.listen, self._metrics, self.verdict))
                self._listener = stack.pop_all()
            log.info("answering %smetrics and %shealthz", url, url)
        else:
            self._listener = ExitStack()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        self._watches.close()
        self._observer.close()

    def _made_metrics(self) -> "Metrics | None":
        if not (self._config.health.listen or self._config.health.metrics):
            return None
        from exporter.health.metrics import Metrics

        return Metrics(self._stored)

    def _watch(self, config: Config) -> None:
        with ExitStack() as stack:
            if config.schedule.watch:
                self._found = stack.enter_context(watching(config.source, self._nudge))
            self._watches.close()
            self._watches = stack.pop_all()

    def change(self, config: Config) -> Config:
        """Another configuration is read; gives the one that is in force now, which is that but for what cannot change.

        Raises:
            ExporterError: what it asks for cannot be had; all is as before.
        """
        self._watch(config)
        before = self._config
        if (before.health.listen, before.store) != (config.health.listen, config.store):
            log.warning("health.listen and store.url take effect when the daemon starts anew")
        if self._is_serving and _served(before) != _served(config):
            log.warning("what is served, and said of it in header fields, is as before until the daemon starts anew")
        config = replace(config, store=before.store)  # no other daemon works for that one: its lock is held
        self._config = config
        self._observer.close()
        self._metrics = self._metrics or self._made_metrics()
        self._observer = Observer(config, self._metrics)
        return config

    def started(self) -> None:
        """A run begins."""
        self._observer.started()

    def ended(self, outcome: Outcome) -> None:
        """It ended."""
        self._stored = outcome.stored or self._stored
        self._observer.ended(outcome)

    def rested(self) -> set[str]:
        """Names of sources with a dump that somebody has written and is done with."""
        now = time.monotonic()
        while not self._found.empty():
            source, path = self._found.get()
            self._resting.written(source, path, now)
        return self._resting.rested(now)

    def patience(self) -> float:
        """Seconds until it is worth asking again."""
        return self._resting.patience(time.monotonic())

    def verdict(self) -> Verdict:
        """Whether all is well, as far as the daemon knows."""
        return check.of(self._stored, parse_duration(self._config.health.max_age), datetime.now(UTC))


def _served(config: Config) -> tuple[object, ...]:
    """What `exporter.serve` goes by."""
    site = config.site
    return config.serve, config.output.directory, site.url, site.title, config.notify.websub, config.feeds.formats
