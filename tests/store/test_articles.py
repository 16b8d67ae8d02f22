"""DESIGN.md decision 2: which version of an article wins, and what that does to its times."""

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.model import Paragraph
from exporter.store import articles, places, runs
from exporter.store.stored import in_sequence, whole
from exporter.store.versions import version_of
from tests import stores
from tests.builders import article, record, utc

pytestmark = pytest.mark.usefixtures("kept_by")

BASE = utc("2025-02-14T10:00:00")
NOW = int(utc("2025-03-01T00:00:00").timestamp())


def version(number=1, hours=0, text="First.", dump="a.txt", feeds=(), **changes):
    """A version of article `number` that states BASE + `hours`."""
    stated = BASE + timedelta(hours=hours)
    its_record = record(text, source="dumps", dump=dump, time=stated.isoformat(), url=f"https://news.example/{number}")
    its_article = article(number, published=stated, updated=stated, body=(Paragraph(text),), sequence=0, **changes)
    return version_of(its_record, its_article, "rules", feeds)


@pytest.fixture
def db():
    with stores.empty() as database:
        yield database


def take(db, run, *versions, now=NOW, gone=frozenset(), sources=frozenset({"dumps"})):
    with db.transaction():
        dumps = {(one.source, one.dump): gone for one in versions}
        batch = articles.Batch(db, versions, dumps, {}, sources, run, now)
        verdicts = [batch.take(one) for one in versions]
        before, unchanged = batch.write()
    return verdicts, [place.id[-1] for place in before], unchanged


def settle(db):
    with db.transaction():
        places.sequence(db)
        places.clean(db)
        runs.settle(db)


def stored(db):
    """(title's number, published and updated in hours after BASE, body) of each article, by sequence."""
    base = int(BASE.timestamp())
    return [
        (
            one.id[-1],
            (int(one.published.timestamp()) - base) / 3600,
            (int(one.updated.timestamp()) - base) / 3600,
            one.body[0].text,
        )
        for one in whole(in_sequence(db, 0, 1000))
    ]


def test_a_first_version_makes_an_article(db):
    assert take(db, 1, version()) == (["new"], [], 0)
    settle(db)
    assert stored(db) == [("1", 0, 0, "First.")]


def test_nothing_unsequenced_is_ever_given_out(db):
    take(db, 1, version())
    assert stored(db) == []
    assert list(places.newest(db, 10)) == []


def test_the_same_record_again_changes_nothing(db):
    take(db, 1, version())
    settle(db)
    assert take(db, 2, version(dump="copy.txt")) == (["same"], [], 0)
    assert not places.any_dirty(db)


def test_an_edit_moves_updated_to_the_stated_time_and_never_published(db):
    take(db, 1, version())
    settle(db)
    assert take(db, 2, version(hours=3, text="Second.")) == (["changed"], ["1"], 0)
    settle(db)
    assert stored(db) == [("1", 0, 3, "Second.")]


def test_an_edit_that_states_no_later_time_is_updated_now(db):
    take(db, 1, version())
    settle(db)
    take(db, 2, version(hours=-5, text="Second."))
    settle(db)
    assert stored(db) == [("1", 0, (NOW - BASE.timestamp()) / 3600, "Second.")]


def test_updated_never_goes_back(db):
    take(db, 1, version())
    settle(db)
    take(db, 2, version(hours=3, text="Second."))
    settle(db)
    take(db, 3, version(hours=1, text="Third."), now=int(BASE.timestamp()))
    settle(db)
    assert stored(db) == [("1", 0, 3 + 1 / 3600, "Third.")], "a second on: an edit that moves nothing is not seen"


def test_a_change_that_is_not_significant_moves_no_updated(db):
    take(db, 1, version())
    settle(db)
    verdicts, before, _ = take(db, 2, version(hours=3, sections=("Elsewhere",)))
    assert (verdicts, before) == (["changed"], ["1"])
    settle(db)
    assert stored(db) == [("1", 0, 0, "First.")]


def test_a_new_time_alone_changes_nothing_that_is_shown(db):
    take(db, 1, version())
    settle(db)
    assert take(db, 2, version(hours=3)) == (["changed"], [], 1)
    assert not places.any_dirty(db)


def test_an_old_version_under_another_name_does_not_come_back(db):
    take(db, 1, version(dump="old.txt"))
    settle(db)
    take(db, 2, version(hours=3, text="Second.", dump="new.txt"))
    settle(db)
    assert take(db, 3, version(dump="archive/old.txt"))[0] == ["same"]
    settle(db)
    assert stored(db) == [("1", 0, 3, "Second.")]


def test_a_dump_that_is_edited_back_is_a_version(db):
    first, second = version(), version(hours=3, text="Second.")
    take(db, 1, first)
    settle(db)
    take(db, 2, second, gone=frozenset({first.digest}))
    settle(db)
    assert take(db, 3, first, gone=frozenset({second.digest}))[0] == ["changed"]
    settle(db)
    assert stored(db)[0][3] == "First."


def test_an_article_is_found_by_any_key_it_ever_had(db):
    take(db, 1, version(keys=("url:news.example/old",)))
    settle(db)
    take(db, 2, version(9, hours=1, text="Second.", keys=("news.example:7", "url:news.example/old")))
    settle(db)
    take(db, 3, version(8, hours=2, text="Third.", keys=("news.example:7", "url:news.example/new")))
    settle(db)
    assert stored(db) == [("1", 0, 2, "Third.")]


def test_sequence_is_by_published_then_id_and_goes_on_from_the_last(db):
    take(db, 1, version(3, hours=1), version(2, hours=5), version(1, hours=5))
    settle(db)
    take(db, 2, version(4, hours=-9))
    settle(db)
    assert [row[0] for row in stored(db)] == ["3", "1", "2", "4"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_of_two_copies_in_one_run_the_later_dump_counts_whichever_comes_first(db, order):
    found = [version(text="B.", dump="b"), version(text="A.", dump="c"), version(text="B.", dump="d")]
    take(db, 1, found[order[0]])
    verdicts, _, _ = take(db, 1, *(found[number] for number in order[1:]))
    settle(db)
    assert stored(db) == [("1", 0, 0, "B.")]
    assert sorted(verdicts) == ["same", "superseded"]


VERSIONS = st.lists(
    st.tuples(
        st.integers(1, 2), st.integers(0, 3), st.sampled_from(["A.", "B.", "C."]), st.sampled_from(["a", "b", "c", "d"])
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: (one[0], one[1], one[3]),
)


@settings(max_examples=200, deadline=None)
@given(
    data=st.data(),
    before=st.lists(st.tuples(st.integers(1, 2), st.integers(0, 2), st.just("Z.")), max_size=2),
    found=VERSIONS,
)
def test_the_order_in_which_a_run_finds_dumps_decides_nothing(data, before, found):
    """Neither does it matter where one slice ends and the next begins."""
    outcomes = []
    versions = [version(number, hours, text, dump) for number, hours, text, dump in found]
    for _ in range(2):
        with stores.empty() as db:
            take(db, 1, *(version(number, hours, text) for number, hours, text in before))
            settle(db)
            order = data.draw(st.permutations(versions))
            cut = data.draw(st.integers(0, len(order)))
            take(db, 2, *order[:cut])
            take(db, 2, *order[cut:])
            settle(db)
            outcomes.append((stored(db), list(db.rows("SELECT id, record, significant FROM articles ORDER BY id"))))
    assert outcomes[0] == outcomes[1]
