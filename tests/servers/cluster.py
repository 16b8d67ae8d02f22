"""A Dask cluster on loopback over TLS: a scheduler and workers, each with the nanny that replaces it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

from exporter.config.schema import Engine
from tests.servers import bound, free_port, is_open, required

ROOT = Path(__file__).parents[2]
PATIENCE = 180.0
"""Seconds that anything here may take to start or to end."""
ALLOWED_FAILURES = 0
"""Workers that a slice may kill beyond the first one before the scheduler gives it up: each takes a second to start."""


class Cluster:
    """`root`: an empty folder, for certificates, logs and what workers keep. `tls`: whether it is encrypted."""

    def __init__(self, root: Path, workers: int = 2, *, tls: bool = True) -> None:
        self.root, self._number, self._tls = root, workers, tls
        self.processes: list[subprocess.Popen[bytes]] = []
        self.port = free_port()
        self.url = f"{'tls' if tls else 'tcp'}://127.0.0.1:{self.port}"
        self.ca, self.cert, self.key = (root / name for name in ("ca.pem", "cert.pem", "key.pem"))

    def start(self) -> None:
        """Everything; returns once the workers are there."""
        if self._tls and not self.ca.exists():
            self._certify()
        self.start_scheduler()
        for _ in range(self._number):
            self.add_worker()
        self.await_workers(self._number)

    def start_scheduler(self) -> None:
        """Only that, where it was before."""
        self.scheduler = self._run("scheduler", "scheduler", "--port", str(self.port))
        _until(lambda: is_open(self.port), "the scheduler")

    def add_worker(self, *options: str, path: str = "", **environment: str) -> subprocess.Popen[bytes]:
        """One more, with one thread. `path`: where Python looks for modules before it looks here."""
        where = os.pathsep.join(filter(None, (path, str(ROOT))))
        kept = self.root / f"worker-{len(self.processes)}"
        what = ("worker", self.url, "--nthreads", "1", "--no-dashboard", "--local-directory", str(kept))
        return self._run("worker", *what, "--memory-limit", "0", *options, PYTHONPATH=where, **environment)

    def workers(self) -> dict[str, int]:
        """Process ids by address."""
        with self.client() as client:
            return dict(client.run(os.getpid))

    @contextmanager
    def client(self):
        """Whom the scheduler takes for one of the cluster."""
        from distributed import Client

        from exporter.engine import connection

        connection.loaded()
        with Client(self.url, security=self._security(), timeout=PATIENCE, set_as_default=False) as client:
            yield client

    def await_workers(self, number: int) -> None:
        """Until there are so many."""
        with self.client() as client:
            _until(lambda: len(client.scheduler_info(n_workers=-1)["workers"]) == number, f"{number} workers")

    def settings(self, **changes: object) -> Engine:
        """[engine] for it."""
        files = {"ca_file": self.ca, "cert_file": self.cert, "key_file": self.key} if self._tls else {}
        named = {name: str(path) for name, path in files.items()}
        return Engine(**{"kind": "dask", "scheduler": self.url, "workers": 1, **named, **changes})

    def kill(self, what: subprocess.Popen[bytes] | int) -> None:
        """SIGKILL to one process: the scheduler, a nanny, or a worker by its id."""
        if isinstance(what, int):
            os.kill(what, signal.SIGKILL)
        else:
            what.kill()
            what.wait()

    def end(self, process: subprocess.Popen[bytes]) -> None:
        """One that was started, at once, and whatever it has started."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.processes.remove(process)

    def stop(self) -> None:
        """Everything, at once: a nanny would wait for its worker, which waits for a scheduler that is gone."""
        for process in list(self.processes):
            self.end(process)

    def _run(self, name: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        tls = ("--tls-ca-file", str(self.ca), "--tls-cert", str(self.cert), "--tls-key", str(self.key))
        host = () if arguments[0] == "worker" else ("--no-dashboard",)
        command = [sys.executable, "-m", "dask", *arguments, "--host", "127.0.0.1", *host, *(tls if self._tls else ())]
        with (self.root / f"{name}-{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                bound(command),
                cwd=self.root,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env={
                    **os.environ,
                    "PYTHONPATH": str(ROOT),
                    "DASK_CONFIG": str(self.root),
                    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(ALLOWED_FAILURES),
                    "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": str(self._tls),
                    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
                    **environment,
                },
            )
        self.processes.append(process)
        return process

    def _security(self):
        from distributed.security import Security

        if not self._tls:
            return None
        files = {"tls_ca_file": self.ca, "tls_client_cert": self.cert, "tls_client_key": self.key}
        return Security(**{name: str(path) for name, path in files.items()}, require_encryption=True)

    def _certify(self) -> None:
        import trustme

        authority = trustme.CA()
        own = authority.issue_cert("127.0.0.1", "localhost")
        authority.cert_pem.write_to_path(str(self.ca))
        own.cert_chain_pems[0].write_to_path(str(self.cert))
        own.private_key_pem.write_to_path(str(self.key))
        self.key.chmod(0o600)


@contextmanager
def running(root: Path, workers: int = 2, *, tls: bool = True) -> Iterator[Cluster]:
    """A cluster while the context lasts; skips the test where what it takes is not installed."""
    required("distributed (pip install 'exporter[cluster]')", find_spec("distributed"))
    required("trustme", find_spec("trustme"))
    cluster = Cluster(root, workers, tls=tls)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One with two workers, for all tests of a module."""
    with running(tmp_path_factory.mktemp("cluster")) as made:
        yield made


def _until(is_so, what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, f"{what} did not come in {PATIENCE} s"
        time.sleep(0.05)
