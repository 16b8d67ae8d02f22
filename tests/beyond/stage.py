"""Runs with everything beyond one machine at once, Dask, PostgreSQL, dumps and tree in object storage, by processes of
the command that are disturbed; and beside them the plainest one, with the same dumps, which nobody disturbs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from exporter import export
from exporter.config import load
from exporter.config.schema import Engine, Output, Store
from exporter.publish.tree import MARKER
from tests.beyond import command
from tests.beyond.ways import documents
from tests.faults import verdict
from tests.faults.scenes import URL
from tests.running import state
from tests.servers import line, postgres
from tests.servers.cluster import Cluster, running
from tests.servers.line import Line
from tests.servers.objects import Objects
from tests.world import START, World

ROOT = Path(__file__).parents[2]
DUMPS = 60
PATIENCE = 300.0
"""Seconds that anything may take."""
WORKERS = 2
CONFIG = """\
[site]
title = "Harbour Wire"
url = "{url}"

[[source]]
name = "dumps"
path = "s3://{bucket}/dumps/"
complete = true

[profile."news.example"]
identity = '/artikel/(\\d+)'

[feeds]
archive_page = 10

[brakes]
updated = 1.0

[schedule]
every = "4 seconds"

[store]
url = "{store}"

[output]
directory = "s3://{bucket}/feeds"

[engine]
kind = "dask"
workers = 1
scheduler = "{engine.scheduler}"
ca_file = "{engine.ca_file}"
cert_file = "{engine.cert_file}"
key_file = "{engine.key_file}"
"""
MOMENTS = {
    "reading": "exporter.intake.storing:mark_places",
    "settling": "exporter.marking:settle",
    "publishing": "exporter.publish.bucket:Bucket.put",
}
"""What is called then: for every slice, once, for every batch."""


class Servers(Struct, frozen=True):
    """All that a run needs. Runs reach the S3 server by the line."""

    cluster: Cluster
    objects: Objects
    line: Line
    database: postgres.Postgres

    @property
    def environment(self) -> dict[str, str]:
        """Of whoever reaches the S3 server by the line."""
        return {**self.objects.environment, "AWS_ENDPOINT_URL": self.line.url}

    def mended(self) -> None:
        """All of them run, whatever was done to them."""
        self.line.mend()
        self.objects.go_on()
        self.database.start()
        if self.cluster.scheduler.poll() is not None:
            self.cluster.stop()
            self.cluster.start_scheduler()
            for _ in range(WORKERS):
                self.cluster.add_worker(**self.environment)
        self.cluster.await_workers(WORKERS)


@contextmanager
def started(root: Path, objects: Objects) -> Iterator[Servers]:
    """The others, too, while the context lasts."""
    with pytest.MonkeyPatch.context() as patched, line.leading(objects.port) as led:
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            patched.delenv(name)
        for name, value in {**objects.environment, "AWS_ENDPOINT_URL": led.url}.items():
            patched.setenv(name, value)
        with running(root, WORKERS) as cluster:
            patched.setenv("AWS_ENDPOINT_URL", objects.url)
            yield Servers(cluster, objects, led, postgres.shared())


Act = Callable[[Servers, int], object]
"""What is done, while the run with this process id stands still."""
ACTS: dict[str, Act] = {
    "worker": lambda all_, _: all_.cluster.kill(max(all_.cluster.workers().values())),
    "scheduler": lambda all_, _: all_.cluster.kill(all_.cluster.scheduler),
    "database": lambda all_, _: all_.database.kill(),
    "database, told": lambda all_, _: all_.database.crash(),
    "objects": lambda all_, _: all_.line.cut(),
    "objects, silent": lambda all_, _: all_.objects.freeze(),
    "exporter": lambda _, pid: os.kill(pid, signal.SIGKILL),
}


class Ended(Struct, frozen=True):
    """A run."""

    status: int
    said: str
    """On standard error."""
    disturbed: bool
    """Whether it came to the moment."""


class Stage:
    """One tree, and the dumps of it."""

    def __init__(self, root: Path, servers: Servers) -> None:
        self.root, self.servers, self.now = root, servers, START
        self.bucket = servers.objects.bucket()
        self.plain = World(root / "plain")
        store = servers.database.url(self.bucket.replace("-", "_"))
        settings = servers.cluster.settings()
        said = CONFIG.format(url=URL, bucket=self.bucket, store=store, engine=settings)
        (root / "config.toml").write_text(said)
        config = load(root / "config.toml")
        self.plain.config = replace(
            config,
            source=(replace(config.source[0], path=str(self.plain.dumps)),),
            store=Store(url=f"sqlite:///{root}/plain/exporter.db"),
            output=Output(directory=str(self.plain.tree)),
            engine=Engine(workers=1),
        )
        self.config = config
        self.before: frozenset[str] = frozenset()

    def write(self, number: int, said: str) -> None:
        """A dump, for both."""
        path = self.plain.dump(number, body=("The quay is open again.", said), tail=(f"S{number % 3}", "Share this"))
        self._client.put_object(Bucket=self.bucket, Key=f"dumps/{path.name}", Body=path.read_bytes())

    def remove(self, number: int) -> None:
        """A dump is gone, for both."""
        (self.plain.dumps / f"{number:06d}.txt").unlink()
        self._client.delete_object(Bucket=self.bucket, Key=f"dumps/{number:06d}.txt")

    def next_edition(self, after: timedelta) -> None:
        """So much later, what nobody disturbs takes in the dumps as they are now."""
        self.before = frozenset(self.wanted)
        self.now += after
        export.run(self.plain.config, self.now)

    @property
    def wanted(self) -> dict[str, bytes]:
        """What is to be published."""
        return verdict.documents(self.plain.tree)

    @property
    def published(self) -> dict[str, bytes]:
        """What is."""
        found = documents(self.servers.objects, self.bucket, "feeds/")
        return {path: data for path, data in found.items() if path != MARKER}

    def is_up_to_date(self) -> bool:
        """Whether what is to be published is, and nothing else. Of all there is the feed tells at the least cost."""
        feed = documents(self.servers.objects, self.bucket, "feeds/feed.atom").get("")
        return feed == (self.plain.tree / "feed.atom").read_bytes() and self.published == self.wanted

    @property
    def _client(self) -> Any:
        return self.servers.objects.client()

    def run(self, moment: str = "", act: Act | None = None, arguments: tuple[str, ...] = ("export",)) -> Ended:
        """One run; `act` is done at the moment, and the run then goes on. `moment`: `reading#2`."""
        process, who = self.started(moment, arguments)
        disturbed = act is not None and self.at_moment(who, act, lambda: process.poll() is not None)
        said = process.communicate(timeout=PATIENCE)[1]
        eventually(lambda: not others(process.pid))
        return Ended(process.returncode, said, disturbed)

    def started(self, moment: str, arguments: tuple[str, ...]) -> tuple["subprocess.Popen[str]", Path]:
        """The process, and the file that says when it is that moment."""
        who = self.root / "who"
        who.unlink(missing_ok=True)
        name, _, number = moment.partition("#")
        where = f"{MOMENTS[name]}#{number}" if name else ""
        told = {command.NOW: self.now.isoformat(), command.STOP: where, command.WHO: str(who)}
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.beyond.command", *arguments, "-c", str(self.root / "config.toml")],
            cwd=ROOT,
            env={**os.environ, **self.servers.environment, **told},
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        return process, who

    def at_moment(self, who: Path, act: Act, has_ended: Callable[[], bool] = lambda: False) -> bool:
        """Wait until a process stands still there, act, and let it go on; says whether it ever came to that."""
        eventually(lambda: who.exists() or has_ended())
        if not who.exists():
            return False
        pid = int(who.read_text())
        eventually(lambda: state(pid) in "TX")
        act(self.servers, pid)
        with suppress(ProcessLookupError):  # it may be what was killed, and its daemon has seen to that by now
            os.kill(pid, signal.SIGCONT)
        return True

    def wrong(self) -> list[str]:
        """What is broken in the bucket, by a look of our own."""
        found = self.published
        strange = found.keys() - self.before - self.wanted.keys()
        return [
            *(f"{path} belongs to no edition" for path in sorted(strange)),
            *(f"{path} names {name}, which is not there" for path, name in verdict.dangling(found)),
            *(f"{path}: {why}" for path, data in found.items() if (why := verdict.invalid(path, data))),
            *(f"half an upload: {one['Key']}" for one in self._uploads()),
        ]

    def _uploads(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = self._client.list_multipart_uploads(Bucket=self.bucket).get("Uploads", [])
        return found

    def locks(self) -> int:
        """How many anybody has in the database, to keep others out."""
        return len(self.servers.database.sql("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'"))


def eventually(happens: Callable[[], object], pause: float = 0.01) -> None:
    """Wait for it, and ask again after so many seconds."""
    until = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < until, happens
        time.sleep(pause)


def others(session: int) -> list[int]:
    """Processes that are left of this session, but for those that only wait to be reaped."""
    left = []
    for one in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = one.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            left.append(int(one.parent.name))
    return left
