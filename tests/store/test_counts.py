"""Counts of each day say what counting would, whatever comes, moves, changes feeds or leaves them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.store import counts, documents, feeds, places
from tests import stores
from tests.store.test_articles import BASE, settle, take, version

NAMES = [("section", name, name.title()) for name in ("harbour", "council", "sport")]
DUMPS = st.lists(
    st.builds(
        version,
        st.integers(1, 4),
        st.integers(-60, 60),
        st.sampled_from(["One.", "Two.", "Three."]),
        st.sampled_from(["a.txt", "b.txt"]),
        st.lists(st.sampled_from(NAMES), unique=True).map(tuple),
    ),
    max_size=5,
)

pytestmark = pytest.mark.usefixtures("kept_by")


def counted(db):
    """What the table says, and what there is, by feed and day."""
    kept = {(feed, day): n for feed, day, n in db.rows("SELECT feed, day, articles FROM counts WHERE articles <> 0")}
    there = counts.Changes()
    for (published,) in db.rows("SELECT published FROM articles"):
        there[counts.ALL, counts.day_of(published)] += 1
    for feed, published in db.rows("SELECT feed, published FROM memberships"):
        there[feed, counts.day_of(published)] += 1
    return kept, dict(there)


@given(st.lists(DUMPS, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_counts_are_what_counting_gives_after_any_runs(runs):
    with stores.empty() as db:
        for number, versions in enumerate(runs, 1):
            take(db, number, *versions)
            settle(db)
            feeds.depart(db)
            feeds.found(db)
            kept, there = counted(db)
            assert kept == there


def test_times_before_1970_have_days_too():
    with stores.empty() as db:
        old = datetime(1969, 12, 31, 23, tzinfo=UTC)
        take(db, 1, version(1, hours=(old - BASE) // timedelta(hours=1)))
        assert [day.isoformat() for day in counts.days(db)] == ["1969-12-31"]
        midnight = old.replace(hour=0)
        morrow = midnight + timedelta(days=1)
        assert counts.between(db, [(midnight, morrow), (morrow, BASE), (morrow, morrow)]) == [1, 0, 0]


def test_hosts_and_months_are_those_of_the_articles():
    with stores.empty() as db:
        hours = (0, 24 * 30, 24 * 31, 24 * 365)
        take(db, 1, *(version(n, there, host=f"{n % 2}.example") for n, there in enumerate(hours)))
        assert list(places.hosts(db)) == ["0.example", "1.example"]
        assert [[f"{month:%Y-%m-%d %H}" for month in places.months(db, host)] for host in places.hosts(db)] == [
            ["2025-02-01 00", "2025-03-01 00"],
            ["2025-03-01 00", "2026-02-01 00"],
        ]


def test_every_document_of_many_is_marked_once(monkeypatch):
    monkeypatch.setattr(documents, "SLICE", 2)
    with stores.empty() as db:
        documents.mark(db, [documents.Document("archive", str(n % 3)) for n in range(10)])
        assert [one.key for one in documents.marked(db, ["archive"])] == ["0", "1", "2"]
