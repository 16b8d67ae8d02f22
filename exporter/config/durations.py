"""A duration in plain English, `48 hours`, becomes a timedelta."""

import re
from datetime import timedelta

_UNITS = {
    "second": ("s", "sec", "secs", "second", "seconds"),
    "minute": ("m", "min", "mins", "minute", "minutes"),
    "hour": ("h", "hour", "hours"),
    "day": ("d", "day", "days"),
    "week": ("w", "week", "weeks"),
}
_LENGTHS = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_LENGTH_OF = {name: _LENGTHS[unit] for unit, names in _UNITS.items() for name in names}
# Digits are bounded: int() of a very long text is slow, and refuses past 4,300 digits.
_AMOUNT = re.compile(r"([0-9]{1,12})\s*([a-z]+)\s*", re.IGNORECASE | re.ASCII)


def parse_duration(text: str) -> timedelta:
    """`48 hours`, `90 s`, `1 day 12 hours`: whole numbers, each with its unit, added up.

    Units are seconds, minutes, hours, days and weeks, also by their first letter. ValueError says what was not
    understood; months and years are none, because they have no fixed length.
    """
    rest, total = text.strip(), timedelta()
    if not rest:
        raise ValueError('expected a duration such as "48 hours", got an empty text')
    while rest:
        amount = _AMOUNT.match(rest)
        if amount is None or amount[2].lower() not in _LENGTH_OF:
            raise ValueError(
                "expected a duration such as "
                '"48 hours", "5 minutes" or "1 day" (whole numbers of seconds, minutes, hours, days or weeks)'
            )
        try:
            total += int(amount[1]) * _LENGTH_OF[amount[2].lower()]
        except OverflowError:
            raise ValueError("expected a duration of fewer than 999999999 days") from None
        rest = rest[amount.end() :]
    return total
