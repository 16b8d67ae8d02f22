"""What is said of a store holds of each: tests that ask for `kept_by` run on SQLite and on PostgreSQL.

Those that are about a file are marked so.
"""

from collections.abc import Iterator

import pytest

from tests import stores


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "kept_by" in metafunc.fixturenames:
        kinds = ["sqlite"] if metafunc.definition.get_closest_marker("file") else stores.KINDS
        metafunc.parametrize("kept_by", kinds, indirect=True)


@pytest.fixture
def kept_by(request: pytest.FixtureRequest) -> Iterator[str]:
    """Which one it is."""
    before = stores.use(request.param)
    yield request.param
    stores.use(before)
