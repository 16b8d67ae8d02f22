"""The text format: title, time, URL, an empty line, then the body, one paragraph a line.

Several dumps in one file are several records. A record starts where three lines, blank ones between them aside, are a
title, something of the shape of a time, and nothing but an http(s) URL. So a body may quote a URL, or a date, or name
both in one sentence. The shapes are looser than what can be understood: a time that does not exist is normalise's to
reject, with its neighbours unharmed. For the same reason a record starts too where, exactly so, stand a title, up to
three words that are no time at all, a URL and an empty line; or a title, a time, a URL of another scheme and an empty
line.

What cannot be a record is a `Rejected`, with one of these codes. They are stored and counted, so they never change:

    empty        nothing, or nothing but white space
    too-large    the dump is over 16 MiB, or one of its lines too long for what it is
    binary       no text: compressed, an image, control bytes
    undecodable  text in no encoding that can be told
    no-header    fewer than the three lines that an article begins with
    no-time      the second line is already the URL
    no-url       the third line is no http(s) URL
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from exporter.model import Record, Rejected
from exporter.printable import printable
from exporter.readers.encoding import BinaryError, decode
from exporter.readers.place import Found, Place

MAX_BYTES = 16 * 1024 * 1024
"""Of a dump."""
MAX_HEADER = 4_096
"""Characters in a title, time or URL line."""
MAX_LINE = 262_144
"""Characters in a line of the body: a book of 40,000 words without a line end still fits."""

_RARE_LINE_END = re.compile("[\x85\u2028\u2029]")
_BLANK = " \t\v\f\x1c\x1d\x1e\x1f\x85\xa0\xad\u200b\u200e\u200f\u2028\u2029\u202f\u2060\u3000\ufeff"
"""White space and what nobody sees: `cat` of two files leaves a byte order mark in the middle."""
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_ANY_URL = re.compile(r"[a-z][a-z0-9+.-]{1,20}://\S+", re.IGNORECASE)
_URL_START = re.compile(r"https?://", re.IGNORECASE)
_MONTH = (
    r"(?:jan|jän|feb|fev|fév|mar|mär|maa|mrt|mrz|apr|avr|may|mei|mai|jui?n|jui?l|aug|ao[uû]|sep|o[ck]t|nov|dec|déc|dez)"
    r"[^\W\d_]{0,7}\.?"
)
_WORDS = r"(?:[^\W\d_]{1,16}[.,:]{0,2}\ ){0,3}"
_TIME = re.compile(
    rf"""
    # 20250214, 20250214220045, seconds or milliseconds since 1970
    \d{{8,14}}
    # 20250214T220045Z, 2025-W07-5, 2025-02, 2025-045
    | \d{{8}}T\d .{{0,24}} | \d{{4}}-?W\d .{{0,28}} | \d{{4}}-\d\d\d?
    # 2025-02-14T22:00:45+0100, 14.02.2025 22:00, Fri 2025-02-14
    | {_WORDS} \d{{1,4}}(?P<mark>[-/.])\d{{1,2}}(?P=mark)\d{{1,4}} (?!\d) .{{0,40}}
    # Freitag, den 14. Februar 2025, 22.00 Uhr; Publié le 14 février 2025
    | {_WORDS} \d{{1,2}}\S{{0,3}} [\ -] (?:de\ |of\ )? {_MONTH} ,?[\ -] (?:'?\d\d|\d{{4}}) (?!\d) .{{0,40}}
    # February 14, 2025 10:00 PM; Fri Feb 14 22:00:45 CET 2025
    | {_WORDS} {_MONTH} \ \d{{1,2}}(?:st|nd|rd|th)? ,?\ (?:.{{1,24}}\ )? \d{{4}} (?!\d) .{{0,40}}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MAX_TIME = 80
_SENTENCE_END = (".", "!", "?", ":", ";", ",", "…", '"', "”", "»", ")")


def read(place: Place, stream: BinaryIO) -> Iterator[Found]:
    """What a dump in the text format gives, in its order. It is read whole, up to `MAX_BYTES`.

    Raises:
        EOFError: the stream is cut off; all but the last record were given, for that may have lost its end.
        Exception: of the stream, if it is damaged; nothing was given.
    """
    pieces: list[bytes] = []
    left = MAX_BYTES + 1
    try:
        while left and (piece := stream.read(left)):
            pieces.append(piece)
            left -= len(piece)
    except EOFError:
        yield from [found for found in records(place, b"".join(pieces))[:-1] if pieces]
        raise
    yield from records(place, pieces[0] if len(pieces) == 1 else b"".join(pieces))


def records(place: Place, data: bytes) -> list[Found]:
    """The records of a dump in the text format, in its order, and what could not be one, with its line."""
    if len(data) > MAX_BYTES:
        size = f" ({max(place.dump.size, len(data)):,} bytes)" if not place.member else ""
        return [_reject(place, 1, "too-large", f"the dump is over {MAX_BYTES // 1024 // 1024} MiB{size}; split it")]
    try:
        text, encoding = decode(data, place.encoding)
    except BinaryError as error:
        return [_reject(place, 1, "binary", str(error))]
    except ValueError as error:
        return [_reject(place, 1, "undecodable" if data else "empty", str(error))]
    lines = _split(text)
    stripped = [line.strip(_BLANK) for line in lines]
    written = [number for number, line in enumerate(stripped) if line]
    if not written:
        return [_reject(place, 1, "empty", "there is nothing but white space in it")]
    starts = _starts(lines, stripped, written)
    if not starts or starts[0] != 0:
        starts.insert(0, 0)  # what stands before the first good header is a record too, if a broken one
    ends = [*starts[1:], len(written)]
    return [_record(place, encoding, lines, written[start:end]) for start, end in zip(starts, ends, strict=True)]


def _split(text: str) -> list[str]:
    r"""The lines, without their ends.

    NEL, LS and PS end a line only in a text that has no other line end. Elsewhere they stand inside paragraphs: NEL is
    half of a damaged letter or an ellipsis of Windows-1252, LS comes with text pasted from office programs. `\v` and
    `\f` never end one.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")  # a fifth of what a pattern takes
    if len(lines) == 1:
        lines = _RARE_LINE_END.split(text)
    if not lines[-1]:
        lines.pop()  # after the last line end there is no line
    return lines


def _starts(lines: list[str], stripped: list[str], written: list[int]) -> list[int]:
    """Where in `written` a header starts."""
    starts = []
    for place, url in enumerate(written[2:]):
        target = stripped[url]
        if ":" not in target or "://" not in target or " " in target:
            continue  # no pattern fits; a single character is found, or not, at once
        title, time = written[place : place + 2]
        if _URL.fullmatch(stripped[title]):
            continue  # the URL of one article is no title of the next
        if _URL.fullmatch(target):
            found = _looks_like_time(lines[time]) or _is_bare_header(lines, title, time, url)
        else:
            found = _stands_alone(lines, title, url) and _looks_like_time(lines[time]) and _is_any_url(lines[url])
        if found:
            starts.append(place)
    return starts


def _looks_like_time(line: str) -> bool:
    stripped = " ".join(line[: 2 * _MAX_TIME].strip(_BLANK).split())
    if len(stripped) > _MAX_TIME or (stripped.endswith((".", "!", "?", ":")) and not stripped.endswith("m.")):
        return False  # a sentence that begins with a date; `10 p.m.` is none
    return _TIME.fullmatch(stripped) is not None


def _is_bare_header(lines: list[str], title: int, time: int, url: int) -> bool:
    """Whether this can be nothing but a header with an unreadable time.

    A link at the end of a body stands below a sentence, below `Read more:`, below another link, or below the name of
    another article.
    """
    words = lines[time].strip(_BLANK)
    return (
        _stands_alone(lines, title, url)
        and not _URL.fullmatch(words)
        and len(words) <= 32
        and len(words.split()) <= 3
        and not words.endswith(_SENTENCE_END)
        and not lines[title].rstrip(_BLANK).endswith(":")
    )


def _stands_alone(lines: list[str], title: int, url: int) -> bool:
    """Whether three lines stand together, with an empty one below."""
    return url == title + 2 and url + 1 < len(lines) and not lines[url + 1].strip(_BLANK)


def _is_any_url(line: str) -> bool:
    return _ANY_URL.fullmatch(line.strip(_BLANK)) is not None


def _record(place: Place, encoding: str, lines: list[str], written: list[int]) -> Found:
    """What the lines numbered in `written` say, and the blank ones between them."""
    header = [(number, lines[number].strip(_BLANK)) for number in written[:3]]
    if fault := _header_fault(header):
        return _reject(place, *fault)
    (title_at, title), (time_at, time), (url_at, url) = header
    below = lines[url_at + 1 : written[-1] + 1]
    if max(map(len, below), default=0) > MAX_LINE:
        for number in written[3:]:
            if len(lines[number]) > MAX_LINE:
                reason = f"a line of {len(lines[number]):,} characters; at most {MAX_LINE:,} make a paragraph"
                return _reject(place, number + 1, "too-large", reason)
    return Record(
        source=place.dump.source,
        dump=place.dump.name,
        member=place.member,
        title=title,
        time=time,
        url=url,
        lines=tuple(below),
        title_line=title_at + 1,
        time_line=time_at + 1,
        url_line=url_at + 1,
        lines_from=url_at + 2,
        encoding=encoding,
    )


def _header_fault(header: list[tuple[int, str]]) -> tuple[int, str, str] | None:
    """Line, code and reason if these are not a title, a time and a URL."""
    for number, line in header:
        if len(line) > MAX_HEADER:
            reason = f"a header line of {len(line):,} characters; at most {MAX_HEADER:,} may be: {printable(line)!r}"
            return number + 1, "too-large", reason
    if len(header) >= 2 and _URL.fullmatch(header[1][1]):
        return header[1][0] + 1, "no-time", f"the URL where the time was expected: {printable(header[1][1])}"
    if len(header) < 3:
        reason = f"an article begins with a title, a time and a URL; there is only: {printable(header[0][1])}"
        return header[0][0] + 1, "no-header", reason
    if not _URL_START.match(header[2][1]):
        return (
            header[2][0] + 1,
            "no-url",
            f"not an http(s) URL, expected below title and time: {printable(header[2][1])}",
        )
    return None


def _reject(place: Place, line: int, code: str, reason: str) -> Rejected:
    return Rejected(place.dump.source, place.dump.name, line, code, reason, place.member)
