"""A store that PostgreSQL keeps, in a schema of its own."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any

import psycopg
from psycopg import errors, pq

from exporter.store.database import Database, Parameters, Row
from exporter.store.postgres_sql import Bulk, bulk, definition, question, with_list
from exporter.store.postgres_troubles import told
from exporter.store.postgres_values import Connection
from exporter.store.sqlite import made_in_memory

IN_LIST = 10_000
"""Values that one question takes as a list."""
FETCHED = 500
"""Rows of a large answer that are in memory at once."""
MANY = 10
"""Rows from which on they go in bulk."""
FEW = 1000
"""Rows of a table that are read as fast as they are looked up."""
_PATIENCE = 5.0
"""Seconds in which the server is told that nobody waits for an answer."""
_TYPES = {"BIGINT": "bigint", "INTEGER": "integer", "TEXT": "text", "BYTEA": "bytea"}
_LOOKING = """
    SELECT 1 FROM pg_stat_activity WHERE COALESCE(backend_xmin, backend_xid) IS NOT NULL AND pid <> pg_backend_pid()
        AND usesysid IS NOT NULL AND (datname IS NULL OR datname = current_database())
    UNION ALL SELECT 1 FROM pg_prepared_xacts WHERE database = current_database()
    UNION ALL SELECT 1 FROM pg_replication_slots WHERE xmin IS NOT NULL LIMIT 1
"""
"""Whoever looks at an earlier moment, or began to change something then: rows that were deleted since are kept for him.
Of other users' sessions no more than these columns is to be seen; those of the server itself have no user."""
_IDLE, _UNDONE = pq.TransactionStatus.IDLE, (pq.TransactionStatus.INTRANS, pq.TransactionStatus.INERROR)


class Postgres(Database):
    """A store behind a connection of psycopg, in autocommit mode, that finds its tables in `schema`."""

    def __init__(self, connection: Connection, where: str, schema: str) -> None:
        super().__init__(where)
        self._connection = connection
        self._cursor = psycopg.RawCursor(connection)
        self._schema = schema
        self._walks = 0
        self._types: dict[str, dict[str, str]] = {}
        self._added: Counter[str] = Counter()
        """Rows, by table, that came or changed since it was asked last how many the planner knows of,"""
        self._due: defaultdict[str, int] = defaultdict(lambda: FEW)
        """and of how many it is asked again."""

    def run(self, sql: str, parameters: Parameters = ()) -> int:
        """As Database."""
        changed = self._asked(sql, parameters).rowcount
        if changed >= FEW and sql.startswith("UPDATE "):
            self._added[sql.split(None, 2)[1]] += changed
        return changed

    def many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """As Database; by COPY where that pays."""
        every: list[Any] = list(rows)
        where = bulk(sql)
        try:
            if where and len(every) >= MANY and where.are_apart(every):
                self._add(where, every)
                self._added[where.table] += len(every)
            elif every:
                asked = question(sql)
                self._cursor.executemany(asked.sql, [asked.values(row) for row in every])
        except psycopg.Error as error:
            raise told(self.where, error) from error

    def rows(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        """As Database."""
        return iter(self._asked(sql, parameters).fetchall())

    def walk(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        """As Database."""
        asked = question(sql)
        self._walks += 1
        is_alone = self._connection.info.transaction_status == _IDLE
        cursor = psycopg.RawServerCursor(self._connection, f"walk_{self._walks}", withhold=is_alone)
        try:
            try:
                cursor.execute(asked.sql, asked.values(parameters), binary=True)
                while some := cursor.fetchmany(FETCHED):
                    yield from some
            finally:
                if self.is_usable():
                    cursor.close()
        except psycopg.Error as error:
            if self._connection.closed:
                cursor.close()  # without a word to the server
            raise told(self.where, error) from error

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """As Database."""
        return self._asked(sql, parameters).fetchone()

    def rows_in(self, sql: str, values: Iterable[object], *before: object) -> Iterator[Row]:
        """As Database."""
        wanted = list(values)
        for start in range(0, len(wanted), IN_LIST):
            yield from self.rows(with_list(sql), [*before, wanted[start : start + IN_LIST]])

    def size(self) -> int:
        """As Database."""
        return self.number(
            "SELECT SUM(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace"
            " WHERE s.nspname = :schema AND c.relkind = 'r'",
            {"schema": self._schema},
        )

    def is_new(self) -> bool:
        """As Database; without the schema, too."""
        found = "SELECT 1 FROM pg_tables WHERE schemaname = :schema LIMIT 1"
        return self.row(found, {"schema": self._schema}) is None

    def is_store(self) -> bool:
        """As Database."""
        return self.number("SELECT to_regclass(?)::oid::bigint", [f"{self._schema}.exporter_schema"]) > 0

    def adapt(self, statement: str) -> None:
        """As Database."""
        self.run(definition(statement))
        self._types.clear()

    def unlike(self) -> bool:
        """As Database: tables, columns and indexes."""
        columns, indexes = _expected()
        found = self.rows(
            "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns"
            " WHERE table_schema = :schema",
            {"schema": self._schema},
        )
        valid = self.rows(
            "SELECT c.relname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            " JOIN pg_namespace s ON s.oid = c.relnamespace WHERE s.nspname = :schema AND i.indisvalid",
            {"schema": self._schema},
        )
        return not (columns <= set(found) and indexes <= {name for (name,) in valid})

    def faults(self) -> Iterator[str]:
        """As Database: pages are a matter of its data checksums, which it looks at whenever it reads; types it has."""
        return iter(())

    def scrub(self) -> bool:
        """As Database: tables are written anew, and the files that they had are removed. The journal (WAL) and
        whatever was copied of it keep it for as long as they are kept."""
        if self.row(_LOOKING):
            return False
        try:
            for table in self._tables():
                self._cursor.execute(f"VACUUM (FULL) {table}")
        except errors.LockNotAvailable:
            return False
        except psycopg.Error as error:
            raise told(self.where, error) from error
        return True

    def analyze(self) -> None:
        """Count what is in its tables, so that the first questions are planned well; not in those of others."""
        for table in self._tables():
            self.run(f"ANALYZE {table}")

    def affirm(self) -> None:
        """As Database: as long as the connection stands, so does the lock that it holds."""
        self._asked("SELECT 1")

    def close(self) -> None:
        """As Database."""
        self._connection.close()

    def _tables(self) -> list[str]:
        found = self.rows("SELECT tablename::text FROM pg_tables WHERE schemaname = :schema", {"schema": self._schema})
        return [table for (table,) in found]

    def _asked(self, sql: str, parameters: Parameters = ()) -> "psycopg.Cursor[psycopg.rows.TupleRow]":
        asked = question(sql)
        try:
            return self._cursor.execute(asked.sql, asked.values(parameters), binary=True)
        except psycopg.Error as error:
            raise told(self.where, error) from error

    def _add(self, where: Bulk, rows: Sequence[Sequence[Any]]) -> None:
        """Whole rows, in bulk: by COPY, which knows nothing of rows that are there already; else as one list a column,
        which costs less than a table to copy to, and half of a statement a row."""
        types, columns = self._types_of(where.table), ", ".join(where.columns)
        if not where.conflict:
            with self._cursor.copy(f"COPY {where.table} ({columns}) FROM STDIN (FORMAT BINARY)") as copy:
                copy.set_types([types[name] for name in where.columns])
                for row in rows:
                    copy.write_row(row)
            return
        lists = ", ".join(f"${place}::{types[name]}[]" for place, name in enumerate(where.columns, 1))
        self._cursor.execute(
            f"INSERT INTO {where.table} ({columns}) SELECT * FROM unnest({lists}){where.conflict}",  # noqa: S608
            [list(column) for column in zip(*rows, strict=True)],
        )

    def _types_of(self, table: str) -> dict[str, str]:
        if table not in self._types:
            found = self.rows(  # temporary ones are in no schema of ours
                "SELECT attname::text, format_type(atttypid, NULL) FROM pg_attribute"
                " WHERE attrelid = to_regclass(:table) AND attnum > 0 AND NOT attisdropped",
                {"table": table},
            )
            self._types[table] = dict(found)
        return self._types[table]

    def _begin(self) -> None:
        self._asked("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")

    def _look(self) -> None:
        self._asked("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def _commit(self) -> None:
        self._asked("COMMIT")
        for table in [table for table, number in self._added.items() if number >= self._due[table]]:
            self._count(table)

    def _count(self, table: str) -> None:
        """Have the planner look at a table of which as much came or changed as it knows of. It does so by itself, but
        not before a minute has passed, in which each question of a first run would read whole tables."""
        known = "SELECT GREATEST(reltuples, 0)::bigint FROM pg_class WHERE oid = to_regclass(?)"
        which = [f"{self._schema}.{table}"]
        if self._added[table] >= self.number(known, which):
            self.run(f"ANALYZE {table}")
        self._added[table], self._due[table] = 0, max(FEW, self.number(known, which))

    def _take_back(self) -> None:
        status = self._connection.info.transaction_status
        if status in _UNDONE:
            self._asked("ROLLBACK")
        elif status != _IDLE:  # cut off while it waited for an answer, or lost
            self._leave()

    def _leave(self) -> None:
        """The server takes back what nobody commits, as soon as it is told that nobody waits for it."""
        with suppress(psycopg.Error):  # whoever is gone need not be told
            self._connection.cancel_safe(timeout=_PATIENCE)
        self._connection.close()

    def is_usable(self) -> bool:
        return self._connection.info.transaction_status in (_IDLE, pq.TransactionStatus.INTRANS)

    @contextmanager
    def _hastened(self) -> Iterator[None]:
        """As its manual has it (section 30.4, Asynchronous Commit)."""
        before = self.row("SHOW synchronous_commit")
        self.run("SET synchronous_commit = off")
        try:
            yield
        finally:
            if self.is_usable():
                self.run(f"SET synchronous_commit = {before[0] if before else 'on'}")


@cache
def _expected() -> tuple[frozenset[Row], frozenset[str]]:
    """The columns, and the names of indexes, that the migrations make."""
    db = made_in_memory()
    made = list(db.rows("SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL"))
    columns: set[Row] = set()
    for table in (name for kind, name in made if kind == "table"):
        its = list(db.rows(f"PRAGMA table_info({table})"))
        is_numbered = sum(bool(key) for *_, key in its) == 1  # then an integer that is the key has a number given
        for _, name, kind, _, _, key in its:
            columns.add((table, name, "bigint" if key and is_numbered and kind == "INTEGER" else _TYPES[kind]))
    db.close()
    return frozenset(columns), frozenset(name for kind, name in made if kind == "index")
