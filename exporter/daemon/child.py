"""One run, in a process of its own.

The daemon stays able to answer signals, systemd and subscribers whatever a run does; what a run took of memory is given
back; and stopping needs no promise of the run, because every run may be killed anywhere (DESIGN: P1).

The process is forked, within hundredths of a second, from one that has no threads and has imported what a run needs.
"""

import logging
import multiprocessing
import signal
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from types import FrameType
from typing import NoReturn

from msgspec import Struct
from msgspec.structs import replace

from exporter import logs
from exporter.config.schema import Config, Source
from exporter.errors import ExporterError, Locked
from exporter.outcome import Outcome, failed, stored_in, succeeded, told
from exporter.printable import printable
from exporter.sources.choice import Part

log = logging.getLogger(__name__)

REST = timedelta(seconds=0.5)
"""A dump that was written to more recently may not be whole yet: the run leaves it for a later one."""
GRACE = 1.0
"""Seconds that a run gets to end by itself when it is told to stop."""
_HELD_BACK = {signal.SIGINT, signal.SIGHUP}
"""Of a terminal, which tells the whole group: the daemon decides what becomes of its run."""

_PRELOADED = ["exporter.cli", "exporter.export", "exporter.progress", "exporter.daemon.child"]


class Order(Struct, frozen=True):
    """What to run."""

    config: Config
    sources: tuple[Source, ...] | None
    """None: no run, but to tell hubs and others what they could not be told by the last one."""
    verbosity: int
    log_format: str


class Child:
    """A run under way."""

    def __init__(self, order: Order) -> None:
        self._began = time.time()
        self._monotonic = time.monotonic()
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOADED)
        self.answer, theirs = context.Pipe(duplex=False)
        """Readable when the run has ended."""
        self._process = context.Process(target=_work, args=(order, theirs), name="export")
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_BACK)  # until it has handlers; it inherits this
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()  # so that the death of the process ends the pipe

    def outcome(self) -> Outcome | None:
        """What came of it; None while it is at work."""
        if not self.answer.poll():
            return None
        try:
            found: Outcome | None = self.answer.recv()
        except (EOFError, OSError):
            found = None
        self.end()
        return found or self._lost()

    def _lost(self) -> Outcome:
        code = self._process.exitcode or 0
        by = f"was killed by signal {-code}" if code < 0 else f"ended with exit status {code}, see above"
        return Outcome(
            started=self._began,
            seconds=time.monotonic() - self._monotonic,
            status=128 - code if code < 0 else code or 1,
            message=f"the run {by}; the next one goes on where it stopped",
        )

    def stop(self) -> None:
        """Tell it to stop; returns at once."""
        self._process.terminate()

    def end(self) -> None:
        """See it end, if need be by force."""
        self._process.join(GRACE)
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        self.answer.close()


def _work(order: Order, answer: Connection) -> None:
    """The process."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _terminate)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _HELD_BACK)
    logs.set_up(order.verbosity, order.log_format)
    outcome = attempt(order)
    try:
        answer.send(outcome)
    except BrokenPipeError:
        sys.exit(outcome.status)  # the daemon is gone; the run is done all the same


def _terminate(_signal: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + signal.SIGTERM)


def attempt(order: Order) -> Outcome:
    """Run, and say what came of it, whatever that is."""
    from exporter import export
    from exporter.notify import delivery
    from exporter.progress import Lines

    now = datetime.now(UTC)
    try:
        if order.sources is None:
            delivery.deliver_left_over(order.config, now)
            return told(now, stored_in(order.config))
        options = export.Options(parts=tuple(map(Part, order.sources)), rested=now - REST)
        report = export.run(order.config, now, options, Lines(time.monotonic))
    except ExporterError as error:
        lines = [printable(line, logs.LIMIT) for line in str(error).splitlines()]
        outcome = failed(now, error.exit_status, "\n".join(lines), stored_in(order.config))
        return replace(outcome, is_locked=isinstance(error, Locked))
    except Exception:
        log.exception("the run failed in a way that nobody foresaw; please report this")
        return failed(now, 1, "the run failed in a way that nobody foresaw, see above", stored_in(order.config))
    return succeeded(now, report, stored_in(order.config))


def chosen(config: Config, names: Sequence[str] | frozenset[str]) -> tuple[Source, ...]:
    """The configured sources of these names."""
    return tuple(source for source in config.source if source.name in names)
