"""The time that a record states, as an aware UTC datetime; what can be read in two ways is refused, not guessed."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from exporter.normalise.date_words import LABELS, LEADS, MONTHS, ZONES
from exporter.printable import printable

FIRST_YEAR, LAST_YEAR = 1600, 2999
"""Newspapers began in 1605; before and after lie the placeholders of databases (year 1, 9999)."""
MAX_LENGTH = 100
"""Characters, white space squeezed. No time is longer, and nothing below has to be afraid of a megabyte."""

_EDGES = "\xad\u200b\u200e\u200f\u2060\ufeff \t"
_DIGITS = re.compile(r"[0-9]+")
# fromisoformat takes any character for the `T`, so that it reads the offset of `2025-02-14+01:00` as the time 01:00
_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}-[0-9]{2}|[0-9]{4}|-?W[0-9]{2}(?:-?[1-7])?)(?:[Tt _].*)?")
_PLAIN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:?[0-5][0-9])?")
"""What fromisoformat may be asked about as it stands, as most dumps have it: in half of the 6 us a time takes."""
_LONG_OFFSET = re.compile(r"[Tt _].*[+-][0-9]{2}:?[6-9][0-9]")

_WORD = r"[^\W\d_]+"
_LEAD = rf"(?P<lead>(?:{_WORD}[.,:]{{0,2}} ){{0,3}})"
_MONTH = rf"(?P<month>{_WORD})\.?"
_DATES = (
    # 14. Februar 2025; 1er mars 2025; 2nd of March 2025; 14-Feb-2025; the year in two digits only before a time
    re.compile(
        rf"{_LEAD}(?P<day>[0-9]{{1,2}})(?:(?:\.|st|nd|rd|th|er|e|ste|de)?[ -]|\.)(?:de |of )?{_MONTH},?[ -]"
        r"(?P<year>[0-9]{4}|[0-9]{2}(?= [0-9]{1,2}:[0-9]{2}))(?![0-9])(?P<rest>.*)"
    ),
    # February 14, 2025
    re.compile(rf"{_LEAD}{_MONTH} (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<year>[0-9]{{4}})(?![0-9])(?P<rest>.*)"),
    # Fri Feb 14 22:00:45 CET 2025: asctime (RFC 9110 section 5.6.7), and date(1), which adds the zone
    re.compile(
        rf"{_LEAD}{_MONTH} (?P<day>[0-9]{{1,2}}) (?P<rest>[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(?: [a-z]{{1,5}})?) "
        r"(?P<year>[0-9]{4})"
    ),
    # 2025/02/14; and what of ISO 8601 fromisoformat refuses: 24:00, :60, names of zones, an offset after a date alone
    re.compile(
        rf"{_LEAD}(?P<year>[0-9]{{4}})(?P<mark>[-/.])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}})"
        r"(?![0-9])(?P<rest>.*)"
    ),
    # 14.02.2025, 14/02/2025: which is which, _numeric says
    re.compile(
        rf"{_LEAD}(?P<first>[0-9]{{1,2}})(?P<mark>[-/.])(?P<second>[0-9]{{1,2}})(?P=mark)(?P<year>[0-9]{{4}})"
        r"(?![0-9])(?P<rest>.*)"
    ),
)
_BEFORE = LEADS | LABELS
_TIME = re.compile(
    r"(?:t|,? ?(?:(?:à|om|um|at|-|–|—|\|) )?)"
    r"(?P<hour>[0-9]{1,2})(?![0-9])"
    r"(?: ?[:.h] ?(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?(?![0-9]))?"
    r"(?P<unit> ?(?:[ap]\.?m\.?|h|uur|uhr|heures?)(?![a-z]))?"
    r"(?P<rest>.*)"
)
_OFFSET = re.compile(
    r"(?:(?:utc|gmt) ?)?(?P<sign>[+-])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?(?: \([^()]*\))?"
)


def parse(text: str, zone: tzinfo) -> datetime:
    """The moment that `text` names: aware, UTC, whole seconds (a fraction is dropped).

    Read are: ISO 8601 in every form of `datetime.fromisoformat`, RFC 5322 and asctime, seconds (9 or 10 digits) and
    milliseconds (12 or 13) since 1970, `20250214220045`, and dates in words in Dutch, English, German and French. A
    date alone is its midnight; a weekday and `Published on` may stand before it. 24:00 is the midnight after (ISO
    8601-1:2019/Amd 1), 23:59:60 UTC the second after.

    Without a zone in the text, `zone` applies, as PEP 495 has it for fold=0: a time that the clocks skipped is moved
    forward by what they skipped, of one that came twice it is the first.

    Raises:
        ValueError: says why not, quoting the text: unreadable, ambiguous, impossible, or outside 1600 to 2999.
    """
    moment = _plain(text)
    compact = text if moment is not None else " ".join(text.strip(_EDGES).split())
    if not compact or len(compact) > MAX_LENGTH:
        raise ValueError(f"a time was expected here, not {_quote(text)}")
    try:
        if moment is None:
            moment = _number(compact) if _DIGITS.fullmatch(compact) else _iso(compact) or _words(compact, zone)
        return _utc(moment, zone)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{_quote(text)} cannot be read as a time: {error}") from error


def _plain(text: str) -> datetime | None:
    if not _PLAIN.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None  # 24:00, :60, or a day that does not exist: the slower way finds out


def _utc(moment: datetime, zone: tzinfo) -> datetime:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:  # before the conversion, which overflows in years 1 and 9999
        raise ValueError(f"the year {moment.year} is not between {FIRST_YEAR} and {LAST_YEAR}")
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone, fold=0)
    return aware.astimezone(UTC).replace(microsecond=0)


def _number(digits: str) -> datetime:
    """A time in nothing but digits. Before fromisoformat, which reads some milliseconds as a date and a time."""
    if len(digits) in (9, 10):
        return datetime.fromtimestamp(int(digits), UTC)
    if len(digits) == 14:  # as web archives name their captures
        return datetime.fromisoformat(f"{digits[:8]}T{digits[8:]}")
    if len(digits) == 8:
        return datetime.fromisoformat(digits)
    if len(digits) == 13 or (len(digits) == 12 and not _is_stamp(digits)):
        return datetime.fromtimestamp(int(digits) // 1000, UTC)
    if len(digits) == 12:
        raise ValueError(
            "it may be milliseconds since 1970, or year, month, day, hour and minute; write 2025-02-14T22:00"
        )
    raise ValueError(f"{len(digits)} digits are neither seconds, nor milliseconds, nor a date")


def _is_stamp(digits: str) -> bool:
    try:
        return 1900 <= datetime.fromisoformat(f"{digits[:8]}T{digits[8:]}").year <= 2100
    except ValueError:
        return False


def _iso(text: str) -> datetime | None:
    if not _ISO.fullmatch(text):
        return None
    if _LONG_OFFSET.search(text):  # fromisoformat of Python 3.11 adds it up
        raise ValueError("no offset has 60 minutes")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None  # 24:00, :60, a zone name, or a day that does not exist: the other patterns find out


def _words(text: str, zone: tzinfo) -> datetime:
    folded = unicodedata.normalize("NFC", text).lower()
    for pattern in _DATES:
        found = pattern.fullmatch(folded)
        if found is not None and all(word.strip(".,:") in _BEFORE for word in found["lead"].split()):
            return _moment(_day(found.groupdict()), found["rest"].strip(), zone)
    raise ValueError("no known form; write it like 2025-02-14T22:00:45+01:00")


def _day(parts: dict[str, str]) -> date:
    year = int(parts["year"])
    if len(parts["year"]) == 2:  # RFC 5322 section 4.3
        year += 2000 if year < 50 else 1900
    if "first" in parts:
        return date(year, *_numeric(int(parts["first"]), int(parts["second"]), parts["mark"]))
    name = parts["month"]
    month = int(name) if name.isdigit() else MONTHS.get(name)
    if month is None:
        raise ValueError(f"no month is called {_quote(name)} in Dutch, English, German or French")
    return date(year, month, int(parts["day"]))


def _numeric(first: int, second: int, mark: str) -> tuple[int, int]:
    """Month and day of a date that ends in its year. With dots the day comes first wherever dots are written."""
    if mark == "." or first > 12 or first == second:
        return second, first
    if second > 12:
        return first, second
    raise ValueError("it may mean the day before the month, or after; write it like 2025-02-14")


def _moment(day: date, rest: str, zone: tzinfo) -> datetime:
    """A day and what stands behind it: a time, a zone, both, or nothing."""
    found = _TIME.fullmatch(rest)
    hour, minute, second = _clock(found) if found else (0, 0, 0)
    offset = _zone((found["rest"] if found else rest).strip())
    midnight = datetime(day.year, day.month, day.day, tzinfo=offset)
    if (hour, minute, second) == (24, 0, 0):
        return midnight + timedelta(days=1)
    if second > 60:
        raise ValueError(f"no minute has a second {second}")
    if second < 60:
        return midnight.replace(hour=hour, minute=minute, second=second)
    before = _utc(midnight.replace(hour=hour, minute=minute, second=59), zone)
    if (before.hour, before.minute) != (23, 59):
        raise ValueError("second 60 comes only at 23:59 UTC")
    return before + timedelta(seconds=1)


def _clock(found: re.Match[str]) -> tuple[int, int, int]:
    """Hour, minute and second of a match of _TIME, on the clock of 24 hours."""
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    unit = (found["unit"] or "").strip().replace(".", "")
    if found["minute"] is None and not unit:
        raise ValueError(f"{_quote(found['hour'])} alone is no time of day; write 22:00")
    if unit in ("am", "pm"):
        if not 1 <= hour <= 12:
            raise ValueError(f"there is no {hour} {unit}")
        hour = hour % 12 + (12 if unit == "pm" else 0)
    return hour, minute, second


def _zone(text: str) -> tzinfo | None:
    name = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    if not name:
        return None
    if name in ZONES:
        return timezone(timedelta(hours=ZONES[name]))
    found = _OFFSET.fullmatch(name)
    if found is None or int(found["hours"]) > 23 or int(found["minutes"] or 0) > 59:
        raise ValueError(f"{_quote(text)} is no zone, or names several; write an offset like +01:00")
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return timezone(-offset if found["sign"] == "-" else offset)


def _quote(text: str) -> str:
    return f"'{printable(text)}'"
