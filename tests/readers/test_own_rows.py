"""Rows that the project's own renderer wrote come back as the articles that they were."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exporter.model import Article, Paragraph, Publisher, Record, Rejected, Stated
from exporter.normalise import Rules, normalise
from exporter.readers import aliases
from exporter.readers.own_rows import is_own, record
from exporter.render.json_ld import article as document
from exporter.render.json_ld import row
from tests.builders import article, site, utc
from tests.readers.shapes import PLACE, SCHEMA
from tests.render.texts import bodies, texts

FULL = article(
    title="Quay & harbour reopen",
    body=(
        Paragraph("The quay is open again, three weeks late, and the ships are back."),
        Paragraph("What now?", subhead=True),
        Paragraph("What now?"),
        Paragraph("The mayor says that the work on the north wall goes on."),
    ),
    summary="A summary of somebody's own.",
    language="en-GB",
    sections=("Harbour", "Region"),
    keywords=("Ferries", "Cape, Ardent; north"),
    authors=("Mara Lindqvist", "Oakes"),
    publisher=Publisher("Example News"),
    image="https://news.example/1.jpg",
    rights="https://licences.example/by",
    updated=utc("2025-02-16T08:00:00"),
)


def decoded(one: Article) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode(row(one, site()))
    return found


def read(one: Article) -> Record:
    found = aliases.record(PLACE, decoded(one), 3, "jsonl")
    assert isinstance(found, Record), found
    return found


def shown(one: Article) -> Article:
    """Without what the store of one tree gave it, which another tree gives anew."""
    return replace(one, keys=(), id="", first_seen=utc("2000-01-01T00:00:00"), sequence=0)


@pytest.mark.parametrize(
    "one",
    [
        FULL,
        replace(FULL, rights="© Example News"),
        replace(FULL, updated=FULL.published),
        replace(FULL, authors=(), keywords=(), image="", rights=""),
    ],
)
def test_an_article_passes_from_tree_to_tree_unchanged(one):
    passed_on = normalise(read(one), Rules(language="nl", timezone="Asia/Tokyo"))
    assert isinstance(passed_on, Article)
    # Of the two languages the article's own goes second to what a source is configured to be: see normalise.
    assert shown(replace(passed_on, language="en-GB")) == shown(one)


def test_the_language_of_a_row_goes_before_what_its_text_looks_like():
    dutch = replace(FULL, language="nl")
    passed_on = normalise(read(dutch), Rules())
    assert isinstance(passed_on, Article)
    assert passed_on.language == "nl"


def test_every_part_of_a_row_is_read_as_it_is_spelled():
    found = read(FULL)
    assert found.lines == tuple(paragraph.text for paragraph in FULL.body)
    assert found.subheads == (1,)
    assert (found.pure, found.title_line) == (True, 3)
    assert found.stated == Stated(
        modified="2025-02-16T08:00:00Z",
        authors=FULL.authors,
        sections=FULL.sections,
        keywords=FULL.keywords,
        language="en-GB",
        summary=FULL.summary,
        image=FULL.image,
        rights=FULL.rights,
        publisher="Example News",
        own=True,
    )


@given(texts(), bodies(), st.lists(texts(20), max_size=3).map(tuple))
def test_whatever_a_row_can_hold_is_read_from_it(title, body, names):
    one = article(title=title, body=body, sections=names, keywords=names, authors=names, publisher=None)
    found = read(one)
    assert found.title == title
    assert tuple(Paragraph(line, number in found.subheads) for number, line in enumerate(found.lines)) == body
    assert found.stated is not None
    assert (found.stated.sections, found.stated.keywords, found.stated.authors) == (names, names, names)


def test_an_article_without_authors_is_credited_to_nobody():
    said = read(replace(FULL, authors=())).stated
    assert said is not None
    assert said.authors == ()


def test_rows_of_others_and_documents_without_keys_are_not_ours():
    assert is_own(decoded(FULL))
    assert not is_own(SCHEMA)
    assert not is_own(msgspec.json.decode(document(FULL, site())))
    assert not is_own({**decoded(FULL), "@id": "https://news.example/1"})
    assert not is_own({**decoded(FULL), "identifier": [{"@type": "PropertyValue", "propertyID": "isbn", "value": "1"}]})
    assert not is_own({**decoded(FULL), "identifier": {"@type": "PropertyValue"}})


@pytest.mark.parametrize(
    ("name", "code"),
    [("headline", "no-title"), ("datePublished", "no-time"), ("url", "no-url"), ("articleBody", "no-text")],
)
@pytest.mark.parametrize("value", [None, "", 3, ["x"]])
def test_a_row_that_somebody_edited_is_rejected_with_what_it_lacks(name, code, value):
    found = record(PLACE, {**decoded(FULL), name: value}, 3, "jsonl")
    assert isinstance(found, Rejected)
    assert (found.code, found.line) == (code, 3)


@pytest.mark.parametrize(
    "part", [None, 3, {"position": 2}, {"position": "2", "headline": "What now?"}, {"position": 99}]
)
def test_a_mark_of_a_subhead_that_fits_no_paragraph_is_passed_over(part):
    found = record(PLACE, {**decoded(FULL), "hasPart": [part], "author": part, "publisher": part}, 3, "jsonl")
    assert isinstance(found, Record)
    assert found.subheads == ()


JUNK = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.none() | st.text(max_size=3))


@given(st.dictionaries(st.sampled_from(sorted(decoded(FULL))), JUNK))
def test_no_row_raises_whatever_stands_in_it(junk):
    row_of_junk = {**decoded(FULL), **junk}
    assert isinstance(record(PLACE, row_of_junk, 1, "jsonl"), Record | Rejected)
    assert isinstance(aliases.record(PLACE, row_of_junk, 1, "jsonl"), Record | Rejected)
