"""What a log line looks like, and which lines there are."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest

from exporter.logs import LIMIT, set_up

LOG = logging.getLogger("exporter.readers")
ROOT = logging.getLogger("exporter")


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = (ROOT.handlers[:], ROOT.level, ROOT.propagate)
    yield
    ROOT.handlers[:], ROOT.level, ROOT.propagate = before


def log_all_levels() -> None:
    for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
        LOG.log(level, "%s read", level)


@pytest.mark.parametrize(
    ("verbosity", "shown"),
    [
        (-1, ["error: 40 read"]),
        (0, ["warning: 30 read", "error: 40 read"]),
        (1, ["20 read", "warning: 30 read", "error: 40 read"]),
        (2, ["10 read", "20 read", "warning: 30 read", "error: 40 read"]),
        (3, ["10 read", "20 read", "warning: 30 read", "error: 40 read"]),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_verbosity_decides_which_lines_there_are(
    verbosity: int, shown: list[str], form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(verbosity, form)
    log_all_levels()
    captured = capsys.readouterr()
    lines = captured.err.splitlines()
    if form == "json":
        lines = [f"{entry['level']}: {entry['message']}" for entry in map(json.loads, lines)]
        lines = [line.removeprefix("debug: ").removeprefix("info: ") for line in lines]
    assert lines == shown
    assert captured.out == ""


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("Oekraïne: ‘ja’", "warning: Oekraïne: ‘ja’"),
        ("a\nerror: forged", r"warning: a\nerror: forged"),
        ("a\r\x1b[2J\u202e\x9b", r"warning: a\r\x1b[2J\u202e\x9b"),
        ("half \ud83d", r"warning: half \ud83d"),
        ("x" * LIMIT, "warning: " + "x" * 4000),
        ("x" * (LIMIT + 1), "warning: " + "x" * 3999 + "…"),
    ],
    ids=["plain", "line end", "terminal", "surrogate", "at the limit", "over it"],
)
def test_a_line_of_text_stays_one_line_and_obeys_nobody(
    message: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(0, "text")
    LOG.warning("%s", message)
    assert capsys.readouterr().err == line + "\n"


@pytest.mark.parametrize("message", ["a\nb\x1b\u2028\u202e\ud83d é", "x" * LIMIT, "x" * (LIMIT + 1)])
def test_a_line_of_json_is_ascii_and_says_when_and_who(message: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up(0, "json")
    record = LOG.makeRecord(LOG.name, logging.WARNING, "", 0, "%s", (message,), None)
    record.created = 1739566845.9876
    LOG.handle(record)
    written = capsys.readouterr().err
    assert written.isascii()
    assert written.count("\n") == 1
    assert json.loads(written) == {
        "time": "2025-02-14T21:00:45.987+00:00",
        "level": "warning",
        "logger": "exporter.readers",
        "message": message[:4000],
    }


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_exception_comes_with_its_traceback(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up(0, form)
    try:
        raise ValueError("too deep")
    except ValueError:
        LOG.exception("a failure")
    written = capsys.readouterr().err
    if form == "json":
        entry = json.loads(written)
        written = f"{entry['level']}: {entry['message']}\n{entry['exception']}\n"
    first, second, *_, last = written.splitlines()
    assert (first, second, last) == (
        "error: a failure",
        "Traceback (most recent call last):",
        "ValueError: too deep",
    )


def test_a_second_set_up_replaces_the_first(capsys: pytest.CaptureFixture[str]) -> None:
    set_up(2, "json")
    set_up(0, "text")
    log_all_levels()
    assert capsys.readouterr().err == "warning: 30 read\nerror: 40 read\n"
    assert [handler.stream for handler in ROOT.handlers if isinstance(handler, logging.StreamHandler)] == [sys.stderr]


def test_nobody_elses_log_is_touched(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    set_up(2, "text")
    LOG.warning("ours")
    logging.getLogger("other").warning("theirs")
    assert caplog.messages == ["theirs"]
    assert capsys.readouterr().err == "warning: ours\n"


def test_an_exception_forges_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    set_up(1, "text")
    try:
        raise ValueError("x\r\x1b[2Jerror: forged")
    except ValueError:
        logging.getLogger("exporter.test").exception("it failed")
    err = capsys.readouterr().err
    assert "\x1b" not in err
    assert "\r" not in err
