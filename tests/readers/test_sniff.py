"""What a dump is taken for, by its bytes and, where these allow it, by its name."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import timeit
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.readers.sniff import HEAD, foreign, format_of, is_gzipped_warc, needs_longer_head
from exporter.readers.unpack import machine

TEXT = b"Quay open\n2025-02-14T22:00:45+0100\nhttps://news.example/1\n\nThe quay is open.\n"
ROW = json.dumps({"title": "Quay open", "url": "https://news.example/1", "text": "The quay is open."}).encode()
PRETTY = json.dumps(json.loads(ROW), indent=2).encode()


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(name: str, data: bytes, form: int = tarfile.PAX_FORMAT) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form) as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def zstd(data: bytes) -> bytes:
    library = pytest.importorskip("backports.zstd")
    return bytes(library.compress(data))


def seven() -> bytes:
    """A tar of before POSIX, without a mark: only its sum tells it."""
    data = bytearray(tarred("a.txt", TEXT, tarfile.USTAR_FORMAT))
    data[257:265] = bytes(8)
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    return bytes(data)


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (TEXT, "a.txt", "text"),
        (b"", "a.txt", "text"),
        (b"\xef\xbb\xbf" + TEXT, "a", "text"),
        (TEXT.decode().encode("utf-16"), "a", "text"),
        (gzip.compress(TEXT, mtime=0), "a.txt", "gzip"),
        (bz2.compress(TEXT), "a.txt", "bzip2"),
        (bz2.compress(b""), "a.txt", "bzip2"),
        (lzma.compress(TEXT), "a.txt", "xz"),
        (b"\x28\xb5\x2f\xfd\x24", "a.txt", "zstd"),
        (b"\x5d\x2a\x4d\x18\x04\0\0\0", "a", "zstd"),
        (zipped(a=TEXT), "a.txt", "zip"),
        (zipped(), "a.txt", "zip"),
        (tarred("a.txt", TEXT), "a.txt", "tar"),
        (tarred("a.txt", TEXT, tarfile.GNU_FORMAT), "a", "tar"),
        (seven(), "a", "tar"),
        (b"PAR1\x15\x04", "a", "parquet"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "a", "warc"),
        (b"WARC/1.1\r\n", "a.gz", "warc"),
        (ROW, "a", "json"),
        (ROW, "a.json", "json"),
        (ROW, "a.jsonl", "jsonl"),
        (ROW + b"\n", "a.ndjson", "jsonl"),
        (ROW + b"\n" + ROW, "a.json", "jsonl"),
        (ROW + b"\r\n\r\n" + ROW, "a.txt", "jsonl"),
        (b"\xef\xbb\xbf \n" + ROW + b"\n" + ROW, "a", "jsonl"),
        (ROW + b"\n{broken", "a", "jsonl"),
        (ROW + b"\nbroken\n" + ROW, "a", "jsonl"),
        (b'{"broken\n' + ROW + b"\n", "a", "jsonl"),
        (PRETTY, "a.txt", "json"),
        (PRETTY, "a.jsonl", "json"),
        (b'{\n\n  "publisher": [\n', "a", "json"),
        (b"{}", "a", "json"),
        (b"[" + ROW + b"]", "a", "json"),
        (b"[\n  {\n", "a.jsonl", "json"),
        (b"[]", "a", "json"),
        (ROW.decode().encode("utf-16"), "a", "json"),
        (ROW.decode().encode("utf-16-le"), "a", "json"),
        (ROW.decode().encode("utf-16-be"), "a", "json"),
        (ROW.decode().encode("utf-32"), "a", "json"),
        (b"null", "a.json", "json"),
        (b"oops", "a.jsonl", "jsonl"),
        (b'<?xml version="1.0"?>\n<rss version="2.0">', "a", "feed"),
        (b"<rss version='2.0'>", "a.html", "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "a.xml", "feed"),
        (b'<atom:feed xmlns:atom="http://www.w3.org/2005/Atom">', "a", "feed"),
        (b'<?xml version="1.0"?><!-- by hand --><?xml-stylesheet href="a.xsl"?>\n<rdf:RDF xmlns="x">', "a", "feed"),
        (b"<!DOCTYPE html>\n<html lang=nl>", "a", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"><html>', "a", "html"),
        (b"<!-- saved from url -->\n<HTML>", "a.txt", "html"),
        (b"<!doctype HTML>", "a.json", "html"),
        (b"<!--\nhttps://news.example/1\n-->\n<html>", "a", "html"),
        (b"<div><p>The quay is open.</p></div>", "a.html", "html"),
        (b"<div><p>The quay is open.</p></div>", "a.txt", "text"),
        (b"<broken", "a.rss", "feed"),
        (b"The quay is open.<br>It is.", "a.html", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss>', "a", "feed"),
        (b'<!DOCTYPE rdf:RDF [<!ENTITY a "b">]><rdf:RDF>', "a", "feed"),
        (b'<!DOCTYPE lolz [<!ENTITY a "b">]><lolz>', "a.xml", "unknown"),
        (b'<?xml version="1.0"?><urlset xmlns="x">', "a.xml", "unknown"),
        (b"<NewsML>", "a.xml", "unknown"),
        (b"<NewsML>", "a.txt", "text"),
        (b"%PDF-1.7\n", "a.txt", "unknown"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.txt", "unknown"),
        (b"\0\0\0\x20ftypisom", "a", "unknown"),
        (b"SQLite format 3\0", "a", "unknown"),
        (b"7z\xbc\xaf\x27\x1c", "a", "unknown"),
        (b"Rar!\x1a\x07\x01\0", "a", "unknown"),
        (zipped(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), "a", "unknown"),
        (zipped(mimetype=b"application/epub+zip"), "a", "unknown"),
    ],
)
def test_the_bytes_say_what_it_is_and_the_name_only_where_they_do_not(head: bytes, name: str, kind: str) -> None:
    assert format_of(head, name) == kind


@pytest.mark.parametrize(
    "title",
    [
        "BZh is a name",
        "PARIS",
        "WARCHIEF",
        "ID3 tags",
        "RIFF on a theme",
        "OggS",
        "ORCs",
        "LZIP",
        "wOFFle",
        "II*",
        "{",
        "[",
    ],
)
def test_a_title_that_begins_like_data_is_a_title(title: str) -> None:
    assert format_of(TEXT.replace(b"Quay open", title.encode()), "a") == "text"


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"%PDF-1.7", "a PDF document"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"\0\0\0\x20ftypavif", "an image or a film"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "an office document or a book"),
        (b'<?xml version="1.0"?><urlset>', "an XML document with the root <urlset>"),
        (b'<?xml version="1.0"?><\xff', "an XML document"),
    ],
)
def test_what_nothing_reads_has_a_name_for_people(head: bytes, what: str) -> None:
    assert foreign(head) == what


def test_more_is_looked_at_only_where_one_row_fills_what_was() -> None:
    long = b'{"text": "' + b"x" * HEAD
    assert needs_longer_head(long[:HEAD])
    assert needs_longer_head(b"\xef\xbb\xbf" + long[:HEAD])
    assert not needs_longer_head(long[:1000])
    assert not needs_longer_head(b"{\n" + long[:HEAD])
    assert not needs_longer_head(b"x" * HEAD)
    assert format_of(long + b'"}\n' + ROW, "a") == "jsonl"


def test_records_in_gzip_are_told_by_what_the_first_one_begins_with() -> None:
    assert is_gzipped_warc(gzip.compress(b"WARC/1.0\r\n"))
    assert not is_gzipped_warc(gzip.compress(TEXT))
    assert not is_gzipped_warc(b"\x1f\x8b\x08\xff")


def test_what_is_packed_is_told_before_its_library_is_loaded() -> None:
    assert format_of(zstd(TEXT), "a") == "zstd"
    assert machine("zstd").new().decompress(zstd(TEXT), 1000) == TEXT


@given(
    st.sampled_from([b"", b"<", b"{", b"[", b"<!--", b"PK\3\4", b"\xff\xfe", b"BZh", b'<?xml version="1.0"?>']),
    st.binary(max_size=600),
    st.sampled_from(["", "a.txt", "a.json", "a.jsonl", "a.html", "a.xml", "a.rss"]),
)
def test_any_bytes_are_taken_for_something(start: bytes, rest: bytes, name: str) -> None:
    if format_of(start + rest, name) == "unknown":
        assert foreign(start + rest)


@pytest.mark.parametrize(
    "unit", [b"<!--", b"<?x", b"<!-- -->", b" ", b"\n", b"<", b"{", b"[", b"<!doctype ", b"{\n", b"\n<a"]
)
def test_nothing_costs_more_than_its_length(unit: bytes) -> None:
    def took(size: int) -> float:
        head = b"<" + unit * (size // len(unit))
        return min(timeit.repeat(lambda: format_of(head, "a.xml"), number=1, repeat=3))

    assert took(HEAD) < 60 * (took(HEAD // 16) + 1e-3)  # what is quadratic takes 256 times as long
