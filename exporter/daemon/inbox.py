"""What reaches the daemon from outside while it waits: signals, and nudges of its own threads."""

import contextlib
import signal
import socket
from collections.abc import Iterable
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Self


class Inbox:
    """While the context lasts, SIGTERM and SIGINT ask to stop, SIGHUP to read the configuration again.

    Handlers only note it. A lock in them, such as that of `threading.Event`, could be held by what they interrupt; the
    byte that Python writes for each signal ends the waiting.
    """

    def __init__(self) -> None:
        self.stopping: signal.Signals | None = None
        """The signal that asks to stop, if any has."""
        self._reload = False
        self._nudged, self._nudge = socket.socketpair()

    def __enter__(self) -> Self:
        self._nudged.settimeout(0)
        self._nudge.settimeout(0)
        self._wakeup = signal.set_wakeup_fd(self._nudge.fileno(), warn_on_full_buffer=False)
        self._before = {
            number: signal.signal(number, self._note) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
        }
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        self._nudged.close()
        self._nudge.close()

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if number == signal.SIGHUP:
            self._reload = True
        else:
            self.stopping = signal.Signals(number)

    def nudge(self) -> None:
        """End the waiting; from any thread."""
        with contextlib.suppress(OSError):  # full: it will not wait as it is; closed: nobody waits
            self._nudge.send(b"\0")

    def take_reload(self) -> bool:
        """Whether SIGHUP came since this was asked last."""
        asked, self._reload = self._reload, False
        return asked

    def wait(self, seconds: float, others: Iterable[Connection] = ()) -> None:
        """Until a signal, a nudge, something to read on `others`, or so many seconds."""
        if self.stopping or self._reload:
            return
        wait([self._nudged, *others], seconds)
        # However many there were, the waiting is over once; what a full socket may hold beyond that ends one more.
        with contextlib.suppress(BlockingIOError):
            self._nudged.recv(4096)
