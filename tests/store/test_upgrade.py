"""A store of the version before goes on: no id, place or time changes, and the tree only where its version did."""

import json
import sqlite3

import pytest

from exporter.errors import StoreError
from exporter.outcome import read_stored
from exporter.publish.folder import MARKER
from exporter.status import gather
from exporter.store.schema import MIGRATIONS
from tests.world import World, touched

BEFORE = 3
"""Migrations of the version before withdrawals, checksums and restoring."""
MANIFEST = "data/dataset.jsonld"
LONG = "It had been closed since the storm, and whoever waited there was glad to see the first boat. " * 3
KEPT = "SELECT id, sequence, published, updated, first_seen, url, text_digest, original FROM articles ORDER BY id"


@pytest.fixture
def world(tmp_path):
    """What an earlier version has published, with the store that it left."""
    world = World(tmp_path)
    for number in range(1, 8):
        world.dump(number)
    world.dump(8, body=(LONG,))
    world.dump(9, body=(LONG,))
    world.run()
    world.dump(3, body=("It was edited later, the harbour office says.",))
    world.run()
    path = tmp_path / "state" / "exporter.db"
    new = path.rename(path.with_name("new.db"))
    old = sqlite3.connect(path)
    old.execute("CREATE TABLE exporter_schema (version INTEGER NOT NULL)")
    for number in range(BEFORE):
        for statement in MIGRATIONS[number]:
            old.execute(statement)
        old.execute("INSERT INTO exporter_schema VALUES (?)", (number + 1,))
    old.commit()
    old.execute("ATTACH ? AS new", (str(new),))
    for (table,) in old.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
        if table != "exporter_schema":
            columns = ", ".join(row[1] for row in old.execute(f"PRAGMA main.table_info({table})"))
            old.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")  # noqa: S608
    old.execute("UPDATE main.meta SET value = 'of before' WHERE name = 'rendering:dataset'")
    old.commit()
    [(store,)] = old.execute("SELECT value FROM main.meta WHERE name = 'store'").fetchall()
    old.close()
    new.unlink()
    (world.tree / MARKER).write_text(json.dumps({"store": store, "format": 1}))
    manifest = json.loads(world.read(MANIFEST))
    del manifest["hasPart"]
    (world.tree / MANIFEST).write_text(json.dumps(manifest, indent=1))
    return world


def test_nothing_changes_but_what_the_manifest_says(world):
    path = world.root / "state" / "exporter.db"
    with sqlite3.connect(path) as old:
        before = old.execute(KEPT).fetchall()
    old.close()
    state = world.state()
    world.run()
    assert world.rows(KEPT) == before
    assert touched(state, world.state()) == {MANIFEST}
    assert json.loads(world.read(MANIFEST))["hasPart"]
    assert json.loads(world.read(MARKER))["edition"] == 3
    state = world.state()
    for full in (False, True):
        assert world.run(full=full).written == 0
    assert world.state() == state


def test_what_it_never_sealed_is_believed_and_what_it_touches_is_sealed(world):
    world.dump(4, title="Quay 4 shut again")
    world.run()
    assert world.rows("SELECT url FROM articles WHERE checksum IS NOT NULL") == [
        ("https://news.example/artikel/4-kade",)
    ]
    assert world.rows("SELECT COUNT(*) FROM articles WHERE checksum IS NULL") == [(8,)]


def test_whoever_only_reads_it_can(world):
    stored = read_stored(world.config)
    assert stored is not None
    assert (stored.articles, stored.edition) == (8, 2)
    with pytest.raises(StoreError, match="an earlier exporter was the last to use"):
        gather(world.config)
