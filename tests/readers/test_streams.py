"""Streams made of pieces: every byte comes before the error that ends them."""

import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.readers.streams import PIECE, Stopped, Stream, peeked

PIECES = st.lists(st.binary(min_size=1, max_size=12).map(lambda data: data.replace(b"a", b"\n")), max_size=12)


def cut(pieces: list[bytes]) -> Iterator[bytes]:
    yield from pieces
    raise EOFError("cut off")


class Pipe(io.BytesIO):
    """A stream that can only be read on, and gives little at a time."""

    def seekable(self) -> bool:
        return False

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size, 7) if size and size > 0 else size)


@given(PIECES, st.integers(1, 20))
def test_it_reads_as_a_file_of_the_same_bytes_does(pieces: list[bytes], size: int) -> None:
    whole = b"".join(pieces)
    assert Stream(iter(pieces)).read() == whole
    assert list(Stream(iter(pieces))) == list(io.BytesIO(whole))
    ours, theirs = Stream(iter(pieces)), io.BytesIO(whole)
    for _ in range(len(whole) + 2):
        assert ours.peek(size) == theirs.getvalue()[theirs.tell() :][:size]
        assert ours.read(size) == theirs.read(size)
        assert ours.readline(size) == theirs.readline(size)
    assert ours.read() == b""


@given(PIECES, st.integers(1, 20))
def test_what_came_before_an_error_is_given_first_and_then_the_error_again_and_again(
    pieces: list[bytes], size: int
) -> None:
    stream = Stream(cut(pieces))
    whole = b"".join(pieces)
    stream.peek(1000)
    found = b""
    while len(found) < len(whole):
        found += stream.readline(size) if len(found) % 2 else stream.read(size)
    assert found == whole
    for ask in (stream.read, stream.readline, stream.read1, lambda: stream.read(1)):
        with pytest.raises(EOFError, match="cut off") as error:
            ask()
        assert error.value is stream.fault
    assert stream.read(0) == b""
    assert stream.peek(5) == b""


def test_what_is_asked_for_in_part_is_all_that_could_be_had() -> None:
    stream = Stream(cut([b"ab", b"c\nd"]))
    assert stream.read(100) == b"abc\nd"
    with pytest.raises(EOFError):
        stream.read(100)


def test_read1_gives_what_is_at_hand() -> None:
    stream = Stream(iter([b"abc", b"def"]))
    stream.peek(1)
    assert stream.read1() == b"abc"
    assert stream.read1(2) == b"de"
    assert stream.read1(100) == b"f"


def test_a_line_in_many_pieces_costs_no_more_than_its_length() -> None:
    # Anything quadratic in it would take minutes, and is noticed by whoever waits.
    stream = Stream(b"x" * 10 for _ in range(300_000))
    assert len(stream.readline()) == 3_000_000


@pytest.mark.parametrize("file", [io.BytesIO, Pipe])
def test_what_was_looked_at_is_still_to_be_read(file: type[io.BytesIO]) -> None:
    head, stream = peeked(file(b"abcdef\ngh"), 4)
    assert head == b"abcd"
    again, stream = peeked(stream, 100)
    assert again == b"abcdef\ngh"
    assert stream.readline() == b"abcdef\n"
    assert stream.read() == b"gh"


def test_a_file_that_can_be_sought_in_stays_itself() -> None:
    file = io.BytesIO(b"abcdef")
    file.seek(2)
    assert peeked(file, 3) == (b"cde", file)
    assert file.tell() == 2


def test_a_pipe_is_never_asked_for_more_than_a_piece_beyond_what_is_looked_at() -> None:
    pipe = Pipe(b"x" * PIECE)
    peeked(pipe, 10)
    assert pipe.tell() == 14


def test_why_a_stream_stopped_is_a_code_and_a_sentence() -> None:
    stopped = Stopped("bomb", "it is one")
    assert (stopped.code, stopped.reason, str(stopped)) == ("bomb", "it is one", "it is one")
