"""Maps pure work over slices: in this process, or over processes of this machine (DESIGN.md decision 8).

What comes out does not depend on how many workers there are: results come in the order of their slices, and only the
process that asks ever touches the store or the tree.
"""

import logging
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar

from exporter.errors import ExporterError

if TYPE_CHECKING:  # what starts processes is loaded where they are started: most runs start none
    from concurrent.futures import Future, ProcessPoolExecutor

log = logging.getLogger(__name__)

Slice = TypeVar("Slice")
Result = TypeVar("Result")

ENOUGH = 12
"""Slices that are worth starting processes for: that takes 0.4 s, and a slice 0.05 to 0.2."""
AHEAD = 2
"""Slices that each worker has at hand besides the one it works on: no worker waits, and little is held."""
_ENDING = {signal.SIGINT, signal.SIGTERM}
_PRELOADED = ["exporter.intake.preparation", "exporter.parts", "exporter.engine"]


class Engine:
    """Workers for one run; none are started before there is enough to do."""

    def __init__(self, workers: int) -> None:
        """`workers`: processes; with one, all work is done in this process."""
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._stop()

    def map(
        self,
        work: Callable[[Slice], Result],
        slices: Iterable[Slice],
        lost: Callable[[Any], Result] | None = None,
        *,
        apart: bool = False,
    ) -> Iterator[Result]:
        """What `work` makes of each slice, in their order. Slices are taken from the iterable as they are needed.

        `work`, the slices and the results must be picklable. What `work` raises is raised here. `lost`: what a part of
        a slice comes to that kills whoever works on it; slices and results are lists then. `apart`: in other processes
        however little it is, if there are to be any.

        Raises:
            ExporterError: a worker process died, and it is not known what to do about it.
        """
        waiting = iter(slices)
        first = deque(islice(waiting, ENOUGH))
        few = self._pool is None and len(first) < ENOUGH and not apart
        every = chain(_taken_from(first), waiting)
        yield from map(work, every) if self._workers == 1 or few else self._spread(work, every, lost)

    def _spread(
        self, work: Callable[[Slice], Result], slices: Iterator[Slice], lost: Callable[[Any], Result] | None
    ) -> Iterator[Result]:
        from concurrent.futures.process import BrokenProcessPool

        under_way: deque[tuple[Slice, Future[Result]]] = deque()
        try:
            while True:
                wanted = self._workers * (1 + AHEAD) - len(under_way)
                under_way.extend((each, _submitted(self._started(), work, each)) for each in islice(slices, wanted))
                if not under_way:
                    return
                each, future = under_way.popleft()
                try:
                    result = future.result()
                except BrokenProcessPool:  # whose fault that is nobody knows: it may be that of any that is under way
                    self._stop()
                    again = [each, *(one for one, _ in under_way)]
                    under_way.clear()
                    yield from (self._alone(work, one, lost) for one in again)
                else:
                    yield result
        finally:
            for _, future in under_way:
                future.cancel()

    def _alone(self, work: Callable[[Slice], Result], each: Slice, lost: Callable[[Any], Result] | None) -> Result:
        """What it makes of one slice while nothing else is under way; by halves, until what kills is found."""
        from concurrent.futures.process import BrokenProcessPool

        try:
            return _submitted(self._started(), work, each).result()
        except BrokenProcessPool as error:
            self._stop()
            if lost is None:
                raise ExporterError(
                    "a worker process was killed, most likely for want of memory. What was done is kept; run it again, "
                    "with engine.workers = 1 if it happens again"
                ) from error
        some: Any = each
        if len(some) == 1:
            return lost(some[0])
        half = len(some) // 2
        first: Any = self._alone(work, some[:half], lost)
        rest: Any = self._alone(work, some[half:], lost)
        both: Result = [*first, *rest]  # type: ignore[assignment]
        return both

    def _stop(self) -> None:
        """Without workers: the next are started anew."""
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
            self._pool = ProcessPoolExecutor(self._workers, context, _begin)
            log.debug("%d worker processes are started", self._workers)
        return self._pool


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


def _taken_from(held: deque[Slice]) -> Iterator[Slice]:
    """One after the other, and none is held any longer."""
    while held:
        yield held.popleft()


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
