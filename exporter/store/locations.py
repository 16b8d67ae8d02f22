"""Which kind of location a URL of the configuration names."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exporter.config import stores
from exporter.errors import ExporterError
from exporter.store.database import Database
from exporter.store.location import Location
from exporter.store.sqlite_file import File, Memory

MEMORY = "sqlite:///:memory:"


def at(url: str) -> Location:
    """The location behind `sqlite:///PATH`, `sqlite:///:memory:` or a URL of PostgreSQL.

    Raises:
        ExporterError: psycopg is not installed.
    """
    if stores.is_postgres(url):
        try:
            from exporter.store.postgres_schema import Schema  # psycopg is heavy, and an extra
        except ImportError as error:
            raise ExporterError(
                "store.url needs the package psycopg, which is not installed: pip install 'exporter[postgres]'"
            ) from error
        return Schema(url)
    return Memory() if url == MEMORY else File(Path(stores.file_of(url)))


@contextmanager
def opened(url: str, *, rehearsal: bool = False) -> Iterator[Database]:
    """As `Location.opened`."""
    with at(url).opened(rehearsal=rehearsal) as db:
        yield db


@contextmanager
def opened_to_read(url: str) -> Iterator[Database]:
    """As `Location.opened_to_read`."""
    with at(url).opened_to_read() as db:
        yield db
