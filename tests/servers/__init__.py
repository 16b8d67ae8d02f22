"""Real servers on loopback, one module each: a class that starts, kills and stops them, and a fixture."""

import socket

import pytest


def required(what: str, is_there: object) -> None:
    """Skip the test aloud where this is not installed. .ci/run takes a skipped test for a failure."""
    if not is_there:
        pytest.skip(f"{what} is not installed, so this is left out")


def free_port() -> int:
    """That nobody listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def is_open(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0
