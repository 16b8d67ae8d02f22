"""A PostgreSQL of our own: made in a temporary folder, on loopback, and gone with the tests.

It flushes nothing, unless it is to be measured: a killed server has all that the system had.
"""

import atexit
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

from tests.servers import bound, free_port, required

USER, PASSWORD = "exporter", "not-to-be-told"
PATIENCE = 120.0
"""Seconds that it may take to start or to end."""
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "20",
    "superuser_reserved_connections": "1",
    "log_min_messages": "fatal",
}
_CARELESS = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "32MB", "autovacuum_naptime": "600"}


def programs() -> Path | None:
    """The folder of its programs; None if it is not installed."""
    places = [Path(found).parent for found in (shutil.which("initdb"),) if found]
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: float(one.parent.name), reverse=True)
    return next((one for one in places if (one / "initdb").exists()), None)


class Postgres:
    """A server, which keeps its data and its port until it is stopped for good."""

    def __init__(self, *, fsync: bool = False) -> None:
        """`fsync`: as a server that matters; else it flushes nothing."""
        self._settings = _SETTINGS if fsync else {**_SETTINGS, **_CARELESS}
        required("PostgreSQL (Debian's package postgresql)", bin_ := programs())
        assert bin_
        self._bin = bin_
        self.folder = Path(tempfile.mkdtemp(prefix="exporter-postgres-"))
        self._as = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        self.port = free_port()
        secret = self.folder / "password"
        secret.write_text(PASSWORD)
        if self._as:
            shutil.chown(self.folder, "postgres", "postgres")
            shutil.chown(secret, "postgres", "postgres")
        made = ("--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")
        if self._version() >= 15:  # a language whose order is not that of bytes
            made = (*made, "--locale-provider=icu", "--icu-locale=en-US")
        self._run("initdb", f"--pgdata={self.folder}/data", f"--username={USER}", *made)
        self._process: subprocess.Popen[bytes] | None = None

    def _version(self) -> int:
        said = subprocess.run([self._bin / "postgres", "--version"], check=True, capture_output=True, text=True).stdout
        return int(re.findall(r"\d+", said)[0])

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._bin / program, *arguments], check=True, cwd=self.folder, stdout=subprocess.DEVNULL, **self._as
        )

    def url(self, schema: str, *, user: str = USER, password: str = PASSWORD, database: str = "postgres") -> str:
        """Of a store."""
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}?schema={schema}"

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        """What the server says to it."""
        import psycopg

        address = f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def files(self, schema: str) -> list[Path]:
        """Those of its tables, with all that is in them."""
        self.sql("CHECKPOINT")
        where = f"relnamespace = '{schema}'::regnamespace"
        kept_apart = f"SELECT reltoastrelid FROM pg_class WHERE {where}"  # noqa: S608 - of a test
        rows = self.sql(
            f"SELECT pg_relation_filepath(oid) FROM pg_class WHERE relfilenode <> 0 AND ({where} OR oid IN ({kept_apart}))"  # noqa: S608, E501
        )
        return sorted(self.folder / "data" / str(path) for (path,) in rows)

    def start(self) -> None:
        """Until it answers; one that runs goes on."""
        import psycopg

        if self._process:
            return
        settings = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        settings += ["-c", f"unix_socket_directories={self.folder}", "-p", str(self.port)]
        end = time.monotonic() + PATIENCE
        while True:
            with (self.folder / "log").open("ab") as log:
                self._process = subprocess.Popen(
                    bound([str(self._bin / "postgres"), "-D", f"{self.folder}/data", *settings], "INT"),
                    cwd=self.folder,
                    stdout=log,
                    stderr=log,
                    **self._as,
                )
            while self._process.poll() is None:  # else a killed one has not let go of its memory yet
                try:
                    self.sql("SELECT 1")
                except psycopg.OperationalError:
                    assert time.monotonic() < end, (self.folder / "log").read_text()
                    time.sleep(0.02)
                else:
                    return
            assert time.monotonic() < end, (self.folder / "log").read_text()
            time.sleep(0.05)

    def kill(self) -> None:
        """As a power cut does."""
        self._end(signal.SIGKILL)

    def crash(self) -> None:
        """As `pg_ctl stop -m immediate`: whoever is connected is told that it goes, and nothing is finished."""
        self._end(signal.SIGQUIT)

    def _end(self, how: int) -> None:
        if self._process:
            self._process.send_signal(how)
            self._process.wait(PATIENCE)
            self._process = None

    def stop(self) -> None:
        """For good."""
        self._end(signal.SIGINT)
        shutil.rmtree(self.folder, ignore_errors=True)


@cache
def shared() -> Postgres:
    """One for all tests of this process. Whoever kills it starts it again."""
    server = Postgres()
    atexit.register(server.stop)
    server.start()
    return server


def stop_shared() -> None:
    """Where there may be no other end."""
    if shared.cache_info().currsize:
        shared().stop()
        shared.cache_clear()
