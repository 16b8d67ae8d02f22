"""The way to a Dask cluster: TLS, what the library logs, and errors that say what to do."""

import asyncio
import logging
import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from exporter.config.schema import Engine as EngineSettings
from exporter.errors import ConfigError, ExporterError, Unavailable

log = logging.getLogger(__name__)

CONNECTING = 15.0
"""Seconds that it may take to reach the scheduler, also once more after a connection was lost."""
_SETTINGS = {
    "distributed.comm.timeouts.connect": f"{CONNECTING:.0f}s",
    "distributed.comm.retry.count": 0,
    "distributed.admin.large-graph-warning-threshold": "1 GiB",  # slices are bounded; the warning is for other programs
    "distributed.worker.profile.enabled": False,
    "distributed.client.preload": [],
}


class _Forwarding(logging.Handler):
    """What the library says goes into our log, and no further: what is wrong we say ourselves, so it is for those who
    look closely."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None  # often there is no other word
        log.debug("%s: %s", record.name, record.getMessage() or (told(error) if error else "no reason"))


class Connection:
    """To a scheduler, until it is closed."""

    def __init__(self, settings: EngineSettings) -> None:
        """Connects.

        Raises:
            ConfigError: a certificate cannot be used.
            Unavailable: the scheduler cannot be reached.
        """
        self.address = settings.scheduler
        library = loaded()
        security = _security(library, settings) if self.address.startswith("tls://") else None
        self._loop = _Loop()
        try:
            with _noted():
                self.client = library.Client(
                    self.address,
                    loop=self._loop.tornado,
                    security=security,
                    timeout=CONNECTING,
                    set_as_default=False,
                    direct_to_workers=False,  # a run need not be able to reach every worker
                    name="exporter",
                )
        except (OSError, ValueError, RuntimeError) as error:
            self._loop.stop()
            is_theirs = "are its certificates of the same authority as ours" if security else "does it do without TLS"
            raise Unavailable(
                f"{self.address}: the scheduler cannot be reached: {told(error)}. Is it running there, and {is_theirs}?"
            ) from error
        except BaseException:
            self._loop.stop()
            raise

    def close(self) -> None:
        """Take leave of the scheduler. What is under way there is dropped."""
        try:
            self.client.close(timeout=CONNECTING)
        except OSError as error:  # a timeout is one too
            log.debug("%s: no proper leave was taken: %s", self.address, told(error))
        finally:
            self._loop.stop()


class _Loop:
    """An event loop in a thread that ends when it is told to, whatever became of those who use it. The thread of a
    client that could not connect, or has lost its scheduler, would go on."""

    def __init__(self) -> None:
        self.tornado: Any = None
        started = threading.Event()
        self._thread = threading.Thread(target=asyncio.run, args=(self._main(started),), name="cluster", daemon=True)
        self._thread.start()
        started.wait()

    async def _main(self, started: threading.Event) -> None:
        from tornado.ioloop import IOLoop

        self.tornado, self._ending = IOLoop.current(), asyncio.Event()
        started.set()
        await self._ending.wait()

    def stop(self) -> None:
        self.tornado.add_callback(self._ending.set)
        self._thread.join()


def require() -> None:
    """Raises:
    ExporterError: the library is not installed; says how to install it.
    """
    if find_spec("distributed") is None:
        raise ExporterError(
            "engine.kind = dask needs the package distributed, which is not installed: pip install 'exporter[cluster]'"
        )


def loaded() -> Any:
    """The library, which from then on says nothing by itself."""
    import dask
    import distributed

    dask.config.set(_SETTINGS)
    for name in ("distributed", "distributed.client", "distributed.gc", "bokeh", "tornado", "tornado.application"):
        logger = logging.getLogger(name)
        logger.handlers[:] = [_Forwarding()]
        logger.propagate = False
    return distributed


def _security(library: Any, settings: EngineSettings) -> Any:
    _check_files(settings)
    return library.Security(
        tls_ca_file=settings.ca_file,
        tls_client_cert=settings.cert_file,
        tls_client_key=settings.key_file,
        require_encryption=True,
    )


def _check_files(settings: EngineSettings) -> None:
    """The library would ask the terminal for the password of a key, and not say which file is wrong."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    with _named("engine.ca_file", settings.ca_file):
        context.load_verify_locations(settings.ca_file)
    with _named("engine.cert_file or engine.key_file", f"{settings.cert_file}, {settings.key_file}"):
        context.load_cert_chain(settings.cert_file, settings.key_file, password="")


@contextmanager
def _named(key: str, path: str) -> Iterator[None]:
    try:
        yield
    except ssl.SSLError as error:
        raise ConfigError(
            f"{key}: {path}: is not what it should be: PEM, a key without a password that belongs to its certificate "
            f"({error.reason or error})"
        ) from error
    except OSError as error:
        raise ConfigError(f"{key}: {path}: cannot be read: {error.strerror}") from error


@contextmanager
def _noted() -> Iterator[None]:
    """Warnings of the library are for our log: above all that versions differ, of which few matter (alike.py)."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield
    for one in caught:
        log.debug("%s", one.message)


def told(error: BaseException) -> str:
    """The innermost reason, on one line."""
    while (inner := error.__cause__) is not None:
        error = inner
    return " ".join(str(error).split()) or type(error).__name__
