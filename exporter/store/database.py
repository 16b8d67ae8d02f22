"""What the verbs of this package ask of a store, whatever keeps it; and its tables, brought up to date.

The other modules of this package are the store's verbs, grouped by noun, and take a `Database` first. Who keeps it, a
file of SQLite or a database of PostgreSQL, says sqlite.py and postgres.py; where it is, locations.py.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from exporter.errors import Damaged, StoreError
from exporter.store.checksums import ADVICE, of_values, verified
from exporter.store.schema import MIGRATIONS

Row = tuple[Any, ...]
Parameters = Mapping[str, Any] | Sequence[Any]


class Database(ABC):
    """An open store. One writer at a time (the lock sees to that), any number of readers."""

    def __init__(self, where: str) -> None:
        self._depth = 0
        self.where = where
        """What messages call it."""

    @abstractmethod
    def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Execute one statement; returns how many rows it changed."""

    @abstractmethod
    def many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Execute one statement for each row."""

    @abstractmethod
    def rows(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        """The answer, which is no larger than what a run may have in memory."""

    @abstractmethod
    def walk(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        """Stream an answer of any size, as it is when the question is asked, whatever is changed meanwhile. Costs more
        than `rows` where few rows come, and outside a transaction or `moment` the server may set all of it aside."""

    @abstractmethod
    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """The first row of the answer, if any."""

    def number(self, sql: str, parameters: Parameters = ()) -> int:
        """The answer to a question with one number; 0 where it is NULL."""
        found = self.row(sql, parameters)
        return int(found[0] or 0) if found else 0

    @abstractmethod
    def rows_in(self, sql: str, values: Iterable[Any], *before: Any) -> Iterator[Row]:
        """The answer to a query whose `IN (?)` stands for any number of values, after those `before` it."""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, durable when it ends. Within another one it is a part of that."""
        if self._depth == 0:
            self._begin()
        self._depth += 1
        try:
            yield
        except BaseException:
            self._depth -= 1
            if self._depth == 0:
                self._take_back()
            raise
        self._depth -= 1
        if self._depth == 0:
            self._commit()

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Everything within happens, and then did not: the store of a dry run."""
        self._begin()
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            self._take_back()

    @contextmanager
    def unhurried(self) -> Iterator[None]:
        """Within, a transaction that has ended may still be undone by a power cut, the last ones first; none is torn.
        The first that ends outside makes all of them durable.

        For what the next run would do again, so that nobody waits for the disk after each slice.
        """
        if self._depth:  # of a dry run, which ends in nothing
            yield
            return
        with self._hastened():
            yield

    @contextmanager
    def moment(self) -> Iterator[None]:
        """Within, all answers are those of one moment, whatever others write meanwhile. Only to read."""
        if self._depth:
            yield
            return
        self._look()
        try:
            yield
        finally:
            self._take_back()

    @abstractmethod
    def size(self) -> int:
        """Bytes of all that is stored, about."""

    @abstractmethod
    def is_new(self) -> bool:
        """Whether there is no table at all."""

    @abstractmethod
    def is_store(self) -> bool:
        """Whether the table is there that says which migrations were made."""

    @abstractmethod
    def adapt(self, statement: str) -> None:
        """Execute a statement of a migration."""

    @abstractmethod
    def unlike(self) -> bool:
        """Whether its tables are not those that the migrations make; more than these may be there."""

    @abstractmethod
    def faults(self) -> Iterator[str]:
        """What whoever keeps it finds wrong by itself, a sentence each."""

    @abstractmethod
    def scrub(self) -> bool:
        """Leave no byte of what was deleted in its files; says whether nothing of it is left in reach."""

    @abstractmethod
    def affirm(self) -> None:
        """See that whoever holds the lock of this store (locations.py) holds it still. Raises Unavailable otherwise."""

    @abstractmethod
    def close(self) -> None:
        """Let go of it."""

    @abstractmethod
    def _begin(self) -> None: ...

    @abstractmethod
    def _look(self) -> None:
        """Begin to see what is there at this moment."""

    @abstractmethod
    def _commit(self) -> None: ...

    @abstractmethod
    def _take_back(self) -> None:
        """Roll back what is not committed, if anything is left of it."""

    @abstractmethod
    def _hastened(self) -> AbstractContextManager[None]: ...


def migrate(db: Database) -> None:
    """Bring the tables up to date, all or nothing.

    Raises:
        StoreError: it is the database of another program, or was written by a newer version of this one.
    """
    with db.transaction():
        if db.is_new():
            db.adapt("CREATE TABLE exporter_schema (version INTEGER NOT NULL)")
        for number in range(version(db), len(MIGRATIONS)):
            for statement in MIGRATIONS[number]:
                db.adapt(statement)
            db.run("INSERT INTO exporter_schema (version) VALUES (:version)", {"version": number + 1})


def is_current(db: Database) -> bool:
    """Whether a store that was opened to read has every table that this version knows: false until the first run of
    this version."""
    return version(db) == len(MIGRATIONS)


def version(db: Database) -> int:
    """How many migrations were made.

    Raises:
        StoreError: it is no store, or of a newer version of this program.
    """
    if not db.is_store():
        raise StoreError(
            f"{db.where}: is a database, but no store of exporter: name another one as store.url; nothing was changed."
        )
    versions = [version for (version,) in db.rows("SELECT version FROM exporter_schema ORDER BY version")]
    if versions != [*range(1, (found := len(versions)) + 1)]:
        raise Damaged(f"{db.where}: the store is damaged: its versions are {versions}: {ADVICE}")
    if found > len(MIGRATIONS):
        raise StoreError(
            f"{db.where}: the store has schema version {found}, this exporter knows up to {len(MIGRATIONS)}: "
            "it was written by a newer exporter. Use that one; nothing was changed."
        )
    return found


def meta(db: Database, name: str) -> str:
    """What the store remembers of itself under this name; empty if nothing."""
    return metas(db, [name]).get(name, "")


def metas(db: Database, names: Iterable[str]) -> dict[str, str]:
    """The same of several, by name; of what it does not remember, nothing."""
    found: dict[str, str] = {}
    # A store that is opened to be read may be of an earlier version, without a checksum.
    for name, value, *checksum in db.rows_in("SELECT * FROM meta WHERE name IN (?)", names):
        verified(db.where, "meta", name, checksum[0] if checksum else None, (name, value))
        found[name] = str(value)
    return found


def set_meta(db: Database, name: str, value: str) -> None:
    """Remember it."""
    db.run(
        "INSERT INTO meta (name, value, checksum) VALUES (:name, :value, :checksum)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value, checksum = excluded.checksum",
        {"name": name, "value": value, "checksum": of_values(name, value)},
    )
