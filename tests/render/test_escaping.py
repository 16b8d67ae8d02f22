"""What is put together as text is what lxml and feedgen write, byte for byte, and refused where they refuse it."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.etree import Element, tostring

from exporter.model import Article, Paragraph, Publisher
from exporter.render import atom, rss
from exporter.render.escaping import attribute_xml, is_plain, text_xml, xml
from tests.builders import article, feeds, site
from tests.render import feedgen_entries
from tests.render.texts import HOSTILE, moments

EVERY_CHARACTER = [chr(number) for number in (*range(0x3000), *range(0xD7FE, 0xE002), *range(0xFDC0, 0x10010), 0x1FFFE)]

any_text = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20),
    st.text("ab &<>\"'\r\n\t\u0085\u2028]é“🚢", max_size=20),
    st.sampled_from(HOSTILE),
)
"""Without what XML forbids: of articles that are refused, nothing could be compared."""
some_text = any_text.filter(bool)
names = st.lists(any_text, max_size=3).map(tuple)
publishers = st.one_of(st.none(), st.builds(Publisher, any_text, any_text, any_text))
articles = st.builds(
    Article,
    keys=st.just(()),
    url=some_text,
    host=st.just("news.example"),
    title=some_text,
    published=moments(),
    body=st.lists(st.builds(Paragraph, any_text, st.booleans()), max_size=4).map(tuple),
    summary=any_text,
    language=st.one_of(st.sampled_from(["und", "en", "nl", "zh-Hant"]), any_text),
    sections=names,
    keywords=names,
    authors=names,
    publisher=publishers,
    rights=any_text,
    id=some_text,
    updated=moments(),
)


def outcome(draw: Callable[[], bytes]) -> bytes | None:
    """What is drawn; None where a character is refused."""
    try:
        return draw()
    except ValueError:
        return None


def element(text: str) -> bytes:
    one = Element("a")
    one.text = text
    return tostring(one, encoding="UTF-8")


@pytest.mark.parametrize("around", ["", "é", "“", "🚢"], ids=ascii)
def test_every_character_is_written_as_lxml_writes_it_or_refused_as_by_lxml(around: str) -> None:
    for character in EVERY_CHARACTER:
        text = f"{around}{character}x"
        assert outcome(lambda text=text: xml(f"<a>{text_xml(text)}</a>")) == outcome(lambda text=text: element(text))
        drawn = outcome(lambda text=text: xml(f'<a b="{attribute_xml(text)}"/>'))
        assert drawn == outcome(lambda text=text: tostring(Element("a", b=text), encoding="UTF-8"))


def test_what_is_plain_is_what_no_escaping_changes() -> None:
    for character in EVERY_CHARACTER:
        assert is_plain(f"a{character}") == (text_xml(f"a{character}") == f"a{character}")


def test_who_refuses_a_character_names_it() -> None:
    with pytest.raises(ValueError, match=r"^U\+000B is not XML compatible"):
        xml("a\x0bb")


@settings(deadline=None)
@given(articles, publishers, st.sampled_from(["full", "summary"]))
def test_entries_and_items_are_what_feedgen_makes_of_them(
    one: Article, publisher: Publisher | None, content: str
) -> None:
    arguments = (one, site(publisher=publisher), feeds(content=content), "en")
    assert atom.entry(*arguments) == feedgen_entries.entry_bytes(*arguments)
    assert rss.item(*arguments) == feedgen_entries.item_bytes(*arguments)


@pytest.mark.parametrize("draw", [atom.entry, rss.item])
@pytest.mark.parametrize("missing", ["id", "title"])
def test_an_article_without_an_id_or_a_title_is_refused(draw: Callable[..., bytes], missing: str) -> None:
    with pytest.raises(ValueError, match="must have an id and a title"):
        draw(article(**{missing: ""}), site(), feeds(), "en")
