"""What a dump is, told by its first bytes; by its name only where these allow more than one answer.

A text dump stays one, whatever its title begins with: `[Video] Quay open`, `<b>Quay</b>`, `{Satire}`. Three lines of
which the second or the third is nothing but a URL are the head of an article, and of nothing else.
"""

import codecs
import re
import zlib
from typing import Literal, cast

import msgspec

from exporter.model import Format
from exporter.readers.unpack import MAGIC

HEAD = 65_536
"""Bytes that are looked at."""
LONG_HEAD = 4 * 1024**2
"""Bytes that are looked at if the first line is a JSON object that does not end in `HEAD`: rows of long articles."""
SMALL = 1024**2
"""Bytes of JSON that need not be streamed."""

Packed = Literal["gzip", "zstd", "bzip2", "xz", "zip", "tar"]
Sniffed = Format | Packed | Literal["unknown"]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_FOREIGN = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "a WebP image, or sound or film"),
    (b"OggS", "sound or film"),
    (b"ID3", "an MP3 file"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\x7fELF", "a program"),
    (b"\x00asm", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x1f\x9d", "compress (.Z) data"),
    (b"\x04\x22\x4d\x18", "LZ4 data"),
    (b"LZIP", "lzip data"),
    (b"!<arch>\n", "an ar archive"),
    (b"Obj\x01", "an Avro file"),
    (b"ORC", "an ORC file"),
    (b"ARROW1\x00\x00", "an Arrow file"),
    (b"\x89HDF\r\n\x1a\n", "an HDF5 file"),
)
_OFFICE = re.compile(rb"\[Content_Types\]\.xml|_rels/|docProps/|mimetypeapplication/")
"""Of a zip archive, the first name in it: office documents since 2007, OpenDocument, EPUB."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKED = tuple(bom for bom, _ in _BOMS)
_BY_START: tuple[tuple[bytes, Sniffed], ...] = (
    *((start, cast(Packed, kind)) for kind, starts in MAGIC.items() for start in starts),
    *((start, "zip") for start in _ZIP),
    (b"PAR1", "parquet"),
    *((b"WARC/%d" % number, "warc") for number in range(10)),
    *((start, "unknown") for start, _ in _FOREIGN),
)
_STARTS = tuple(start for start, _ in _BY_START)
_PLAIN = frozenset((b"PAR1", b"GIF87a", b"GIF89a"))
_BLANK = b" \t\r\n\v\f"
_TAR_SUM = re.compile(rb" *([0-7]{1,7})[ \0]*")
_LINE_END = re.compile(rb"[\r\n]+")
_URL = re.compile(rb"\s*https?://[^\s\"'<>]+\s*", re.IGNORECASE)
_NOT_ROOT = re.compile(
    rb"\s*(?:<\?[^>]{0,1000}\?>|<!--.{0,8000}?-->|<!doctype\b[^>\[]{0,1000}>)", re.IGNORECASE | re.DOTALL
)
"""What may stand in front of the first element."""
_ROOT = re.compile(rb"\s*<(?:[A-Za-z_][\w.-]{0,40}:)?([A-Za-z_][\w.-]{0,40})(?=[\s/>])")
_DOCTYPE = re.compile(rb"<!doctype\s+([A-Za-z:]{1,40})\b", re.IGNORECASE)
_FEEDS = frozenset((b"rss", b"feed", b"rdf"))
_PAGE = frozenset((b"html", b"head", b"body", b"title", b"meta"))
_PAGE_PARTS = frozenset(
    b"article main section div header h1 p span script style link base table a img center font".split()
)
_MARKS = frozenset((b"<", b"{", b"["))
"""What anything but text begins with."""
_HTML_ENDS = (".html", ".htm", ".xhtml", ".shtml")
_LINES_ENDS = (".jsonl", ".ndjson", ".jsonlines", ".ldjson")
_JSON_ENDS = (".json", ".jsonld", ".geojson", *_LINES_ENDS)
_TELLING_ENDS = (*_HTML_ENDS, *_JSON_ENDS)
"""Of names that say what is in a file which its first byte does not tell."""


def format_of(head: bytes, name: str) -> Sniffed:
    """What begins with these bytes: a format, something that is to be unpacked first, or `unknown`.

    `head`: the first 64 KiB, or all if it is shorter. `name`: of the file, with its suffix. What is nothing else is
    `text`; the text reader says why if it is none.
    """
    if kind := _by_magic(head):
        return kind
    plain = _plain(head)
    start = plain.lstrip(_BLANK)[:1] if plain[:1] <= b" " else plain[:1]
    if start not in _MARKS and not name.lower().endswith(_TELLING_ENDS):
        return "text"
    plain = plain.lstrip(_BLANK)
    if plain[:2] not in {b"<!", b"<?"} and _is_text_head(plain):
        return "text"
    name = name.lower()
    return _markup(plain, name) if start == b"<" or name.endswith(_HTML_ENDS) else _json(plain, name)


def foreign(head: bytes) -> str:
    """What an `unknown` one is, for people: `a PDF document`."""
    if head.startswith(_ZIP):
        return "an office document or a book"
    if name := next((name for start, name in _FOREIGN if head.startswith(start)), ""):
        return name
    if head[4:8] == b"ftyp":
        return "an image or a film"
    root = _ROOT.match(_without_prolog(_plain(head).lstrip(_BLANK)))
    return f"an XML document with the root <{root[1].decode('ascii', 'replace')}>" if root else "an XML document"


def is_streamed(head: bytes, name: str, size: int) -> bool:
    """Whether a dump of so many bytes is better read as a stream than as a whole: all but plain text and small JSON."""
    kind = format_of(head, name)
    return kind != "text" and not (kind in {"json", "jsonl"} and size <= SMALL)


def needs_longer_head(head: bytes) -> bool:
    """Whether `HEAD` bytes are too few to tell rows from a document."""
    return len(head) >= HEAD and _plain(head[:64]).lstrip(_BLANK)[:1] == b"{" and b"\n" not in head.lstrip(_BLANK)


def is_gzipped_warc(head: bytes) -> bool:
    """Whether what begins so is WARC records, each gzipped (WARC 1.1, annex D)."""
    try:
        return zlib.decompressobj(31).decompress(head, 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _by_magic(head: bytes) -> Sniffed | None:
    """What the first bytes alone say."""
    if not head.startswith(_STARTS):
        if _TAR_SUM.match(head, 148, 156) and is_tar_header(head[:512]):
            return "tar"
        return "unknown" if head[4:8] == b"ftyp" and head[:3] == bytes(3) else None
    start, kind = next((start, kind) for start, kind in _BY_START if head.startswith(start))
    if start == b"BZh":
        return kind if _is_bzip2(head) else None
    if kind == "zip":
        return "unknown" if _OFFICE.match(head, 30) else "zip"
    # Letters may begin a title; data of these kinds have a NUL soon.
    return kind if not start.isalnum() or start in _PLAIN or b"\0" in head[:64] else None


def _is_bzip2(head: bytes) -> bool:
    """`BZh` may begin a title; a level and the mark of a block, or of an empty end, follow in data only."""
    return head[3:4] in b"123456789" and head[4:10] in {b"1AY&SY"[: len(head) - 4], b"\x17rE8P\x90"[: len(head) - 4]}


def is_tar_header(block: bytes) -> bool:
    """Whether 512 bytes are the head of a member of a tar archive: their sum is in them (POSIX.1, pax, ustar)."""
    if len(block) < 512:
        return False
    stated = _TAR_SUM.fullmatch(block, 148, 156)
    if not stated:
        return False
    plain = block[:148] + b" " * 8 + block[156:]
    unsigned = sum(plain)
    above = 256 * sum(byte > 127 for byte in plain)  # some old tools add signed bytes
    return int(stated[1], 8) in {unsigned, unsigned - above}


def _plain(head: bytes) -> bytes:
    """In UTF-8 and without a byte order mark, as far as that can be told."""
    if b" " < head[:1] < b"\x7f" and head[1:2] != b"\0":
        return head
    if head.startswith(_MARKED):
        bom, codec = next((bom, codec) for bom, codec in _BOMS if head.startswith(bom))
        return head[len(bom) :] if codec == "utf-8" else _recoded(head[len(bom) :], codec)
    if head[1:2] == b"\0" and head[:1] in _MARKS:
        return _recoded(head, "utf-16-le")
    if head[:1] == b"\0" and head[1:2] in _MARKS:
        return _recoded(head, "utf-16-be")
    return head


def _recoded(head: bytes, codec: str) -> bytes:
    return head.decode(codec, "replace").encode("utf-8", "replace")


def _is_text_head(plain: bytes) -> bool:
    """Whether the second or the third line with something in it is a URL and nothing else."""
    lines = [line for line in _LINE_END.split(plain[:16_384], 8) if line.strip()]
    return any(_URL.fullmatch(line) for line in lines[1:3])


def _without_prolog(plain: bytes) -> bytes:
    at = 0
    while found := _NOT_ROOT.match(plain, at):
        at = found.end()
    return plain[at:]


def _markup(plain: bytes, name: str) -> Sniffed:
    is_xml = plain.startswith(b"<?xml")
    root = _ROOT.match(_without_prolog(plain))
    doctype = _DOCTYPE.search(plain, 0, 4096)
    element = root[1].lower() if root else doctype[1].lower().removeprefix(b"rdf:") if doctype else b""
    if element in _FEEDS:
        return "feed"
    if element in _PAGE or (doctype and doctype[1].lower() == b"html"):
        return "html"
    if name.endswith(_HTML_ENDS) or (
        element in _PAGE_PARTS and not is_xml and name.endswith((".xml", ".aspx", ".php"))
    ):
        return "html"
    if name.endswith((".rss", ".atom")):
        return "feed"  # which says what is wrong with it
    return "unknown" if is_xml or (element and name.endswith(".xml")) else "text"


def _json(plain: bytes, name: str) -> Sniffed:
    """A document or rows, or the text that only looks like them."""
    if plain[:1] == b"{":
        if plain[1:].lstrip(_BLANK)[:1] not in {b'"', b"}"} and not name.endswith(_JSON_ENDS):
            return "text"
        return "jsonl" if _is_rows(plain, name) else "json"
    if plain[:1] == b"[" and plain[1:].lstrip(_BLANK)[:1] in {b"{", b"[", b"]"}:
        return "json"
    if not name.endswith(_JSON_ENDS):
        return "text"
    return "jsonl" if name.endswith(_LINES_ENDS) else "json"


def _is_rows(plain: bytes, name: str) -> bool:
    """Whether what begins with an object is one on each line."""
    first, end, rest = plain.partition(b"\n")
    rest = rest.lstrip(_BLANK)
    if rest[:1] == b"{":
        return True
    if not end or not rest:
        return name.endswith(_LINES_ENDS)  # one line: a row, or a whole document
    try:
        msgspec.json.decode(first, type=msgspec.Raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return True
