"""Where log lines go and how they look: standard error, as text for people or JSON lines for machines."""

import logging
import sys
from datetime import UTC, datetime

from exporter.printable import printable

LIMIT = 4000
"""Characters of one line. What is longer is no log line."""


class _Text(logging.Formatter):
    """One line, whatever a dump put into it: control characters cannot forge a second one or steer a terminal."""

    def __init__(self, start: str = "") -> None:
        """`start`: what every line begins with."""
        super().__init__()
        self._start = start

    def format(self, record: logging.LogRecord) -> str:
        level = self._start if record.levelno <= logging.INFO else f"{self._start}{record.levelname.lower()}: "
        line = level + printable(record.getMessage(), LIMIT)
        lines = self.formatException(record.exc_info).splitlines() if record.exc_info else []
        return "\n".join([line, *(printable(one, LIMIT) for one in lines)])


class _Json(logging.Formatter):
    """One JSON object a line, in ASCII."""

    def __init__(self) -> None:
        import json

        super().__init__()
        self._dumps = json.dumps

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage()[:LIMIT],
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return self._dumps(entry)


def set_up(verbosity: int, form: str) -> None:
    """`verbosity`: -1 errors only, 0 warnings, 1 one line a step, 2 one line a document. `form`: `text` or `json`."""
    levels = {-1: logging.ERROR, 0: logging.WARNING, 1: logging.INFO}
    handler = logging.StreamHandler(sys.stderr)
    # On a terminal, a line takes the place of a progress bar, which is drawn again below it.
    handler.setFormatter(_Json() if form == "json" else _Text("\r\x1b[K" if sys.stderr and sys.stderr.isatty() else ""))
    root = logging.getLogger("exporter")
    root.handlers[:] = [handler]
    root.setLevel(levels.get(verbosity, logging.DEBUG))
    root.propagate = False
