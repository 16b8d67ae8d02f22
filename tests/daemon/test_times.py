"""Times of day, also where clocks change."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from exporter.daemon.times import next_time
from tests.builders import utc


@pytest.mark.parametrize(
    ("zone", "now", "at", "expected"),
    [
        ("UTC", "2026-11-25T05:59:59", "06:00", "2026-11-25T06:00:00"),
        ("UTC", "2026-11-25T06:00:00", "06:00", "2026-11-26T06:00:00"),
        ("UTC", "2026-12-31T23:59:59", "00:00", "2027-01-01T00:00:00"),
        ("Europe/Amsterdam", "2026-11-25T00:00:00", "06:00", "2026-11-25T05:00:00"),
        ("Europe/Amsterdam", "2026-07-01T00:00:00", "06:00", "2026-07-01T04:00:00"),
        # 29 March 2026: 02:00 +01 is followed by 03:00 +02
        ("Europe/Amsterdam", "2026-03-28T05:30:00", "06:00", "2026-03-29T04:00:00"),
        ("Europe/Amsterdam", "2026-03-29T00:00:00", "02:30", "2026-03-29T01:30:00"),
        ("Europe/Amsterdam", "2026-03-29T01:30:00", "02:30", "2026-03-30T00:30:00"),
        # 25 October 2026: 03:00 +02 is followed by 02:00 +01
        ("Europe/Amsterdam", "2026-10-24T22:00:00", "02:30", "2026-10-25T00:30:00"),
        ("Europe/Amsterdam", "2026-10-25T00:30:00", "02:30", "2026-10-26T01:30:00"),
        ("Europe/Amsterdam", "2026-10-25T00:00:00", "06:00", "2026-10-25T05:00:00"),
        # Lord Howe changes by half an hour: 5 April 2026, 02:00 +11 is followed by 01:30 +10:30
        ("Australia/Lord_Howe", "2026-04-04T12:00:00", "01:45", "2026-04-04T14:45:00"),
        ("Australia/Lord_Howe", "2026-04-04T14:45:00", "01:45", "2026-04-05T15:15:00"),
        # Samoa had no 30 December 2011
        ("Pacific/Apia", "2011-12-30T09:00:00", "22:30", "2011-12-31T08:30:00"),
    ],
)
def test_the_next_time_is_the_right_moment(zone, now, at, expected):
    assert next_time(utc(now), [time.fromisoformat(at)], ZoneInfo(zone)) == utc(expected)


def test_of_several_times_the_next_one_counts():
    times = [time(18, 30), time(6)]
    assert next_time(utc("2026-11-25T07:00:00"), times, ZoneInfo("UTC")) == utc("2026-11-25T18:30:00")


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca"])
def test_each_time_comes_once_on_each_day_of_a_year(zone):
    times = [time(0), time(0, 30), time(1, 45), time(2, 15), time(2, 30), time(3), time(23, 59)]
    now, end, count = utc("2026-01-01T12:00:00"), utc("2027-01-01T12:00:00"), 0
    while (now := next_time(now, times, ZoneInfo(zone))) <= end:
        count += 1
    assert count in range(365 * len(times) - 1, 365 * len(times) + 2)  # times that meet in a gap are one
    assert now - end < timedelta(days=1)
