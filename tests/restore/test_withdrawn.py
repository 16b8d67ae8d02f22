"""What was withdrawn stays so in a store that comes back from the published tree."""

import pytest

from tests.restore.histories import lose, restored
from tests.test_withdraw import TITLE, holds, identity, made, naming, url, withdraw
from tests.world import cut_off


@pytest.mark.parametrize("verb", ["withdraw", "erase"])
def test_it_is_gone_as_before_whatever_dump_says_it(tmp_path, verb):
    world = made(tmp_path)
    its_id = identity(world)
    withdraw(world, url(2), url(7), verb=verb)
    before = {path: state for path, state in world.state().items() if not path.startswith(".")}
    lose(world)
    assert restored(world).articles == 5
    report = world.run()
    assert (report.written, report.removed, report.new, report.withdrawn) == (0, 0, 0, 2)
    assert {path: state for path, state in world.state().items() if not path.startswith(".")} == before
    world.dump(2, title=TITLE + ", an edit")
    assert world.run().withdrawn == 1
    assert naming(world, TITLE) == []
    assert not withdraw(world, its_id, verb="undo").decided[0].verdict.startswith("back")
    holds(world)


@pytest.mark.parametrize("where", ["exporter.render.dataset.manifest", "exporter.output._remove"])
def test_a_withdrawal_that_was_cut_off_is_completed_without_its_store(tmp_path, monkeypatch, where):
    world = made(tmp_path)
    with cut_off(monkeypatch, where):
        withdraw(world)
    assert "data/gone.jsonl" in world.state()
    assert naming(world, TITLE)
    lose(world)
    assert restored(world).articles == 6
    world.run()
    assert naming(world, TITLE) == []
    holds(world)
