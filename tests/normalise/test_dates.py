"""Which moment a stated time names, and which ones are refused."""

import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.normalise.date_words import LEADS, ZONES
from exporter.normalise.dates import MAX_LENGTH, parse
from exporter.printable import printable

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NEW_YORK = ZoneInfo("America/New_York")


def read(text: str, zone: ZoneInfo = AMSTERDAM) -> str:
    moment = parse(text, zone)
    assert moment.tzinfo is UTC
    return moment.isoformat().replace("+00:00", "Z")


@pytest.mark.parametrize(
    "text",
    [
        *("2025-02-14T22:00:45+0100", "2025-02-14T22:00:45+01:00", "2025-02-14T22:00:45+01", "2025-02-14T21:00:45Z"),
        *("2025-02-14T16:30:45-04:30", "2025-02-14T21:31:15+00:30:30", "2025-02-14t21:00:45z", "2025-02-14T22:00:45"),
        *("2025-02-14 21:00:45Z", "2025-02-14 22:00:45+01:00", "2025-02-14_22:00:45", "2025-02-14 22:00:45"),
        *("2025-02-14T21:00:45.999999Z", "2025-02-14T21:00:45,9Z", "2025-02-14T21:00:45.123456789Z"),
        *("20250214T210045Z", "20250214T220045+0100", "20250214T220045.5", "20250214 220045"),
        *("2025-W07-5T22:00:45", "2025W075T220045", "2025-W07-5 21:00:45.5Z"),
        *("2025-02-14 22:00:45 CET", "2025-02-14T22:00:45 +0100", "2025-2-14T22:00:45", "2025/02/14 22:00:45"),
        *("\ufeff 2025-02-14T22:00:45\u200b\t", "2025-02-14\xa0 22:00:45"),
        *("Fri, 14 Feb 2025 22:00:45 +0100", "Fri, 14 Feb 2025 22:00:45 CET", "14 Feb 2025 22:00:45 +0100"),
        *("Fri, 14 Feb 2025 22:00:45 (CET)", "Fri, 14 Feb 2025 22:00:45 +0100 (CET)", "Fri, 14 Feb 25 22:00:45 +0100"),
        *("fri, 14 feb 2025 22:00:45.9 +0100", "Fri,  14 Feb 2025  22:00:45", "Friday, 14-Feb-25 21:00:45 GMT"),
        *("Fri, 14-Feb-2025 21:00:45 GMT", "Fri, 14 Feb 2025 21:00:45 GMT", "Fri, 14 Feb 2025 21:00:45 UT"),
        *("Fri, 14 Feb 2025 21:00:45 Z", "Fri, 14 Feb 2025 21:00:45 -0000", "Fri, 14 Feb 2025 22:00:45 GMT+1"),
        *("Fri, 14 Feb 2025 22:00:45 UTC +01:00", "Fri, 14 Feb 2025 16:00:45 EST", "15 Feb 2025 02:45:45 +0545"),
        *("Sat, 15 Feb 2025 03:00:45 +6", "Fri, 14 Feb 2025 11:30:45 -0930"),
        *("Fri Feb 14 22:00:45 2025", "Fri Feb 14 16:00:45 EST 2025", "Fri Feb 14 22:00:45 CET 2025"),
        *("1739566845", "1739566845123", "1739566845999", "20250214220045"),
    ],
)
def test_iso_8601_rfc_822_asctime_and_bare_numbers_are_read(text: str) -> None:
    assert read(text) == "2025-02-14T21:00:45Z"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-02-14 22:00", "2025-02-14T21:00:00Z"),
        ("2025-02-14T22", "2025-02-14T21:00:00Z"),
        ("2025-02-14", "2025-02-13T23:00:00Z"),
        ("20250214", "2025-02-13T23:00:00Z"),
        ("2025-W07-5", "2025-02-13T23:00:00Z"),
        ("2025W075", "2025-02-13T23:00:00Z"),
        ("2025-W07", "2025-02-09T23:00:00Z"),
        ("2025.2.14", "2025-02-13T23:00:00Z"),
        ("2025-02-14+02:00", "2025-02-13T22:00:00Z"),
        ("2025-02-14Z", "2025-02-14T00:00:00Z"),
        ("1600-01-01T00:00:00Z", "1600-01-01T00:00:00Z"),
        ("2999-12-31T23:59:59Z", "2999-12-31T23:59:59Z"),
        ("100000000", "1973-03-03T09:46:40Z"),
        ("9999999999", "2286-11-20T17:46:39Z"),
        ("100000000000", "1973-03-03T09:46:40Z"),
        ("999999999999", "2001-09-09T01:46:39Z"),
        ("189912312359", "1976-01-08T01:25:12Z"),
        ("210101010000", "1976-08-28T17:23:30Z"),
        ("20250701120000", "2025-07-01T10:00:00Z"),
    ],
)
def test_what_a_text_leaves_out_is_zero_and_digits_mean_what_their_number_says(text: str, moment: str) -> None:
    assert read(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        # Dutch
        ("14 februari 2025", "2025-02-13T23:00:00Z"),
        ("vrijdag 14 februari 2025 om 22.00 uur", "2025-02-14T21:00:00Z"),
        ("Geplaatst op vrijdag 14 februari 2025 22:00", "2025-02-14T21:00:00Z"),
        ("Published on February 14, 2025 10:00 PM", "2025-02-14T21:00:00Z"),
        ("Published: 2025-02-14T22:00:45+0100", "2025-02-14T21:00:45Z"),
        ("Veröffentlicht am 14.02.2025 22:00", "2025-02-14T21:00:00Z"),
        ("Publié le 14 février 2025 à 22h00", "2025-02-14T21:00:00Z"),
        ("vr 14 feb. 2025, 22:00", "2025-02-14T21:00:00Z"),
        ("vrijdag, 14 februari 2025 - 22:00", "2025-02-14T21:00:00Z"),
        ("14-feb-2025 22:00:45", "2025-02-14T21:00:45Z"),
        ("op 1 mrt 2025 om 9 uur", "2025-03-01T08:00:00Z"),
        ("1ste maart 2025", "2025-02-28T23:00:00Z"),
        ("2e mei 2025 | 22.00 uur", "2025-05-02T20:00:00Z"),
        # English
        ("February 14, 2025", "2025-02-13T23:00:00Z"),
        ("February 14, 2025 10:00 PM", "2025-02-14T21:00:00Z"),
        ("Feb. 14, 2025, 10 p.m.", "2025-02-14T21:00:00Z"),
        ("Friday, February 14th, 2025 at 22:00", "2025-02-14T21:00:00Z"),
        ("on the 22nd of March 2025", "2025-03-21T23:00:00Z"),
        ("14 Feb 2025 at 10:00:45pm", "2025-02-14T21:00:45Z"),
        ("Sept 3rd 2025 9am", "2025-09-03T07:00:00Z"),
        # German
        ("14. Februar 2025", "2025-02-13T23:00:00Z"),
        ("Freitag, den 14. Februar 2025 um 22:00 Uhr", "2025-02-14T21:00:00Z"),
        ("Fr., 14. Feb. 2025, 22.00 Uhr", "2025-02-14T21:00:00Z"),
        ("14.Februar 2025 – 22 Uhr", "2025-02-14T21:00:00Z"),
        ("am 1. März 2025, 22:00:45 MEZ", "2025-03-01T21:00:45Z"),
        ("Di, 1. Juli 2025 12:00 MESZ", "2025-07-01T10:00:00Z"),
        # French
        ("14 février 2025", "2025-02-13T23:00:00Z"),
        ("vendredi 14 février 2025 à 22h00", "2025-02-14T21:00:00Z"),
        ("ven. 14 févr. 2025 à 22 h 00", "2025-02-14T21:00:00Z"),
        ("le 14 fevrier 2025 à 22 heures", "2025-02-14T21:00:00Z"),
        ("1er mars 2025", "2025-02-28T23:00:00Z"),
        ("mar. 4 mars 2025 22h", "2025-03-04T21:00:00Z"),
        (unicodedata.normalize("NFD", "14 février 2025 à 22h00"), "2025-02-14T21:00:00Z"),
        # any
        ("14.02.2025", "2025-02-13T23:00:00Z"),
        ("5.6.2025, 22:00", "2025-06-05T20:00:00Z"),
        ("14/02/2025 22:00", "2025-02-14T21:00:00Z"),
        ("14-02-2025", "2025-02-13T23:00:00Z"),
        ("02/14/2025 10:00 PM", "2025-02-14T21:00:00Z"),
        ("05/05/2025", "2025-05-04T22:00:00Z"),
    ],
)
def test_dates_in_words_are_read(text: str, moment: str) -> None:
    assert read(text) == moment


NAMES = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "nl short": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "nl dots": "jan. febr. mrt. apr. mei juni juli aug. sept. okt. nov. dec.",
    "en": "January February March April May June July August September October November December",
    "en short": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "en dots": "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "de short": "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    "de dots": "Jan. Feb. Mrz. Apr. Mai Jun. Jul. Aug. Sept. Okt. Nov. Dez.",
    "de south": "Jänner Feber Maerz April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "fr dots": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "fr short": "jan fév mar avr mai jun jul août sep oct nov déc",
    "fr bare": "janv fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "fr bare short": "janv fev mars avr mai juin juil aout sept oct nov dec",
    "fr bare dots": "janv. fevr. mars avr. mai juin juil. aout sept. oct. nov. dec.",
}


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_every_month_is_known_by_its_names(names: str) -> None:
    expected = [f"2025-{month:02}-05T00:00:00Z" for month in range(1, 13)]
    assert [read(f"5 {name} 2025 Z") for name in names.split()] == expected
    assert [read(f"5 {name} 2025 Z") for name in names.upper().split()] == expected
    assert [read(f"{name} 5, 2025 0:00 Z") for name in names.split()] == expected


WEEKDAYS = (
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo",
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun",
    "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Mo Di Mi Do Fr Sa So",
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim",
    "op on the am den der le",
)


@pytest.mark.parametrize("words", WEEKDAYS, ids=["nl", "en", "de", "fr", "others"])
def test_a_weekday_before_the_date_decides_nothing(words: str) -> None:
    for word in words.split():
        for lead in (word, f"{word}.", f"{word},", f"{word}.,"):
            assert read(f"{lead} 14 Feb 2025 21:00:45 GMT") == "2025-02-14T21:00:45Z"
    assert {word.lower() for word in words.split()} <= LEADS


ZONE_HOURS = [
    *(("UT", 0), ("UTC", 0), ("GMT", 0), ("Z", 0), ("WET", 0)),
    *(("WEST", 1), ("BST", 1), ("CET", 1), ("MET", 1), ("MEZ", 1)),
    *(("CEST", 2), ("MEST", 2), ("MESZ", 2), ("EET", 2), ("EEST", 3)),
    *(("EDT", -4), ("EST", -5), ("CDT", -5), ("CST", -6), ("MDT", -6), ("MST", -7), ("PDT", -7), ("PST", -8)),
    *(("AEST", 10), ("AEDT", 11), ("NZST", 12), ("NZDT", 13)),
]


@pytest.mark.parametrize(("name", "hours"), ZONE_HOURS)
def test_a_zone_has_its_hours(name: str, hours: int) -> None:
    expected = datetime(2025, 2, 14, 22, 0, 45, tzinfo=timezone(timedelta(hours=hours)))
    assert parse(f"14 Feb 2025 22:00:45 {name}", AMSTERDAM) == expected


def test_no_other_zone_is_known() -> None:
    assert set(ZONES) == {name.lower() for name, _ in ZONE_HOURS}


@pytest.mark.parametrize(
    ("text", "zone", "moment"),
    [
        ("2025-07-14T22:00", AMSTERDAM, "2025-07-14T20:00:00Z"),
        ("2025-07-14T22:00", NEW_YORK, "2025-07-15T02:00:00Z"),
        ("14 juli 2025 22:00 CEST", NEW_YORK, "2025-07-14T20:00:00Z"),
        ("2025-07-14T22:00+02:00", NEW_YORK, "2025-07-14T20:00:00Z"),
        ("1752523200", NEW_YORK, "2025-07-14T20:00:00Z"),
        # a time that the clocks skipped
        ("2025-03-30T01:59:59", AMSTERDAM, "2025-03-30T00:59:59Z"),
        ("2025-03-30T02:30", AMSTERDAM, "2025-03-30T01:30:00Z"),
        ("2025-03-09T02:30", NEW_YORK, "2025-03-09T07:30:00Z"),
        # a time that came twice
        ("2025-10-26T02:30", AMSTERDAM, "2025-10-26T00:30:00Z"),
        ("26. Oktober 2025 um 2.30 Uhr", AMSTERDAM, "2025-10-26T00:30:00Z"),
        ("2025-10-26T02:30+01:00", AMSTERDAM, "2025-10-26T01:30:00Z"),
        ("2025-11-02T01:30", NEW_YORK, "2025-11-02T05:30:00Z"),
    ],
)
def test_the_zone_of_the_source_applies_where_the_text_has_none(text: str, zone: ZoneInfo, moment: str) -> None:
    assert read(text, zone) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-02-14T24:00", "2025-02-14T23:00:00Z"),
        ("2025-02-14T24:00:00Z", "2025-02-15T00:00:00Z"),
        ("2025-12-31T24:00:00+01:00", "2025-12-31T23:00:00Z"),
        ("Fri, 28 Feb 2025 24:00:00 GMT", "2025-03-01T00:00:00Z"),
        ("14.02.2025, 24 Uhr", "2025-02-14T23:00:00Z"),
        ("2025-03-30T24:00", "2025-03-30T22:00:00Z"),
        ("2025-10-26T24:00", "2025-10-26T23:00:00Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
        ("2017-01-01T00:59:60+01:00", "2017-01-01T00:00:00Z"),
        ("1 juli 2012 01:59:60", "2012-07-01T00:00:00Z"),
        ("Sat, 31 Dec 2016 18:59:60 EST", "2017-01-01T00:00:00Z"),
        ("Feb 14, 2025 12:00 AM", "2025-02-13T23:00:00Z"),
        ("Feb 14, 2025 12:00 PM", "2025-02-14T11:00:00Z"),
        ("Feb 14, 2025 12:30pm EST", "2025-02-14T17:30:00Z"),
        ("Feb 14, 2025 11:59 p.m.", "2025-02-14T22:59:00Z"),
        ("2025-02-14 10:00 PM", "2025-02-14T21:00:00Z"),
        ("14 Feb 49 22:00", "2049-02-14T21:00:00Z"),
        ("14 Feb 50 22:00", "1950-02-14T21:00:00Z"),
        ("14 Feb 99 22:00", "1999-02-14T21:00:00Z"),
        ("1969-12-31T23:59:59.9Z", "1969-12-31T23:59:59Z"),
    ],
)
def test_the_edges_of_a_clock_and_a_century_are_where_the_standards_put_them(text: str, moment: str) -> None:
    assert read(text) == moment


NO_ZONE = "is no zone, or names several; write an offset like +01:00"
NO_MONTH = "in any of the languages that are known"
DIGITS = "digits are neither seconds, nor milliseconds, nor a date"
PYTHON = ""
REFUSED = {
    "the year 1 is not between 1600 and 2999": ("0001-01-01T00:00:00", "0001-01-01T00:00:00+01:00"),
    "the year 9999 is not between 1600 and 2999": ("9999-12-31T23:59:59-01:00", "31 dec 9999"),
    "the year 1599 is not between 1600 and 2999": ("1599-12-31T23:59:59Z",),
    "the year 3000 is not between 1600 and 2999": ("3000-01-01",),
    "second 60 comes only at 23:59 UTC": ("Fri, 14 Feb 2025 22:00:60 GMT", "14 Feb 2025 23:59:60"),
    "there is no 13 pm": ("Feb 14, 2025 13:00 PM",),
    "there is no 0 a.m.": ("Feb 14, 2025 0:30 a.m.",),
    "it may mean the day before the month, or after; write it like 2025-02-14, or set `dates` of the source": (
        *("05/06/2025", "5-6-2025 22:00", "12/11/2025", "11/12/2025"),
    ),
    "it may be milliseconds since 1970, or year, month, day, hour and minute; write 2025-02-14T22:00": (
        *("202502142200", "190001010000", "210012312359"),
    ),
    f"4 {DIGITS}": ("2025",),
    f"11 {DIGITS}": ("17395668451",),
    f"no month is called 'helmikuun' {NO_MONTH}": ("14 helmikuun 2025",),
    f"no month is called 'foo' {NO_MONTH}": ("Foo 14, 2025",),
    f"'ist' {NO_ZONE}": ("14 Feb 2025 22:00 IST", "2025-02-14T22:00:45 IST"),
    f"'a' {NO_ZONE}": ("14 Feb 2025 22:00 A",),
    f"'+24:00' {NO_ZONE}": ("2025-02-14 22:00 +24:00",),
    f"'gmt+1:60' {NO_ZONE}": ("2025-02-14 22:00 GMT+1:60",),
    rf"'\x1b[2j' {NO_ZONE}": ("2025-02-14T22:00:45\x1b[2J",),
    "'22' alone is no time of day; write 22:00": ("14 Feb 2025 22",),
    "no known form; write it like 2025-02-14T22:00:45+01:00": (
        *("gisteren 14 februari 2025", "14 Feb 25", "14.2.25", "2025-02/14", "14 Feb 20255", "2025-02", "2025-W53-1"),
        *("None", "\ud800", "٢٠٢٥-٠٢"),
    ),
    PYTHON: (  # which says why in words of its version
        *("9999-12-31T24:00", "0000-00-00 00:00:00", "2025-02-30", "2025-13-01", "2025-02-30T22:00:45+01:00"),
        *("20250230220045", "20251301", "31 juni 2025", "14.13.2025", "13/13/2025"),
        *("14 Feb 2025 25:00", "14 Feb 2025 24:01", "14 Feb 2025 22:60"),
    ),
}


@pytest.mark.parametrize(("text", "reason"), [(text, reason) for reason, texts in REFUSED.items() for text in texts])
def test_what_is_impossible_or_has_two_readings_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match="cannot be read as a time") as caught:
        parse(text, AMSTERDAM)
    message = str(caught.value)
    said = f"'{printable(text)}' cannot be read as a time: "
    assert message.startswith(said)
    assert reason in (message.removeprefix(said), PYTHON)


LONGEST = f"Fri, 14 Feb 2025 22:00:45 +0100 ({'x' * 66})"


def test_the_longest_time_has_a_hundred_characters() -> None:
    assert len(LONGEST) == MAX_LENGTH == 100
    assert read(f"{LONGEST}{' ' * 500}") == "2025-02-14T21:00:45Z"


@pytest.mark.parametrize("text", ["", " ", "\ufeff\u200b", LONGEST.replace("(", "(x"), "2025-02-14 " * 50])
def test_nothing_and_too_much_are_no_time(text: str) -> None:
    with pytest.raises(ValueError, match="a time was expected here") as caught:
        parse(text, AMSTERDAM)
    assert str(caught.value) == f"a time was expected here, not '{printable(text)}'"


EARLIEST, LATEST = datetime(1600, 1, 1), datetime(2999, 12, 31, 23, 59, 59, 999999)  # noqa: DTZ001
SECONDS = st.integers(1 - 24 * 3600, 24 * 3600 - 1).map(lambda seconds: timezone(timedelta(seconds=seconds)))
MINUTES = st.integers(1 - 24 * 60, 24 * 60 - 1).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(EARLIEST, LATEST, timezones=SECONDS), st.sampled_from("T t"))
def test_whatever_isoformat_writes_reads_back_to_the_second(moment: datetime, mark: str) -> None:
    assert parse(moment.isoformat(mark), AMSTERDAM) == moment.astimezone(UTC).replace(microsecond=0)


@given(st.datetimes(EARLIEST, LATEST, timezones=MINUTES))
def test_whatever_email_writes_reads_back_to_the_second(moment: datetime) -> None:
    assert parse(format_datetime(moment), AMSTERDAM) == moment.astimezone(UTC).replace(microsecond=0)


@given(st.datetimes(EARLIEST, LATEST), st.integers(0, 23))
def test_a_time_without_a_zone_is_the_sources(moment: datetime, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    expected = moment.replace(tzinfo=zone, microsecond=0)
    assert parse(moment.isoformat(), zone) == parse(moment.ctime(), zone) == expected


PIECES = "2025 14 02 - / . : T Z W07 , 24:00 22:00:60 +01:00 9999 feb mei May CET IST am pm uur ( ) st \x1b \u202e"
DATELIKE = st.lists(st.sampled_from([*PIECES.split(), " "]), max_size=12).map("".join)


@given(st.one_of(st.text(max_size=40), st.text(max_size=3000), st.text("0123456789", max_size=20), DATELIKE))
def test_any_text_gives_a_moment_or_a_reason_that_quotes_it_and_is_safe_to_show(text: str) -> None:
    said = f"'{printable(text)}'"
    try:
        moment = parse(text, AMSTERDAM)
        said += moment.isoformat()
    except ValueError as error:
        said = str(error)
    assert f"'{printable(text)}'" in said
    assert said.isprintable()


@pytest.mark.parametrize(
    "text",
    [
        *("2025-02-14T23:59:61Z", "2025-02-14T22:00:00+01:60", "20250214T220000-0199", "14 Feb 2025 22:00 (CET"),
        "2025-02-14" + " " * 2000 + "garbage",
    ],
)
def test_what_is_nearly_a_time_is_refused_like_the_rest(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be read as a time: "):
        parse(text, UTC)


def test_white_space_before_a_time_does_not_count() -> None:
    assert parse(" " * 2000 + "2025-02-14", UTC) == datetime(2025, 2, 14, tzinfo=UTC)


@given(
    st.from_regex(
        r"\A(1[0-9]|20)[0-9]{2}-[01][0-9]-[0-3][0-9][T ][0-2][0-9](:[0-6][0-9]){2}(Z|[+-][0-2][0-9]:?[0-7][0-9])?\Z"
    )
)
def test_a_plain_time_is_what_the_slower_way_makes_of_it(text: str) -> None:
    def outcome(text: str) -> datetime | str:
        try:
            return parse(text, ZoneInfo("Europe/Amsterdam"))
        except ValueError as error:
            return str(error).partition(": ")[2]

    assert outcome(text) == outcome(f"{text} ")  # with white space it goes the slower way
