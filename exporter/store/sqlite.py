"""A store that SQLite keeps: in a file, or, for a dry run, in memory."""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

from exporter.store.database import Database, Parameters, Row
from exporter.store.schema import MIGRATIONS

IN_LIST = 500
"""How many values one `IN (...)` takes: far below the 32,766 variables of SQLite, and few round trips."""
MOST = 20
"""Faults that SQLite names: a damaged page is good for hundreds."""
_SPACE = re.compile(r'--[^\n]*|[\s"]+')
"""What versions of SQLite, and ours, may spell otherwise."""
_TYPES = {"BIGINT": "integer", "INTEGER": "integer", "TEXT": "text", "BYTEA": "blob"}
_Table = tuple[str, str, str]
"""Type, name and SQL."""


class SQLite(Database):
    """A store behind a connection of SQLite."""

    def __init__(self, connection: sqlite3.Connection, where: str) -> None:
        super().__init__(where)
        self._connection = connection

    def run(self, sql: str, parameters: Parameters = ()) -> int:
        """As Database."""
        return self._connection.execute(sql, parameters).rowcount

    def many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """As Database."""
        self._connection.executemany(sql, rows)

    def rows(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        """As Database; it streams all the same."""
        return iter(self._connection.execute(sql, parameters))

    walk = rows

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """As Database."""
        found: Row | None = self._connection.execute(sql, parameters).fetchone()
        return found

    def rows_in(self, sql: str, values: Iterable[object], *before: object) -> Iterator[Row]:
        """As Database."""
        wanted = list(values)
        for start in range(0, len(wanted), IN_LIST):
            some = wanted[start : start + IN_LIST]
            yield from list(self.rows(sql.replace("(?)", f"({','.join('?' * len(some))})"), [*before, *some]))

    def size(self) -> int:
        """As Database."""
        return self.number("PRAGMA page_count") * self.number("PRAGMA page_size")

    def is_new(self) -> bool:
        """As Database."""
        return self.row("SELECT 1 FROM sqlite_master LIMIT 1") is None

    def is_store(self) -> bool:
        """As Database."""
        return self.row("SELECT 1 FROM sqlite_master WHERE name = 'exporter_schema'") is not None

    def adapt(self, statement: str) -> None:
        """As Database."""
        self.run(statement)

    def unlike(self) -> bool:
        """As Database; whoever adds an index of his own may."""
        return not _expected() <= _tables(self)

    def faults(self) -> Iterator[str]:
        """As Database: pages, indexes, and types of values."""
        for (said,) in self.rows(f"PRAGMA integrity_check({MOST})"):
            if said != "ok":
                yield f"SQLite: {' '.join(str(said).split())}"
        # SQLite takes a value of any type for any column; we never give one.
        for table in sorted(name for kind, name, _ in _expected() if kind == "table"):
            columns = [row[1:3] for row in self.rows(f"PRAGMA table_info({table})")]
            wrong = " OR ".join(f"typeof({name}) NOT IN ('null', '{_TYPES.get(kind, kind)}')" for name, kind in columns)
            if found := self.number(f"SELECT COUNT(*) FROM {table} WHERE {wrong}"):  # noqa: S608 - our own names
                yield f"{found} rows of {table} with a value of another type"

    def scrub(self) -> bool:
        """As Database: what SQLite deletes stays in pages that are free, and in the journal. Writes the whole store
        anew."""
        self.run("VACUUM")
        return self._is_emptied()

    def _is_emptied(self) -> bool:
        """Whether all of the journal is in the store, and nothing in the journal."""
        row = self.row("PRAGMA wal_checkpoint(TRUNCATE)")
        return row is not None and row[0] == 0

    def affirm(self) -> None:
        """As Database: a lock file is held as long as its holder lives."""

    def close(self) -> None:
        """As Database."""
        self._connection.close()

    def _begin(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def _look(self) -> None:
        self._connection.execute("BEGIN")

    def _commit(self) -> None:
        self._connection.execute("COMMIT")

    def _take_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    @contextmanager
    def _hastened(self) -> Iterator[None]:
        """As its manual has it of WAL mode ("PRAGMA synchronous")."""
        self.run("PRAGMA synchronous = NORMAL")
        try:
            yield
        finally:
            self.run("PRAGMA synchronous = FULL")


def _tables(db: Database) -> frozenset[_Table]:
    return frozenset(
        (str(kind), str(name), _SPACE.sub("", str(sql)))
        for kind, name, sql in db.rows("SELECT type, name, sql FROM sqlite_master")
    )


@cache
def _expected() -> frozenset[_Table]:
    """The tables that the migrations make, as SQLite remembers them."""
    db = made_in_memory()
    found = _tables(db)
    db.close()
    return found


def made_in_memory() -> SQLite:
    """What the migrations make, empty."""
    db = SQLite(sqlite3.connect(":memory:"), "")
    db.run("CREATE TABLE exporter_schema (version INTEGER NOT NULL)")
    for statement in (statement for migration in MIGRATIONS for statement in migration):
        db.run(statement)
    return db
