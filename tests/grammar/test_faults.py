"""The rules of each format: a valid document has no fault, and each way to spoil it is told, by where and what."""

import gzip
import json
import re
from pathlib import Path

import pytest

from exporter import grammar
from exporter.grammar import content
from exporter.grammar.dispatch import rules_of
from exporter.grammar.tags import MAX_DEPTH
from tests.golden_tree import GOLDEN
from tests.grammar.broken import BROKEN, MONTH, NEWS, REWRITTEN, ROW, VALID
from tests.grammar.documents import shard

TREE = GOLDEN / "tree"


@pytest.mark.parametrize("path", VALID, ids=lambda path: re.sub(r"[0-9a-f]{16}", "DIGEST", path))
def test_a_valid_document_has_no_fault(path: str) -> None:
    assert grammar.faults(path, VALID[path]) == ()
    assert grammar.cheap(path, VALID[path]) == ""


def test_there_is_a_table_for_every_rule() -> None:
    assert {rules_of(path) for path in VALID} == {rules_of(path) for path in BROKEN} | {"shard:faults"}


def cases() -> list[tuple[str, str, str, str]]:
    return [(path, *case) for path, of_path in BROKEN.items() for case in of_path]


@pytest.mark.parametrize(("path", "old", "new", "said"), cases())
def test_a_broken_document_is_told_by_what_is_wrong(path: str, old: str, new: str, said: str) -> None:
    text = VALID[path].decode()
    assert old in text
    found = grammar.faults(path, text.replace(old, new, 1).encode())
    assert any(said in fault for fault in found) if said else found == ()
    assert len(found) <= 6, "one mistake is not told in many ways"
    assert all(fault.isprintable() and len(fault) < 400 for fault in found)


@pytest.mark.parametrize(("path", "pattern", "new", "said"), REWRITTEN, ids=[said for *_, said in REWRITTEN])
def test_a_document_that_is_rewritten_is_told_by_what_is_wrong(path: str, pattern: str, new: str, said: str) -> None:
    text = VALID[path].decode()
    spoilt = re.sub(pattern, new.replace("\\n", "\n"), text)
    assert spoilt != text
    assert any(said in fault for fault in grammar.faults(path, spoilt.encode()))


def test_the_first_page_of_an_archive_has_none_before_it() -> None:
    data = VALID["archive/000002.atom"].decode()
    first = data.replace("archive/000001", "archive/000000").replace("archive/000002", "archive/000001")
    assert any(
        "is the first page, and names one before it" in one
        for one in grammar.faults("archive/000001.atom", first.encode())
    )


def test_limits_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    path, data = shard(b"x" * 3_000_000)
    for name, limit, of, given, said in (
        ("markup.MAX_ELEMENTS", 10, "feed.atom", VALID["feed.atom"], "more than 10 elements"),
        ("sitemap.MAX_BYTES", 100, MONTH, VALID[MONTH], "bytes, and may have 100"),
        ("shard.MAX_ROW", 1_000_000, path, data, "row 1 has more than 1000000 bytes"),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(f"exporter.grammar.{name}", limit)
            assert any(said in fault for fault in grammar.faults(of, given)), name


def test_days_of_a_manifest_are_in_order() -> None:
    node = json.loads(VALID["data/dataset.jsonld"])
    earlier = json.loads(VALID["data/dataset.jsonld"].replace(b"2025-02-14", b"2025-02-13"))["distribution"]
    node["distribution"] += earlier
    node["size"]["value"] = 4
    assert any(
        "not in the order of their days" in one
        for one in grammar.faults("data/dataset.jsonld", json.dumps(node).encode())
    )


def test_a_name_that_is_nearly_that_of_a_shard_is_told() -> None:
    assert grammar.faults("data/notes.jsonl.gz", b"") == ("'data/notes.jsonl.gz' is no name of a shard",)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (rb'"identifier":\[\{"@type":"PropertyValue"', b'"identifier":[{"@type":"Thing"', "is no PropertyValue"),
        (rb'"CreativeWork"', b'"Chapter"', "hasPart 1 is no CreativeWork"),
    ],
)
def test_nodes_of_a_row_are_what_they_must_be(old: bytes, new: bytes, said: str) -> None:
    [packed] = [data for path, data in VALID.items() if path.endswith(".gz")]
    assert any(said in fault for fault in grammar.faults(*shard(re.sub(old, new, gzip.decompress(packed)))))


@pytest.mark.parametrize("path", VALID, ids=lambda path: re.sub(r"[0-9a-f]{16}", "DIGEST", path))
@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"garbage", b"<", b"{", b"\x1f\x8b\x08"])
def test_garbage_is_told_by_both(path: str, data: bytes) -> None:
    assert grammar.faults(path, data)
    assert grammar.cheap(path, data)


@pytest.mark.parametrize("path", VALID, ids=lambda path: re.sub(r"[0-9a-f]{16}", "DIGEST", path))
def test_half_a_document_is_told_by_both(path: str) -> None:
    data = VALID[path]
    half = data[: len(data) // 2]
    assert grammar.faults(path, half)
    assert grammar.cheap(path, half)


@pytest.mark.parametrize(("old", "new", "said"), ROW)
def test_a_broken_row_is_told_by_what_is_wrong(old: str, new: str, said: str) -> None:
    [packed] = [data for path, data in VALID.items() if path.endswith(".gz")]
    rows = gzip.decompress(packed).decode()
    assert old in rows
    path, data = shard(rows.replace(old, new, 1).encode())
    assert any(said in fault for fault in grammar.faults(path, data))


def test_a_shard_is_packed_once_wholly_and_under_its_digest() -> None:
    [(path, packed)] = [(path, data) for path, data in VALID.items() if path.endswith(".gz")]
    rows = gzip.decompress(packed)
    assert grammar.faults(shard(rows)[0], shard(rows)[1]) == ()
    for data, said in (
        (packed + packed, "stands behind the gzip stream"),
        (packed[:-4], "cut off"),
        (packed[:-8] + b"\0" * 8, "broken"),
        (gzip.compress(rows), "says when or of what it was made"),
        (gzip.compress(rows[:-1], mtime=0), "the last row has no end"),
        (gzip.compress(b"", mtime=0), "0 rows, and may have 1 to 1000"),
        (gzip.compress(rows + rows, mtime=0), "its name says"),
        (gzip.compress(rows * 501, mtime=0), "1002 rows"),
    ):
        assert any(said in fault for fault in grammar.faults(path, data)), said
        if "says when" not in said:
            assert grammar.cheap(path, data), said


def test_a_document_in_the_place_of_another_is_told_by_both() -> None:
    for path, other, said in (
        ("sitemap.xml", MONTH, "<sitemapindex"),
        (MONTH, "sitemap.xml", "<urlset"),
        (NEWS, MONTH, "news"),
        ("feed.atom", "feed.rss", "<feed"),
        ("feed.rss", "feed.atom", "<rss"),
        ("feeds.opml", "feed.rss", "<opml"),
    ):
        assert any(said in fault for fault in grammar.faults(path, VALID[other])), path
        assert said in grammar.cheap(path, VALID[other])


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exporter.grammar.shard.MAX_UNPACKED", 1 << 20)
    path, data = shard(b"x" * (4 << 20))
    assert "it unpacks to more than 1048576 bytes" in grammar.faults(path, data)


def test_no_more_faults_are_told_than_help() -> None:
    entry = VALID["feed.atom"].decode().split("<entry")[1]
    data = VALID["feed.atom"].decode().replace("</feed>", f"<entry{entry.replace('+00:00', '')}" * 200 + "</feed>")
    assert len(grammar.faults("feed.atom", data.replace("</feed>\n</feed>", "</feed>").encode())) == grammar.MAX_FAULTS


@pytest.mark.parametrize("path", ["notes.txt", "feed.xml", "a/b/c/feed.atom", ".exporter.json", "articles/readme.md"])
def test_files_of_other_people_have_no_rules(path: str) -> None:
    assert grammar.faults(path, b"\xff") == ()
    assert grammar.cheap(path, b"\xff") == ""


def test_nothing_external_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a secret")
    for doctype in (
        f'<!DOCTYPE feed [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>',
        '<!DOCTYPE feed SYSTEM "http://127.0.0.1:1/x.dtd">',
        "<!DOCTYPE feed [" + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "x"}">' for n in range(12)) + "]>",
    ):
        data = VALID["feed.atom"].decode().replace("\n<feed", f"\n{doctype}\n<feed").replace("Harbour Wire", "&x;&a11;")
        found = grammar.faults("feed.atom", data.encode())
        assert found == ("a DOCTYPE, which could declare entities",)
        assert grammar.cheap("feed.atom", data.encode()) == found[0]


@pytest.mark.parametrize(
    "html",
    ["<p>a</p>\n<h2>b</h2>", '<p lang="nl">a<br>b</p>', '<a href="mailto:a@b.example">x</a>', "a &lt; b &amp; c", ""],
)
def test_html_that_is_allowed(html: str) -> None:
    assert list(content.faults(html)) == []


@pytest.mark.parametrize(
    "html",
    [
        "<P>a</P>",
        "<p>a",
        "a</p>",
        "<p a='b'>x</p>",
        "<p>a<!-- b --></p>",
        "<svg><p>a</p></svg>",
        "<p><math/></p>",
        "<p/ onclick=x>",
        '<a href="java&#115;cript:x">x</a>',
        '<a href=" https://a.example">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<img src="mailto:a@b.example">',
        '<p id="x">a</p>',
        "<b>" * (MAX_DEPTH + 1) + "</b>" * (MAX_DEPTH + 1),
    ],
)
def test_html_that_is_not(html: str) -> None:
    assert list(content.faults(html))


def test_the_golden_tree_has_no_fault() -> None:
    """But for its manifest, which says nothing of bytes that depend on the processor, and rows that are not packed."""
    found = sorted(path for path in TREE.rglob("*") if path.is_file())
    assert len(found) > 10
    for path in found:
        name = path.relative_to(TREE).as_posix()
        data = path.read_bytes()
        if name == "data/dataset.jsonld":
            data = data.replace(b'"contentSize": ""', b'"contentSize": "1 B"')
            data = data.replace(b'"sha256": ""', b'"sha256": "' + b"0" * 64 + b'"')
        if name.endswith(".jsonl"):
            name, data = f"{name}.gz", gzip.compress(data, mtime=0)
        assert grammar.faults(name, data) == (), name
        assert grammar.cheap(name, data) == "", name
