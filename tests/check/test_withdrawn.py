"""Trees with withdrawn articles: whole ones have no fault, whatever was withdrawn, and what is left of one is found."""

import json
import shutil
from pathlib import Path

import pytest

from exporter.check import against
from exporter.report import unseen
from exporter.takedown import Withdrawal
from tests.check.tampering import checked, lines, make
from tests.published import Server
from tests.world import World


def url(number: int) -> str:
    return f"https://{'other' if number == 8 else 'news'}.example/artikel/{number}-kade"


def faults(world: World) -> list[str]:
    """Of the tree on its own, against its store, and over HTTP."""
    with Server(world.tree).running() as server:
        served = against.site(server.url, world.now, unseen)
    verdicts = (checked(world.tree, world.now), against.configured(world.config, world.now, unseen), served)
    return [line for verdict in verdicts for line in lines(verdict)]


@pytest.mark.parametrize("numbers", [(1,), (8,), (1, 2, 3), (3, 4, 8), tuple(range(1, 9))], ids=str)
def test_whatever_was_withdrawn_a_whole_tree_has_no_fault(tmp_path: Path, numbers: tuple[int, ...]) -> None:
    world = make(tmp_path / "world")
    names = tuple(map(url, numbers))
    world.run(withdrawal=Withdrawal(names))
    assert faults(world) == []
    world.dump(9, tail=("Harbour", "Share this article"))
    world.run()
    assert faults(world) == []
    world.run(withdrawal=Withdrawal(names[:1], verb="erase"))
    assert faults(world) == []
    if names[1:]:
        world.run(withdrawal=Withdrawal(names[1:], verb="undo"))
        assert faults(world) == []


def test_what_is_left_of_a_withdrawn_article_is_found(tmp_path: Path) -> None:
    world = make(tmp_path / "world")
    before = Path(shutil.copytree(world.tree, tmp_path / "before"))
    world.run(withdrawal=Withdrawal((url(8),)))
    [gone] = (json.loads(line) for line in (world.tree / "data/gone.jsonl").read_text().splitlines())
    for path in sorted(before.rglob("*")):
        name = path.relative_to(before).as_posix()
        if not path.is_file() or not holds(path, gone["id"], url(8)):
            continue
        now = world.tree / name
        kept = now.read_bytes() if now.exists() else None
        now.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, now)
        assert any(line.startswith(name) for line in lines(checked(world.tree, world.now))), name
        if kept is None:
            now.unlink()
        else:
            now.write_bytes(kept)
    assert faults(world) == []


def holds(path: Path, *words: str) -> bool:
    data = path.read_bytes()
    if path.name.endswith((".html", ".jsonl")):
        return False
    return path.name.startswith("2025-02-20") or any(word.encode() in data for word in words)


def test_a_tombstone_that_feeds_and_list_do_not_share_is_found(tmp_path: Path) -> None:
    world = make(tmp_path / "world")
    world.run(withdrawal=Withdrawal((url(1), url(8))))
    path = world.tree / "data" / "gone.jsonl"
    first, second = path.read_text().splitlines(keepends=True)
    path.write_text(first)
    said = "\n".join(lines(checked(world.tree, world.now)))
    assert f"has a tombstone for {json.loads(second)['id']}, which data/gone.jsonl does not have" in said
    path.write_text(first + second.replace('"when":"2025', '"when":"2024'))
    said = "\n".join(lines(checked(world.tree, world.now)))
    assert f"says another time of withdrawal of {json.loads(second)['id']} than data/gone.jsonl" in said
    stored = "\n".join(lines(against.configured(world.config, world.now, unseen)))
    assert "data/gone.jsonl: lacks what the store has withdrawn" in stored
    path.unlink()
    (world.tree / "data" / "gone.map").unlink()
    assert any("tombstone" in line for line in lines(checked(world.tree, world.now)))
