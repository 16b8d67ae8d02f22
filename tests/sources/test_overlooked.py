"""What is found in a folder that its source leaves out."""

from exporter.config.schema import Source
from exporter.sources.choice import Part
from exporter.sources.naming import read_by
from exporter.sources.overlooked import Overlooked, first


def source(path, **more):
    return Part(Source(path=str(path), name="dumps", **more))


def test_the_first_file_that_another_reader_takes_is_given(tmp_path):
    (tmp_path / "2025").mkdir()
    for name in ("b.md", "c.zip", ".d.html", "e.txt", "2025/a.htm.gz", "2025/b.html"):
        (tmp_path / name).write_bytes(b"")
    tree = str(tmp_path / "feeds")
    assert first([source(tmp_path)], tree) == Overlooked(str(tmp_path / "2025/a.htm.gz"), "html", "*.htm.gz")
    assert first([source(tmp_path, reader="html")], tree) == Overlooked(str(tmp_path / "e.txt"), "text", "*.txt")
    assert first([source(tmp_path, include=("*.htm.gz", "*.html", "*.txt"))], tree) is None
    assert first([source(tmp_path / "feeds"), source(tmp_path)], tree) is not None


def test_urls_and_standard_input_have_no_other_files(tmp_path):
    parts = [source("https://a.example/"), source("-"), source(tmp_path)]
    assert first(parts, "/nowhere") is None


def test_a_name_tells_its_reader():
    named = {name: read_by(name) for name in ("a.html", "a.ndjson.zst", "a.warc.gz", "a.gz", "a.tar", "html", "a.md")}
    assert named == {
        "a.html": ("html", "*.html"),
        "a.ndjson.zst": ("jsonl", "*.ndjson.zst"),
        "a.warc.gz": ("warc", "*.warc.gz"),
        "a.gz": None,
        "a.tar": None,
        "html": None,
        "a.md": None,
    }
