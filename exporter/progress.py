"""How far a run is: a bar on a terminal, a line now and then in a log."""

import logging
import shutil
from collections.abc import Callable

log = logging.getLogger(__name__)

Clock = Callable[[], float]
"""Seconds, from anywhere, never backwards."""
PATIENCE = 0.5
"""Seconds before a bar appears: most runs are shorter, and a flash tells nobody anything."""
REFRESH = 0.1
EVERY = 30.0
"""Seconds between lines in a log."""
CLEAR = "\r\x1b[K"
_WIDEST = 40


class Bar:
    """One line of a terminal, drawn over and over, and gone when the work is done."""

    def __init__(self, write: Callable[[str], None], clock: Clock) -> None:
        self._write, self._clock = write, clock
        self._began = self._drawn = clock()
        self._what = ""
        self._shown = False

    def __call__(self, what: str, done: int, total: int) -> None:
        now = self._clock()
        if what != self._what:
            self._what, self._step = what, now
        if now - self._began < PATIENCE or (now - self._drawn < REFRESH and done != total):
            return
        self._drawn, self._shown = now, True
        self._write(CLEAR + self._line(what, done, total, now - self._step)[: shutil.get_terminal_size().columns - 1])

    def close(self) -> None:
        """Leave no trace."""
        if self._shown:
            self._write(CLEAR)

    def _line(self, what: str, done: int, total: int, seconds: float) -> str:
        if not total:
            return f"{what}: {done:,}"
        full = min(_WIDEST, _WIDEST * done // total)
        left = f", {_clock_time(seconds / done * (total - done))} left" if 0 < done < total and seconds >= 1 else ""
        return f"{what} [{'#' * full}{'.' * (_WIDEST - full)}] {done:,} of {total:,}{left}"


class Lines:
    """A line in the log every half minute, so that whoever reads it knows that a long run is alive."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self._said = clock, clock()

    def __call__(self, what: str, done: int, total: int) -> None:
        if self._clock() - self._said >= EVERY:
            self._said = self._clock()
            log.info("%s: %s", what, f"{done:,} of {total:,}" if total else f"{done:,}")


def _clock_time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"
