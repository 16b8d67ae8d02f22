"""Processes of this machine."""

import logging
import os
import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from exporter.engine.crew import Killed, Result, Slice

if TYPE_CHECKING:  # what starts processes is loaded where they are started: most runs start none
    from concurrent.futures import Future, ProcessPoolExecutor

log = logging.getLogger(__name__)

_ENDING = {signal.SIGINT, signal.SIGTERM}
_PRELOADED = ["exporter.intake.preparation", "exporter.parts", "exporter.engine"]


class Processes:
    """So many of them, which are started with the first slice (a `Crew`)."""

    def __init__(self, number: int) -> None:
        """`number`: of processes."""
        self.size = number
        self._pool: ProcessPoolExecutor | None = None

    @property
    def is_started(self) -> bool:
        """Whether they are there."""
        return self._pool is not None

    def submit(self, work: Callable[[Slice], Result], each: Slice) -> "_Asked":
        """Ask one of them."""
        return _Asked(_submitted(self._started(), work, each))

    def renew(self) -> None:
        """One that is killed takes the others with it: the next slice starts all of them anew."""
        self.stop()

    def stop(self) -> None:
        """Wait for those that are at work; without processes from then on."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _started(self) -> "ProcessPoolExecutor":
        if self._pool is None:
            import multiprocessing
            from concurrent.futures import ProcessPoolExecutor

            # Not `fork`: workers would inherit the lock and the connection to the store, and hold them when the run is
            # killed.
            method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
            context = multiprocessing.get_context(method)
            if method == "forkserver":
                context.set_forkserver_preload(_PRELOADED)
            self._pool = ProcessPoolExecutor(self.size, context, _begin)
            log.debug("%d worker processes are started", self.size)
        return self._pool


class _Asked:
    def __init__(self, future: "Future[Any]") -> None:
        self._future = future

    def result(self) -> Any:
        from concurrent.futures.process import BrokenProcessPool

        try:
            return self._future.result()
        except BrokenProcessPool as error:
            raise Killed from error

    def cancel(self) -> object:
        return self._future.cancel()


def _submitted(pool: "ProcessPoolExecutor", work: Callable[[Slice], Result], each: Slice) -> "Future[Result]":
    """That may start a process, and a signal which ends the run waits meanwhile: of a process that is half started the
    pool would not know, and not wait for it."""
    from concurrent.futures import Future
    from concurrent.futures.process import BrokenProcessPool

    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        return pool.submit(work, each)
    except BrokenProcessPool as error:  # a worker has died: whoever asks for the result hears of it
        failed: Future[Result] = Future()
        failed.set_exception(error)
        return failed
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def workers(wanted: int | Literal["auto"]) -> int:
    """How many workers `engine.workers` means: `auto` stands for as many as this process may use processors."""
    if wanted != "auto":
        return wanted
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin() -> None:
    """What a worker does first: it ends when its run does, however that ends."""
    import multiprocessing
    import threading

    # Of a terminal, which tells the whole group: the run decides what becomes of its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)  # as they were when it was started
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    from multiprocessing import connection

    connection.wait([sentinel])
    os._exit(1)  # nobody waits for the results, and the main thread may wait for work for ever
