"""What the reader of Parquet files makes of them."""

import gzip
import io
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporter.model import Record, Rejected, Stated
from exporter.readers import parquet
from exporter.readers.place import Found, Place
from exporter.readers.reading import read as read_any
from tests.readers import shapes
from tests.readers.shapes import PLACE

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

URL = "https://www.capegazette.example/nature/{}"
TEXT = "Ten thousand geese passed the cape at dawn.\nThe wind is in the north."
TIME = datetime(2025, 10, 3, 5, 15, tzinfo=UTC)


def columns(rows: int = 2, **more: Any) -> dict[str, Any]:
    """As CC-News has them."""
    return {
        "title": [f"Geese {number}" for number in range(rows)],
        "text": [TEXT] * rows,
        "url": [URL.format(number) for number in range(rows)],
        "date": [f"2025-10-03 05:15:{number % 60:02}" for number in range(rows)],
    } | more


def packed(table: dict[str, Any] | Any, **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(table) if isinstance(table, dict) else table, out, **options)
    return out.getvalue()


class Stream(io.RawIOBase):
    """Cannot go back."""

    def __init__(self, data: bytes) -> None:
        self._inner = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._inner.read(min(size, 1_000))


def read(data: bytes) -> list[Found]:
    return list(parquet.read(PLACE, io.BytesIO(data)))


def record(table: dict[str, Any] | Any, **options: Any) -> Record:
    found = read(packed(table, **options))[0]
    assert isinstance(found, Record), found
    return found


def rejected(data: bytes) -> Rejected:
    [found] = read(data)
    assert isinstance(found, Rejected), found
    assert found.reason
    return found


def told(found: list[Found]) -> list[str | tuple[str, int]]:
    return [one.title if isinstance(one, Record) else (one.code, one.line) for one in found]


def test_each_row_is_an_article_with_its_number():
    found = read(packed(columns(3)))
    assert told(found) == ["Geese 0", "Geese 1", "Geese 2"]
    assert [one.title_line for one in found if isinstance(one, Record)] == [1, 2, 3]
    first = found[0]
    assert isinstance(first, Record)
    assert (first.url, first.time) == (URL.format(0), "2025-10-03 05:15:00")
    assert first.lines == tuple(TEXT.split("\n"))
    assert first.format == "parquet"
    assert first.pure


def test_a_stream_that_cannot_go_back_is_read_as_well():
    data = packed(columns(1_000))
    assert list(parquet.read(PLACE, Stream(data))) == read(data)


@pytest.mark.parametrize("compression", ["none", "snappy", "gzip", "zstd", "lz4", "brotli"])
@pytest.mark.parametrize("options", [{}, {"row_group_size": 7, "use_dictionary": False, "data_page_version": "2.0"}])
def test_a_file_is_read_however_it_is_packed(compression, options):
    assert len(told(read(packed(columns(50), compression=compression, **options)))) == 50


def test_columns_of_every_shape_state_what_they_hold():
    found = record(
        columns(
            1,
            authors=[["Mara Lindqvist", "Tom Oakes"]],
            publisher=pa.array([{"name": "Cape Gazette", "url": "https://www.capegazette.example/"}]),
            tags=pa.array([["geese", "wind"]], pa.large_list(pa.large_string())),
            section=pa.array(["Nature"]).dictionary_encode(),
            image=[[{"url": "https://www.capegazette.example/geese.jpg", "width": 640}]],
            language=pa.array([b"en"]),
            description=pa.array([b"Geese are early."], pa.large_binary()),
            date_modified=pa.array([datetime(2025, 10, 4, 7, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))]),
            unknown=pa.array([{"a": [1, 2]}]),
        )
    )
    assert found.stated == Stated(
        modified="2025-10-04 07:00:00.000000+0200",
        authors=("Mara Lindqvist", "Tom Oakes"),
        sections=("Nature",),
        keywords=("geese", "wind"),
        language="en",
        summary="Geese are early.",
        image="https://www.capegazette.example/geese.jpg",
        publisher="Cape Gazette",
    )


@pytest.mark.parametrize(
    ("value", "time"),
    [
        (pa.array([TIME], pa.timestamp("s", "UTC")), "2025-10-03 05:15:00.000Z"),
        (pa.array([TIME], pa.timestamp("ns", "Asia/Tokyo")), "2025-10-03 14:15:00.000000000+0900"),
        (pa.array([TIME.replace(tzinfo=None)], pa.timestamp("ms")), "2025-10-03 05:15:00.000"),
        (pa.array([date(2025, 10, 3)]), "2025-10-03"),
        (pa.array([1759468500]), "1759468500"),
        (pa.array([1759468500.0]), "1759468500"),
        (pa.array([Decimal("1759468500.000")]), "1759468500"),
        (pa.array([{"$date": TIME}]), "2025-10-03 05:15:00.000000Z"),
        (pa.array([10**17], pa.timestamp("ms")), "<value out of range: 100000000000000000>"),
    ],
)
def test_times_become_text_with_the_zone_that_they_have(value, time):
    [found] = read(packed(columns(1, date=value)))
    assert isinstance(found, Record), found
    assert found.time == time


@pytest.mark.parametrize("tool", ["NEWS_PLEASE", "TRAFILATURA", "NEWSPAPER", "CC_NEWS"])
def test_tables_with_the_columns_of_other_tools_are_read_as_their_rows_are(tool):
    row = getattr(shapes, tool, None)
    if row is None:
        pytest.fail(f"shapes has no {tool}")
    assert record(pa.Table.from_pylist([row])).url == shapes.URL


def test_text_that_is_no_utf8_is_read_with_marks_where_it_is_wrong():
    raw = pa.array([b"Geese \xff pass", b"Geese 2"])
    wrong = pa.StringArray.from_buffers(2, *raw.buffers()[1:])
    table = pa.table(columns(2, title=wrong))
    assert told(read(packed(table))) == ["Geese \ufffd pass", "Geese 2"]


def test_rows_that_lack_something_are_told_with_their_number():
    table = columns(3, url=[URL.format(0), None, "none"], text=["", TEXT, TEXT])
    assert told(read(packed(table))) == [("no-text", 1), ("no-url", 2), ("no-url", 3)]


def test_a_table_of_something_else_is_told_once():
    assert rejected(packed({"price": [1, 2, 3], "url": ["https://x.example/1"] * 3})).code == "not-an-article"


def test_columns_that_no_article_has_are_not_read(monkeypatch):
    asked: list[list[str]] = []
    iter_batches = pq.ParquetFile.iter_batches

    def noted(self: Any, *, columns: list[str], **options: Any) -> Any:
        asked.append(columns)
        return iter_batches(self, columns=columns, **options)

    monkeypatch.setattr(pq.ParquetFile, "iter_batches", noted)
    read(packed(columns(1, embedding=[[0.1] * 100], price=[1])))
    assert asked == [["title", "text", "url", "date"]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (packed(columns(0)), "empty"),
        (b"not Parquet at all", "bad-parquet"),
        (b"PAR1PAR1", "truncated"),
        (b"PAR1" + bytes(20) + b"PAR1", "bad-parquet"),
        (b"PAR1" + b"\xff" * 20 + b"PAR1", "bad-parquet"),
        (packed(columns(50))[:-1], "truncated"),
        (packed(columns(50))[:500], "truncated"),
        (packed(columns(50))[:-4] + b"PARE", "encrypted"),
    ],
)
def test_what_is_no_whole_file_is_told(data, code):
    assert rejected(data).code == code
    assert told(list(parquet.read(PLACE, Stream(data)))) == told(read(data))


def test_damage_in_the_middle_leaves_the_rows_before_it():
    data = bytearray(packed(columns(300), row_group_size=100, use_dictionary=False, compression="none"))
    place = pq.ParquetFile(io.BytesIO(data)).metadata.row_group(1).column(2)
    middle = place.data_page_offset + place.total_compressed_size // 2
    data[middle : middle + 30] = b"\xff" * 30
    found = read(bytes(data))
    assert told(found[:100]) == [f"Geese {number}" for number in range(100)]
    assert told(found)[-1] == ("bad-parquet", len(found))
    assert len(found) < 200


def test_an_encrypted_column_is_told(monkeypatch):
    def refuse(*_args: object, **_more: object) -> None:
        raise OSError("Cannot decrypt ColumnMetadata. FileDecryptionProperties were not provided")

    monkeypatch.setattr(pq.ParquetFile, "iter_batches", refuse)
    assert rejected(packed(columns(1))).code == "encrypted"


def test_more_rows_than_bytes_are_a_bomb():
    one = pa.array(["x"]).dictionary_encode()
    many = pa.DictionaryArray.from_arrays(pa.array([0] * 300_000, pa.int32()), one.dictionary)
    data = packed({"title": many, "text": many, "url": many})
    assert len(data) < 300_000
    assert rejected(data).code == "bomb"


def test_a_column_of_very_much_the_same_is_a_bomb():
    same = ["x" * 1_000_000] * 40
    data = packed(columns(40, text=same), use_dictionary=False, compression="zstd")
    assert rejected(data).code == "bomb"


def test_memory_does_not_grow_with_what_a_dictionary_holds_only_once():
    text = "The quay is open again. " * 40_000
    data = packed(columns(200, text=[text] * 200), compression="none")
    assert len(data) < 3_000_000
    before = pa.total_allocated_bytes()
    most = 0
    for found in parquet.read(PLACE, io.BytesIO(data)):
        assert isinstance(found, Record)
        most = max(most, pa.total_allocated_bytes() - before)
    assert most < 60_000_000  # 200 of them are 190 MB


@pytest.mark.parametrize(("most", "pieces"), [(parquet.MAX_GROUP, 0), (1_000, parquet.PIECE)])
def test_columns_are_read_at_once_unless_they_are_too_large(monkeypatch, most, pieces):
    opened: list[int] = []

    class Noted(pq.ParquetFile):  # type: ignore[misc]
        def __init__(self, *args: Any, buffer_size: int, **options: Any) -> None:
            opened.append(buffer_size)
            super().__init__(*args, buffer_size=buffer_size, **options)

    monkeypatch.setattr(pq, "ParquetFile", Noted)
    monkeypatch.setattr(parquet, "MAX_GROUP", most)
    assert told(read(packed(columns(40)))) == [f"Geese {number}" for number in range(40)]
    assert opened == [pieces]


def test_a_file_with_fewer_rows_than_it_states_is_told(monkeypatch):
    monkeypatch.setattr(pq.ParquetFile, "iter_batches", lambda *_args, **_more: iter(()))
    assert rejected(packed(columns(3))).code == "bad-parquet"


def test_a_stream_that_is_too_large_to_copy_is_told(monkeypatch):
    monkeypatch.setattr(parquet, "MAX_BYTES", 1_000)
    [found] = parquet.read(PLACE, Stream(packed(columns(1_000))))
    assert isinstance(found, Rejected)
    assert found.code == "too-large"


def test_an_error_of_the_disk_is_not_taken_for_one_of_the_file():
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if 4 <= self.tell() < 20_000:
                raise OSError(5, "Input/output error")
            return super().read(size)

    with pytest.raises(OSError, match="Input/output"):
        list(parquet.read(PLACE, Failing(packed(columns(2_000), use_dictionary=False, compression="none"))))


def test_without_the_extra_a_file_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    found = rejected(b"PAR1")
    assert found.code == "needs-extra"
    assert 'pip install "exporter[parquet]"' in found.reason


def test_the_door_of_the_readers_knows_one_also_if_it_is_packed():
    data = packed(columns(3))
    for sent in (data, gzip.compress(data)):
        assert told(list(read_any(PLACE.dump, io.BytesIO(sent)))) == ["Geese 0", "Geese 1", "Geese 2"]


def test_a_place_in_an_archive_is_passed_on():
    place = Place(PLACE.dump, "a/b.parquet")
    assert {one.member for one in parquet.read(place, Stream(packed(columns(2, url=["", URL]))))} == {"a/b.parquet"}


WHOLE = packed(columns(20, authors=[["A. B."]] * 20), row_group_size=5)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(4, len(WHOLE) - 5), st.integers(0, 255)), min_size=1, max_size=4))
def test_bytes_that_are_changed_anywhere_give_something_and_never_raise(changes):
    data = bytearray(WHOLE)
    for place, byte in changes:
        data[place] = byte
    found = read(bytes(data))
    assert found
    assert all(isinstance(one, Record | Rejected) for one in found)


@settings(max_examples=60)
@given(st.binary(max_size=100), st.booleans())
def test_any_bytes_give_something_and_never_raise(data, framed):
    assert read(b"PAR1" + data + b"PAR1" if framed else data)
