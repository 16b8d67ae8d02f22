"""Object storage on loopback, in a process of its own, which keeps what it is given in memory: moto, which speaks as S3
does, unless `pytest --objects azure` says otherwise (azurite.py). Before it, if a test asks for that, a door that
answers some requests otherwise (door.py)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.servers import bound, free_port, is_open, required

PATIENCE = 180.0
"""Seconds that it may take to start."""


class Objects:
    """The server. `root`: a folder for its log."""

    scheme = "s3"
    """Of URLs of what is in it."""
    codes: ClassVar[dict[int, str]] = {403: "AccessDenied", 404: "NoSuchBucket", 500: "InternalError", 503: "SlowDown"}
    """What it calls failures with these statuses."""
    stranger = "InvalidAccessKeyId"
    """What it calls the one with 403 of somebody whom it does not know."""
    listing = "list-type="
    """In the query of requests for a listing, and of no others."""

    def __init__(self, root: Path) -> None:
        self._log = root / "objects.log"
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._made = 0
        self._client: Any = None

    def start(self) -> None:
        """Empty, where it was before; returns once it answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                bound(self._command()),
                cwd=self._log.parent,
                env={**os.environ, **self._settings()},
                stdout=log,
                stderr=log,
            )
        ends = time.monotonic() + PATIENCE
        while not is_open(self.port):
            assert time.monotonic() < ends, f"the server of objects did not start: {self._log.read_text()}"
            assert self._process.poll() is None, f"the server of objects ended: {self._log.read_text()}"
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

    def _command(self) -> list[str]:
        required("moto", find_spec("moto") and find_spec("flask"))
        return [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", str(self.port)]

    def _settings(self) -> dict[str, str]:
        return {}

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs that speaks to it."""
        return {
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "somebody",
            "AWS_SECRET_ACCESS_KEY": "a secret of nobody",
            **self.by(self.url),
        }

    def by(self, url: str) -> dict[str, str]:
        """What is else for one that reaches it at this URL: that of a door, or of a line."""
        return {"AWS_ENDPOINT_URL": url}

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

    def at(self, bucket: str, key: str = "") -> str:
        """The URL of a place in it."""
        return f"{self.scheme}://{bucket}/{key}"


_chosen: list[type[Objects]] = [Objects]


def use(kind: type[Objects]) -> None:
    """From now on."""
    _chosen[0] = kind


@contextmanager
def serving(root: Path) -> Iterator[Objects]:
    """A server while the context lasts."""
    required("obstore", find_spec("obstore"))
    server = _chosen[0](root)
    server.start()
    try:
        yield server
    finally:
        server.kill()


@pytest.fixture(scope="session")
def shared_objects(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Objects]:
    """One server for all tests of a process; each makes buckets of its own."""
    with serving(tmp_path_factory.mktemp("objects")) as server:
        yield server


@pytest.fixture
def objects(shared_objects: Objects, monkeypatch: pytest.MonkeyPatch) -> Objects:
    """The same, and the environment says where it is."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "AZURE_"))]:
        monkeypatch.delenv(name)
    for name, value in shared_objects.environment.items():
        monkeypatch.setenv(name, value)
    return shared_objects
