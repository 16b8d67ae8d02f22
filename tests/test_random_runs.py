"""Whatever happens between runs, what is promised holds after each (tests/random_runs.py says what)."""

import pytest

from tests.random_runs import check


@pytest.mark.parametrize("seed", [3, 14, 15, 92])
def test_all_that_is_promised_holds_after_every_run(seed):
    check(seed, 12)
