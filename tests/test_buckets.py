"""Whole runs over dumps in object storage: the same tree as of a folder with the same dumps, whatever happens to them;
and what cannot be reached takes nothing away."""

import gzip
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from exporter import objects as client
from exporter.config.schema import Source
from exporter.intake import current
from exporter.sources import object_file
from tests import troubles
from tests.running import exporter
from tests.servers import azurite, free_port
from tests.servers import door as doors
from tests.servers import objects as servers
from tests.world import World


@pytest.fixture(autouse=True)
def _patience(monkeypatch):
    """Enough of it."""
    monkeypatch.setattr(client, "ATTEMPTS", 2)
    monkeypatch.setattr(client, "FIRST_WAIT", timedelta(milliseconds=1))
    monkeypatch.setattr(client, "LONGEST_WAIT", timedelta(milliseconds=2))


class Bucket:
    """A world whose dumps lie in a bucket, and one whose dumps lie in a folder; both are always the same."""

    def __init__(self, root: Path, objects: servers.Objects, **changes) -> None:
        self.name, self.client = objects.bucket(), objects.client()
        self.folder, self.world = World(root / "folder"), World(root / "bucket")
        self.folder.set(source=(replace(self.folder.config.source[0], **changes),))
        self.url = objects.at(self.name, "in/")
        self.world.set(source=(replace(self.folder.config.source[0], path=self.url),))

    def put(self, name: str, data: bytes | str) -> None:
        data = data.encode() if isinstance(data, str) else data
        file = self.folder.dumps / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        self.client.put_object(Bucket=self.name, Key=f"in/{name}", Body=data)

    def remove(self, name: str) -> None:
        (self.folder.dumps / name).unlink()
        self.client.delete_object(Bucket=self.name, Key=f"in/{name}")

    def same(self, **options):
        """Run both, see that they come to the same, and return the report."""
        found = self.world.run(**options)
        wanted = self.folder.run(**options)
        assert counts(found) == counts(wanted)
        assert digests(self.world) == digests(self.folder)
        return found


def counts(report) -> dict[str, object]:
    names = ("new", "changed", "same", "rejected", "held", "gone", "unavailable", "duplicate", "exit_status")
    return {name: getattr(report, name) for name in names}


def digests(world: World) -> dict[str, str]:
    return {path: digest for path, (digest, *_) in world.state().items()}


def line(number: int, **changes) -> str:
    return json.dumps(troubles.row(number, **changes)) + "\n"


def titles(world: World) -> list[str]:
    return sorted(item["title"] for item in json.loads(world.read("feed.json"))["items"])


@pytest.mark.parametrize("where", ["in/", "in", "in/**", "*"])
def test_a_bucket_gives_the_tree_of_a_folder_with_the_same_dumps(tmp_path, objects, where):
    both = Bucket(tmp_path, objects, include=("*.*",))
    if where == "in/**":
        both.folder.set(source=(replace(both.folder.config.source[0], path=f"{both.folder.dumps}/**"),))
    if where == "*":
        both.folder.set(source=(replace(both.folder.config.source[0], path=f"{tmp_path}/folder/*"),))
        shutil.rmtree(tmp_path / "folder/state", ignore_errors=True)
        both.folder.set(output=replace(both.folder.config.output, directory=str(tmp_path / "feeds")))
        both.folder.tree = tmp_path / "feeds"
        both.folder.set(store=replace(both.folder.config.store, url=f"sqlite:///{tmp_path}/state/exporter.db"))
    both.world.set(source=(replace(both.world.config.source[0], path=objects.at(both.name, where)),))
    both.put("1.txt", troubles.text(1))
    both.put("2025/02/2.txt.gz", gzip.compress(troubles.text(2).encode(), mtime=0))
    both.put("2025/3.jsonl", line(3) + line(4))
    both.put("2025/5.xml", troubles.rss(troubles.item(5)))
    both.put("6.tar", troubles.tarred(("6.txt", troubles.text(6).encode()), ("7.txt", troubles.text(7).encode())))
    both.put("8.zip", troubles.zipped(("8.txt", troubles.text(8).encode())))
    both.put("9.parquet", troubles.parquet(troubles.row(9)))
    both.put("10.html", troubles.page(10))
    both.put("bad.txt", "nothing of use")
    both.put(".hidden/11.txt", troubles.text(11))
    assert (both.same().new, len(titles(both.world))) == (10, 10)
    assert both.same().same == 10
    both.put("1.txt", troubles.text(1, title="Quay 1 reopens at last"))
    both.put("2025/12.txt", troubles.text(12))
    both.remove("2025/3.jsonl")
    report = both.same()
    assert (report.new, report.changed) == (1, 1)


def test_what_is_large_is_streamed_whatever_its_format(tmp_path, objects, monkeypatch):
    monkeypatch.setattr(current, "LARGE", 1)
    monkeypatch.setattr(object_file, "PIECE", 3000)
    both = Bucket(tmp_path, objects)
    both.put("1.txt", troubles.text(1))
    both.put("2.txt.gz", gzip.compress(troubles.text(2).encode(), mtime=0))
    both.put("3.jsonl", "".join(line(number) for number in range(3, 60)))
    both.put("6.tar", troubles.tarred(("61.txt", troubles.text(61).encode())))
    both.put("7.zip", troubles.zipped(("62.txt", troubles.text(62).encode())))
    both.put("8.parquet", troubles.parquet(*map(troubles.row, range(70, 80))))
    assert both.same().new == 71
    both.remove("3.jsonl")
    assert both.same().same == 14


def test_a_large_file_of_rows_that_grows_goes_on_where_it_was_left(tmp_path, objects, monkeypatch):
    monkeypatch.setattr(current, "LARGE", 100_000)
    monkeypatch.setattr(object_file, "PIECE", 20_000)
    both = Bucket(tmp_path, objects)
    body = "".join(line(number, maintext=f"Report {number}. " + "More of it. " * 800) for number in range(60))
    assert len(body) > 500_000
    both.put("a.jsonl", body)
    assert both.same().new == 60
    read = []
    real = object_file._Ranges._range
    monkeypatch.setattr(object_file._Ranges, "_range", lambda self, end: read.append(end - self._at) or real(self, end))
    both.put("a.jsonl", body + line(9000))
    report = both.same()
    assert (report.new, report.same, report.changed) == (1, 60, 0)
    assert sum(read) < 250_000


def test_an_edit_is_seen_though_size_and_second_are_equal(tmp_path, objects):
    both = Bucket(tmp_path, objects)
    for word in ("one", "two", "six"):
        both.client.put_object(Bucket=both.name, Key="in/1.txt", Body=troubles.text(1, title=f"Quay {word}").encode())
        both.world.run()
        assert titles(both.world) == [f"Quay {word}"]


def test_of_a_dump_that_vanishes_its_articles_stay_and_of_a_complete_source_they_go(tmp_path, objects):
    for complete in (False, True):
        both = Bucket(tmp_path / str(complete), objects, complete=complete)
        for number in range(1, 7):
            both.put(f"{number // 4}/{number}.txt", troubles.text(number))
        both.same()
        both.remove("0/1.txt")
        assert both.same().gone == int(complete)
        assert len(titles(both.world)) == 6 - complete
        both.put("0/1.txt", troubles.text(1))
        both.same()
        assert len(titles(both.world)) == 6


def test_a_prefix_with_nothing_is_a_folder_with_nothing(tmp_path, objects):
    both = Bucket(tmp_path, objects, complete=True)
    assert both.same().exit_status == 0
    both.put("1.txt", troubles.text(1))
    both.same()
    both.remove("1.txt")
    assert (both.same().exit_status, titles(both.world)) == (75, ["Quay 1 reopens"])


def test_a_dump_is_gone_or_another_one_when_it_is_fetched(tmp_path, objects, monkeypatch):
    both = Bucket(tmp_path, objects, complete=True)
    for number in (1, 2, 3):
        both.put(f"{number}.txt", troubles.text(number))
    real = object_file.fetch_each

    def late(some):
        both.remove("1.txt")
        both.put("2.txt", troubles.text(2, title="Quay two"))
        return real(some)

    with monkeypatch.context() as patched:
        patched.setattr(object_file, "fetch_each", late)
        report = both.world.run()
    assert (report.new, report.rejected, titles(both.world)) == (2, 0, ["Quay 3 reopens", "Quay two"])
    assert both.world.run().same == 2


def test_a_large_dump_that_is_replaced_while_it_is_read_is_left_for_the_next_run(tmp_path, objects, monkeypatch):
    monkeypatch.setattr(current, "LARGE", 1)
    monkeypatch.setattr(object_file, "PIECE", 2000)
    both = Bucket(tmp_path, objects, complete=True)
    both.put("a.jsonl", "".join(map(line, range(30))))
    both.same()
    both.put("a.jsonl", "".join(map(line, range(31))))
    real, asked = object_file._Ranges._range, []

    def late(self, end):
        asked.append(end)
        if len(asked) == 3:
            both.put("a.jsonl", "".join(map(line, range(5, 40))))
        return real(self, end)

    with monkeypatch.context() as patched:
        patched.setattr(object_file._Ranges, "_range", late)
        report = both.world.run()
    assert (report.unfinished, report.rejected, report.gone, report.exit_status) == (1, 0, 0, 0)
    report = both.world.run()
    assert (report.unfinished, report.gone) == (0, 5)
    assert len(titles(both.world)) == 35


def is_listing(path):
    return any(one.listing in path for one in (servers.Objects, azurite.Azurite))


def broken_listing(method, path):
    return 503 if is_listing(path) else None


def broken_reading(method, path):
    return 503 if method == "GET" and path.endswith("7.txt") else None


def cut_reading(method, path):
    return "cut" if method == "GET" and path.endswith("7.txt") else None


def forbidden_listing(method, path):
    return 403 if is_listing(path) else None


def cut_listing(method, path):
    return "cut" if is_listing(path) else None


def no_bucket(method, path):
    return 404


@pytest.mark.parametrize(
    "rule",
    [broken_listing, broken_reading, cut_reading, forbidden_listing, cut_listing, no_bucket],
    ids=lambda r: r.__name__,
)
def test_a_bucket_that_fails_takes_nothing_away_and_the_others_go_on(tmp_path, objects, monkeypatch, caplog, rule):
    both = Bucket(tmp_path, objects, complete=True)
    for number in range(1, 6):
        both.put(f"{number}.txt", troubles.text(number))
    other = World(tmp_path / "other")
    both.world.set(source=(*both.world.config.source, Source(path=str(other.dumps), name="other")))
    with doors.before(objects) as door:
        door.lead(monkeypatch)
        assert both.world.run().new == 5
        door.rule = rule
        both.remove("1.txt")
        both.put("7.txt", troubles.text(7))
        other.dump(1, host="other.example")
        report = both.world.run()
        assert (report.unavailable, report.exit_status, report.gone, report.new) == (1, 75, 0, 1)
        assert len(titles(both.world)) == 6
        told = [one.getMessage() for one in caplog.records if one.levelname == "ERROR"]
        assert len(told) == 1
        assert told[0].startswith(objects.at(both.name, "in"))
        assert "the other sources go on" in told[0]
        assert "secret" not in told[0]
        door.rule = doors.always
        report = both.world.run()
        assert (report.unavailable, report.exit_status, report.gone, report.new) == (0, 0, 1, 1)


@pytest.mark.s3  # Azurite does not begin a listing where it is told to
def test_a_key_that_no_path_can_have_hides_no_dump_behind_it_and_nothing_is_withdrawn_because_of_it(tmp_path, objects):
    both = Bucket(tmp_path, objects, complete=True)
    for number in range(1, 5):
        both.put(f"{number % 2}/{number}.txt", troubles.text(number))
    assert both.world.run().new == 4
    objects.client().put_object(Bucket=both.name, Key="in/0//2.txt", Body=troubles.text(2).encode())
    both.remove("1/1.txt")
    both.put("1/7.txt", troubles.text(7))
    report = both.world.run()
    assert (report.unavailable, report.exit_status, report.new, report.gone) == (1, 75, 1, 0)
    objects.client().delete_object(Bucket=both.name, Key="in/0//2.txt")
    report = both.world.run()
    assert (report.unavailable, report.exit_status, report.new, report.gone) == (0, 0, 0, 1)


def test_one_object_that_is_forbidden_is_a_dump_that_cannot_be_read(tmp_path, objects, monkeypatch):
    both = Bucket(tmp_path, objects)
    both.put("1.txt", troubles.text(1))
    both.put("7.txt", troubles.text(7))
    with doors.before(objects) as door:
        door.lead(monkeypatch)
        door.rule = lambda method, path: 403 if method == "GET" and path.endswith("7.txt") else None
        for _ in range(2):
            assert (both.world.run().exit_status in (0, 3), titles(both.world)) == (True, ["Quay 1 reopens"])
        ((dump, code, reason),) = both.world.rows("SELECT dump, code, reason FROM rejects")
        assert (dump, code) == ("7.txt", "unreadable")
        assert reason.startswith(f"cannot be read: HTTP 403, {objects.codes[403]}; let this")
        door.rule = doors.always
        assert both.world.run().new == 1


def test_where_we_are_not_known_any_more_no_object_is_rejected_for_it(tmp_path, objects, monkeypatch):
    both = Bucket(tmp_path, objects)
    both.put("1.txt", troubles.text(1))
    both.put("7.txt", troubles.text(7))
    with doors.before(objects) as door:
        door.lead(monkeypatch)
        door.codes[403] = objects.stranger
        door.rule = lambda method, path: 403 if method == "GET" and path.endswith("7.txt") else None
        report = both.world.run()
        assert (report.unavailable, report.exit_status, report.rejected) == (1, 75, 0)


def test_an_object_that_is_new_is_whole_and_is_not_waited_for(tmp_path, objects):
    both = Bucket(tmp_path, objects, complete=True)
    both.put("1.txt", troubles.text(1))
    now = datetime.now(UTC)
    both.world.now = both.folder.now = now
    assert (both.folder.run(after=timedelta(), rested=now - timedelta(seconds=60)).unfinished) == 1
    report = both.world.run(after=timedelta(), rested=now - timedelta(seconds=60))
    assert (report.unfinished, report.new, report.complete) == (0, 1, ["dumps"])


def test_what_passes_by_itself_is_not_told(tmp_path, objects, monkeypatch):
    both = Bucket(tmp_path, objects)
    both.put("1.txt", troubles.text(1))
    with doors.before(objects) as door:
        door.lead(monkeypatch)
        failed = set()

        def once(method, path):
            return None if (method, path) in failed else failed.add((method, path)) or 503

        door.rule = once
        report = both.world.run()
    assert (report.new, report.unavailable, len(failed)) == (1, 0, 2)


@pytest.mark.parametrize("when", ["listing", "reading"])
def test_a_server_that_is_killed_in_mid_run(tmp_path, monkeypatch, when):
    monkeypatch.setattr(current, "SLICE", 2)
    with servers.serving(tmp_path) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        both = Bucket(tmp_path, server, complete=True)
        for number in range(1, 20):
            both.put(f"{number}.txt", troubles.text(number))
        both.world.run()
        for number in range(1, 20):
            both.put(f"{number}.txt", troubles.text(number, title=f"Quay {number} at last"))
        with doors.before(server) as door, monkeypatch.context() as patched:
            door.lead(patched)

            def rule(method, path):
                if is_listing(path) == (when == "listing") and len(door.asked) > (when == "reading") * 3:
                    server.kill()
                    return 500
                return None

            door.rule = rule
            report = both.world.run()
            assert (report.unavailable, report.exit_status, report.gone) == (1, 75, 0)
        assert len(titles(both.world)) == 19
        server.start()
        server.client().create_bucket(Bucket=both.name)
        for file in both.folder.dumps.iterdir():
            server.client().put_object(Bucket=both.name, Key=f"in/{file.name}", Body=file.read_bytes())
        report = both.world.run()
        assert (report.exit_status, report.gone) == (0, 0)
        assert titles(both.world) == sorted(f"Quay {number} at last" for number in range(1, 20))


def test_an_unchanged_bucket_is_listed_and_no_object_of_it_is_fetched(tmp_path, objects, monkeypatch):
    both = Bucket(tmp_path, objects)
    for number in range(30):
        both.put(f"{number % 3}/{number}.txt", troubles.text(number))
    with doors.before(objects) as door:
        door.lead(monkeypatch)
        both.world.run()
        assert len(door.asked) == 31
        door.asked.clear()
        assert both.world.run().same == 30
        assert [path.partition("?")[0].rpartition("/")[2] for path in door.of("GET")] == [both.name]


def test_where_nothing_fits_it_is_said_what_would(tmp_path, objects, caplog):
    both = Bucket(tmp_path, objects)
    both.put("pages/1.html", troubles.page(1))
    both.world.run()
    assert f"or name them: --source '{objects.at(both.name, 'in/pages/*.html')}'" in caplog.text


def test_beginning_anew_without_the_bucket_is_refused(tmp_path, objects, monkeypatch):
    both = Bucket(tmp_path, objects)
    both.put("1.txt", troubles.text(1))
    both.same()
    for name, value in objects.by(f"http://127.0.0.1:{free_port()}").items():
        monkeypatch.setenv(name, value)
    before = digests(both.world)
    with pytest.raises(Exception, match="no connection"):
        both.world.run(full=True, force=True)
    assert digests(both.world) == before


CONFIG = """\
[site]
title = "Harbour Wire"
url = "https://feeds.example.org/"

[[source]]
path = "{url}"
name = "bucket"
"""


def lost_while_read(method, path):
    return 404 if method == "GET" and path.endswith("/7.txt") else None


WORKERS = """
from exporter import cli
from exporter.engine import mapping
from exporter.intake import current
mapping.ENOUGH, current.SLICE = 1, 5
cli.main()
"""


def test_worker_processes_fetch_by_themselves(tmp_path, objects):
    both = Bucket(tmp_path, objects)
    (tmp_path / "config.toml").write_text(CONFIG.format(url=both.url))
    for number in range(12):
        both.put(f"{number}.txt", troubles.text(number))
    with doors.before(objects) as door:
        environment = {**os.environ, **door.environment, "PYTHONPATH": os.getcwd()}
        command = [sys.executable, "-c", WORKERS, "export", "-vv", "-s", "engine.workers=2"]
        for status, rule in ((75, lost_while_read), (0, doors.always)):
            door.rule = rule
            done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
            assert (done.returncode, "Traceback" in done.stderr) == (status, False), done.stderr
            assert "2 worker processes are started" in done.stderr
    feed = json.loads((tmp_path / "feeds/feed.json").read_text())
    assert len(feed["items"]) == 12


def test_the_commands(tmp_path, objects):
    bucket = objects.bucket()
    (tmp_path / "config.toml").write_text(CONFIG.format(url=objects.at(bucket, "in/")))
    for number in range(12):
        name = f"in/{number % 2}/{number}.txt"
        objects.client().put_object(Bucket=bucket, Key=name, Body=troubles.text(number).encode())
    place = objects.at(bucket, "in")
    environment = {**objects.environment, "PYTHONPATH": os.getcwd()}

    def run(*arguments: str) -> tuple[str, str, int]:
        return exporter(tmp_path, *arguments, **environment)

    assert run("export") == ("", "", 0)
    said, _, status = run("explain", f"{place}/0/2.txt")
    assert (status, "Quay 2 reopens" in said, "published  2025-02-14" in said) == (0, True, True)
    assert run("explain", f"{place}/none.txt")[1:] == (
        f"exporter: {place}/none.txt: cannot be read: No such file or directory\n",
        1,
    )
    assert run("explain", f"{place}/")[1:] == (
        f"exporter: {place}/: is a folder: name one of the dumps in it\n",
        1,
    )
    learnt = run("learn", "--min-articles", "2", f"{place}/0/")
    assert (learnt[2], "[profile." in learnt[0]) == (0, True)
    assert run("export", "--source", objects.at("nobodys-bucket", "in/"))[2] == 75
    assert run("export", "--source", objects.at(f"key:secret@{bucket}"))[2] == 2
