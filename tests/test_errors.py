"""What Python raises for want of memory is told as that, and nothing else is."""

import pytest

from exporter.errors import ExporterError, memory_explained


@pytest.mark.parametrize(
    "raised", [MemoryError(), ImportError("/lib/some.so: failed to map segment from shared object")]
)
def test_want_of_memory_is_told(raised: Exception) -> None:
    with pytest.raises(ExporterError, match=r"^out of memory"), memory_explained():
        raise raised


def test_a_library_that_is_missing_is_not_taken_for_want_of_memory() -> None:
    with pytest.raises(ImportError, match="no such"), memory_explained():
        raise ImportError("no such library")
