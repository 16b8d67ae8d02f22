"""When the next time of day comes, in a zone whose clocks change."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def next_time(now: datetime, times: Iterable[time], zone: ZoneInfo) -> datetime:
    """The first moment after `now` (aware) at which clocks of `zone` show one of `times`, in UTC.

    A time that a day has twice means its first occurrence; one that a day lacks is counted with the offset before the
    gap, so that 02:30 comes at 03:30 (RFC 5545, section 3.3.5, which is what `fold=0` means). So each day has each
    time once.
    """
    today = now.astimezone(zone).date()
    days = [today + timedelta(days=number) for number in (-1, 0, 1, 2)]  # whatever a gap or a date line does
    moments = (datetime.combine(day, at, zone).astimezone(UTC) for day in days for at in times)
    return min(moment for moment in moments if moment > now)
