"""`exporter withdraw` as a user meets it."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from exporter.cli import cli
from tests.running import exporter
from tests.world import CONFIG

FIRST = "https://news.example/artikel/1-kade"


@pytest.fixture
def root(tmp_path):
    (tmp_path / "config.toml").write_text(CONFIG)
    (tmp_path / "dumps").mkdir()
    for number in (1, 2, 3):
        lines = (
            f"Quay {number}",
            f"2025-02-14T0{number}:00:00Z",
            f"https://news.example/artikel/{number}-kade",
            "",
            "Body.",
        )
        (tmp_path / "dumps" / f"{number}.txt").write_text("\n".join(lines))
    assert exporter(tmp_path, "export") == ("", "", 0)
    return tmp_path


def test_it_takes_down_brings_back_and_says_so(root):
    assert exporter(root, "withdraw", FIRST, "--reason", "A court's order") == (f"withdrawn: {FIRST}\n", "", 0)
    assert "Quay 1" not in (root / "feeds" / "feed.atom").read_text()
    out, err, status = exporter(root, "withdraw", "--list")
    assert (err, status) == ("", 0)
    assert out.endswith(f"{FIRST}: A court's order\n")
    [row] = json.loads(exporter(root, "withdraw", "--list", "--json")[0])
    assert exporter(root, "withdraw", FIRST) == (f"withdrawn before: {FIRST}\n", "", 0)
    assert exporter(root, "withdraw", row["id"], "--undo") == (f"back: {row['id']} ({FIRST})\n", "", 0)
    assert "Quay 1" in (root / "feeds" / "feed.atom").read_text()
    assert exporter(root, "withdraw", FIRST, "--undo") == (f"not withdrawn: {FIRST}\n", "", 0)
    assert exporter(root, "withdraw", "--list") == ("nothing is withdrawn\n", "", 0)


def test_a_list_that_names_nothing_is_told(root):
    done = subprocess.run(
        [sys.executable, "-m", "exporter", "withdraw", "-"],
        cwd=root,
        input=b"# nobody\n\n",
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert (done.stdout, done.stderr) == (b"", b"warning: standard input names no article\n")
    assert done.returncode == 0


def test_a_list_on_standard_input_and_names_that_nobody_knows(root):
    given = f"# by order\n\n  {FIRST}  \nhttps://news.example/artikel/9-\x1b[31mred\n"
    done = subprocess.run(
        [sys.executable, "-m", "exporter", "withdraw", "-", "https://news.example/artikel/2-kade"],
        cwd=root,
        input=given.encode() + b"\xff\n",
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 1
    assert done.stdout.decode().splitlines() == [
        f"withdrawn: {FIRST}",
        "withdrawn: https://news.example/artikel/2-kade",
    ]
    assert b"\x1b" not in done.stderr
    assert done.stderr.count(b"no article of this URL or id is stored") == 2
    assert "Quay 3" in (root / "feeds" / "feed.atom").read_text()


def test_erased_it_says_what_it_does_not_reach(root):
    (root / "state" / "exporter.db.1740000000").write_bytes(b"an earlier store")
    out, err, status = exporter(root, "withdraw", FIRST, "--erase")
    assert (err, status) == ("", 0)
    assert out.startswith(f"erased: {FIRST}\nNot reached: the dumps themselves; backups;")
    assert "(exporter.db.1740000000)" in out
    out, err, status = exporter(root, "withdraw", FIRST, "--undo")
    assert (out, status) == ("", 1)
    assert "its words are no longer stored, so it cannot come back" in err


def test_a_dry_run_and_json(root):
    out, err, status = exporter(root, "withdraw", FIRST, "--dry-run")
    assert (err, status) == ("", 0)
    assert out.startswith(f"would be withdrawn: {FIRST}\n")
    assert "would write feed.atom" in out
    told = json.loads(exporter(root, "withdraw", FIRST, "--json")[0])
    assert (told["gone"], told["edition"]) == (1, 2)
    assert told["articles"] == [
        {"name": FIRST, "verdict": "withdrawn", "id": told["articles"][0]["id"], "url": FIRST},
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name the URLs or ids"),
        (("--list", FIRST), "takes no names"),
        (("--undo", "--erase", FIRST), "goes with neither"),
        (("--reason", "a\nb", FIRST), "one line"),
        (("--reason", "\x07", FIRST), "a character that no feed may"),
        (("--reason", "x" * 501, FIRST), "at most 500"),
    ],
)
def test_what_cannot_be_meant_is_refused(arguments, said):
    done = CliRunner().invoke(cli, ["withdraw", *arguments])
    assert done.exit_code == 2
    assert said in done.output


def test_without_a_store_there_is_nothing_to_withdraw(tmp_path):
    (tmp_path / "config.toml").write_text(CONFIG)
    for arguments in ((FIRST,), ("--list",)):
        out, err, status = exporter(tmp_path, "withdraw", *arguments)
        assert (out, status) == ("", 1)
        assert "there is no store yet" in err
    assert not (tmp_path / "state").exists()


def test_it_waits_for_a_run_that_is_at_work_and_says_so(root):
    holding = (
        "import fcntl, sys; file = open('state/exporter.db.lock', 'r+');"
        " fcntl.flock(file, fcntl.LOCK_EX); print(flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        holder.stdout.readline()
        waiting = subprocess.Popen(
            [sys.executable, "-m", "exporter", "withdraw", FIRST],
            cwd=root,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert b"waiting for another process" in waiting.stderr.readline()
        holder.stdin.close()
        out, err = waiting.communicate(timeout=300)
    assert (waiting.returncode, out, err) == (0, f"withdrawn: {FIRST}\n".encode(), b"")
