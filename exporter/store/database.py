"""The connection: opening, migrating, transactions. Contains no business logic.

The other modules of this package are the store's verbs, grouped by noun, and take a `Database` first.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from stat import S_ISDIR
from typing import Any

from exporter.errors import Damaged, StoreError, Unavailable
from exporter.store.checksums import ADVICE, of_values, verified
from exporter.store.explaining import explained
from exporter.store.schema import MIGRATIONS

Row = tuple[Any, ...]
Parameters = Mapping[str, Any] | Sequence[Any]
_UNWRITABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY}
IN_LIST = 500
"""How many values one `IN (...)` takes: far below the 32,766 variables of SQLite, and few round trips."""


class Database:
    """An open store. One writer at a time (the lock sees to that), any number of readers."""

    def __init__(self, connection: sqlite3.Connection, where: str) -> None:
        self._connection = connection
        self._depth = 0
        self.where = where
        """What messages call it."""

    def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Execute one statement; returns how many rows it changed."""
        return self._connection.execute(sql, parameters).rowcount

    def many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Execute one statement for each row."""
        self._connection.executemany(sql, rows)

    def rows(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        """Stream the answer."""
        return iter(self._connection.execute(sql, parameters))

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """The first row of the answer, if any."""
        found: Row | None = self._connection.execute(sql, parameters).fetchone()
        return found

    def number(self, sql: str, parameters: Parameters = ()) -> int:
        """The answer to a question with one number; 0 where it is NULL."""
        found = self.row(sql, parameters)
        return int(found[0] or 0) if found else 0

    def rows_in(self, sql: str, values: Iterable[Any], *before: Any) -> Iterator[Row]:
        """Stream the answer to a query whose `IN (?)` stands for any number of values, after those `before` it."""
        wanted = list(values)
        for start in range(0, len(wanted), IN_LIST):
            some = wanted[start : start + IN_LIST]
            yield from list(self.rows(sql.replace("(?)", f"({','.join('?' * len(some))})"), [*before, *some]))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, durable when it ends. Within another one it is a part of that."""
        if self._depth == 0:
            self._connection.execute("BEGIN IMMEDIATE")
        self._depth += 1
        try:
            yield
        except BaseException:
            self._depth -= 1
            if self._depth == 0 and self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        self._depth -= 1
        if self._depth == 0:
            self._connection.execute("COMMIT")

    @contextmanager
    def unhurried(self) -> Iterator[None]:
        """Within, a transaction that has ended may still be undone by a power cut, the last ones first; none is torn.
        The first that ends outside makes all of them durable (SQLite, "PRAGMA synchronous", in WAL mode).

        For what the next run would do again, so that nobody waits for the disk after each slice.
        """
        if self._depth:  # of a dry run, which ends in nothing
            yield
            return
        self.run("PRAGMA synchronous = NORMAL")
        try:
            yield
        finally:
            self.run("PRAGMA synchronous = FULL")

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Everything within happens, and then did not: the store of a dry run."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()


def path_of(url: str) -> Path | None:
    """The file behind `sqlite:///PATH`; None for `sqlite:///:memory:`."""
    path = url.removeprefix("sqlite:///")
    return None if path == ":memory:" else Path(path)


def is_missing(path: Path) -> bool:
    """Whether there is no store at `path`, or an empty file or database, which SQLite would open all the same.

    Raises:
        Unavailable: nobody can tell.
        StoreError: it is a folder, damaged, or no database.
    """
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError as error:
        raise Unavailable(f"{path}: cannot look for the store: {error.strerror}") from error
    if S_ISDIR(status.st_mode):
        raise StoreError(f"{path}: is a folder: name the file of the store in it, such as {path / 'exporter.db'}")
    if status.st_size == 0:
        return True
    with _reading(path) as db:  # whoever made it may have been killed before the first table was there
        return _is_new(db)


@contextmanager
def opened(url: str, *, rehearsal: bool = False) -> Iterator[Database]:
    """Open the store at `url`, making or migrating it if need be.

    In a rehearsal nothing of that is left behind: everything happens in one transaction, which is rolled back.

    Raises:
        Unavailable: the file cannot be opened, or another process keeps it busy.
        StoreError: it is damaged, no store, or of a newer version of this program.
    """
    path = path_of(url)
    if path and is_missing(path):
        if rehearsal:
            path = None
        else:
            _make(path)
    with _connected(path) as db, ExitStack() as stack:
        if not _is_new(db):
            _version(db)  # before anything is changed
        if rehearsal:
            stack.enter_context(db.rehearsal())
        migrate(db)
        if not rehearsal:
            db.run("PRAGMA journal_mode = WAL")
        yield db


@contextmanager
def opened_to_read(url: str) -> Iterator[Database]:
    """Open the store at `url` as it is: nothing is made, migrated or changed, not even what `is_current` asks for.

    Raises:
        Unavailable: the file cannot be opened.
        StoreError: it is damaged, no store, or of a newer version of this program.
    """
    with _reading(path_of(url)) as db:
        # Not opened with mode=ro: whoever may not write cannot clean up the journal behind itself either.
        db.run("PRAGMA query_only = ON")
        _version(db)
        yield db


def _make(path: Path) -> None:
    """An empty file that only its owner may read: nobody else ever could, not for a moment."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise Unavailable(f"{path}: cannot make the store: {error.strerror}") from error


@contextmanager
def _reading(path: Path | None) -> Iterator[Database]:
    """A store that is only read. To read, SQLite makes files beside it, which a full or read-only disk refuses: then it
    does without, alone with the store if there is a journal, else taking it for a file that nobody changes."""
    with ExitStack() as stack:
        try:
            db = stack.enter_context(_connected(path))
            with explained(db.where):
                _is_new(db)
        except Unavailable as error:
            if path is None or getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF not in _UNWRITABLE:
                raise
            stack.close()
            journal = path.with_name(f"{path.name}-wal")
            has_journal = journal.exists() and journal.stat().st_size > 0
            db = stack.enter_context(_connected(path, "mode=rw" if has_journal else "immutable=1", alone=has_journal))
        yield db


@contextmanager
def _connected(path: Path | None, how: str = "mode=rw", *, alone: bool = False) -> Iterator[Database]:
    """`path`: of a file that is there; None: in memory."""
    address, where = (f"{path.absolute().as_uri()}?{how}", str(path)) if path else (":memory:", "the store in memory")
    try:
        connection = sqlite3.connect(address, timeout=30, isolation_level=None, uri=True)
    except sqlite3.Error as error:
        hidden = path is not None and path.exists() and not os.access(path, os.R_OK)
        hint = "; only the user who exports may read it" if hidden else ""
        raise Unavailable(f"{where}: cannot open the store: {error}{hint}") from error
    db = Database(connection, where)
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


def migrate(db: Database) -> None:
    """Bring the tables up to date, all or nothing.

    Raises:
        StoreError: it is the database of another program, or was written by a newer version of this one.
    """
    with db.transaction():
        if _is_new(db):
            db.run("CREATE TABLE exporter_schema (version INTEGER NOT NULL)")
        for number in range(_version(db), len(MIGRATIONS)):
            for statement in MIGRATIONS[number]:
                db.run(statement)
            db.run("INSERT INTO exporter_schema (version) VALUES (:version)", {"version": number + 1})


def is_current(db: Database) -> bool:
    """Whether a store that was opened to read has every table that this version knows: false until the first run of
    this version."""
    return _version(db) == len(MIGRATIONS)


def _is_new(db: Database) -> bool:
    return db.row("SELECT 1 FROM sqlite_master LIMIT 1") is None


def _version(db: Database) -> int:
    if not db.row("SELECT 1 FROM sqlite_master WHERE name = 'exporter_schema'"):
        raise StoreError(
            f"{db.where}: is a database, but no store of exporter: name another file as store.url; nothing was changed."
        )
    versions = [version for (version,) in db.rows("SELECT version FROM exporter_schema ORDER BY version")]
    if versions != [*range(1, (version := len(versions)) + 1)]:
        raise Damaged(f"{db.where}: the store is damaged: its versions are {versions}: {ADVICE}")
    if version > len(MIGRATIONS):
        raise StoreError(
            f"{db.where}: the store has schema version {version}, this exporter knows up to {len(MIGRATIONS)}: "
            "it was written by a newer exporter. Use that one; nothing was changed."
        )
    return version


def meta(db: Database, name: str) -> str:
    """What the store remembers of itself under this name; empty if nothing."""
    found = db.row("SELECT * FROM meta WHERE name = :name", {"name": name})
    if found is None:
        return ""
    _, value, *checksum = found  # a store that is opened to be read may be of an earlier version, without any
    verified(db.where, "meta", name, checksum[0] if checksum else None, (name, value))
    return str(value)


def set_meta(db: Database, name: str, value: str) -> None:
    """Remember it."""
    db.run(
        "INSERT INTO meta (name, value, checksum) VALUES (:name, :value, :checksum)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value, checksum = excluded.checksum",
        {"name": name, "value": value, "checksum": of_values(name, value)},
    )
