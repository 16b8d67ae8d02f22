"""What can work: who does it, and what it means that one of them is killed."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

Slice = TypeVar("Slice")
Result = TypeVar("Result")


class Killed(Exception):  # noqa: N818 - reads as what it says
    """Whoever worked on a slice was killed: whose fault that is nobody knows."""


class Pending(Protocol):
    """A slice that somebody has been asked to work on."""

    def result(self) -> Any:
        """What came of it, once it has.

        Raises:
            Killed: whoever worked on it.
            Unavailable: it can be had from nobody now.
            Exception: what the work raised.
        """

    def cancel(self) -> object:
        """Nobody needs it any more."""


class Crew(Protocol):
    """Workers, who are there from the first slice on until they are told to stop."""

    @property
    def size(self) -> int:
        """How many slices can be worked on at a time, as far as is known; with one, nobody else need be asked."""

    @property
    def is_started(self) -> bool:
        """Whether they are there."""

    def submit(self, work: Callable[[Slice], Result], each: Slice) -> Pending:
        """Ask them to work on a slice; `work`, the slice and what comes of it must be picklable.

        Raises:
            Unavailable: nobody can be reached.
        """

    def renew(self) -> None:
        """One was killed: whoever cannot do without is replaced."""

    def stop(self) -> None:
        """Send them away; what they were asked for is not needed."""


class Far(Crew, Protocol):
    """A crew that is elsewhere, and may be at the work of others."""

    waiting: Callable[[], None]
    """Called now and then while it is waited for."""

    @property
    def said(self) -> str:
        """Who they are, and whether they are waited for."""
