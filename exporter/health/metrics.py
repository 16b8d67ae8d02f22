"""What Prometheus is told: of the last run and of the store, as a text file or over HTTP."""

import os
from contextlib import suppress
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge
from prometheus_client.exposition import generate_latest

from exporter import __version__
from exporter.errors import PublishError
from exporter.outcome import Outcome, Stored


class Metrics:
    """Numbers of one process, in a registry of its own."""

    def __init__(self, stored: Stored | None = None) -> None:
        self.registry = CollectorRegistry()
        self._build = self._gauge("build_info", "The version that runs.", ["version"])
        self._build.labels(__version__).set(1)
        self._runs = Counter(
            "exporter_runs", "Runs of this process, by exit status.", ["status"], registry=self.registry
        )
        self._start = self._gauge("last_run_start_timestamp_seconds", "When the last run began.")
        self._seconds = self._gauge("last_run_duration_seconds", "How long it took.")
        self._status = self._gauge("last_run_exit_status", "Its exit status: 0 and 3 are successes.")
        self._records = self._gauge("last_run", "What became of records, sources and files in it.", ["what"])
        self._success = self._gauge(
            "last_success_timestamp_seconds",
            "When the last successful run ended, of the source for which that is longest ago; 0: never.",
        )
        self._articles = self._gauge("articles", "Articles published.")
        self._waiting = self._gauge("documents_waiting", "Documents that a run which was cut off has left.")
        self._edition = self._gauge("edition", "The number of the latest edition.")
        if stored:
            self._holds(stored)

    def _gauge(self, name: str, text: str, labels: list[str] | None = None) -> Gauge:
        return Gauge(f"exporter_{name}", text, labels or [], registry=self.registry)

    def _holds(self, stored: Stored) -> None:
        self._success.set(stored.last_success or 0)
        self._articles.set(stored.articles)
        self._waiting.set(stored.waiting)
        self._edition.set(stored.edition)

    def ended(self, outcome: Outcome) -> None:
        """A run has ended."""
        self._start.set(outcome.started)
        self._seconds.set(outcome.seconds)
        self._status.set(outcome.status)
        self._records.clear()
        for what, number in outcome.numbers.items():
            self._records.labels(what).set(number)
        if outcome.stored:
            self._holds(outcome.stored)
        # Last, because another thread answers meanwhile: who sees that a run was counted sees what came of it.
        self._runs.labels(str(outcome.status)).inc()

    def text(self) -> bytes:
        """All of it, in the text format."""
        return generate_latest(self.registry)

    def write(self, path: Path) -> None:
        """Write it to a file, which is whole at every instant.

        Raises:
            PublishError: it cannot be written.
        """
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")  # the collector reads only *.prom
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
            with open(descriptor, "wb") as file:
                os.fchmod(descriptor, 0o644)  # whatever the umask: the collector is another user
                file.write(self.text())
            temporary.replace(path)
        except OSError as error:
            with suppress(OSError):  # what kept it from being written may keep it from being removed
                temporary.unlink(missing_ok=True)
            raise PublishError(f"{path}: cannot write the metrics: {error.strerror}; see health.metrics") from error
