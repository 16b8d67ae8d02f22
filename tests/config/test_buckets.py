"""URLs of object storage as places of trees, and which lie in one another."""

import pytest

from exporter.config import load
from exporter.config.apart import meets
from exporter.config.buckets import are_nested, tree_fault_of
from exporter.errors import ConfigError

MINIMAL = '[site]\ntitle = "t"\nurl = "https://a.example/"\n'


@pytest.mark.parametrize(
    "url", ["s3://b", "s3://b/", "s3a://b/a/b/", "gs://b/feeds", "az://c/feeds", "abfss://c@acc.dfs.core.windows.net/f"]
)
def test_where_a_tree_may_be(url):
    assert tree_fault_of(url) == ""


@pytest.mark.parametrize(
    "url",
    ["s3://", "s3:///p", "s3://me:pw@b/p", "s3://b/a//b", "s3://b/../p", "s3://b/p?x=1", "s3://b/p#x", "s3://b/a%20b"],
)
def test_where_none_may_be(url):
    said = tree_fault_of(url)
    assert said.startswith("expected ")
    assert "pw" not in said
    assert "x=1" not in said


@pytest.mark.parametrize(
    ("one", "other", "nested"),
    [
        ("s3://b/feeds", "s3://b/feeds/", True),
        ("s3://b/feeds", "s3a://B/feeds/x", True),
        ("s3://b", "s3://b/feeds", True),
        ("s3://b/feeds", "s3://b/feeds2", False),
        ("s3://b/feeds", "s3://c/feeds", False),
        ("s3://b/feeds", "gs://b/feeds", False),
        ("az://c/feeds", "abfss://c@acc.dfs.core.windows.net/feeds", True),
    ],
)
def test_which_lie_in_one_another(one, other, nested):
    assert are_nested(one, other) is are_nested(other, one) is nested
    assert meets(one, other) is nested


def test_a_bucket_meets_no_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert not meets("dumps", "s3://b/feeds")
    assert not meets("s3://b/feeds", str(tmp_path))
    assert not meets("s3:", "s3://b/feeds")


def configured(tmp_path, text):
    (tmp_path / "config.toml").write_text(MINIMAL + text)
    return load(tmp_path / "config.toml", [])


def test_a_bucket_stays_as_it_is_written(tmp_path):
    assert configured(tmp_path, '[output]\ndirectory = "s3://b/feeds"\n').output.directory == "s3://b/feeds"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[[source]]\npath = "s3://b/in"\n[output]\ndirectory = "s3://b"\n',
            'config.toml:7: output.directory: overlaps with source[0].path, "s3://b/in": keep dumps and feeds apart',
        ),
        (
            '[output]\ndirectory = "s3://b/out"\n[[source]]\npath = "s3://b/out/in"\n',
            'output.directory: overlaps with source[0].path, "s3://b/out/in": keep dumps and feeds apart',
        ),
        ('[output]\ndirectory = "ftp://b/out"\n', "expected a path, got the URL"),
        ('[output]\ndirectory = "s3://u:p@b"\n', "output.directory: expected a bucket"),
        (
            '[output]\ndirectory = "s3://b/out"\n[[source]]\npath = "in"\ntaken = "move"\ntaken_folder = "in/old"\n',
            "source[0].taken_folder: lies in a source",
        ),
    ],
)
def test_what_cannot_be(tmp_path, text, said):
    with pytest.raises(ConfigError) as told:
        configured(tmp_path, text)
    assert said in str(told.value)


def test_a_bucket_beside_folders_and_other_prefixes(tmp_path):
    text = '[output]\ndirectory = "s3://b/out"\n[[source]]\npath = "s3://b/in"\n[[source]]\npath = "dumps"\n'
    assert len(configured(tmp_path, text).source) == 2
