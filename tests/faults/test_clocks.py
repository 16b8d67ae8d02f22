"""A clock that is wrong, and set right: nothing that subscribers compare ever goes back, nothing flaps."""

from datetime import timedelta

import pytest

from tests.faults import verdict
from tests.faults.scenes import put, world

JUMPS = (timedelta(days=-2), timedelta(days=3650), timedelta(days=-3650), timedelta(days=-2), timedelta(hours=1))


def seen(made):
    """What must never go back: (`updated` by id, time by path, edition)."""
    updated = dict(made.rows("SELECT id, updated FROM articles"))
    times = {path: (made.tree / path).stat().st_mtime_ns for path in verdict.documents(made.tree)}
    return updated, times, int(made.rows("SELECT value FROM meta WHERE name = 'edition'")[0][0])


def gone_back(before, after):
    """Names of what did."""
    wrong = ["edition"] if after[2] < before[2] else []
    for old, new in zip(before[:2], after[:2], strict=True):
        wrong += [name for name in old.keys() & new.keys() if new[name] < old[name]]
    return wrong


@pytest.mark.parametrize("edited", [(), (2, 4)])
def test_when_the_clock_jumps_nothing_goes_back(tmp_path, edited):
    made = world(tmp_path)
    made.run()
    before = seen(made)
    for number, jump in enumerate(JUMPS):
        for article in edited:
            put(made, article, f"Ship {number} came back to its quay{'.' * number}")
        report = made.run(after=jump)
        after = seen(made)
        assert gone_back(before, after) == []
        assert report.changed == len(edited)
        assert (after[0] == before[0]) == (not edited)
        still = made.run(after=timedelta(0))
        assert (still.written, still.removed, still.edition) == (0, 0, None)
        before = after
