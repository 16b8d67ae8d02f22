"""A wire to a server on loopback, over any protocol: it counts what is sent, slows it down, and breaks."""

import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

Break = Literal["before", "after"]
"""When it breaks: before the server has it; after the server has answered, which nobody hears."""
_MOST = 65_536


class Wire:
    """`port`: where it begins; `sent`: messages from clients so far; `delay`: seconds that each of these takes."""

    def __init__(self, port: int) -> None:
        """`port`: where it ends."""
        self.sent = 0
        self.delay = 0.0
        self._at, self._how = 0, "before"
        self._behind = port
        self._lock = threading.Lock()
        self._entry = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._entry.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def break_at(self, number: int, how: Break) -> None:
        """Break once, for whoever sends the message of this number from now on, counted from 1; 0: never."""
        with self._lock:
            self.sent, self._at, self._how = 0, number, how

    def stop(self) -> None:
        """Nobody new is let in."""
        self._entry.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._entry.accept()
            except OSError:
                return
            threading.Thread(target=self._pass, args=(client,), daemon=True).start()

    def _pass(self, client: socket.socket) -> None:
        with client, socket.create_connection(("127.0.0.1", self._behind)) as server:
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            breaks = False
            while True:
                for end in select.select([client, server], [], [])[0]:
                    try:
                        data = end.recv(_MOST)
                        if not data or (breaks and end is server):
                            return
                        if end is client:
                            breaks = self._is_last() or breaks
                            if breaks and self._how == "before":
                                return
                        (server if end is client else client).sendall(data)
                    except OSError:
                        return

    def _is_last(self) -> bool:
        if self.delay:
            time.sleep(self.delay)
        with self._lock:
            self.sent += 1
            return self.sent == self._at


@contextmanager
def to(port: int) -> Iterator[Wire]:
    """A wire to the server at this port while the context lasts."""
    wire = Wire(port)
    try:
        yield wire
    finally:
        wire.stop()
