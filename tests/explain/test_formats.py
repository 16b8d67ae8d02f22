"""Every format is explained as a run reads it."""

import json
import logging

import pytest

from exporter.explain import records
from exporter.explain.records import as_json, explain, is_rejected
from tests import troubles
from tests.builders import utc
from tests.world import World

NOW = utc("2025-03-01T12:00:00")
SHOWN = {
    "a.txt": troubles.text().encode(),
    "a.json": troubles.rows(troubles.row()),
    "a.jsonl.gz": troubles.PACKED["gzip that is cut off"][1],
    "a.rss": troubles.rss(troubles.item(1), troubles.item(2)),
    "a.html": troubles.page(),
    "a.warc.gz": troubles.response(1) + troubles.response(2),
    "a.zip": troubles.PACKED["zip"][1],
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_explained_is_what_a_run_stores_and_rejects(tmp_path, name):
    world = World(tmp_path)
    (world.dumps / name).write_bytes(SHOWN[name])
    world.set(source=(world.config.source[0].__class__(path=str(world.dumps), name="dumps", include=("*",)),))
    explained = explain(str(world.dumps / name), world.config, NOW)
    report = world.run()
    accepted = {one.explanation.outcome.id for one in explained if not is_rejected(one)}
    assert (len(accepted), sum(map(is_rejected, explained))) == (report.new, report.rejected)
    assert {one for (one,) in world.rows("SELECT id FROM articles")} == accepted
    assert [one["member"] for one in json.loads(as_json(explained))] == [one.member for one in explained]


def test_of_a_large_dump_the_first_records_are_explained_and_it_is_said(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(records, "MOST", 5)
    world = World(tmp_path)
    (world.dumps / "a.jsonl").write_bytes(troubles.rows(*map(troubles.row, range(1, 20))))
    with caplog.at_level(logging.WARNING):
        assert len(explain(str(world.dumps / "a.jsonl"), world.config, NOW)) == 5
    assert "only the first 5 records are explained" in caplog.text
