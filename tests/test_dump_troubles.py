"""docs/dumps.md says of each trouble of an input what becomes of it: each is tried here, by a whole run."""

import os
import re
import sys
from pathlib import Path

import pytest

from exporter.readers.aliases import ALIASES
from exporter.sources.choice import written_at
from tests import troubles
from tests.world import World

DOC = Path(__file__).parent.parent / "docs" / "dumps.md"
ROW = re.compile(r"^\| ([^|]+) \| (accepted|repaired|rejected|held)\b[^|]* \| (\d+|some) \|([^|]*)\|$", re.MULTILINE)
ROWS = [found.groups() for found in ROW.finditer(DOC.read_text("utf-8").partition("## What happens to")[2])]


def test_the_table_names_every_trouble_once():
    named = [trouble for trouble, *_ in ROWS]
    assert len(named) == len(set(named))
    assert set(named) == troubles.ALL


@pytest.mark.parametrize(("trouble", "outcome", "articles", "codes"), ROWS, ids=[row[0] for row in ROWS])
def test_it_is_as_the_table_says(tmp_path, trouble, outcome, articles, codes):
    name, data = troubles.made(trouble)
    world = World(tmp_path)
    world.set(source=(world.config.source[0].__class__(path=str(world.dumps), name="dumps", include=("*",)),))
    (world.dumps / name).write_bytes(data)
    world.dump(999, time="2025-02-14T08:00:00Z")  # whatever becomes of the one, the others go on
    report = world.run()
    assert report.new > 1 if articles == "some" else report.new == int(articles) + 1
    found = sorted({code for (code,) in world.rows("SELECT code FROM rejects")})
    assert found == sorted(re.findall(r"`([a-z-]+)`", codes))
    assert (report.rejected > 0) == (outcome == "rejected")
    assert (report.held > 0) == (outcome == "held")
    again = world.run()
    assert (again.new, again.changed, again.new_rejects) == (0, 0, 0)


def test_the_table_of_aliases_is_the_one_in_the_code():
    table = DOC.read_text("utf-8").partition("### How a JSON object")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\w+) \| (`.*`) \|$", table, re.MULTILINE)
    assert {part: tuple(re.findall(r"`([^`]+)`", names)) for part, names in rows} == dict(ALIASES)


def test_what_was_rejected_for_want_of_an_extra_is_read_again_when_it_is_there(tmp_path, monkeypatch):
    world = World(tmp_path)
    world.set(source=(world.config.source[0].__class__(path=str(world.dumps), name="dumps", include=("*",)),))
    (world.dumps / "a.parquet").write_bytes(troubles.parquet(troubles.row()))
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "pyarrow", None)
        without.setitem(sys.modules, "pyarrow.parquet", None)
        without.setattr("exporter.settings.extras", lambda: ())
        assert world.run().rejected == 1
    assert world.rows("SELECT code FROM rejects") == [("needs-extra",)]
    assert world.run().new == 1


def test_a_dump_and_a_folder_from_a_year_that_is_too_far_are_read_and_remembered(tmp_path):
    world = World(tmp_path)
    far = 12_000_000_000 * 10**9
    os.utime(world.dump(1), ns=(far, far))
    os.utime(world.dump(2, name="below/000002.txt").parent, ns=(far, far))
    assert world.run().new == 2
    assert world.run().written == 0
    status = os.stat_result((0o100644, 1, 1, 1, 0, 0, 0, 0, 0, 0), {"st_mtime_ns": far})
    assert written_at(status) == 2**63 - 1
