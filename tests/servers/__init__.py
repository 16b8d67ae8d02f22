"""Real servers on loopback, one module each: a class that starts, kills and stops them, and a fixture."""

import secrets
import shutil
import socket
from collections.abc import Iterable

import pytest

_PORTS = range(10_081, 32_768)
"""No system gives one of these to whoever connects or listens anywhere: it could be one that was found free here. And
no browser refuses to go there, as it does at 10080 (Fetch, port blocking)."""
_claimed: list[socket.socket] = []


def required(what: str, is_there: object) -> None:
    """Skip the test aloud where this is not installed. .ci/run takes a skipped test for a failure."""
    if not is_there:
        pytest.skip(f"{what} is not installed, so this is left out")


def free_port() -> int:
    """That nobody listens on, and nobody else who asks here is given while this process lives: the socket for datagrams
    of the same number, which nobody uses, says that it is taken."""
    while True:
        port = secrets.choice(_PORTS)
        claim = socket.socket(type=socket.SOCK_DGRAM)
        try:
            claim.bind(("127.0.0.1", port))
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            claim.close()
        else:
            _claimed.append(claim)
            return port


def bound(command: Iterable[str], how: str = "KILL") -> list[str]:
    """The same command as a process that is sent this signal if ours is killed, so that no server outlives its tests;
    where that is not known, which is not Linux, it does."""
    return [*(("setpriv", "--pdeathsig", how, "--") if shutil.which("setpriv") else ()), *command]


def is_open(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0
