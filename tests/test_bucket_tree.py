"""Whole runs into a bucket: the same tree as in a folder, and whatever breaks, none that is broken."""

import hashlib
import shutil
import subprocess
import sys
import threading

import pytest
from msgspec.structs import replace

from exporter.check import against
from exporter.config.schema import IndexNow, Output
from exporter.errors import ExporterError, Locked, Refused, Unavailable
from exporter.publish.tree import MARKER
from exporter.report import unseen
from exporter.restore.replacing import restore
from exporter.takedown import Withdrawal
from tests import running
from tests.published import Tree
from tests.servers import door
from tests.servers.objects import serving
from tests.world import CONFIG, World


class There:
    """A world whose tree is in a bucket behind a door."""

    def __init__(self, root, server, before):
        self.client, self.bucket, self.door = server.client(), server.bucket(), before
        self.url = server.at(self.bucket, "feeds")
        self.world = World(root, output=Output(directory=self.url))

    def state(self):
        """What is there, by path: the digest of its bytes, when it was put, and as what."""
        found = self.client.list_objects_v2(Bucket=self.bucket, Prefix="feeds/").get("Contents", ())
        state = {}
        for one in found:
            got = self.client.get_object(Bucket=self.bucket, Key=one["Key"])
            digest = hashlib.sha256(got["Body"].read()).hexdigest()
            state[one["Key"].removeprefix("feeds/")] = (digest, got["LastModified"], got["ContentType"])
        return state

    def copied(self, folder):
        """The same tree in a folder."""
        for path in self.digests():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            got = self.client.get_object(Bucket=self.bucket, Key=f"feeds/{path}")
            (folder / path).write_bytes(got["Body"].read())
        return Tree(folder, "https://feeds.example.org/")

    def read(self, path):
        return self.client.get_object(Bucket=self.bucket, Key=f"feeds/{path}")["Body"].read().decode()

    def digests(self):
        return {path: said[0] for path, said in self.state().items() if path != MARKER}

    def puts(self):
        """Paths that were put since the last time, in their order."""
        put = [path.partition("/feeds/")[2] for path in self.door.of("PUT")]
        self.door.asked.clear()
        return put

    def faults(self):
        """Of the tree, on its own."""
        return against.tree(self.url, None, self.world.now, unseen, 1).faults

    def uploads(self):
        return self.client.list_multipart_uploads(Bucket=self.bucket).get("Uploads", [])


@pytest.fixture
def there(tmp_path, objects, monkeypatch):
    with door.before(objects) as before:
        before.lead(monkeypatch)
        yield There(tmp_path / "there", objects, before)


@pytest.fixture
def quick(monkeypatch):
    """Requests that fail are tried again once, at once."""
    monkeypatch.setattr("exporter.objects.ATTEMPTS", 1)


def folder_digests(world):
    return {path: digest for path, (digest, _, _) in world.state().items()}


def test_a_bucket_holds_the_tree_that_a_folder_would_run_after_run(tmp_path, there):
    here = World(tmp_path / "here")
    worlds = (here, there.world)

    def both(act):
        for world in worlds:
            act(world)
        reports = [world.run() for world in worlds]
        assert [report.written for report in reports[:1]] == [report.written for report in reports[1:]]
        assert there.digests() == folder_digests(here)
        assert there.faults() == ()

    both(lambda world: [world.dump(n) for n in range(1, 9)])
    both(lambda world: world.dump(9))
    both(lambda world: world.dump(2, title="The quay is closed again", name="edited.txt"))
    name = "https://news.example/artikel/3-kade"
    for world in worlds:
        world.run(withdrawal=Withdrawal((name,)))
    assert there.digests() == folder_digests(here)
    both(lambda world: world.set(output=replace(world.config.output, sitemaps=False)))
    both(lambda world: None)
    assert there.uploads() == []


def test_a_run_that_changes_nothing_asks_three_things_at_once_and_writes_nothing(there):
    for n in range(1, 8):
        there.world.dump(n)
    there.world.run()
    before = there.state()
    there.door.asked.clear()
    together = threading.Barrier(3, timeout=30)

    def rule(_method, _path):
        together.wait()

    there.door.rule = rule
    there.world.run()
    asked = [(how, path.partition("/feeds/")[2] or "list") for how, path in there.door.asked]
    assert sorted(asked) == [("GET", MARKER), ("GET", "list"), ("HEAD", "data/dataset.jsonld")]
    there.door.rule = door.always
    assert there.state() == before


def test_the_name_of_a_run_that_was_killed_at_its_end_is_taken_out_by_one_that_changes_nothing(there):
    there.world.dump(1)
    there.world.run()
    marker = there.read(MARKER)
    key = f"feeds/{MARKER}"
    there.client.put_object(Bucket=there.bucket, Key=key, Body=marker.replace("}", ',"run":"theirs"}').encode())
    there.puts()
    there.world.run()
    assert (there.puts(), "theirs" in there.read(MARKER)) == ([MARKER], False)


def test_an_article_more_puts_what_it_touches_and_the_marker_twice(there):
    for n in range(1, 8):
        there.world.dump(n)
    there.world.run()
    before = there.state()
    there.puts()
    there.world.dump(8)
    report = there.world.run()
    put = there.puts()
    assert (put[0], put[-1], put.count(MARKER)) == (MARKER, MARKER, 2)
    assert len(put) == report.written + 2
    after = there.state()
    assert {path for path in after if after[path] != before.get(path)} == set(put)


def test_leaves_are_there_before_what_names_them(there):
    for n in range(1, 8):
        there.world.dump(n)
    there.world.run()
    put = [path for path in there.puts() if path != MARKER]
    last = {path: at for at, path in enumerate(put)}
    first = {path: put.index(path) for path in put}

    def all_of(prefix):
        return [at for path, at in last.items() if path.startswith(prefix)]

    assert max(all_of("articles/")) < min(all_of("archive/"))
    assert max(at for path, at in last.items() if path.endswith(".jsonl.gz")) < first["data/dataset.jsonld"]
    assert max(all_of("sitemaps/")) < first["sitemap.xml"]
    assert max(first[path] for path in first if path.startswith("archive/")) < last["feed.atom"]
    assert max(last.values()) == last["index.html"]


def settled(there, command):
    """After whatever happened, one run completes the tree and the next has nothing to do."""
    said = running.exporter(there.world.root, *command)
    assert said[2] == 0, said
    assert there.faults() == ()
    there.puts()
    assert running.exporter(there.world.root, *command)[2] == 0
    assert there.puts() == []
    assert there.uploads() == []


def configured(there):
    """The command of a real process."""
    (there.world.root / "config.toml").write_text(
        f'{CONFIG}[output]\ndirectory = "{there.url}"\n[feeds]\narchive_page = 3\n'
    )
    return ("export", "-v")


def killed_at(there, number, command):
    """Run the program, and kill it as it puts its document of this number."""
    puts, begun = [0], threading.Event()
    process = None

    def rule(method, _path):
        puts[0] += method == "PUT"
        if puts[0] == number:
            begun.wait(300)
            process.kill()
            process.wait()

    there.door.rule = rule
    process = subprocess.Popen(
        [sys.executable, "-m", "exporter", *command], cwd=there.world.root, stderr=subprocess.PIPE
    )
    begun.set()
    process.communicate()
    there.door.rule = door.always
    return process.returncode


def test_a_run_that_is_killed_is_completed_by_the_next(tmp_path, there):
    command = configured(there)
    for n in range(1, 7):
        there.world.dump(n)
    assert killed_at(there, 1, command) == -9
    assert killed_at(there, 17, command) == -9
    settled(there, command)
    for number in (2, 9):
        there.world.dump(number + 10)
        assert killed_at(there, number, command) == -9
        assert there.copied(tmp_path / f"{number}").dangling() == []
    settled(there, command)


def test_a_server_that_is_killed_in_mid_run(tmp_path, monkeypatch, quick):
    with serving(tmp_path) as server, door.before(server) as before:
        for name, value in {**server.environment, **before.environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("socketserver.BaseServer.handle_error", lambda *_: None)  # what the door says of it
        there = There(tmp_path / "there", server, before)
        for n in range(1, 7):
            there.world.dump(n)
        there.door.rule = lambda method, path: server.kill() if method == "PUT" and "archive" in path else None
        with pytest.raises(Unavailable, match=r"://bucket-.*: cannot (read|write): no connection.*Try again later"):
            there.world.run()
        there.door.rule = door.always
        server.start()
        server.client().create_bucket(Bucket=there.bucket)  # it keeps nothing
        there.world.run()
        assert there.faults() == ()
        assert "archive/000002.atom" in there.digests()


def test_a_service_that_slows_us_down_for_long(there, quick):
    for n in range(1, 7):
        there.world.dump(n)
    there.door.rule = lambda method, path: 503 if method == "PUT" and "archive" in path else None
    with pytest.raises(Unavailable, match=r"archive/.*: cannot write: HTTP 503, S\w+. Try again later"):
        there.world.run()
    there.door.rule = door.always
    there.world.run()
    assert there.faults() == ()


def test_of_two_machines_with_copies_of_a_store_the_one_that_began_first_stops(there, objects, monkeypatch):
    command, world = configured(there), there.world
    for n in range(1, 5):
        world.dump(n)
    assert running.exporter(world.root, *command)[2] == 0
    other = World(world.root.parent / "other", output=Output(directory=there.url))
    shutil.rmtree(other.root)
    shutil.copytree(world.root, other.root)
    world.dump(11)
    other.dump(12)
    reached, go_on, puts = threading.Event(), threading.Event(), [0]

    def rule(method, _path):
        puts[0] += method == "PUT"
        if puts[0] == 3:
            reached.set()
            go_on.wait(300)

    there.door.rule = rule
    process = subprocess.Popen(
        [sys.executable, "-m", "exporter", *command], cwd=world.root, stderr=subprocess.PIPE, text=True
    )
    assert reached.wait(300)
    theirs = objects.by(objects.url)
    assert running.exporter(other.root, *command, **theirs)[2] == 0
    published = there.digests()
    go_on.set()
    said = process.communicate()[1]
    assert (process.returncode, "another run writes to this tree" in said) == (75, True)
    there.door.rule = door.always
    assert {path: digest for path, digest in there.digests().items() if path in published} == published
    assert (
        "/artikel/11-"
        not in there.client.get_object(Bucket=there.bucket, Key="feeds/feed.atom")["Body"].read().decode()
    )
    assert running.exporter(other.root, *command, **theirs)[2] == 0


def test_a_withdrawal_that_waits_for_a_run_goes_on_from_what_that_has_published(there):
    command, root = configured(there), there.world.root
    for n in range(1, 5):
        there.world.dump(n)
    assert running.exporter(root, *command)[2] == 0
    there.world.dump(5)
    reached, go_on = threading.Event(), threading.Event()

    def rule(method, path):
        if method == "PUT" and path.endswith("feed.atom"):
            reached.set()
            go_on.wait(60)

    there.door.rule = rule
    program = [sys.executable, "-m", "exporter"]
    export = subprocess.Popen([*program, *command], cwd=root, stderr=subprocess.DEVNULL)
    assert reached.wait(60)
    withdraw = subprocess.Popen(
        [*program, "withdraw", "https://news.example/artikel/3-kade"], cwd=root, stderr=subprocess.PIPE, text=True
    )
    assert "waiting for" in withdraw.stderr.readline()
    go_on.set()
    assert (export.wait(), withdraw.communicate()[1], withdraw.returncode) == (0, "", 0)
    assert ("/artikel/3-" in there.read("feed.atom"), "/artikel/5-" in there.read("feed.atom")) == (False, True)
    assert there.faults() == ()


def test_whose_marker_is_replaced_in_mid_run_stops_and_its_marks_stay(there):
    for n in range(1, 5):
        there.world.dump(n)
    there.world.run()
    there.world.dump(5)
    there.puts()

    def rule(method, path):
        if method == "PUT" and path.endswith(".jsonld"):
            there.door.rule = door.always
            there.client.put_object(Bucket=there.bucket, Key=f"feeds/{MARKER}", Body=b'{"store":"x","run":"theirs"}')

    there.door.rule = rule
    with pytest.raises(Locked, match="another run writes to this tree"):
        there.world.run()
    assert "feed.atom" not in there.puts()
    assert there.world.rows("SELECT COUNT(*) FROM marks")[0][0]
    with pytest.raises(Refused, match="published from another store"):
        there.world.run()


def test_a_store_that_is_lost_is_rebuilt_from_a_bucket(there):
    for n in range(1, 8):
        there.world.dump(n)
    there.world.run()
    before = there.state()
    world = there.world
    shutil.rmtree(world.root / "state")
    with pytest.raises(Refused, match=rf"{there.url} is a published tree"):
        world.run()
    assert restore(world.config, world.now, dry_run=False, force=False).articles == 7
    world.run()
    assert there.state() == before


def test_beginning_anew_keeps_what_was_withdrawn(there):
    for n in range(1, 5):
        there.world.dump(n)
    there.world.run()
    there.world.run(withdrawal=Withdrawal(("https://news.example/artikel/3-kade",)))
    there.world.run(full=True, force=True)
    assert there.faults() == ()
    assert there.world.rows("SELECT COUNT(*) FROM tombstones") == [(1,)]


def test_what_an_earlier_store_left_is_removed_and_other_peoples_objects_stay(there):
    there.world.dump(1)
    there.world.run()
    for key in ("articles/2024/01/01/00000000-0000-5000-8000-000000000000.jsonld", "notes.txt", ".hidden/x"):
        there.client.put_object(Bucket=there.bucket, Key=f"feeds/{key}", Body=b"x")
    there.world.run(full=True)
    kept = set(there.digests())
    assert {"notes.txt", ".hidden/x"} <= kept
    assert not [path for path in kept if path.startswith("articles/2024")]


@pytest.mark.s3  # Azurite does not begin a listing where it is told to
def test_an_object_of_somebody_else_whose_key_no_path_can_have_stops_no_run(there, caplog):
    for n in range(1, 5):
        there.world.dump(n)
    there.world.run()
    for key in ("feeds/archive/x//y", "feeds/articles/2024/01/01/00000000-0000-5000-8000-000000000000.jsonld"):
        there.client.put_object(Bucket=there.bucket, Key=key, Body=b"x")
    report = there.world.run(full=True)
    assert (report.exit_status, report.removed) == (0, 1)
    assert "holds an object with a key that no path can have, 'feeds/archive/x//y'" in caplog.text
    with pytest.raises(Unavailable, match="'feeds/archive/x//y': it is passed over"):
        there.faults()
    for key in ("feeds//y", "feeds/archive//y"):
        there.client.put_object(Bucket=there.bucket, Key=key, Body=b"x")
    assert there.world.run().exit_status == 0
    for n in range(5, 9):
        there.world.dump(n)
    there.client.delete_object(Bucket=there.bucket, Key=f"feeds/{MARKER}")
    assert there.world.run().new == 4


def test_the_commands(there, objects):
    command, root = configured(there), there.world.root
    there.world.dump(1)
    assert "edition 1 would be published" in running.exporter(root, *command, "--dry-run")[1]
    assert there.state() == {}
    assert running.exporter(root, *command)[2] == 0
    said = running.exporter(root, "check")
    assert (f"{there.url}: " in said[0], "no faults" in said[0], said[2]) == (True, True, 0)
    assert there.url in running.exporter(root, "status")[0]
    for arguments in (("serve",), ("daemon", "--serve")):
        said = running.exporter(root, *arguments)
        assert (f"{there.url}: a bucket is served by its own service" in said[1], said[2]) == (True, 1)
    nowhere = objects.at("nowhere", "feeds")
    said = running.exporter(root, "export", "--output", nowhere, "--store", "other.db")
    assert (nowhere in said[1], objects.codes[404] in said[1], said[2]) == (True, True, 1)


def test_no_message_names_a_key_of_indexnow(there, quick):
    there.world.set(
        notify=replace(there.world.config.notify, indexnow=(IndexNow(host="feeds.example.org", key="k" * 32),))
    )
    there.world.dump(1)
    there.door.rule = lambda method, path: 403 if path.endswith(f"{'k' * 32}.txt") and method == "PUT" else None
    with pytest.raises(ExporterError, match=r"feeds/KEY\.txt: cannot write: HTTP 403") as told:
        there.world.run()
    assert "kkk" not in str(told.value)
