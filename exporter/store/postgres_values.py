"""How values go to PostgreSQL and come back, so that the store gets what it gave."""

from typing import Any

import psycopg
from psycopg.rows import TupleRow
from psycopg.types.array import ListBinaryDumper
from psycopg.types.numeric import Int8BinaryDumper, NumericBinaryLoader
from psycopg.types.string import StrBinaryDumper

Connection = psycopg.Connection[TupleRow]


class Text(StrBinaryDumper):
    """PostgreSQL has no room for U+0000 in a text, which SQLite has."""

    def dump(self, obj: str) -> Any:
        """As its base."""
        return super().dump(obj.replace("\0", "\ufffd") if "\0" in obj else obj)


class Whole(NumericBinaryLoader):
    """Sums of whole numbers are whole, whatever PostgreSQL takes them for."""

    def load(self, data: Any) -> Any:
        """As its base."""
        return int(super().load(data))


def prepare(connection: Connection) -> None:
    """Make values go over this connection as the store has them."""
    connection.adapters.register_dumper(int, Int8BinaryDumper)  # one type, so one plan, whatever the number
    connection.adapters.register_dumper(str, Text)
    connection.adapters.register_dumper(list, ListBinaryDumper)
    connection.adapters.register_loader("numeric", Whole)
