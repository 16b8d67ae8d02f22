"""Inline, processes, Dask; SQLite, PostgreSQL; a folder, a bucket, for dumps and for trees: one history gives the same
bytes after every step, whichever way it goes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from exporter import output
from exporter.check import against
from exporter.engine import engine_of
from exporter.intake import current
from exporter.report import unseen
from exporter.restore.replacing import restore
from exporter.takedown import Withdrawal
from tests.beyond.stage import Servers
from tests.beyond.ways import WAYS, Going, Way, every, pairs

SLICE = 4
DUMPS = 52
"""Thirteen slices: one more than are worth asking others."""
Outcome = tuple[str, dict[str, int], dict[str, str]]
"""Of one step: its name, what its report counts, and the digest of each document."""


@pytest.fixture(autouse=True)
def _small_slices(monkeypatch):
    monkeypatch.setattr(current, "SLICE", SLICE)
    monkeypatch.setattr(output, "ARTICLES", SLICE)


def begin(world: Going) -> dict[str, object]:
    for number in range(1, DUMPS + 1):
        write(world, number)
    return {}


def write(world: Going, number: int, said: str = "Ships came back & moored.") -> None:
    body = ("The quay is open again, the harbour office says.", said)
    world.dump(number, body=body, tail=(f"S{number % 3}", "Share this article"))


def add_and_edit(world: Going) -> dict[str, object]:
    for number in (DUMPS + 1, DUMPS + 2):
        write(world, number)
    for number in (3, 40):
        write(world, number, "No ship came back.")
    return {}


def vanish(world: Going) -> dict[str, object]:
    (world.dumps / "000007.txt").unlink()
    return {}


def withdraw(_world: Going) -> dict[str, object]:
    return {"withdrawal": Withdrawal(("https://news.example/artikel/5-kade",), "an error")}


def rename(world: Going) -> dict[str, object]:
    world.set(site=replace(world.config.site, title="Harbour Wire & News"))
    return {}


def all_again(_world: Going) -> dict[str, object]:
    return {"full": True}


STEPS: tuple[Callable[[Going], dict[str, object]], ...] = (begin, add_and_edit, vanish, withdraw, rename, all_again)


def history(world: Going) -> Iterator[Outcome]:
    """All of it, and what came of each step."""
    world.set(source=(replace(world.config.source[0], complete=True),))
    for step in STEPS:
        options = step(world)
        world.brought()
        report = world.run(**options)
        yield step.__name__, report.numbers(), world.digests()


@pytest.fixture(scope="module")
def plainest(tmp_path_factory: pytest.TempPathFactory, servers: Servers) -> list[Outcome]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(output, "ARTICLES", SLICE)
        settings, objects = servers.cluster.settings(), servers.objects
        outcomes = list(history(Going(tmp_path_factory.mktemp("plain") / "world", WAYS[0], settings, objects)))
    name, numbers, digests = outcomes[-1]
    assert (name, numbers["written"], len(digests) > DUMPS) == ("all_again", 0, True)
    assert [numbers["new"] for _, numbers, _ in outcomes] == [DUMPS, 2, 0, 0, 0, 0]
    assert [numbers["gone"] for _, numbers, _ in outcomes] == [0, 0, 1, 1, 0, 0]
    return outcomes


def test_every_two_values_go_together_in_one_of_the_ways():
    assert pairs(WAYS) == pairs(every())


@pytest.mark.parametrize("way", WAYS[1:], ids="-".join)
def test_whichever_way_a_history_goes_its_bytes_are_the_same_after_every_step(
    tmp_path, servers, plainest, monkeypatch, way
):
    settings, objects = servers.cluster.settings(), servers.objects
    world = Going(tmp_path / "world", way, settings, objects)
    spread = []
    monkeypatch.setattr("exporter.export.engine_of", lambda settings: spread.append(engine_of(settings)) or spread[-1])
    for found, wanted in zip(history(world), plainest, strict=True):
        assert found == wanted
    assert against.configured(world.config, world.now, unseen).faults == ()
    if way.engine == "dask":
        assert [len(one._far.shares) > 0 for one in spread] == [True, False, False, False, True, True]
    if way.tree == "bucket":
        restored_elsewhere(world, way, plainest[-1][-1])


def restored_elsewhere(world: Going, way: Way, wanted: dict[str, str]) -> None:
    """A store of the other kind is made of the bucket: a run that draws servers again writes nothing."""
    world.set(store=world.stored("sqlite" if way.store == "postgresql" else "postgresql"))
    assert restore(world.config, world.now, dry_run=False, force=False).withdrawn == 2
    world.brought()
    assert world.run(full=True).written == 0
    assert world.digests() == wanted


def test_of_a_store_that_is_elsewhere_nothing_lies_here(tmp_path, servers):
    settings, objects = servers.cluster.settings(), servers.objects
    world = Going(tmp_path / "world", Way("inline", "postgresql", "bucket", "bucket"), settings, objects)
    write(world, 1)
    world.brought()
    world.run()
    assert [path.name for path in Path(world.root).iterdir()] == ["dumps"]
