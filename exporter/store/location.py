"""Where a store is: a file, a schema of a PostgreSQL database, or memory. What callers do with that is asked here."""

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Literal

from exporter.store.database import Database

Work = Literal["runs", "notices", "daemon"]
"""What only one at a time does with a store.

runs        a run, or who tells others between two
notices     before that: who tells others between two holds this one too, so that a run can wait for them alone
daemon      a daemon; its runs hold the others
"""


Affirm = Callable[[], None]
"""Raises Unavailable if a lock is held no more. Asks nobody, so that it never waits."""


def lasting() -> None:
    """Of a lock that only goes with its process."""


class Location(ABC):
    """Where a store is, or may be made."""

    def __init__(self, where: str) -> None:
        self.where = where
        """What messages call it: nothing secret."""

    @property
    def incoming(self) -> Path | None:
        """The folder where what arrives may lie while a run lasts; None: wherever the system has temporary files."""
        return None

    @abstractmethod
    def is_missing(self) -> bool:
        """Whether there is no store, or one without any table.

        Raises:
            Unavailable: nobody can tell.
            StoreError: it is damaged, or something else.
        """

    @abstractmethod
    def opened(self, *, rehearsal: bool = False) -> AbstractContextManager[Database]:
        """Open the store, making or migrating it if need be.

        In a rehearsal nothing of that is left behind: everything happens in one transaction, which is rolled back.

        Raises:
            Unavailable: it cannot be opened, or somebody keeps it busy.
            StoreError: it is damaged, no store, or of a newer version of this program.
        """

    @abstractmethod
    def opened_to_read(self) -> AbstractContextManager[Database]:
        """Open the store as it is: nothing is made, migrated or changed, not even what `is_current` asks for.

        Raises:
            Unavailable: it cannot be opened.
            StoreError: it is damaged, no store, or of a newer version of this program.
        """

    @abstractmethod
    def held(
        self, work: Work, what: str, *, traceless: bool = False, patience: float = 0.0, level: int = logging.INFO
    ) -> AbstractContextManager[Affirm]:
        """Be the only one who does this while the block runs, which can see whether that still holds. `what` names it
        to whoever waits.

        `traceless`: write nothing. `patience`: seconds to wait for whoever is at it; that it waits is logged at
        `level`.

        Raises:
            Locked: somebody else is at it; the message says who.
            Unavailable: nobody can tell.
        """

    @abstractmethod
    def at_work(self) -> str:
        """Which run is at work with this store; empty if none is, or nobody can tell."""

    @abstractmethod
    def set_aside(self, now: int) -> None:
        """Give the store, if there is one, a free name that says when; nothing is deleted. `now`: seconds since 1970.

        Raises:
            Unavailable: it cannot be done.
        """

    @abstractmethod
    def aside(self) -> list[str]:
        """Names of the stores that were set aside here."""

    @abstractmethod
    def rebuilt(self, now: datetime) -> AbstractContextManager[Database]:
        """An empty store, built beside this place, which takes it when the block ends, durably; what was there is set
        aside. Killed at any moment, it is done or as if it had not begun, but that the old store may be set aside
        already.

        Raises:
            Unavailable: it cannot be put in place.
        """
