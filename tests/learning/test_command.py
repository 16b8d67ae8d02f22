"""`exporter learn` as a process."""

import hashlib
import json
import subprocess
import sys
import tomllib

import pytest

from tests.learning.sites import SITES, write
from tests.running import exporter

CONFIG = """\
[site]
title = "Harbour Wire"
url = "https://feeds.example.org/"

[[source]]
path = "dumps"
"""


@pytest.fixture
def root(tmp_path):
    (tmp_path / "config.toml").write_text(CONFIG)
    for site in SITES[:2]:
        write(site, tmp_path / "dumps", range(14))
    return tmp_path


def files(root):
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_it_prints_profiles_of_all_sources_and_changes_nothing(root):
    before = files(root)
    out, err, status = exporter(root, "learn")
    assert (err, status) == ("", 0)
    assert set(tomllib.loads(out)["profile"]) == {"ellerypost.example", "kadebode.example"}
    assert files(root) == before


def test_the_hash_seed_and_the_time_zone_do_not_matter(root):
    one, other = (
        exporter(root, "learn", PYTHONHASHSEED=seed, TZ=zone)[0] for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    )
    assert one == other


def test_a_path_and_a_host_choose_what_is_read(root):
    name = sorted((root / "dumps").glob("www.kadebode*"))[0].name
    out, _, status = exporter(root, "learn", "dumps", "--host", "https://www.KADEBODE.example/x")
    assert (list(tomllib.loads(out)["profile"]), status) == (["kadebode.example"], 0)
    assert "e.g. dumps: www.kadebode.example-" in out
    out, _, status = exporter(root, "learn", f"dumps/{name}")
    assert (tomllib.loads(out), status) == ({}, 0)
    assert "# Left out: 1 site with fewer than 10 articles." in out


def test_with_a_path_it_needs_no_configuration(root):
    (root / "config.toml").unlink()
    out, _, status = exporter(root, "learn", "dumps", "--json", "--min-articles", "14")
    assert (len(json.loads(out)["proposals"]), status) == (2, 0)
    out, err, status = exporter(root, "learn")
    assert (out, status) == ("", 78)
    assert "config.toml: no such file" in err


@pytest.mark.parametrize(
    ("arguments", "said", "status"),
    [
        (("-",), "-: standard input cannot be read twice: name a file or a folder", 2),
        (("feeds",), "feeds overlaps with the tree", 2),
        (("dumps", "--min-articles", "1"), "1 is not in the range 2<=x<=500", 2),
        (("dumps", "--host", "a b"), "--host: no browser could open", 2),
        (("gone",), "cannot read the source", 75),
        (("dumps", "gone"), "cannot read the source", 75),
    ],
)
def test_what_cannot_be_is_said(root, arguments, said, status):
    out, err, found = exporter(root, "learn", *arguments)
    assert found == status
    assert said in err
    assert ("[profile." in out) is (arguments == ("dumps", "gone"))


def test_bad_dumps_are_counted_and_the_others_are_learnt_from(root):
    (root / "dumps" / "bad.txt").write_bytes(b"\x00\xff\x00")
    (root / "dumps" / "empty.txt").write_bytes(b"")
    (root / "dumps" / "url.txt").write_text("Title\n2025-02-14\nhttp://2025/x\n\nText.")
    out, err, status = exporter(root, "learn")
    assert (len(tomllib.loads(out)["profile"]), err, status) == (2, "", 0)
    assert "# Left out: 3 records that can be no article" in out


def test_what_reads_the_output_may_go(root):
    learn = subprocess.Popen(
        [sys.executable, "-m", "exporter", "learn"], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    learn.stdout.close()
    assert learn.stderr.read() == ""
    learn.stderr.close()
    assert learn.wait(300) == 0


def test_an_export_learns_nothing_and_a_profile_that_is_kept_changes_it(root):
    """The same tree, byte for byte, whether or not something was learnt in between; another with the profile."""
    export = ("export", "--full", "-s", "site.title=T")
    assert exporter(root, *export)[2] == 0
    before = files(root / "feeds")
    learnt, _, _ = exporter(root, "learn")
    assert exporter(root, *export)[2] == 0
    assert files(root / "feeds") == before
    assert not [path for path in before if path.startswith("sections/waterfront/")]
    (root / "config.toml").write_text(CONFIG + learnt, "utf-8")
    assert exporter(root, *export)[2] == 0
    assert [path for path in files(root / "feeds") if path.startswith("sections/waterfront/")]


def test_help_names_what_it_takes(root):
    out, _, status = exporter(root, "learn", "--help")
    assert status == 0
    for said in ("[PATH]...", "--host HOST", "--min-articles", "--json", "Propose site profiles"):
        assert said in out
    assert "learn " in exporter(root, "--help")[0]
