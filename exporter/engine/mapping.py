"""Work is mapped over workers: in order, no further ahead than needed, and whatever happens to one of them."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from exporter.engine.crew import Crew, Far, Killed, Pending, Result, Slice
from exporter.errors import ExporterError

if TYPE_CHECKING:
    from exporter.report import Progress

ENOUGH = 12
"""Slices that are worth starting processes for: that takes 0.4 s, and a slice 0.05 to 0.2."""
AHEAD = 2
"""Slices that each worker has at hand besides the one it works on: no worker waits, and little is held."""


class Engine:
    """Workers for one run; none are started before there is enough to do."""

    def __init__(self, near: Crew, far: Far | None = None) -> None:
        """`near`: of this machine, who see all that the run sees; `far`: of others, who do what needs nothing else."""
        self._near, self._far = near, far

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        try:
            if self._far:
                self._far.stop()
        finally:
            self._near.stop()

    @property
    def is_far(self) -> bool:
        """Whether the work may be done by those who do not see what this machine sees."""
        return self._far is not None

    def telling(self, progress: "Progress") -> "Progress":
        """The same, which is also told by whom it is done if that does not go without saying: `dumps read, 4 workers on
        2 hosts`; and now and then while they are waited for."""
        return progress if self._far is None else _Telling(progress, self._far)

    def map(
        self,
        work: Callable[[Slice], Result],
        slices: Iterable[Slice],
        lost: Callable[[Any], Result] | None = None,
        *,
        apart: bool = False,
        near: bool = False,
    ) -> Iterator[Result]:
        """What `work` makes of each slice, in their order. Slices are taken from the iterable as they are needed.

        `work`, the slices and the results must be picklable. What `work` raises is raised here. `lost`: what a part of
        a slice comes to that kills whoever works on it; slices and results are lists then. `apart`: in other processes
        however little it is, if there are to be any. `near`: only this machine has what the slices name.

        Raises:
            ExporterError: a worker was killed, and it is not known what to do about it.
            Unavailable: workers cannot be reached any more.
        """
        crew = self._far if self._far and not near else self._near
        waiting = iter(slices)
        first = deque(islice(waiting, ENOUGH))
        few = not crew.is_started and len(first) < ENOUGH and not apart
        every = chain(_taken_from(first), waiting)
        alone = few or (crew is self._near and crew.size == 1)
        yield from map(work, every) if alone else _spread(crew, work, every, lost)


class _Telling:
    def __init__(self, progress: "Progress", crew: Far) -> None:
        self._progress, self._crew = progress, crew
        self._last = ("", 0, 0)
        crew.waiting = self._again

    def __call__(self, what: str, done: int, total: int) -> None:
        self._last = what, done, total
        self._again()

    def _again(self) -> None:
        what, done, total = self._last
        said = self._crew.said if self._crew.is_started else ""
        self._progress(f"{what}, {said}" if said else what, done, total)


def _spread(
    crew: Crew, work: Callable[[Slice], Result], slices: Iterator[Slice], lost: Callable[[Any], Result] | None
) -> Iterator[Result]:
    under_way: deque[tuple[Slice, Pending]] = deque()
    try:
        while True:
            wanted = max(0, max(1, crew.size) * (1 + AHEAD) - len(under_way))  # workers may come and go
            under_way.extend((each, crew.submit(work, each)) for each in islice(slices, wanted))
            if not under_way:
                return
            each, pending = under_way.popleft()
            try:
                result = pending.result()
            except Killed:
                rest = [(one, _settled(asked)) for one, asked in under_way]  # so that nothing else is under way
                under_way.clear()
                crew.renew()
                yield _alone(crew, work, each, lost)
                while rest:
                    one, came = rest.pop(0)
                    yield _alone(crew, work, one, lost) if isinstance(came, Killed) else came
            else:
                yield result
    finally:
        for _, pending in under_way:
            pending.cancel()


def _settled(pending: Pending) -> Any:
    """What came of it, also if that is that whoever worked on it was killed."""
    try:
        return pending.result()
    except Killed as killed:
        return killed


def _alone(crew: Crew, work: Callable[[Slice], Result], each: Slice, lost: Callable[[Any], Result] | None) -> Result:
    """What it makes of one slice while nothing else is under way; by halves, until what kills is found."""
    try:
        result: Result = crew.submit(work, each).result()
        return result
    except Killed as killed:
        if lost is None:
            raise ExporterError(
                "whoever does a part of the work is killed, most likely for want of memory. What was done is kept; run "
                "it again, with more memory or with engine.workers = 1 if it happens again"
            ) from killed
    crew.renew()
    some: Any = each
    if len(some) == 1:
        _prove(crew, work, some[:0])
        return lost(some[0])
    half = len(some) // 2
    first: Any = _alone(crew, work, some[:half], lost)
    rest: Any = _alone(crew, work, some[half:], lost)
    both: Result = [*first, *rest]  # type: ignore[assignment]
    return both


def _prove(crew: Crew, work: Callable[[Slice], Result], nothing: Slice) -> None:
    """That somebody can do the work: what is killed whatever it does says nothing of what it was to do."""
    try:
        crew.submit(work, nothing).result()
    except Killed as killed:
        raise ExporterError(
            "whoever does a part of the work is killed before it has begun: there is too little memory for it, or a "
            "library does not run on its processor. Nothing is blamed for it, and what was done is kept"
        ) from killed


def _taken_from(held: deque[Slice]) -> Iterator[Slice]:
    """One after the other, and none is held any longer."""
    while held:
        yield held.popleft()
