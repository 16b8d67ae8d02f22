"""Workers of a Dask cluster, as a crew.

A slice goes to whichever worker is free. If one is killed, what it had is done by another; what has killed several is
given up by the scheduler (`distributed.scheduler.allowed-failures`), and looked into by whoever maps the work.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, wait
from typing import Any

from msgspec import Struct

from exporter.config.schema import Engine as EngineSettings
from exporter.engine import alike, connection, remote
from exporter.engine.crew import Killed, Result, Slice
from exporter.errors import Unavailable

log = logging.getLogger(__name__)

PATIENCE = 60.0
"""Seconds that there may be no worker at all, or none that does anything."""
ANSWERING = 60.0
"""Seconds in which the scheduler says who is there."""
LOOKING = 5.0
"""Seconds after which it is looked again who is there."""
_WAITING = 0.2
"""Seconds between looks while nobody is there."""
_ADVICE = "What was done is kept, and the next run goes on from there"


class Share(Struct):
    """What one worker has done."""

    slices: int = 0
    seconds: float = 0.0
    received: int = 0
    """Bytes that came from it."""

    def add(self, seconds: float, received: int) -> None:
        """One more slice."""
        self.slices += 1
        self.seconds += seconds
        self.received += received


class Cluster:
    """The workers that a scheduler has, however many that are at the time (a `Crew`)."""

    def __init__(self, settings: EngineSettings) -> None:
        """Nobody is asked for anything yet.

        Raises:
            ExporterError: what it takes is not installed.
        """
        connection.require()
        self._settings = settings
        self.address = settings.scheduler
        self.size = 1
        self.said = ""
        self.shares: defaultdict[str, Share] = defaultdict(Share)
        """By address of the worker."""
        self.sent = 0
        """Bytes."""
        self._connection: connection.Connection | None = None
        self._client: Any = None
        """A `distributed.Client`: that package does not tell its types."""
        self._executor: Any = None
        self._way: object = None
        """The connection by which slices were asked for: another would know nothing of them."""
        self._looked = self._seen = 0.0

    @property
    def is_started(self) -> bool:
        """Whether it was asked for anything."""
        return self._connection is not None

    def submit(self, work: Callable[[Slice], Result], each: Slice) -> "_Asked":
        """Ask for one slice, and now and then who is there."""
        executor = self._executor or self._started()
        if time.monotonic() - self._looked > LOOKING:
            self.look()
        task = remote.packed((work, each))
        self.sent += len(task)
        return _Asked(self, executor.submit(remote.work, alike.digest(), task))

    def renew(self) -> None:
        """Nothing: those that are killed are replaced by whoever keeps the cluster."""

    def stop(self) -> None:
        """Take leave; what is under way is dropped."""
        if self._connection is not None:
            self._tell()
            self._connection.close()
            self._connection = self._executor = None

    def look(self) -> None:
        """Who is there now.

        Raises:
            Unavailable: nobody has been for a while, or the scheduler does not answer.
        """
        now = self._looked = time.monotonic()
        workers = self._workers()
        if any(map(_is_able, workers.values())):
            self._seen = now
        if workers:
            self.size = sum(int(one["nthreads"]) for one in workers.values())
            hosts = len({one["host"] for one in workers.values()})
            said = f"{_some(len(workers), 'worker')} on {_some(hosts, 'host')}"
            if said != self.said:
                self.said = said
                log.info("%s: %s", self.address, said)
        if now - self._seen > PATIENCE:
            raise Unavailable(self._nobody(workers))

    def _nobody(self, workers: dict[str, Any]) -> str:
        if workers:
            return (
                f"{self.address}: no worker has taken any work for {PATIENCE:.0f} seconds: "
                f"{', '.join(sorted(workers)[:3])} wait for memory. Give them more (--memory-limit), or start them "
                f"anew. {_ADVICE}"
            )
        return (
            f"{self.address}: the scheduler has had no worker for {PATIENCE:.0f} seconds: start some, where this "
            f"exporter is installed, with `dask worker {self.address}` and its certificates. {_ADVICE}"
        )

    def lost(self, error: BaseException) -> Unavailable:
        """What to raise where the scheduler is gone."""
        why = "" if isinstance(error, CancelledError) else f": {connection.told(error)}"  # that one says nothing
        return Unavailable(f"{self.address}: the connection to the scheduler was lost{why}. {_ADVICE}")

    def _started(self) -> Any:
        made = self._connection = connection.Connection(self._settings)
        self._client, self._way = made.client, made.client.scheduler_comm
        self._seen = time.monotonic()
        self.said = ""
        self.look()
        while not self.said:
            time.sleep(_WAITING)
            self.look()
        self._executor = self._client.get_executor(pure=False, retries=0)
        return self._executor

    def _workers(self) -> dict[str, Any]:
        client = self._client
        try:
            if client.scheduler_comm is not self._way:
                raise ConnectionResetError("it is another one by now, or none")
            return dict(client.sync(client.scheduler.identity, n_workers=-1, callback_timeout=ANSWERING)["workers"])
        except (OSError, CancelledError, RuntimeError) as error:
            raise self.lost(error) from error

    def _tell(self) -> None:
        """How the work was spread."""
        for address, one in sorted(self.shares.items()):
            log.debug("%s: %d slices in %.1f s, %d bytes back", address, one.slices, one.seconds, one.received)
        log.debug("%s: %d bytes out", self.address, self.sent)


class _Asked:
    """A slice that the cluster was asked for."""

    def __init__(self, cluster: Cluster, future: "Future[remote.Answer]") -> None:
        self._cluster, self._future = cluster, future

    def result(self) -> Any:
        how, address, seconds, came = self._answer()
        self._cluster.shares[address].add(seconds, len(came))
        if how == "unlike":
            differing = alike.differences(remote.unpacked(came))
            raise Unavailable(
                f"{address}: this worker is not as this machine is: {differing}. Install the same there, or stop it: "
                f"other bytes could come of the same dumps. {_ADVICE}"
            )
        if how == "raised":
            error = remote.unpacked(came)
            if isinstance(error, Unavailable):  # it speaks of its machine, which is not this one
                error.args = (f"{address}: {error}", *error.args[1:])
            raise error
        return remote.unpacked(came)

    def cancel(self) -> object:
        return self._future.cancel()

    def _answer(self) -> remote.Answer:
        from distributed import KilledWorker

        while not wait([self._future], timeout=LOOKING).done:
            self._cluster.look()  # whoever asks for a result while the connection breaks would wait for ever
        try:
            return self._future.result()
        except KilledWorker as error:
            raise Killed from error
        except CancelledError as error:
            raise self._cluster.lost(error) from error
        except Exception as error:
            raise Unavailable(
                f"{self._cluster.address}: the cluster cannot do the work: {type(error).__name__}: "
                f"{connection.told(error)}. Is the same exporter installed where the scheduler and each worker run?"
            ) from error


def _is_able(worker: dict[str, Any]) -> bool:
    """Whether it takes work, or is at some: one that is paused because its memory is full ends what it has begun."""
    return bool(worker["status"] == "running" or worker["metrics"].get("task_counts", {}).get("executing"))


def _some(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
