"""Of what is put in place, or removed, together nobody knows which comes first where many requests are under way: a run
into a bucket may be cut off, and readers look, after any of them."""

import pytest

from exporter.publish.folder import Folder
from tests.faults import scenes, verdict


@pytest.mark.parametrize("scene", ["first", "incremental", "withdraw"])
def test_nothing_dangles_whichever_of_them_comes_first(tmp_path, monkeypatch, scene):
    world = scenes.world(tmp_path)
    scenes.SCENES[scene](world)
    put, remove, dangling = Folder.put, Folder.remove, []

    def look():
        dangling.extend(verdict.dangling(verdict.settled(verdict.documents(world.tree))))

    def one_by_one(do, some):
        said = []
        for one in some:
            said += do([one])
            if said[-1]:
                look()
        return said

    def put_backwards(self, parts, *, in_turn=False):
        said = one_by_one(lambda some: put(self, some), parts if in_turn else parts[::-1])
        return said if in_turn else said[::-1]

    monkeypatch.setattr(Folder, "put", put_backwards)
    monkeypatch.setattr(Folder, "remove", lambda self, paths: one_by_one(lambda s: remove(self, s), paths[::-1])[::-1])
    report = world.run(world.act)
    assert (bool(report.written), dangling) == (True, [])
