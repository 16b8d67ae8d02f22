"""Whoever differs in what decides bytes is told from whoever does not, and how."""

import re
from importlib.metadata import requires
from importlib.util import find_spec

import pytest

from exporter.config.schema import Engine as EngineSettings
from exporter.engine import alike, connection, engine_of, local, remote
from exporter.errors import ExporterError
from tests.servers import required


def test_every_distribution_that_decides_bytes_is_named_once():
    assert len({*alike.DECIDING}) == len(alike.DECIDING)
    assert alike.features().keys() >= {*alike.DECIDING, "exporter", "Python", "processor", "files of exporter"}
    assert alike.features()["lxml"][0].isdigit()


def test_what_finds_the_date_and_the_body_of_a_page_decides_bytes_too():
    required("trafilatura (pip install 'exporter[html]')", find_spec("trafilatura"))
    needed = {*_required("trafilatura"), *_required("htmldate")} - {"certifi", "urllib3"}  # those two only fetch
    assert needed >= {"htmldate", "lxml"}
    assert needed <= {*alike.DECIDING}


def _required(name):
    """What it cannot do without."""
    said = (one for one in requires(name) or () if "extra ==" not in one)
    return {re.match(r"[\w.-]+", one)[0].lower().replace("_", "-") for one in said}


def test_time_zones_of_another_edition_are_another_answer(tmp_path, monkeypatch):
    (tmp_path / "tzdata.zi").write_text("# version 1999z\nR A 1916 o\n", "ascii")
    monkeypatch.setattr(alike, "TZPATH", (str(tmp_path / "absent"), str(tmp_path)))
    assert alike.features.__wrapped__()["time zones"] == "1999z"
    monkeypatch.setattr(alike, "TZPATH", ())
    monkeypatch.setattr(alike, "_version", lambda name: f"that of {name}")
    assert alike.features.__wrapped__()["time zones"] == "that of tzdata"


def test_only_what_differs_is_told():
    theirs = {**alike.features(), "lxml": "1.2", "novel": "3"}
    del theirs["Python"]
    here = alike.features()
    assert alike.differences(theirs) == (
        f"Python none, here {here['Python']}; lxml 1.2, here {here['lxml']}; novel 3, here none"
    )
    assert alike.differences(here) == ""


@pytest.mark.parametrize("change", ["content", "name", "more"])
def test_any_change_of_a_file_is_another_program(tmp_path, change):
    (tmp_path / "a.py").write_text("one", "utf-8")
    (tmp_path / "__pycache__").mkdir()
    before = alike._files(tmp_path)
    (tmp_path / "__pycache__" / "a.pyc").write_bytes(b"compiled")
    (tmp_path / "__pycache__" / "b.pyc.139823").write_bytes(b"half compi")  # as Python names it while it writes
    assert alike._files(tmp_path) == before
    if change == "content":
        (tmp_path / "a.py").write_text("two", "utf-8")
    elif change == "name":
        (tmp_path / "a.py").rename(tmp_path / "b.py")
    else:
        (tmp_path / "page.html").write_text("", "utf-8")
    assert alike._files(tmp_path) != before


def test_a_worker_that_is_not_alike_unpacks_nothing(monkeypatch):
    monkeypatch.setattr(remote, "_address", lambda: "tls://there:1")
    monkeypatch.setattr(remote, "unpacked", lambda _: pytest.fail("it was unpacked"))
    how, where, _, _ = remote.work("another digest", b"anything")
    assert (how, where) == ("unlike", "tls://there:1")


def test_what_is_packed_is_the_same_and_smaller():
    what = {"a": [("text", b"\x00" * 10_000)], "b": "ü" * 10_000}
    assert remote.unpacked(remote.packed(what)) == what
    assert len(remote.packed(what)) < 1000


def test_without_the_extra_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setattr(connection, "find_spec", lambda _: None)
    with pytest.raises(ExporterError, match=r"pip install 'exporter\[cluster\]'$"):
        engine_of(EngineSettings(kind="dask", scheduler="tcp://localhost:8786"))
    with local(1) as engine:
        assert list(engine.map(sum, [[1, 2]])) == [3]
