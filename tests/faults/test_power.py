"""Power that fails anywhere in a run, or right after it, on two file systems."""

import pytest

from tests.faults import power, shim


def cut(kind, scene, *options):
    reason = shim.absent() or power.absent(kind)
    if reason:
        pytest.skip(reason)
    return shim.under("tests.faults.power", kind, scene, *options)


@pytest.mark.parametrize("kind", power.IMAGES)
@pytest.mark.parametrize("scene", ["first", "incremental"])
def test_after_a_power_cut_documents_are_whole_and_the_next_run_completes_them(kind, scene):
    assert cut(kind, scene, "--cuts", 12)["cuts"] == 12


@pytest.mark.parametrize("kind", power.IMAGES)
def test_an_exporter_that_flushes_nothing_is_caught(kind):
    with pytest.raises(
        AssertionError, match=r"neither as before nor as after|after the next run|though the run had ended"
    ):
        cut(kind, "first", "--cuts", 3, "--mutant", "no_fsync")
