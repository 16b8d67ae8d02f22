"""A world whose editions somebody is told of."""

from pathlib import Path
from typing import Any

from exporter.config.schema import Notify
from tests.builders import site
from tests.world import START, World

BASE = "https://feeds.harbour.internal/"
"""No example, so that hubs are told; `internal` is nobody's on the internet."""
RECENT = START.isoformat()
MAIN = {"feed.atom", "feed.rss", "feed.json"}
HARBOUR = {f"sections/harbour/{name}" for name in MAIN}


def told_world(root: Path, url: str = BASE, **notify: Any) -> World:
    """`notify`: who is told, and how."""
    return World(root, site=site(url=url), notify=Notify(**{"budget": "30 seconds", **notify}))


def topics(*paths: str) -> list[str]:
    """Their URLs."""
    return sorted(BASE + path for path in paths)
