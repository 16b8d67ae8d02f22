"""Which articles are duplicates depends on what a run found, not on the order in which it did."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter import originals
from exporter.config.schema import Config
from exporter.report import Report
from tests import stores
from tests.builders import site
from tests.store.test_articles import settle, take, version

CONFIG = Config(site=site())
LONG = ["One. " * 50, "Two. " * 50]
FOUND = st.lists(
    st.tuples(
        st.integers(1, 4), st.integers(0, 3), st.sampled_from([*LONG, "Short."]), st.sampled_from(["a", "b", "c", "d"])
    ),
    max_size=7,
    unique_by=lambda one: (one[0], one[1], one[3]),
)

pytestmark = pytest.mark.usefixtures("kept_by")


def end(db):
    originals.settle(db, CONFIG, Report(), 0)
    settle(db)


def made(versions):
    return [
        version(number, hours, text.strip(), dump, keys=(f"url:news.example/{number}",))
        for number, hours, text, dump in versions
    ]


@settings(max_examples=100, deadline=None)
@given(data=st.data(), runs=st.lists(FOUND, min_size=1, max_size=3))
def test_neither_the_order_of_dumps_nor_where_slices_end_decides_anything(data, runs):
    outcomes = []
    for _ in range(2):
        with stores.empty() as db:
            for run, found in enumerate(runs, 1):
                order = data.draw(st.permutations(made(found)))
                cut = data.draw(st.integers(0, len(order)))
                take(db, run, *order[:cut])
                take(db, run, *order[cut:])
                end(db)
            sql = (
                "SELECT a.id, a.sequence, a.text_digest, o.id, o.sequence FROM articles a LEFT JOIN articles o"
                " ON o.n = a.original ORDER BY a.id"
            )
            outcomes.append(list(db.rows(sql)))
    assert outcomes[0] == outcomes[1]
    assert all((sequence is None) == (original is not None) for _, sequence, _, original, _ in outcomes[0])
    assert all(place for _, _, _, original, place in outcomes[0] if original), "an original is published"
