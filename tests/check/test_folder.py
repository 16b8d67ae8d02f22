"""A tree on its own: what is whole has no fault, and each harm is found, in words that say where and what."""

import gzip
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporter.check import completeness
from exporter.check.against import LEARNT
from exporter.check.folder import Folder
from exporter.check.judging import Look
from exporter.check.reading import read
from exporter.engine import local
from exporter.errors import ExporterError, Unavailable
from tests.check.tampering import (
    EIGHTH,
    FIRST,
    NOW,
    THIRD,
    Tamper,
    article,
    both,
    checked,
    chmod,
    dataset,
    delete,
    entry_of,
    lines,
    link,
    make,
    pipe,
    put,
    rows,
    swap,
    write,
)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("check") / "world").tree


@pytest.fixture
def tree(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "feeds", symlinks=True))


def sequence(row: dict[str, Any], number: int) -> None:
    [one] = [one for one in row["identifier"] if one["propertyID"] == "sequence"]
    one["value"] = number


def entry_in(path: Path, identity: str) -> str:
    found = re.search(entry_of(identity), path.read_text("utf-8"), re.DOTALL)
    assert found
    return found[0].replace("\\", r"\\")


def kept(tree: Path, day: str) -> None:
    """Keep the shard of a day beside, with its name."""
    [shard] = tree.glob(f"data/{day}.*")
    (tree / "name").write_text(shard.relative_to(tree).as_posix())
    shutil.copy(shard, tree / "kept")


GONE = '{{"id":"{id}","when":"2025-03-01T15:00:00Z","path":"articles/2025/02/14/x.jsonld","sequence":{sequence}}}\n'
TOMBSTONE = (
    '<at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0" ref="{id}" when="2025-03-01T15:00:00Z"/>'
)
EIGHTH_FILE = article(EIGHTH, "2025/02/20")
FIRST_FILE = article(FIRST, "2025/02/14")

HARMS: dict[str, tuple[Tamper, str]] = {
    "not well-formed": (put("feed.atom", "</feed>", ""), r"feed\.atom: "),
    "cut off": (put("feed.json", "\n ]\n}\n", ""), r"feed\.json: "),
    "another title": (
        put("feed.rss", "Quay 7 reopens", "Quay 7 closes"),
        r"feed\.rss: urn:uuid:\S+ has another title than in data/2025-02-14\.\w+\.jsonl\.gz",
    ),
    "another URL": (
        put("sections/harbour/feed.json", "artikel/7-kade", "artikel/7-pier"),
        r"sections/harbour/feed\.json: urn:uuid:\S+ has another URL than in data/",
    ),
    "another text": (
        put(EIGHTH_FILE, "The quay is open again, the", "The quay is shut again, the"),
        r"articles/2025/02/20/\S+: urn:uuid:\S+ has another (summary|text) than in data/",
    ),
    "other content": (
        put("feed.json", "Ships came back &amp; moored", "Ships came back &amp; sank"),
        r"feed\.json: urn:uuid:\S+ has another HTML than in ",
    ),
    "another time of publication": (
        put("archive/000001.rss", "14 Feb 2025 01:00:00", "14 Feb 2025 01:00:01"),
        r"archive/000001\.rss: \S+ is published 2025-02-14T01:00:01Z, but 2025-02-14T01:00:00Z in data/",
    ),
    "updated before published": (
        put(EIGHTH_FILE, 'dateModified": "2025-02-20T08', 'dateModified": "2025-02-20T07'),
        r"is updated 2025-02-20T07:00:00Z, before it is published",
    ),
    "in the future": (
        put("feed.json", 'date_modified":"2025-02-20T08', 'date_modified":"2025-03-04T08'),
        r"feed\.json: \S+ is updated 2025-03-04T08:00:00Z, more than a day ahead",
    ),
    "calls itself otherwise": (
        put("sections/weather/feed.atom", r'(sections/weather/feed.atom" rel="self)', r"old/\1"),
        r"sections/weather/feed\.atom: calls itself https://feeds\.example\.org/old/",
    ),
    "another digest": (
        dataset(lambda found: found["distribution"][0].update(sha256=64 * "0")),
        r"data/2025-02-14\S+: has another SHA-256 than data/dataset\.jsonld says",
    ),
    "another size": (
        dataset(lambda found: found["distribution"][0].update(contentSize="12 B")),
        r"has another size than data/dataset\.jsonld says: \d+ B, not 12 B",
    ),
    "another count": (
        dataset(lambda found: found["distribution"][0]["size"].update(value=9)),
        r"has another number of articles than .* 7, not 9",
    ),
    "another day": (
        dataset(lambda found: found["distribution"][1].update(temporalCoverage="2025-02-21")),
        r"data/2025-02-20\S+: has another day than data/dataset\.jsonld says: 2025-02-20, not 2025-02-21",
    ),
    "another total": (
        dataset(lambda found: found["size"].update(value=9)),
        r"data/dataset\.jsonld: (says that there are 9 articles, but its shards have 8|.*9)",
    ),
    "a shard is gone": (
        lambda tree: next(tree.glob("data/2025-02-20*")).unlink(),
        r"data/dataset\.jsonld: names data/2025-02-20\.\w+\.jsonl\.gz, which is not there",
    ),
    "a row of another day": (
        rows("2025-02-20", lambda found: found[0].update(datePublished="2025-02-19T08:00:00Z")),
        r"data/2025-02-20\.\w+\.jsonl\.gz: holds \S+, published 2025-02-19T08:00:00Z, which is another day",
    ),
    "a number twice": (
        rows("2025-02-20", lambda found: sequence(found[0], 7)),
        r"data/dataset\.jsonld: several articles have the sequence number 7",
    ),
    "a number left out": (
        rows("2025-02-20", lambda found: sequence(found[0], 10)),
        r"data/dataset\.jsonld: no article has the sequence number 8 to 9",
    ),
    "a row left out": (
        rows("2025-02-14", lambda found: found.pop(0)),
        rf"feed\.atom: shows {FIRST}, which is not in any data shard",
    ),
    "an article has no file": (delete(EIGHTH_FILE), rf"{EIGHTH_FILE}: is missing: {EIGHTH} is in any data shard"),
    "files of articles are swapped": (
        swap(EIGHTH_FILE, FIRST_FILE),
        rf"{FIRST_FILE}: holds {EIGHTH}, published 2025-02-20T08:00:00Z, which has another path",
    ),
    "a page of the archive is gone": (
        delete("archive/000001.atom"),
        r"archive/000002\.atom: (names archive/000001\.atom, which is not there|.* there is no page 1)",
    ),
    "the last page is gone": (delete("archive/000002.rss"), r"feed\.rss: names archive/000002\.rss, which is not th"),
    "the archive is cut short": (
        both(
            delete("archive/000002.rss"),
            put("archive/000001.rss", r'<atom:link href="[^"]*" rel="next-archive"[^>]*>', ""),
            put("feed.rss", "archive/000002", "archive/000001"),
        ),
        r"feed\.rss: and the pages of its archive do not show urn:uuid|archive/000002\.rss: is missing: 8 articles",
    ),
    "a page leads astray": (
        put("archive/000002.atom", r'archive/000001(.atom" rel="prev-archive)', r"archive/000002\1"),
        r"archive/000002\.atom: names \S+000002\.atom as prev-archive, not \S+000001\.atom",
    ),
    "a page names no successor": (
        put("archive/000001.atom", r'<link href="[^"]*" rel="next-archive"[^>]*>', ""),
        r"archive/000001\.atom: names nothing as next-archive, not \S+000002\.atom",
    ),
    "a page is not said to be one": (put("archive/000001.rss", "<fh:archive/>", ""), r"archive/000001\.rss: .*"),
    "a page of another feed": (
        put("archive/000001.atom", r"<id>urn:uuid:\w+", "<id>urn:uuid:00000000"),
        r"archive/000001\.atom: is of the feed urn:uuid:00000000-\S+, but feed\.atom is urn:uuid:",
    ),
    "a feed has no archive": (
        put("feed.atom", r'<link href="[^"]*" rel="prev-archive"[^>]*>', ""),
        r"feed\.atom: names nothing as prev-archive, not \S+archive/000002\.atom",
    ),
    "a page lacks an article": (
        put("archive/000001.atom", entry_of(FIRST), ""),
        r"archive/000001\.(atom: lacks the articles with sequence 1|rss: holds 3 articles, but)",
    ),
    "an article in two pages": (
        lambda tree: put("archive/000002.rss", "<item", entry_in(tree / "archive/000001.rss", FIRST) + "<item")(tree),
        rf"archive/000002\.rss: shows {FIRST}, which is in another page of the archive, too",
    ),
    "an article is nowhere in a feed": (
        put("feed.rss", entry_of(EIGHTH), ""),
        rf"feed\.rss: and the pages of its archive do not show {EIGHTH}",
    ),
    "two feeds of one id": (
        lambda tree: put(
            "sections/weather/feed.atom",
            r"<id>[^<]*",
            "<id>" + re.findall(r"<id>([^<]*)", (tree / "feed.atom").read_text())[0],
        )(tree),
        r"sections/weather/feed\.atom: has the id of feed\.atom",
    ),
    "a feed of another id": (
        put("sections/weather/feed.atom", r"<id>urn:uuid:\w+", "<id>urn:uuid:00000000"),
        r"sections/weather/feed\.atom: has the id urn:uuid:00000000-\S+, which data/dataset\.jsonld does not know",
    ),
    "a sitemap lists what is none": (
        put("sitemaps/news.example/2025-02.xml", "artikel/7-kade", "artikel/77-kade"),
        r"sitemaps/news\.example/2025-02\.xml: lists https://news\.example/artikel/77-kade, which is the URL of no art",
    ),
    "a sitemap leaves one out": (
        put("sitemaps/news.example/2025-02.xml", r"<url>(?:(?!</url>).)*7-kade.*?</url>\n", ""),
        r"sitemap\.xml: names no sitemap that lists urn:uuid:",
    ),
    "another lastmod": (
        put("sitemaps/other.example/2025-02.xml", "2025-02-20T08:00:00Z", "2025-02-20T08:00:01Z"),
        r"other\.example/2025-02\.xml: https://other\.example/artikel/8-kade is updated 2025-02-20T08:00:01Z, but",
    ),
    "another lastmod of a sitemap": (
        put("sitemap.xml", "2025-02-20T08:00:00Z", "2025-02-20T08:00:01Z"),
        r"sitemap\.xml: says that \S+ is of 2025-02-20T08:00:01Z, but the newest in it is of 2025-02-20T08:00:00Z",
    ),
    "a sitemap is gone": (
        delete("sitemaps/other.example/2025-02.xml"),
        r"sitemap\.xml: names sitemaps/other\.example/2025-02\.xml, which is not there",
    ),
    "OPML names what is not there": (
        put("feeds.opml", "sections/weather/feed.atom", "sections/whether/feed.atom"),
        r"feeds\.opml: names sections/whether/feed\.atom, which is not there",
    ),
    "robots.txt names what is not there": (
        put("robots.txt", "sitemap.xml", "sitemap-2.xml"),
        r"robots\.txt: names sitemap-2\.xml, which is not there",
    ),
    "a page links to what is not there": (
        delete("sections/weather/index.html"),
        r"index\.html: names sections/weather/index\.html, which is not there",
    ),
    "a page lacks its style": (delete("assets/style.css"), r"index\.html: names assets/style\.css, which is not there"),
    "withdrawn, and shown": (
        write("data/gone.jsonl", GONE.format(id=EIGHTH, sequence=8)),
        rf"feed\.atom: shows {EIGHTH}, which was withdrawn",
    ),
    "withdrawn, and in an old shard": (
        both(
            lambda tree: kept(tree, "2025-02-20"),
            rows("2025-02-20", lambda found: found[0].update(headline="Quay 8 shuts")),
            lambda tree: (tree / "kept").rename(tree / (tree / "name").read_text()),
            write("data/gone.jsonl", GONE.format(id=EIGHTH, sequence=8)),
        ),
        rf"data/2025-02-20\.\w+\.jsonl\.gz: shows {EIGHTH}, which was withdrawn",
    ),
    "a tombstone of nobody": (
        put("feed.atom", "<entry", TOMBSTONE.format(id=THIRD) + "\n<entry"),
        rf"feed\.atom: has a tombstone for {THIRD}, which data/gone\.jsonl does not have",
    ),
    "a page without a tombstone": (
        write("data/gone.jsonl", GONE.format(id=FIRST, sequence=1)),
        rf"archive/000001\.atom: has no tombstone for {FIRST}",
    ),
    "nobody else may read it": (chmod("feed.rss", 0o600), r"feed\.rss: may not be read .* mends it$"),
    "nobody else may enter": (
        chmod("archive", 0o700),
        r"archive/: may not be entered .*\(mode 0700\): `chmod o\+rx` mends it",
    ),
    "a link to nowhere": (link("robots.txt", "/nonexistent/robots.txt"), r"robots\.txt: is a link to nowhere"),
    "a pipe": (pipe("feed.rss"), r"feed\.rss: is no file"),
    "a folder in its place": (
        both(delete("feed.rss"), write("feed.rss/x", "")),
        r"(feeds\.opml|index\.html): names feed\.rss, which is not there",
    ),
}


def test_what_was_published_has_no_fault(tree: Path) -> None:
    verdict = checked(tree)
    assert lines(verdict) == []
    [earlier] = {path.relative_to(tree).as_posix() for path in tree.glob("data/*.gz")} - {
        one["contentUrl"].removeprefix("https://feeds.example.org/")
        for one in json.loads((tree / "data/dataset.jsonld").read_text())["distribution"]
    }
    assert [one.what for one in verdict.notes] == [
        f"data shards of earlier editions that are still there: {earlier}",
        LEARNT.format("https://feeds.example.org/", "data/dataset.jsonld"),
    ]
    assert sum(verdict.documents.values()) == sum(1 for path in tree.rglob("*") if path.is_file()) - 1
    assert verdict.exit_status == 0


@pytest.mark.parametrize(("harm", "message"), HARMS.values(), ids=HARMS)
def test_each_harm_is_found(tree: Path, harm: Tamper, message: str) -> None:
    harm(tree)
    verdict = checked(tree)
    assert any(re.search(message, line) for line in lines(verdict)), lines(verdict)
    assert verdict.exit_status == 1


def test_where_it_is_served_may_be_said(tree: Path) -> None:
    """By default its documents say it; who says otherwise is told that they do."""
    assert lines(checked(tree, url="https://feeds.example.org")) == []
    verdict = checked(tree, url="https://elsewhere.example/tree")
    assert (
        "feed.atom: calls itself https://feeds.example.org/feed.atom, not https://elsewhere.example/tree/feed.atom"
        in (lines(verdict))
    )
    assert verdict.base == "https://elsewhere.example/tree/"


def test_without_a_document_that_says_where_it_is_served_the_rest_is_checked(tree: Path) -> None:
    for path in sorted(tree.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(tree).parts[0] not in {"articles", "feeds.opml", ".exporter.json"}:
            path.unlink()
    verdict = checked(tree)
    assert lines(verdict) == []
    assert "no document says where it is served" in str(verdict.notes)


def test_files_of_articles_alone_say_nothing_of_sequence_numbers(tree: Path) -> None:
    write("data/gone.jsonl", GONE.format(id="urn:uuid:00000000-0000-5000-8000-000000000009", sequence=2))(tree)
    for path in tree.glob("data/*.gz"):
        path.unlink()
    (tree / "data/dataset.jsonld").unlink()
    faults = [line for line in lines(checked(tree)) if not line.startswith("data/gone.jsonl: row 1")]
    assert {line.partition(": ")[2] for line in faults} <= {"names data/dataset.jsonld, which is not there"}


def test_what_nobody_names_and_what_is_left_over_are_notes(tree: Path) -> None:
    write("about.html", "<p>ours</p>")(tree)
    write("archive/.000002.atom.tmp", "half")(tree)
    shutil.copytree(tree / "sections" / "weather", tree / "sections" / "old")
    for path in (tree / "sections" / "old").iterdir():
        path.write_text(path.read_text().replace("sections/weather/", "sections/old/"))
    verdict = checked(tree)
    notes = [one.what for one in verdict.notes]
    assert "left of a run that was cut off, until the next removes it: archive/.000002.atom.tmp" in notes
    assert "files that no document names: about.html, sections/old/index.html" in notes
    unknown, twice = lines(verdict)
    assert re.fullmatch(
        r"sections/old/feed\.atom: has the id \S+, which data/dataset\.jsonld does not know .*", unknown
    )
    assert re.fullmatch(r"sections/weather/feed\.atom: has the id of sections/old/feed\.atom: urn:uuid:\S+", twice)


def test_the_key_of_a_search_engine_is_named_in_no_message(tree: Path) -> None:
    write("0123456789abcdef.txt", "another key")(tree)
    verdict = checked(tree)
    assert "0123456789abcdef" not in str(verdict)
    assert "KEY.txt" in str(verdict)


def test_a_folder_that_is_none_cannot_be_reached(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="there is no such folder"):
        checked(tmp_path / "nowhere")
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match="is no folder"):
        checked(tmp_path / "file")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ExporterError, match=r"is no published tree: none of data/gone\.jsonl, .* is there"):
        checked(tmp_path / "empty")


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_document_ends_in_no_traceback(published: Path, data: st.DataObject) -> None:
    """Trees are other people's: bytes changed, cut and doubled at random, and values that no document has."""
    path = data.draw(st.sampled_from(documents_of(published)))
    whole = (published / path).read_bytes()
    inside = gzip.decompress(whole) if path.endswith(".gz") else whole
    strange = data.draw(
        st.sampled_from(
            [
                b"null",
                b"-1",
                b"1e999",
                b"[]",
                b'"\\ud800"',
                b"\xff",
                b"&x;",
                b"<",
                b"urn:uuid:",
                b"9" * 30,
                b"99999-01-01T",
            ]
        )
        | st.binary(max_size=8)
    )
    start = data.draw(st.integers(0, len(inside)))
    end = data.draw(st.integers(start, min(len(inside), start + 40)))
    broken = inside[:start] + strange + inside[end:]
    claims = read(path, gzip.compress(broken) if path.endswith(".gz") else broken)
    look = Look(Folder(str(published), local(1)), "https://feeds.example.org/", int(NOW.timestamp()))
    look.authority = data.draw(st.sampled_from(["", "in the store"]))
    look.judge(claims, ())
    completeness.judge(look)


def documents_of(tree: Path) -> list[str]:
    return sorted(path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file())


def test_a_number_beyond_all_measure_takes_no_time(tree: Path) -> None:
    rows("2025-02-20", lambda found: sequence(found[0], 2**62))(tree)
    for path in ("archive/000002.atom", "archive/000002.rss"):
        shutil.copy(tree / path, tree / path.replace("000002", "999999999999"))
    faults = lines(checked(tree))
    assert "data/dataset.jsonld: no article has the sequence number 8 to 4611686018427387903" in faults
    assert any("there is no page 3 to 999999999998" in fault for fault in faults)
