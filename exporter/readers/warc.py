"""WARC: what a crawler was answered, page after page (ISO 28500, WARC 1.1). The articles are those of its web pages.

Read are the records of type `response` with HTTP status 200, and of type `resource`, that hold HTML. Others hold no
article and are passed over. When a page was crawled says nothing of when it was published, so WARC-Date is not read.

Codes of what is rejected besides those of web pages, permanent:

    empty      no record holds a web page
    bad-warc   something else where a record should begin, or a header that is none
    truncated  the file, or one page in it, was cut off; what came before that counts
    too-large  a page of more than 16 MiB
    damaged, bomb   as of anything that is packed
"""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, Final

from exporter.printable import printable
from exporter.readers import charset, page_body, payload, web_page
from exporter.readers.page_body import MissingExtra
from exporter.readers.place import Code, Found, Place, UnreadPage
from exporter.readers.streams import PIECE, Stopped, peeked
from exporter.readers.unpack import Budget, Limits, unpacked

if TYPE_CHECKING:
    from warcio.statusandheaders import StatusAndHeaders

MAX_HEADER: Final = 256 * 1024
"""Bytes of the header of a record, or of an answer in it."""
MAX_PAGE: Final = web_page.MAX_BYTES
"""Bytes of a page, also as it was sent."""
_START: Final = b"WARC/"
_TYPES: Final = ("text/html", "application/xhtml+xml")
_KINDS: Final = 5
"""Of records passed over, how many kinds are named where there is no page."""
_MAX_KINDS: Final = 100
"""Of records passed over that are counted each."""
_HTML: Final = re.compile(rb"<!doctype html|<html", re.IGNORECASE)
_BEGINNING: Final = 1_024
"""Bytes in which one of these shows that what came without a Content-Type is a page."""
_WHOLE: Final = (b"</html>", b"</body>")
_END: Final = 1_024
"""Bytes at the end of a page in which one of these shows that it is whole."""


class BadHeaderError(ValueError):
    """A header that cannot be one."""


class _Lines:
    """A stream whose lines, taken together, may only be so long: one without an end would fill the memory."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.left = MAX_HEADER
        """Bytes of lines that may still be read."""

    def read(self, size: int) -> bytes:
        """`size` bytes, or fewer at the end."""
        return self._stream.read(size)

    def readline(self, size: int = PIECE) -> bytes:
        """A line with its end, or as much of it as `size` allows; empty at the end.

        Raises:
            BadHeaderError: too many bytes of lines.
        """
        line = self._stream.readline(min(size, PIECE))
        self.left -= len(line)
        if self.left < 0:
            raise BadHeaderError(f"a header of over {MAX_HEADER // 1024} KiB")
        return line


class _Block:
    """The content of a record: exactly as many bytes as its header states. All raise EOFError if the file has fewer."""

    def __init__(self, lines: _Lines, size: int) -> None:
        self._lines = lines
        self.left = size
        """Bytes that were not yet read."""

    def read(self, size: int) -> bytes:
        """`size` bytes, or what is left."""
        pieces = []
        wanted = min(size, self.left)
        while wanted:
            pieces.append(self._noted(self._lines.read(wanted)))
            wanted -= len(pieces[-1])
        return b"".join(pieces)

    def readline(self, size: int = PIECE) -> bytes:
        """A line with its end, or what is left."""
        return self._noted(self._lines.readline(min(size, self.left))) if self.left else b""

    def skip(self) -> None:
        """Go past what is left."""
        while self.left:
            self._noted(self._lines.read(min(self.left, PIECE)))

    def _noted(self, data: bytes) -> bytes:
        if not data:
            raise EOFError
        self.left -= len(data)
        return data


def read(place: Place, stream: BinaryIO) -> Iterator[Found]:
    """The articles in the pages of a WARC file, plain or gzip, in its order, and what could not be one.

    Lines are numbers of records, counted from 1.
    """
    for one in unread(place, stream):
        yield web_page.read_page(one) if isinstance(one, UnreadPage) else one


def unread(place: Place, stream: BinaryIO) -> Iterator[Found | UnreadPage]:
    """The same, with its pages yet to be read."""
    try:
        import warcio  # noqa: F401 - 40 ms

        page_body.require()
    except (ImportError, MissingExtra):
        yield place.rejected(0, "needs-extra", 'WARC files need more than is installed: pip install "exporter[warc]"')
        return
    head, stream = peeked(stream, 2)
    if head == b"\x1f\x8b":
        stream = unpacked(stream, "gzip", Budget(Limits()))
    records = _Records(place, stream)
    is_empty = True
    for found in records.read():
        is_empty = False
        yield found
    if is_empty:
        yield place.rejected(0, "empty", records.passed_over())


class _Records:
    """The records of a file, one after the other."""

    def __init__(self, place: Place, stream: BinaryIO) -> None:
        self._place = place
        self._lines = _Lines(stream)
        self._number = 0
        self._ahead = b""
        """A line that was read to see what it is."""
        self._passed: Counter[str] = Counter()

    def read(self) -> Iterator[Found | UnreadPage]:
        """What each holds; ends where the file ends, or makes no sense any more."""
        try:
            while first := self._next():
                self._number += 1
                try:
                    if found := self._record(first):
                        yield found
                except BadHeaderError as error:
                    reason = f"record {self._number}: {error}; what stands up to the next record was left out"
                    yield self._rejected("bad-warc", reason)
                    self._resynchronise()
        except EOFError:
            reason = f"the file was cut off in record {self._number}; what came before that counts: get it anew"
            yield self._rejected("truncated", reason)
        except Stopped as error:
            yield self._rejected(error.code, f"behind record {self._number}: {error.reason}")

    def passed_over(self) -> str:
        """What the records were, if none was a page."""
        if not self._number:
            return "there is nothing in it"
        kinds = [f"{count} {printable(kind, 40)}" for kind, count in self._passed.most_common(_KINDS)]
        return f"none of the {self._number} records is a web page: {', '.join(kinds)}"

    def _rejected(self, code: Code, reason: str) -> Found:
        return self._place.rejected(self._number, code, reason)

    def _next(self) -> bytes:
        """The next line that is not empty: the first of a record, or something wrong. Empty at the end."""
        line, self._ahead = self._ahead, b""
        while not line.strip():
            self._lines.left = MAX_HEADER
            line = self._lines.readline()
            if not line:
                break
        return line

    def _resynchronise(self) -> None:
        """Go to the next line that begins a record, or to the end."""
        while True:
            self._lines.left = MAX_HEADER
            self._ahead = self._lines.readline()
            if not self._ahead or self._ahead.startswith(_START):
                return

    def _record(self, first: bytes) -> Found | UnreadPage | None:
        """What the record that begins with this line holds; None if no page. Raises EOFError if the file ends in it."""
        if not first.endswith(b"\n") and first[:5] == _START[: len(first)]:
            raise EOFError
        if not first.startswith(_START):
            raise BadHeaderError(f"{printable(first[:80].decode('latin-1'))!r} is not the beginning of a record")
        header = _parsed(_Block(self._lines, MAX_HEADER), first)
        size = (header.get_header("Content-Length") or "").strip()
        if not re.fullmatch("[0-9]{1,15}", size):
            raise BadHeaderError("its header states no Content-Length")
        block = _Block(self._lines, int(size))
        found = self._content(header, block)
        block.skip()
        return found

    def _content(self, header: "StatusAndHeaders", block: _Block) -> Found | UnreadPage | None:
        kind = (header.get_header("WARC-Type") or "unknown").strip().lower()
        media = header.get_header("Content-Type") or ""
        answer = None
        self._lines.left = MAX_HEADER
        if kind == "response" and media.lower().startswith("application/http") and (first := block.readline()):
            answer = _parsed(block, first)
            media = answer.get_header("Content-Type") or ""
        if answer is not None and answer.get_statuscode() != "200":
            self._pass(f"of status {answer.get_statuscode()}")
        elif answer is None and kind != "resource":
            self._pass(kind if kind != "response" else media or kind)
        elif media and media.partition(";")[0].strip().lower() not in _TYPES:
            self._pass(media.partition(";")[0])
        else:
            return self._page(header, answer, block)
        return None

    def _pass(self, what: str) -> None:
        self._passed[what] += 1
        if len(self._passed) > _MAX_KINDS:  # of hostile ones, no two may be alike
            del self._passed[what]
            self._passed["others"] += 1

    def _page(
        self, header: "StatusAndHeaders", answer: "StatusAndHeaders | None", block: _Block
    ) -> Found | UnreadPage | None:
        url = (header.get_header("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">")
        media = ((answer or header).get_header("Content-Type")) or ""
        if block.left > MAX_PAGE:
            return self._rejected(
                "too-large", f"a page of {block.left:,} bytes; at most {MAX_PAGE:,}: {printable(url)}"
            )
        try:
            data = _payload(answer, block.read(block.left))
        except payload.TooLargeError:
            return self._rejected("too-large", f"a page that unpacks to more than {MAX_PAGE:,} bytes: {printable(url)}")
        except ValueError as error:
            return self._rejected("undecodable", f"{error}: {printable(url)}")
        if not media and not _HTML.search(data, 0, _BEGINNING):
            self._pass("without a Content-Type")
            return None
        is_cut = header.get_header("WARC-Truncated") or header.get_header("WARC-Segment-Number")
        if is_cut and not data[-_END:].lower().rstrip().endswith(_WHOLE):
            return self._rejected("truncated", f"the crawler cut this page off: {printable(url)}")
        return UnreadPage(self._place, data, url, self._number, charset.of_content_type(media), "warc")


def _parsed(source: _Block, first: bytes) -> "StatusAndHeaders":
    """The header that begins with this line. Raises BadHeaderError, and EOFError if the file ends in it."""
    from warcio.statusandheaders import StatusAndHeadersParser

    header: StatusAndHeaders = StatusAndHeadersParser([], verify=False).parse(source, first)
    return header


def _payload(answer: "StatusAndHeaders | None", data: bytes) -> bytes:
    """The page as the server had it. Raises ValueError."""
    from warcio.bufferedreaders import ChunkedDataReader

    if answer is None:
        return data
    if "chunked" in (answer.get_header("Transfer-Encoding") or "").lower():
        data = ChunkedDataReader(BytesIO(data)).read()
    return payload.decoded(data, answer.get_header("Content-Encoding") or "", MAX_PAGE)
