"""The TOML that a person pastes: it says what was learnt, whatever a dump put into it."""

import json
import tomllib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.config import load
from exporter.config.schema import Profile
from exporter.learning.proposals import Choice, Effect, Entry, Proposal
from exporter.learning.proposing import propose
from exporter.learning.study import Learnt
from exporter.learning.writing import as_json, as_toml
from exporter.model import Publisher
from tests.learning.building import body_of, document, documents

NASTY = (
    '"""',
    "'''",
    'a "quoted" \\ back\\slash line',
    "# no comment",
    "]\n[site]\ntitle = 'x'",
    "\x00\x01\x07\x1b[31m",
    "\u202egnirts\u2066",
    "\ud800 half",
    "tab\there",
    "\x7f\x85\u2028\u2029",
    "emoji 🐟",
)


def proposal(**changes):
    plain = Proposal("news.example", 52, 60, complete=True, standing=None, judged=50)
    return msgspec.structs.replace(plain, **changes)


def parsed(found: Proposal) -> Profile:
    tree = tomllib.loads(as_toml(Learnt((found,))))
    return msgspec.convert(tree["profile"][found.host], Profile)


@given(
    st.lists(st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1), max_size=4),
    st.sampled_from(NASTY) | st.text(),
)
def test_whatever_a_dump_says_the_toml_says_the_same(listed, place):
    listed = [text for text in listed if text.isprintable() or "\ud800" not in text]
    entries = tuple(Entry(text, 3, place, place) for text in listed)
    found = proposal(
        sections=entries, chrome=entries, language=Choice("nl", place), remarks=(place,), records=1, complete=False
    )
    assert parsed(found) == Profile(language="nl", sections=tuple(listed), chrome=tuple(listed))


@pytest.mark.parametrize("pattern", [r"/artikel/(\d+)-", r"it's/(\d+)", "/plain/([0-9]+)"])
def test_a_pattern_is_the_same_however_it_is_quoted(pattern):
    assert parsed(proposal(identity=Choice(pattern, "in 9 of 9"))).identity == pattern


def test_lines_that_no_profile_may_hold_are_not_proposed():
    """Their texts come from dumps: a `*` at the end would mean more, and a bidi override is refused."""
    around = ("Members of the Quay read on *", "Walk with us\u2067 along the shore", "Back to the shore, and further")
    found = propose("news.example", documents(20, lambda n: document(n, *around)), None, 20, complete=True)
    assert "Back to the shore, and further" in {entry.text for entry in found.chrome}
    assert "Members of the Quay read on *" not in {entry.text for entry in found.chrome}
    assert parsed(found) == found.profile()


def test_characters_that_no_configuration_may_hold_are_not_proposed():
    """They are cleaned out of every line; should one get here all the same, the profile would be refused whole."""

    def make(number):
        one = document(number, "Back to the shore, and further", "Walk with us along the shore")
        last = msgspec.structs.replace(one.lines[-1], text="Walk with\u202e us", key="walk with\u202e us")
        return msgspec.structs.replace(one, lines=(*one.lines[:-1], last))

    found = propose("news.example", documents(20, make), None, 20, complete=True)
    assert [entry.text for entry in found.chrome] == ["Back to the shore, and further"]


def test_the_order_of_the_articles_does_not_matter():
    made = documents(
        20, lambda n: document(n, "Shoreline", "Share", "From our kitchen: {0} buns", "We write, you read.")
    )
    one, other = (propose("news.example", each, None, 20, complete=True) for each in (made, made[::-1]))
    assert as_toml(Learnt((one,))) == as_toml(Learnt((other,)))


def test_evidence_stands_behind_what_it_is_for():
    entry = Entry("Haven", 41, "dumps: a.txt:14", "12 of their URLs say so")
    found = proposal(
        sections=(entry,),
        keywords=(Entry("*", 7, "", "7 other short lines"),),
        tags=Choice("listed", "20 others"),
        effect=Effect((1, 2), (3, 4), (5, 6), (70, 60), 3, "dumps: a.txt:9"),
    )
    lines = as_toml(Learnt((found,))).splitlines()
    assert '    "Haven",  # in 41 of 50 articles, e.g. dumps: a.txt:14; 12 of their URLs say so' in lines
    assert '    "*",  # 7 other short lines' in lines
    assert 'tags = "listed"  # 20 others' in lines
    assert "# lines with it: chrome 1 -> 2, sections 3 -> 4, keywords 5 -> 6, body 70 -> 60" in lines
    assert "# 3 of them because they stand beside what is listed, e.g. dumps: a.txt:9" in lines
    assert '# publisher = { name = "...", url = "https://news.example/" }  # for you to say' in lines


def test_what_stands_is_said_again_and_marked():
    standing = Profile(
        publisher=Publisher("News", logo="https://news.example/l.png"),
        timezone="Europe/Amsterdam",
        sections=("Haven",),
        keywords=("*",),
        tags="listed",
    )
    found = proposal(standing=standing, sections=(Entry("Regio", 3, "dumps: a.txt:1"),))
    assert parsed(found) == msgspec.structs.replace(standing, sections=("Haven", "Regio"))
    assert as_toml(Learnt((found,))).count("# stands already") == 5


def test_where_there_is_nothing_to_add_there_is_no_table():
    text = as_toml(Learnt((proposal(standing=Profile(), remarks=("identity: none",)),), passed_over=3, rejected=2))
    assert tomllib.loads(text) == {}
    assert "# Nothing to add to what stands.\n# identity: none" in text
    assert "# Left out: 3 sites with fewer than 10 articles." in text
    assert "# Left out: 2 records that can be no article" in text
    assert "# No site has 10 articles or more." in as_toml(Learnt(()))


def test_zones_are_suggested_in_comments_only():
    found = proposal(language=Choice("nl", "52 of 52"), timezones=("Europe/Amsterdam",))
    assert '# timezone = "Europe/Amsterdam"  # fits; only you know' in as_toml(Learnt((found,))).splitlines()
    assert parsed(found).timezone == ""


def test_a_configuration_with_it_loads(tmp_path):
    around = ('Say "quay" \\ and we answer\ton every day', "From our kitchen: {0} dumplings", "Café — l’été")

    def make(number):
        return document(number, "Shoreline", *around, body=body_of(number), path="/shoreline/7{0:03}-a")

    found = propose("news.example", documents(20, make), None, 20, complete=True)
    config = tmp_path / "config.toml"
    config.write_text('[site]\ntitle = "T"\nurl = "https://a.example/"\n' + as_toml(Learnt((found,))), "utf-8")
    assert load(config).profile == {"news.example": found.profile()}
    assert found.sections
    assert len(found.chrome) == 3


def test_json_says_all_of_it():
    found = proposal(sections=(Entry("Haven", 41, "dumps: a.txt:14"),))
    told = json.loads(as_json(Learnt((found,), passed_over=1)))
    assert told["passed_over"] == 1
    assert told["proposals"][0]["host"] == "news.example"
    assert told["proposals"][0]["sections"][0]["text"] == "Haven"
