"""Links that somebody planted, wherever the exporter writes: nothing is ever written, or removed, through one."""

import os
from contextlib import suppress
from pathlib import Path

import pytest

from exporter import spool
from exporter.errors import ExporterError, PublishError, Unavailable
from exporter.model import Part
from exporter.publish.folder import Folder
from exporter.publish.preview import Preview
from tests.running import exporter
from tests.world import CONFIG, World


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    for number in range(1, 8):
        world.dump(number)
    return world


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    path = tmp_path / "elsewhere" / "victim"
    path.parent.mkdir()
    path.write_text("precious")
    return path


def unharmed(victim: Path) -> bool:
    """Whether all that lies elsewhere is as it was."""
    return [path.name for path in victim.parent.iterdir()] == ["victim"] and victim.read_text() == "precious"


def test_a_link_at_the_place_of_any_document_or_its_temporary_file_is_replaced(world: World, victim: Path) -> None:
    world.run()
    there = sorted(world.state())
    for path in there:
        file = world.tree / path
        if path != ".exporter.json":
            file.unlink()
            file.symlink_to(victim)
            (file.parent / f".{file.name}.tmp").symlink_to(victim)
    world.run(full=True)
    assert sorted(world.state()) == there
    assert not [path for path in world.tree.rglob("*") if path.is_symlink()]
    assert unharmed(victim)


def test_a_link_to_the_very_bytes_is_replaced_too(world: World, tmp_path: Path) -> None:
    """What it leads to may change, and is not ours."""
    world.run()
    file = world.tree / "feed.atom"
    copy = tmp_path / "copy.atom"
    copy.write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(copy)
    world.run(full=True)
    assert not file.is_symlink()
    assert file.read_bytes() == copy.read_bytes()


@pytest.mark.parametrize("folder", ["data", "sections", "sections/harbour", "articles/2025", "archive", "sitemaps"])
def test_in_a_folder_that_is_a_link_nothing_is_written(
    world: World, victim: Path, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place = world.tree / folder
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(victim.parent)
    with pytest.raises(PublishError, match=f"{folder}: is a link, and nothing is written or removed through one"):
        world.run()
    assert unharmed(victim)
    place.unlink()
    world.run()  # what was not put in place is still marked
    assert (world.tree / folder).is_dir()
    assert world.run().written == 0


def test_through_a_folder_that_became_a_link_nothing_is_removed_or_swept(world: World, tmp_path: Path) -> None:
    world.run()
    real = tmp_path / "real"
    (world.tree / "data").rename(real)
    (real / ".x.tmp").write_text("of others")
    (world.tree / "data").symlink_to(real)
    before = sorted(path.name for path in real.iterdir())
    tree = Folder(str(world.tree), 0)
    for attempt in (lambda: tree.remove(["data/dataset.jsonld"]), lambda: tree.put([Part("data/a", b"1")])):
        with pytest.raises(PublishError, match="is a link"):
            attempt()
    with pytest.raises(PublishError, match="is a link"):
        Preview(Folder(str(world.tree), 0)).put([Part("data/a", b"1")])
    assert sorted(path.name for path in real.iterdir()) == before


def test_the_root_itself_may_be_a_link(world: World, tmp_path: Path) -> None:
    real = tmp_path / "disk"
    real.mkdir()
    world.tree.symlink_to(real)
    assert world.run().written > 10
    assert (real / "feed.atom").is_file()


@pytest.mark.parametrize("exists", [True, False])
def test_no_store_is_made_through_a_link(world: World, victim: Path, exists: bool) -> None:
    state = world.root / "state"
    state.mkdir()
    target = victim.parent / "empty"
    if exists:
        target.touch()
    (state / "exporter.db").symlink_to(target)
    with pytest.raises(Unavailable, match="cannot make the store"):
        world.run()
    assert target.exists() is exists
    assert not exists or target.read_bytes() == b""


@pytest.mark.parametrize("name", ["exporter.db-wal", "exporter.db-shm", "exporter.db-journal"])
def test_what_sqlite_keeps_beside_the_store_is_not_written_through_links(world: World, victim: Path, name: str) -> None:
    world.run()
    planted = world.root / "state" / name
    planted.unlink(missing_ok=True)
    planted.symlink_to(victim)
    world.dump(9)
    with suppress(ExporterError):  # refused, or replaced: each will do
        world.run()
    assert unharmed(victim)


def test_no_dump_that_is_moved_to_another_disk_is_written_through_a_link(tmp_path: Path, victim: Path) -> None:
    (tmp_path / "a.txt").write_text("Quay")
    (tmp_path / ".b.txt.part").symlink_to(victim)
    spool._copy(str(tmp_path / "a.txt"), tmp_path / "b.txt")
    assert (tmp_path / "b.txt").read_text() == "Quay"
    assert not (tmp_path / "b.txt").is_symlink()
    assert unharmed(victim)


@pytest.mark.parametrize("name", ["exporter.db.lock", "exporter.db.notify.lock"])
def test_no_lock_is_written_through_a_link(tmp_path: Path, victim: Path, name: str) -> None:
    (tmp_path / "config.toml").write_text(CONFIG + '[notify]\nwebsub = ["http://127.0.0.1:1/"]\n', "utf-8")
    (tmp_path / "dumps").mkdir()
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / name).symlink_to(victim)
    _, error, status = exporter(tmp_path, "export")
    assert unharmed(victim)
    assert status == 75 if name == "exporter.db.lock" else status in {0, 75}, error


def test_files_are_as_modes_say_whatever_the_umask(world: World) -> None:
    before = os.umask(0o077)
    try:
        world.run()
    finally:
        os.umask(before)
    modes = {path.stat().st_mode & 0o777 for path in world.tree.rglob("*") if path.is_file()}
    folders = {path.stat().st_mode & 0o777 for path in world.tree.rglob("*") if path.is_dir()}
    assert (modes, folders) == ({0o644}, {0o755})
    assert {path.stat().st_mode & 0o077 for path in (world.root / "state").iterdir()} == {0}
