"""Where a store of PostgreSQL is: a schema in a database, the connections to it, and its locks.

A lock is an advisory one of the server, held by the connection that then writes: whoever loses the one has lost the
other. It knows of runs on all hosts, and is free as soon as the server sees that its holder is gone.
"""

import hashlib
import logging
import os
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from functools import partial
from multiprocessing.connection import wait
from typing import Any, NamedTuple

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from exporter.config import stores
from exporter.errors import ExporterError, Locked, StoreError, Unavailable
from exporter.store.database import Database, is_current, migrate, version
from exporter.store.explaining import explained
from exporter.store.location import Affirm, Location, Work
from exporter.store.postgres import Postgres
from exporter.store.postgres_sql import UNSAMPLED
from exporter.store.postgres_troubles import not_connected, told
from exporter.store.postgres_values import Connection, prepare
from exporter.store.sqlite_file import Memory

log = logging.getLogger(__name__)
logging.getLogger("psycopg").setLevel(logging.CRITICAL)  # of a connection that is lost it is us who tell, in a line

_PAUSE = 0.1
"""Seconds between two attempts to have a lock."""
_CONNECTING: dict[str, str] = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
"""What store.url may say otherwise (its manual, section 34.1.2): after a minute without an answer a server is gone."""
_HURRY = {"connect_timeout": "3"}
"""For a daemon, which answers signals within 5 seconds."""
_SETTINGS: dict[str, str] = {
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "idle_session_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "statement_timeout": "0",
    "transaction_timeout": "0",
    "lock_timeout": "30s",
    "jit": "off",
    "client_connection_check_interval": "10s",
}
"""Of our sessions, as far as the server knows them: after a minute without an answer we are gone, too, and our lock is
free; a run may take its time; for what another one locks it waits as long as with SQLite."""
_SET = """
    SELECT set_config(s.name, v.value, false), current_setting('server_encoding')
    FROM (
        SELECT * FROM unnest($1::text[], $2::text[])
        UNION ALL SELECT 'synchronous_commit', COALESCE(NULLIF(current_setting('synchronous_commit'), 'off'), 'on')
    ) AS v (name, value) JOIN pg_settings s ON s.name = v.name
"""
"""What was settled must be durable before the first document is put in place, whoever set what for this user."""
_HOLDER = """
    SELECT l.pid, a.application_name || COALESCE(to_char(a.backend_start AT TIME ZONE 'UTC',
        '" since "YYYY-MM-DD HH24:MI:SS" UTC"'), '')
    FROM pg_locks l JOIN pg_database d ON d.oid = l.database JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND d.datname = current_database()
        AND l.classid::bigint = ? AND l.objid::bigint = ?
"""


class _Holder(NamedTuple):
    """Who holds a lock."""

    backend: int
    """Process id of the server's."""
    name: str
    """What others are told."""


_NOBODY = _Holder(0, "another process")
"""Or one that has gone before it was looked for."""


class Schema(Location):
    """A schema, which need not be there yet. While it is held, one connection does everything that writes."""

    def __init__(self, url: str) -> None:
        super().__init__(stores.called(url))
        self._url, self._schema = stores.for_libpq(url), stores.schema_of(url)
        self._connection: Connection | None = None
        self._users = 0
        self._ours = _NOBODY
        """Who holds the lock that we hold, or have lost."""

    def is_missing(self) -> bool:
        """As Location."""
        with self._reading() as db:
            return db.is_new()

    @contextmanager
    def opened(self, *, rehearsal: bool = False) -> Iterator[Database]:
        """As Location."""
        with self._session("export") as connection, ExitStack() as stack:
            db = Postgres(connection, self.where, self._schema)
            is_new = db.is_new()
            if not is_new:
                version(db)  # before anything is changed
            if rehearsal:
                if is_new:
                    yield stack.enter_context(Memory().opened())
                    return
                stack.enter_context(db.rehearsal())
            if is_new or not is_current(db):
                self._migrate(db, self._schema)
            with explained(self.where):
                yield db

    @contextmanager
    def opened_to_read(self) -> Iterator[Database]:
        """As Location."""
        with self._reading() as db, explained(self.where):
            version(db)
            yield db

    @contextmanager
    def held(
        self, work: Work, what: str, *, traceless: bool = False, patience: float = 0.0, level: int = logging.INFO
    ) -> Iterator[Affirm]:
        """As Location; it leaves no trace in any case."""
        with self._session(what.partition(" ")[0], _HURRY if work == "daemon" else None) as connection:
            db = Postgres(connection, self.where, self._schema)
            key, began, is_said = self._key(work), time.monotonic(), False
            while not db.number("SELECT pg_try_advisory_lock(?)::int", [key]):
                holder = _holder(db, key)
                if holder == self._ours != _NOBODY:
                    raise Unavailable(f"{self.where}: the server does not know yet that our connection before is lost")
                if time.monotonic() >= began + patience:
                    raise Locked(
                        f"another run is at work: {holder.name}; it holds {self.where}. Try again when it is done."
                    )
                if not is_said:
                    log.log(level, "waiting for %s, which holds %s", holder.name, self.where)
                    is_said = True
                time.sleep(_PAUSE)
            self._ours = _holder(db, key)
            try:
                yield partial(_affirm, connection, self.where)
            finally:
                with suppress(Unavailable):  # whose connection is lost holds none any more
                    # A daemon that is told to stop waits for no server; its connection ends with it, and nothing else.
                    if work != "daemon" and db.is_usable():
                        db.run("SELECT pg_advisory_unlock(?)", [key])

    def at_work(self) -> str:
        """As Location."""
        try:
            with self._reading() as db:
                holder = _holder(db, self._key("runs"))
                return "" if holder == _NOBODY else holder.name
        except ExporterError:
            return ""

    def set_aside(self, now: int) -> None:
        """As Location."""
        with self._session("export") as connection:
            db = Postgres(connection, self.where, self._schema)
            with db.transaction():
                self._rename(db, now)

    def aside(self) -> list[str]:
        """As Location."""
        with self._reading() as db:
            sql = "SELECT nspname::text FROM pg_namespace WHERE nspname ~ ? ORDER BY nspname"
            return [name for (name,) in db.rows(sql, [f"^{self._schema}_[0-9]+$"])]

    @contextmanager
    def rebuilt(self, now: datetime) -> Iterator[Database]:
        """As Location: in a schema beside it, which is renamed."""
        building = f"{self._schema}_restoring"
        with self._session("restore") as connection:
            db = Postgres(connection, self.where, building)
            if _is_there(db, building) and not db.is_store():
                raise StoreError(f"{self.where}: a schema {building} is there, which no restore has left: rename it")
            db.run(f"DROP SCHEMA IF EXISTS {building} CASCADE")
            db.run(f"SET search_path = {building}")
            try:
                self._migrate(db, building)
                with explained(self.where), db.unhurried():
                    yield db
                db.analyze()
                with db.transaction():
                    self._rename(db, int(now.timestamp()))
                    db.run(f"ALTER SCHEMA {building} RENAME TO {self._schema}")
            finally:
                if db.is_usable():
                    db.run(f"SET search_path = {self._schema}")
                    db.run(f"DROP SCHEMA IF EXISTS {building} CASCADE")

    def _migrate(self, db: Database, schema: str) -> None:
        """Whoever else does it at the same time is waited for."""
        with db.transaction():
            db.run("SELECT pg_advisory_xact_lock(?)", [self._key("migrations")])
            if not _is_there(db, schema):
                db.run(f"CREATE SCHEMA {schema}")
            migrate(db)
            for statement in UNSAMPLED:
                db.run(statement)

    def _rename(self, db: Database, now: int) -> None:
        if not _is_there(db, self._schema):
            return
        while _is_there(db, aside := f"{self._schema}_{now}"):
            now += 1
        db.run(f"ALTER SCHEMA {self._schema} RENAME TO {aside}")
        log.warning("%s: set aside as the schema %s", self.where, aside)

    def _key(self, purpose: str) -> int:
        """Of the lock for it; a database has them to itself."""
        digest = hashlib.sha256(f"exporter {self._schema} {purpose}".encode()).digest()
        return int.from_bytes(digest[:8], signed=True)

    @contextmanager
    def _session(self, what: str, connecting: dict[str, str] | None = None) -> Iterator[Connection]:
        """The connection that holds our locks; where none is held yet, a new one, for as long as anybody uses it."""
        if self._connection is None:
            self._connection = self._connected(what, connecting=connecting)
        self._users += 1
        try:
            yield self._connection
        finally:
            self._users -= 1
            if not self._users:
                self._connection.close()
                self._connection = None

    @contextmanager
    def _reading(self) -> Iterator[Postgres]:
        """A connection of its own, on which nothing can be changed."""
        db = Postgres(self._connected("reading", {"default_transaction_read_only": "on"}), self.where, self._schema)
        try:
            yield db
        finally:
            db.close()

    def _connected(
        self, what: str, settings: dict[str, str] | None = None, connecting: dict[str, str] | None = None
    ) -> Connection:
        name = f"pid {os.getpid()} on {socket.gethostname().partition('.')[0]}, {what}"[:63]
        settings = {**_SETTINGS, "search_path": self._schema, **(settings or {})}
        try:
            options: dict[str, Any] = {
                **_CONNECTING,
                **(connecting or {}),
                **conninfo_to_dict(self._url),
                "application_name": name,
            }
            connection = psycopg.connect(make_conninfo(**options, client_encoding="utf8"), autocommit=True)
            prepare(connection)
            found = psycopg.RawCursor(connection).execute(_SET, [list(settings), list(settings.values())]).fetchall()
        except psycopg.Error as error:
            raise not_connected(self.where, error) from error
        if found[0][1] != "UTF8":
            connection.close()
            raise StoreError(
                f"{self.where}: the database has the encoding {found[0][1]}: make one with `createdb --encoding=UTF8`"
            )
        return connection


def _is_there(db: Database, schema: str) -> bool:
    return db.row("SELECT 1 FROM pg_namespace WHERE nspname = ?", [schema]) is not None


def _holder(db: Database, key: int) -> _Holder:
    """Who holds the lock of this key."""
    row = db.row(_HOLDER, [key >> 32 & 0xFFFFFFFF, key & 0xFFFFFFFF])
    return _Holder(*row) if row else _NOBODY


def _affirm(connection: Connection, where: str) -> None:
    """See that the connection stands. What is idle has nothing to read but a farewell, or its end."""
    try:
        while wait([connection.fileno()], 0):
            connection.pgconn.consume_input()
    except psycopg.Error as error:
        raise told(where, error) from error
