"""Pings, against a real server: what it is told, and that it never holds anybody up."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from exporter.errors import PublishError
from exporter.health import observed
from exporter.health.ping import KEPT, Pinger, beneath
from tests.daemon.process import CONFIG, daemon, eventually
from tests.notify import peers
from tests.world import World


class Service:
    """Notes every ping. `answers`: with this status. `slow`: only when this is set."""

    def __init__(self):
        self.heard = []
        self.answers = 200
        self.go_on = threading.Event()
        self.go_on.set()
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                service.go_on.wait(60)
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                service.heard.append((self.path, body))
                self.send_response(service.answers)
                if service.answers == 301:
                    self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/ping/0a1b-secret"
        self.paths = lambda: [path.removeprefix("/ping/0a1b-secret") for path, _ in self.heard]


@pytest.fixture
def service():
    made = Service()
    thread = threading.Thread(target=made.http.serve_forever, args=(0.01,))
    thread.start()
    yield made
    made.go_on.set()
    made.http.shutdown()
    thread.join()
    made.http.server_close()


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path)
    made.dump(1)
    return made


def watched(world, service):
    from msgspec.structs import replace

    world.set(health=replace(world.config.health, ping=service.url))
    with observed(world.config, world.now, dry_run=False) as observer:
        observer.ended(world.run())


def test_a_run_is_told_at_its_start_and_at_its_end(world, service):
    watched(world, service)
    assert service.paths() == ["/start", ""]
    assert service.heard[1][1].startswith("1 new")


def test_a_run_that_fails_is_told_as_failed_with_the_reason(world, service):
    (world.root / "state").mkdir()
    (world.root / "state" / "exporter.db").write_text("no database at all")
    with pytest.raises(Exception, match="no store"):
        watched(world, service)
    assert service.paths() == ["/start", "/fail"]
    assert "the store is damaged or is no store" in service.heard[1][1]


def test_a_run_with_an_unreachable_source_is_told_as_failed(world, service):
    (world.root / "dumps").rename(world.root / "moved")
    watched(world, service)
    assert service.paths() == ["/start", "/fail"]


def test_a_dry_run_tells_nobody(world, service):
    from msgspec.structs import replace

    world.set(health=replace(world.config.health, ping=service.url))
    with observed(world.config, world.now, dry_run=True) as observer:
        observer.ended(world.run(dry_run=True))
    assert service.heard == []


def test_an_error_is_told_and_goes_on(world, service):
    from msgspec.structs import replace

    world.set(health=replace(world.config.health, ping=service.url))
    with pytest.raises(PublishError), observed(world.config, world.now, dry_run=False):
        raise PublishError("the disk is full")
    assert service.heard[1] == ("/ping/0a1b-secret/fail", "the disk is full")


def test_whoever_pings_a_slow_service_does_not_wait(service, caplog):
    service.go_on.clear()
    pinger = Pinger(service.url)
    for _ in range(3 * KEPT):
        pinger.start()
        pinger.success("done")
    assert service.heard == []  # all that returned, and nothing has been answered yet
    assert caplog.messages == ["health.ping at 127.0.0.1: it is too slow, and pings are dropped; runs go on"]
    service.go_on.set()
    pinger.flush(60)
    assert service.paths()[:2] == ["/start", ""]
    pinger.close()


@pytest.mark.parametrize("status", [301, 404, 500])
def test_a_service_that_refuses_is_a_warning_once_without_the_secret(service, caplog, status):
    service.answers = status
    pinger = Pinger(service.url)
    for _ in range(3):
        pinger.success("done")
    pinger.flush(60)
    [said] = caplog.messages
    assert said.startswith(f"health.ping at 127.0.0.1: HTTP {status}")
    assert said.endswith("; runs go on")
    assert "secret" not in said
    service.answers = 200
    pinger.success("done")
    pinger.flush(60)
    service.answers = status
    pinger.success("done")
    pinger.flush(60)
    assert len(caplog.messages) == 2  # it had worked in between
    pinger.close()


def test_a_service_that_is_down_is_a_warning(caplog):
    with socket.create_server(("127.0.0.1", 0)) as one:
        port = one.getsockname()[1]
    pinger = Pinger(f"http://127.0.0.1:{port}/secret")
    pinger.success("done")
    pinger.flush(60)
    assert caplog.messages == ["health.ping at 127.0.0.1: no connection: Connection refused; runs go on"]
    pinger.close()


@pytest.mark.parametrize(
    ("behave", "reason"),
    [
        (peers.floods(302, Location="/elsewhere"), "HTTP 302: it has moved"),
        (peers.answers(302, Location="http://["), "HTTP 302: it has moved"),
        (peers.answers(503, Retry_After="Mon, 01 Jan 99999999999999999999 00:00:00 GMT"), ""),
        (peers.babbles, "no "),
        (peers.hangs_up, "no connection"),
    ],
)
def test_no_answer_ends_the_pings_or_fills_the_memory(behave, reason, caplog):
    with peers.Peer(behave).running() as peer:
        pinger = Pinger(f"{peer.url}secret")
        for _ in range(3):
            pinger.success("done")
            pinger.flush(60)
        assert [sent.path for sent in peer.sent] == ["/secret"] * 3
        [said] = caplog.messages
        assert said.startswith(f"health.ping at 127.0.0.1: {reason}")
        assert "secret" not in said
        assert peer.flooded < 100_000_000  # what fits into buffers of the system
        pinger.close()


def test_flush_gives_up_in_the_end(service):
    service.go_on.clear()
    pinger = Pinger(service.url)
    pinger.success("done")
    pinger.flush(0.1)
    assert service.heard == []
    service.go_on.set()
    pinger.flush(60)
    assert service.paths() == [""]
    pinger.close()


def test_a_daemon_exports_and_ends_whatever_the_service_does(tmp_path, service):
    service.go_on.clear()
    world = World(tmp_path)
    world.dump(1)
    (tmp_path / "config.toml").write_text(f'{CONFIG}watch = true\n[health]\nping = "{service.url}"\n')
    with daemon(tmp_path) as running:
        running.says("edition 1 is published")
        world.dump(2)
        running.says("edition 2 is published")
        assert service.heard == []
        assert running.stop() == 0


def test_a_daemon_tells_of_each_run(tmp_path, service):
    world = World(tmp_path)
    world.dump(1)
    (tmp_path / "config.toml").write_text(f'{CONFIG}watch = true\n[health]\nping = "{service.url}"\n')
    with daemon(tmp_path) as running:
        eventually(lambda: service.paths() == ["/start", ""])
        (tmp_path / "state" / "exporter.db.lock").unlink()
        (tmp_path / "state" / "exporter.db.lock").mkdir()
        world.dump(2)
        eventually(lambda: service.paths() == ["/start", "", "/start", "/fail"])
        assert "cannot open the lock file" in service.heard[3][1]
        assert running.stop() == 0
        assert "secret" not in running.said


@pytest.mark.parametrize(
    ("url", "step", "expected"),
    [
        ("https://hc.example/ping/u", "start", "https://hc.example/ping/u/start"),
        ("https://hc.example/ping/u/", "fail", "https://hc.example/ping/u/fail"),
        ("https://hc.example/ping/u?create=1", "start", "https://hc.example/ping/u/start?create=1"),
        ("https://hc.example/ping/u?create=1", "", "https://hc.example/ping/u?create=1"),
        ("https://hc.example", "start", "https://hc.example/start"),
    ],
)
def test_a_step_is_a_part_of_the_path(url, step, expected):
    assert beneath(url, step) == expected
