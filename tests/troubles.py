"""Every input trouble of docs/dumps.md as bytes: what a tool, a disk or a stranger makes of a dump."""

import bz2
import gzip
import io
import json
import lzma
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

HOST = "https://news.example"
BODY = (
    "The quay of the old harbour is open again, the harbour office says.",
    "Ships of the island line came back on Monday morning, and with them the first visitors of the year.",
    "The mayor called it a good day for everybody who lives by the water.",
)
TIME = "2025-02-14T22:00:45+01:00"


def said(number: int) -> tuple[str, ...]:
    """What article `number` says: no two say the same."""
    return (f"This is report {number} of the harbour office.", *BODY)


def text(
    number: int = 1, *, time: str = TIME, url: str = "", title: str = "", body: tuple[str, ...] | None = None
) -> str:
    """A dump in the text format."""
    below = said(number) if body is None else body
    return "\n".join((title or f"Quay {number} reopens", time, url or f"{HOST}/artikel/{number}", "", *below)) + "\n"


def row(number: int = 1, **changes: object) -> dict[str, object]:
    """What news-please writes."""
    return {
        "authors": ["Mara Lindqvist"],
        "date_publish": "2025-02-14 22:00:45",
        "description": "The quay is open again.",
        "language": "en",
        "maintext": "\n".join(said(number)),
        "title": f"Quay {number} reopens",
        "url": f"{HOST}/artikel/{number}",
        **changes,
    }


def rows(*some: object) -> bytes:
    """JSON lines."""
    return b"".join(one if isinstance(one, bytes) else json.dumps(one).encode() + b"\n" for one in some)


def item(number: int, *, date: str = "<pubDate>Fri, 14 Feb 2025 22:00:45 +0100</pubDate>") -> str:
    """An item of RSS."""
    content = "".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in said(number))
    return (
        f"<item><title>Quay {number} reopens</title><link>{HOST}/artikel/{number}</link>{date}"
        f"<description>{content}</description></item>"
    )


def rss(*items: str, before: str = "") -> bytes:
    """A feed."""
    return (
        f'<?xml version="1.0"?>{before}<rss version="2.0"><channel><title>Harbour Wire</title>{"".join(items)}'
        "</channel></rss>"
    ).encode()


def page(number: int = 1, *, head: str | None = None) -> bytes:
    """A page of a site."""
    ld = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": f"Quay {number} reopens",
        "datePublished": TIME,
        "url": f"{HOST}/artikel/{number}",
    }
    found = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if head is None else head
    paragraphs = "".join(f"<p>{line}</p>" for line in (*said(number), *BODY[::-1], *BODY))
    return (
        f"<!doctype html><html lang=en><head><title>Quay {number} reopens</title>{found}</head><body>"
        f"<nav><a href=/>Home</a></nav><article><h1>Quay {number} reopens</h1>{paragraphs}</article>"
        "<footer>All rights</footer></body></html>"
    ).encode()


def response(number: int, *, status: str = "200 OK", kind: str = "text/html", data: bytes | None = None) -> bytes:
    """A record of a WARC file, packed by itself as crawlers do."""
    payload = page(number) if data is None else data
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(payload)}\r\n\r\n".encode() + payload
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {HOST}/artikel/{number}\r\n"
        f"WARC-Date: 2025-03-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    ).encode()
    return gzip.compress(head + http + b"\r\n\r\n")


def parquet(*some: dict[str, object]) -> bytes:
    """A Parquet file with these rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(some)), file)
    return file.getvalue()


def zipped(*members: tuple[str, bytes]) -> bytes:
    """A zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def tarred(*members: tuple[str, bytes], mode: str = "w") -> bytes:
    """A tar archive."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def _spoilt(data: bytes, at: int) -> bytes:
    at %= len(data)
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def _encrypted() -> bytes:
    data = bytearray(zipped(("a.txt", text().encode())))
    data[6] |= 1  # the flag of the member, and of its entry in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _in_zip_with_one_spoilt() -> bytes:
    data = zipped(("a.txt", text(1).encode()), ("b.txt", text(2).encode()), ("c.txt", text(3).encode()))
    return _spoilt(data, data.index(b"b.txt") + 5 + 40)


def _bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(b" " * 1_000_000) for _ in range(300)) + packer.flush()


def _many() -> bytes:
    return zipped(*((f"{number}", b"") for number in range(100_001)))


def _trafilatura(number: int) -> dict[str, object]:
    return {
        "title": f"Quay {number} reopens",
        "author": "Mara Lindqvist; Tom Oakes",
        "hostname": "news.example",
        "date": "2025-02-14",
        "text": "\n".join(BODY),
        "language": None,
        "source": f"{HOST}/artikel/{number}",
        "source-hostname": "Harbour Wire",
        "tags": "harbour;ships",
    }


def _fundus() -> dict[str, object]:
    found = {
        "title": "Quay 1 reopens",
        "body": {"summary": [], "sections": [{"headline": [], "paragraphs": list(BODY)}]},
        "authors": [],
        "publishing_date": "2025-02-14 22:00:45+01:00",
    }
    return {"Harbour Wire": [found]}


TEXT: dict[str, tuple[str, bytes]] = {
    "no final line end": ("a.txt", text().rstrip("\n").encode()),
    "line ends of Windows or of old Macs": ("a.txt", text().replace("\n", "\r\n").encode()),
    "a byte order mark": ("a.txt", b"\xef\xbb\xbf" + text().encode()),
    "UTF-16": ("a.txt", text().encode("utf-16")),
    "Windows-1252": ("a.txt", text(title="Café Zoë rouvre à l’île").encode("cp1252")),
    "UTF-8 that was read as Windows-1252 once": ("a.txt", text(title="CafÃ© ZoÃ« reopens").encode()),
    "control characters": ("a.txt", text(title="Quay\x07 reopens\x00").encode()),
    "no blank line below the URL": ("a.txt", text().replace("\n\n", "\n").encode()),
    "several articles in a file": ("a.txt", (text(1) + "\n" + text(2)).encode()),
    "the same article twice": ("a.txt", (text(1) + "\n" + text(1)).encode()),
    "nothing": ("a.txt", b""),
    "nothing but white space": ("a.txt", b" \n\t\n"),
    "an image": ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4),
    "bytes that are text in no encoding": ("a.txt", b"\x81\x8d\x8f\x90\x9d\xff\xfe" * 30 + b"http"),
    "no time": ("a.txt", text().replace(TIME + "\n", "").encode()),
    "no URL": ("a.txt", text(url="see page 4").encode()),
    "an address without a host": ("a.txt", text(url="https://:443/a").encode()),
    "a date of two meanings": ("a.txt", text(time="03/04/2025 10:00").encode()),
    "a date that does not exist": ("a.txt", text(time="2025-02-30T10:00:00Z").encode()),
    "a time that is relative": ("a.txt", text(time="2 hours ago").encode()),
    "a time more than a day ahead": ("a.txt", text(time="2031-01-01T00:00:00Z").encode()),
    "one broken article among good ones": (
        "a.txt",
        (text(1) + text(2, time="2025-13-01T00:00:00Z") + text(3)).encode(),
    ),
    "a paragraph for a title": ("a.txt", text(title="word " * 300).encode()),
    "no body": ("a.txt", text(body=()).encode()),
}
JSON: dict[str, tuple[str, bytes]] = {
    'news-please\'s word "None" for what it does not know': ("a.json", rows(row(authors=["None"], language="None"))),
    "trafilatura's day without a time, and its URL under `source`": ("a.json", rows(_trafilatura(1))),
    "fundus without URLs": ("a.json", rows(_fundus())),
    "a row that is no JSON": ("a.jsonl", rows(row(1), b'{"title": oops}\n', row(3))),
    "a row that is cut off at the end of the file": ("a.jsonl", rows(row(1), rows(row(2))[:-40])),
    "a row without a time": ("a.jsonl", rows(row(1), row(2, date_publish=None))),
    "a row without text": ("a.jsonl", rows(row(1), row(2, maintext=""))),
    "an object that is no article": ("a.jsonl", rows(row(1), {"kind": "log", "size": 4})),
    "blank rows, and line ends of Windows": ("a.jsonl", rows(row(1), b"\r\n", row(2)).replace(b"}\n", b"}\r\n")),
    "half of a character (a lone surrogate)": ("a.jsonl", rows(row(title="Quay \ud83d reopens"))),
    "a document nested a thousand deep": ("a.json", b'{"title":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    "a JSON document that is cut off": ("a.json", json.dumps([row(1), row(2), row(3)], indent=1).encode()[:-200]),
}
MARKUP: dict[str, tuple[str, bytes]] = {
    "a feed that is cut off": ("a.rss", rss(item(1), item(2), item(3))[:-120]),
    "a feed with entities of its own": ("a.rss", rss(item(1), before='<!DOCTYPE rss [<!ENTITY a "b">]>')),
    "an entry without a date": ("a.rss", rss(item(1), item(2, date=""))),
    "a page that states all it is in JSON-LD": ("a.html", page()),
    "a page that states no URL": ("a.html", page(head=f'<meta property="article:published_time" content="{TIME}">')),
    "a page that states no time": ("a.html", page(head=f'<link rel="canonical" href="{HOST}/artikel/1">')),
    "a page nested a hundred thousand deep": ("a.html", b"<!doctype html>" + b"<div>" * 100_000 + b"x"),
    "a crawl with pages that were not found, and pictures": (
        "a.warc.gz",
        response(1)
        + response(2, status="404 Not Found")
        + response(3, kind="image/png", data=b"\x89PNG")
        + response(4),
    ),
    "a crawl that is cut off": ("a.warc.gz", (response(1) + response(2) + response(3))[:-300]),
}
COLUMNS: dict[str, tuple[str, bytes]] = {}
PACKED: dict[str, tuple[str, bytes]] = {
    "gzip, whatever the name": ("a.txt", gzip.compress(text().encode())),
    "Zstandard": ("a.jsonl.zst", zstd.compress(rows(row(1), row(2)))),
    "bzip2": ("a.jsonl.bz2", bz2.compress(rows(row(1), row(2)))),
    "xz": ("a.jsonl.xz", lzma.compress(rows(row(1), row(2)))),
    "gzip that is cut off": ("a.jsonl.gz", gzip.compress(rows(*map(row, range(1, 400))), 0)[:-60]),
    "gzip with a wrong checksum": ("a.jsonl.gz", _spoilt(gzip.compress(rows(*map(row, range(1, 400))), 0), -6)),
    "a bomb": ("a.txt.gz", _bomb()),
    "tar, packed or not": ("a.tar.gz", gzip.compress(tarred(("a.txt", text(1).encode()), ("b.json", rows(row(2)))))),
    "zip": ("a.zip", zipped(("a.txt", text(1).encode()), ("x/b.jsonl", rows(row(2))))),
    "a zip with one damaged member": ("a.zip", _in_zip_with_one_spoilt()),
    "a zip that is encrypted": ("a.zip", _encrypted()),
    "a zip that is cut off": ("a.zip", zipped(("a.txt", text(1).encode()), ("b.txt", text(2).encode()))[:-40]),
    "names that lead out of an archive": ("a.tar", tarred(("../../etc/a.txt", text().encode()))),
    "an archive in an archive": ("a.zip", zipped(("b.zip", zipped(("a.txt", text().encode()))))),
    "a PDF, an office document, a database": ("a.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" + b"x" * 200),
}
LATE: dict[str, Callable[[], tuple[str, bytes]]] = {
    "more members than 100,000": lambda: ("a.zip", _many()),
    "Parquet": lambda: ("a.parquet", parquet(row(1), row(2))),
    "Parquet that is cut off": lambda: ("a.parquet", parquet(row(1), row(2))[:-20]),
    "Parquet without a column that an article has": lambda: ("a.parquet", parquet({"x": 1}, {"x": 2})),
}
"""Those that take long to make, or a library that is loaded for nothing else."""


def made(trouble: str) -> tuple[str, bytes]:
    """Name and bytes of a dump that has this trouble."""
    return LATE[trouble]() if trouble in LATE else (TEXT | JSON | MARKUP | PACKED)[trouble]


ALL = frozenset((*TEXT, *JSON, *MARKUP, *PACKED, *LATE))
