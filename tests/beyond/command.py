"""The command with slices so small that some dozen articles are spread over a cluster, which tries nothing again for
long: `python -m tests.beyond.command export ...`.

The environment says what time it is, and may say at which call of which function the process stops as by SIGSTOP, until
it is told to go on. Processes that it starts do the same, so a file says which one it is, and that it was.
"""

import itertools
import os
import signal
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from exporter import cli, objects, output
from exporter.daemon import child
from exporter.engine import cluster, connection
from exporter.intake import current

NOW, STOP, WHO = "BEYOND_NOW", "BEYOND_STOP", "BEYOND_WHO"
"""An ISO time; `package.module:Class.function#3`; and the file that the process writes its id to."""
SLICE = 4


class Told(datetime):
    """Whoever asks what time it is gets the time that was told."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """That, as one that workers know, too."""
        return datetime.fromisoformat(os.environ[NOW]).astimezone(tz)


def stop_at(where: str, who: Path) -> None:
    """From now on, the call of this number stops the process, once."""
    name, _, number = where.partition("#")
    module, _, path = name.partition(":")
    place = resolve_name(f"{module}:{path.rpartition('.')[0]}") if "." in path else resolve_name(module)
    last = path.rpartition(".")[2]
    real, calls = getattr(place, last), itertools.count(1)

    def stopping(*given: Any, **named: Any) -> Any:
        if next(calls) == int(number) and not who.exists():
            made = who.with_suffix(".made")
            made.write_text(str(os.getpid()))
            made.rename(who)
            os.kill(os.getpid(), signal.SIGSTOP)
        return real(*given, **named)

    setattr(place, last, stopping)


def changed() -> None:
    """What holds for this process. Not for one that wants to know the names above: that is another program's."""
    cli.datetime = child.datetime = Told
    current.SLICE = output.ARTICLES = SLICE
    objects.ATTEMPTS, objects.SECONDS = 1, 15.0
    objects.LONGEST_WAIT = timedelta(milliseconds=100)
    connection.CONNECTING, cluster.LOOKING = 5.0, 0.3
    if os.environ.get(STOP):
        stop_at(os.environ[STOP], Path(os.environ[WHO]))


if __name__ in ("__main__", "__mp_main__"):  # the second is what it is called in processes that it starts
    changed()
if __name__ == "__main__":
    cli.main()
