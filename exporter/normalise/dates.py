"""The time that a record states, as an aware UTC datetime; what can be read in two ways is refused, not guessed."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Literal

from exporter.normalise.date_words import (
    AFTERNOON,
    CLOCK_WORDS,
    HOUR_WORDS,
    LABELS,
    LEADS,
    MONTHS,
    MORNING,
    ZONES,
    folded,
)
from exporter.normalise.relative import is_relative, since
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
_LEAD = rf"(?P<lead>(?:{_WORD}(?:[-’']{_WORD})*[.,:]{{0,2}} ){{0,3}})"
_MONTH = rf"(?P<month>{_WORD}(?: ال{_WORD})?)\.?(?:/{_WORD}(?: ال{_WORD})?)?"
"""Also of two words, and under two names: `فبراير/شباط`."""
_YEAR = r"(?P<year>[0-9]{4})(?![0-9])(?: ?(?:г|р|r|года|року|roku)\b\.?)?"
_DATES = (
    # 14. Februar 2025; 1er mars 2025; 14 de febrero de 2025; 14-Feb-2025; the year in two digits only before a time
    re.compile(
        rf"{_LEAD}(?P<day>[0-9]{{1,2}})(?:(?:\.|st|nd|rd|th|er|e|o|ste|de)?[ -]|\.)(?:de |of )?{_MONTH},?[ -](?:del? )?"
        rf"(?:{_YEAR}|(?P<short>[0-9]{{2}})(?= [0-9]{{1,2}}:[0-9]{{2}}))(?P<rest>.*)"
    ),
    # February 14, 2025
    re.compile(rf"{_LEAD}{_MONTH} (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}(?P<rest>.*)"),
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
    # 2025年2月14日(金); 令和7年2月14日; 2025년 2월 14일; 2025. 2. 14.
    re.compile(
        r"(?P<lead>)(?:(?P<year>[0-9]{4})|(?P<era>令和|平成|昭和) ?(?P<short>[0-9]{1,2}|元))(?:年|년|\.) ?"
        r"(?P<month>[0-9]{1,2})(?:月|월|\.) ?(?P<day>[0-9]{1,2})(?:日|일|\.)"
        r" ?(?:\(?(?:星期|周|週)?[日月火水木金土一二三四五六월화수목금토일](?:曜日?|요일)?\)?)?(?P<rest>.*)"
    ),
    # 14.02.2025, 14/02/2025: which is which, _numeric says
    re.compile(
        rf"{_LEAD}(?P<first>[0-9]{{1,2}})(?P<mark>[-/.])(?P<second>[0-9]{{1,2}})(?P=mark)(?P<year>[0-9]{{4}})"
        r"(?![0-9])(?P<rest>.*)"
    ),
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
"""The year before the first of each."""
_BEFORE = LEADS | LABELS


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_TIME = re.compile(
    rf"(?:t|,? ?(?:(?:{_any(CLOCK_WORDS)}) ){{0,2}})"
    rf"(?:(?P<half>{_any(MORNING | AFTERNOON)}) ?)?"
    r"(?P<hour>[0-9]{1,2})(?![0-9])"
    r"(?: ?[:.h時时点點시] ?(?P<minute>[0-9]{2}|[0-9](?=[分분]))[分분]?"
    r"(?:(?::|(?<=[分분]) ?)(?P<second>[0-9]{2})[秒초]?(?:[.,][0-9]{1,9})?)?(?![0-9]))?"
    rf"(?P<unit> ?(?:{_any((*MORNING, *AFTERNOON, *HOUR_WORDS))}|[時时点點시])(?![^\W\d_]))?"
    r"(?P<rest>.*)"
)
_OFFSET = re.compile(
    r"(?:(?:utc|gmt) ?)?(?P<sign>[+-])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?(?: \([^()]*\))?"
)
_HALVES = MORNING | AFTERNOON
_AFTER = re.compile(rf",? ?\(?(?P<word>{_WORD})\)?[.,]? ?(?P<rest>.*)")


Order = Literal["", "day-first", "month-first"]
"""Of day and month where only numbers stand."""


def parse(text: str, zone: tzinfo, order: Order = "", reference: datetime | None = None) -> datetime:
    """The moment that `text` names: aware, UTC, whole seconds (a fraction is dropped).

    Read are: ISO 8601 in every form of `datetime.fromisoformat`, RFC 5322 and asctime, seconds (9 or 10 digits) and
    milliseconds (12 or 13) since 1970, `20250214220045`, and dates in words of 21 languages (date_words.py), in any
    digits. A date alone is its midnight; a weekday and `Published on` may stand before it. 24:00 is the midnight after
    (ISO 8601-1:2019/Amd 1), 23:59:60 UTC the second after.

    `03/04/2025` is read in the `order` that is given, else refused. `2 hours ago` and `yesterday 22:00` are counted
    from `reference`, if somebody knows when they were written.

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
            moment = (
                _number(compact)
                if _DIGITS.fullmatch(compact)
                else _iso(compact) or _words(folded(compact), zone, order, reference)
            )
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


def _words(text: str, zone: tzinfo, order: Order, reference: datetime | None) -> datetime:
    for pattern in _DATES:
        found = pattern.fullmatch(text)
        if found is not None and all(word.strip(".,:") in _BEFORE for word in found["lead"].split()):
            return _moment(_day(found.groupdict(), order), found["rest"].strip(), zone)
    if is_relative(text):
        if reference is None:
            raise ValueError("it is relative, and nothing says to what; write it like 2025-02-14T22:00:45+01:00")
        return since(text, reference, zone)
    raise ValueError("no known form; write it like 2025-02-14T22:00:45+01:00")


def _day(parts: dict[str, str | None], order: Order) -> date:
    year = _year(parts)
    if first := parts.get("first"):
        return date(year, *_numeric(int(first), int(parts["second"] or 0), parts["mark"] or "", order))
    name = parts["month"] or ""
    month = int(name) if name.isdigit() else MONTHS.get(name)
    if month is None:
        raise ValueError(f"no month is called {_quote(name)} in any of the languages that are known")
    return date(year, month, int(parts["day"] or 0))


def _year(parts: dict[str, str | None]) -> int:
    if parts["year"]:
        return int(parts["year"])
    short = 1 if parts["short"] == "元" else int(parts["short"] or 0)
    if era := parts.get("era"):
        return _ERAS[era] + short
    return short + (2000 if short < 50 else 1900)  # RFC 5322 section 4.3


def _numeric(first: int, second: int, mark: str, order: Order) -> tuple[int, int]:
    """Month and day of a date that ends in its year. With dots the day comes first wherever dots are written, unless
    the source says otherwise."""
    if order == "month-first" and first <= 12:
        return first, second
    if mark == "." or order == "day-first" or first > 12 or first == second:
        return (second, first) if second <= 12 or first > 12 or mark == "." else (first, second)
    if second > 12:
        return first, second
    raise ValueError(
        "it may mean the day before the month, or after; write it like 2025-02-14, or set `dates` of the source"
    )


def _moment(day: date, rest: str, zone: tzinfo) -> datetime:
    """A day and what stands behind it: a time, a zone, both, or nothing."""
    after = _AFTER.fullmatch(rest)
    if after and after["word"] in LEADS:  # 14 Şubat 2025 Cuma 22:00
        rest = after["rest"]
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
    unit = (found["half"] or found["unit"] or "").strip()
    if found["minute"] is None and not unit:
        raise ValueError(f"{_quote(found['hour'])} alone is no time of day; write 22:00")
    if unit in _HALVES:
        if not 1 <= hour <= 12:
            raise ValueError(f"there is no {hour} {unit}")
        hour = hour % 12 + (12 if unit in AFTERNOON else 0)
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
