"""What disappears from a complete source is withdrawn, and comes back with it; in doubt it stays."""

import gzip
import json
import logging
import os
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from exporter.config.schema import Brakes, Source
from exporter.errors import Braked
from exporter.sources.choice import Part
from exporter.takedown import Withdrawal
from tests.complete_runs import check
from tests.published import Tree
from tests.world import World, cut_off

MOMENT = timedelta(0)
NUMBERS = range(1, 7)


def complete(root: Path, **changes: object) -> World:
    """A world whose only source is complete."""
    world = World(root)
    world.set(source=(Source(path=str(world.dumps), name="dumps", complete=True, **changes),))
    return world


def shown(world: World) -> set[int]:
    """Numbers of the articles in the main feed."""
    return {int(item["url"].split("/")[-1].split("-")[0]) for item in json.loads(world.read("feed.json"))["items"]}


def rows(world: World, numbers: object, name: str = "all.jsonl", **changes: object) -> Path:
    """A dump of articles, a row each."""
    lines = [
        json.dumps(
            {
                "title": f"Quay {number} reopens",
                "url": f"https://news.example/artikel/{number}-kade",
                "date_publish": f"2025-02-14T{number % 24:02}:00:00Z",
                "maintext": f"The quay is open again, the harbour office says.\n\nShips moored {number} times.",
                **changes,
            }
        )
        for number in numbers
    ]
    path = world.dumps / name
    data = "".join(f"{line}\n" for line in lines).encode()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


@pytest.fixture
def world(tmp_path):
    world = complete(tmp_path)
    for number in NUMBERS:
        world.dump(number)
    world.run()
    return world


def tombstones(world: World) -> list[tuple[str, str]]:
    return world.rows("SELECT source, reason FROM tombstones")


def test_what_disappears_is_withdrawn_with_a_tombstone_that_says_from_where(world):
    (world.dumps / "000002.txt").unlink()
    report = world.run()
    assert (report.gone, shown(world)) == (1, {1, 3, 4, 5, 6})
    assert tombstones(world) == [("dumps", "no longer in dumps")]
    assert "deleted-entry" in world.read("feed.atom")
    assert Tree(world.tree, world.config.site.url).dangling() == []
    assert world.run().written == 0


def test_it_comes_back_as_the_same_article_updated_after_its_tombstone(world):
    identity = world.rows("SELECT id, sequence FROM articles WHERE url LIKE '%/2-kade'")
    text = (world.dumps / "000002.txt").read_text()
    (world.dumps / "000002.txt").unlink()
    world.run()
    [(at,)] = world.rows("SELECT at FROM tombstones")
    (world.dumps / "000002.txt").write_text(text)
    report = world.run()
    assert (report.withdrawn, report.new, shown(world)) == (1, 0, set(NUMBERS))
    assert world.rows("SELECT id, sequence FROM articles WHERE url LIKE '%/2-kade'") == identity
    [(updated,)] = world.rows("SELECT updated FROM articles WHERE url LIKE '%/2-kade'")
    assert updated > at
    assert (tombstones(world), "deleted-entry" in world.read("feed.atom")) == ([], False)
    assert world.run().written == 0


def test_a_dump_that_is_put_back_as_it_was_counts(world):
    """With its size and time: nothing tells it from one that was never gone."""
    there, aside = world.dumps / "000002.txt", world.root / "aside.txt"
    there.rename(aside)
    world.run()
    aside.rename(there)
    world.run()
    assert shown(world) == set(NUMBERS)


def test_what_was_withdrawn_by_hand_stays_so(world):
    url = "https://news.example/artikel/2-kade"
    text = (world.dumps / "000002.txt").read_text()
    (world.dumps / "000002.txt").unlink()
    world.run()
    world.run(withdrawal=Withdrawal((url,)))
    (world.dumps / "000002.txt").write_text(text)
    world.run()
    assert 2 not in shown(world)
    world.run(withdrawal=Withdrawal((url,), verb="undo"))
    assert 2 in shown(world)
    world.run()
    assert 2 in shown(world)


def test_a_source_that_is_not_complete_withdraws_nothing(world):
    world.set(source=(replace(world.config.source[0], complete=False),))
    (world.dumps / "000002.txt").unlink()
    assert (world.run().gone, shown(world)) == (0, set(NUMBERS))


def test_turned_complete_later_it_begins_with_what_is_there(tmp_path):
    world = World(tmp_path)
    for number in NUMBERS:
        world.dump(number)
    world.run()
    (world.dumps / "000001.txt").unlink()
    before = world.state()
    world.set(source=(replace(world.config.source[0], complete=True),))
    report = world.run()
    assert (report.gone, report.same, world.state()) == (0, 5, before)
    (world.dumps / "000002.txt").unlink()
    assert (world.run().gone, shown(world)) == (1, {1, 3, 4, 5, 6})


def test_turned_incomplete_what_is_gone_stays_so_until_it_comes_back(world):
    text = (world.dumps / "000002.txt").read_text()
    (world.dumps / "000002.txt").unlink()
    world.run()
    world.set(source=(replace(world.config.source[0], complete=False),))
    (world.dumps / "000003.txt").unlink()
    world.run()
    assert shown(world) == {1, 3, 4, 5, 6}
    (world.dumps / "000002.txt").write_text(text)
    world.run()
    assert shown(world) == set(NUMBERS)


# When nothing is withdrawn


def test_a_source_that_comes_up_empty_is_told_and_withdraws_nothing(world, caplog):
    for path in world.dumps.iterdir():
        path.unlink()
    before = world.state()
    for options in ({}, {"force": True}):
        caplog.clear()
        report = world.run(**options)
        assert (report.gone, report.unavailable, report.exit_status, world.state()) == (0, 1, 75, before)
        [said] = [one for one in caplog.records if one.levelno == logging.ERROR]
        assert said.getMessage() == "the source 'dumps' is complete, and gives nothing at all: nothing is withdrawn"


def test_so_does_one_whose_only_dump_holds_nothing(tmp_path):
    world = complete(tmp_path)
    rows(world, NUMBERS)
    world.run()
    rows(world, ())
    assert (world.run().gone, shown(world)) == (0, set(NUMBERS))
    rows(world, [1, 2, 3])
    assert (world.run().gone, shown(world)) == (3, {1, 2, 3})


def test_a_folder_that_is_not_mounted_withdraws_nothing(world):
    world.dumps.rename(world.root / "elsewhere")
    report = world.run()
    assert (report.gone, report.unavailable, shown(world)) == (0, 1, set(NUMBERS))


def test_a_source_that_is_read_in_part_withdraws_nothing_until_it_is_read_as_a_whole(world, monkeypatch):
    world.dump(7, name="inner/7.txt")
    world.run()
    (world.dumps / "000002.txt").unlink()
    real = os.listdir

    def listdir(path: str) -> list[str]:
        if str(path).endswith("inner"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    with monkeypatch.context() as patched:
        patched.setattr("os.listdir", listdir)
        report = world.run()
    assert (report.unavailable, report.gone) == (1, 0)
    assert 2 in shown(world)
    assert world.run().gone == 1


def test_a_part_of_a_source_withdraws_nothing(world):
    (world.dumps / "000002.txt").unlink()
    world.dump(8, name="inner/8.txt")
    report = world.run(parts=(Part(world.config.source[0], "inner"),))
    assert (report.gone, report.new) == (0, 1)
    report = world.run(parts=(Part(world.config.source[0]),))
    assert (report.gone, shown(world)) == (1, {1, 3, 4, 5, 6, 8})


def test_a_dump_that_has_rejects_now_has_lost_nothing(tmp_path):
    world = complete(tmp_path)
    path = rows(world, NUMBERS)
    world.run()
    lines = path.read_text().splitlines()
    path.write_text("\n".join(["{broken", *lines[1:4]]) + "\n")
    report = world.run()
    assert (report.rejected, report.gone, shown(world)) == (1, 0, set(NUMBERS))
    path.write_text("\n".join(lines[:4]) + "\n")
    assert (world.run().gone, shown(world)) == (2, {1, 2, 3, 4})


def test_a_dump_of_which_something_is_held_has_lost_nothing(tmp_path):
    world = complete(tmp_path)
    path = rows(world, NUMBERS)
    world.run()
    lines = path.read_text().splitlines()
    ahead = lines[0].replace("2025-02-14", "2025-04-01")
    path.write_text("\n".join([ahead, *lines[1:4]]) + "\n")
    report = world.run()
    assert (report.held, report.gone) == (1, 0)


def test_a_dump_that_cannot_be_read_holds_all_back(world, monkeypatch):
    from exporter.sources import folder

    real = folder.fetch
    world.dump(3, title="Edited meanwhile")
    (world.dumps / "000002.txt").unlink()

    def fetch(dump):
        if dump.name == "000003.txt":
            raise OSError(5, "Input/output error")
        return real(dump)

    with monkeypatch.context() as patched:
        patched.setattr(folder, "fetch", fetch)
        assert (world.run().gone, shown(world)) == (0, set(NUMBERS))
    assert (world.run().gone, shown(world)) == (1, {1, 3, 4, 5, 6})


def test_a_dump_that_somebody_is_writing_to_holds_all_back(world):
    (world.dumps / "000002.txt").unlink()
    began = world.now + timedelta(hours=1)
    stamp = began.timestamp()
    os.utime(world.dump(9), (stamp, stamp))
    report = world.run(rested=began - timedelta(seconds=1))
    assert (report.unfinished, report.gone) == (1, 0)
    assert world.run().gone == 1


def test_what_another_source_gives_or_has_given_stays(tmp_path):
    world = complete(tmp_path)
    more = tmp_path / "more"
    more.mkdir()
    world.set(source=(*world.config.source, Source(path=str(more), name="more")))
    for number in NUMBERS:
        world.dump(number)
    (more / "2.txt").write_text((world.dumps / "000002.txt").read_text())
    (more / "3.txt").write_text((world.dumps / "000003.txt").read_text())
    world.run()
    (more / "3.txt").unlink()
    world.run()
    for number in (2, 3, 4):
        (world.dumps / f"{number:06}.txt").unlink()
    assert (world.run().gone, shown(world)) == (1, {1, 2, 3, 5, 6})
    world.set(source=world.config.source[:1])
    world.dump(2)
    (world.dumps / "000002.txt").unlink()
    world.run()
    assert shown(world) == {1, 2, 3, 5, 6}  # it was decided then, and has not disappeared since


def test_what_another_complete_source_gives_stays_until_that_has_lost_it_too(tmp_path):
    world = complete(tmp_path)
    more = tmp_path / "more"
    more.mkdir()
    world.set(source=(*world.config.source, Source(path=str(more), name="more", complete=True)))
    for number in NUMBERS:
        world.dump(number)
        (more / f"{number}.txt").write_text((world.dumps / f"{number:06}.txt").read_text())
    world.run()
    (world.dumps / "000002.txt").unlink()
    assert world.run().gone == 0
    (more / "2.txt").unlink()
    assert (world.run().gone, shown(world)) == (1, {1, 3, 4, 5, 6})
    for number in (4, 5):  # from both at once: once
        (more / f"{number}.txt").unlink()
        (world.dumps / f"{number:06}.txt").unlink()
    assert (world.run().gone, shown(world)) == (2, {1, 3, 6})


def test_what_moves_from_dump_to_dump_stays(world):
    (world.dumps / "000002.txt").rename(world.dumps / "renamed.txt")
    assert (world.run().gone, shown(world)) == (0, set(NUMBERS))


def test_a_duplicate_that_is_still_given_keeps_its_original(tmp_path):
    world = complete(tmp_path)
    long = ("The quay is open again, the harbour office says. " * 6,)
    for number in NUMBERS:
        world.dump(number, body=long if number == 2 else (f"Number {number} is open.",))
    world.dump(20, body=long)
    world.run()
    assert shown(world) == set(NUMBERS)
    (world.dumps / "000002.txt").unlink()
    assert (world.run().gone, shown(world)) == (0, set(NUMBERS))
    (world.dumps / "000020.txt").unlink()
    assert (world.run().gone, shown(world)) == (1, {1, 3, 4, 5, 6})


def test_an_original_goes_once_what_stood_in_for_it_is_an_article_of_its_own(tmp_path):
    world = complete(tmp_path)
    long = ("The quay is open again, the harbour office says. " * 6,)
    for number in NUMBERS:
        world.dump(number, body=long if number == 2 else (f"Number {number} is open.",))
    world.run()
    (world.dumps / "000002.txt").unlink()
    world.dump(20, body=long)  # its URL has changed
    assert (world.run().gone, shown(world)) == (0, set(NUMBERS))
    assert (world.run().gone, shown(world)) == (0, set(NUMBERS))
    world.dump(20, body=(*long, "It was edited later."))
    assert (world.run().gone, shown(world)) == (1, {1, 3, 4, 5, 6, 20})
    assert world.run().written == 0


# What kinds of dumps there are


@pytest.mark.parametrize("name", ["all.jsonl", "all.jsonl.gz"])
def test_a_dump_that_is_rewritten_gives_what_it_says_now(tmp_path, name, monkeypatch):
    for large in (False, True):
        world = complete(tmp_path / str(large))
        if large:
            monkeypatch.setattr("exporter.intake.current.LARGE", 100)
        rows(world, NUMBERS, name)
        world.run()
        rows(world, [6, 5, 3, 2, 1], name)
        assert (world.run().gone, shown(world)) == (1, {1, 2, 3, 5, 6})


def test_a_large_file_that_grows_keeps_what_it_gave(tmp_path, monkeypatch):
    monkeypatch.setattr("exporter.intake.current.LARGE", 100)
    world = complete(tmp_path)
    path = rows(world, [1, 2, 3])
    world.run()
    grown = path.read_bytes()
    rows(world, [4, 5])
    path.write_bytes(grown + path.read_bytes())
    report = world.run()
    assert (report.new, report.gone, shown(world)) == (2, 0, {1, 2, 3, 4, 5})
    rows(world, [2, 3, 4, 5])
    assert (world.run().gone, shown(world)) == (1, {2, 3, 4, 5})


def test_folders_that_are_passed_by_have_lost_nothing(tmp_path):
    world = complete(tmp_path, scan="folders")
    for number in NUMBERS:
        world.dump(number, name=f"{number % 2}/{number}.txt")
    for path in sorted(world.dumps.rglob("*")):
        os.utime(path, (1_600_000_000, 1_600_000_000))
    for _ in range(3):
        assert world.run().gone == 0
    (world.dumps / "1" / "3.txt").unlink()
    assert (world.run().gone, shown(world)) == (1, {1, 2, 4, 5, 6})


def test_a_pattern_is_a_source_like_any_other(tmp_path):
    world = World(tmp_path)
    world.set(source=(Source(path=f"{world.dumps}/*/in", name="dumps", complete=True),))
    for number in NUMBERS:
        world.dump(number, name=f"{number % 2}/in/{number}.txt")
    world.run()
    (world.dumps / "1" / "in" / "3.txt").unlink()
    assert (world.run().gone, shown(world)) == (1, {1, 2, 4, 5, 6})


# Brakes, and runs that are cut off


def test_more_than_the_share_stops_the_run(tmp_path):
    world = complete(tmp_path)
    world.set(brakes=Brakes(least=2))
    for number in NUMBERS:
        world.dump(number)
    world.run()
    texts = {number: (world.dumps / f"{number:06}.txt").read_text() for number in (2, 3)}
    for number in texts:
        (world.dumps / f"{number:06}.txt").unlink()
    before = world.state()
    said = []
    for _ in range(2):
        with pytest.raises(Braked) as caught:
            world.run(after=MOMENT)
        said.append(str(caught.value))
    assert "withdraw 2 of 6 articles of the source 'dumps', which have disappeared from it" in said[0]
    assert said[0] == said[1]
    assert world.state() == before
    for number, text in texts.items():
        (world.dumps / f"{number:06}.txt").write_text(text)
    assert (world.run().written, world.state()) == (0, before)
    for number in texts:
        (world.dumps / f"{number:06}.txt").unlink()
    assert (world.run(force=True).gone, shown(world)) == (2, {1, 4, 5, 6})


def test_all_of_them_stop_the_run_however_few_they_are(world):
    for path in world.dumps.iterdir():
        path.unlink()
    world.dump(7)
    with pytest.raises(Braked, match="withdraw 6 of 6 articles"):
        world.run()
    assert (world.run(force=True).gone, shown(world)) == (6, {7})


def test_what_a_run_noted_that_stopped_is_noted_no_more(tmp_path):
    world = complete(tmp_path)
    rows(world, NUMBERS)
    rows(world, [7], "other.jsonl")
    world.run()
    world.set(brakes=Brakes(least=2))
    rows(world, [*NUMBERS, 7], maintext="Another text altogether, of all of them.")
    with pytest.raises(Braked):
        world.run()
    world.set(brakes=Brakes())
    rows(world, NUMBERS)
    (world.dumps / "other.jsonl").unlink()
    assert (world.run().gone, shown(world)) == (1, set(NUMBERS))


def test_what_a_run_missed_that_stopped_is_not_missed_by_one_that_cannot_tell(tmp_path, monkeypatch):
    world = complete(tmp_path)
    path = rows(world, NUMBERS)
    other = rows(world, [7, 8], "other.jsonl")
    world.run()
    world.set(brakes=Brakes(least=2))
    rows(world, [1, 2, 3])
    other.unlink()
    with cut_off(monkeypatch, "exporter.originals.settle"):
        world.run()
    with pytest.raises(Braked, match="withdraw 5 of 8"):
        world.run()
    world.set(brakes=Brakes())
    for damaged, numbers in ((path, range(1, 6)), (other, [7])):
        damaged.write_text(f"{rows(world, numbers, damaged.name).read_text()}{{ damaged\n")
    report = world.run()
    assert (report.rejected, report.gone, shown(world)) == (2, 0, {*NUMBERS, 7, 8})
    rows(world, range(1, 6))
    rows(world, [7], other.name)
    assert (world.run().gone, shown(world)) == (2, {1, 2, 3, 4, 5, 7})


@pytest.mark.parametrize("where", ["exporter.originals.settle", "exporter.output.put_out"])
def test_a_run_that_is_cut_off_withdraws_what_it_would_have(world, monkeypatch, where):
    (world.dumps / "000002.txt").unlink()
    with cut_off(monkeypatch, where):
        world.run(after=MOMENT)
    world.run()
    assert shown(world) == {1, 3, 4, 5, 6}
    assert world.run().written == 0


def test_a_dump_that_is_back_before_a_run_that_was_cut_off_is_completed_has_lost_nothing(world, monkeypatch):
    there, aside = world.dumps / "000002.txt", world.root / "aside.txt"
    there.rename(aside)
    with cut_off(monkeypatch, "exporter.originals.settle"):
        world.run(after=MOMENT)
    aside.rename(there)
    assert (world.run().gone, shown(world)) == (0, set(NUMBERS))


def test_a_dry_run_says_what_would_be_withdrawn(world):
    (world.dumps / "000002.txt").unlink()
    before = world.state()
    assert world.run(dry_run=True).gone == 1
    assert world.state() == before
    assert tombstones(world) == []


@pytest.mark.parametrize("seed", [6])
def test_what_is_published_is_what_a_model_says_whatever_happens(seed, monkeypatch):
    check(seed, 10, monkeypatch)
