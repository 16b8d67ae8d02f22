"""Decide whether a record makes an article new, changed or leaves it as it is. Pure: touches nothing, knows no clock.

DESIGN.md decision 2 is written out here and nowhere else.
"""

import hashlib
from typing import Any, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from exporter.model import NEVER, Article, Paragraph, Publisher, Record
from exporter.store import same_text
from exporter.store.checksums import of_article

SIGNIFICANT = "1"
"""Version of what counts as significant. It is a part of each article's `rules`, so that a change of it computes all of
the digests anew and moves no `updated`."""

DIGESTS = f"{SIGNIFICANT}.{same_text.VERSION}"
"""Versions of all that a version's digests are over."""

Verdict = Literal["new", "changed", "same", "superseded", "withdrawn"]

_encode = msgspec.json.Encoder().encode


def record_digest(record: bytes) -> str:
    """Of a record as JSON, what it says, whichever dump says it and where: 32 hexadecimal digits.

    Title, time, URL and lines stand together there, behind the names of source and dump, and are not encoded twice.
    """
    return _digest(record[record.index(b',"title":') : record.rindex(b"]")])


def digest_of(record: Record) -> str:
    """The same, of a record."""
    return record_digest(_encode(record))


def significant_digest(content: bytes, authors: tuple[str, ...]) -> str:
    """Of an article as JSON, what a subscriber would call a change: title, body, authors; not URL, sections, keywords
    or times.

    Title and body stand together there, with nothing between but a `published` that is always NEVER. The body, of which
    each paragraph is an array, ends in `]],"`: nothing else does, and no string holds its quotation mark unescaped.
    """
    end = content.rfind(b']],"')
    if end < 0:  # there is no paragraph
        end = content.index(b'"body":[]')
    return _digest(_encode((SIGNIFICANT, authors)) + content[content.index(b',"title":') : end])


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


class Version(Struct, frozen=True):
    """One record of one dump, normalised: a candidate for what an article shows.

    What the store keeps of it is encoded already: that is a third of the work of storing it, and a worker can do it.
    """

    id: str
    """What the article is to be called, if it is new."""
    keys: tuple[str, ...]
    host: str
    url: str
    published: int
    """The time it states, in seconds since 1970."""
    stated: int
    """... or when it says that it was modified, if that is later."""
    source: str
    dump: str
    line: int
    """Of its title, in the dump."""
    digest: str
    """Of the record."""
    significant: str
    text_digest: int | None
    """Of publisher and body (`same_text`)."""
    rules: str
    feeds: tuple[tuple[str, str, str], ...]
    """(kind, name, title) of each feed but the main one that it belongs to."""
    record: bytes
    """The record as JSON, as far as `content` does not say it (`restored`)."""
    content: bytes
    """The article as JSON, without the times that the store gives it: equal if what is shown is equal."""


def version_of(
    record: Record,
    article: Article,
    rules: str,
    feeds: tuple[tuple[str, str, str], ...],
    tree: Publisher | None = None,
) -> Version:
    """A record and what it was normalised to; `rules`: says under which rules; `tree`: whom they name as publisher of
    what nobody else publishes."""
    said, content = _encode(record), _encode(replace(article, published=NEVER, updated=NEVER))
    return Version(
        id=article.id,
        keys=article.keys,
        host=article.host,
        url=article.url,
        published=int(article.published.timestamp()),
        stated=int(max(article.published, article.updated).timestamp()),
        source=record.source,
        dump=record.dump,
        line=record.title_line,
        digest=record_digest(said),
        significant=significant_digest(content, article.authors),
        text_digest=same_text.text_digest(_trusted(record, article), tree),
        rules=rules,
        feeds=feeds,
        record=_encode(_Kept(replace(record, lines=()), _kept(record.lines, article.body))),
        content=content,
    )


class _Kept(Struct, frozen=True, array_like=True):
    """A record as it is stored beside the article that it became: nearly all of its lines are paragraphs there, and to
    store both was half of what storing took, and of the store."""

    record: Record
    """Without its lines."""
    lines: tuple[int | str, ...]
    """Each as found, or which paragraph of the body it is, counted from 0."""


def _kept(lines: tuple[str, ...], body: tuple[Paragraph, ...]) -> tuple[int | str, ...]:
    place: dict[str, int] = {paragraph.text: number for number, paragraph in enumerate(body)}
    return tuple([place.get(line, line) for line in lines])


_decode_kept = msgspec.json.Decoder(_Kept).decode
_decode_content = msgspec.json.Decoder(Article).decode


def restored(record: bytes, content: bytes) -> Record:
    """The record of which a version keeps these."""
    kept, body = _decode_kept(record), _decode_content(content).body
    lines = tuple(line if isinstance(line, str) else body[line].text for line in kept.lines)
    return replace(kept.record, lines=lines)


def _trusted(record: Record, article: Article) -> Article:
    """Without a publisher whom only the dump names: else whoever copies a text could state whose it is, come first, and
    keep the article that it is a copy of from being published."""
    stated = record.stated.publisher if record.stated else ""
    is_stated = article.publisher is not None and stated.split() == article.publisher.name.split()
    return replace(article, publisher=None) if is_stated else article


class Known(Struct, frozen=True):
    """What the store knows of an article: its row without the texts."""

    n: int
    id: str
    sequence: int | None
    published: int
    updated: int
    first_seen: int
    host: str
    url: str
    stated: int
    source: str
    dump: str
    record: str
    significant: str
    rules: str
    run: int
    prior_updated: int
    prior_significant: str
    text_digest: int | None
    original: int | None
    """Of a duplicate: the number of the article that it is one of (duplicates.py)."""
    judged: int | None
    """Of a duplicate: its `text_digest` when that was decided."""
    withdrawn: int | None
    """When it was taken down, or the article that it is a duplicate of; None: it was not."""


def sealed(known: Known) -> int:
    """The checksum of its row (checksums.py): what documents show of it, and what else decides."""
    shown = (known.n, known.id, known.published, known.updated, known.first_seen, known.host, known.url)
    prior = (known.prior_updated, known.prior_significant)
    told = (known.stated, known.source, known.dump, known.record, known.significant, known.rules, known.run)
    return of_article(shown, (*told, *prior, known.text_digest))


def first(version: Version, n: int, run: int, now: int) -> Known:
    """The article that begins with this version."""
    shown = _shown(version, run)
    return Known(
        n=n,
        id=version.id,
        sequence=None,
        published=version.published,
        updated=shown["stated"],
        first_seen=now,
        **shown,
        prior_updated=0,
        prior_significant="",
        original=None,
        judged=None,
        withdrawn=None,
    )


def _shown(version: Version, run: int) -> dict[str, Any]:
    """What an article's row says of the version that it shows."""
    return {
        "host": version.host,
        "url": version.url,
        "stated": version.stated,
        "source": version.source,
        "dump": version.dump,
        "record": version.digest,
        "significant": version.significant,
        "text_digest": version.text_digest,
        "rules": version.rules,
        "run": run,
    }


def next_known(
    known: Known, version: Version, run: int, now: int, *, lost: bool, alike: tuple[int, int] = (0, 0)
) -> tuple[Known, bool]:
    """What is known once this version has come too, and whether the version is the one to show.

    The caller has seen that the version is none that was had before. `lost`: what is shown now is said by its dump no
    more, which was corrected after this run was cut off and before it is completed. Of what was withdrawn the newest
    words are kept, should it come back, and no time moves, unless it is a duplicate that was never published itself.
    Of versions in one run the later stated time wins, then the later dump; a later run wins over an earlier one.
    `alike`: where it came from the published tree, how alike the version, and what is shown in this run so far, are to
    that (`likeness`): what is more alike wins over all, because it is what was published, and moves no time.
    Whatever the order in which the dumps of one run come, the outcome is the same.
    """
    same_run = known.run == run
    fresh = known.sequence is None and (known.withdrawn is None or known.original is not None)
    ours, theirs = (
        (alike[0], version.stated, version.dump, version.source),
        (alike[1], known.stated, known.dump, known.source),
    )
    if same_run and ours < theirs and not lost:  # of one dump the later record comes later, and wins
        if fresh and version.published < known.published:
            known = replace(known, published=version.published)
        return known, False
    prior_updated, prior_significant = (
        (known.prior_updated, known.prior_significant) if same_run else (known.updated, known.significant)
    )
    if fresh:
        # Never published yet: the earliest version says when it was published, the latest when it was updated.
        published, updated = min(known.published, version.published), version.stated
    elif known.withdrawn is not None:
        published, updated = known.published, known.updated
    else:
        published = known.published
        updated = moved(prior_updated, prior_significant, version, now)
    return (
        replace(
            known,
            published=published,
            updated=updated,
            **_shown(version, run),
            prior_updated=prior_updated,
            prior_significant=prior_significant,
        ),
        True,
    )


def adopted(known: Known, version: Version) -> Known:
    """What is known once the record that is shown is normalised by other rules: content changes, no time moves, and
    what is a duplicate stays one (an upgrade must not flood a feed), unless an edit of it waits to be judged."""
    shown = _shown(version, known.run)
    judged = version.text_digest if known.judged == known.text_digest else known.judged
    return replace(known, **{**shown, "stated": known.stated, "record": known.record, "judged": judged})


def moved(updated: int, significant: str, version: Version, now: int) -> int:
    """Where `updated` goes: only for a significant change, to the stated time if later, else to now; always onwards.

    (It may lie ahead: a dump may state a time some hours from now.)
    """
    if significant == version.significant:
        return updated
    return version.stated if version.stated > updated else max(now, updated + 1)
