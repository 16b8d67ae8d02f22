"""Of what was erased nobody finds a word again, in the store or in the tree."""

import json
import sqlite3

import pytest

from tests import stores
from tests.test_withdraw import holds, identity, made, naming, url, withdraw
from tests.world import World, cut_off

WORD = "Pelicanry"


def remnants(world: World, *words: str) -> list[str]:
    """Files of the store that hold one of these words."""
    return [
        path.name
        for path in stores.files(world.config.store.url)
        if any(word.encode() in path.read_bytes() for word in words)
    ]


def spread(root) -> World:
    """A world that has said the word in every way: an edit, a duplicate, what is held."""
    world = made(root)
    body = (f"The {WORD} is open again. " * 6, f"Whoever waited at the {WORD} was glad. " * 6)
    world.dump(2, title=f"{WORD} opens", body=body, tail=("City", "Share this article"))
    world.run()
    world.dump(2, title=f"{WORD} reopens at last", body=body, tail=("City", "Share this article"))
    world.dump(9, title=f"{WORD} reopens at last", body=body)
    world.dump(10, title=f"{WORD} reopens at last", time="2025-07-01T00:00:00Z")
    world.run()
    return world


def test_no_byte_of_it_is_left_in_store_or_tree(tmp_path):
    world = spread(tmp_path)
    its_id = identity(world)
    assert remnants(world, WORD)
    report = withdraw(world, url(9), verb="erase")
    assert [one.verdict for one in report.decided] == ["erased"]
    assert remnants(world, WORD, "2-kade", "9-kade") == []
    assert naming(world, WORD) == naming(world, "2-kade") == []
    assert its_id in world.read("feed.atom")
    holds(world)


def test_the_dumps_that_said_it_bring_nothing_back(tmp_path):
    world = spread(tmp_path)
    (world.dumps / "000010.txt").unlink()
    withdraw(world, verb="erase")
    for path in world.dumps.iterdir():
        path.write_text(path.read_text() + "\nA line that was added.")
    report = world.run(full=True)
    assert report.withdrawn == 2
    assert remnants(world, WORD) == []
    world.dump(2, title=f"{WORD} under another slug", slug="later")
    assert world.run().withdrawn == 1
    assert remnants(world, WORD, "2-later") == []
    assert len(json.loads(world.read("data/gone.jsonl"))["keys"]) == 5
    holds(world)


def test_what_was_withdrawn_can_be_erased_and_only_once(tmp_path):
    world = made(tmp_path)
    its_id = identity(world)
    withdraw(world, reason="Because")
    report = withdraw(world, verb="erase")
    assert ([one.verdict for one in report.decided], report.gone) == (["erased"], 0)
    for name in (url(2), its_id):
        report = withdraw(world, name, verb="erase")
        assert ([one.verdict for one in report.decided], report.exit_status) == (["erased before"], 0)
        assert [one.verdict for one in withdraw(world, name).decided] == ["withdrawn before"]
        report = withdraw(world, name, verb="undo")
        assert ([one.verdict for one in report.decided], report.exit_status) == (
            ["its words are no longer stored, so it cannot come back"],
            1,
        )
    holds(world)


def test_all_erased_the_tree_still_belongs_to_the_store(tmp_path):
    world = made(tmp_path)
    withdraw(world, *(url(number) for number in range(1, 8)), verb="erase")
    assert world.rows("SELECT COUNT(*) FROM articles") == [(0,)]
    world.dump(8)
    world.run()
    assert world.rows("SELECT sequence FROM articles") == [(8,)]
    holds(world)


@pytest.mark.parametrize("where", ["exporter.output.put_out", "exporter.store.erasing.scrub"])
def test_cut_off_before_the_store_is_written_anew_the_next_run_does_it(tmp_path, monkeypatch, where):
    world = made(tmp_path)
    with cut_off(monkeypatch, where):
        withdraw(world, verb="erase")
    world.run()
    assert remnants(world, WORD, "2-kade") == []
    assert naming(world, WORD) == []


@pytest.mark.file
def test_while_somebody_reads_the_journal_stays_and_the_next_run_empties_it(tmp_path, caplog, monkeypatch):
    world, connect = made(tmp_path), sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **named: connect(*given, **{**named, "timeout": 0.1}))
    reader = sqlite3.connect(world.root / "state" / "exporter.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM articles").fetchone()
    withdraw(world, verb="erase")
    assert "somebody is reading it" in caplog.text
    reader.close()
    world.run()
    assert remnants(world, WORD, "2-kade") == []
