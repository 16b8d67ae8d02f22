"""What a dump says of a time that lies too far ahead."""

import json

from tests.troubles import row
from tests.world import World


def updated(world):
    [(seconds,)] = world.rows("SELECT updated FROM articles")
    return seconds


def test_an_edit_of_years_ahead_is_none_and_the_next_one_counts(tmp_path):
    world = World(tmp_path)
    path = world.dumps / "a.jsonl"
    path.write_text(json.dumps(row(1, date_modify="2099-01-01T00:00:00Z")) + "\n")
    assert world.run().new == 1
    [(published,)] = world.rows("SELECT published FROM articles")
    assert updated(world) == published
    path.write_text(json.dumps(row(1, title="Quay 1 shut again", date_modify="2099-01-02T00:00:00Z")) + "\n")
    assert world.run().changed == 1
    assert updated(world) == world.now.timestamp()
    assert "2099" not in world.read("feed.atom")
