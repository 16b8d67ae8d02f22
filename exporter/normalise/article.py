"""Normalises a record into an article, and explains how: one path for both, so that they cannot disagree.

Codes of what it rejects, permanent:

    no-title     the title has no text
    long-title   the title has more than 1,000 characters
    bad-date     the time cannot be read
    bad-url      the URL cannot be read, or is not one that may be published
    no-body      below the URL is no text
    too-long     more lines, or more text, than an article has
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec
from msgspec import Struct

from exporter.config.schema import Profile
from exporter.model import NEVER, Article, Paragraph, Record, Rejected, Stated
from exporter.normalise import chrome, dates, identity, language, profiles, stated, text, urls
from exporter.normalise.clock import Clock, clock_of
from exporter.normalise.judged import BLANK, Judged
from exporter.normalise.rules import VERSION, Rules
from exporter.normalise.shape import same
from exporter.printable import printable

MAX_TITLE: Final = 1_000
"""Characters. A longer title is a paragraph in the wrong line; feed readers and news sitemaps expect a tenth of it."""
MAX_LINES: Final = 5_000
"""Lines below the URL. A long live blog has some hundreds; what has more than this is a log or a list."""
MAX_TEXT: Final = 1_000_000
"""Characters below the URL: as much as two long novels, and what one feed document may weigh."""
_NOTHING_STATED: Final = Stated()


class Line(Struct, frozen=True):
    """One line of a dump, and what it became."""

    number: int
    """In the dump, counted from 1."""
    text: str
    """As found, not cleaned: make it printable before it is shown."""
    role: str
    """title, time, url, or a chrome.Role."""
    why: str


class Explanation(Struct, frozen=True):
    """What each line of a record became, and why; and what the record became."""

    lines: tuple[Line, ...]
    outcome: Article | Rejected


class _Draft(Struct):
    """What is made of a record, step by step: of its parts, of each line below its URL (none if it is too long), and of
    the whole."""

    url: str | Rejected
    host: str
    named: tuple[str, Profile] | None
    too_long: Rejected | None
    title: str | Rejected
    published: datetime | Rejected
    updated: datetime = NEVER
    judged: tuple[Judged, ...] = ()
    body: tuple[Paragraph, ...] = ()
    summary: str = ""
    language: str = ""


def normalise(record: Record, rules: Rules) -> Article | Rejected:
    """The article that a record means by these rules, or why it means none. Pure: the same in, the same out.

    `id` follows from the first key (the store overrides it if it knows any of them); `published` and `updated` are the
    stated time; `sequence` and `first_seen` are not given here. Raises ConfigError if a time zone or a pattern of the
    configuration is unusable, whatever the record.
    """
    return normalise_all((record,), rules)[0]


def normalise_all(records: Sequence[Record], rules: Rules) -> list[Article | Rejected]:
    """`normalise` for each of the records."""
    drafts = _drafts(records, rules)
    return [_outcome(record, draft, rules) for record, draft in zip(records, drafts, strict=True)]


def explain(record: Record, rules: Rules) -> Explanation:
    """What `normalise` makes of the record, and what each of its lines became and why, blank ones included.

    Of a record that is too long only the header is explained.
    """
    [draft] = _drafts((record,), rules)
    return Explanation(_explained(record, draft), _outcome(record, draft, rules))


def _explained(record: Record, draft: _Draft) -> tuple[Line, ...]:
    if record.format != "text":
        fields = (("title", record.title), ("time", record.time), ("url", record.url))
        header = tuple(Line(record.title_line, found, role, f"the {role} that it states") for role, found in fields)
        lines = zip(record.lines, draft.judged, strict=False)
        return (*header, *(Line(number, found, line.role, line.why) for number, (found, line) in enumerate(lines, 1)))
    header = (
        Line(record.title_line, record.title, "title", "the first line of an article"),
        Line(record.time_line, record.time, "time", "the line below the title"),
        Line(record.url_line, record.url, "url", "the line below the time"),
    )
    below = tuple(
        Line(number, found, line.role, line.why)
        for number, found, line in zip(
            range(record.lines_from, record.lines_from + len(draft.judged)),
            record.lines,
            draft.judged,
            strict=False,
        )
    )
    stated = {line.number for line in header}
    gaps = tuple(
        Line(number, "", "blank", BLANK.why)
        for number in range(record.title_line, record.lines_from)
        if number not in stated
    )
    return (*sorted((*header, *gaps), key=lambda line: line.number), *below)


def fingerprint(rules: Rules, url_or_host: str) -> str:
    """16 hexadecimal digits over everything that decides how records of this host are normalised.

    When it differs from the one stored with a record, the record is to be normalised anew.
    """
    host = urls.host(url_or_host) if "://" in url_or_host else url_or_host
    deciding = (
        VERSION,
        rules.timezone,
        rules.dates,
        rules.language,
        rules.site_language,
        profiles.serving(rules.profiles, rules.usual, host),
        rules.publisher,
    )
    return hashlib.sha256(msgspec.json.encode(deciding)).hexdigest()[:16]


def _drafts(records: Sequence[Record], rules: Rules) -> list[_Draft]:
    """Each step for all records before the next: code and tables of one step fit into the nearest caches of a
    processor, those of all do not. One record after the other takes a quarter more time."""
    served = _Served(rules)
    drafts = [_header(record, served) for record in records]
    short = [(record, draft) for record, draft in zip(records, drafts, strict=True) if draft.too_long is None]
    cleaned = [text.clean_lines(record.lines) for record, _ in short]
    for lines, (record, draft) in zip(cleaned, short, strict=True):
        if record.pure:
            draft.judged = chrome.taken(lines, record.subheads, furnished=not (record.stated and record.stated.own))
        else:
            draft.judged = chrome.judge(lines, draft.named and draft.named[1])
    for draft in drafts:
        draft.body = tuple(
            [Paragraph(line.text, line.role == "subhead") for line in draft.judged if line.role in ("body", "subhead")]
        )
    for record, draft in zip(records, drafts, strict=True):
        draft.summary = stated.summarised(record.stated, draft.body)
    for record, draft in zip(records, drafts, strict=True):
        draft.language = _language(record, draft, rules)
    return drafts


class _Served(dict[str, tuple[tuple[str, Profile] | None, Clock]]):
    """By host, the profile that serves it and how its times are read; of no host, that alone."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    def __missing__(self, host: str) -> tuple[tuple[str, Profile] | None, Clock]:
        named = profiles.serving(self._rules.profiles, self._rules.usual, host) if host else None
        self[host] = found = named, clock_of(named and named[1], self._rules)
        return found


def _header(record: Record, served: _Served) -> _Draft:
    url = _url(record)
    host = urls.host(url) if isinstance(url, str) else ""
    named, clock = served[host]
    published = _published(record, clock)
    draft = _Draft(url, host, named, _too_long(record), _title(record), published)
    if isinstance(published, datetime):
        draft.updated = stated.updated(record.stated, published, clock)
    return draft


def _language(record: Record, draft: _Draft, rules: Rules) -> str:
    said = stated.tag(record.stated)
    own = said if record.stated and record.stated.own else ""
    configured = (draft.named[1].language if draft.named else "", rules.language, own)
    title = draft.title if isinstance(draft.title, str) else ""
    return language.find(configured, title, [paragraph.text for paragraph in draft.body], said, rules.site_language)


def _outcome(record: Record, draft: _Draft, rules: Rules) -> Article | Rejected:
    """Of what cannot be read, the first, from the top, is what the record is rejected for."""
    title, published, url = draft.title, draft.published, draft.url
    if isinstance(title, Rejected):
        return title
    if isinstance(published, Rejected):
        return published
    if isinstance(url, Rejected):
        return url
    if draft.too_long is not None:
        return draft.too_long
    if not draft.body:  # lines that are not blank always have a body
        reason = "there is no text below the URL; give the article a body"
        return _rejected(record, record.url_line, "no-body", reason)
    site = draft.named[1] if draft.named is not None else Profile()
    keys = identity.keys(url, draft.named)
    naming = [line for line in draft.judged if line.sections or line.keywords or line.authors]
    said = record.stated or _NOTHING_STATED
    return Article(
        keys=keys,
        url=url,
        host=draft.host,
        title=title,
        published=published,
        body=draft.body,
        summary=draft.summary,
        language=draft.language,
        sections=_distinct([*stated.names(said.sections), *(name for line in naming for name in line.sections)]),
        keywords=_distinct([*stated.names(said.keywords), *(name for line in naming for name in line.keywords)]),
        authors=_distinct([*stated.authors(said.authors), *(name for line in naming for name in line.authors)]),
        publisher=site.publisher or stated.publisher(record.stated) or rules.publisher,
        image=stated.image(record.stated),
        rights=stated.rights(record.stated),
        same_as=stated.same_as(record.stated),
        id=identity.article_id(keys[0]),
        updated=draft.updated,
    )


def _title(record: Record) -> str | Rejected:
    title = text.clean(record.title)
    if not title:
        reason = f"the title {printable(record.title)!r} has no text; give the article one"
        return _rejected(record, record.title_line, "no-title", reason)
    if len(title) > MAX_TITLE:
        reason = f"the title has {len(title)} characters, more than {MAX_TITLE}: {printable(title)!r}; shorten it"
        return _rejected(record, record.title_line, "long-title", reason)
    return title


def _published(record: Record, clock: Clock) -> datetime | Rejected:
    try:
        return dates.parse(record.time, clock.zone, clock.order, stated.fetched(record.stated, clock))
    except ValueError as error:
        return _rejected(record, record.time_line, "bad-date", str(error))


def _url(record: Record) -> str | Rejected:
    try:
        return urls.canonical(record.url)
    except ValueError as error:
        return _rejected(record, record.url_line, "bad-url", str(error))


def _too_long(record: Record) -> Rejected | None:
    lines, characters = len(record.lines), sum(map(len, record.lines))
    if lines <= MAX_LINES and characters <= MAX_TEXT:
        return None
    reason = (
        f"{lines} lines with {characters} characters below the URL; an article has at most {MAX_LINES} and {MAX_TEXT}: "
        "is this a list of articles, or a log?"
    )
    return _rejected(record, record.lines_from, "too-long", reason)


def _rejected(record: Record, line: int, code: str, reason: str) -> Rejected:
    return Rejected(record.source, record.dump, line, code, reason, record.member)


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """The names in their order; of two that differ in case or Unicode form only, the first spelling."""
    if len(names) < 2:
        return tuple(names)
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(same(name), name)
    return tuple(first.values())
