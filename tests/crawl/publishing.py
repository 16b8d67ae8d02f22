"""An exporter that publishes one edition after another, and real servers in front of its tree."""

import multiprocessing
import random
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from types import TracebackType

from msgspec.structs import replace

from exporter import serve
from exporter.config.schema import Serve
from tests.servers import free_port
from tests.world import World

PAUSE = 0.03
"""Seconds between two editions."""
FIRST, MOST = 14, 60
"""Articles."""

_NGINX = """\
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    types {{
        application/atom+xml atom; application/rss+xml rss; application/json json; application/xml xml;
        application/ld+json jsonld; application/gzip gz; text/x-opml opml; text/html html; text/plain txt;
        text/css css; image/svg+xml svg;
    }}
    access_log off;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


def made(root: Path) -> World:
    """A world of a few articles, its first edition published."""
    world = World(root)
    for number in range(1, FIRST + 1):
        world.dump(number, tail=(f"Section {number % 3}", "Share this article"))
    world.run()
    return world


class Publisher:
    """A process that edits and adds articles and exports them, while the context lasts.

    Between two editions 25 minutes pass on its clock, so that data shards go whose time has come while crawls go on.
    """

    def __init__(self, world: World, seed: int, changed: Callable[[], None] | None) -> None:
        """`changed` is called in the process, before all else."""
        context = multiprocessing.get_context("fork")
        self._editions: Synchronized[int] = context.Value("q", 0)
        self._process = context.Process(target=self._publish, args=(world, random.Random(seed), changed))  # noqa: S311

    def __enter__(self) -> "Publisher":
        self._process.start()
        return self

    def __exit__(self, _type: type[BaseException] | None, _error: object, _traceback: TracebackType | None) -> None:
        self._process.kill()
        self._process.join()

    @property
    def editions(self) -> int:
        """How many there were so far."""
        return self._editions.value

    def is_alive(self) -> bool:
        """Whether it goes on."""
        return self._process.is_alive()

    def _publish(self, world: World, chance: random.Random, changed: Callable[[], None] | None) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        if changed:
            changed()
        last = FIRST
        while True:
            number = chance.randint(1, last)
            # Of one length, most of the time: sizes must not tell one edition from the next.
            body = (f"The quay has been open for {1000 + self.editions} hours, the harbour office says.",)
            world.dump(number, body=body, tail=(f"Section {number % 3}", "Share this article"))
            if chance.random() < 0.1 and last < MOST:
                last += 1
                world.dump(last, tail=(f"Section {last % 3}", "Share this article"))
            world.run(after=timedelta(minutes=25))
            with self._editions.get_lock():
                self._editions.value += 1
            time.sleep(PAUSE)


@contextmanager
def nginx(world: World) -> Iterator[str]:
    """The tree behind nginx; gives its URL."""
    folder = world.root / "nginx"
    folder.mkdir()
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(_NGINX.format(folder=folder, root=world.tree, port=port))
    command = [program(), "-e", str(folder / "start.log"), "-c", str(configuration)]
    with subprocess.Popen(command) as running:
        try:
            until = time.monotonic() + 120
            while not _answers(port):
                assert running.poll() is None, (folder / "start.log").read_text()
                assert time.monotonic() < until
                time.sleep(0.02)
            yield f"http://127.0.0.1:{port}/"
        finally:
            running.terminate()


def program() -> str:
    """Where nginx is; empty if it is not installed. /usr/sbin is not in everybody's PATH."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin") or ""


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=60).close()
    except ConnectionRefusedError:
        return False
    return True


@contextmanager
def own_server(world: World) -> Iterator[str]:
    """The tree behind `exporter serve`; gives its URL."""
    with serve.background(replace(world.config, serve=Serve(port=0))) as url:
        yield url
