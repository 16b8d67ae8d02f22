"""A store in a file of its own, and one in memory."""

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from stat import S_ISDIR

from exporter import durable, lock
from exporter.errors import Locked, StoreError, Unavailable
from exporter.store.database import Database, migrate, version
from exporter.store.explaining import explained
from exporter.store.location import Affirm, Location, Work, lasting
from exporter.store.sqlite import SQLite

log = logging.getLogger(__name__)

_UNWRITABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY}
_SUFFIXES = ("", "-wal", "-shm")
_LOCKS: dict[Work, Callable[[Path], Path]] = {
    "runs": lock.of_runs,
    "notices": lock.of_notices,
    "daemon": lock.of_daemon,
}


class Memory(Location):
    """A store that nobody else sees, and that is gone with its connection."""

    def __init__(self) -> None:
        super().__init__("the store in memory")

    def is_missing(self) -> bool:
        """As Location: always."""
        return True

    @contextmanager
    def opened(self, *, rehearsal: bool = False) -> Iterator[Database]:
        """As Location."""
        with _connected(None) as db, ExitStack() as stack:
            if rehearsal:
                stack.enter_context(db.rehearsal())
            migrate(db)
            yield db

    @contextmanager
    def opened_to_read(self) -> Iterator[Database]:
        """As Location: there is none to be read."""
        raise StoreError(f"{self.where}: is gone when nobody has it open")
        yield

    @contextmanager
    def held(
        self, work: Work, what: str, *, traceless: bool = False, patience: float = 0.0, level: int = logging.INFO
    ) -> Iterator[Affirm]:
        """As Location: nobody else could."""
        yield lasting

    def at_work(self) -> str:
        """As Location."""
        return ""

    def set_aside(self, now: int) -> None:
        """As Location: there is none."""

    def aside(self) -> list[str]:
        """As Location."""
        return []

    @contextmanager
    def rebuilt(self, now: datetime) -> Iterator[Database]:
        """As Location."""
        with self.opened() as db:
            yield db


class File(Location):
    """A store in a file, with what SQLite and we keep beside it."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path

    @property
    def incoming(self) -> Path:
        """As Location: beside the file, where there is room for much."""
        return self.path.with_name(f"{self.path.name}.incoming")

    def is_missing(self) -> bool:
        """As Location. SQLite would open an empty file all the same."""
        try:
            status = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return True
        except OSError as error:
            raise Unavailable(f"{self.path}: cannot look for the store: {error.strerror}") from error
        if S_ISDIR(status.st_mode):
            raise StoreError(
                f"{self.path}: is a folder: name the file of the store in it, such as {self.path / 'exporter.db'}"
            )
        if status.st_size == 0:
            return True
        with _reading(self.path) as db:  # whoever made it may have been killed before the first table was there
            return db.is_new()

    @contextmanager
    def opened(self, *, rehearsal: bool = False) -> Iterator[Database]:
        """As Location."""
        path: Path | None = self.path
        if self.is_missing():
            if rehearsal:
                path = None
            else:
                self._make()
        with _connected(path) as db, ExitStack() as stack:
            if not db.is_new():
                version(db)  # before anything is changed
            if rehearsal:
                stack.enter_context(db.rehearsal())
            migrate(db)
            if not rehearsal:
                db.run("PRAGMA journal_mode = WAL")
            yield db

    @contextmanager
    def opened_to_read(self) -> Iterator[Database]:
        """As Location."""
        with _reading(self.path) as db:
            # Not opened with mode=ro: whoever may not write cannot clean up the journal behind itself either.
            db.run("PRAGMA query_only = ON")
            version(db)
            yield db

    @contextmanager
    def held(
        self, work: Work, what: str, *, traceless: bool = False, patience: float = 0.0, level: int = logging.INFO
    ) -> Iterator[Affirm]:
        """As Location: by a lock file beside it."""
        with lock.held(self._lock(work), what, traceless=traceless, patience=patience, level=level):
            yield lasting

    def at_work(self) -> str:
        """As Location.

        A run writes its name into the lock file and takes it out at the end: only where there is one, as a run that was
        killed leaves it, is the lock tried, so that no run that begins just now is kept from it.
        """
        path = self._lock("runs")
        try:
            owner = path.read_bytes().decode("utf-8", "replace").strip()
            if owner:
                with lock.held(path, "", traceless=True):
                    return ""
        except Locked:
            return owner
        except OSError:
            return ""
        return ""

    def set_aside(self, now: int) -> None:
        """As Location, with its journal."""
        while self.path.with_name(f"{self.path.name}.{now}").exists():
            now += 1
        for suffix in _SUFFIXES:
            file = self.path.with_name(self.path.name + suffix)
            if file.exists():
                aside = self.path.with_name(f"{self.path.name}.{now}{suffix}")
                file.rename(aside)
                log.warning("%s: set aside as %s", file, aside)

    def aside(self) -> list[str]:
        """As Location."""
        return sorted(one.name for one in self.path.parent.glob(f"{self.path.name}.*[0-9]"))

    @contextmanager
    def rebuilt(self, now: datetime) -> Iterator[Database]:
        """As Location: in a file beside it, which is flushed and renamed."""
        building = self.path.with_name(f"{self.path.name}.restoring")
        try:
            _remove(building)
            with File(building).opened() as db, db.unhurried():
                yield db
            self._replace(building, now)
        finally:
            _remove(building)

    def _replace(self, building: Path, now: datetime) -> None:
        try:
            durable.flush(building)
            self.set_aside(int(now.timestamp()))
            building.rename(self.path)
            durable.flush(self.path.parent)
        except OSError as error:
            raise Unavailable(
                f"{self.path}: cannot put the store in place: {error.strerror}; run `exporter restore` again"
            ) from error

    def _lock(self, work: Work) -> Path:
        return _LOCKS[work](self.path)

    def _make(self) -> None:
        """An empty file that only its owner may read: nobody else ever could, not for a moment."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
        except OSError as error:
            raise Unavailable(f"{self.path}: cannot make the store: {error.strerror}") from error


def _remove(building: Path) -> None:
    for suffix in _SUFFIXES:
        building.with_name(building.name + suffix).unlink(missing_ok=True)


@contextmanager
def _reading(path: Path) -> Iterator[SQLite]:
    """A store that is only read. To read, SQLite makes files beside it, which a full or read-only disk refuses: then it
    does without, alone with the store if there is a journal, else taking it for a file that nobody changes."""
    with ExitStack() as stack:
        try:
            db = stack.enter_context(_connected(path))
            with explained(db.where):
                db.is_new()
        except Unavailable as error:
            if getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF not in _UNWRITABLE:
                raise
            stack.close()
            journal = path.with_name(f"{path.name}-wal")
            has_journal = journal.exists() and journal.stat().st_size > 0
            db = stack.enter_context(_connected(path, "mode=rw" if has_journal else "immutable=1", alone=has_journal))
        yield db


@contextmanager
def _connected(path: Path | None, how: str = "mode=rw", *, alone: bool = False) -> Iterator[SQLite]:
    """`path`: of a file that is there; None: in memory."""
    address, where = (f"{path.absolute().as_uri()}?{how}", str(path)) if path else (":memory:", "the store in memory")
    try:
        connection = sqlite3.connect(address, timeout=30, isolation_level=None, uri=True)
    except sqlite3.Error as error:
        hidden = path is not None and path.exists() and not os.access(path, os.R_OK)
        hint = "; only the user who exports may read it" if hidden else ""
        raise Unavailable(f"{where}: cannot open the store: {error}{hint}") from error
    db = SQLite(connection, where)
    try:
        with explained(where):
            # FULL, not NORMAL: in WAL mode NORMAL may lose the last commits in a power cut, and the marks with them.
            # A checkpoint each 32 MiB: one each 4 writes the same pages of indexes again and again.
            for pragma in (
                f"locking_mode = {'EXCLUSIVE' if alone else 'NORMAL'}",
                "synchronous = FULL",
                "cache_size = -32768",
                "wal_autocheckpoint = 8000",
            ):
                db.run(f"PRAGMA {pragma}")
            yield db
    finally:
        db.close()
