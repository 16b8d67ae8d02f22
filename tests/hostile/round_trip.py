"""Strings that no text should be, through normalise and every renderer, and back by parsers that are not ours.

What comes back is exactly what normalise gave; and what normalise gave is what stood there, but for what is documented
to go (docs/threats.md, "Text").
"""

import gzip
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from exporter.model import Article, Feed, FeedPage, Record, Rejected, Stated
from exporter.names import slugify, unused
from exporter.normalise import Rules, normalise_all
from exporter.render import atom, dataset, json_feed, json_ld, rss
from tests.builders import feed, feeds, site, utc
from tests.hostile import read_back
from tests.hostile.strings import strings

BATCH = 20
"""Articles in a document."""
STRINGS = 13
"""In an article."""
TIME = utc("2025-02-14T21:00:45")
_UNLINKED = re.compile("[\x00-\x20\x7f-\x9f\ud800-\udfff]")
"""What makes a URL one that is rejected; three of four are without."""
_REPAIRED = re.compile("[&\x80-\u02ff\u2000-\u206f\u20ac\u2122\u0152\u0153\u3164\uffa0\ud800-\udfff]")
"""What may be an entity or damage that is repaired, or a letter that nobody sees: of such text letters may differ."""


class Given(Struct, frozen=True):
    """An article with what it was made of."""

    record: Record
    article: Article


def run(seed: int, count: int) -> dict[str, int]:
    """So many strings through all of it; what there was of each. AssertionError, with the seed, for what is lost."""
    figures = {"strings": 0, "articles": 0, "rejected": 0, "documents": 0}
    for number, records in enumerate(_batches(seed, count)):
        try:
            given, rejected = _normalised(records)
            documents = _documents([one.article for one in given], number) if given else 0
        except (AssertionError, ValueError) as error:
            error.add_note(f"seed {seed}, batch {number}")
            raise
        figures["strings"] += len(records) * STRINGS
        figures["articles"] += len(given)
        figures["rejected"] += rejected
        figures["documents"] += documents
    return figures


def _batches(seed: int, count: int) -> Iterator[list[Record]]:
    numbers = iter(range(-(-count // STRINGS)))
    words = strings(seed)
    while some := [_record(number, list(islice(words, STRINGS))) for number in islice(numbers, BATCH)]:
        yield some


def _record(number: int, words: Sequence[str]) -> Record:
    title, first, second, third, author, section, other, keyword, summary, rights, publisher, path, image = words
    return Record(
        source="dumps",
        dump="a.jsonl",
        format="jsonl",
        pure=True,
        title=title if number % 2 else f"{title} Quay {number}",
        time="2025-02-14T22:00:45+0100",
        url=f"https://news.example/artikel/{number}-{path if number % 4 == 0 else _UNLINKED.sub('', path)}",
        lines=(first, second, "", third, f"Paragraph {number}."),
        subheads=(1,),
        stated=Stated(
            authors=(author,),
            sections=(section, other),
            keywords=(keyword,),
            summary=summary,
            rights=rights,
            publisher=publisher,
            publisher_url=f"https://{image}.example/",
            image=f"https://news.example/{image}.jpg",
            own=number % 4 > 0,
        ),
    )


def _normalised(records: Sequence[Record]) -> tuple[list[Given], int]:
    """The articles, as a store would complete them, and how many were rejected."""
    found = []
    for number, (record, outcome) in enumerate(zip(records, normalise_all(records, Rules()), strict=True), 1):
        if isinstance(outcome, Rejected):
            assert outcome.reason.isprintable(), outcome
            continue
        identity = f"urn:uuid:00000000-0000-5000-8000-{number:012d}"
        article = replace(outcome, id=identity, updated=TIME, first_seen=TIME, sequence=number)
        _assert_nothing_is_lost(record, article)
        found.append(Given(record, article))
    return found, len(records) - len(found)


def _assert_nothing_is_lost(record: Record, article: Article) -> None:
    """Letters and figures of the title, and of what is taken as it is of a row of our own, are all there, in order."""
    said = record.stated
    pairs = [(record.title, article.title)]
    if said and said.own:
        pairs.append((" ".join(record.lines), " ".join(one.text for one in article.body)))
    for before, after in pairs:
        if not _REPAIRED.search(before):
            assert _letters(before) == _letters(after), (before, after)


def _letters(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", text) if unicodedata.category(one)[0] in "LN")


def _documents(articles: Sequence[Article], number: int) -> int:
    """Render all kinds of documents with these in them, read them back and compare. How many there were."""
    around = site(title=articles[0].title, description=articles[-1].summary, rights=articles[-1].rights)
    section = _section(articles, number)
    shown = FeedPage(feed=section, path=f"{section.folder}feed.atom", articles=tuple(articles))
    form = feeds(max_bytes=10**9)
    read_back.assert_atom(atom.render(shown, around, form), shown)
    read_back.assert_rss(rss.render(shown, around, form), shown)
    read_back.assert_json_feed(json_feed.render(shown, around, form), shown)
    read_back.assert_rows(json_ld.rows(articles, around), articles)
    shards = list(dataset.shards("2025-02-14", articles, around))
    for shard in shards:
        read_back.assert_rows(gzip.decompress(shard.data), articles)
    for article in articles:
        read_back.assert_document(json_ld.article(article, around), article)
    manifest = dataset.manifest(
        [dataset.Shard(one.path, "0", 1, one.count, "2025-02-14", TIME) for one in shards], around
    )
    assert read_back.json_of(manifest)["name"] == around.title
    read_back.assert_sitemaps(articles, around)
    read_back.assert_opml(section, around)
    read_back.assert_page(section, articles, around)
    return 8 + len(shards) + len(articles)


def _section(articles: Sequence[Article], number: int) -> Feed:
    names = [name for article in articles for name in article.sections] or ["Harbour"]
    name = names[number % len(names)]
    slug = unused(slugify(name), ())
    assert re.fullmatch("[a-z0-9-]{1,80}", slug)
    return feed(kind="section", folder=f"sections/{slug}/", title=name, description=name)
