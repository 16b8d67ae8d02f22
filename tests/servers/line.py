"""A line to a server on loopback that can be cut: whoever uses it sees the server killed, which keeps all it had."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from tests.servers import free_port


class Line:
    """`url`: where it begins."""

    def __init__(self, port: int) -> None:
        """`port`: of the server."""
        self._behind, self._port = port, free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._server: asyncio.Server | None = None
        self._joined: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def mend(self) -> None:
        """Whoever connects from now on is joined to the server."""
        self._do(self._mend())

    def cut(self) -> None:
        """Everybody is cut off at once, and nobody can connect."""
        self._do(self._cut())

    def stop(self) -> None:
        """For good."""
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, what: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(what, self._loop).result(120)

    async def _mend(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._join, "127.0.0.1", self._port)

    async def _cut(self) -> None:
        if self._server:
            self._server.close()
            self._server = None
        for one in self._joined:
            one.transport.abort()
        while self._joined:
            await asyncio.sleep(0.01)

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, to_there = await asyncio.open_connection("127.0.0.1", self._behind)
        both = {writer, to_there}
        self._joined |= both
        await asyncio.gather(_pass_on(reader, to_there), _pass_on(there, writer))
        self._joined -= both


async def _pass_on(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    with suppress(OSError):  # whoever is cut off
        while data := await source.read(65_536):
            to.write(data)
            await to.drain()
    to.close()


@contextmanager
def leading(port: int) -> Iterator[Line]:
    """A line to the server at this port while the context lasts."""
    line = Line(port)
    line.mend()
    try:
        yield line
    finally:
        line.stop()
