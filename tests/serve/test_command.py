"""`exporter serve` as a process."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from tests.serve.client import ask, connected, write

PATIENCE = 60
"""Seconds in which it must end; it takes a few, on a machine that is not busy."""
CONFIG = '[site]\ntitle = "T"\nurl = "https://a.example/"\n'


@pytest.fixture
def root(tmp_path):
    (tmp_path / "config.toml").write_text(CONFIG)
    write(tmp_path / "feeds", "feed.atom")
    return tmp_path


@contextmanager
def process(root, *arguments):
    """The command on a free port, and its URL."""
    command = [sys.executable, "-m", "exporter", "serve", "-v", "--port", "0", *arguments]
    with subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True) as running:
        try:
            yield running, re.search(r"at (http://\S+/)", running.stderr.readline())[1]
        finally:
            running.kill()


def refused(root, *arguments, **environment):
    """Standard error and exit status of a command that does not come to serve."""
    command = [sys.executable, "-m", "exporter", "serve", *arguments]
    done = subprocess.run(
        command, cwd=root, env={**os.environ, **environment}, capture_output=True, text=True, timeout=300, check=False
    )
    assert "Traceback" not in done.stderr
    return done.stderr, done.returncode


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_whoever_is_connected(root, number):
    with process(root) as (running, url), connected(url) as half, connected(url) as idle:
        half.sendall(b"GET /feed")
        idle.sendall(b"GET /feed.atom HTTP/1.1\r\nhost: x\r\n\r\n")
        assert idle.recv(65536)
        assert ask(url, "/feed.atom").status == 200
        running.send_signal(number)
        assert running.wait(PATIENCE) == 0
        said = running.stderr.read()
    assert said.count('"GET /feed.atom HTTP/1.1" 200') == 2
    assert said.endswith("stopped serving\n")
    assert "Traceback" not in said


def test_an_answer_that_nobody_reads_does_not_keep_it(root):
    write(root / "feeds", "sitemap.xml", bytes(20_000_000))
    with process(root) as (running, url), connected(url) as one:
        one.sendall(b"GET /sitemap.xml HTTP/1.1\r\nhost: x\r\n\r\n")
        assert one.recv(100)
        running.terminate()
        assert running.wait(PATIENCE) == 0


def test_a_file_that_takes_long_to_read_does_not_keep_it(root):
    """Its digest alone would take minutes. Who asked for it has hung up, or is waiting."""
    with (root / "feeds" / "backup.tar").open("wb") as file:
        file.truncate(400 * 2**30)
    with process(root) as (running, url), connected(url) as waiting:
        with connected(url) as gone:
            gone.sendall(b"GET /backup.tar HTTP/1.1\r\nhost: x\r\n\r\n")
        waiting.sendall(b"GET /backup.tar HTTP/1.1\r\nhost: x\r\n\r\n")
        assert ask(url, "/feed.atom").status == 200
        running.terminate()
        assert running.wait(PATIENCE) == 0
        said = running.stderr.read()
    assert said.endswith("stopped serving\n")
    assert "Traceback" not in said
    assert "error" not in said


def test_a_slow_download_is_cut_without_a_word(root):
    write(root / "feeds", "sitemap.xml", bytes(60_000_000))  # more than is held in memory
    with process(root) as (running, url), connected(url) as one:
        one.sendall(b"GET /sitemap.xml HTTP/1.1\r\nhost: x\r\n\r\n")
        assert one.recv(100)
        running.terminate()
        with contextlib.suppress(ConnectionError):
            while running.poll() is None and one.recv(10_000):
                time.sleep(0.02)
        assert running.wait(PATIENCE) == 0
        said = running.stderr.read()
    assert said.endswith("stopped serving\n")
    assert "Traceback" not in said
    assert "error" not in said


def test_a_port_in_use_is_a_message(root):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said, status = refused(root, "--port", str(port))
    assert (status, said.count("\n")) == (75, 1)
    assert f"cannot serve at 127.0.0.1:{port}: address already in use" in said
    assert "--port" in said


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["--port", "99999"], 78, "--port 99999: expected at most 65535"),
        (["--port", "-1"], 78, "--port -1: expected a whole number, 0 or more, got -1"),
        (["--port", "http"], 2, "'http' is not a valid integer"),
        (["--host", ""], 78, "--host '': expected text"),
        (["--host", "192.0.2.1"], 75, "this machine has no such address"),
        (["--host", "a..b"], 75, "cannot serve at a..b:8080"),
        (["-s", "serve.connections=0"], 78, "serve.connections"),
    ],
)
def test_an_address_that_cannot_be_is_a_message(root, arguments, status, message):
    said, found = refused(root, *arguments)
    assert message in said
    assert found == status


def test_it_listens_on_ipv6_too(root):
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError as error:
        pytest.skip(f"no IPv6 on this machine: {error}")
    with process(root, "--host", "::1") as (_, url):
        assert url.startswith("http://[::1]:")
        assert ask(url, "/feed.atom").status == 200


def test_without_the_extra_it_says_what_to_install(root, tmp_path):
    (tmp_path / "blocked" / "uvicorn").mkdir(parents=True)
    (tmp_path / "blocked" / "uvicorn" / "__init__.py").write_text("raise ModuleNotFoundError('x', name='uvicorn')\n")
    said, status = refused(root, PYTHONPATH=str(tmp_path / "blocked"))
    assert (
        said == "exporter: serving needs the package uvicorn, which is not installed: pip install 'exporter[serve]'\n"
    )
    assert status == 1


def test_a_low_limit_of_open_files_is_said(root):
    command = f"ulimit -n 200; exec {sys.executable} -m exporter serve -v --port 0"
    with subprocess.Popen(["bash", "-c", command], cwd=root, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr.readline().startswith("warning: only 200 files can be open")
        assert running.stderr.readline().startswith("serving ")
        running.terminate()
        assert running.wait(PATIENCE) == 0
