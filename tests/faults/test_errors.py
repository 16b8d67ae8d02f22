"""Calls that fail: one line says what is wrong, the old tree stays live, the next run completes it."""

import pytest

from tests.faults import errors, shim

pytestmark = pytest.mark.skipif(bool(shim.absent()), reason=shim.absent())


@pytest.mark.parametrize("options", [(), ("--persists",)], ids=["once", "from then on"])
@pytest.mark.parametrize("error", errors.ERRORS)
def test_a_call_that_fails_is_told_in_a_line_and_healed_by_the_next_run(error, options):
    every, begin = 67, 7 * (1 + errors.ERRORS.index(error))
    figures = shim.under("tests.faults.errors", "incremental", error, "--every", every, "--begin", begin, *options)
    assert figures["failed"] > figures["points"] // 2
