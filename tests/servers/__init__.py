"""Real servers on loopback, one module each: a class that starts, kills and stops them, and a fixture."""

import pytest


def required(what: str, is_there: object) -> None:
    """Skip the test aloud where this is not installed. .ci/run takes a skipped test for a failure."""
    if not is_there:
        pytest.skip(f"{what} is not installed, so this is left out")
