"""Keys of IndexNow, URLs and secrets of webhooks, and the URL that is told of runs: nobody reads them in a log, a
message, or what a command shows."""

import os
import subprocess
import sys

import pytest

from tests.notify.peers import Peer, answers

KEY, HOOK, SECRET, PING = "key-7f3a9c21d0", "hook-5b8e44aa17", "secret-c9d2e6f013", "ping-0e61d7b3c8"
SECRETS = (KEY, HOOK, SECRET, PING)


def malformed(handler, _):
    """Header fields that the library which reads them warns of, with the URL that they came from."""
    handler.wfile.write(b"HTTP/1.1 500 Oops\r\nFine: yes\r\nnot a field\r\nX: 1\r\n\r\n")


@pytest.fixture(params=[answers(500), answers(204), answers(301, Location=f"/{HOOK}"), malformed, None])
def place(request, tmp_path):
    with Peer(request.param or answers(204)).running() as peer:
        address = peer.url if request.param else "http://127.0.0.1:1/"  # where nobody is
        (tmp_path / "config.toml").write_text(
            f"""
            [site]
            title = "Harbour Wire"
            url = "https://news.harbour.internal/"
            [[source]]
            path = "dumps"
            [notify]
            websub = ["{address}"]
            indexnow_endpoint = "{address}"
            budget = "3 seconds"
            [[notify.indexnow]]
            host = "news.harbour.internal"
            key = "{KEY}"
            [[notify.webhook]]
            url = "{address}{HOOK}"
            secret_file = "hook.secret"
            [health]
            ping = "{address}{PING}"
            """
        )
        (tmp_path / "hook.secret").write_text(SECRET)
        (tmp_path / "dumps").mkdir()
        (tmp_path / "dumps" / "1.txt").write_text(
            "Quay reopens\n2025-02-14T22:00:45+0100\nhttps://news.harbour.internal/1\n\nThe quay is open again."
        )
        yield tmp_path


def said(place, *arguments):
    """All that a command says."""
    done = subprocess.run(
        [sys.executable, "-m", "exporter", *arguments], cwd=place, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def assert_hidden(text):
    assert [secret for secret in SECRETS if secret in text] == []


def test_no_command_shows_them(place):
    for arguments in (
        ("export", "--dry-run", "-vv"),
        ("export", "--dry-run", "--json"),
        ("export", "-vv"),
        ("export", "-vv", "--log-format", "json", "--full", "--json"),
        ("status",),
        ("status", "--json"),
        ("config", "show"),
        ("config", "check"),
    ):
        text = said(place, *arguments)
        assert text, arguments
        assert_hidden(text)
    assert (place / "feeds" / f"{KEY}.txt").read_text() == KEY


@pytest.mark.parametrize("place", [answers(204)], indirect=True)
@pytest.mark.parametrize(
    "mistake",
    [
        f"notify.indexnow.0.key={KEY}!",
        f"notify.indexnow=[{{host='a.internal', key='{KEY}?'}}]",
        f"notify.indexnow='{KEY}'",
        f"notify.webhook.0.url=http://x:y@a.internal/{HOOK}",
        f"notify.webhook.0.url=ftp://a.internal/{HOOK}",
        f"notify.webhook=['https://a.internal/{HOOK}']",
        f"notify.webhook='https://a.internal/{HOOK}'",
        f"notify.webhook.0.urls='https://a.internal/{HOOK}'",
        f"notify.webhook.0.url.x='https://a.internal/{HOOK}'",
        f"health.ping=ftp://a.internal/{PING}",
        f"health.ping=https://x:y@a.internal/{PING}",
        f"health.ping=['https://a.internal/{PING}']",
        f"health='https://a.internal/{PING}'",
    ],
)
def test_no_mistake_in_the_configuration_shows_them(place, mistake):
    text = said(place, "config", "check", "-s", mistake)
    assert text.startswith("exporter:")
    assert "notify" in text or "health" in text
    assert_hidden(text)


@pytest.mark.parametrize("place", [answers(204)], indirect=True)
def test_a_syntax_error_beside_them_does_not_show_them(place):
    config = place / "config.toml"
    config.write_text(config.read_text().replace(f'"{KEY}"', f'"{KEY}').replace(f'{HOOK}"', f"{HOOK}"))
    text = said(place, "config", "check")
    assert "not TOML" in text
    assert_hidden(text)


@pytest.mark.parametrize("place", [answers(204)], indirect=True)
def test_a_key_file_that_cannot_be_written_or_removed_is_not_named(place):
    blocked = place / "feeds" / f"{KEY}.txt"
    (blocked / "x").mkdir(parents=True)
    text = said(place, "export", "-vv")
    assert "KEY.txt: cannot" in text
    assert_hidden(text)


@pytest.mark.parametrize("place", [answers(204)], indirect=True)
def test_the_store_is_for_its_owner_only(place):
    said(place, "export")
    assert os.stat(place / "state" / "exporter.db").st_mode & 0o077 == 0
