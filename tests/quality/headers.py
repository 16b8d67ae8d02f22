"""Titles, times and URLs of the labelled set, as sites write them, and what each means."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from urllib.parse import quote

from tests.quality.material import Story

FIRST = datetime(2024, 1, 8, 5, 0, tzinfo=UTC)
HOUR = timezone(timedelta(hours=1))

MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
WORDED = {
    "nl": "{day} {month} {year} {time:%H:%M}",
    "en": "{month} {day}, {year} {time:%H:%M}",
    "de": "{day}. {month} {year}, {time:%H.%M} Uhr",
    "fr": "{day} {month} {year} à {time:%Hh%M}",
}

TIMES: tuple[Callable[[datetime], str], ...] = (
    lambda time: time.astimezone(HOUR).strftime("%Y-%m-%dT%H:%M:%S%z"),
    lambda time: time.strftime("%Y-%m-%dT%H:%M:%SZ"),
    lambda time: time.astimezone(HOUR).isoformat(),
    lambda time: time.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
    lambda time: format_datetime(time.astimezone(HOUR)),
    lambda time: time.astimezone(HOUR).isoformat(" "),
    lambda time: time.strftime("%Y%m%dT%H%M%SZ"),
    lambda time: str(round(time.timestamp())),
    lambda time: time.strftime("%Y-%m-%d %H:%M:%S"),
    lambda time: time.strftime("%d.%m.%Y %H:%M"),
)
"""How sites write a moment; where no zone is given, UTC is meant."""
MINUTES = 9
"""From this number on, ways that say no seconds."""


def _worded(time: datetime, language: str) -> str:
    month = MONTHS[language].split()[time.month - 1]
    return WORDED[language].format(day=time.day, month=month, year=time.year, time=time)


def moment(site: int, number: int, language: str, rng: random.Random) -> tuple[str, datetime]:
    """The time of an article as its site writes it, and the moment that is meant."""
    time = FIRST + timedelta(days=5 * site + 31 * (number % 19), seconds=rng.randrange(86_400))
    if language in MONTHS and number % 10 == 4:
        time = time.replace(second=0)
        return _worded(time, language), time
    way = (site + number) % len(TIMES)
    if way >= MINUTES:
        time = time.replace(second=0)
    return TIMES[way](time), time


def address(host: str, number: int, slug: str, story: Story) -> tuple[str, str]:
    """The URL of an article as it is dumped, and its canonical form: ASCII, without what only tracks visitors."""
    key = 10_000 + story.rng.randrange(90_000)
    path = quote(slug)
    plain = f"https://{host}/{story.texts['section'][0].split()[0].lower()}/{key}-{slug}"
    ascii_plain = f"https://{host}/{quote(story.texts['section'][0].split()[0].lower())}/{key}-{path}"
    return (
        (plain, ascii_plain),
        (f"{ascii_plain}?utm_source=newsletter&utm_medium=email", ascii_plain),
        (f"{ascii_plain}#comments", ascii_plain),
        (f"https://{host.upper()}/news/{key}", f"https://{host}/news/{key}"),
        (f"http://{host}:80/article.php?id={key}&page=1", f"http://{host}/article.php?id={key}&page=1"),
        (f"https://{host}/2025/{key}/{path}/", f"https://{host}/2025/{key}/{path}/"),
        (f"https://{host}/a/../n/{key}.html?fbclid=abc{key}", f"https://{host}/n/{key}.html"),
    )[number % 7]


def title(story: Story, number: int) -> tuple[str, str]:
    """A title as it is dumped, and as it reads."""
    text = story.one(f"t{story.theme}")
    if number % 9 == 5:
        return f"  {text}\t", text
    if number % 9 == 8:
        return f"{text} &amp; {story.town}", f"{text} & {story.town}"
    return text, text
