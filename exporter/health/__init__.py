"""How others learn whether all is well.

    ping        a URL is told of each run
    metrics     numbers for Prometheus
    listening   those numbers over HTTP, in a daemon
    check       `exporter healthcheck`

None of them can fail a run or hold it up.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exporter import outcome as outcomes
from exporter.config.schema import Config
from exporter.errors import ExporterError, Locked
from exporter.outcome import Outcome

if TYPE_CHECKING:
    from exporter.health.metrics import Metrics
    from exporter.health.ping import Pinger
    from exporter.report import Report

log = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds that a single run waits, when all is done, for a slow service to be told."""


class Observer:
    """Tells of runs whoever the configuration names."""

    def __init__(self, config: Config, metrics: "Metrics | None" = None) -> None:
        """`metrics`: to add to, instead of new ones."""
        self._file = config.health.metrics
        self._pinger = _pinger(config.health.ping)
        self._metrics = metrics or (_metrics() if self._file else None)

    def started(self) -> None:
        """A run begins."""
        if self._pinger:
            self._pinger.start()

    def ended(self, outcome: Outcome) -> None:
        """It ended, and this came of it."""
        if self._pinger:
            (self._pinger.success if outcome.is_success else self._pinger.failure)(outcome.message)
        try:
            self._measure(outcome)
        except ExporterError as error:
            log.warning("%s", error)
        except Exception:  # whoever watches over runs never fails one
            log.warning("the metrics failed in a way that nobody foresaw; please report this", exc_info=True)

    def _measure(self, outcome: Outcome) -> None:
        if self._metrics:
            self._metrics.ended(outcome)
            if self._file:
                self._metrics.write(Path(self._file))

    def flush(self, seconds: float) -> None:
        """Wait until all are told, but no longer than this."""
        if self._pinger:
            self._pinger.flush(seconds)

    def close(self) -> None:
        """Nothing is told any more after what is."""
        if self._pinger:
            self._pinger.close()


def _pinger(url: str) -> "Pinger | None":
    if not url:
        return None
    from exporter.health.ping import Pinger

    return Pinger(url)


def _metrics() -> "Metrics":
    from exporter.health.metrics import Metrics

    return Metrics()


class Observation:
    """Of a single run."""

    def __init__(self, config: Config, now: datetime) -> None:
        self._config, self._now = config, now
        self._observer = Observer(config)
        self._observer.started()

    def ended(self, report: "Report") -> None:
        """The run came to its end."""
        self._tell(outcomes.succeeded(self._now, report, outcomes.stored_in(self._config)))

    def failed(self, status: int, message: str) -> None:
        """It did not."""
        self._tell(outcomes.failed(self._now, status, message, outcomes.stored_in(self._config)))

    def _tell(self, outcome: Outcome) -> None:
        self._observer.ended(outcome)
        self._observer.flush(PATIENCE)


class _Nobody:
    def ended(self, report: "Report") -> None:
        """Nobody wants to know."""


@contextmanager
def observed(config: Config, now: datetime, *, dry_run: bool) -> "Iterator[Observation | _Nobody]":
    """Watch over the one run in the context: its report is given to the result; what it raises is told, and goes on."""
    if dry_run or not (config.health.ping or config.health.metrics):
        yield _Nobody()
        return
    observation = Observation(config, now)
    try:
        yield observation
    except Locked:
        raise  # the run that holds the lock tells of itself
    except ExporterError as error:
        observation.failed(error.exit_status, str(error))
        raise
    except Exception as error:
        observation.failed(1, f"a mistake in exporter: {type(error).__name__}")
        raise
