"""The connection: opening, migrating, transactions, and what happens when the file is not what it should be."""

import contextlib
import errno
import os
import sqlite3
import stat
import subprocess
import sys
from functools import partial
from pathlib import Path

import psycopg
import pytest

from exporter.errors import StoreError, Unavailable
from exporter.store import database
from exporter.store.database import meta, set_meta
from exporter.store.explaining import explained
from exporter.store.locations import at, opened, opened_to_read
from exporter.store.schema import MIGRATIONS
from tests import stores
from tests.world import World

BUG = (sqlite3.OperationalError, psycopg.ProgrammingError)
"""What wrong SQL raises."""


@pytest.fixture
def url(tmp_path, kept_by):
    return stores.url(tmp_path)


def tables(url):
    with opened(url) as db:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table'"
        if "postgresql" in url:
            sql = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema"
        return sorted(name for (name,) in db.rows(sql))


def test_a_new_store_has_every_table(url):
    assert {"articles", "documents", "dumps", "keys", "marks", "rejects", "runs"} <= set(tables(url))


@pytest.mark.file
def test_a_new_store_is_private(url):
    tables(url)
    assert stat.S_IMODE(at(url).path.stat().st_mode) == 0o600


def test_opening_again_migrates_nothing(url):
    before = tables(url)
    assert tables(url) == before
    with opened(url) as db:
        assert list(db.rows("SELECT version FROM exporter_schema")) == [
            (number + 1,) for number in range(len(MIGRATIONS))
        ]


def test_a_later_migration_is_applied_once(url, monkeypatch):
    tables(url)
    monkeypatch.setattr(database, "MIGRATIONS", (*MIGRATIONS, ("CREATE TABLE later (n INTEGER)",)))
    assert "later" in tables(url)
    assert "later" in tables(url)


def test_a_migration_that_fails_leaves_nothing_half_done(url, monkeypatch):
    tables(url)
    monkeypatch.setattr(
        database, "MIGRATIONS", (*MIGRATIONS, ("CREATE TABLE later (n INTEGER)", "CREATE TABLE articles (n)"))
    )
    with pytest.raises(BUG), opened(url):
        raise AssertionError("the migration passed")
    monkeypatch.undo()
    assert "later" not in tables(url)


def test_processes_that_open_a_new_store_at_once_migrate_it_once(url):
    code = f"from exporter.store.locations import opened\nwith opened({url!r}): pass"
    started = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(4)]
    assert [process.wait() for process in started] == [0, 0, 0, 0]
    with opened(url) as db:
        assert db.number("SELECT COUNT(*) FROM exporter_schema") == len(MIGRATIONS)


def test_a_newer_schema_is_refused_and_left_as_it_is(url):
    with opened(url) as db:
        db.run("INSERT INTO exporter_schema (version) VALUES (:next)", {"next": len(MIGRATIONS) + 1})
    with (
        pytest.raises(StoreError, match=r"schema version \d+, this exporter knows up to \d+: .*newer exporter"),
        opened(url),
    ):
        raise AssertionError("it was opened")


@pytest.mark.file
def test_a_file_that_is_no_store_is_refused_and_left_as_it_is(url):
    path = at(url).path
    path.parent.mkdir()
    path.write_bytes(b"this is no database, but it is long enough to look at" * 100)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="damaged or is no store"), opened(url):
        raise AssertionError("it was opened")
    assert path.read_bytes() == before


@pytest.mark.file
def test_a_store_whose_folder_cannot_be_made_is_unavailable(tmp_path):
    (tmp_path / "state").write_text("")
    with (
        pytest.raises(Unavailable, match=r"state/exporter.db: cannot make the store: File exists"),
        opened(f"sqlite:///{tmp_path}/state/exporter.db"),
    ):
        raise AssertionError("it was opened")


@pytest.mark.file
@pytest.mark.parametrize("rehearsal", [False, True])
def test_a_store_that_may_not_be_looked_for_is_unavailable(url, monkeypatch, rehearsal):
    def refuse(*_args, **_kwargs):
        raise PermissionError(errno.EACCES, "Permission denied")  # root may look everywhere

    monkeypatch.setattr(Path, "stat", refuse)
    with (
        pytest.raises(Unavailable, match=r"exporter.db: cannot look for the store: Permission denied"),
        opened(url, rehearsal=rehearsal),
    ):
        raise AssertionError("it was opened")


def test_a_bug_in_our_sql_keeps_its_traceback(url):
    with pytest.raises(BUG, match=r"no such table|does not exist"), opened(url) as db:
        db.run("SELECT * FROM nowhere")


@pytest.mark.file
def test_the_database_of_another_program_is_refused_and_left_as_it_is(url):
    path = at(url).path
    path.parent.mkdir()
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE schema_version (version TEXT)")
        other.commit()
    path.chmod(0o640)
    before = path.read_bytes()
    for open_it in (opened, opened_to_read, partial(opened, rehearsal=True)):
        with pytest.raises(StoreError, match="is a database, but no store of exporter"), open_it(url):
            raise AssertionError("it was opened")
    assert path.read_bytes() == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.file
def test_opening_to_read_changes_nothing(url):
    with opened(url) as db:
        set_meta(db, "a", "1")
    path = at(url).path
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    with opened_to_read(url) as db:
        assert meta(db, "a") == "1"
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            set_meta(db, "a", "2")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


@pytest.mark.file
def test_a_rehearsal_migrates_and_leaves_the_file_as_it_was(url, monkeypatch):
    tables(url)
    path = at(url).path
    before = path.read_bytes()
    monkeypatch.setattr(database, "MIGRATIONS", (*MIGRATIONS, ("CREATE TABLE later (n INTEGER)",)))
    with opened(url, rehearsal=True) as db:
        assert db.number("SELECT COUNT(*) FROM later") == 0
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert "later" not in tables(url)


@pytest.mark.file
def test_a_rehearsal_without_a_file_makes_none(url):
    with opened(url, rehearsal=True) as db:
        set_meta(db, "a", "1")
    assert not at(url).path.parent.exists()


@pytest.mark.file
def test_a_rehearsal_leaves_an_empty_file_empty(url):
    path = at(url).path
    path.parent.mkdir()
    path.touch(0o640)
    with opened(url, rehearsal=True) as db:
        set_meta(db, "a", "1")
    assert (path.stat().st_size, stat.S_IMODE(path.stat().st_mode)) == (0, 0o640)
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.file
@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE texts SET article = '{broken'",
        "UPDATE texts SET article = CAST(x'ff' AS TEXT)",
    ],
)
def test_stored_text_that_cannot_be_read_is_said_to_be_damaged(tmp_path, broken):
    world = World(tmp_path)
    world.dump(1)
    world.run()
    with opened(world.config.store.url) as db:
        db.run(broken)
    world.dump(2)
    with pytest.raises(
        StoreError,
        match=r"(row 1 of texts|1 rows of texts with a value of another type|what is stored cannot be read): ",
    ):
        world.run()


def test_a_transaction_is_all_or_nothing(url):
    def cut_off(db):
        with db.transaction():
            set_meta(db, "a", "1")
            with db.transaction():
                set_meta(db, "b", "2")
            raise ZeroDivisionError

    with opened(url) as db:
        with pytest.raises(ZeroDivisionError):
            cut_off(db)
        assert (meta(db, "a"), meta(db, "b")) == ("", "")
        with db.transaction():
            set_meta(db, "a", "1")
    with opened(url) as db:
        assert meta(db, "a") == "1"


def test_a_rehearsal_leaves_nothing(url):
    with opened(url) as db:
        with db.rehearsal():
            with db.transaction():
                set_meta(db, "a", "1")
            assert meta(db, "a") == "1"
        assert meta(db, "a") == ""


def test_a_list_of_any_length_can_be_asked_for(url):
    with opened(url) as db:
        db.many("INSERT INTO keys (key, n) VALUES (?, ?)", [(str(n), n) for n in range(1, 1201)])
        found = list(db.rows_in("SELECT n FROM keys WHERE key IN (?)", (str(n) for n in range(0, 1201, 2))))
        assert sorted(n for (n,) in found) == list(range(2, 1201, 2))
        assert list(db.rows_in("SELECT n FROM keys WHERE key IN (?)", [])) == []


@pytest.mark.file
def test_what_is_committed_is_durable_at_once(url):
    with opened(url) as db:
        assert [db.row(f"PRAGMA {name}")[0] for name in ("journal_mode", "synchronous")] == ["wal", 2]


@pytest.mark.file
def test_a_store_that_may_not_be_written_says_who_must_change_what(url, tmp_path):
    with opened(url):
        pass
    path = at(url).path
    with (
        contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection,
        pytest.raises(Unavailable, match=r"cannot be written: .*: let this user write it, its folder"),
        explained(str(path)),
    ):
        connection.execute("INSERT INTO meta (name, value) VALUES ('a', 'b')")


@pytest.mark.file
def test_a_database_without_a_table_is_no_store_yet(url):
    path = at(url).path
    path.parent.mkdir(parents=True)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")  # as whoever was killed right after this left it
    assert path.stat().st_size > 0
    assert at(url).is_missing()
    with opened(url):
        pass
    assert not at(url).is_missing()


def test_a_new_store_has_all_of_its_tables_or_none(url, monkeypatch):
    monkeypatch.setattr(database, "MIGRATIONS", (*MIGRATIONS, ("CREATE TABLE broken (",)))
    with pytest.raises(BUG), opened(url):
        raise AssertionError("it was opened")
    assert at(url).is_missing()


@pytest.mark.file
def test_a_store_of_another_user_is_told_as_that(tmp_path, monkeypatch):
    """A folder stands for it, which SQLite opens for nobody, not even for root."""
    for may_read, end in ((True, "database file"), (False, "database file; only the user who exports may read it")):
        monkeypatch.setattr(os, "access", lambda *_, may_read=may_read: may_read)
        with pytest.raises(Unavailable) as raised, opened_to_read(f"sqlite:///{tmp_path}"):
            pass
        assert str(raised.value) == f"{tmp_path}: cannot open the store: unable to open {end}"
