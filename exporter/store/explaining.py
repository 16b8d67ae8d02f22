"""What SQLite raises for a bad world, in our own words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from exporter.errors import Damaged, Unavailable
from exporter.store.checksums import ADVICE


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turn what SQLite raises for a bad world into our own errors, which say what to do."""
    try:
        yield
    except msgspec.DecodeError as error:
        raise Damaged(f"{where}: what is stored cannot be read: {error}; {ADVICE}") from error
    except sqlite3.OperationalError as error:
        code = getattr(error, "sqlite_errorcode", None)  # Python's own, such as text that is no UTF-8, have none
        if code is None:
            raise Damaged(f"{where}: what is stored cannot be read: {error}; {ADVICE}") from error
        if code == sqlite3.SQLITE_ERROR:
            raise  # wrong SQL is a bug of ours, and keeps its traceback
        if code & 0xFF == sqlite3.SQLITE_READONLY:
            advice = "let this user write it, its folder and what lies beside it (-wal, -shm), and make room"
            raise Unavailable(f"{where}: the store cannot be written: {error}: {advice}") from error
        advice = "make room and run it again" if code == sqlite3.SQLITE_FULL else "run it again"
        raise Unavailable(f"{where}: the store cannot be used now: {error}; nothing was half done, {advice}") from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError):  # an id that another row has already, because its key was lost
            raise Damaged(f"{where}: what is stored does not fit together: {error}; {ADVICE}") from error
        if isinstance(error, sqlite3.ProgrammingError):
            raise  # a bug of ours keeps its traceback
        raise Damaged(f"{where}: the store is damaged or is no store: {error}; {ADVICE}") from error
