"""The connection: opening, migrating, transactions. Contains no business logic.

The other modules of this package are the store's verbs, grouped by noun, and take a `Database` first.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from exporter.errors import StoreError, Unavailable
from exporter.store.schema import MIGRATIONS

Row = tuple[Any, ...]
Parameters = Mapping[str, Any] | Sequence[Any]
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

    def rows_in(self, sql: str, values: Iterable[Any]) -> Iterator[Row]:
        """Stream the answer to a query whose `IN (?)` stands for any number of values."""
        wanted = list(values)
        for start in range(0, len(wanted), IN_LIST):
            some = wanted[start : start + IN_LIST]
            yield from self.rows(sql.replace("(?)", f"({','.join('?' * len(some))})"), some)

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


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """Open the store at `url`, making or migrating it if need be.

    Raises:
        Unavailable: the file cannot be opened, or another process keeps it busy.
        StoreError: it is damaged, no store, or of a newer version of this program.
    """
    path = path_of(url)
    where = str(path) if path else "the store in memory"
    try:
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path or ":memory:", timeout=30, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise Unavailable(f"{where}: cannot open the store: {error}") from error
    db = Database(connection, where)
    try:
        with explained(where):
            # FULL, not NORMAL: in WAL mode NORMAL may lose the last commits in a power cut, and the marks with them.
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "temp_store = MEMORY", "cache_size = -32768"):
                connection.execute(f"PRAGMA {pragma}")
            if path:
                path.chmod(0o600)
            migrate(db)
            yield db
    finally:
        db.close()


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turn what SQLite raises for a bad world into our own errors, which say what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:
            raise  # wrong SQL is a bug of ours, and keeps its traceback
        raise Unavailable(
            f"{where}: the store cannot be used now: {error}; nothing was half done, run it again"
        ) from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            raise  # a bug of ours keeps its traceback
        raise StoreError(f"{where}: the store is damaged or is no store: {error}; restore it from a backup") from error


def migrate(db: Database) -> None:
    """Bring the tables up to date, each step in a transaction with its record.

    Raises:
        StoreError: the store was written by a newer version.
    """
    with db.transaction():
        db.run("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)")
    version = db.number("SELECT MAX(version) FROM schema_version")
    if version > len(MIGRATIONS):
        raise StoreError(
            f"{db.where}: the store has schema version {version}, this exporter knows up to {len(MIGRATIONS)}: "
            "it was written by a newer exporter. Use that one; nothing was changed."
        )
    for number in range(version, len(MIGRATIONS)):
        with db.transaction():
            if db.number("SELECT MAX(version) FROM schema_version") > number:
                continue  # another process was faster
            for statement in MIGRATIONS[number]:
                db.run(statement)
            db.run("INSERT INTO schema_version (version) VALUES (:version)", {"version": number + 1})


def meta(db: Database, name: str) -> str:
    """What the store remembers of itself under this name; empty if nothing."""
    found = db.row("SELECT value FROM meta WHERE name = :name", {"name": name})
    return str(found[0]) if found else ""


def set_meta(db: Database, name: str, value: str) -> None:
    """Remember it."""
    db.run(
        "INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        {"name": name, "value": value},
    )
