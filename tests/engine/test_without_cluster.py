"""What needs no cluster to be seen: whom a run asks, how long it waits, and what it says of this machine's settings."""

import gc
import os
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from importlib.util import find_spec

import pytest
from msgspec.structs import replace

from exporter.config.schema import Engine as EngineSettings
from exporter.engine import cluster as crew
from exporter.engine import connection, engine_of
from exporter.errors import Unavailable
from tests.engine.test_cluster import whose
from tests.servers import required

NOBODY = EngineSettings(kind="dask", scheduler="tcp://127.0.0.1:1")


@pytest.fixture(autouse=True)
def _installed():
    required("distributed (pip install 'exporter[cluster]')", find_spec("distributed"))


def test_a_few_slices_ask_nobody():
    with engine_of(NOBODY) as engine:
        assert set(engine.map(whose, [[number] for number in range(5)])) == {os.getpid()}


def test_a_slice_that_is_dropped_because_the_connection_broke_ends_the_run():
    dropped = Future()
    dropped.cancel()
    dropped.set_running_or_notify_cancel()
    asked = crew._Asked(crew.Cluster(NOBODY), "one", dropped)
    with pytest.raises(Unavailable, match=r"the connection to the scheduler was lost\. What was done is kept"):
        asked.result()


def test_workers_that_all_wait_for_memory_are_not_waited_for(monkeypatch):
    found = {"status": "paused", "metrics": {"task_counts": {"executing": 1}}, "nthreads": 1, "host": "there"}
    made = crew.Cluster(NOBODY)
    monkeypatch.setattr(crew, "PATIENCE", 0.5)
    monkeypatch.setattr(made, "_workers", lambda: {"tls://there:1": found})
    made._seen = time.monotonic() - 1
    made.look()
    made._seen = time.monotonic() - 1
    found["metrics"] = {"task_counts": {"memory": 1}}
    with pytest.raises(Unavailable, match=r"no worker has taken any work .*: tls://there:1 wait for memory"):
        made.look()


def test_whoever_takes_a_connection_and_says_nothing_is_not_waited_for(monkeypatch, capfd):
    monkeypatch.setattr(connection, "CONNECTING", 0.5)
    before = {one.ident for one in threading.enumerate()}
    with socket.create_server(("127.0.0.1", 0)) as mute:
        settings = replace(NOBODY, scheduler=f"tcp://127.0.0.1:{mute.getsockname()[1]}")
        with engine_of(settings) as engine, pytest.raises(Unavailable, match="cannot be reached: no answer within"):
            list(engine.map(whose, range(20)))
    gc.collect()
    assert {one.ident for one in threading.enumerate() if "Dask-Offload" not in one.name} <= before
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("text", ["a: [1", "logging: {version: 1, handlers: {a: {class: nope}}}"])
def test_settings_of_the_library_that_cannot_be_read_are_told(tmp_path, text):
    (tmp_path / "mine.yaml").write_text(text, "utf-8")
    asked = "from exporter.engine import connection; from exporter.errors import ExporterError\n"
    asked += "try: connection.loaded()\nexcept ExporterError as error: print(error)"
    environment = {**os.environ, "DASK_CONFIG": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("the settings of Dask on this machine cannot be used: ")
