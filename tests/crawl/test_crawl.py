"""Crawls through real servers while editions are published: nothing named is missing, no manifest breaks its promise,
no validator hides a change. `python -m tests.crawl.crawling 5000` is the long run of this."""

from datetime import timedelta

import pytest

from exporter import output
from exporter.publish.folder import Folder
from tests.crawl.crawling import FAULTS, crawl_all
from tests.crawl.publishing import program

pytestmark = pytest.mark.skipif(not program(), reason="nginx is not installed")


def test_what_is_named_is_there_and_what_changed_has_a_new_validator(tmp_path):
    figures, faults = crawl_all(tmp_path, 120)
    assert faults == []
    assert figures["crawls"] >= 120
    assert figures["not modified"] > figures["documents"] / 2, "few documents change, and conditional requests say so"


def shards_go_at_once() -> None:
    output.KEPT_EDITIONS, output.KEPT_FOR = 0, timedelta(0)


def times_stand_still() -> None:
    changed = Folder._time_for
    Folder._time_for = lambda self, part: None if changed(self, part) is None else 1_740_830_400


def bytes_are_written_in_place() -> None:
    def put(self: Folder, parts, **_):
        for part in parts:
            self._make_folder((self.root / part.path).parent)
        return [
            self._time_for(part) is not None and bool((self.root / part.path).write_bytes(part.data)) for part in parts
        ]

    Folder.put = put


@pytest.mark.parametrize(
    ("mutant", "caught"),
    [
        (shards_go_at_once, {"dangling"}),
        (times_stand_still, {"stale"}),
        (bytes_are_written_in_place, {"broken", "mixed", "stale"}),
    ],
)
def test_a_crawl_finds_what_an_exporter_does_wrong(tmp_path, mutant, caught):
    figures, _ = crawl_all(tmp_path, 2000, changed=mutant)
    found = {name for name in FAULTS if figures[name]}
    assert found
    assert found <= caught
