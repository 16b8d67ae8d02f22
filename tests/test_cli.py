"""The command line as a user meets it: a real process, its output and its exit status."""

import contextlib
import json
import os
import pty
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import running
from tests.world import CONFIG, World


@pytest.fixture
def world(tmp_path):
    (tmp_path / "config.toml").write_text(CONFIG)
    return World(tmp_path)


def exporter(world, *arguments, cwd=None, **environment):
    """Run the command; its standard output, standard error and exit status."""
    return running.exporter(cwd or world.root, *arguments, **environment)


def test_an_export_is_silent_when_all_is_well(world):
    world.dump(1)
    assert exporter(world, "export") == ("", "", 0)
    assert (world.root / "feeds" / "feed.atom").exists()


def test_verbose_says_what_was_done(world):
    world.dump(1)
    out, err, status = exporter(world, "export", "-v")
    assert (out, status) == ("", 0)
    assert "1 new" in err
    assert "feeds: edition 1 is published: 17 written, 0 removed" in err
    assert "feeds: nothing had to change" in exporter(world, "export", "-v")[1]
    out, err, _ = exporter(world, "export", "-vv", "--full", "-s", 'site.title="Other"', "--log-format", "json")
    assert {"message": "wrote feed.atom", "level": "debug"}.items() <= next(
        line for line in map(json.loads, err.splitlines()) if line["message"] == "wrote feed.atom"
    ).items()


@pytest.mark.parametrize(("option", "said"), [((), "1 new, 17 written"), (("-q",), "")])
def test_a_terminal_is_told_what_happened_unless_it_wants_quiet(world, option, said):
    world.dump(1)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "exporter", "export", *option]
    subprocess.run(command, cwd=world.root, stderr=theirs, check=True, timeout=300)
    os.write(theirs, b"|")
    shown = b""
    while not shown.endswith(b"|"):
        shown += os.read(ours, 1000)
    os.close(ours)
    os.close(theirs)
    assert shown.decode().rpartition("\x1b[K")[2].strip("|\r\n") == said


def test_json_says_it_for_machines(world):
    world.dump(1)
    out, err, status = exporter(world, "export", "--json")
    assert (err, status) == ("", 0)
    report = json.loads(out)
    assert (report["new"], report["edition"]) == (1, 1)
    assert json.loads(exporter(world, "export", "--json")[0])["edition"] is None


def test_a_dry_run_lists_what_would_change(world):
    world.dump(1)
    out, err, status = exporter(world, "export", "--dry-run")
    assert (err, status) == ("", 0)
    assert "would write feed.atom\n" in out
    assert "1 new" in out.splitlines()[-1]
    assert not (world.root / "feeds").exists()
    assert not (world.root / "state").exists()


def test_new_rejects_are_told_and_exit_3_once(world):
    world.dump(1, time="never")
    _, err, status = exporter(world, "export")
    assert status == 3
    assert "warning: rejected dumps: 000001.txt:2: bad-date: " in err
    assert exporter(world, "export")[1:] == (
        "warning: there is no article yet, so nothing is published; `exporter status` shows what was rejected\n",
        0,
    )
    world.dump(2)
    assert exporter(world, "export") == ("", "", 0)
    assert "  dumps: 000001.txt:2: bad-date: " in exporter(world, "status")[0]


def test_a_flood_of_rejects_is_told_in_part_and_counted(world):
    for number in range(25):
        world.dump(number, time="never")
    lines = exporter(world, "export")[1].splitlines()
    assert sum(line.startswith("warning: rejected") for line in lines) == 20
    assert "warning: ... and 5 more new rejects: `exporter status` lists them" in lines


def test_what_is_held_is_told_once(world):
    world.dump(1)
    world.dump(2, time="2999-01-01T00:00:00Z")
    said = "warning: held dumps: 000002.txt:1: it states a time more than 24 hours ahead, 2999-01-01 00:00:00 UTC: "
    assert exporter(world, "export")[1].startswith(said)
    assert exporter(world, "export") == ("", "", 0)


def test_sources_without_a_dump_are_told_before_the_first_article(world):
    (world.dumps / "a.md").write_text("no dump")
    assert "no source has a file that `include` names" in exporter(world, "export")[1]


def test_a_folder_of_pages_says_how_they_are_read(world):
    said = exporter(world, "export")[1]
    assert "nothing is read: no source has a file that `include` names\n" in said
    (world.root / "pages" / "2025").mkdir(parents=True)
    (world.root / "pages" / "2025" / "a.html").write_text("<p>Ferry</p>")
    said = exporter(world, "export", "--source", str(world.root / "pages"))[1]
    assert '/pages/2025/a.html and others like it, set `reader = "html"` or `include = ["*.html"]`' in said
    world.dump(1)
    assert "nothing is read" not in exporter(world, "export")[1]
    assert "pages/2025/*.html'" in exporter(world, "export", "--source", str(world.root / "pages"))[1]


def test_a_file_of_a_source_is_read_as_a_part_of_it(world):
    (world.root / "config.toml").write_text(CONFIG.replace('path = "dumps"', 'path = "dumps"\ntimezone = "Asia/Tokyo"'))
    world.dump(1, time="never")
    path = world.dump(2, name="2025/b.txt", time="2025-02-14T09:00:00")
    exporter(world, "export")
    before = world.state()
    assert "2025-02-14T00:00:00+00:00" in world.read("feed.atom")
    path.touch()
    report = json.loads(exporter(world, "export", "--source", "dumps/2025/b.txt", "--json")[0])
    assert (report["same"], report["new"], report["rejected"]) == (1, 0, 0)
    assert world.state() == before
    assert "000001.txt:2: bad-date" in exporter(world, "status")[0], "what it was not asked to read is as it was"
    assert "published  2025-02-14T00:00:00Z" in exporter(world, "explain", "dumps/2025/b.txt")[0]


def test_a_source_out_of_reach_exits_75_and_outranks_rejects(world):
    world.dump(1, time="never")
    world.dump(2)
    (world.root / "config.toml").write_text(CONFIG + '[[source]]\npath = "gone"\n')
    out, err, status = exporter(world, "export")
    assert (out, status) == ("", 75)
    assert "gone: cannot read the source" in err
    assert (world.root / "feeds" / "feed.atom").exists()


def test_a_second_run_at_once_exits_75_and_names_the_first(world):
    (world.root / "state").mkdir()
    hold = (
        "import sys; from pathlib import Path; from exporter.lock import held\n"
        "with held(Path('state/exporter.db.lock'), 'export of feeds'): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold], cwd=world.root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        first.stdout.readline()
        _, err, status = exporter(world, "export")
        first.kill()
    assert status == 75
    assert f"pid {first.pid}, export of feeds" in err


def test_config_mistakes_exit_78_all_at_once(world):
    (world.root / "config.toml").write_text('[site]\ntitel = "x"\n[feeds]\nentries = "ten"\n')
    for command in (("export",), ("config", "check"), ("status",)):
        out, err, status = exporter(world, *command)
        assert (out, status) == ("", 78)
        assert "config.toml:2: site.titel: " in err
        assert 'did you mean "title"?' in err
        assert "config.toml:4: feeds.entries: " in err


def test_config_check_and_show(world):
    assert exporter(world, "config", "check") == ("config.toml: ok\n", "", 0)
    out, _, status = exporter(world, "config", "show", "-s", "feeds.entries=7")
    assert status == 0
    entries = next(line for line in out.splitlines() if line.startswith("entries"))
    assert entries.split("#")[1].strip() == "-s"


@pytest.mark.parametrize("arguments", [("export", "--bogus"), ("bogus",), ("explain",)])
def test_wrong_usage_exits_2(world, arguments):
    assert exporter(world, *arguments)[2] == 2


def test_no_configuration_says_what_to_do(tmp_path, world):
    (world.root / "config.toml").unlink()
    _, err, status = exporter(world, "export")
    assert status == 78
    assert "exporter init" in err


def test_init_writes_a_configuration_that_loads_and_never_over_one(world):
    (world.root / "config.toml").unlink()
    out, _, status = exporter(world, "init")
    assert (status, out.startswith("config.toml: written")) == (0, True)
    assert exporter(world, "config", "check")[2] == 0
    before = (world.root / "config.toml").read_text()
    _, err, status = exporter(world, "init")
    assert status == 1
    assert "--force" in err
    assert (world.root / "config.toml").read_text() == before


def test_paths_in_the_configuration_are_relative_to_it(world, tmp_path):
    world.dump(1)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert exporter(world, "export", "-c", "../config.toml", cwd=elsewhere)[2] == 0
    assert (world.root / "feeds" / "feed.atom").exists()
    assert list(elsewhere.iterdir()) == []


def test_a_source_an_output_and_a_store_can_be_named(world):
    path = world.dump(1)
    world.dump(2)
    arguments = ("export", "--source", str(path), "--output", "tree", "--store", "tree.db", "--json")
    assert json.loads(exporter(world, *arguments)[0])["new"] == 1
    assert "Quay 1" in (world.root / "tree" / "feed.atom").read_text()
    assert sorted(one.name for one in world.root.glob("tree*")) == ["tree", "tree.db", "tree.db.lock"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--output", "dumps"), 78, '--output dumps: overlaps with source[0].path, "dumps"'),
        (("--output", "."), 78, '--output .: overlaps with source[0].path, "dumps"'),
        (
            ("-s", "output.directory=dumps"),
            78,
            "-s output.directory=dumps: overlaps with source[0].path",
        ),
        (("--store", "feeds/x.db"), 78, 'the store, "sqlite:///feeds/x.db", lies in output.directory'),
        (("--source", "feeds"), 2, "--source feeds overlaps with the tree"),
        (("--source", "."), 2, "--source . overlaps with the tree"),
    ],
)
def test_what_may_not_lie_in_the_tree_may_not_be_put_there_by_an_option(world, arguments, status, said):
    world.dump(1)
    out, err, found = exporter(world, "export", *arguments)
    assert (out, found) == ("", status)
    assert said in err
    assert sorted(one.name for one in world.root.iterdir()) == ["config.toml", "dumps"]


def test_a_dry_run_leaves_no_trace_in_the_state(world):
    world.dump(1)
    (world.root / "state").mkdir()
    exporter(world, "export", "--dry-run")
    assert list((world.root / "state").iterdir()) == []
    exporter(world, "export")
    before = {path.name: path.read_bytes() for path in (world.root / "state").iterdir()}
    for options in ((), ("--full",), ("--full", "--force")):
        assert exporter(world, "export", "--dry-run", *options)[2] == 0
    exporter(world, "status")
    assert {path.name: path.read_bytes() for path in (world.root / "state").iterdir()} == before


def test_status_of_another_programs_database_says_so(world):
    (world.root / "other.db").write_bytes(b"")
    with contextlib.closing(sqlite3.connect(world.root / "other.db")) as other:
        other.execute("CREATE TABLE theirs (n)")
        other.commit()
    before = (world.root / "other.db").read_bytes()
    for command in ("status", "export"):
        _, err, status = exporter(world, command, "-s", "store.url=sqlite:///other.db")
        assert (status, "no store of exporter" in err) == (1, True)
    assert (world.root / "other.db").read_bytes() == before


def test_a_configuration_that_may_not_be_read_is_no_wrong_usage(world):
    code = (
        "import pathlib, runpy, sys\n"
        "def refuse(path): raise PermissionError(13, 'Permission denied')\n"  # root may read everything
        "pathlib.Path.read_bytes = refuse; sys.argv = ['exporter', 'config', 'check']\n"
        "import os; os.access = lambda *_args, **_kwargs: False\n"
        "runpy.run_module('exporter', run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=world.root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        78,
        "exporter: config.toml: not allowed to read this file: check its owner and mode\n",
    )


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("export", "--output", "config.toml"), 1, "config.toml: is a file: name a folder as output.directory"),
        (("export", "--store", "dumps"), 1, "dumps: is a folder: name the file of the store in it, such as "),
        (("export", "--store", ""), 78, "--store '': expected sqlite:///PATH"),
        (("export", "--source", "-", "--source", "-"), 2, "standard input is there once: name it once"),
        (("export", "--source", "https://u:pw@[a/x"), 2, "--source: expected an absolute http(s) URL (yours is not"),
        (("export", "--source", "**"), 2, "--source ** overlaps with the tree, "),
        (("export", "--full", "--force", "--source", "dumps"), 2, "it does not go with --source"),
        (("init", "dumps"), 1, "dumps: is a folder: name the file, dumps/config.toml"),
        (("init", "config.toml/x"), 1, "config.toml/x: cannot be written: Not a directory"),
    ],
)
def test_a_path_that_cannot_be_meant_is_a_message_and_leaves_no_trace(world, arguments, status, said):
    world.dump(1)
    _, err, found = exporter(world, *arguments)
    assert (found, said in err) == (status, True), err
    assert sorted(one.name for one in world.root.iterdir()) == ["config.toml", "dumps"]


def test_status_of_a_tree_that_lost_its_store_says_so(world):
    world.dump(1)
    exporter(world, "export")
    for path in (world.root / "state").iterdir():
        path.unlink()
    out, err, status = exporter(world, "status")
    assert (out, status) == ("", 1)
    assert "there is no store, but" in err


def test_status_as_json_has_the_counts_of_the_last_run(world):
    world.dump(1)
    exporter(world, "export")
    assert json.loads(exporter(world, "status", "--json")[0])["last_run"]["report"]["new"] == 1


def test_status_names_sections_that_no_article_is_in_any_more(world):
    world.dump(1)
    exporter(world, "export")
    assert "emptied" not in exporter(world, "status")[0]
    world.dump(1, tail=("Port", "Share this article"))
    exporter(world, "export")
    assert "emptied    1 of them, with no article now: Harbour" in exporter(world, "status")[0].splitlines()


def test_status_before_and_after(world):
    assert exporter(world, "status") == ("Nothing has been exported yet: run `exporter export`.\n", "", 0)
    world.dump(1)
    exporter(world, "export")
    out, _, status = exporter(world, "status")
    assert status == 0
    assert "articles   1, the newest of 2025-02-14 01:00:00 UTC" in out
    assert "last run" in out
    found = json.loads(exporter(world, "status", "--json")[0])
    assert (found["articles"], found["edition"], found["rejected"]) == (1, 1, [])


def test_status_shows_what_is_held(world):
    world.dump(1, time="2999-01-01T00:00:00Z", title="From the \x1b[31mfuture")
    exporter(world, "export")
    out, _, _ = exporter(world, "status")
    assert "held       1" in out
    assert "\x1b" not in out


def test_explain_shows_each_line_and_the_article_without_a_configuration(world):
    path = world.dump(1)
    (world.root / "config.toml").unlink()
    out, err, status = exporter(world, "explain", str(path))
    assert (err, status) == ("", 0)
    lines = out.splitlines()
    assert lines[0].split() == ["1", "title", "Quay", "1", "reopens"]
    assert any(line.split()[:3] == ["7", "section", "Harbour"] for line in lines)
    assert any(line.split()[:2] == ["8", "share"] for line in lines)
    assert "sections   Harbour" in lines
    (found,) = json.loads(exporter(world, "explain", "--json", str(path))[0])
    assert found["explanation"]["outcome"]["title"] == "Quay 1 reopens"


def test_explain_says_what_would_be_held(world):
    path = world.dump(1, time="2999-01-01T00:00:00Z")
    assert "held       it states a time more than 24 hours ahead" in exporter(world, "explain", str(path))[0]
    assert "held" not in exporter(world, "explain", str(world.dump(2)))[0]


def test_explain_of_a_bad_dump_says_why(world):
    path = world.dump(1, time="never")
    out, _, status = exporter(world, "explain", str(path))
    assert status == 3
    assert "rejected, line 2: bad-date: " in out
    (world.dumps / "x.txt").write_bytes(b"")
    assert "rejected, line" in exporter(world, "explain", "dumps/x.txt")[0]
    _, err, status = exporter(world, "explain", "dumps/gone.txt")
    assert (status, "dumps/gone.txt: cannot be read" in err) == (1, True)


def test_version_and_help():
    for arguments, said in ((("--version",), "exporter, version "), (("--help",), "Exit status: 0 done")):
        done = subprocess.run(
            [sys.executable, "-m", "exporter", *arguments], capture_output=True, text=True, check=True
        )
        assert said in done.stdout
    console = Path(sys.executable).with_name("exporter")
    assert subprocess.run([console, "--version"], capture_output=True, text=True, check=True).stdout.startswith(
        "exporter"
    )


@pytest.mark.parametrize("command", ["config show", "export --dry-run"])
def test_output_into_a_closed_pipe_is_no_error(world, command):
    for number in range(1, 500):
        world.dump(number)
    shell = f"{{ {sys.executable} -m exporter {command}; echo $? >status; }} | head -1"
    done = subprocess.run(["sh", "-c", shell], cwd=world.root, capture_output=True, text=True, check=True)
    assert (done.stderr, (world.root / "status").read_text()) == ("", "0\n")


def test_a_full_disk_behind_the_output_is_told_and_undoes_nothing(world):
    world.dump(1)
    shell = f"{sys.executable} -m exporter export --json >/dev/full"
    done = subprocess.run(["sh", "-c", shell], cwd=world.root, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "standard output: cannot be written: No space left" in done.stderr
    assert (world.root / "feeds" / "feed.atom").exists()


def test_a_closed_standard_error_is_no_error(world):
    world.dump(1)
    shell = f"{sys.executable} -m exporter export -v 2>&-"
    assert subprocess.run(["sh", "-c", shell], cwd=world.root, check=False).returncode == 0
    assert (world.root / "feeds" / "feed.atom").exists()


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_a_run_which_the_next_completes(world, number, status):
    for article in range(1, 1500):
        world.dump(article)
    command = [sys.executable, "-m", "exporter", "export", "-v"]

    # A shell lets its background jobs, and their children, ignore SIGINT.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, cwd=world.root, stderr=subprocess.PIPE, text=True) as process:
        signal.signal(signal.SIGINT, before)
        assert process.stderr is not None
        process.stderr.readline()  # it has read, and begins to publish
        time.sleep(0.05)
        process.send_signal(number)
        assert "the next run goes on" in process.stderr.read()
    assert process.returncode == status
    assert exporter(world, "export")[2] == 0
    assert "waiting" not in exporter(world, "status")[0]


def test_help_and_status_import_nothing_heavy():
    code = (
        "import sys; from exporter import cli, status; "
        "print([name for name in ('lxml', 'feedgen', 'requests', 'ftfy', 'pycld2', 'ada_url') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
