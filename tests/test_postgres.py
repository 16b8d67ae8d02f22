"""Whole runs with a store in PostgreSQL: the tree that SQLite gives, byte for byte, whatever becomes of the server.

All other tests of whole runs do with it what they do with SQLite: `make postgres`.
"""

import itertools
import json
import os
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from pkgutil import resolve_name

import pytest

from exporter.daemon.child import Order, attempt
from exporter.errors import Locked, Unavailable
from exporter.export import Options
from exporter.publish.folder import Folder
from exporter.store.locations import at
from exporter.store.postgres import Postgres
from exporter.takedown import Withdrawal
from tests import stores
from tests.published import Tree
from tests.random_runs import Runs
from tests.running import exporter
from tests.servers import postgres
from tests.world import CONFIG, World


@pytest.fixture
def server():
    return postgres.shared()


@pytest.fixture
def on_postgres(server):
    before = stores.use("postgresql")
    yield
    stores.use(before)


SAME = timedelta()
"""A run at the time of the one before."""
UNPUBLISHED = {"exporter.intake.storing:mark_places", "exporter.marking:settle"}
"""Where nothing is in place yet."""

AT_WORK = "application_name LIKE 'pid %, export'"


def filled(root: Path) -> World:
    """Seven articles, of which some are published, and some more and an edit that wait for a run."""
    world = World(root)
    for number in range(1, 6):
        world.dump(number)
    world.run()
    world.dump(2, title="Quay 2 is closed again")
    for number in range(6, 12):
        world.dump(number, tail=("City", "Share this article"))
    return world


def digests(world: World) -> dict[str, str]:
    return {path: digest for path, (digest, _, _) in world.state().items()}


@pytest.mark.parametrize("seed", [11, 12])
def test_any_history_gives_the_tree_that_it_gives_with_sqlite(tmp_path, seed, server):
    found = []
    for kind in stores.KINDS:
        before = stores.use(kind)
        try:
            runs = Runs(tmp_path / kind / "world", seed)
            for _ in range(3):
                runs.step()
            found.append(digests(runs.world))
        finally:
            stores.use(before)
    assert found[0] == found[1]
    assert found[0]


@pytest.mark.parametrize(
    ("where", "how"),
    [
        ("exporter.intake.storing:mark_places", "kill"),
        ("exporter.marking:settle", "crash"),
        ("exporter.store.documents:settle", "kill"),
        ("exporter.store.runs:finish", "crash"),
    ],
)
def test_a_server_that_dies_in_mid_run_leaves_a_whole_tree_and_the_next_run_completes_it(
    tmp_path, server, on_postgres, monkeypatch, where, how
):
    world = filled(tmp_path / "disturbed")
    before, real, calls = digests(world), resolve_name(where), itertools.count(1)

    def dying(*given, **named):
        if next(calls) == 1:
            getattr(server, how)()
        return real(*given, **named)

    try:
        with monkeypatch.context() as patched:
            patched.setattr(where.replace(":", "."), dying)
            with pytest.raises(Unavailable, match=r"; nothing was half done, run it again") as raised:
                world.run()
        assert "\n" not in str(raised.value)
        with pytest.raises(Unavailable, match="cannot reach the store"):
            world.run(after=SAME)
    finally:
        server.start()
    assert (digests(world) == before) == (where in UNPUBLISHED)
    assert Tree(world.tree, world.config.site.url).dangling() == []
    world.run(after=SAME)
    assert world.run(after=SAME).written == 0
    stores.use("sqlite")
    undisturbed = filled(tmp_path / "undisturbed")
    undisturbed.run()
    assert digests(world) == digests(undisturbed)


def test_a_run_that_was_overtaken_puts_nothing_in_place_any_more(tmp_path, server, on_postgres, monkeypatch):
    """It lost its connection, and with it the lock, after it had drawn what the other one then drew anew."""
    world, real = filled(tmp_path), Folder._write_temporaries

    def overtaken(folder, waiting, written):
        if any(part.path.startswith("articles/") for part, _ in waiting):
            monkeypatch.setattr(Folder, "_write_temporaries", real)
            server.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {AT_WORK}")  # noqa: S608
            world.dump(6, title="Quay 6 is closed again")
            world.run()
        real(folder, waiting, written)

    monkeypatch.setattr(Folder, "_write_temporaries", overtaken)
    with pytest.raises(Unavailable, match="nothing was half done"):
        world.run()
    after = world.state()
    assert world.run(full=True).written == 0
    assert world.state() == after


def test_nothing_of_what_was_erased_is_left_at_the_server_but_in_its_journal(tmp_path, server, on_postgres):
    world = World(tmp_path)
    for number in range(1, 40):
        world.dump(number, slug=f"slug{number}erased", title=f"Title{number}erased")
    world.run()
    server.sql("ANALYZE")
    world.run(Options(withdrawal=Withdrawal(("https://news.example/artikel/7-slug7erased",), verb="erase")))
    sampled = "COALESCE(most_common_vals::text, '') || COALESCE(histogram_bounds::text, '') ~ '7erased'"
    assert server.sql(f"SELECT tablename, attname FROM pg_stats WHERE {sampled}") == []  # noqa: S608 - of a test
    server.sql("CHECKPOINT")
    for path in (server.folder / "data").rglob("*"):
        if path.is_file() and "pg_wal" not in path.parts:
            assert not re.search(rb"(slug|Title)7erased", path.read_bytes()), path


def test_a_run_that_finds_nothing_new_asks_no_more_of_many_sections_than_of_few(tmp_path, on_postgres, monkeypatch):
    world, real, asked = World(tmp_path), Postgres._asked, []

    def noted(db, sql, *given):
        asked.append(sql)
        return real(db, sql, *given)

    monkeypatch.setattr(Postgres, "_asked", noted)
    found = []
    for sections in (2, 12):
        for number in range(1, sections + 1):
            world.dump(number, tail=(f"Section {number}", "Share this article"))
        world.run()
        asked.clear()
        world.run()
        found.append(len(asked))
    assert found[0] == found[1]


def test_two_at_once_on_one_store(tmp_path, on_postgres):
    world = filled(tmp_path)
    with at(world.config.store.url).held("runs", "export of feeds"):
        with pytest.raises(Locked, match=rf"another run is at work: pid {os.getpid()} on ") as raised:
            world.run()
        assert raised.value.exit_status == 75
    assert world.run().new == 6


def test_the_daemon_tries_again_when_it_is_next_due(tmp_path):
    (tmp_path / "dumps").mkdir(parents=True)
    world = World(tmp_path / "world")
    world.set(store=type(world.config.store)(url="postgresql://u:secret@127.0.0.1:1/news"))
    outcome = attempt(Order(world.config, tuple(world.config.source), 0, "text"))
    assert (outcome.status, outcome.is_success, outcome.stored) == (75, False, None)
    assert re.match(r"postgresql://u@127.0.0.1:1/news\?schema=exporter: cannot reach the store: ", outcome.message)


def test_the_commands(tmp_path, server):
    world = World(tmp_path)
    for number in range(1, 6):
        world.dump(number)
    url = server.url("commands")
    (tmp_path / "config.toml").write_text(f'{CONFIG}\n[store]\nurl = "{url}"\n')
    said = []

    def run(*arguments: str) -> tuple[str, int]:
        out, err, status = exporter(tmp_path, *arguments)
        said.append(out + err)
        return out + err, status

    assert run("export") == ("", 0)
    assert run("config", "show")[0].count("postgresql://exporter:***@127.0.0.1") == 1
    assert f"store      postgresql://exporter@127.0.0.1:{server.port}/postgres?schema=commands\n" in run("status")[0]
    assert run("check")[1] == 0
    assert "Quay 3" in run("explain", "https://news.example/artikel/3-kade")[0]
    assert run("withdraw", "https://news.example/artikel/3-kade", "--erase")[1] == 0
    assert run("restore")[1] == 1
    assert ": set aside as the schema commands_" in run("restore", "--force")[0]
    assert run("export", "--json")[1] == 0
    assert json.loads(said[-1])["written"] == 0
    assert run("export", "--store", server.url("commands", user="nobody"))[1] == 75
    assert run("export", "--store", server.url("commands") + "&nonsense=1")[1] == 1
    assert not [one for one in said if postgres.PASSWORD in one]
    assert list(tmp_path.rglob("*.db*")) == []


def test_a_member_with_a_name_that_fills_an_index_is_rejected_like_any_other(tmp_path, on_postgres):
    world = World(tmp_path)
    world.dump(1)
    name = "".join(chr(0x4E00 + (n * n * 7919 + n * 104729) % 20_000) for n in range(2_000))  # hardly to be compressed
    with zipfile.ZipFile(world.dumps / "a.zip", "w") as archive:
        archive.writestr(f"{name}.txt", "broken")
    report = world.run()
    assert (report.new, report.rejected) == (1, 1)
    ((member,),) = world.rows("SELECT member FROM rejects")
    assert name.startswith(member.removesuffix("…"))
    assert 990 < len(member.encode()) <= 1_000
