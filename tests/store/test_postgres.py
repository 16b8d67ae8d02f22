"""What is PostgreSQL's alone: bulk, long answers, locks, and a world that is not as it should be."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack

import psycopg
import pytest

from exporter.config.stores import fault_of
from exporter.errors import Damaged, ExporterError, Locked, StoreError, Unavailable
from exporter.store import given, outbox, postgres_schema
from exporter.store.database import meta, set_meta
from exporter.store.locations import at, opened, opened_to_read
from exporter.store.outbox import Addressee
from exporter.store.postgres import FETCHED, MANY
from exporter.store.postgres_troubles import told
from tests import stores
from tests.builders import utc
from tests.daemon.process import eventually
from tests.servers import postgres

KEY = "INSERT INTO keys (key, n) VALUES (?, ?)"
NOTE = (
    "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = meta.value || excluded.value"
)
AT_WORK = "application_name LIKE 'pid %, export'"


@pytest.fixture
def server():
    return postgres.shared()


@pytest.fixture
def url(tmp_path, server):
    before = stores.use("postgresql")
    yield stores.url(tmp_path)
    stores.lose(stores.url(tmp_path))
    stores.use(before)


@pytest.fixture
def db(url):
    with opened(url) as db:
        yield db


# Values and answers


@pytest.mark.parametrize("number", [1, MANY - 1, MANY, 3 * MANY])
def test_rows_are_the_same_however_many_go_together(db, number):
    rows = [(f"k{n}", n) for n in range(number)]
    db.many(KEY, iter(rows))
    assert list(db.rows("SELECT key, n FROM keys ORDER BY n")) == rows
    db.many(NOTE, [(f"{n:02}", "a") for n in range(number)])
    db.many(NOTE, [(f"{n:02}", "b") for n in range(number)])
    assert list(db.rows("SELECT value, checksum FROM meta ORDER BY name")) == [("ab", None)] * number


def test_rows_go_together_into_a_temporary_table_too(db):
    given.call_roll(db)
    given.answer(db, names := [f"{number:02}.txt" for number in range(2 * MANY)])
    assert [name for (name,) in db.rows("SELECT dump FROM present ORDER BY dump")] == names


def test_rows_that_change_the_same_one_do_so_one_after_another(db):
    db.many(NOTE, [("x", str(n % 10)) for n in range(3 * MANY)])
    assert meta(db, "x") == "0123456789" * 3


def test_rows_that_nobody_numbers_are_numbered(db):
    hub = Addressee("websub", "https://hub.example/")
    outbox.queue(db, [hub], [f"https://a.example/{n}" for n in range(30)], 1, 5)
    assert [one.n for one in outbox.due(db, hub, 5, 100)] == list(range(1, 31))


def test_a_text_has_no_room_for_nul(db):
    db.run(KEY, ("a\0b", 1))
    db.many(KEY, [(f"c\0{n}", n) for n in range(MANY)])
    assert db.row("SELECT n FROM keys WHERE key = :key", {"key": "a\0b"}) == (1,)
    assert db.row("SELECT key FROM keys WHERE n = 2 ") == ("c\ufffd2",)


def test_numbers_are_whole_and_as_large_as_they_are(db):
    db.many("INSERT INTO counts (feed, day, articles) VALUES (?, ?, ?)", [(1, 2, 2**62), (1, 3, -(2**62) + 5)])
    total = db.row("SELECT SUM(articles) FROM counts")
    assert (total, type(total[0])) == ((5,), int)
    assert list(db.rows_in("SELECT articles FROM counts WHERE day IN (?)", [2, 2**40])) == [(2**62,)]


def test_texts_are_ordered_by_their_bytes(db):
    names = ["Z", "a", "é", "B", "_", "0"]
    db.many(KEY, [(name, 1) for name in names])
    assert [name for (name,) in db.rows("SELECT key FROM keys ORDER BY key")] == sorted(names, key=str.encode)


def test_a_long_answer_is_as_it_was_when_it_was_asked_for(db):
    every = list(range(3 * FETCHED))
    db.many(KEY, [(f"{n:05}", n) for n in every])
    with db.transaction():
        walk = db.walk("SELECT n FROM keys WHERE n >= :least ORDER BY n", {"least": 0})
        assert next(walk) == (0,)
        db.run("DELETE FROM keys WHERE n % 2 = 0")
        assert [n for (n,) in walk] == every[1:]
    with db.moment():
        assert [n for (n,) in db.walk("SELECT n FROM keys ORDER BY n")] == every[1::2]


def test_a_walk_goes_on_while_transactions_come_and_go(db):
    db.many(KEY, [(f"{n:05}", n) for n in range(3 * FETCHED)])
    found = []
    for (n,) in db.walk("SELECT n FROM keys ORDER BY n"):
        found.append(n)
        if n % FETCHED == 0:
            with db.transaction():
                db.run("DELETE FROM keys WHERE n > :n", {"n": n})
    assert found == list(range(3 * FETCHED))
    assert db.row("SELECT COUNT(*) FROM pg_cursors WHERE name LIKE 'walk%'") == (0,)


def test_a_walk_that_is_left_holds_nothing(db):
    db.many(KEY, [(f"{n:05}", n) for n in range(3 * FETCHED)])
    for n in db.walk("SELECT n FROM keys"):
        assert n
        break
    with db.transaction():
        next(db.walk("SELECT n FROM keys"))
    assert db.row("SELECT COUNT(*) FROM pg_cursors WHERE name LIKE 'walk%'") == (0,)


def test_all_answers_of_a_moment_are_of_that_moment(db, url):
    set_meta(db, "a", "1")
    with opened_to_read(url) as other, other.moment():
        assert meta(other, "a") == "1"
        set_meta(db, "a", "2")
        assert meta(other, "a") == "1"


def test_what_may_be_lost_waits_for_no_disk_and_all_else_does(db):
    with db.unhurried():
        assert db.row("SHOW synchronous_commit") == ("off",)
    assert db.row("SHOW synchronous_commit") == ("on",)


@pytest.mark.parametrize(("of_the_user", "found"), [("off", "on"), ("local", "local")])
def test_what_is_settled_is_durable_whatever_is_set_for_the_user(url, of_the_user, found):
    with opened(f"{url}&options=-csynchronous_commit%3D{of_the_user}") as db:
        assert db.row("SHOW synchronous_commit") == (found,)
        with db.unhurried():
            assert db.row("SHOW synchronous_commit") == ("off",)
        assert db.row("SHOW synchronous_commit") == (found,)


def test_a_reader_cannot_write(db, url):
    with opened_to_read(url) as reader, pytest.raises(Unavailable, match="read-only transaction"):
        set_meta(reader, "a", "1")


def test_a_rehearsal_of_a_store_that_is_not_there_makes_none(url):
    with opened(url, rehearsal=True) as db:
        set_meta(db, "a", "1")
    assert at(url).is_missing()


def test_an_index_that_is_gone_is_noticed_and_one_more_is_not(db):
    db.run("CREATE INDEX my_own ON keys (n, key)")
    assert not db.unlike()
    db.run("DROP INDEX keys_by_article")
    assert db.unlike()
    db.run("CREATE INDEX keys_by_article ON keys (n)")
    db.run("ALTER TABLE keys ALTER COLUMN n TYPE bigint")
    assert db.unlike()


def test_what_is_deleted_stays_while_somebody_looks_at_it(db, url):
    set_meta(db, "a", "1")
    with opened_to_read(url) as reader, reader.moment():
        assert reader.number("SELECT 1") == 1
        assert not db.scrub()
    assert db.scrub()


@pytest.mark.parametrize(
    "begun", ["BEGIN; CREATE TEMP TABLE begun (n int)", "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1 FROM pg_class"]
)
@pytest.mark.parametrize("user", ["exporter", "lodger"])
def test_what_is_deleted_stays_while_anybody_has_begun_something(server, begun, user):
    """In the same database, also another user, of whom the one of the store may see little."""
    for role in ("landlord", "lodger"):
        server.sql(f"DROP DATABASE IF EXISTS {role}")
        server.sql(f"DROP ROLE IF EXISTS {role}")
        server.sql(f"CREATE ROLE {role} LOGIN PASSWORD 'p'")
    server.sql("CREATE DATABASE landlord OWNER landlord ENCODING 'UTF8' TEMPLATE template0")
    url = server.url("news", user="landlord", password="p", database="landlord")  # noqa: S106 - of a test
    secret = postgres.PASSWORD if user == "exporter" else "p"
    other = f"postgresql://{user}:{secret}@127.0.0.1:{server.port}/landlord"
    with opened(url) as db, psycopg.connect(other, autocommit=True) as lodger:
        for statement in begun.split("; "):
            lodger.execute(statement)
        assert not db.scrub()
        lodger.execute("ROLLBACK")
        assert db.scrub()


def test_what_is_left_of_a_restore_is_dropped_and_nothing_else_of_that_name(url, server):
    place = at(url)
    with pytest.raises(KeyboardInterrupt), place.rebuilt(utc("2025-03-01T12:00:00")):
        raise KeyboardInterrupt
    name = re.search(r"schema=(\w+)", url)[1] + "_restoring"
    assert "no _restoring last" in fault_of(f"{url}_restoring")
    server.sql(f"CREATE SCHEMA {name}")
    server.sql(f"CREATE TABLE {name}.precious (n int)")
    refused = pytest.raises(StoreError, match=f"a schema {name} is there, which no restore has left: rename it")
    with refused, place.rebuilt(utc("2025-03-01T12:00:00")):
        raise AssertionError("it was begun")
    server.sql(f"DROP TABLE {name}.precious")
    server.sql(f"DROP SCHEMA {name}")


def test_only_its_own_tables_are_analyzed(url, server):
    server.sql("DROP TABLE IF EXISTS public.large")
    server.sql("CREATE TABLE public.large AS SELECT 1 AS n")
    with at(url).rebuilt(utc("2025-03-01T12:00:00")) as db:
        db.many(KEY, [("a", 1), ("b", 2)])
    of = "SELECT count(*) FROM pg_stats WHERE tablename = "
    assert server.sql(f"{of}'large'") == [(0,)]
    assert server.sql(f"{of}'keys' AND schemaname = '{re.search(r'schema=(.*)', url)[1]}'") == [(1,)]
    server.sql("DROP TABLE public.large")


def test_the_planner_knows_of_what_came_and_changed_in_bulk(url, server):
    """It would find out after a minute, in which a first run asks thousands of questions."""
    known = f"SELECT reltuples FROM pg_class WHERE oid = '{re.search(r'schema=(.*)', url)[1]}.keys'::regclass"  # noqa: S608 - our own
    with at(url).opened() as db:
        with db.transaction():
            db.many(KEY, [(f"few {number}", number) for number in range(999)])
        assert server.sql(known) == [(-1,)]
        with db.transaction():
            db.many(KEY, [("one more", 1)])
            db.many(KEY, [(f"many {number}", number) for number in range(1500)])
        assert server.sql(known) == [(2500,)]
        with db.transaction():
            db.many(KEY, [(f"half {number}", number) for number in range(2000)])
        assert server.sql(known) == [(2500,)]
        with db.transaction():
            db.run("UPDATE keys SET n = 7")
        assert server.sql(known) == [(4500,)]


# Locks


def test_who_is_at_work_is_told(url):
    place, other = at(url), at(url)
    with place.held("runs", "export of feeds since now"):
        assert re.fullmatch(rf"pid {os.getpid()} on \S+, export since \d{{4}}-\d\d-\d\d .* UTC", other.at_work())
        who = rf"at work: pid {os.getpid()} on .*, export since .*; it holds postgresql://"
        with pytest.raises(Locked, match=who), other.held("runs", "export"):
            raise AssertionError("it was had twice")
        with other.held("notices", "notices"), at(url.replace("?schema=", "?schema=b")).held("runs", "export"):
            assert place.at_work()
    assert other.at_work() == ""
    with other.held("runs", "export"):
        assert other.at_work()


def test_whoever_dies_holds_nothing(url):
    code = f"""
import sys
from exporter.store.locations import at
with at({url!r}).held("runs", "export"):
    print("held", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(Locked), at(url).held("runs", "export"):
            raise AssertionError("it was had twice")
        other.kill()
        with at(url).held("runs", "export", patience=120):
            assert at(url).at_work()


def test_whoever_loses_the_lock_has_lost_the_connection_that_writes(url, server):
    place = at(url)
    with place.held("runs", "export"), place.opened() as db:
        set_meta(db, "a", "1")
        server.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {AT_WORK}")  # noqa: S608
        with pytest.raises(Unavailable, match=r"terminating connection|is lost"), db.transaction():
            set_meta(db, "a", "2")
        with at(url).held("runs", "export"), pytest.raises(Unavailable, match="is lost"):
            set_meta(db, "a", "2")
    with opened(url) as db:
        assert meta(db, "a") == "1"


def test_a_connection_that_is_lost_at_the_end_of_a_long_answer_is_told(url, server):
    with opened(url) as db:
        db.many(KEY, [(f"{n:05}", n) for n in range(MANY)])
        walk = db.walk("SELECT n FROM keys")
        next(walk)
        server.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {AT_WORK}")  # noqa: S608
        with pytest.raises(Unavailable, match="nothing was half done"):
            walk.close()


def test_a_lock_that_is_gone_is_no_trouble_of_its_own(url, server):
    for trouble in (ZeroDivisionError, None):
        with ExitStack() as stack:
            if trouble:
                stack.enter_context(pytest.raises(trouble))
            stack.enter_context(at(url).held("runs", "export"))
            server.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {AT_WORK}")  # noqa: S608
            if trouble:
                raise trouble


def test_a_lock_that_is_lost_while_nothing_happens_is_let_go_of_without_a_word(url, server):
    with at(url).held("daemon", "daemon since now"):
        server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'pid %, daemon'")
    with at(url).held("daemon", "daemon since now"):
        assert at(url).at_work() == ""


DAEMONS = "application_name LIKE 'pid %, daemon'"


@pytest.mark.parametrize("how", ["terminated", "closed"])
def test_a_lock_knows_when_it_is_lost(url, server, how):
    place = at(url)
    with place.held("daemon", "daemon since now") as affirm:
        affirm()
        server.sql("SELECT pg_reload_conf()")
        affirm()
        if how == "closed":
            place._connection.close()
        else:
            server.sql(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {DAEMONS}")  # noqa: S608
        with pytest.raises(Unavailable, match="the connection to the store is lost"):
            affirm()
        with pytest.raises(Unavailable):
            affirm()
    eventually(lambda: not server.sql(f"SELECT 1 FROM pg_stat_activity WHERE {DAEMONS}"))  # noqa: S608
    with place.held("daemon", "daemon since now") as affirm:
        affirm()


def test_a_daemon_that_ends_waits_for_no_server(url, server):
    with at(url).held("daemon", "daemon since now"):
        ((pid,),) = server.sql(f"SELECT pid FROM pg_stat_activity WHERE {DAEMONS}")  # noqa: S608
        os.kill(pid, signal.SIGSTOP)
        began = time.monotonic()
    try:
        assert time.monotonic() - began < 5
    finally:
        os.kill(pid, signal.SIGCONT)
    eventually(lambda: not server.sql(f"SELECT 1 FROM pg_stat_activity WHERE {DAEMONS}"))  # noqa: S608


def test_another_one_of_the_same_name_since_the_same_second_is_another_one(url, monkeypatch):
    """As in containers, where all are process 1 on a host of the same name."""
    monkeypatch.setattr(
        postgres_schema, "_HOLDER", postgres_schema._HOLDER.replace("a.backend_start", "to_timestamp(0)")
    )
    place, other = at(url), at(url)
    since = "export since now"
    with other.held("runs", since), place.held("notices", since), pytest.raises(Locked), place.held("runs", since):
        raise AssertionError("it was had twice")


def test_nobody_takes_a_connection_that_he_has_lost_himself_for_another_daemon(url, server):
    place = at(url)
    with place.held("daemon", "daemon since now") as affirm:
        ours, (theirs, there) = place._connection.fileno(), socket.socketpair()
        kept = os.dup(ours)  # so that the server sees nothing of it
        os.dup2(theirs.fileno(), ours)
        theirs.close()
        there.close()
        with pytest.raises(Unavailable, match="is lost"):
            affirm()
    with pytest.raises(Unavailable, match="does not know yet") as raised, place.held("daemon", "daemon"):
        raise AssertionError("it was had twice")
    assert not isinstance(raised.value, Locked)
    with pytest.raises(Locked), at(url).held("daemon", "daemon"):
        raise AssertionError("it was had twice")
    os.close(kept)
    eventually(lambda: not server.sql(f"SELECT 1 FROM pg_stat_activity WHERE {DAEMONS}"))  # noqa: S608
    with place.held("daemon", "daemon since now") as affirm:
        affirm()


# A world that is not as it should be


def without(url, **changes):
    return postgres.shared().url(re.search(r"schema=(\w+)", url)[1], **changes)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"password": "wrong"}, 'password authentication failed for user "exporter"; set PGPASSWORD, or name its file'),
        ({"database": "nowhere"}, 'database "nowhere" does not exist; name another one in store.url, or make it'),
    ],
)
def test_who_is_not_let_in_is_told_why_in_one_line(url, changes, said):
    with pytest.raises(Unavailable) as raised, opened(without(url, **changes)):
        raise AssertionError("it was opened")
    message = str(raised.value)
    assert message.startswith("postgresql://exporter@127.0.0.1:")
    assert ": cannot reach the store: " in message
    assert said in message
    assert "\n" not in message
    assert postgres.PASSWORD not in message


def test_a_server_that_is_not_there_is_told(url):
    with pytest.raises(Unavailable, match=r"cannot reach the store: .*Connection refused"):
        at("postgresql://u:secret@127.0.0.1:1/news").is_missing()


@pytest.mark.parametrize("options", ["nonsense=1", "sslmode=sometimes"])
def test_what_libpq_does_not_know_is_told_without_the_password(options):
    with pytest.raises(ExporterError) as raised:
        at(f"postgresql://u:se%zcret@127.0.0.1:1/news?{options}").is_missing()
    assert "libpq cannot read store.url" in str(raised.value)
    assert "cret" not in str(raised.value)


def test_too_many_connections_is_told(db, url, server):
    with ExitStack() as stack:
        for _ in range(int(server.sql("SHOW max_connections")[0][0]) - 1):
            stack.enter_context(opened_to_read(url))
        with pytest.raises(Unavailable, match=r"cannot reach the store: .*(too many clients|connection slots)"):
            stack.enter_context(opened_to_read(url))


def test_a_user_who_may_not_is_told(url, server, db):
    server.sql("DROP ROLE IF EXISTS guest")
    server.sql("CREATE ROLE guest LOGIN PASSWORD 'guest'")
    guest = {"user": "guest", "password": "guest"}
    said = pytest.raises(Unavailable, match=r"permission denied for schema .* grant that to this user")
    with said, opened_to_read(without(url, **guest)):
        raise AssertionError("it was opened")
    said = pytest.raises(Unavailable, match=r"permission denied for database postgres; nothing was half done, grant")
    with said, opened(server.url("another", **guest)):
        raise AssertionError("it was made")


def test_a_database_of_another_encoding_is_refused(server):
    server.sql("DROP DATABASE IF EXISTS latin")
    server.sql("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(StoreError, match="has the encoding LATIN1: make one with `createdb --encoding=UTF8`"):
        at(server.url("a", database="latin")).is_missing()


def test_the_schema_of_another_program_is_refused_and_left_as_it_is(url, server):
    schema = re.search(r"schema=(\w+)", url)[1]
    server.sql(f"CREATE SCHEMA {schema}")
    server.sql(f"CREATE TABLE {schema}.schema_version (version TEXT)")
    for open_it in (opened, opened_to_read):
        with pytest.raises(StoreError, match="is a database, but no store of exporter"), open_it(url):
            raise AssertionError("it was opened")
    assert len(server.sql(f"SELECT 1 FROM pg_tables WHERE schemaname = '{schema}'")) == 1  # noqa: S608


@pytest.mark.parametrize(
    ("state", "kind", "advice"),
    [
        ("53100", Unavailable, "make room and run it again"),
        ("53200", Unavailable, "run it again when it has room"),
        ("57P01", Unavailable, "run it again when the server is up"),
        ("57014", Unavailable, "the server has cancelled it"),
        ("40P01", Unavailable, "run it again"),
        ("25006", Unavailable, "name the server that writes"),
        ("55P03", Unavailable, "somebody else keeps it busy"),
        ("58030", Unavailable, "run it again"),
        ("23505", Damaged, "exporter restore"),
        ("XX001", Damaged, "exporter restore"),
        ("54000", StoreError, "Rename it"),
        ("42601", psycopg.ProgrammingError, ""),
    ],
)
def test_what_the_server_says_is_told_with_what_to_do(state, kind, advice):
    error = told("here", psycopg.errors.lookup(state)("what it says"))
    assert isinstance(error, kind)
    assert advice in str(error)


def test_a_row_that_is_there_already_is_damage(db):
    with pytest.raises(Damaged, match=r"does not fit together: duplicate key value .*; what is published stays"):
        db.many(KEY, [("a", n) for n in range(MANY)])


def test_cut_off_while_it_waits_nothing_is_done(db, url):
    class Cut(BaseException):
        """As what a signal raises."""

    def cut(*_given):
        raise Cut

    before = signal.signal(signal.SIGALRM, cut)
    try:
        with pytest.raises(Cut), db.transaction():  # noqa: PT012
            set_meta(db, "a", "1")
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            db.run("SELECT pg_sleep(20)")
    finally:
        signal.signal(signal.SIGALRM, before)
    with opened(url) as other:
        assert meta(other, "a") == ""


def test_without_psycopg_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "exporter.store.postgres_schema", None)
    with pytest.raises(ExporterError, match=r"pip install 'exporter\[postgres\]'"):
        at("postgresql:///news")
