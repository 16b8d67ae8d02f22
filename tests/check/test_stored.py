"""The configured tree against its store: any byte that is not as it was published is found, and a full run mends it."""

import fcntl
import random
import re
import shutil
import sqlite3
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from exporter import lock
from exporter.check import against
from exporter.check.verdict import Verdict, as_text
from exporter.config.schema import Engine, Output, Store
from exporter.errors import ExporterError, StoreError
from exporter.report import unseen
from tests.check.harming import HARMS, files, is_earlier, look_at
from tests.check.tampering import checked, chmod, delete, lines, make, pipe, put, write
from tests.world import World, cut_off


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> World:
    world = make(tmp_path_factory.mktemp("stored") / "world")
    world.set(engine=Engine(workers=1))
    return world


@pytest.fixture
def world(made: World, tmp_path: Path) -> World:
    """A copy of its own, which may be harmed."""
    root = Path(shutil.copytree(made.root, tmp_path / "world", symlinks=True))
    world = World.__new__(World)
    world.root, world.now, world.dumps, world.tree = root, made.now, root / "dumps", root / "feeds"
    world.config = replace(
        made.config,
        source=(replace(made.config.source[0], path=str(world.dumps)),),
        store=Store(url=f"sqlite:///{root}/state/exporter.db"),
        output=Output(directory=str(world.tree)),
    )
    world.run()  # the tree has moved
    return world


def judged(world: World) -> Verdict:
    return against.configured(world.config, world.now, unseen)


def notes(verdict: Verdict) -> str:
    return "\n".join(one.what for one in verdict.notes)


def test_what_was_published_has_no_fault(world: World) -> None:
    verdict = judged(world)
    assert lines(verdict) == []
    assert verdict.exit_status == 0
    assert sum(verdict.documents.values()) == len(files(world)) - 1  # all but the marker


@given(st.integers(0, 2**32), st.sampled_from(HARMS))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bit_any_cut_any_file_and_any_swap_is_found(made: World, seed: int, harm: str) -> None:
    look_at(made, seed, harm)


def counts(world: World, path: Path) -> bool:
    return path.name != ".exporter.json" and not is_earlier(world, path)


def test_a_full_run_mends_what_is_found(world: World) -> None:
    before = {path: path.read_bytes() for path in files(world)}
    chance = random.Random(7)  # noqa: S311
    for path in chance.sample(files(world), 20):
        whole = path.read_bytes()
        harm = chance.randrange(3)
        if harm == 0:
            path.unlink()
        elif harm == 1:
            path.write_bytes(whole[: len(whole) // 2])
        elif path.name != ".exporter.json":
            path.write_bytes(whole[:-9] + b"?" + whole[-8:])
    write("sections/old/feed.atom", "of an earlier time")(world.tree)
    chmod("assets", 0o700)(world.tree)
    assert len(lines(judged(world))) > 15
    chmod("assets", 0o755)(world.tree)  # which no run meddles with
    (world.tree / ".exporter.json").unlink(missing_ok=True)  # what cannot be read is not written over
    world.run(full=True)
    assert lines(judged(world)) == []
    assert {path: path.read_bytes() for path in files(world) if counts(world, path)} == {
        path: data for path, data in before.items() if counts(world, path)
    }


def test_the_advice_is_to_write_it_anew(world: World) -> None:
    delete("feed.rss")(world.tree)
    verdict = judged(world)
    assert "feed.rss: is missing: by the store it is published" in lines(verdict)
    assert "`exporter export --full` writes anew what is damaged" in verdict.advice


def test_what_lies_where_documents_do_and_is_none_is_a_stranger(world: World) -> None:
    write("sections/old/feed.atom", "<feed/>")(world.tree)
    write("about.html", "<p>Ours</p>")(world.tree)
    verdict = judged(world)
    assert lines(verdict) == ["sections/old/feed.atom: is there, but the store knows nothing of it"]
    assert "files that were not published from here: about.html" in notes(verdict)


def test_an_article_that_the_tree_does_not_show_as_the_store_has_it_is_found(world: World) -> None:
    with sqlite3.connect(world.root / "state" / "exporter.db") as db:
        db.execute("UPDATE articles SET updated = updated + 60, checksum = NULL WHERE sequence = 8")
    db.close()
    faults = lines(judged(world))
    assert any("is updated 2025-02-20T08:00:00Z, but 2025-02-20T08:01:00Z in the store" in fault for fault in faults)


def test_an_article_that_is_in_the_store_alone_is_missed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exporter.store.integrity.faults", lambda _db: ())  # which would find that it has no keys
    with sqlite3.connect(world.root / "state" / "exporter.db") as db:
        db.row_factory = sqlite3.Row
        row = dict(db.execute("SELECT * FROM articles WHERE sequence = 8").fetchone())
        number = row["n"]
        row |= {
            "n": 100,
            "id": "urn:uuid:00000000-0000-5000-8000-000000000009",
            "sequence": 9,
            "checksum": None,
            "url": f"{row['url']}-9",
        }
        columns, values = ", ".join(row), ", ".join("?" * len(row))
        db.execute(f"INSERT INTO articles ({columns}) VALUES ({values})", tuple(row.values()))  # noqa: S608
        article, record = db.execute("SELECT article, record FROM texts WHERE n = ?", (number,)).fetchone()
        db.execute("INSERT INTO texts VALUES (100, ?, ?, NULL)", (article.replace(b"/8-kade", b"/8-kade-9"), record))
    db.close()
    faults = "\n".join(lines(judged(world)))
    for place in (
        r"articles/2025/02/20/00000000-0000-5000-8000-000000000009.jsonld: is missing",
        "data/dataset.jsonld: names no shard that holds urn:uuid:00000000-",
        "feed.atom: and the pages of its archive do not show urn:uuid:00000000-",
        "feed.rss: and the pages of its archive do not show urn:uuid:00000000-",
        "sitemap.xml: names no sitemap that lists urn:uuid:00000000-",
        "archive/000003.atom: is missing: 9 articles fill 3 pages of 3",
    ):
        assert place in faults


def test_a_run_that_was_cut_off_is_no_fault(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.dump(9, tail=("Weather", "Share this article"))
    world.dump(1, title="Quay 1 shuts", tail=("Harbour", "Share this article"))
    with cut_off(monkeypatch, "exporter.render.sitemap.index"):
        world.run()
    verdict = judged(world)
    assert lines(verdict) == []
    assert "documents wait to be written, which the next run does" in notes(verdict)
    assert "findings between documents, which are no faults yet" in notes(verdict)
    write("feed.json", "{}")(world.tree)  # that is one all the same
    assert lines(judged(world))
    world.run()
    assert lines(judged(world)) == []
    assert "wait" not in notes(judged(world))


def test_what_waits_excuses_no_other_document(world: World) -> None:
    with sqlite3.connect(world.root / "state" / "exporter.db") as db:
        db.execute("INSERT INTO marks (kind, key) VALUES ('opml', '')")
    db.close()
    put("feeds.opml", "Weather", "Whether")(world.tree)
    assert lines(judged(world)) == []
    put("sections/weather/index.html", "Weather", "Whether")(world.tree)
    put("feed.json", "Quay 7 reopens", "Quay 7 closes")(world.tree)
    faults = lines(judged(world))
    assert {fault.partition(":")[0] for fault in faults} == {"feed.json", "sections/weather/index.html"}


def test_a_run_that_is_at_work_is_said_and_kept_from_nothing(world: World) -> None:
    path = lock.of_runs(world.root / "state" / "exporter.db")
    with lock.held(path, "export of feeds"):
        delete("data/dataset.jsonld")(world.tree)
        verdict = judged(world)
    assert "a run is at work: pid" in notes(verdict)
    assert lines(verdict) == ["data/dataset.jsonld: is missing: by the store it is published"]
    path.write_bytes(b"pid 1, a run that was killed\n")
    assert "at work" not in notes(judged(world))
    assert is_free(path)


def is_free(path: Path) -> bool:
    with open(path) as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return True


def test_whose_tree_it_is(world: World) -> None:
    marker = world.tree / ".exporter.json"
    kept = marker.read_bytes()
    marker.write_text('{"store":"of another","format":1}\n')
    assert any(fault.startswith(".exporter.json: names another store") for fault in lines(judged(world)))
    marker.write_text("{")
    assert any(fault.startswith(".exporter.json: cannot be read") for fault in lines(judged(world)))
    marker.write_bytes(kept.replace(b'"began":1', b'"began":2'))
    assert lines(judged(world)) == [".exporter.json: is not as it was written: delete it, the next run writes it anew"]
    marker.write_bytes(kept.replace(b'"gone":0', b'"gone":1'))
    assert lines(judged(world)) == [".exporter.json: knows edition 2 with 1 withdrawn, the store 2"]
    marker.unlink()
    assert lines(judged(world)) == [".exporter.json: is missing: the next run writes it"]
    world.run()
    assert lines(judged(world)) == []


def test_a_store_that_is_an_old_copy_is_found(world: World) -> None:
    marker = world.tree / ".exporter.json"
    with sqlite3.connect(world.root / "state" / "exporter.db") as db:
        [store] = db.execute("SELECT value FROM meta WHERE name = 'store'").fetchone()
    db.close()
    marker.write_text(f'{{"store":"{store}","edition":99}}\n')
    verdict = judged(world)
    assert verdict.advice.startswith("The store is an old copy: `exporter restore`")
    [fault] = lines(verdict)
    assert re.fullmatch(r"\.exporter\.json: knows edition 99, the store only \d: the store is an old copy", fault)


def test_a_tree_that_is_gone_is_missing_and_nothing_of_it_unnamed(world: World) -> None:
    shutil.rmtree(world.tree)
    world.tree.mkdir()
    verdict = judged(world)
    assert ".exporter.json: is missing: the next run writes it" in lines(verdict)
    assert verdict.notes == ()
    assert ": 0 documents (none): " in "\n".join(as_text(verdict))


def test_a_first_run_that_was_cut_off_before_it_published_has_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path)
    world.dump(1)
    world.tree.mkdir()
    with cut_off(monkeypatch, "exporter.publish.folder.Folder.claim"):
        world.run()
    assert lines(judged(world)) == []


def test_a_damaged_store_is_told(world: World) -> None:
    path = world.root / "state" / "exporter.db"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'articles_by_host'").fetchone()[0]
        size = db.execute("PRAGMA page_size").fetchone()[0]
    db.close()
    data = bytearray(path.read_bytes())
    data[(root - 1) * size + size - 40 : (root - 1) * size + size - 20] = bytes(20)
    path.write_bytes(data)
    try:
        faults = lines(judged(world))
    except StoreError as error:
        faults = [str(error)]
    assert any("is damaged" in fault or "SQLite: " in fault for fault in faults), faults


def test_a_row_that_is_damaged_is_told_and_the_tree_looked_at_all_the_same(world: World) -> None:
    with sqlite3.connect(world.root / "state" / "exporter.db") as db:
        db.execute("UPDATE articles SET updated = updated + 60 WHERE sequence = 8")
    db.close()
    put("feed.json", "Quay 7 reopens", "Quay 7 closes")(world.tree)
    verdict = judged(world)
    faults = "\n".join(lines(verdict))
    assert "exporter.db: " in faults
    assert "`exporter restore` sets it aside" in verdict.advice
    assert "feed.json: urn:uuid:d3d4eb27-4966-57a2-96ba-5ead775a115f has another title than in " in faults


def test_without_a_store_it_is_said_what_to_do(world: World) -> None:
    shutil.rmtree(world.root / "state")
    with pytest.raises(StoreError, match=r"there is no store, but .* from one: run `exporter restore`"):
        judged(world)
    assert lines(checked(world.tree, world.now)) == []
    shutil.rmtree(world.tree)
    with pytest.raises(ExporterError, match="nothing has been exported yet"):
        judged(world)


def test_it_changes_nothing(world: World) -> None:
    def state() -> dict[str, tuple[bytes, int]]:
        return {
            path.as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in world.root.rglob("*")
            if path.is_file() and not path.name.endswith("-shm")
        }

    before = state()
    pipe_there = world.tree / "feed.rss"
    judged(world)
    checked(world.tree, world.now)
    assert state() == before
    pipe("feed.rss")(world.tree)
    assert any("feed.rss: is no file" in fault for fault in lines(judged(world)))
    assert pipe_there.is_fifo()


def test_beside_runs_that_publish_nothing_is_called_a_fault(world: World) -> None:
    """Each run edits, adds and replaces shards; the check is in the middle of it, again and again."""
    failure: list[str] = []
    done = threading.Event()

    def check() -> None:
        while not done.is_set():
            failure.extend(lines(against.configured(world.config, world.now + timedelta(days=1), unseen)))

    thread = threading.Thread(target=check)
    thread.start()
    try:
        for number in range(9, 15):
            world.dump(number, tail=("Harbour", "Share this article"))
            world.dump(number - 3, title=f"Edited {number}", tail=("Weather", "Share this article"))
            world.run()
    finally:
        done.set()
        thread.join()
    assert failure == []
