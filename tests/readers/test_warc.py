"""What the reader of WARC files makes of them."""

import gzip
import io
import sys
import zlib
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporter.model import Record, Rejected
from exporter.readers import unread, warc, web_page
from exporter.readers.place import Found, Place, UnreadPage
from exporter.readers.reading import read as read_any
from tests.readers.packing import tarred, text
from tests.readers.shapes import PLACE

URL = "https://www.harbourpost.example/news/{}"
TEXT = (
    "The harbour ferry will run every ten minutes from Monday, twice as often as it does now, the council said.",
    "A second boat, built in the yard on the north bank, has been through its trials and will carry ninety people.",
)


def html(number: int = 1) -> bytes:
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>Ferry {number}</title>"
        '<meta property="article:published_time" content="2025-02-14T17:05:00Z"></head><body><main>'
        + "".join(f"<p>{line}</p>" for line in TEXT)
        + "</main></body></html>"
    ).encode()


def record(
    kind: str, block: bytes, url: str = "", media: str = "application/http; msgtype=response", **more: str
) -> bytes:
    """A WARC record. `more`: other fields, `_` for `-`."""
    fields = {"WARC-Type": kind, "WARC-Record-ID": "<urn:uuid:0>", "WARC-Date": "2026-01-01T00:00:00Z"}
    fields |= {"WARC-Target-URI": url} if url else {}
    fields |= {"Content-Type": media, "Content-Length": str(len(block))}
    fields |= {name.replace("_", "-"): value for name, value in more.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def answer(body: bytes, status: str = "200 OK", media: str = "text/html; charset=utf-8", **more: str) -> bytes:
    fields = ({"Content-Type": media} if media else {}) | {key.replace("_", "-"): value for key, value in more.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def response(number: int = 1, body: bytes | None = None, status: str = "200 OK", **more: str) -> bytes:
    return record("response", answer(html(number) if body is None else body, status, **more), URL.format(number))


INFO = record("warcinfo", b"software: none\r\n", media="application/warc-fields")
FILE = [
    INFO,
    record("request", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", URL.format(1), "application/http; msgtype=request"),
    response(1),
    response(2, b"gone", "404 Not Found"),
    response(3, b"\x89PNG", media="image/png"),
    record("metadata", b"fetchTimeMs: 1\r\n", URL.format(1), "application/warc-fields"),
    record("revisit", answer(b""), URL.format(1)),
    record("conversion", b"The quay is open.", URL.format(1), "text/plain"),
    record("response", b"1.2.3.4", "dns:harbourpost.example", "text/dns"),
    response(4),
    response(5, b"", "301 Moved Permanently", Location="/"),
    response(6),
]
"""As crawlers write them: three articles among what belongs to them."""


def read(data: bytes | Iterable[bytes]) -> list[Found]:
    whole = data if isinstance(data, bytes) else b"".join(data)
    return list(warc.read(PLACE, io.BytesIO(whole)))


def told(found: Iterable[Found]) -> list[str | tuple[str, int]]:
    """Titles of records; codes and lines of rejects."""
    return [one.title if isinstance(one, Record) else (one.code, one.line) for one in found]


def test_the_pages_are_articles_and_nothing_else_is_said():
    found = read(FILE)
    assert told(found) == ["Ferry 1", "Ferry 4", "Ferry 6"]
    assert [one.title_line for one in found if isinstance(one, Record)] == [3, 10, 12]
    first = found[0]
    assert isinstance(first, Record)
    assert (first.url, first.time, first.lines) == (URL.format(1), "2025-02-14T17:05:00Z", TEXT)
    assert (first.format, first.encoding) == ("warc", "utf-8")


@pytest.mark.parametrize(
    "packed",
    [
        b"".join(map(gzip.compress, FILE)),
        gzip.compress(b"".join(FILE)),
        b"".join(map(gzip.compress, FILE)) + bytes(512),
    ],
    ids=["members", "one member", "padded"],
)
def test_a_gzip_file_is_read_whether_each_record_is_a_member_or_not(packed):
    assert read(packed) == read(FILE)
    assert list(read_any(PLACE.dump, io.BytesIO(packed))) == read(FILE)


def test_the_door_of_the_readers_knows_a_plain_one():
    assert told(read_any(PLACE.dump, io.BytesIO(b"".join(FILE)))) == ["Ferry 1", "Ferry 4", "Ferry 6"]


def chunked(body: bytes, size: int = 100) -> bytes:
    pieces = (body[start : start + size] for start in range(0, len(body), size))
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


DEFLATED = zlib.compressobj(wbits=-15)
RAW = DEFLATED.compress(html()) + DEFLATED.flush()


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (chunked(html()), {"Transfer_Encoding": "chunked"}),
        (html(), {"Transfer_Encoding": "chunked"}),
        (gzip.compress(html()), {"Content_Encoding": "gzip"}),
        (chunked(gzip.compress(html())), {"Content_Encoding": "gzip", "transfer_encoding": "Chunked"}),
        (zlib.compress(html()), {"Content_Encoding": "deflate"}),
        (RAW, {"Content_Encoding": "deflate"}),
        (html(), {"Content_Encoding": "br"}),
        (html(), {"media": ""}),
        (html(), {"media": "Application/XHTML+XML"}),
        (html().decode().encode("utf-16"), {}),
    ],
    ids=["chunked", "not chunked", "gzip", "both", "zlib", "deflate", "undone", "no type", "xhtml", "utf-16"],
)
def test_a_page_is_read_however_it_was_sent(body, fields):
    [found] = read([INFO, response(1, body, **fields)])
    assert isinstance(found, Record)
    assert found.lines == TEXT


def test_the_encoding_is_the_one_that_the_server_named():
    body = html().replace(b"<meta charset=utf-8>", b"").replace(b"ten minutes", "dix — «é»".encode("cp1252"))
    [found] = read([response(1, body, media="text/html; charset=iso-8859-1")])
    assert isinstance(found, Record)
    assert "dix — «é»" in found.lines[0]
    assert found.encoding == "cp1252"


def test_a_page_of_its_own_is_a_resource():
    [found] = read([record("resource", html(), f"<{URL.format(9)}>", "text/html")])
    assert isinstance(found, Record)
    assert found.url == URL.format(9)


def test_a_crawl_date_is_no_date_of_publication():
    stated = b'<meta property="article:published_time" content="2025-02-14T17:05:00Z">'
    body = html().replace(stated, b'<meta property="og:type" content="article">')
    assert told(read([response(1, body)])) == [("no-time", 1)]


def test_pages_that_are_no_articles_are_told_with_the_number_of_their_record():
    assert told(read([INFO, response(1, b"<html><p>Hello</p></html>"), response(2)])) == [
        ("not-an-article", 2),
        "Ferry 2",
    ]


def test_a_file_without_a_page_says_what_is_in_it():
    [found] = read([INFO, response(2, b"gone", "404 Not Found"), response(3, b"x", media="image/png"), INFO])
    assert isinstance(found, Rejected)
    assert found.code == "empty"
    for part in ("4 records", "2 warcinfo", "1 of status 404", "1 image/png"):
        assert part in found.reason
    assert told(read(b"")) == told(read(b"\r\n\r\n")) == [("empty", 0)]


def test_a_plain_file_that_is_cut_anywhere_says_so_after_what_came_before():
    data = b"".join([response(1), response(2), response(3)])
    ends = [len(response(1)), len(response(1)) + len(response(2))]
    for cut in (5, 30, 300, 900, ends[0] + 3, ends[0] + 30, ends[0] + 900, ends[1] + 500):
        before = [f"Ferry {number + 1}" for number, end in enumerate(ends) if end <= cut]
        assert told(read(data[:cut])) == [*before, ("truncated", len(before) + 1)], cut
    assert told(read(data[:-4])) == ["Ferry 1", "Ferry 2", "Ferry 3"]  # but for line ends nothing is missing


def test_a_gzip_file_that_is_cut_anywhere_says_so_after_what_came_before():
    members = [gzip.compress(response(number)) for number in (1, 2, 3)]
    data = b"".join(members)
    for cut in (12, 100, len(members[0]) - 1, len(members[0]) + 20, len(members[0] + members[1]) + 200, len(data) - 1):
        found = told(read(data[:cut]))
        assert found[-1] in [("truncated", number) for number in range(4)], (cut, found)
        assert found[:-1] == [f"Ferry {number}" for number in range(1, len(found))]
        if cut >= 100:  # of less the door cannot tell what it is
            assert told(read_any(PLACE.dump, io.BytesIO(data[:cut]))) == found
    assert told(read(data[: len(members[0])])) == ["Ferry 1"]


def test_a_damaged_member_is_told_after_what_came_before():
    members = [gzip.compress(response(number)) for number in (1, 2)]
    broken = members[1][:200] + b"\0\0\0\0" + members[1][204:]
    assert told(read([members[0], broken])) == ["Ferry 1", ("damaged", 1)]


def test_what_is_no_record_is_told_and_the_next_record_found():
    assert told(read([response(1), b"rubbish\r\nmore of it\r\n\r\n", response(2)])) == [
        "Ferry 1",
        ("bad-warc", 2),
        "Ferry 2",
    ]
    assert told(read(b"<html>no WARC at all</html>")) == [("bad-warc", 1)]


@pytest.mark.parametrize(
    "wrong", [b"Content-Length: abc", b"Content-Length: -1", b"Content-Length: 1" + b"0" * 30, b"X: y"]
)
def test_a_record_without_a_length_is_left_out(wrong):
    bad = response(2).replace(b"Content-Length: %d" % len(answer(html(2))), wrong)
    assert told(read([response(1), bad, response(3)])) == ["Ferry 1", ("bad-warc", 2), "Ferry 3"]


@pytest.mark.parametrize("more", [b"X: " + b"y" * 400_000, b"X: y\r\n" * 60_000 + b"Z: z"], ids=["line", "lines"])
def test_a_header_without_an_end_does_not_fill_the_memory(more):
    endless = response(1).replace(b"\r\n", b"\r\n" + more + b"\r\n", 1)
    assert told(read([endless, response(2)])) == [("bad-warc", 1), "Ferry 2"]
    endless = record("response", answer(html()).replace(b"\r\n", b"\r\n" + more + b"\r\n", 1), URL.format(1))
    assert told(read([endless, response(2)])) == [("bad-warc", 1), "Ferry 2"]


def test_a_page_that_is_too_large_is_told_and_the_next_one_read(monkeypatch):
    monkeypatch.setattr(warc, "MAX_PAGE", 5_000)
    large = html() + b" " * 10_000
    sent = [response(1, large), response(2, gzip.compress(large), Content_Encoding="gzip"), response(3)]
    found = read(sent)
    assert told(found) == [("too-large", 1), ("too-large", 2), "Ferry 3"]
    assert isinstance(found[0], Rejected)
    assert f"{len(large):,} bytes" in found[0].reason  # it was not even read


def test_a_coding_that_nothing_here_undoes_is_told():
    found = read([response(1, b"\x07 packed", Content_Encoding="br"), response(2)])
    assert told(found) == [("undecodable", 1), "Ferry 2"]
    assert isinstance(found[0], Rejected)
    assert "br" in found[0].reason


def test_a_page_that_the_crawler_cut_off_is_told_unless_it_is_whole():
    cut = record("response", answer(html()[:-60]), URL.format(1), WARC_Truncated="length")
    whole = record("response", answer(html() + b"\n"), URL.format(2), WARC_Truncated="length")
    assert told(read([cut, whole])) == [("truncated", 1), "Ferry 1"]


def test_a_bomb_is_told():
    bomb = gzip.compress(record("response", answer(bytes(20_000_000)), URL.format(1)), 9)
    assert told(read([gzip.compress(response(1)), bomb])) == ["Ferry 1", ("bomb", 2)]


def test_without_the_extra_a_file_says_once_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "warcio", None)
    [found] = read(FILE)
    assert isinstance(found, Rejected)
    assert found.code == "needs-extra"
    assert 'pip install "exporter[warc]"' in found.reason


def test_an_error_of_the_disk_is_not_taken_for_one_of_the_file():
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 3_000:
                raise OSError(5, "Input/output error")
            return super().read(min(1_000, size or 1_000))

        def readline(self, size: int | None = -1, /) -> bytes:
            self.read(0)
            return super().readline(size)

    with pytest.raises(OSError, match="Input/output"):
        list(warc.read(PLACE, Failing(b"".join(FILE))))


def test_a_place_in_an_archive_is_passed_on():
    place = Place(PLACE.dump, "a/b.warc")
    assert {one.member for one in warc.read(place, io.BytesIO(b"".join(FILE) + b"rubbish"))} == {"a/b.warc"}


PIECES = st.sampled_from(
    [
        *(b"WARC/1.0\r\n", b"\r\n", b"Content-Length: 5\r\n", b"Content-Length: 99999\r\n", b"WARC-Type: response\r\n"),
        *(b"Content-Type: application/http\r\n", b"HTTP/1.1 200 OK\r\n", b"WARC-Type: resource\r\n", b"\n", b" x\r\n"),
        *(b"Content-Type: text/html\r\n", b"<html>", b"\0", b"\xff\xfe", b":", response(1), response(2)[:500], INFO),
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=20).map(b"".join)), st.booleans())
def test_any_bytes_give_something_and_never_raise(data, packed):
    found = read(gzip.compress(data) if packed else data)
    assert found
    assert all(isinstance(one, Record | Rejected) for one in found)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.integers(0, 255), st.booleans())
def test_a_byte_that_is_changed_anywhere_gives_something_and_never_raises(place, byte, packed):
    data = bytearray(b"".join(map(gzip.compress, FILE[:4])) if packed else b"".join(FILE[:4]))
    data[place % len(data)] = byte
    assert read(bytes(data))


def test_pages_that_are_read_later_are_what_they_are_if_read_at_once():
    data = b"".join([*FILE, response(2, b"<p>nothing"), response(3), b"garbage\r\n", response(4)])
    found = list(warc.unread(PLACE, io.BytesIO(data)))
    assert any(isinstance(one, UnreadPage) for one in found)
    assert not any(isinstance(one, Record) for one in found)
    later = [web_page.read_page(one) if isinstance(one, UnreadPage) else one for one in found]
    assert later == list(warc.read(PLACE, io.BytesIO(data)))
    assert len({type(one) for one in later}) == 2


def test_pages_in_an_archive_too():
    found = b'<link rel=canonical href="https://news.example/1">'
    shown = html().replace(b"<head>", b"<head>" + found)
    data = tarred({"1.html": shown, "2.html": b"<p>nothing", "3.txt": text("a"), "4.html": html()})
    given = list(unread(PLACE.dump, io.BytesIO(data)))
    assert [type(one) for one in given] == [UnreadPage, UnreadPage, Record, UnreadPage]
    later = [web_page.read_page(one) if isinstance(one, UnreadPage) else one for one in given]
    assert later == list(read_any(PLACE.dump, io.BytesIO(data)))
    assert [type(one) for one in later] == [Record, Rejected, Record, Rejected]
