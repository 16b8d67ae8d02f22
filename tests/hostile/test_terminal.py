"""Whatever stands in titles, URLs, names of files and members, or answers of servers: no terminal obeys what commands
show of it, and no line is forged."""

import logging
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from exporter import cli
from tests.notify.peers import Peer
from tests.running import exporter
from tests.troubles import HOST, TIME, row, rows, text
from tests.world import CONFIG

HOSTILE = (
    "\x1b[2J\x1b[31mred",
    "\x1b]0;title\x07",
    "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\x9b31m\x9d0;x\x9c",
    "\x08\x08\x08\x7f\r\n",
    "\nexporter: forged line\n",
    "\r2025-03-01 error: forged",
    "\u2028\u2029\x85forged",
    "\u202egpj.exe\u202c\u2066x\u2069",
    "\u200b\u200d\ufeff\u00ad",
    "\ud83d\udc80\ufffe\uffff",
    "\U000e0041\U000e007f\ue000",
    "%s %n {0} %(x)s",
)
OBEYED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ue000-\uf8ff\ufeff"
    "\ufff9-\uffff\U000e0000-\U000e0fff]"
)
"""Controls but for the line feed, what has no width or turns the direction round, and what no font has."""
COMMANDS = (
    ("export", "-vv"),
    ("export", "-vv", "--log-format", "json", "--full"),
    ("export", "--dry-run", "--full"),
    ("export", "--dry-run", "--json"),
    ("status",),
    ("status", "--json"),
    ("healthcheck",),
    ("config", "show"),
    ("withdraw", "--dry-run", "https://news.example/\x1b[2J\u202e"),
    ("withdraw", "--dry-run", "https://news.example/\udcff"),
    ("withdraw", "--dry-run", "https://news.example/artikel/0"),
    ("withdraw", "--dry-run", "--json", "https://news.example/artikel/1"),
    ("withdraw", "--list"),
    ("explain", "https://news.example/\udcff\x1b[2J"),
    ("explain", "\udcff\x1b[2J.txt"),
    ("export", "--dry-run", "--source", "\udcff\x1b[2J"),
    ("check",),
    ("check", "--json"),
    ("check", "\udcff\x1b[2J"),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of hostile dumps that has been exported once, with a server that answers in kind."""
    root = tmp_path_factory.mktemp("terminal")
    with Peer(_answers).running() as peer:
        (root / "config.toml").write_text(
            CONFIG.replace('path = "dumps"', 'path = "dumps"\ninclude = ["*"]')
            + f'[[source]]\npath = "{peer.url}x"\nname = "net"\nprivate = true\ntimeout = "5 seconds"\n'
            + f'[notify]\nwebsub = ["{peer.url}"]\nbudget = "2 seconds"\n'
        )
        (root / "dumps").mkdir()
        for number, hostile in enumerate(HOSTILE):
            _write(root / "dumps", number, hostile)
        exporter(root, "export")
        yield root


def _answers(handler: object, _: object) -> None:
    """A status line and header fields that steer a terminal."""
    handler.wfile.write(  # type: ignore[attr-defined]
        b"HTTP/1.1 503 \x1b[2J\x9b31m forged\r\nLocation: http://\x1b[31m.example/\xe2\x80\xae\r\nX: \x1b]0;x\x07\r\n"
        b"Content-Length: 0\r\n\r\n"
    )


def _write(folder: Path, number: int, hostile: str) -> None:
    """Dumps that are rejected or held with the text in each place, and one that is an article."""
    name = hostile.encode("utf-8", "surrogatepass").replace(b"/", b"_").replace(b"\0", b"_")
    dumps = {
        b"good": text(number, title=f"Quay {number} {hostile}".replace("\n", " ").replace("\r", " ")),
        b"title": text(number + 100, title=hostile * 300),
        b"time": text(number + 200, time=f"2025-02-30 {hostile}"),
        b"url": text(number + 300, url=f"https://news.example/{hostile}"),
        b"ahead": text(number + 400, time="2099-01-01T00:00:00Z", title=f"Quay {hostile}"),
        b"raw": hostile,
    }
    for kind, data in dumps.items():
        (folder / f"{number}").mkdir(exist_ok=True)
        with open(bytes(folder / f"{number}") + b"/" + kind + name[:100] + b".txt", "wb") as file:
            file.write(data.encode("utf-8", "surrogatepass"))
    named = hostile.encode("utf-8", "replace").decode()
    with zipfile.ZipFile(folder / f"{number}.zip", "w") as archive:
        archive.writestr(f"{named}.txt", "no article")
    bad = row(number + 500, title=hostile, date_publish=f"{hostile} never", url=f"{HOST}/{hostile}")
    (folder / f"{number}.jsonl").write_bytes(rows(bad, row(number + 600, authors=[hostile], language=hostile)))
    feed = f"<rss><channel><item><title>{named}</title><{named}".encode()
    (folder / f"{number}.xml").write_bytes(feed + TIME.encode())


def assert_harmless(said: str) -> None:
    found = OBEYED.search(said)
    assert found is None, (hex(ord(found[0])), said[max(0, found.start() - 200) : found.end() + 50])
    forged = ("forged", "exporter: forged", "2025-03-01 error")
    assert not [line for line in said.splitlines() if line.startswith(forged)]


def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *arguments: str) -> int:
    """Run a command in this process; its exit status, once all that it shows was found harmless."""
    log = logging.getLogger("exporter")
    before = (log.handlers[:], log.level, log.propagate)
    monkeypatch.setattr(sys, "argv", ["exporter", *arguments])
    capfd.readouterr()
    try:
        status = cli._status()
    finally:
        log.handlers[:], log.level, log.propagate = before
    output, error = capfd.readouterr()
    assert output + error
    assert_harmless(output)
    assert_harmless(error)
    return status


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: repr(" ".join(command)))
def test_no_command_steers_a_terminal(
    place: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    assert run(monkeypatch, capfd, *command) in {0, 1, 3, 75}


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_to_explain_a_hostile_dump_steers_no_terminal(
    place: Path, options: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    files = sorted(path for path in (place / "dumps").rglob("*") if path.is_file())
    assert len(files) > 90
    for path in files:
        assert run(monkeypatch, capfd, "explain", *options, str(path)) in {0, 3}


@pytest.mark.parametrize("said", ["\x1b[2J", "a\rb", "\x9b", "\u202e", "\u2028", "\x7f", "exporter: forged", "\udc80"])
def test_what_would_be_obeyed_is_noticed(said: str) -> None:
    with pytest.raises(AssertionError):
        assert_harmless(f"x\n{said}")
