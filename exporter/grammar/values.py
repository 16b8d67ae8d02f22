"""What stands in documents of every format: times, addresses, languages, media types.

Written from the standards alone: nothing of it is shared with the renderers, or one mistake would be made and passed.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone

EARLIEST, LATEST = 1600, 2999
"""Years that a time of the news can be in (docs/formats.md, "Times")."""

_RFC_3339 = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)
_RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) (GMT|[+-]\d{4})", re.ASCII
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f-\x9f<>\"\s]+")
_WEB = re.compile(r"https?://[^\x00-\x20\x7f-\x9f<>\"\s/?#]+(?:[/?#][^\x00-\x20\x7f-\x9f<>\"\s]*)?")
_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,8}|[xX](?=-))(?:-[A-Za-z0-9]{1,8})*")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9][\w!#$&^.+-]{0,126}/[A-Za-z0-9][\w!#$&^.+-]{0,126}", re.ASCII)
_URN_UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def rfc_3339(text: str) -> datetime | str:
    """A date-time of RFC 3339 section 5.6, in capitals and with seconds and zone; a string says what is wrong with it.

    `-00:00` is refused, because it says that nobody knows the zone (section 4.3).
    """
    match = _RFC_3339.fullmatch(text)
    if match is None:
        return f"{quoted(text)} is no RFC 3339 time like 2025-02-14T21:00:45Z"
    *numbers, zone = match.groups()
    if zone == "-00:00":
        return f"{quoted(text)} does not say in which zone it is"
    return _time(text, [int(number) for number in numbers], 0 if zone == "Z" else _minutes(zone))


def rfc_822(text: str) -> datetime | str:
    """A time of RFC 822 section 5 as RSS has it: four-digit year, English names, the weekday that it was."""
    match = _RFC_822.fullmatch(text)
    if match is None or match[3] not in _MONTHS:
        return f"{quoted(text)} is no RFC 822 time like Fri, 14 Feb 2025 21:00:45 GMT"
    day, month, year, hour, minute, second = match[2], _MONTHS.index(match[3]) + 1, *match.group(4, 5, 6, 7)
    numbers = [int(year), month, int(day), int(hour), int(minute), int(second)]
    time = _time(text, numbers, 0 if match[8] == "GMT" else _minutes(match[8]))
    if isinstance(time, datetime) and _DAYS[date(*numbers[:3]).weekday()] != match[1]:
        return f"{quoted(text)} was no {match[1]}"
    return time


def w3c_time(text: str) -> datetime | str:
    """A day, or a time with its zone (https://www.w3.org/TR/NOTE-datetime)."""
    return rfc_3339(f"{text}T00:00:00Z" if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else text)


def _minutes(zone: str) -> int:
    sign = -1 if zone[0] == "-" else 1
    return sign * (int(zone[1:3]) * 60 + int(zone[-2:]))


def _time(text: str, numbers: list[int], offset: int) -> datetime | str:
    try:
        year, month, day, hour, minute, second = numbers
        time = datetime(year, month, day, hour, minute, second, tzinfo=timezone(timedelta(minutes=offset)))
        time = time.astimezone(UTC)
    except (ValueError, OverflowError):
        return f"{quoted(text)} is a time that never was"
    if not EARLIEST <= time.year <= LATEST:
        return f"{quoted(text)} is outside the years {EARLIEST} to {LATEST}"
    return time


def is_absolute(text: str) -> bool:
    """Whether it is an IRI with a scheme (RFC 3987 section 2.2), without white space; of the web with a host."""
    if text[:5].lower() in {"http:", "https"}:
        return is_web(text)
    return _ABSOLUTE.fullmatch(text) is not None


def is_web(text: str) -> bool:
    """Whether it is an absolute http or https URL with a host (RFC 9110 section 4.2)."""
    return _WEB.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """Whether it is a well-formed language tag (RFC 5646 section 2.1), registered or not."""
    return _LANGUAGE.fullmatch(text) is not None


def is_media_type(text: str) -> bool:
    """Whether it is the name of a media type (RFC 6838 section 4.2) without parameters."""
    return _MEDIA_TYPE.fullmatch(text) is not None


def is_id(text: str) -> bool:
    """Whether it is an id as this tree gives them: `urn:uuid:` (RFC 9562), in small letters."""
    return _URN_UUID.fullmatch(text) is not None


def quoted(text: str) -> str:
    """As a message may have it: short, on one line, printable in ASCII."""
    return ascii(text if len(text) <= 80 else text[:77] + "...")
