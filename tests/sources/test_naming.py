"""Which names dumps have, where the configuration does not say."""

from fnmatch import fnmatchcase

import pytest

from exporter.config.schema import Source
from exporter.sources.naming import included, is_included, matcher

NAMES = (
    "a.txt", "a.txt.gz", "a.json", "a.jsonl.zst", "a.ndjson.bz2", "a.xml.xz", "a.rss", "a.atom", "a.warc.gz",
    "a.parquet", "a.zip", "a.tar", "a.tar.gz", "a.tgz",
)  # fmt: skip
PAGES = ("README.html", "index.htm", "index.html.gz")
OTHERS = ("README.md", "a.txt.part", "a.gz", "a", "a.TXT", "atxt", "a.jsonld", ".a.txt", "a.sqlite", "txt", "a.txt~")


def named(names, **source):
    include = included(Source(path="x", **source))
    return tuple(name for name in names if is_included(name, include))


def test_by_itself_a_folder_gives_what_any_reader_reads_but_pages():
    assert named((*NAMES, *PAGES, *OTHERS)) == NAMES


@pytest.mark.parametrize(
    ("reader", "found"),
    [
        ("text", ("a.txt", "a.txt.gz")),
        ("json", ("a.json",)),
        ("jsonl", ("a.jsonl.zst", "a.ndjson.bz2")),
        ("feed", ("a.xml.xz", "a.rss", "a.atom")),
        ("html", PAGES),
        ("warc", ("a.warc.gz",)),
        ("parquet", ("a.parquet",)),
    ],
)
def test_a_reader_has_its_own_names_and_archives(reader, found):
    archives = tuple(name for name in NAMES if name.startswith(("a.zip", "a.tar", "a.tgz")))
    assert named((*NAMES, *PAGES, *OTHERS), reader=reader) == tuple(
        name for name in (*NAMES, *PAGES) if name in (*found, *archives)
    )


def test_what_the_configuration_says_goes_before_all_that():
    assert named((*NAMES, *PAGES, "b.article"), include=("*.article", "i*"), reader="text") == (
        "index.htm", "index.html.gz", "b.article",
    )  # fmt: skip


@pytest.mark.parametrize(
    "include",
    [included(Source(path="x")), ("*.txt", "*.gz"), ("*a", "*.b", "*.c", "*.d", "*e"), ("[ab]*", "*.txt"), ("*",)],
)
def test_however_it_is_told_it_is_what_a_shell_would_say(include):
    is_dump = matcher(include)
    for name in (*NAMES, *PAGES, *OTHERS, "x.b", "xa", "e", "a.b.c", "é.d"):
        assert is_dump(name) == any(fnmatchcase(name, pattern) for pattern in include), name
