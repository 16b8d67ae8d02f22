"""Notice at once when somebody writes to a dump: watchfiles, in a thread for each source."""

import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from exporter.config.places import is_elsewhere, is_pattern
from exporter.config.schema import Source
from exporter.errors import ExporterError
from exporter.sources.naming import included, is_included

if TYPE_CHECKING:
    from watchfiles import Change

log = logging.getLogger(__name__)

_DELETED = 3
"""`watchfiles.Change.deleted`, which is not there before watchfiles is imported. What is gone is no dump to read."""
RETRY = 5.0
"""Seconds between looks at whether a source that was not there, or became another one, can be watched (again)."""


@contextmanager
def watching(sources: Sequence[Source], nudge: Callable[[], None]) -> Iterator["SimpleQueue[tuple[str, str]]"]:
    """While the context lasts, the queue is given the source and path of each dump that is written to.

    Of a source that is one folder or file: URLs and buckets tell of nothing, and patterns may name folders that are yet
    to come. `nudge` is called after that, from another thread.

    Raises:
        ExporterError: watchfiles is not installed.
    """
    try:
        import watchfiles  # noqa: F401
    except ImportError as error:
        raise ExporterError(
            "schedule.watch needs the package watchfiles, which is not installed: pip install 'exporter[watch]'"
        ) from error
    stop: threading.Event = threading.Event()
    found: SimpleQueue[tuple[str, str]] = SimpleQueue()

    def note(source: str, paths: Sequence[str]) -> None:
        for path in paths:
            found.put((source, path))
        nudge()

    threads = [
        threading.Thread(target=_Watch(source, note, stop).work, name=f"watch {source.name}", daemon=True)
        for source in sources
        if not is_elsewhere(source.path) and not is_pattern(source.path)
    ]
    for thread in threads:
        thread.start()
    try:
        yield found
    finally:
        stop.set()
        for thread in threads:
            thread.join(1.0)  # it looks 20 times a second; on a file system that hangs it may never


class _Watch:
    """Of one source, whatever happens to its folder."""

    def __init__(self, source: Source, note: Callable[[str, Sequence[str]], None], stop: threading.Event) -> None:
        self._source, self._note, self._stop = source, note, stop
        self._path = Path(source.path)
        self._warned = False

    def work(self) -> None:
        """Until told to stop."""
        first = True
        while not self._stop.is_set():
            self._follow(first)
            first = False
            self._stop.wait(RETRY)

    def _follow(self, first: bool) -> None:
        """Watch the folder until it is gone or is another one. What came while nobody watched is noted as a whole."""
        from watchfiles import watch

        known = _identity(self._path)
        if known is None:
            return self._complain("it is not there")
        # A file may be replaced by renaming, which only its folder tells.
        is_file = self._path.is_file()
        root = self._path.parent if is_file else self._path
        changes = watch(
            root,
            watch_filter=self._is_wanted_file if is_file else self._is_wanted,
            step=50,
            debounce=500,
            rust_timeout=int(RETRY * 1000),
            yield_on_timeout=True,
            stop_event=self._stop,
            recursive=not is_file,
            raise_interrupt=False,
            ignore_permission_denied=True,
        )
        if not first:
            self._note(self._source.name, [str(self._path)])
        try:
            for found in changes:
                if found:
                    self._note(self._source.name, [path for _, path in found])
                elif _identity(self._path) != known and not is_file:
                    return None
        except (OSError, RuntimeError) as error:  # of the notifier: too many watches, a folder that vanished
            return self._complain(str(error))
        return None

    def _complain(self, why: str) -> None:
        if not self._warned:
            self._warned = True
            log.warning("%s: cannot be watched: %s; it is read on schedule", self._path, why)

    def _is_wanted(self, change: "Change", path: str) -> bool:
        parts = Path(path).relative_to(self._path).parts if path.startswith(f"{self._path}{os.sep}") else ()
        hidden = any(part.startswith(".") for part in parts)
        return bool(parts) and not hidden and change != _DELETED and is_included(parts[-1], included(self._source))

    def _is_wanted_file(self, change: "Change", path: str) -> bool:
        return change != _DELETED and path == str(self._path)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
