"""The door: which reader a dump goes to, what is unpacked for it, and what becomes of what goes wrong."""

import bz2
import gzip
import io
import json
import lzma
import os
import random
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import BinaryIO
from zipfile import ZIP_STORED

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from exporter.model import Dump, Record, Rejected
from exporter.readers import read, stream
from exporter.readers.place import Found, Place
from exporter.readers.reading import MAX_PACKED, READERS
from exporter.readers.text import MAX_BYTES
from exporter.readers.unpack import Limits
from tests.readers.packing import tarred, text, zipped

DUMP = Dump(source="dumps", name="a", location="/x/a", size=0, mtime=0)
ROW = json.dumps({"title": "Quay"}).encode()
PAGE = b"<!doctype html><title>Quay</title>"
NOISE = random.Random(1).randbytes(200_000)  # noqa: S311 - the same each time


def record(place: Place, title: str) -> Record:
    return Record(
        source="dumps", dump=place.dump.name, member=place.member, title=title, time="", url="", lines=(place.encoding,)
    )


def rows(place: Place, stream: BinaryIO) -> Iterator[Found]:
    """As a reader of rows does: one after the other."""
    number = 0
    while line := stream.readline(1 << 20):
        number += 1
        yield record(place, f"row {number}, {len(line)} bytes")


def page(place: Place, stream: BinaryIO) -> Iterator[Found]:
    """As a reader of whole documents does: it asks once."""
    yield record(place, f"page, {len(stream.read(1 << 20))} bytes")


def document(place: Place, stream: BinaryIO) -> Iterator[Found]:
    data = stream.read(1 << 20)
    yield record(place, f"document, {len(data)} bytes")
    if not data.endswith((b"}", b"]")):
        yield place.rejected(1, "truncated", "it ends in the middle")


def packed(place: Place, stream: BinaryIO) -> Iterator[Found]:
    yield record(place, f"begins with {stream.read(5)!r}")


@pytest.fixture(autouse=True)
def _fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other readers are tested on their own."""
    for name, fake in {"jsonl": rows, "html": page, "json": document, "feed": document, "warc": packed}.items():
        monkeypatch.setitem(sys.modules, f"fake_{name}", SimpleNamespace(read=fake))  # type: ignore[arg-type]
        monkeypatch.setitem(READERS, name, f"fake_{name}")  # type: ignore[arg-type]
    monkeypatch.setitem(READERS, "parquet", "fake_warc")  # type: ignore[arg-type]


def told(data: bytes, reader: str = "auto", name: str = "a", encoding: str = "") -> list[tuple[str, str]]:
    """Member, and title or code, of all that is found."""
    found = stream(replace(DUMP, name=name), io.BytesIO(data), reader, encoding)
    return [(one.member, one.title if isinstance(one, Record) else one.code) for one in found]


def titles(data: bytes, reader: str = "auto", name: str = "a") -> list[str]:
    return [title for _, title in told(data, reader, name)]


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (text("Quay"), "Quay"),
        (ROW, f"document, {len(ROW)} bytes"),
        (ROW + b"\n" + ROW, f"row 1, {len(ROW) + 1} bytes"),
        (b"<rss/>}", "document, 7 bytes"),
        (PAGE, f"page, {len(PAGE)} bytes"),
        (b"WARC/1.0\r\n", "begins with b'WARC/'"),
        (b"PAR1....", "begins with b'PAR1.'"),
    ],
)
def test_each_format_goes_to_its_reader_also_out_of_what_it_is_packed_in(data: bytes, title: str) -> None:
    assert titles(data)[0] == title
    assert titles(bz2.compress(lzma.compress(data)))[0] == title
    assert told(zipped({"b": data}))[0] == ("b", title)
    assert told(gzip.compress(tarred({"b": bz2.compress(data)})))[0] == ("b", title)


def test_a_reader_that_is_named_reads_it_whatever_it_looks_like_but_unpacked() -> None:
    assert titles(text("Quay"), "html") == titles(gzip.compress(text("Quay")), "html") == ["page, 75 bytes"]
    assert titles(ROW, "text") == ["no-header"]
    assert titles(b"%PDF-1.7", "html") == ["page, 8 bytes"]
    assert told(zipped({"b": ROW, "c": PAGE}), "html") == [
        *(("b", f"page, {len(ROW)} bytes"), ("c", f"page, {len(PAGE)} bytes")),
    ]


def test_records_of_warc_come_as_they_were_packed() -> None:
    data = gzip.compress(b"WARC/1.0\r\n", mtime=0)
    assert titles(data) == titles(data, "warc") == ["begins with b'\\x1f\\x8b\\x08\\x00\\x00'"]
    assert told(tarred({"b.warc.gz": data})) == [("b.warc.gz", "begins with b'\\x1f\\x8b\\x08\\x00\\x00'")]
    assert titles(bz2.compress(b"WARC/1.0\r\n")) == ["begins with b'WARC/'"]
    assert titles(data, "html") == ["page, 10 bytes"]


def test_the_name_of_what_is_packed_says_what_is_in_it() -> None:
    assert titles(gzip.compress(ROW), name="a.jsonl.gz") == [f"row 1, {len(ROW)} bytes"]
    assert titles(gzip.compress(ROW), name="a.JSON.GZ") == [f"document, {len(ROW)} bytes"]
    assert told(zipped({"b.jsonl": ROW}), name="a.json") == [("b.jsonl", f"row 1, {len(ROW)} bytes")]


def test_a_row_longer_than_what_is_looked_at_first_is_still_a_row() -> None:
    long = json.dumps({"text": "x" * 200_000}).encode()
    for data in (long + b"\n" + ROW, gzip.compress(long + b"\n" + ROW)):
        assert titles(data) == [f"row 1, {len(long) + 1} bytes", f"row 2, {len(ROW)} bytes"]
    assert titles(long) == [f"document, {len(long)} bytes"]


@pytest.mark.parametrize(
    "data", [b"", b"\n \n", b"\xef\xbb\xbf", gzip.compress(b"", mtime=0), bz2.compress(gzip.compress(b"\n", mtime=0))]
)
def test_nothing_is_empty_however_often_it_is_packed(data: bytes) -> None:
    assert titles(data) == ["empty"]


def test_a_reader_that_gives_nothing_is_answered_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fake_html", SimpleNamespace(read=lambda place, stream: iter(())))  # type: ignore[arg-type]
    (found,) = stream(DUMP, io.BytesIO(PAGE))
    assert found == Rejected("dumps", "a", 0, "empty", "there is no article in it, nor anything that could be one")


def test_what_is_packed_more_often_than_anybody_does_is_left() -> None:
    data = text("Quay")
    for _ in range(MAX_PACKED):
        data = gzip.compress(data)
    assert titles(data) == ["Quay"]
    assert titles(gzip.compress(data)) == ["unknown-format"]


def test_what_no_reader_reads_is_named() -> None:
    (found,) = stream(DUMP, io.BytesIO(b"%PDF-1.7\n"))
    assert isinstance(found, Rejected)
    assert found.code == "unknown-format"
    assert found.reason == "this is a PDF document, which nothing here reads; convert it, or leave it out"


def test_an_encoding_that_is_stated_outside_reaches_the_reader() -> None:
    (found,) = stream(DUMP, io.BytesIO(PAGE), "auto", "windows-1252")
    assert isinstance(found, Record)
    assert found.lines == ("windows-1252",)


# --- Cut off, damaged, unreadable


def cut(data: bytes, by: int = 1) -> bytes:
    return gzip.compress(data)[:-by]


def test_a_cut_text_dump_gives_all_articles_but_the_one_that_may_be_cut() -> None:
    assert titles(cut(text("One") + b"\n" + text("Two"))) == ["One", "truncated"]
    assert titles(cut(text("One"))) == ["truncated"]
    (found,) = stream(DUMP, io.BytesIO(cut(text("One"))))
    assert isinstance(found, Rejected)
    assert found.reason == "the gzip data are cut off; what came before that counts: give it whole"


def test_a_damaged_text_dump_gives_nothing_for_nobody_knows_where_the_damage_is() -> None:
    data = bytearray(gzip.compress(text("One") + b"\n" + text("Two")))
    data[-5] ^= 1
    assert titles(bytes(data)) == ["damaged"]
    stored = zipped({"b": text("One") + b"\n" + text("Two")}, ZIP_STORED).replace(b"One", b"Onf", 1)
    assert told(stored) == [("b", "damaged")]


def test_cut_rows_count_as_far_as_they_came() -> None:
    found = titles(cut(b"".join(ROW + b"\n" for _ in range(3)), 4))
    assert found == [*(f"row {number}, {len(ROW) + 1} bytes" for number in (1, 2, 3)), "truncated"]


def test_half_a_page_is_no_page() -> None:
    assert titles(gzip.compress(PAGE)) == [f"page, {len(PAGE)} bytes"]
    assert titles(cut(PAGE)) == ["truncated"]
    damaged = bytearray(gzip.compress(PAGE))
    damaged[-5] ^= 1
    assert titles(bytes(damaged)) == ["damaged"]
    two = zipped({"a.html": PAGE, "b.html": PAGE}, ZIP_STORED).replace(b"Quay", b"Quai", 1)
    assert told(two) == [("a.html", "damaged"), ("b.html", f"page, {len(PAGE)} bytes")]


def test_what_a_reader_has_told_already_is_not_told_again() -> None:
    data = json.dumps([{"title": NOISE.hex()}]).encode()
    assert titles(cut(data, 1000)) == [titles(cut(data, 1000))[0], "truncated"]


def test_what_the_reader_did_not_read_is_still_told_of() -> None:
    assert titles(cut(ROW)) == [f"document, {len(ROW)} bytes", "truncated"]


class Broken(io.BytesIO):
    """A disk that gives no more after so many bytes."""

    def __init__(self, data: bytes, good: int) -> None:
        super().__init__(data)
        self.good = good

    def read(self, size: int | None = -1, /) -> bytes:
        left = self.good - self.tell()
        if left <= 0:
            raise OSError(5, "Input/output error")
        return super().read(min(left, size) if size and size > 0 else left)

    def readline(self, size: int | None = -1, /) -> bytes:
        if self.tell() >= self.good:
            raise OSError(5, "Input/output error")
        return super().readline(size)


@pytest.mark.parametrize("good", [0, 1000, 70_000, 100_000])
def test_a_disk_that_breaks_down_is_no_fault_of_the_dump(good: int) -> None:
    data = b"".join(ROW + b"\n" for _ in range(10_000))
    for whole in (data, tarred({"b.jsonl": data}), gzip.compress(NOISE)):
        *_, last = stream(DUMP, Broken(whole, good))
        assert isinstance(last, Rejected)
        assert last.code == "unreadable"
        assert last.reason == "cannot be read on: Input/output error; it is tried again at each run"


def test_text_over_its_limit_is_not_read_to_its_end() -> None:
    data = gzip.compress(b"\n" * (4 * MAX_BYTES))
    (found,) = stream(DUMP, io.BytesIO(data), limits=Limits(unpacked=2 * MAX_BYTES, ratio=10_000))
    assert isinstance(found, Rejected)
    assert (found.code, found.reason) == ("too-large", f"the dump is over 16 MiB ({MAX_BYTES + 1:,} bytes); split it")
    assert titles(b"\n" * (MAX_BYTES + 1)) == ["too-large"]


def test_whoever_stops_reading_leaves_no_file_open() -> None:
    if not os.path.isdir("/proc/self/fd"):
        pytest.skip("nothing says which files are open")
    before = len(os.listdir("/proc/self/fd"))
    found = stream(DUMP, io.BytesIO(gzip.compress(zipped({"b": text("One"), "c": text("Two")}))))
    assert isinstance(next(found), Record)
    assert len(os.listdir("/proc/self/fd")) == before + 1
    found.close()  # type: ignore[attr-defined]
    assert len(os.listdir("/proc/self/fd")) == before


STARTS = [
    b"",
    b"\x1f\x8b\x08\0",
    b"PK\3\4",
    b"BZh91AY&SY",
    b"{",
    b"[",
    b"<html",
    b"<rss",
    b"WARC/1.0",
    b"\xff\xfe",
    b"PAR1",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(STARTS), st.binary(max_size=400), st.sampled_from(["auto", *READERS]))
def test_any_bytes_with_any_reader_give_something_and_never_raise(start: bytes, rest: bytes, reader: str) -> None:
    for data in (start + rest, gzip.compress(start + rest), zipped({"b": start + rest}), cut(start + rest, 6)):
        assert told(data, reader)
        assert read(DUMP, data, reader) == list(stream(DUMP, io.BytesIO(data), reader))
