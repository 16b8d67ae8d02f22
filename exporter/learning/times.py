"""What the articles of a site say of its language and its time zone."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from exporter.learning.gathering import Document
from exporter.normalise import dates

AGREED = 0.9
"""Of the articles: so many are in one language before it is that of the site."""
_OFFSET = re.compile(r"([+-])([0-9]{2}):?([0-9]{2})$")
_FAR = timezone(timedelta(hours=5))
_ZONES: Final = {
    "nl": "Europe/Amsterdam",
    "be": "Europe/Brussels",
    "de": "Europe/Berlin",
    "at": "Europe/Vienna",
    "ch": "Europe/Zurich",
    "fr": "Europe/Paris",
    "es": "Europe/Madrid",
    "it": "Europe/Rome",
    "pt": "Europe/Lisbon",
    "uk": "Europe/London",
    "ie": "Europe/Dublin",
    "dk": "Europe/Copenhagen",
    "se": "Europe/Stockholm",
    "no": "Europe/Oslo",
    "fi": "Europe/Helsinki",
    "pl": "Europe/Warsaw",
    "cz": "Europe/Prague",
    "hu": "Europe/Budapest",
    "ro": "Europe/Bucharest",
    "gr": "Europe/Athens",
    "tr": "Europe/Istanbul",
    "ua": "Europe/Kyiv",
    "ru": "Europe/Moscow",
    "in": "Asia/Kolkata",
    "jp": "Asia/Tokyo",
    "cn": "Asia/Shanghai",
    "sg": "Asia/Singapore",
    "za": "Africa/Johannesburg",
    "us": "America/New_York",
    "br": "America/Sao_Paulo",
    "au": "Australia/Sydney",
    "nz": "Pacific/Auckland",
}
"""The usual zone by top-level domain: to suggest where stated offsets fit it. Never evidence."""
MAX_SUGGESTED = 3


class Language(Struct, frozen=True):
    """The language of a site, and in how many of its articles."""

    tag: str
    articles: int


class Times(Struct, frozen=True):
    """How the times of a site are written."""

    zoneless: int
    """Times that state no zone."""
    offsets: tuple[str, ...]
    """Stated, each once: `+01:00`, `+02:00`."""
    suggested: tuple[str, ...]
    """Zones that all stated offsets fit. No time without a zone says that it is in one of them."""


def language(documents: Sequence[Document]) -> Language | None:
    """The language that 90 % of the articles are in; `pt` if they are in `pt-BR` and `pt-PT`."""
    tags = Counter(document.article.language for document in documents)
    primary: Counter[str] = Counter()
    for tag, count in tags.items():
        primary[tag.partition("-")[0]] += count
    for counts in (tags, primary):
        tag, articles = min(counts.items(), key=lambda each: (-each[1], each[0]), default=("und", 0))
        if articles >= AGREED * len(documents) and tag != "und":
            return Language(tag, articles)
    return None


def written(documents: Sequence[Document], host: str) -> Times:
    """How their times are written. `host`: which of the zones that fit is named first."""
    zoneless = [document for document in documents if _is_zoneless(document.record.time)]
    stated = {
        (document.article.published, found[0][:3] + ":" + found[0][-2:])
        for document in documents
        if (found := _OFFSET.search(document.record.time.strip())) and not _is_zoneless(document.record.time)
    }
    offsets = tuple(sorted({offset for _, offset in stated}))
    suggested = _fitting(stated, host) if zoneless and offsets else ()
    return Times(len(zoneless), offsets, suggested)


def _is_zoneless(time: str) -> bool:
    """Whether what the time means depends on the zone that it is read in."""
    try:
        return dates.parse(time, UTC) != dates.parse(time, _FAR)
    except ValueError:  # in one of the two it is in a year that no article is of
        return True


def _fitting(stated: set[tuple[datetime, str]], host: str) -> tuple[str, ...]:
    domain = host.rpartition(".")[2]
    names = sorted(_ZONES.values(), key=lambda name: name != _ZONES.get(domain))
    return tuple([name for name in names if _fits(ZoneInfo(name), stated)][:MAX_SUGGESTED])


def _fits(zone: ZoneInfo, stated: set[tuple[datetime, str]]) -> bool:
    return all(_shown(moment.astimezone(zone)) == offset for moment, offset in stated)


def _shown(moment: datetime) -> str:
    return moment.isoformat()[-6:]
