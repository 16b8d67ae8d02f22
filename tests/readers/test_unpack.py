"""What is compressed: whole, in several members, cut, damaged, and made to burst."""

import bz2
import gzip
import io
import lzma
import random
import struct
import sys
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exporter.readers.streams import Stopped
from exporter.readers.unpack import MAX_UNPACKED, Budget, Limits, Packing, shown, unpacked

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PACK: dict[Packing, Callable[[bytes], bytes]] = {
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": lambda data: zstd.compress(data, options={zstd.CompressionParameter.checksum_flag: 1}),
}
KINDS = tuple(PACK)
RANDOM = random.Random(1)  # noqa: S311 - the same noise each time
NOISE = RANDOM.randbytes(300_000)
LIMITS = Limits()


def read(data: bytes, kind: Packing, limits: Limits = LIMITS) -> tuple[bytes, Exception | None]:
    """All that can be had, and what came after it."""
    stream = unpacked(io.BytesIO(data), kind, Budget(limits))
    found = []
    try:
        while piece := stream.read(1000):
            found.append(piece)
    except (EOFError, Stopped) as error:
        return b"".join(found), error
    return b"".join(found), None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "data", [b"", b"x", b"The quay is open.\n" * 1000, NOISE], ids=["none", "one", "text", "noise"]
)
def test_what_was_packed_comes_out(kind: Packing, data: bytes) -> None:
    assert read(PACK[kind](data), kind) == (data, None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("between", [b"", b"\0" * 512, b"\0" * 200_000], ids=["nothing", "zeros", "many zeros"])
def test_members_on_end_are_one_stream(kind: Packing, between: bytes) -> None:
    packed = PACK[kind](b"one\n") + between + PACK[kind](NOISE) + PACK[kind](b"three") + between
    assert read(packed, kind) == (b"one\n" + NOISE + b"three", None)


def test_ten_thousand_small_members_are_read() -> None:
    assert read(PACK["gzip"](b"a line\n") * 10_000, "gzip") == (b"a line\n" * 10_000, None)


def test_frames_to_be_skipped_are_skipped() -> None:
    skipped = b"\x5a\x2a\x4d\x18" + struct.pack("<L", 5) + b"12345"
    assert read(skipped + PACK["zstd"](b"one") + skipped + PACK["zstd"](b"two"), "zstd") == (b"onetwo", None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("kept", [0.01, 0.3, 0.6, 0.99])
def test_what_is_cut_off_gives_what_is_whole_and_says_so(kind: Packing, kept: float) -> None:
    packed = PACK[kind](b"first\n") + PACK[kind](NOISE)
    found, error = read(packed[: max(int(len(packed) * kept), 8)], kind)
    assert (b"first\n" + NOISE).startswith(found)
    assert len(found) >= int(kept * 300_000) - 300_000 * 0.35 or kind in {"bzip2", "zstd"}  # these work by blocks
    assert isinstance(error, EOFError)
    assert str(error).endswith("data are cut off")


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_byte_is_missed(kind: Packing) -> None:
    found, error = read(PACK[kind](NOISE)[:-1], kind)
    assert isinstance(error, EOFError)
    assert NOISE.startswith(found)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_damaged_is_never_taken_for_whole(kind: Packing) -> None:
    packed = bytearray(PACK[kind](NOISE))
    packed[len(packed) // 2] ^= 0x10
    found, error = read(bytes(packed), kind)
    assert isinstance(error, Stopped)
    assert error.code == "damaged"
    assert "damaged" in error.reason
    assert len(found) <= len(NOISE)


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_behind_the_data_is_not_passed_over_in_silence(kind: Packing) -> None:
    found, error = read(PACK[kind](b"one\n") + b"two\n", kind)
    assert found == b"one\n"
    assert isinstance(error, Stopped)
    assert error.code == "damaged"
    assert "behind the" in error.reason


@pytest.mark.parametrize("kind", KINDS)
def test_a_bomb_goes_off_after_its_first_bytes(kind: Packing) -> None:
    limits = Limits(free=100_000)
    packed = PACK[kind](bytes(64 * 1024**2))
    found, error = read(packed, kind, limits)
    assert isinstance(error, Stopped)
    assert error.code == "bomb"
    assert len(found) <= max(limits.free, len(packed) * limits.ratio) + 65_536


def test_a_small_file_of_blanks_is_no_bomb() -> None:
    data = b" " * 1_000_000
    assert read(PACK["gzip"](data), "gzip") == (data, None)


def test_what_unpacks_to_too_much_stops_at_the_limit_of_a_stream_and_of_a_dump() -> None:
    packed = PACK["gzip"](NOISE)
    for limits, size in ((replace(LIMITS, member=100_000), 100_000), (replace(LIMITS, unpacked=200_000), 200_000)):
        found, error = read(packed, "gzip", limits)
        assert isinstance(error, Stopped)
        assert error.code == "too-large"
        assert size - 65_536 <= len(found) <= size
    budget = Budget(replace(LIMITS, unpacked=500_000))
    assert unpacked(io.BytesIO(packed), "gzip", budget).read() == NOISE
    second = unpacked(io.BytesIO(packed), "gzip", budget)
    assert len(second.read()) <= 200_000
    with pytest.raises(Stopped, match=r"unpacks to more than 488.3 KiB; split it"):
        second.read()
    assert budget.is_spent


def test_xz_that_wants_too_much_memory_is_refused_before_it_gets_any() -> None:
    packed = bytearray(lzma.compress(b"x", filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 4096}]))
    # Its header says how much: two to the power of 30 bytes is 36 (xz file format 5.3.1), and its sum follows.
    at = 12
    size = (packed[at] + 1) * 4
    packed[at + 4] = 36
    packed[at + size - 4 : at + size] = struct.pack("<L", zlib.crc32(bytes(packed[at : at + size - 4])))
    found, error = read(bytes(packed), "xz")
    assert found == b""
    assert isinstance(error, Stopped)
    assert error.code == "too-large"
    assert "takes too much memory" in error.reason


def test_zstandard_that_looks_back_too_far_is_refused() -> None:
    options = {zstd.CompressionParameter.window_log: 28, zstd.CompressionParameter.content_size_flag: 0}
    compressor = zstd.ZstdCompressor(options=options)
    packed = compressor.compress(b"x" * 1000) + compressor.flush()
    found, error = read(packed, "zstd")
    assert found == b""
    assert isinstance(error, Stopped)
    assert error.code == "too-large"


def test_the_memory_that_unpacking_takes_does_not_follow_what_comes_out() -> None:
    import tracemalloc

    packed = PACK["gzip"](NOISE * 200)
    stream = unpacked(io.BytesIO(packed), "gzip", Budget(LIMITS))
    tracemalloc.start()
    while stream.read(65_536):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2 * 1024**2


@given(st.sampled_from(KINDS), st.binary(max_size=300), st.data())
def test_bytes_changed_anywhere_give_bytes_and_at_most_a_known_error(
    kind: Packing, data: bytes, draw: st.DataObject
) -> None:
    packed = bytearray(PACK[kind](data) * 2)
    for _ in range(draw.draw(st.integers(0, 3))):
        packed[draw.draw(st.integers(0, len(packed) - 1))] = draw.draw(st.integers(0, 255))
    read(bytes(packed[: draw.draw(st.integers(0, len(packed)))]), kind)


@given(st.sampled_from(KINDS), st.binary(max_size=300))
def test_any_bytes_behind_the_mark_give_bytes_and_at_most_a_known_error(kind: Packing, data: bytes) -> None:
    read(PACK[kind](b"")[:6] + data, kind)
    read(data, kind)


def test_sizes_are_shown_in_units_that_people_know() -> None:
    assert [shown(size) for size in (0, 1000, 1024, 1536, MAX_UNPACKED)] == [
        *("0 bytes", "1000 bytes", "1 KiB", "1.5 KiB", "64 GiB"),
    ]
