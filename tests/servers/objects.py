"""An S3 server on loopback: moto, in a process of its own, which keeps what it is given in memory; and before it, if a
test asks for that, a door that answers some requests otherwise."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.servers import bound, free_port, is_open, required

PATIENCE = 180.0
"""Seconds that it may take to start."""


class Objects:
    """The server. `root`: a folder for its log."""

    def __init__(self, root: Path) -> None:
        self._log = root / "moto.log"
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._made = 0
        self._client: Any = None

    def start(self) -> None:
        """Empty, where it was before; returns once it answers."""
        command = [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", str(self.port)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(bound(command), stdout=log, stderr=log)
        ends = time.monotonic() + PATIENCE
        while not is_open(self.port):
            assert time.monotonic() < ends, f"the S3 server did not start: {self._log.read_text()}"
            assert self._process.poll() is None, f"the S3 server ended: {self._log.read_text()}"
            time.sleep(0.05)

    def kill(self) -> None:
        """At once; what it held is lost."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end."""
        self._end(signal.SIGTERM)

    def freeze(self) -> None:
        """It takes connections, and does not answer, until it is to go on."""
        if self._process:
            self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """If it was frozen."""
        if self._process:
            self._process.send_signal(signal.SIGCONT)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs that speaks to it."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "somebody",
            "AWS_SECRET_ACCESS_KEY": "a secret of nobody",
        }

    def client(self) -> Any:
        """Of boto3, which comes with moto: another one than ours."""
        if self._client is None:
            import boto3

            named = {"aws_access_key_id": "somebody", "aws_secret_access_key": "a secret of nobody"}
            self._client = boto3.client("s3", endpoint_url=self.url, region_name="us-east-1", **named)
        return self._client

    def bucket(self) -> str:
        """The name of a new one."""
        self._made += 1
        name = f"bucket-{os.getpid()}-{self._made}"
        self.client().create_bucket(Bucket=name)
        return name


@contextmanager
def serving(root: Path) -> Iterator[Objects]:
    """A server while the context lasts."""
    required("moto", find_spec("moto") and find_spec("flask"))
    required("obstore", find_spec("obstore"))
    server = Objects(root)
    server.start()
    try:
        yield server
    finally:
        server.kill()


@pytest.fixture(scope="session")
def shared_objects(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Objects]:
    """One server for all tests of a process; each makes buckets of its own."""
    with serving(tmp_path_factory.mktemp("moto")) as server:
        yield server


@pytest.fixture
def objects(shared_objects: Objects, monkeypatch: pytest.MonkeyPatch) -> Objects:
    """The same, and the environment says where it is."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in shared_objects.environment.items():
        monkeypatch.setenv(name, value)
    return shared_objects
