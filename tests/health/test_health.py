"""`exporter healthcheck`, the metrics and what is answered over HTTP."""

import itertools
import os
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from datetime import timedelta

import pytest
from msgspec.structs import replace
from prometheus_client.parser import text_string_to_metric_families

from exporter.config.schema import Health, Source
from exporter.errors import Locked, PublishError, Refused, Unavailable
from exporter.health import check, observed
from exporter.health.check import Verdict
from exporter.health.listening import MOST, listening
from exporter.health.metrics import Metrics
from exporter.outcome import Outcome, Stored, read_stored
from exporter.sources.choice import Part
from exporter.store import runs
from exporter.store.locations import opened
from tests.builders import utc
from tests.daemon.process import eventually
from tests.world import START, World

NOW = utc("2026-11-25T12:00:00")
HELD = Stored({"a": int(NOW.timestamp())}, last_finished=int(NOW.timestamp()), articles=7, waiting=2, edition=3)
DONE = Outcome(started=1000.5, seconds=2.5, status=3, message="5 new", numbers={"new": 5, "same": 0}, stored=HELD)


def stored(*others, **ago):
    """What a store says whose last success was so long before NOW; `others`: so many seconds before it, or never."""
    first = int((NOW - timedelta(**ago)).timestamp())
    more = [("b", None if seconds is None else int(NOW.timestamp()) - seconds) for seconds in others]
    return replace(HELD, successes=dict([("a", first), *more]))


@pytest.mark.parametrize(
    ("held", "healthy", "text"),
    [
        (stored(minutes=3), True, "ok: the last successful run ended 0:03:00 ago"),
        (stored(hours=1), True, "ok: the last successful run ended 1:00:00 ago"),
        (stored(hours=1, seconds=1), False, "failing: the last successful run ended 1:00:01 ago, health.max_age is 1:"),
        (stored(seconds=-59), True, "ok: the last successful run ended 0:00:00 ago"),
        (stored(days=-30), False, "failing: the clock was set back: a run ended at 2026-12-25 12:00:00 UTC, which is"),
        (stored(0, days=-30), False, "failing: the clock was set back"),
        (stored(0, hours=2), False, 'failing: the last successful run of "a" ended 2:00:00 ago'),
        (stored(60, seconds=1), True, 'ok: the last successful run of "b" ended 0:01:00 ago'),
        (stored(None, seconds=1), False, 'failing: no run of "b" has succeeded yet'),
        (replace(HELD, successes={"a": None}), False, "failing: no run has succeeded yet"),
        (None, False, "failing: no run has succeeded yet"),
    ],
)
def test_the_verdict_follows_the_age_of_the_last_success(held, healthy, text):
    found = check.of(held, timedelta(hours=1), NOW)
    assert (found.is_healthy, found.exit_status) == (healthy, 0 if healthy else 1)
    assert found.text.startswith(text)


def test_a_run_whose_source_could_not_be_read_is_no_success(tmp_path):
    world = World(tmp_path)
    world.dump(1)
    world.run()
    success = read_stored(world.config)
    world.dumps.rename(tmp_path / "moved")
    assert world.run().unavailable == 1
    found = read_stored(world.config)
    assert success.last_success == found.last_success < found.last_finished
    with opened(world.config.store.url) as db:
        runs.begin(db, 1)  # one that is cut off counts for nothing
    assert read_stored(world.config) == found


def test_a_run_is_no_success_of_sources_that_it_did_not_read(tmp_path):
    world = World(tmp_path)
    a, b = world.config.source[0], Source(path=str(tmp_path / "b"), name="b")
    world.set(source=(a, b))
    world.dump(1)
    (tmp_path / "b").mkdir()

    def run(*parts):
        world.run(parts=parts)
        found = read_stored(world.config)
        return {name: at and round((at - START.timestamp()) / 3600) for name, at in found.successes.items()}

    assert run(Part(a)) == {"dumps": 1, "b": None}
    assert run(Part(a), Part(b)) == {"dumps": 2, "b": 2}
    assert run(Part(b)) == {"dumps": 2, "b": 3}
    assert run(Part(a, below="000001.txt")) == {"dumps": 2, "b": 3}
    (tmp_path / "b").rmdir()
    assert run(Part(a), Part(b)) == {"dumps": 5, "b": 3}
    world.set(source=())
    assert run() == {"": 6}


def test_a_run_ends_when_it_ends_and_not_when_it_began(tmp_path, monkeypatch):
    world = World(tmp_path)
    world.dump(1)
    monkeypatch.setattr(time, "monotonic", itertools.count(0, 1000).__next__)
    world.run()
    found = read_stored(world.config)
    assert found.last_success == found.last_finished >= world.now.timestamp() + 1000


def command(root, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", "exporter", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.stdout, done.stderr, done.returncode


@pytest.fixture
def world(tmp_path):
    (tmp_path / "config.toml").write_text(
        '[site]\ntitle = "T"\nurl = "https://a.example/"\n[[source]]\npath = "dumps"\n'
        '[health]\nmetrics = "state/exporter.prom"\n'
    )
    made = World(tmp_path)
    made.dump(1)
    return made


def test_healthcheck_as_a_command(world):
    assert command(world.root, "healthcheck")[0].startswith("failing: no run has succeeded yet")
    assert not (world.root / "state").exists()  # it makes nothing
    assert command(world.root, "export")[2] == 0
    said, wrong, status = command(world.root, "healthcheck")
    assert (said.startswith("ok: the last successful run ended 0:0"), wrong, status) == (True, "", 0)
    with opened(f"sqlite:///{world.root}/state/exporter.db") as db:
        runs.succeeded(db, ["dumps"], int(time.time()) - 7200)
    said, wrong, status = command(world.root, "healthcheck")
    assert (said.startswith("failing: the last successful run ended 2:0"), wrong, status) == (True, "", 1)
    assert command(world.root, "healthcheck", "--max-age", "3 hours")[2] == 0
    assert command(world.root, "healthcheck", "--max-age", "soon")[2] == 78
    (world.root / "state" / "exporter.db").write_text("no database at all, but something else")
    assert command(world.root, "healthcheck")[2] == 1


def values(text):
    """Every sample by name and labels; the parser refuses what Prometheus would."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_export_writes_the_metrics_to_a_file(world):
    file = world.root / "state" / "exporter.prom"
    before = os.umask(0o077)
    try:
        assert command(world.root, "export")[2] == 0
    finally:
        os.umask(before)
    found = values(file.read_text())
    assert found["exporter_last_run", "new"] == 1
    assert found["exporter_last_run_exit_status",] == 0
    assert found["exporter_articles",] == 1
    assert found["exporter_last_success_timestamp_seconds",] > 1_700_000_000
    assert file.stat().st_mode & 0o777 == 0o644
    world.dumps.rename(world.root / "moved")
    assert command(world.root, "export")[2] == 75
    after = values(file.read_text())
    assert after["exporter_last_run_exit_status",] == 75
    assert after["exporter_last_success_timestamp_seconds",] == found["exporter_last_success_timestamp_seconds",]
    assert sorted(path.name for path in file.parent.iterdir() if "prom" in path.name) == ["exporter.prom"]


@pytest.mark.parametrize("file", ["state/exporter.prom", "config.toml/exporter.prom", "/proc/none/exporter.prom"])
def test_a_metrics_file_that_cannot_be_written_is_a_warning(world, file):
    (world.root / "state" / "exporter.prom").mkdir(parents=True)
    said, wrong, status = command(world.root, "export", "-s", f'health.metrics="{file}"')
    assert (said, status) == ("", 0)
    assert f"{file}: cannot write the metrics" in wrong
    assert [path.name for path in (world.root / "state").iterdir() if path.name.endswith(".tmp")] == []


def test_what_nobody_foresaw_in_the_metrics_fails_no_run(tmp_path, monkeypatch, caplog):
    world = World(tmp_path, health=Health(metrics=str(tmp_path / "x.prom")))
    monkeypatch.setattr(Metrics, "write", lambda *_: {}["surprise"])
    with observed(world.config, world.now, dry_run=False) as observer:
        observer.ended(world.run())
    assert "please report this" in caplog.text


def test_the_numbers_are_those_of_the_last_run_and_counters_go_on():
    metrics = Metrics()
    metrics.ended(DONE)
    metrics.ended(replace(DONE, status=75, numbers={"new": 1}, stored=None))
    found = values(metrics.text().decode())
    assert found["exporter_runs_total", "3"] == 1
    assert found["exporter_runs_total", "75"] == 1
    assert found["exporter_last_run", "new"] == 1
    assert ("exporter_last_run", "same") not in found
    assert found["exporter_last_run_duration_seconds",] == 2.5
    assert found["exporter_last_success_timestamp_seconds",] == HELD.last_success
    assert found["exporter_documents_waiting",] == 2


def test_a_reader_of_the_file_never_sees_half_of_it(tmp_path):
    metrics, file, whole, done = Metrics(HELD), tmp_path / "exporter.prom", set(), threading.Event()
    metrics.write(file)

    def read():
        while not done.is_set():
            whole.add("exporter_edition" in file.read_text())

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(200):
        metrics.ended(DONE)
        metrics.write(file)
    done.set()
    reader.join()
    assert whole == {True}


def test_the_file_is_not_written_through_a_planted_link(tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (tmp_path / f".exporter.prom.{os.getpid()}.tmp").symlink_to(victim)
    with pytest.raises(PublishError, match="cannot write the metrics"):
        Metrics().write(tmp_path / "exporter.prom")
    assert victim.read_text() == "mine"


def fetch(url, method="GET"):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=60) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


def test_metrics_and_health_over_http():
    metrics, verdicts = Metrics(HELD), [Verdict(is_healthy=True, text="ok: fine")]
    with listening("127.0.0.1:0", metrics, lambda: verdicts[-1]) as url:
        status, headers, body = fetch(f"{url}metrics")
        assert (status, headers["Content-Type"].split(";")[0]) == (200, "text/plain")
        assert values(body)["exporter_articles",] == 7
        assert fetch(f"{url}healthz")[::2] == (200, "ok: fine\n")
        verdicts.append(Verdict(is_healthy=False, text="failing: old"))
        assert fetch(f"{url}healthz")[::2] == (503, "failing: old\n")
        assert fetch(f"{url}healthz", "HEAD")[::2] == (503, "")
        assert fetch(f"{url}else")[0] == 404
    with pytest.raises(urllib.error.URLError):
        fetch(f"{url}metrics")


@contextmanager
def answering():
    """The port of a listener that says all is well."""
    with listening("127.0.0.1:0", Metrics(), lambda: Verdict(is_healthy=True, text="ok")) as url:
        yield int(url.rsplit(":", 1)[1].rstrip("/"))


def is_cut(connection):
    """Whether the other side ended it; it gets a minute for that."""
    connection.settimeout(60)
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def test_clients_that_say_nothing_keep_neither_others_nor_the_end_and_are_few(monkeypatch):
    monkeypatch.setattr("exporter.health.listening.DEADLINE", 1000)
    with answering() as port, ExitStack() as stack:
        silent = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(3 * MOST)]
        assert fetch(f"http://127.0.0.1:{port}/healthz")[0] == 200
        assert all(map(is_cut, silent[: 2 * MOST]))


def test_a_client_that_sends_a_byte_now_and_then_has_a_deadline(monkeypatch):
    monkeypatch.setattr("exporter.health.listening.DEADLINE", 0.3)
    with answering() as port, socket.create_connection(("127.0.0.1", port)) as slow:

        def is_refused():
            try:
                slow.sendall(b"x")
            except OSError:
                return True
            return False

        eventually(is_refused)
        assert is_cut(slow)


def test_a_client_that_goes_before_its_answer_is_no_news(capfd, caplog):
    with answering() as port:
        for _ in range(5):
            with socket.create_connection(("127.0.0.1", port)) as one:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # it resets
                one.sendall(b"GET /metrics HTTP/1.1\r\n")
        assert fetch(f"http://127.0.0.1:{port}/healthz")[0] == 200
        eventually(lambda: not any("process_request_thread" in each.name for each in threading.enumerate()))
    assert capfd.readouterr() == ("", "")
    assert caplog.messages == []


def test_an_address_in_use_is_unavailable():
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(Unavailable, match="cannot listen at"):
        listening(f"127.0.0.1:{taken.getsockname()[1]}", Metrics(), lambda: None).__enter__()


def test_a_single_run_that_is_refused_is_told_in_the_metrics_too(tmp_path):
    world = World(tmp_path, health=Health(metrics=str(tmp_path / "x.prom")))
    with pytest.raises(Refused), observed(world.config, world.now, dry_run=False):
        raise Refused("store and tree do not belong together")
    assert values((tmp_path / "x.prom").read_text())["exporter_last_run_exit_status",] == 1


def test_a_single_run_that_finds_another_at_work_is_no_failure_to_tell(tmp_path):
    world = World(tmp_path, health=Health(metrics=str(tmp_path / "x.prom")))
    with pytest.raises(Locked), observed(world.config, world.now, dry_run=False):
        raise Locked("another run is at work")
    assert not (tmp_path / "x.prom").exists()
