"""Content codings undone."""

import gzip
import sys
import tracemalloc
import zlib

import pytest

from exporter.readers.payload import TooLargeError, decoded

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PAGE = b"<html><p>" + b"The quay is open again. " * 200 + b"</p></html>"
RAW = zlib.compressobj(wbits=-15)
SENT = {
    "gzip": gzip.compress(PAGE),
    "x-gzip": gzip.compress(PAGE),
    "deflate": zlib.compress(PAGE),
    "zstd": zstd.compress(PAGE),
    "identity": PAGE,
    "": PAGE,
    "GZIP ": gzip.compress(PAGE),
    "deflate, gzip": gzip.compress(zlib.compress(PAGE)),
}


@pytest.mark.parametrize("coding", list(SENT))
def test_codings_are_undone(coding: str) -> None:
    assert decoded(SENT[coding], coding, 100_000) == PAGE


def test_deflate_without_its_header_is_undone_as_well() -> None:
    assert decoded(RAW.compress(PAGE) + RAW.flush(), "deflate", 100_000) == PAGE


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate"])
def test_what_an_archive_has_undone_already_is_left_as_it_is(coding: str) -> None:
    assert decoded(PAGE, coding, 100_000) == PAGE


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd"])
def test_what_is_cut_off_gives_what_there_is(coding: str) -> None:
    assert PAGE.startswith(decoded(SENT[coding][:-9], coding, 100_000))


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd", "identity"])
def test_no_more_is_unpacked_than_a_page_may_have(coding: str) -> None:
    with pytest.raises(TooLargeError):
        decoded(SENT[coding], coding, 1_000)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd", "br", "compress", "gzip, br", "a,b,c,d"])
def test_damaged_data_and_unknown_codings_are_told(coding: str) -> None:
    with pytest.raises(ValueError, match=r"coding|damaged"):
        decoded(b"\x07 no such data", coding, 100_000)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd"])
def test_what_is_too_much_never_stands_in_memory(coding: str) -> None:
    much = bytes(40_000_000)
    sent = {"gzip": gzip.compress, "deflate": zlib.compress, "zstd": zstd.compress}[coding](much)
    del much
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            decoded(sent, coding, 1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
