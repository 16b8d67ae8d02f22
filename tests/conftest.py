"""What holds for all tests."""

import os

import pytest
from hypothesis import settings

pytest_plugins = ["tests.servers.objects"]

settings.register_profile("steady", deadline=None)
settings.load_profile("steady")  # a busy machine is no fault of the code

STRICT = "NOTHING_LEFT_OUT"
"""Set where everything that tests need is installed: then a test that is skipped is a failure."""


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that left something out where it may not."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get(STRICT) and reporter and reporter.stats.get("skipped") and session.exitstatus == 0:
        session.exitstatus = 1
        reporter.write_line(f"\n{STRICT} is set, but tests were skipped: see their reasons", red=True)
