"""No other daemon works for the same store: a lock, which is looked after for as long as the daemon lives."""

import logging
from contextlib import ExitStack
from typing import Self

from exporter.errors import ExporterError, Locked, Unavailable
from exporter.store.location import Affirm, Location

log = logging.getLogger(__name__)


class Alone:
    """While the context lasts no other daemon gets this lock; single runs take turns with those of this one.

    A lock of PostgreSQL goes with the connection that holds it, as when the server starts anew: then it is taken anew.
    """

    def __init__(self, place: Location, what: str) -> None:
        """`what` names this daemon to whoever is refused."""
        self._place, self._what = place, what
        self._lock = ExitStack()
        self._affirm: Affirm | None = None
        """None: it is lost."""

    def __enter__(self) -> Self:
        """Raises Locked if another daemon is there already, Unavailable if nobody can tell."""
        self._take()
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.close()

    def affirm(self) -> bool:
        """Whether the lock is held; one that is lost is taken anew, if that can be done now.

        Raises:
            Locked: another daemon has got it meanwhile.
        """
        if self._is_held():
            return True
        try:
            self._take()
        except Locked:
            raise
        except ExporterError as error:  # the server is away, or not itself yet: runs say so
            log.debug("the lock of this daemon cannot be had now: %s", error)
            return False
        log.info("no other daemon has come to %s meanwhile: the lock is held again", self._place.where)
        return True

    def _is_held(self) -> bool:
        if self._affirm is None:
            return False
        try:
            self._affirm()
        except Unavailable:
            log.info("the lock that keeps other daemons from %s is lost with its connection", self._place.where)
            self._affirm = None
            self._lock.close()
            return False
        return True

    def _take(self) -> None:
        self._affirm = self._lock.enter_context(self._place.held("daemon", self._what))
