"""`exporter check` as a user meets it."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.check.tampering import delete, make, write
from tests.published import Server
from tests.running import exporter
from tests.world import CONFIG


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make(tmp_path_factory.mktemp("command") / "world").root
    shutil.rmtree(root / "state")
    shutil.rmtree(root / "feeds")
    (root / "config.toml").write_text(CONFIG)
    assert exporter(root, "export")[2] == 0
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    copy = Path(shutil.copytree(made, tmp_path / "root"))
    assert exporter(copy, "export")[2] == 0  # it has moved
    return copy


def test_a_whole_tree_takes_one_line(root: Path) -> None:
    out, err, status = exporter(root, "check")
    assert re.fullmatch(
        r"\S+/feeds: \d+ documents \(1 dataset, 2 shard, 8 article, .*\): no faults, no notes\n", out
    ), out
    assert (err, status) == ("", 0)
    assert exporter(root, "check", "-q") == ("", "", 0)


def test_a_folder_needs_no_configuration(root: Path, tmp_path: Path) -> None:
    shutil.move(root / "feeds", tmp_path / "alone")
    out, err, status = exporter(tmp_path, "check", "alone/")
    assert out.startswith(
        "note: documents are taken to be served at https://feeds.example.org/, as data/dataset.jsonld"
    )
    assert out.endswith(": no faults, 1 note\n")
    assert (err, status) == ("", 0)
    assert exporter(tmp_path, "check", "alone", "--url", "https://feeds.example.org")[0].endswith(
        "no faults, no notes\n"
    )


def test_a_fault_is_a_line_and_exits_1(root: Path) -> None:
    delete("robots.txt")(root / "feeds")
    write("feeds.opml", "<opml")(root / "feeds")
    out, err, status = exporter(root, "check")
    assert "\nrobots.txt: is missing: by the store it is published\n" in f"\n{out}"
    assert "\nfeeds.opml: " in f"\n{out}"
    assert "`exporter export --full` writes anew what is damaged" in out
    assert (err, status) == ("", 1)
    assert exporter(root, "check", "-q") == ("", "", 1)
    found = json.loads(exporter(root, "check", "--json")[0])
    assert {"path": "robots.txt", "what": "is missing: by the store it is published"} in found["faults"]
    assert found["documents"]["article"] == 8
    assert exporter(root, "export", "--full")[2] == 0
    assert exporter(root, "check")[2] == 0


def test_only_a_hundred_faults_are_shown(root: Path) -> None:
    for number in range(120):
        write(f"sections/s{number}/feed.atom", "<")(root / "feeds")
    out, _, status = exporter(root, "check", "feeds")
    assert "... and 20 more: `exporter check --json` lists them\n" in out
    assert ": 120 faults, " in out
    assert status == 1
    assert len(json.loads(exporter(root, "check", "feeds", "--json")[0])["faults"]) == 120


def test_over_http(root: Path) -> None:
    with Server(root / "feeds").running() as server:
        out, err, status = exporter(root, "check", server.url)
        assert out.endswith(": no faults, 1 note\n")
        assert (err, status) == ("", 0)
        out, _, status = exporter(root, "check", server.url, "--max-documents", "3")
        assert "left at 3 documents" in out
        assert status == 0


def test_what_cannot_be_checked(root: Path, tmp_path: Path) -> None:
    for arguments, said, expected in (
        (("check", "nowhere"), "nowhere: there is no such folder", 75),
        (
            ("check", "localhost:9"),
            "localhost:9: there is no such folder; a URL begins with https://, http://, s3://",
            75,
        ),
        (("check", "http://127.0.0.1:9/"), "cannot be fetched: no connection", 75),
        (("check", "dumps"), "dumps: is no published tree", 1),
        (("check", "--url", "http://a.example/"), "--url goes with DIR", 2),
        (("check", "http://a.example/", "--url", "http://a.example/"), "--url goes with DIR", 2),
        (("check", "feeds", "--max-documents", "9"), "--max-documents with URL", 2),
        (("check", "feeds", "--max-documents", "0"), "is not in the range x>=1", 2),
    ):
        out, err, status = exporter(root, *arguments)
        assert said in err
        assert (out, status) == ("", expected)
    (tmp_path / "empty").mkdir()
    assert exporter(tmp_path / "empty", "check")[2] == 78
    (tmp_path / "empty" / "config.toml").write_text(CONFIG)
    assert exporter(tmp_path / "empty", "check")[1:] == (
        "exporter: nothing has been exported yet: run `exporter export`\n",
        1,
    )


def test_what_terminals_obey_is_shown_as_text(root: Path) -> None:
    write("sections/a\x1b[31m/feed.atom", "<")(root / "feeds")
    write("sections/b/feed.atom", '<feed xmlns="http://www.w3.org/2005/Atom"><id>\u202e</id><x>\x9b31m</x></feed>')(
        root / "feeds"
    )
    out = exporter(root, "check", "feeds")[0]
    assert out.replace("\n", "").isprintable()
    assert r"a\x1b[31m" in out
