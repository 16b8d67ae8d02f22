"""A client that sends what it is told, byte for byte, and a tree to serve to it."""

import http.client
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from exporter import serve
from exporter.config.schema import Config, Output, Serve
from tests.builders import site


class Got(Struct, frozen=True):
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes


@contextmanager
def serving(root: Path, **changes: Any) -> Iterator[str]:
    """Serve a folder on a free port; `changes` go into the configuration. Gives the URL."""
    config = Config(site=site(), output=Output(directory=str(root)), serve=Serve(port=0))
    with serve.background(replace(config, **changes)) as url:
        yield url


def ask(url: str, path: str, method: str = "GET", **fields: str) -> Got:
    """One request; `if_none_match="*"` is a header field."""
    where = urlsplit(url)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in fields.items()})
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Got(answer.status, headers, answer.read())
    finally:
        connection.close()


def connected(url: str) -> socket.socket:
    """A connection."""
    where = urlsplit(url)
    return socket.create_connection((where.hostname, where.port), timeout=60)


def said(url: str, request: bytes) -> bytes:
    """All that comes back for these bytes until the server closes."""
    with connected(url) as one:
        one.sendall(request)
        found = b""
        while data := one.recv(65536):
            found += data
        return found


def write(root: Path, path: str, data: bytes = b"", *, age: float = 60) -> Path:
    """A file that has rested: its times are `age` seconds ago where they can be set."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data or f"<!-- {path} -->".encode() * 40)
    then = int(time.time() - age)
    os.utime(file, (then, then))
    return file
