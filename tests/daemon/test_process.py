"""`exporter daemon` as a process: signals, sources that fail, systemd, watching, serving."""

import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from exporter import lock
from exporter.daemon import child
from exporter.errors import Locked
from exporter.serve import server
from tests.daemon.process import CONFIG, daemon, eventually
from tests.daemon.terminations import terminate_at_random
from tests.running import is_alive
from tests.servers import free_port
from tests.world import World


@pytest.fixture
def world(tmp_path):
    (tmp_path / "config.toml").write_text(CONFIG)
    return World(tmp_path)


def configure(world, *changes):
    """Write the configuration with lines more at its end."""
    (world.root / "config.toml").write_text("\n".join([CONFIG, *changes]))


def published(world, number):
    """Whether article `number` is in the feed."""
    feed = world.tree / "feed.atom"
    return feed.exists() and f"Quay {number} reopens" in feed.read_text()


def fetch(url):
    with urllib.request.urlopen(url, timeout=60) as answer:
        return answer.read().decode()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_exports_at_once_and_a_signal_ends_it(world, number):
    world.dump(1)
    with daemon(world.root) as running:
        running.says("edition 1 is published")
        assert running.stop(number) == 0
    assert published(world, 1)
    assert running.lines[-1].startswith("stopping")


def test_it_ends_at_once_in_the_middle_of_a_run_and_the_next_one_completes_that(world):
    for number in range(1, 400):
        os.utime(world.dump(number), (1_740_000_000, 1_740_000_000))  # it rests: one run reads all of them
    with daemon(world.root) as running:
        eventually((world.root / "state" / "exporter.db").exists)
        eventually(lambda: at_work(world))
        assert running.stop() == 0
    with daemon(world.root) as running:
        running.says("is published")
        assert running.stop() == 0
    assert published(world, 399)


def at_work(world):
    """Whether a run has begun and not ended."""
    try:
        with sqlite3.connect(f"file:{world.root}/state/exporter.db?mode=ro", uri=True) as db:
            return list(db.execute("SELECT n FROM runs WHERE finished IS NULL"))
    except sqlite3.Error:
        return []  # no table yet


def test_terminations_at_random_moments_leave_a_valid_tree(tmp_path):
    terminate_at_random(tmp_path, times=4, seed=random.randrange(1_000_000))  # noqa: S311


def test_a_run_that_hangs_goes_with_the_daemon(world):
    for number in range(1, 400):
        world.dump(number)
    with daemon(world.root) as running:
        eventually(lambda: at_work(world))
        os.kill(worker(world), signal.SIGSTOP)  # it does not hear SIGTERM now
        assert running.stop() == 0
    with lock.held(world.root / "state" / "exporter.db.lock", "test"):
        pass  # it is free: the run is gone


def worker(world):
    """The process that is at work."""
    return int((world.root / "state" / "exporter.db.lock").read_text().split()[1].rstrip(","))


@contextmanager
def held(path: Path) -> Iterator[None]:
    """The lock, as soon as the run that said its last word lets go of it."""
    while True:
        with ExitStack() as stack:
            try:
                stack.enter_context(lock.held(path, "test"))
            except Locked:
                time.sleep(0.01)
                continue
            yield
            return


def test_another_run_at_work_is_waited_for(world):
    configure(world, "watch = true")
    world.dump(1)
    with daemon(world.root) as running:
        running.says("edition 1 is published")
        with held(world.root / "state" / "exporter.db.lock"):
            world.dump(2)
            running.says("a run is put off: another run is at work")
        running.says("edition 2 is published")
        assert running.stop() == 0
    assert "failed" not in running.said


def test_sighup_reads_the_configuration_again_and_exports(world):
    world.dump(1)
    with daemon(world.root) as running:
        running.says("edition 1 is published")
        configure(world, '[[feed]]\nslug = "quays"\ntitle = "Quays"\nhosts = ["news.example"]')
        running.send(signal.SIGHUP)
        running.says("the configuration is read again")
        running.says("edition 2 is published")
        assert (world.tree / "quays" / "feed.atom").exists()
        assert running.stop() == 0


def test_sighup_changes_neither_the_store_nor_what_is_served_and_says_so(world):
    world.dump(1)
    with daemon(world.root, "--serve", "-s", f"serve.port={free_port()}") as running:
        running.says("edition 1 is published")
        world.dump(2)
        changed = CONFIG.replace("feeds.example.org", "www.example.org")
        (world.root / "config.toml").write_text(f'{changed}[store]\nurl = "sqlite:///other/exporter.db"\n')
        running.send(signal.SIGHUP)
        running.says("edition 2 is published")
        running.says("health.listen and store.url take effect when the daemon starts anew")
        running.says("what is served, and said of it in header fields, is as before")
        assert running.stop() == 0
    assert not (world.root / "other").exists()


def test_sighup_with_a_wrong_configuration_says_the_mistakes_and_keeps_running(world):
    configure(world, "watch = true")
    world.dump(1)
    with daemon(world.root) as running:
        running.says("edition 1 is published")
        configure(world, "watch = true\n[feeds]\nentries = 'ten'\nentrys = 3")
        running.send(signal.SIGHUP)
        running.says("the one before stays in force")
        assert "config.toml:16: feeds.entries: expected a whole number" in running.said
        assert "feeds.entrys: unknown key" in running.said
        world.dump(2)
        running.says("edition 2 is published")
        assert running.stop() == 0
    assert published(world, 2)


def test_sighup_without_a_configuration_at_all_keeps_running(world):
    world.dump(1)
    with daemon(world.root) as running:
        running.says("edition 1 is published")
        (world.root / "config.toml").rename(world.root / "gone.toml")
        running.send(signal.SIGHUP)
        running.says("the one before stays in force")
        assert running.stop() == 0


def test_a_source_that_fails_does_not_stop_the_others_and_is_tried_again(world):
    configure(world, '[[source]]\npath = "missing"\nevery = "1 second"')
    world.dump(1)
    with daemon(world.root) as running:
        running.says("edition 1 is published")
        running.says("cannot read the source 'missing'", times=3)
        running.says("a run failed", times=2)
        (world.root / "missing").mkdir()
        world.dump(2).rename(world.root / "missing" / "2.txt")
        running.says("edition 2 is published")
        assert running.stop() == 0
    assert published(world, 1)
    assert published(world, 2)


def test_watching_exports_a_new_dump_and_leaves_one_that_is_being_written(world):
    configure(world, "watch = true")
    world.dump(1)
    with daemon(world.root) as running:
        running.says("edition 1 is published")
        text = world.dump(2).read_text()
        running.says("edition 2 is published")
        text, lines = text.replace("Quay 2", "Quay 3").replace("/2-", "/3-"), 0
        while lines < 15 or not published(world, 4):  # another dump comes meanwhile, and does not wait for it
            if lines == 10:
                world.dump(4)
            text += f"\nLine {(lines := lines + 1)} of a dump that takes its time."
            written(world, "slow.txt", text, ahead=30)
            time.sleep(0.1)
            assert not published(world, 3)
        written(world, "slow.txt", text)
        running.says("edition 4 is published")
        assert running.stop() == 0
    with sqlite3.connect(world.root / "state" / "exporter.db") as db:
        [(reports,)] = db.execute("SELECT group_concat(report) FROM runs")
    assert '"changed":1' not in reports  # nobody ever saw half of it
    assert f"Line {lines} of" in (world.tree / "feed.atom").read_text()


def written(world, name, text, ahead=0):
    """The dump says this. `ahead`: seconds in which it seems to have been written to just now, though the machine is so
    busy that we do not come to write."""
    new = world.root / name
    new.write_text(text)
    if ahead:
        os.utime(new, (time.time() + ahead,) * 2)
    new.rename(world.dumps / name)


def test_watching_copes_with_a_source_that_comes_later_and_one_that_is_a_file(world):
    configure(world, "watch = true", '[[source]]\npath = "later"', '[[source]]\npath = "single.txt"')
    world.dump(1).rename(world.root / "single.txt")
    with daemon(world.root) as running:
        running.says("edition 1 is published")
        running.says("later: cannot be watched: it is not there")
        (world.root / "later").mkdir()
        world.dump(2).rename(world.root / "later" / "2.txt")
        running.says("edition 2 is published")
        for number in (3, 4):
            world.dump(number).rename(world.root / "new.txt")
            (world.root / "new.txt").rename(world.root / "single.txt")
            running.says(f"edition {number} is published")
        assert running.stop() == 0
    assert published(world, 4)


def test_without_the_extra_watching_says_what_to_install(world, tmp_path):
    configure(world, "watch = true")
    (tmp_path / "blocked" / "watchfiles").mkdir(parents=True)
    (tmp_path / "blocked" / "watchfiles" / "__init__.py").write_text("raise ImportError('x', name='watchfiles')\n")
    said, status = refused(world, PYTHONPATH=str(tmp_path / "blocked"))
    assert "pip install 'exporter[watch]'" in said
    assert status == 1


def refused(world, *arguments, **environment):
    """Standard error and exit status of a daemon that does not start."""
    done = subprocess.run(
        [sys.executable, "-m", "exporter", "daemon", *arguments],
        cwd=world.root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.stderr, done.returncode


def test_a_second_daemon_for_the_same_store_is_refused(world):
    world.dump(1)
    with daemon(world.root) as running:
        running.says("edition 1 is published")
        said, status = refused(world)
        assert status == 75
        assert f"pid {running.process.pid}, daemon since" in said
        assert running.stop() == 0


def test_a_wrong_configuration_is_refused_at_the_start(world):
    configure(world, 'jitter = "soon"')
    said, status = refused(world)
    assert (status, "schedule.jitter: expected a duration" in said) == (78, True)


def test_an_address_that_is_taken_is_a_message(world):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said, status = refused(world, "-s", f'health.listen="127.0.0.1:{port}"')
        assert status == 75
        assert f"cannot listen at 127.0.0.1:{port}: Address already in use; see health.listen" in said


def test_metrics_and_health_are_answered_over_http(world):
    port = free_port()
    configure(world, f'[health]\nlisten = "127.0.0.1:{port}"\nmetrics = "state/exporter.prom"')
    os.utime(world.dump(1), (1, 1))  # else the first run leaves it to rest, if the daemon starts within half a second
    with daemon(world.root) as running:
        running.says(f"answering http://127.0.0.1:{port}/metrics")
        eventually(lambda: 'exporter_runs_total{status="0"} 1.0' in fetch(f"http://127.0.0.1:{port}/metrics"))
        assert "exporter_articles 1.0" in fetch(f"http://127.0.0.1:{port}/metrics")
        assert fetch(f"http://127.0.0.1:{port}/healthz").startswith("ok: the last successful run ended 0:0")
        assert running.stop() == 0
    assert "exporter_articles 1.0" in (world.root / "state" / "exporter.prom").read_text()


def test_it_serves_beside_and_a_signal_ends_both(world):
    world.dump(1)
    with daemon(world.root, "--serve", "-s", f"serve.port={(port := free_port())}") as running:
        running.says("serving")
        running.says("edition 1 is published")
        with socket.create_connection(("127.0.0.1", port)) as half:
            half.sendall(b"GET /feed")
            assert "Quay 1 reopens" in fetch(f"http://127.0.0.1:{port}/feed.atom")
            assert running.stop() == 0
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port))


@pytest.mark.parametrize(("options", "logged"), [((), False), (("-v",), False), (("-vv",), True)])
def test_answers_are_logged_only_if_asked_for_twice(world, options, logged):
    world.dump(1)
    with daemon(world.root, "--serve", *options, "-s", f"serve.port={(port := free_port())}") as running:
        running.says("edition 1 is published")
        fetch(f"http://127.0.0.1:{port}/feed.atom")
        assert running.stop() == 0
    assert ("GET /feed.atom" in running.said) == logged


def test_systemd_is_told_and_the_watchdog_is_kept_alive_during_a_long_run(world):
    for number in range(1, 300):
        world.dump(number)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(world.root / "notify"))
        manager.settimeout(60)
        with daemon(world.root, NOTIFY_SOCKET=str(world.root / "notify"), WATCHDOG_USEC="150000") as running:
            heard = [manager.recv(4096).decode()]
            assert heard[0] == "READY=1\nSTATUS=started"
            eventually(lambda: at_work(world))
            run = worker(world)
            os.kill(run, signal.SIGSTOP)  # a run as long as the test wants it
            alive = heard.count("WATCHDOG=1")
            while heard.count("WATCHDOG=1") < alive + 5:
                heard.append(manager.recv(4096).decode())
            os.kill(run, signal.SIGCONT)
            while "written" not in "".join(running.lines):
                heard.append(manager.recv(4096).decode())
            running.send(signal.SIGHUP)
            while not heard[-1].startswith("RELOADING=1\nMONOTONIC_USEC="):
                heard.append(manager.recv(4096).decode())
            while not heard[-1].startswith("READY=1"):
                heard.append(manager.recv(4096).decode())
            assert running.stop() == 0
            manager.settimeout(0)
            try:
                while True:
                    heard.append(manager.recv(4096).decode())
            except BlockingIOError:
                assert heard[-1] == "STOPPING=1"


def test_quiet_says_nothing_when_all_is_well(world):
    world.dump(1)
    with daemon(world.root, "-q") as running:
        eventually(lambda: published(world, 1))
        assert running.stop() == 0
    assert running.said == ""


def test_json_lines_are_json_also_those_of_runs(world):
    world.dump(1)
    with daemon(world.root, "--log-format", "json") as running:
        running.says("edition 1 is published")
        assert running.stop() == 0
    assert {json.loads(line)["level"] for line in running.lines} == {"info"}


def test_a_run_that_is_killed_is_a_failure_and_the_daemon_goes_on(world):
    configure(world, "watch = true")
    for number in range(1, 400):
        world.dump(number)
    with daemon(world.root) as running:
        eventually(lambda: at_work(world))
        os.kill(worker(world), signal.SIGKILL)
        running.says("a run failed: the run ")
        world.dump(400)
        running.says("is published")
        assert running.stop() == 0
    assert published(world, 400)


def test_when_the_process_that_runs_are_forked_from_dies_there_is_a_new_one(world):
    configure(world, "watch = true")
    world.dump(1)
    with daemon(world.root) as running:
        running.says("edition 1 is published")
        for pid in descendants(running.process.pid):
            if "forkserver" in told(pid, "cmdline"):
                os.kill(pid, signal.SIGKILL)
                eventually(lambda pid=pid: not is_alive(pid))
        world.dump(2)
        running.says("edition 2 is published")
        assert running.stop() == 0


def test_what_the_end_waits_for_takes_less_than_is_promised():
    """In docs/operations.md. A busy machine takes longer than all else here, so it is no processes that tell."""
    assert server.STOP_TIMEOUT + child.GRACE < 5


def test_the_daemon_leaves_no_process_behind(world):
    world.dump(1)
    with daemon(world.root) as running:
        running.says("edition 1 is published")
        children = descendants(running.process.pid)
        assert children  # the one that runs are forked from
        assert running.stop() == 0
    eventually(lambda: not any(map(is_alive, children)))


def descendants(pid: int) -> list[int]:
    found = [int(each) for each in told(pid, f"task/{pid}/children").split()]
    return found + [below for each in found for below in descendants(each)]


def told(pid: int, what: str) -> str:
    """By the system, of this process; nothing of one that has just ended."""
    try:
        return Path(f"/proc/{pid}/{what}").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
