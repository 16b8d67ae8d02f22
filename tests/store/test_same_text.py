"""What is the same text of one publisher, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from exporter.model import Article, Paragraph, Publisher
from exporter.store.same_text import MIN_TEXT, text_digest
from tests.builders import article

SENTENCE = "The quay is open again, and the first boat came in before it was light. "
WORDS = tuple((SENTENCE * 4).split())
TREE = Publisher("Harbour Press")


def told(**changes: object) -> Article:
    return article(body=(Paragraph(" ".join(WORDS)),), **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Another headline", "summary": "Another summary."},
        {"url": "https://news.example/other", "keys": ("url:news.example/other",), "host": "elsewhere.example"},
        {"sections": ("Sport",), "keywords": ("Ball",), "authors": ("Ann Field",), "language": "nl", "image": "x"},
        {"publisher": Publisher("Example News", "https://elsewhere.example/")},
        {"body": (Paragraph(" ".join(WORDS[:9]), subhead=True), Paragraph(" ".join(WORDS[9:])))},
    ],
)
def test_url_title_and_where_paragraphs_end_are_no_difference(changes: dict[str, object]) -> None:
    assert text_digest(replace(told(), **changes)) == text_digest(told())


@pytest.mark.parametrize(
    "changes",
    [
        {"body": (Paragraph(" ".join([*WORDS, "And"])),)},
        {"body": (Paragraph(" ".join(WORDS).lower()),)},
        {"publisher": Publisher("Example Views")},
        {"publisher": None},
    ],
)
def test_a_word_its_case_and_the_publisher_are(changes: dict[str, object]) -> None:
    assert text_digest(replace(told(), **changes)) != text_digest(told())


@pytest.mark.parametrize("host", ["www.news.example", "m.news.example", "amp.news.example", "www.m.news.example"])
def test_what_only_says_how_pages_look_is_no_other_site(host: str) -> None:
    assert text_digest(told(publisher=None, host=host)) == text_digest(told(publisher=None, host="news.example"))


@pytest.mark.parametrize("host", ["sport.news.example", "m.example", "news.example:8080", "wwwnews.example"])
def test_every_other_host_is(host: str) -> None:
    others = {text_digest(told(publisher=None, host=other)) for other in ("news.example", "example")}
    assert text_digest(told(publisher=None, host=host)) not in others


def test_the_publisher_of_the_tree_does_not_make_two_sites_one() -> None:
    one, other = (told(publisher=TREE, host=host) for host in ("news.example", "views.example"))
    assert text_digest(one) == text_digest(other)
    assert text_digest(one, TREE) != text_digest(other, TREE)
    assert text_digest(one, TREE) == text_digest(told(publisher=None, host="news.example"))


def test_a_name_is_never_taken_for_a_host() -> None:
    assert text_digest(told(publisher=Publisher("news.example"))) != text_digest(told(publisher=None))


@given(st.integers(0, 2 * MIN_TEXT))
def test_what_is_too_short_is_not_compared(length: int) -> None:
    digest = text_digest(article(body=(Paragraph("x" * length),)))
    assert (digest is None) == (length < MIN_TEXT)
    assert digest is None or -(2**63) <= digest < 2**63
