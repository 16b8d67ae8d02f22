"""Dumps of every kind of this package with a hole, a splinter or a foreign piece in them."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.model import Record, Rejected
from exporter.readers import feed, json_file, json_lines
from exporter.render.json_ld import rows
from tests.builders import article, site
from tests.readers.shapes import EVERY, PLACE
from tests.readers.test_feed import ATOM, OLD, RDF, RSS

ROWS = "\n".join(json.dumps(row) for row in EVERY.values()).encode()
SAMPLES = {
    "rows": (json_lines.read, ROWS),
    "own rows": (json_lines.read, rows([article(1), article(2)], site())),
    "list": (json_file.read, json.dumps(list(EVERY.values()), indent=1).encode()),
    "articles": (json_file.read, json.dumps({"articles": list(EVERY.values())}).encode()),
    "RSS": (feed.read, RSS),
    "Atom": (feed.read, ATOM),
    "RSS 1.0": (feed.read, RDF),
    "RSS 0.91": (feed.read, OLD),
}


@pytest.mark.parametrize("kind", SAMPLES)
@given(st.data())
def test_damage_costs_articles_but_never_a_run(kind, data):
    read, sample = SAMPLES[kind]
    start = data.draw(st.integers(0, len(sample)))
    end = data.draw(st.integers(start, min(len(sample), start + 400)))
    piece = data.draw(st.binary(max_size=12) | st.sampled_from([b"", b"<", b"]]>", b"&", b'"', b"}", b"\\u", b"\n"]))
    found = list(read(PLACE, io.BytesIO(sample[:start] + piece + sample[end:])))
    assert found
    assert all(isinstance(one, Record | Rejected) for one in found)


@pytest.mark.parametrize("kind", SAMPLES)
def test_whole_samples_give_articles_only(kind):
    read, sample = SAMPLES[kind]
    assert all(isinstance(one, Record) for one in read(PLACE, io.BytesIO(sample)))


class Grudging(io.RawIOBase):
    """A stream that gives a byte or two at a time, and cannot go back."""

    def __init__(self, data: bytes) -> None:
        self._inner = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        return self._inner.read(min(2, size) if size is not None and size >= 0 else 2)

    def readline(self, limit: int | None = -1, /) -> bytes:
        return self._inner.readline(limit if limit is not None else -1)

    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_stream_may_give_little_at_a_time(kind):
    read, sample = SAMPLES[kind]
    assert list(read(PLACE, Grudging(sample))) == list(read(PLACE, io.BytesIO(sample)))  # type: ignore[arg-type]
