"""Everything that lies beyond one machine, at once."""

from collections.abc import Iterator

import pytest

from tests.beyond.stage import Servers, started
from tests.servers.objects import Objects


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory, shared_objects: Objects) -> Iterator[Servers]:
    """All of them. Workers reach the S3 server by a line, and tests without."""
    with started(tmp_path_factory.mktemp("cluster"), shared_objects) as made:
        yield made
