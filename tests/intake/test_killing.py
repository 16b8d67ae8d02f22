"""Dumps that kill whoever reads them: one of them costs a run nothing but itself."""

import json
import os
import signal

import pytest

from exporter.config.schema import Engine as EngineSettings
from exporter.intake import current, preparation
from exporter.model import Dump, Rejected
from exporter.readers.place import Place, UnreadPage
from tests.world import World

KILLER = "000020.txt"


def killing(some, settings):
    """As `prepare`, of which a library has a bug."""
    if any(dump.name == KILLER for dump in some):
        os.kill(os.getpid(), signal.SIGKILL)
    return preparation.prepare(some, settings)


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.setattr(current, "SLICE", 3)
    monkeypatch.setattr("exporter.intake.taking._prepared", killing)
    made = World(tmp_path, engine=EngineSettings(workers=2))
    for number in range(1, 46):
        made.dump(number)
    return made


def test_it_is_rejected_and_left_alone_until_it_changes(world):
    report = world.run()
    assert (report.new, report.rejected, report.new_rejects) == (44, 1, 1)
    assert world.rows("SELECT dump, code FROM rejects") == [(KILLER, "kills-reader")]
    report = world.run()
    assert (report.same, report.rejected, report.new_rejects) == (44, 1, 0)
    world.dump(20, title="Quay 20 closes")
    world.dump(21, title="Quay 21 closes")
    report = world.run()  # so few that this process would have read them
    assert (report.changed, report.same, report.rejected) == (1, 43, 1)


def test_what_it_gave_before_stays(world, monkeypatch):
    monkeypatch.setattr("exporter.intake.taking._prepared", preparation.prepare)
    world.run()
    monkeypatch.setattr("exporter.intake.taking._prepared", killing)
    for number in range(1, 46):
        world.dump(number, title=f"Quay {number} closes")
    assert world.run(force=True).changed == 44
    assert "Quay 20 reopens" in world.read("articles/2025/02/14/" + _file(world))


def _file(world):
    [(identity,)] = world.rows("SELECT id FROM articles WHERE url LIKE '%/20-kade'")
    return f"{identity.removeprefix('urn:uuid:')}.jsonld"


def test_after_two_runs_that_were_killed_even_a_few_dumps_are_read_by_others(world):
    for path in sorted(world.dumps.iterdir()):
        if path.name not in {KILLER, "000021.txt"}:
            path.unlink()
    for _ in range(2):
        assert killed(world)
    report = world.run()
    assert (report.new, report.rejected) == (1, 1)


def killed(world) -> bool:
    pid = os.fork()
    if pid == 0:
        world.run()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def killing_row(some, settings):
    """As `given_each`, of which a library has a bug."""
    if any(one.title == "Quay 20 reopens" for one in some):
        os.kill(os.getpid(), signal.SIGKILL)
    return preparation.given_each(some, settings)


def test_a_piece_of_a_large_dump_that_kills_is_rejected_and_all_others_are_taken(world, monkeypatch):
    monkeypatch.setattr("exporter.intake.taking._prepared", preparation.prepare)
    monkeypatch.setattr("exporter.intake.streaming.given_each", killing_row)
    monkeypatch.setattr(current, "LARGE", 100)
    rows = [path.read_text("utf-8").split("\n", 3) for path in sorted(world.dumps.iterdir())]
    for path in world.dumps.iterdir():
        path.unlink()
    texts = [{"title": title, "date": time, "url": url, "text": text.strip()} for title, time, url, text in rows]
    (world.dumps / "all.jsonl").write_text("".join(json.dumps(one) + "\n" for one in texts), "utf-8")
    report = world.run()
    assert (report.new, report.rejected, report.new_rejects) == (44, 1, 1)
    assert world.rows("SELECT dump, line, code FROM rejects") == [("all.jsonl", 20, "kills-reader")]
    report = world.run()
    assert (report.same, report.rejected, report.new_rejects) == (44, 1, 0)


def test_each_kind_of_piece_that_kills_is_told_by_its_place():
    dump = Dump("dumps", "a.warc", "/dumps/a.warc", 1, 1)
    page = UnreadPage(Place(dump, "b.warc"), b"", "", 7, "", "warc")
    broken = Rejected("dumps", "a.warc", 3, "bad-warc", "it is no record")
    [given] = preparation.killing_piece(page)
    [told] = given.rejected
    assert (told.dump, told.member, told.line, told.code) == ("a.warc", "b.warc", 7, "kills-reader")
    assert preparation.killing_piece(broken) == [preparation.Given(rejected=(broken,))]
