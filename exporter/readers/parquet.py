"""Parquet: tables of articles, one a row; columns are read by the names that rows of JSON have (aliases.py).

Codes of what is rejected besides those of rows, permanent:

    empty           no byte, or no row
    too-large       over 2 GiB, where the file is no file of a disk (in an archive, say)
    bad-parquet     no Parquet, or damaged; rows before the damage count
    truncated       the end is missing, and with it the list of what stands where
    encrypted       the file, or a column of an article, is encrypted
    bomb            more rows than bytes, or columns that unpack to more than the ratio allows
    not-an-article  no column has the name of a title or a text
    needs-extra     what reads Parquet is not installed
"""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

from exporter.printable import printable
from exporter.readers import aliases
from exporter.readers.place import Code, Found, Place

if TYPE_CHECKING:
    from pyarrow import DataType, RecordBatch, Scalar, Schema
    from pyarrow.parquet import FileMetaData, ParquetFile

MAX_BYTES: Final = 2 * 1024**3
"""Of a file that has to be copied, because its stream cannot go back: a Parquet file is read from its end."""
MAX_RATIO: Final = 1_000
"""Unpacked bytes for one byte of the file. Dictionaries make columns of one value very small; texts are not."""
BATCH: Final = 8 * 1024 * 1024
"""Bytes of text that are held at once, as far as the file tells them."""
MAX_ROWS: Final = 16
"""That are held at once: what a column holds once for all its rows, as a dictionary, each row holds when it is read.
More at once are no faster."""
MAX_GROUP: Final = 256 * 1024 * 1024
"""Bytes of a group of rows whose columns are read at once. Of larger ones pieces are read: that is slower, and a
damaged size makes it take up to 2 GiB of memory until it is found out."""
PIECE: Final = 1024 * 1024
"""Bytes that are copied, or read of a column, at once."""

_MAGIC: Final = b"PAR1"
_ENCRYPTED: Final = b"PARE"
_KNOWN: Final = frozenset(path for paths in aliases.ALIASES.values() for path in paths)
_OWN: Final = "identifier"
"""A column with this name may make its rows those of a data shard of ours: these are read whole."""


def read(place: Place, stream: BinaryIO) -> Iterator[Found]:
    """The article of each row, in the order of the file, or why it is none. Lines are numbers of rows, from 1."""
    try:
        import pyarrow.parquet  # noqa: F401 - 65 ms
    except ImportError:
        reason = 'Parquet files need more than is installed: pip install "exporter[parquet]"'
        yield place.rejected(0, "needs-extra", reason)
        return
    if stream.seekable():
        yield from _file(place, stream)
        return
    with TemporaryFile() as copy:
        size = 0
        while size <= MAX_BYTES and (piece := stream.read(PIECE)):
            size += copy.write(piece)
        if size > MAX_BYTES:
            reason = f"a Parquet file of over {MAX_BYTES // 1024**3} GiB that has to be copied; give it as a file"
            yield place.rejected(0, "too-large", reason)
            return
        yield from _file(place, cast(BinaryIO, copy))


def _file(place: Place, file: BinaryIO) -> Iterator[Found]:
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile, read_metadata

    size = file.seek(0, 2)
    if fault := _envelope(file, size):
        yield place.rejected(0, *fault)
        return
    row = 0
    try:
        metadata = read_metadata(file)
        columns = _columns(metadata.schema.to_arrow_schema())
        pieces = PIECE if max(_groups(metadata), default=0) > MAX_GROUP else 0
        with ParquetFile(file, metadata=metadata, pre_buffer=False, buffer_size=pieces) as table:
            if fault := _content(table, columns, size):
                yield place.rejected(0, *fault)
                return
            for found in _rows(table, columns):
                row += 1
                yield aliases.record(place, found, row, "parquet")
            if row < (stated := table.metadata.num_rows):
                reason = f"the file is damaged: it states {stated:,} rows, and has {row:,}; get it anew"
                yield place.rejected(row + 1, "bad-parquet", reason)
    except (ArrowException, OSError, UnicodeDecodeError) as error:  # the last: of a name of a column
        if isinstance(error, OSError) and error.errno:
            raise  # of the disk, not of what is on it
        code: Code = "encrypted" if "crypt" in str(error).lower() else "bad-parquet"
        what = "the file is damaged" if code == "bad-parquet" else "a column of it is encrypted"
        reason = f"{what} behind row {row:,}; what came before that counts: {printable(str(error))}"
        yield place.rejected(row + 1, code, reason)


def _envelope(file: BinaryIO, size: int) -> tuple[Code, str] | None:
    """Code and reason if the file does not begin and end as a Parquet file does."""
    file.seek(0)
    head = file.read(4)
    file.seek(max(0, size - 4))
    tail = file.read(4)
    file.seek(0)
    if not size:
        return "empty", "there is nothing in it"
    if _ENCRYPTED in (head, tail):
        return "encrypted", "the file is encrypted; give it as it is without"
    if head != _MAGIC:
        return "bad-parquet", "it does not begin as a Parquet file does; is it one?"
    if tail != _MAGIC or size < 12:
        return "truncated", "the end of the file is missing, where it says what stands where; get it anew"
    return None


def _columns(schema: "Schema") -> list[str]:
    """Names of the columns that are read, those with the names of a list of articles: all of them for our own."""
    names: list[str] = list(schema.names)
    if _OWN in names:
        return names
    first = {path.partition(".")[0] for path in _KNOWN}
    return [name for name in names if name in _KNOWN or name in first]


def _content(table: "ParquetFile", columns: list[str], size: int) -> tuple[Code, str] | None:
    """Code and reason if the file holds no articles, or costs too much to read."""
    rows = table.metadata.num_rows
    heads = {path.partition(".")[0] for part in ("title", "text") for path in aliases.ALIASES[part]}
    if not heads & {name.partition(".")[0] for name in columns}:
        names = ", ".join(printable(name, 24) for name in table.schema_arrow.names[:8])
        return "not-an-article", f"no column has the name of a title or a text; there are only: {names}"
    if not rows:
        return "empty", "there are no rows in it"
    if rows > size:
        return "bomb", f"{rows:,} rows in {size:,} bytes: no articles are so small"
    if (unpacked := sum(_groups(table.metadata))) > size * MAX_RATIO:
        return "bomb", f"{size:,} bytes that unpack to {unpacked:,}: no articles do"
    return None


def _groups(metadata: "FileMetaData") -> list[int]:
    """Bytes that each group of rows unpacks to, as the file states them.

    Its columns are not looked at: where what is stated of one is damaged, pyarrow 26 ends the process.
    """
    return [int(metadata.row_group(number).total_byte_size) for number in range(metadata.num_row_groups)]


def _rows(table: "ParquetFile", columns: list[str]) -> Iterator[dict[str, object]]:
    """The rows, as JSON would have them: times in ISO 8601, everything else that is text as text."""
    held = max(1, sum(_groups(table.metadata)) // table.metadata.num_rows)
    size = max(1, min(MAX_ROWS, BATCH // held))
    for batch in table.iter_batches(batch_size=size, columns=columns, use_threads=False):
        yield from _plain_rows(batch)


def _plain_rows(batch: "RecordBatch") -> list[dict[str, object]]:
    from pyarrow import ArrowException

    columns = []
    for column in batch.columns:
        try:
            values = column.cast(_readable(column.type), safe=False).to_pylist(maps_as_pydicts="lossy")
        except (ArrowException, ValueError, OverflowError):  # one of the values
            values = [_scalar(value) for value in column]
        columns.append([_text(value) for value in values])
    return [dict(zip(batch.schema.names, row, strict=True)) for row in zip(*columns, strict=True)]


def _readable(kind: "DataType") -> Any:
    """The type that a column is read as: times and numbers of many digits as text, with the zone if there is one."""
    import pyarrow as pa

    if pa.types.is_timestamp(kind):
        return pa.string()
    if pa.types.is_date(kind) or pa.types.is_decimal(kind):
        return pa.string()
    if pa.types.is_dictionary(kind):
        return _readable(kind.value_type)
    if pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind):
        return pa.large_list(_readable(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([(field.name, _readable(field.type)) for field in kind])
    return kind


def _scalar(value: "Scalar") -> object:
    """A value that cannot be had with its neighbours; None if it cannot be had at all."""
    try:
        return cast(object, value.as_py(maps_as_pydicts="lossy"))
    except UnicodeDecodeError:
        return cast(bytes, value.as_buffer().to_pybytes())
    except (ValueError, OverflowError, TypeError):
        return None


def _text(value: object) -> object:
    """The value with bytes in it as text: of columns that are text in truth."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list):
        return [_text(one) for one in value]
    if isinstance(value, dict):
        return {key: _text(one) for key, one in value.items()}
    return value
