"""Withdrawn articles in the store: found by every name, counted nowhere, back where they were."""

import pytest

from exporter.model import Document
from exporter.store import counts, documents, erasing, places, withdrawals
from tests import stores
from tests.store.test_articles import settle, take, version

pytestmark = pytest.mark.usefixtures("kept_by")

SECTION = (("section", "harbour", "Harbour"),)


def numbered(number, text="First.", keys=()):
    """A version of article `number`, with the keys that it always has or with these."""
    return version(number, number, text, feeds=SECTION, keys=keys or (f"site:{number}", f"url:news.example/{number}"))


@pytest.fixture
def db():
    """Articles 1 to 3, in sequence."""
    with stores.empty() as db:
        take(db, 1, *(numbered(number) for number in (1, 2, 3)))
        settle(db)
        yield db


def down(db, *numbers, at=2_000_000_000):
    withdrawals.withdraw(db, numbers, at, "Because", "")


def ids(db):
    return dict(db.rows("SELECT n, id FROM articles"))


def test_its_place_is_kept_and_nobody_else_gets_it(db):
    down(db, 3)
    assert (places.sequenced(db), places.published(db)) == (3, 2)
    take(db, 2, numbered(4))
    settle(db)
    assert dict(db.rows("SELECT n, sequence FROM articles")) == {1: 1, 2: 2, 3: None, 4: 4}


def test_it_is_counted_nowhere_and_a_member_of_nothing(db):
    before = dict(db.rows("SELECT feed, SUM(articles) FROM counts GROUP BY feed"))
    down(db, 1, 2, 3)
    assert set(dict(db.rows("SELECT feed, SUM(articles) FROM counts GROUP BY feed")).values()) == {0}
    assert db.number("SELECT COUNT(*) FROM memberships") == counts.total(db) == 0
    withdrawals.undo(db, (1, 2, 3), 2_000_000_100)
    assert dict(db.rows("SELECT feed, SUM(articles) FROM counts GROUP BY feed")) == before


def test_it_is_found_by_id_by_any_key_and_by_the_url_that_it_shows(db):
    down(db, 2)
    found, other = withdrawals.by_id(db, ids(db)[2]), withdrawals.by_id(db, ids(db)[1])
    assert ((found.n, found.withdrawn.timestamp()), other.withdrawn) == ((2, 2_000_000_000), None)
    assert withdrawals.by_keys(db, ("unknown", "url:news.example/2", "site:2")) == [found]
    assert withdrawals.by_keys(db, ("site:2", "site:1")) == [found, other]
    url = "https://news.example/artikel/2-kade"
    assert withdrawals.by_urls(db, {url, "https://news.example/unknown"}) == {url: [found]}
    assert withdrawals.by_keys(db, ("unknown",)) == []
    assert withdrawals.by_id(db, "urn:uuid:unknown") is None


def test_erased_it_is_known_by_digests_alone(db):
    its_id = ids(db)[2]
    down(db, 2)
    erasing.erase(db, (2,))
    for found in (withdrawals.by_id(db, its_id), *withdrawals.by_keys(db, ("url:news.example/2",))):
        assert (found.id, found.n, found.url) == (its_id, None, "")
    for table in ("articles", "texts", "keys", "records", "memberships", "dirty"):
        assert db.number(f"SELECT COUNT(*) FROM {table} WHERE n = 2") == 0  # noqa: S608
    assert db.number("SELECT COUNT(*) FROM keys WHERE key LIKE '%2'") == 0


def test_of_a_version_the_first_known_key_decides_whether_it_is_an_erased_one(db):
    down(db, 2)
    erasing.erase(db, (2,))
    erased = numbered(2, "Words.", keys=("site:2", "url:news.example/elsewhere"))
    of_another = numbered(3, "Words.", keys=("site:3", "url:news.example/2"))
    assert take(db, 2, erased, of_another)[0] == ["withdrawn", "changed"]
    assert take(db, 2, numbered(9, keys=("url:news.example/elsewhere",)))[0] == ["withdrawn"]
    assert db.number("SELECT COUNT(*) FROM keys WHERE key = 'url:news.example/2'") == 0, "nobody else gets its key"


def test_whatever_gives_it_a_key_more_has_the_list_written_anew(db):
    down(db, 2)
    db.run("DELETE FROM marks")
    take(db, 2, numbered(2, "An edit."))
    assert list(documents.marked(db, ("gone",))) == []
    take(db, 2, numbered(2, "Another.", keys=("site:2", "url:news.example/two")))
    assert list(documents.marked(db, ("gone",))) == [Document("gone")]
    assert len(next(withdrawals.every(db)).keys) == 3


def test_no_time_of_it_moves_while_it_is_withdrawn(db):
    before = list(db.rows("SELECT published, updated FROM articles WHERE n = 2"))
    down(db, 2)
    assert take(db, 2, version(2, 40, "An edit.", keys=("site:2",))) == (["withdrawn"], [], 0)
    assert list(db.rows("SELECT published, updated FROM articles WHERE n = 2")) == before
    assert not places.any_dirty(db)


def test_a_day_stays_to_be_purged_until_its_new_shard_is_written(db):
    down(db, 2)
    [day] = withdrawals.purged(db)
    documents.mark(db, [Document("shard", day)])
    withdrawals.forget_purged(db)
    assert withdrawals.purged(db) == {day}
    db.run("DELETE FROM marks")
    withdrawals.forget_purged(db)
    assert withdrawals.purged(db) == set()


def test_tombstones_come_newest_first_and_only_of_what_was_published(db):
    take(db, 2, numbered(4))  # it has no place yet
    for n, at in ((1, 2_000_000_000), (3, 2_000_000_002), (2, 2_000_000_001), (4, 2_000_000_003)):
        down(db, n, at=at)
    assert [one.sequence for one in withdrawals.newest(db, 2)] == [3, 2]
    assert [one.sequence for one in withdrawals.in_sequence(db, 0, 2)] == [2, 1]
    assert [one.sequence for one in withdrawals.every(db)] == [1, 2, 3, 0]
    section = db.number("SELECT n FROM feeds WHERE name = 'harbour'")
    assert [one.sequence for one in withdrawals.newest_in(db, section, 9)] == [3, 2, 1]
