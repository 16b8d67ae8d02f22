"""Credentials of sources and secrets in the environment: in no log, no result, no file of the state or of the tree.

Keys, URLs and secrets of those who are told: tests/notify/test_secrets.py.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.notify.peers import Behaviour, Peer, answers, hangs_up
from tests.running import exporter
from tests.troubles import text
from tests.world import CONFIG

PASSWORD, TOKEN, SIGNING, USER = "pass-90e1c4d7", "token-7a2b9f60", "signing-1d4e8c33", "user-5f0a6e21"
SECRETS = (PASSWORD, TOKEN, SIGNING, USER)
ELSEWHERE = answers(302, Location="http://127.0.0.1:1/elsewhere")


WHOLE = answers(200, text(1).encode())


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    behave: Behaviour = request.param
    with Peer(behave).running() as peer:
        source = peer.url.replace("http://", f"http://{USER}:{PASSWORD}@")
        (tmp_path / "config.toml").write_text(
            CONFIG.replace(
                'path = "dumps"', f'path = "{source}a.txt?key={TOKEN}"\nprivate = true\ntimeout = "1 second"'
            )
            + f'[notify]\nbudget = "1 second"\n[[notify.webhook]]\nurl = "{peer.url}hook"\nsecret_env = "HOOK"\n'
            + '[health]\nmetrics = "state/exporter.prom"\n'
        )
        yield tmp_path


def assert_hidden(where: str, data: bytes) -> None:
    found = [secret for secret in SECRETS if secret.encode() in data]
    assert found == [], f"{where}: {found}"


@pytest.mark.parametrize("place", [WHOLE, answers(403), ELSEWHERE, hangs_up], indirect=True)
def test_credentials_of_a_source_are_in_no_log_state_or_tree(place: Path) -> None:
    for command in (("export", "-vv", "--log-format", "json", "--json"), ("status", "--json")):
        output, error, status = exporter(place, *command, HOOK=SIGNING)
        assert status in {0, 75}, error
        assert_hidden(f"{command}", (output + error).encode())
    files = [path for path in place.rglob("*") if path.is_file() and path.name != "config.toml"]
    assert files
    for path in files:
        assert_hidden(str(path), path.read_bytes())


@pytest.mark.parametrize("place", [ELSEWHERE], indirect=True)
def test_a_bug_that_keeps_its_traceback_shows_none(place: Path) -> None:
    """A traceback has lines of the program and the text of the error, and no values."""
    broken = (
        "from exporter.sources import fetching\n"
        "def broken(*_): raise RuntimeError('a bug')\n"
        "fetching._taken = fetching._next = broken\n"
        "import sys; sys.argv = ['exporter', 'export', '-vv']\n"
        "from exporter.cli import main; main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", broken],
        cwd=place,
        capture_output=True,
        check=False,
        env={**os.environ, "HOOK": SIGNING},
        timeout=300,
    )
    assert_hidden("traceback", done.stdout + done.stderr)
    assert done.returncode != 0


@pytest.mark.parametrize("place", [WHOLE], indirect=True)
def test_config_show_hides_a_password(place: Path) -> None:
    output, _, status = exporter(place, "config", "show", HOOK=SIGNING)
    assert status == 0
    assert PASSWORD not in output
    assert SIGNING not in output


def test_a_secret_that_is_told_is_noticed() -> None:
    with pytest.raises(AssertionError):
        assert_hidden("a log", f"fetched with {TOKEN}".encode())
