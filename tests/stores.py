"""Which program keeps the stores of tests: SQLite, unless a test or `pytest --store postgresql` says otherwise."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exporter.config.stores import file_of, is_postgres, schema_of
from exporter.store.database import Database
from exporter.store.locations import MEMORY, at, opened
from tests.servers import postgres

KINDS = ("sqlite", "postgresql")
FEW = 15
_chosen, _emptied = ["sqlite"], [0]


def use(kind: str) -> str:
    """From now on; returns which one it was."""
    before, _chosen[0], _emptied[0] = _chosen[0], kind, 0
    return before


def url(root: Path) -> str:
    """Of the store of a world in this folder: a file, or a schema, of its own."""
    if _chosen[0] == "sqlite":
        return f"sqlite:///{root}/state/exporter.db"
    return postgres.shared().url(f"t_{hashlib.sha256(str(root).encode()).hexdigest()[:16]}")


@contextmanager
def empty() -> Iterator[Database]:
    """A store with nothing in it, of which nothing is left. Of those of a test FEW are PostgreSQL's: examples by the
    hundred would take minutes, and what they compare is also that of the two."""
    _emptied[0] += 1
    if _chosen[0] == "sqlite" or _emptied[0] > FEW:
        with opened(MEMORY) as db:
            yield db
        return
    where = url(Path("empty"))
    with opened(where) as db:
        assert db.is_store()
    with opened(where, rehearsal=True) as db:
        yield db


def lose(where: str) -> None:
    """There is no store any more, nor what was set aside."""
    if not is_postgres(where):
        for path in Path(file_of(where)).parent.glob("exporter.db*"):
            path.unlink()
        return
    for name in (schema_of(where), *at(where).aside()):
        postgres.shared().sql(f"DROP SCHEMA IF EXISTS {name} CASCADE")


def files(where: str) -> list[Path]:
    """All that holds something of a store."""
    if not is_postgres(where):
        return sorted(Path(file_of(where)).parent.iterdir())
    return postgres.shared().files(schema_of(where))
