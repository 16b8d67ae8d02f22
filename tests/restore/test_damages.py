"""A damaged store is never believed: nothing is published that is not right, and the tree stays as it was."""

import shutil
from datetime import timedelta

import pytest

from exporter.errors import Damaged, ExporterError
from exporter.store import integrity
from exporter.store.locations import opened, opened_to_read
from tests.restore import damages
from tests.restore.histories import bytes_of, restored, store_of
from tests.world import World, cut_off

LONG = damages.LONG


@pytest.fixture
def world(tmp_path):
    world = World(tmp_path)
    for number in range(1, 8):
        world.dump(number)
    for number in (8, 9):
        world.dump(number, body=(LONG,))
    world.run()
    return world


def harm(world, sql):
    with opened(world.config.store.url) as db:
        assert db.run(sql), "there was nothing to harm"


def faults(world):
    with opened_to_read(world.config.store.url) as db:
        return list(integrity.faults(db))


@pytest.mark.parametrize("seed", range(2))
def test_damage_of_any_kind_is_seen_or_does_no_harm(seed):
    outcomes = damages.check(seed, 30)
    assert outcomes["Damaged"] > 5
    assert outcomes["right"] > 5


def test_the_harness_sees_what_a_store_that_is_believed_would_publish(monkeypatch):
    """Of the same damages some are wrong as soon as nobody looks, nor verifies what is read."""
    monkeypatch.setattr("exporter.store.integrity.look", lambda *_: None)
    monkeypatch.setattr("exporter.store.stored.is_text", lambda *_: True)
    monkeypatch.setattr("exporter.store.stored.is_shown", lambda *_: True)

    def retitle(path, _chosen):
        path.write_bytes(path.read_bytes().replace(b'"title":"Quay 5', b'"title":"Quay 7'))
        return "another title"

    with pytest.raises(AssertionError, match="the tree is wrong"):
        damages.check(0, 1, (retitle,))


@pytest.mark.parametrize("gone", damages.journals())
def test_the_files_of_a_store_that_was_killed_may_be_gone(monkeypatch, gone):
    with damages.prepared() as prepared:
        prepared.begin()
        world = prepared.world
        kept = world.root / "killed"

        def killed(*_arguments, **_named):
            shutil.copytree(world.root / "state", kept)
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr("exporter.output.documents.settle", killed)
            with pytest.raises(KeyboardInterrupt):
                world.run(after=timedelta(0))
        shutil.rmtree(world.root / "state")
        kept.rename(world.root / "state")
        assert (world.root / "state" / "exporter.db-wal").stat().st_size > 0
        for suffix in gone:
            store_of(world).with_name(f"exporter.db{suffix}").unlink()
        prepared.before = world.state()
        outcome = prepared.outcome()
        assert outcome == ("Refused" if gone == ("",) or "" in gone else "right")
        if outcome != "right":
            restored(world)
            assert prepared.outcome() == "right"


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE articles SET updated = updated + 1 WHERE n = 3", "row 3 of articles"),
        ("UPDATE articles SET significant = 'x' WHERE n = 3", "row 3 of articles"),
        ("UPDATE texts SET article = REPLACE(article, 'Quay 3', 'Quay 9') WHERE n = 3", "row 3 of texts"),
        ("UPDATE texts SET record = x'00' WHERE n = 3", "row 3 of texts"),
        ("UPDATE meta SET value = '7' WHERE name = 'edition'", "row 'edition' of meta"),
        ("UPDATE feeds SET slug = 'harbours' WHERE kind = 'section'", "row 1 of feeds"),
        ("UPDATE documents SET size = size + 1 WHERE path = 'feed.atom'", "row 'feed.atom' of documents"),
        ("UPDATE documents SET kind = 'fees', checksum = NULL WHERE path = 'feed.atom'", "of the kind 'fees'"),
        ("DELETE FROM texts WHERE n = 3", "1 articles without a text"),
        ("DELETE FROM articles WHERE n = 3", "1 texts of no article"),
        ("DELETE FROM keys WHERE n = 3", "1 articles without an identity key"),
        ("UPDATE keys SET n = 99 WHERE n = 3", "1 articles without an identity key"),
        ("UPDATE memberships SET n = 99 WHERE n = 3", "1 members of a feed that are no articles"),
        ("UPDATE memberships SET feed = 99 WHERE n = 3", "1 members of no feed"),
        ("UPDATE memberships SET published = published + 60 WHERE n = 3", "1 members whose time is not"),
        ("UPDATE counts SET articles = 9 WHERE feed = 0", "1 days that are counted wrongly"),
        ("DELETE FROM counts WHERE feed = 0", "1 days that are not counted"),
        ("DELETE FROM counts WHERE feed = 1", "1 days of feeds that are not counted"),
        ("UPDATE counts SET articles = 9 WHERE feed = 1", "1 days of feeds that are counted wrongly"),
        ("UPDATE articles SET judged = 4 WHERE original IS NOT NULL", "1 duplicates that nobody judged"),
        ("UPDATE articles SET original = 99 WHERE original IS NOT NULL", "1 duplicates of no article"),
        ("UPDATE articles SET sequence = 99 WHERE n = 3", "places of the archive are nobody's"),
        ("UPDATE dumps SET given = 'many'", "rows of dumps with a value of another type"),
        ("UPDATE exporter_schema SET version = 9 WHERE version = 2", "its versions are"),
        ("DROP INDEX outbox_by_due", "its tables are not those of this version"),
    ],
)
def test_each_table_is_looked_at(world, sql, said):
    before = world.state()
    if sql.startswith("DROP"):
        with opened(world.config.store.url) as db:
            db.run(sql)
    else:
        harm(world, sql)
    world.dump(20)
    with pytest.raises(Damaged, match=r"exporter restore") as raised:
        world.run()
    assert said in str(raised.value) or any(said in fault for fault in faults(world))
    assert world.state() == before
    restored(world)
    report = world.run()
    assert report.new == 1


@pytest.mark.parametrize(
    ("sql", "options"),
    [
        ("UPDATE articles SET updated = updated + 1 WHERE n = 3", {"full": True}),
        ("UPDATE articles SET url = 'https://else.example/' WHERE n = 3", {"full": True}),
        ("UPDATE texts SET article = REPLACE(article, 'Quay 4', 'Quay 9') WHERE n = 4", {"full": True}),
        ("UPDATE articles SET significant = 'x' WHERE n = 3", {}),
        ("UPDATE feeds SET slug = 'harbours' WHERE kind = 'section'", {"full": True}),
        ("UPDATE meta SET value = '7' WHERE name = 'edition'", {}),
        ("DELETE FROM keys WHERE n = 3", {}),
    ],
)
def test_what_a_run_reads_is_verified_although_a_large_store_is_not_looked_at(world, monkeypatch, sql, options):
    monkeypatch.setattr("exporter.store.integrity.SMALL", 0)
    world.run()  # looks at all of it, once a day
    before = world.state()
    harm(world, sql)
    world.dump(3, title="Quay 3 shut again")
    with pytest.raises(Damaged):
        world.run(**options)
    assert world.state() == before


def test_a_large_store_is_looked_at_once_a_day_and_after_a_run_that_was_cut_off(world, monkeypatch):
    monkeypatch.setattr("exporter.store.integrity.SMALL", 0)
    looked = []
    real = integrity.faults
    monkeypatch.setattr("exporter.store.integrity.faults", lambda db: looked.append(1) or real(db))
    for _ in range(49):
        world.run()
    assert len(looked) == 3
    world.dump(20)
    with cut_off(monkeypatch, "exporter.output.put_out"):
        world.run()
    world.run()
    assert len(looked) == 4


def test_bytes_that_are_no_store_at_all(world):
    before = bytes_of(world)
    for data in (b"", b"SQLite format 3\0", b"garbage" * 10_000):
        store_of(world).write_bytes(data)
        with pytest.raises(ExporterError, match="exporter restore"):
            world.run()
        restored(world)
        assert world.run().written == 0
        assert bytes_of(world) == before


def test_an_index_that_somebody_added_is_no_damage(world):
    with opened(world.config.store.url) as db:
        db.run("CREATE INDEX my_own ON articles (source)")
        db.run("CREATE TABLE my_notes (note)")
    assert faults(world) == []
    world.dump(20)
    assert world.run().new == 1


def test_a_store_of_before_checksums_is_believed_and_gets_them_where_it_is_touched(world):
    harm(world, "UPDATE articles SET checksum = NULL")
    harm(world, "UPDATE texts SET checksum = NULL")
    world.dump(3, title="Quay 3 shut again")
    assert world.run().changed == 1
    assert world.rows("SELECT n FROM articles WHERE checksum IS NOT NULL") == [(3,)]
    assert world.rows("SELECT n FROM texts WHERE checksum IS NOT NULL") == [(3,)]
