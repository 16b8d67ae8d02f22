"""Archives: every member in its order, whatever else is in them; what is wrong with one costs the others nothing."""

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.model import Dump, Record, Rejected
from exporter.readers import stream
from exporter.readers.reading import read
from exporter.readers.unpack import Limits
from tests.readers.packing import overlapping, padded, tar_header, tarred, text, zipped

DUMP = Dump(source="dumps", name="2025.pack", location="/x/2025.pack", size=0, mtime=0)
TWO = {"01/a.txt": text("Quay"), "02/b.txt": text("Bridge")}


class Pipe(io.BytesIO):
    """Read on only, and little at a time."""

    def seekable(self) -> bool:
        return False

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size, 100) if size and size > 0 else size)


def told(data: bytes, limits: Limits | None = None, file: type[io.BytesIO] = io.BytesIO) -> list[tuple[str, str]]:
    """Member, and title or code, of all that is found."""
    found = read(DUMP, file(data), limits=limits or Limits())
    return [(one.member, one.title if isinstance(one, Record) else one.code) for one in found]


BOTH = [("01/a.txt", "Quay"), ("02/b.txt", "Bridge")]


@pytest.mark.parametrize("file", [io.BytesIO, Pipe])
@pytest.mark.parametrize(
    "data",
    [
        tarred(TWO),
        tarred(TWO, tarfile.GNU_FORMAT),
        tarred(TWO, tarfile.USTAR_FORMAT),
        gzip.compress(tarred(TWO)),
        bz2.compress(tarred(TWO)),
        lzma.compress(tarred(TWO)),
        zipped(TWO),
        zipped(TWO, zipfile.ZIP_STORED),
        zipped(TWO, zipfile.ZIP_BZIP2),
        zipped(TWO, zipfile.ZIP_LZMA),
        b"#!/bin/sh\n" * 0 + gzip.compress(zipped(TWO)),
    ],
    ids=["pax", "gnu", "ustar", "tar.gz", "tar.bz2", "tar.xz", "zip", "stored", "zip bz2", "zip lzma", "zip.gz"],
)
def test_every_member_is_read_in_the_order_of_the_archive(data: bytes, file: type[io.BytesIO]) -> None:
    assert told(data, file=file) == BOTH


def test_the_order_is_that_of_the_archive_and_a_name_may_come_twice() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, title in (("z", "One"), ("a", "Two"), ("@", "Three")):
            archive.writestr(name, text(title))
    assert told(buffer.getvalue().replace(b"@", b"z")) == [("z", "One"), ("a", "Two"), ("z", "Three")]


def test_a_zip_written_to_a_pipe_and_one_with_something_in_front_are_read() -> None:
    class Written(io.RawIOBase):
        def __init__(self) -> None:
            self.data = b""

        def writable(self) -> bool:
            return True

        def write(self, data: object, /) -> int:
            self.data += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    pipe = Written()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        for name, data in TWO.items():
            archive.writestr(name, data)
    assert told(pipe.data) == BOTH
    assert told(b"PK\x07\x08" + pipe.data) == BOTH


def test_a_large_zip_has_its_numbers_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("ZIP64_LIMIT", "ZIP_FILECOUNT_LIMIT"):
        monkeypatch.setattr(zipfile, limit, 1)
    data = zipped(TWO, zipfile.ZIP_STORED)
    monkeypatch.undo()
    assert b"PK\6\6" in data
    assert told(data) == BOTH


def test_names_are_labels_and_nothing_is_ever_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["../../up.txt", "/etc/passwd", "C:\\x.txt", "line\nend\x1b[2J", "n\u00e9.txt", "./here.txt", "x" * 3000]
    members = {name: text(f"T{number}") for number, name in enumerate(names)}
    for data in (tarred(members), zipped(members)):
        found = told(data)
        assert [title for _, title in found] == [f"T{number}" for number in range(len(names))]
        assert [member for member, _ in found][:6] == [
            *("../../up.txt", "/etc/passwd", "C:\\x.txt", "line\\nend\\x1b[2J", "n\u00e9.txt", "./here.txt"),
        ]
        assert len(found[6][0].encode()) == 1000
    assert list(tmp_path.iterdir()) == []


def test_names_in_old_encodings_are_shown_somehow() -> None:
    data = zipped({"naam.txt": text("Quay")}).replace(b"naam.txt", b"na\x82m.txt")
    assert told(data) == [("naém.txt", "Quay")]
    assert told(padded(tar_header("x", len(text("Quay")), _0=b"na\x82m")) + padded(text("Quay")) + bytes(1024)) == [
        ("na\\x82m", "Quay")
    ]


def test_folders_links_devices_and_hidden_files_are_passed_over() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, kind in (
            *(("folder", tarfile.DIRTYPE), ("soft", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE)),
            *(("pipe", tarfile.FIFOTYPE), ("device", tarfile.CHRTYPE), ("block", tarfile.BLKTYPE)),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        for name in (".hidden", "__MACOSX/._a.txt", "a/.git/b", "./01/a.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(text("Quay"))
            archive.addfile(info, io.BytesIO(text("Quay")))
    assert told(buffer.getvalue()) == [("./01/a.txt", "Quay")]
    link = zipfile.ZipInfo("soft")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    zipped_ = io.BytesIO()
    with zipfile.ZipFile(zipped_, "w") as file:
        file.writestr("folder/", b"")
        file.writestr(link, b"/etc/passwd")
        file.writestr("__MACOSX/._a.txt", text("Fork"))
        file.writestr("01/a.txt", text("Quay"))
    assert told(zipped_.getvalue()) == [("01/a.txt", "Quay")]


def test_an_archive_without_a_file_is_empty() -> None:
    for data in (zipped({}), tarred({".hidden": b"x"}), zipped({"folder/": b""})):
        assert told(data) == [("", "empty")]


def test_what_is_in_an_archive_in_an_archive_says_where() -> None:
    inner = zipped({"c.txt": text("Quay")})
    middle = gzip.compress(tarred({"b.zip": inner, "d.txt": text("Bridge")}))
    assert told(middle) == [("b.zip!c.txt", "Quay"), ("d.txt", "Bridge")]
    assert told(zipped({"a.tar.gz": middle, "e.txt": text("Lock")})) == [
        ("a.tar.gz!b.zip", "unknown-format"),
        ("a.tar.gz!d.txt", "Bridge"),
        ("e.txt", "Lock"),
    ]


def test_a_member_that_is_no_article_costs_the_others_nothing() -> None:
    members = {"a.png": b"\x89PNG\r\n\x1a\n", "b.txt": b"", "c.txt": text("Quay"), "d.bin": bytes(100)}
    assert (
        told(tarred(members))
        == told(zipped(members))
        == [
            *(("a.png", "unknown-format"), ("b.txt", "empty"), ("c.txt", "Quay"), ("d.bin", "binary")),
        ]
    )


def test_more_members_than_may_be_are_told_of_once() -> None:
    members = {f"{number}.txt": text(f"T{number}") for number in range(5)}
    for data in (tarred(members), zipped(members)):
        assert told(data, Limits(members=3)) == [
            *(("0.txt", "T0"), ("1.txt", "T1"), ("2.txt", "T2"), ("", "too-many-members")),
        ]
    nested = zipped({"a.zip": zipped(members), "b.txt": text("Quay")})
    assert [code for _, code in told(nested, Limits(members=3))] == ["T0", "T1", "too-many-members"]


# --- What is wrong with a tar archive


def test_a_cut_tar_gives_what_is_whole() -> None:
    data = tarred(TWO, tarfile.USTAR_FORMAT)
    assert told(data[:1024]) == [("01/a.txt", "Quay"), ("", "truncated")]
    assert told(data[:1536]) == [("01/a.txt", "Quay"), ("02/b.txt", "truncated")]
    assert told(data[:1600]) == [("01/a.txt", "Quay"), ("02/b.txt", "truncated")]
    assert told(data[:1100]) == [("01/a.txt", "Quay"), ("", "truncated")]
    assert told(data[:2048]) == [*BOTH, ("", "truncated")]
    assert told(data[:2560]) == [*BOTH, ("", "truncated")]
    assert told(data[:3072]) == BOTH


def test_a_cut_tar_gz_is_told_of_once() -> None:
    noise = random.Random(1).randbytes(100_000)  # noqa: S311
    rows = "\n".join([text("Quay").decode(), noise.hex()]).encode()
    data = gzip.compress(tarred({"a.txt": text("Bridge"), "b.txt": rows, "c.txt": text("Lock")}))
    assert told(data[: len(data) // 2]) == [("a.txt", "Bridge"), ("b.txt", "truncated")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (tar_header("a", b"99999999999\0"), "damaged"),
        (tar_header("a", b"\xff" * 12), "damaged"),
        (tar_header("a", b"\x80" + b"\xff" * 11), "truncated"),
        (tar_header("x", 10**9, b"x"), "too-large"),
        (tar_header("x", 10**9, b"L"), "too-large"),
        (tar_header("x", 20, b"x") + padded(b"nothing of the kind "), "damaged"),
        (tar_header("x", 10, b"x") + padded(b"99 path=a\n"), "damaged"),
        (tar_header("x", 10, b"x") + padded(b"-1 path=a\n"), "damaged"),
        (tar_header("x", 11, b"x") + padded(b"11 size=-1\n") + tar_header("a", 3), "damaged"),
        (tar_header("x", 100, b"x") + b"10 path=a\n", "truncated"),
        (tar_header("a", 3) + padded(b"abc") + b"x" * 512, "damaged"),
        (tar_header("a", 3) + padded(b"abc") + tar_header("b", 3).replace(b"b", b"c", 1) + padded(b"abc"), "damaged"),
    ],
    ids=[
        *(
            "no octal",
            "negative",
            "huge",
            "huge pax",
            "huge name",
            "no pax",
            "pax too long",
            "pax too short",
            "pax size",
        ),
        *("cut pax", "garbage", "sum"),
    ],
)
def test_a_hostile_tar_is_rejected_by_what_is_wrong_with_it(data: bytes, code: str) -> None:
    assert told(data)[-1][1] == code


def test_a_chain_of_headers_is_followed_without_an_end_to_the_stack() -> None:
    chain = (tar_header("x", 4, b"L") + padded(b"name")) * 5_000
    assert told(chain + padded(tar_header("a", len(text("Quay")))) + padded(text("Quay")) + bytes(1024)) == [
        ("name", "Quay")
    ]


def test_of_extended_headers_only_what_is_asked_for_is_kept() -> None:
    def record(key: str) -> bytes:
        body = f" {key}={'v' * 900_000}\n".encode()
        return str(len(body) + 6).encode() + body

    headers = b"".join(tar_header("x", len(data), b"x") + padded(data) for data in map(record, map(str, range(20))))
    data = headers + tarred({"a.txt": text("Quay")})
    tracemalloc.start()
    assert told(data, file=Pipe) == [("a.txt", "Quay")]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 12_000_000


def test_sparse_files_are_told_of_and_passed_over() -> None:
    old = tar_header("holes", 3, b"S", _482=b"\1") + bytes(504) + b"\1" + bytes(7) + bytes(512) + padded(b"abc")
    records = b"22 GNU.sparse.major=1\n" + b"25 GNU.sparse.name=holes\n"
    new = tar_header("x", len(records), b"x") + padded(records) + tar_header("y", 3) + padded(b"abc")
    for sparse in (old, new):
        assert told(sparse + tarred(TWO)) == [("holes", "unknown-format"), *BOTH]


def test_tars_on_end_are_read_on() -> None:
    assert told(tarred(TWO) + tarred({"c": text("Lock")})) == [*BOTH, ("c", "Lock")]


def test_a_tar_bomb_is_stopped() -> None:
    data = gzip.compress(tarred({"a.txt": text("Quay"), "b.txt": bytes(32 * 1024**2)}))
    assert told(data, Limits(free=100_000)) == [("a.txt", "Quay"), ("b.txt", "bomb")]
    assert told(gzip.compress(bytes(32 * 1024**2)), Limits(free=100_000)) == [("", "bomb")]


# --- What is wrong with a zip archive


def encrypted(data: bytes) -> bytes:
    """As if every member were encrypted: its flags say so."""
    data = data.replace(b"PK\3\4\x14\0\0\0", b"PK\3\4\x14\0\1\0")
    return data.replace(b"PK\1\2\x14\3\x14\0\0\0", b"PK\1\2\x14\3\x14\0\1\0")


def test_what_is_encrypted_says_so() -> None:
    assert told(encrypted(zipped(TWO))) == [("01/a.txt", "encrypted"), ("02/b.txt", "encrypted")]


def test_a_way_of_packing_that_nobody_knows_is_named() -> None:
    data = zipped({"a.txt": text("Quay")}).replace(b"\x14\0\0\0\x08\0", b"\x14\0\0\0\x09\0")
    (found,) = stream(DUMP, io.BytesIO(data))
    assert isinstance(found, Rejected)
    assert (found.code, found.member) == ("unknown-format", "a.txt")
    assert "method 9" in found.reason


def test_a_member_whose_checksum_is_wrong_costs_the_others_nothing() -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        data = bytearray(zipped({**TWO, "c.txt": text("Lock")}, method))
        at = data.index(b"02/b.txt") + 8
        data[at + 30] ^= 0x01
        assert told(bytes(data)) == [("01/a.txt", "Quay"), ("02/b.txt", "damaged"), ("c.txt", "Lock")]


def test_a_member_that_is_shorter_than_stated_or_elsewhere_is_damaged() -> None:
    data = zipped({"a.txt": text("Quay")}, zipfile.ZIP_STORED)
    size = struct.pack("<LL", len(text("Quay")), len(text("Quay")))
    at = data.rindex(size)
    longer = data[: at + 4] + struct.pack("<L", 10**6) + data[at + 8 :]
    assert told(longer) == [("a.txt", "damaged")]
    assert told(data.replace(b"PK\3\4", b"PK\3\5", 1).replace(b"PK\3\5", b"PK\x07\x08", 1)) == [("a.txt", "damaged")]


@pytest.mark.parametrize("file", [io.BytesIO, Pipe])
def test_a_zip_without_its_end_gives_the_members_that_are_whole(file: type[io.BytesIO]) -> None:
    data = zipped(TWO)
    second = data.index(b"PK\3\4", 4)
    directory = data.index(b"PK\1\2")
    for kept in (60, second - 1):
        assert told(data[:kept], file=file) == [("", "truncated")]
    for kept in (second, second + 20, directory - 1):
        assert told(data[:kept], file=file) == [BOTH[0], ("", "truncated")]
    for kept in (directory, len(data) - 1):
        assert told(data[:kept], file=file) == [*BOTH, ("", "truncated")]


def test_a_cut_zip_in_a_cut_stream_is_told_of_once() -> None:
    noise = random.Random(1).randbytes(100_000)  # noqa: S311
    data = gzip.compress(zipped({**TWO, "c.txt": noise}))
    assert told(data[: len(data) // 2]) == [*BOTH, ("", "truncated")]


@pytest.mark.parametrize("count", [2, 1000])
def test_members_that_lie_over_one_another_are_a_bomb(count: int) -> None:
    assert told(overlapping(count)) == [("", "bomb")]
    assert [code for _, code in told(overlapping(1))] == ["binary"]


def test_a_zip_bomb_is_stopped_and_the_others_are_read() -> None:
    data = zipped({"a.txt": bytes(32 * 1024**2), "b.txt": text("Quay")})
    assert told(data, Limits(free=100_000)) == [("a.txt", "bomb"), ("b.txt", "Quay")]


def test_when_a_dump_has_given_all_that_it_may_the_rest_is_not_tried() -> None:
    noise = random.Random(1).randbytes(300_000)  # noqa: S311
    data = zipped({"a": text("Quay"), "b": noise, "c": noise, "d": text("Lock")})
    assert told(data, Limits(unpacked=400_000)) == [("a", "Quay"), ("b", "binary"), ("c", "too-large")]


def test_a_directory_that_lies_is_damaged() -> None:
    data = zipped(TWO)
    end = data.rindex(b"PK\5\6")
    for at, value in ((12, 10**9), (16, 10**9)):
        hostile = data[: end + at] + struct.pack("<L", value) + data[end + at + 4 :]
        assert told(hostile) == [("", "damaged")]
    assert told(data[: end + 4] + b"\1" + data[end + 5 :]) == [("", "unknown-format")]
    assert told(data.replace(b"PK\1\2", b"PK\1\3")) == [("", "damaged")]


def test_members_that_would_end_behind_their_directory_are_damaged() -> None:
    data = zipped({"a.txt": text("Quay")}, zipfile.ZIP_STORED)
    at = data.index(b"PK\1\2") + 20
    (found,) = stream(DUMP, io.BytesIO(data[:at] + struct.pack("<LL", 10**6, 10**6) + data[at + 8 :]))
    assert isinstance(found, Rejected)
    assert (found.member, found.code) == ("", "damaged")
    assert "behind their directory" in found.reason


def test_an_office_document_that_begins_like_any_archive_is_still_none() -> None:
    data = zipped({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<Types/>"})
    assert told(data) == [("", "unknown-format")]


def test_a_zip_that_must_be_copied_may_not_be_larger_than_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({"a.txt": text("Quay"), "b.txt": random.Random(1).randbytes(100_000)})  # noqa: S311
    monkeypatch.setattr("exporter.readers.zip_files.MAX_SPOOLED", 50_000)
    assert told(data) == [("a.txt", "Quay"), ("b.txt", "binary")]
    assert told(data, file=Pipe) == [("", "too-large")]
    assert told(zipped({"c.zip": data, "d.txt": text("Lock")})) == [("c.zip", "too-large"), ("d.txt", "Lock")]


def test_a_directory_over_its_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exporter.readers.zip_files.MAX_DIRECTORY", 100)
    assert told(zipped({"a.txt": text("Quay")})) == [("a.txt", "Quay")]
    assert told(zipped(TWO)) == [("", "too-large")]


def test_what_is_only_stored_counts_too() -> None:
    data = zipped({"a": text("Quay"), "b": bytes(300_000), "c": text("Lock")}, zipfile.ZIP_STORED)
    assert told(data, Limits(unpacked=200_000)) == [("a", "Quay"), ("b", "too-large")]


@pytest.mark.parametrize("properties", [b"\x5d\xff\xff\xff\xff", b"\xff\0\0\1\0"], ids=["memory", "none"])
def test_lzma_that_asks_for_what_nobody_needs_is_not_begun(properties: bytes) -> None:
    data = zipped({"a.txt": text("Quay")}, zipfile.ZIP_LZMA)
    at = data.index(b"\x05\0\x5d") + 2
    (found,) = stream(DUMP, io.BytesIO(data[:at] + properties + data[at + 5 :]))
    assert isinstance(found, Rejected)
    assert found.code == "too-large"
    assert "ask for too much memory" in found.reason


def test_where_members_do_not_say_how_long_they_are_a_lost_directory_costs_all() -> None:
    data = zipped(TWO)
    local = data.replace(b"PK\3\4\x14\0\0\0", b"PK\3\4\x14\0\x08\0")
    assert local != data
    assert told(local[: data.index(b"PK\1\2")]) == [("", "truncated")]


@given(st.sampled_from([tarred(TWO), zipped(TWO), gzip.compress(tarred(TWO), mtime=0), overlapping(2)]), st.data())
def test_an_archive_changed_anywhere_gives_something_and_never_raises(data: bytes, draw: st.DataObject) -> None:
    changed = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 5))):
        changed[draw.draw(st.integers(0, len(changed) - 1))] = draw.draw(st.integers(0, 255))
    kept = bytes(changed[: draw.draw(st.integers(1, len(changed)))])
    assert told(kept)
    assert told(kept, file=Pipe) == told(kept)


@given(st.lists(st.tuples(st.sampled_from([b"x", b"L", b"0", b"S", b"g", b"5"]), st.integers(-1, 1500)), max_size=6))
def test_any_row_of_headers_gives_something_and_never_raises(parts: list[tuple[bytes, int]]) -> None:
    def blocks() -> Iterator[bytes]:
        yield tar_header("a", 0)
        for kind, size in parts:
            yield tar_header("b", max(size, 0), kind)
            yield bytes(max(size, 0))

    assert told(b"".join(blocks()))
