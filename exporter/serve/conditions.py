"""What a request asks of a representation: preconditions (RFC 9110 section 13), a range (section 14), a coding.

Pure: header fields as bytes, names in lower case, lines of one field joined by commas.
"""

import re
from calendar import timegm
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from functools import lru_cache
from http import HTTPStatus

Fields = Mapping[bytes, bytes]

_TAG = re.compile(rb'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
"""An entity tag, section 8.8.3: the group is its opaque part, which is all that weak comparison looks at."""
_RANGE = re.compile(rb"bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*", re.IGNORECASE)
"""One range of bytes, section 14.1.2. Several, other units and what is no range at all are ignored, as 14.2 allows."""
_LONGEST_DATE = 40
"""Characters: the longest HTTP-date, in the form of RFC 850, has 33."""


def precondition(fields: Fields, etag: bytes, modified: int) -> HTTPStatus | None:
    """What to answer to a GET or HEAD instead of the representation, in the order of RFC 9110 section 13.2.2.

    `etag` is the strong entity tag of the representation selected, `modified` its Last-Modified in seconds since 1970.
    None: its preconditions hold, or it has none.
    """
    if (wanted := fields.get(b"if-match")) is not None:
        if not _lists(wanted, etag, weakly=False):
            return HTTPStatus.PRECONDITION_FAILED
    elif (date := seconds(fields.get(b"if-unmodified-since"))) is not None and modified > date:
        return HTTPStatus.PRECONDITION_FAILED
    if (known := fields.get(b"if-none-match")) is not None:
        return HTTPStatus.NOT_MODIFIED if _lists(known, etag, weakly=True) else None
    since = seconds(fields.get(b"if-modified-since"))
    return HTTPStatus.NOT_MODIFIED if since is not None and modified <= since else None


def _lists(value: bytes, etag: bytes, *, weakly: bool) -> bool:
    """Whether a field of entity tags, or `*`, holds this one."""
    if value in (etag, b"*"):
        return True
    return any(tag[1] == etag and (weakly or not tag[0].startswith(b"W/")) for tag in _TAG.finditer(value))


def seconds(date: bytes | None) -> int | None:
    """An HTTP-date (section 5.6.7) as seconds since 1970; None, so that it is ignored, if it is not one."""
    if date is None or len(date) > _LONGEST_DATE:
        return None
    return _seconds(date)


@lru_cache(maxsize=1024)
def _seconds(date: bytes) -> int | None:
    try:
        parsed = parsedate_to_datetime(date.decode("ascii"))
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    # An HTTP-date is in GMT; one in the form of asctime does not say so, and means it.
    return None if parsed.utcoffset() else timegm(parsed.timetuple())


def byte_range(fields: Fields, etag: bytes, last_modified: bytes, size: int) -> tuple[int, int] | HTTPStatus | None:
    """(first, last) byte wanted, 416 if there are none there, or None: the whole.

    A Range counts only if If-Range, when there is one, is this very representation: the same strong entity tag, or the
    date that it was sent with (section 13.1.5).
    """
    value = fields.get(b"range")
    found = _RANGE.fullmatch(value) if value else None
    if found is None or fields.get(b"if-range", etag).strip() not in (etag, last_modified):
        return None
    first, last = found[1], found[2]
    if not first:
        length = int(last) if last else None
        if length is None:
            return None
        return (max(0, size - length), size - 1) if length and size else HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    if last and int(last) < int(first):
        return None  # no valid range: section 14.1.1
    if int(first) >= size:
        return HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
    return int(first), min(int(last), size - 1) if last else size - 1


@lru_cache(maxsize=256)
def accepts_gzip(value: bytes) -> bool:
    """Whether an Accept-Encoding wants gzip, and no less than the bytes as they are (section 12.5.3)."""
    weights: dict[bytes, float] = {}
    for part in value.lower().split(b","):
        coding, _, parameter = part.partition(b";")
        weights[coding.strip()] = _weight(parameter)
    gzip = weights.get(b"gzip", weights.get(b"x-gzip", weights.get(b"*", 0.0)))
    return gzip > 0 and gzip >= weights.get(b"identity", 0.0)


def _weight(parameter: bytes) -> float:
    """A `q=0.5` (section 12.4.2); 1 if there is none, 0 if it cannot be read."""
    name, _, value = parameter.strip().partition(b"=")
    if not name:
        return 1.0
    return float(value) if name == b"q" and re.fullmatch(rb"[01](\.[0-9]{0,3})?", value) else 0.0
