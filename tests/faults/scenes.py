"""Runs to be disturbed: what was there before, and what an undisturbed run makes of it."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from exporter.config.schema import Engine, Feeds, Notify, Selection
from exporter.export import ORDINARY, Options
from exporter.store import schema
from exporter.takedown import Withdrawal
from tests.builders import site
from tests.world import START, World

URL = "https://feeds.harbour.test/"
"""No example: hubs are told of it."""
FEW = 10
"""Articles that the first run finds."""


class Stage(World):
    """A world, and what is disturbed in it."""

    act: Options = ORDINARY


def world(root: Path) -> Stage:
    """Every kind of document, in as few files as can be; hubs are told of it, but not now."""
    made = Stage(
        root,
        site=site(url=URL),
        engine=Engine(workers=1),
        feeds=Feeds(archive_page=3, archives=("atom", "rss"), entries=4, window="1 hour"),
        feed=(Selection(slug="islands", title="Islands", sections=("Islands",)),),
        notify=Notify(websub=("https://hub.example/",), budget="0 seconds"),
    )
    for number in range(1, FEW + 1):
        put(made, number)
    return made


def put(made: Stage, number: int, said: str = "Ships came back & moored.") -> Path:
    """The dump of an article, which is in a section or two; every third is news when the scenes are played."""
    time = (START + timedelta(hours=number - 36)).isoformat() if number % 3 == 0 else ""
    body = ("The quay is open again, the harbour office says.", said)
    tail = ("Islands" if number % 2 else "Harbour", "Share this article")
    path = made.dump(number, time=time, body=body, tail=tail)
    os.utime(path, (1_740_000_000 + number, 1_740_000_000 + number + len(said)))
    return path


def first(_made: Stage) -> None:
    """Nothing was there."""


def settled(made: Stage) -> None:
    """Four editions, so that the next retires data shards for good."""
    for said in ("one ship", "two ships", "three ships"):
        made.run()
        put(made, 1, f"On Monday there came {said}.")
    made.run()


def incremental(made: Stage) -> None:
    """Two come, one is edited, the dump of another is gone."""
    settled(made)
    put(made, 11)
    put(made, 12)
    put(made, 3, "Ships came back, and moored at the other quay.")
    (made.dumps / "000005.txt").unlink()


def edit(made: Stage) -> None:
    """Two are edited."""
    settled(made)
    put(made, 2, "No ship came back.")
    put(made, 9, "No ship came back on Sunday.")


def nothing(made: Stage) -> None:
    """All is as it was."""
    settled(made)


def migration(made: Stage) -> None:
    """The store is of an earlier version, and so is what documents look like."""
    settled(made)
    downgrade(made.root / "state" / "exporter.db", 3)
    made.set(site=site(url=URL, title="Harbour Wire & News"))


def withdraw(made: Stage) -> None:
    """One is taken down."""
    settled(made)
    made.act = Options(withdrawal=Withdrawal((address(3),), reason="an error"))


def undo(made: Stage) -> None:
    """It is brought back."""
    withdraw(made)
    made.run(made.act)
    made.act = Options(withdrawal=Withdrawal((address(3),), verb="undo"))


def erase(made: Stage) -> None:
    """One is taken down, and nothing is kept of it."""
    settled(made)
    made.act = Options(withdrawal=Withdrawal((address(2),), verb="erase"))


def address(number: int) -> str:
    """The URL of an article."""
    return f"https://news.example/artikel/{number}-kade"


SCENES: dict[str, Callable[[Stage], None]] = {
    one.__name__: one for one in (first, incremental, edit, nothing, migration, withdraw, undo, erase)
}
EXPORTS = ("first", "incremental", "edit", "nothing", "migration")
"""Those that `exporter export` plays."""


def downgrade(path: Path, version: int) -> None:
    """Make of a store what it would be had only so many migrations been."""
    old = path.with_name("old.db")
    with closing(sqlite3.connect(old, isolation_level=None)) as db:
        db.execute("CREATE TABLE exporter_schema (version INTEGER NOT NULL)")
        for number, statements in enumerate(schema.MIGRATIONS[:version], 1):
            for statement in statements:
                db.execute(statement)
            db.execute("INSERT INTO exporter_schema VALUES (?)", (number,))
        db.execute("ATTACH ? AS new", (str(path),))
        for (table,) in db.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
            if table != "exporter_schema":
                names = ", ".join(f'"{row[1]}"' for row in db.execute(f"PRAGMA main.table_info({table})"))
                db.execute(f"DELETE FROM main.{table}")  # noqa: S608 - names of our own tables
                db.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM new.{table}")  # noqa: S608
        db.execute("DETACH new")
        db.execute("PRAGMA journal_mode = WAL")
    for left in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        left.unlink(missing_ok=True)
    old.rename(path)
