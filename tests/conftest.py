"""What holds for all tests."""

import os

import pytest
from hypothesis import settings

from tests import stores
from tests.servers import postgres

pytest_plugins = ["tests.servers.objects"]

settings.register_profile("steady", deadline=None)
settings.load_profile("steady")  # a busy machine is no fault of the code

STRICT = "NOTHING_LEFT_OUT"
"""Set where everything that tests need is installed: then a test that is skipped is a failure."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Whole runs on another database: `make postgres`; buckets of another service: `make azure`."""
    parser.addoption("--store", choices=stores.KINDS, default="sqlite", help="what keeps the stores of worlds")
    parser.addoption("--objects", choices=("s3", "azure"), default="s3", help="what keeps the objects of buckets")


def pytest_configure(config: pytest.Config) -> None:
    """As chosen."""
    stores.use(config.getoption("--store"))
    if config.getoption("--objects") == "azure":
        from tests.servers import azurite  # not before the plugin that it needs

        azurite.use()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a fifth of the time tests wait, for clocks and for servers."""
    return 1 + (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """What is about a file is left out elsewhere."""
    if item.config.getoption("--store") != "sqlite" and item.get_closest_marker("file"):
        pytest.skip("is about the file of a store")
    if item.config.getoption("--objects") != "s3" and item.get_closest_marker("s3"):
        pytest.skip("is about S3")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that left something out where it may not."""
    postgres.stop_shared()
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get(STRICT) and reporter and reporter.stats.get("skipped") and session.exitstatus == 0:
        session.exitstatus = 1
        reporter.write_line(f"\n{STRICT} is set, but tests were skipped: see their reasons", red=True)
