"""Much at once: hundreds of articles between two polls, hundreds of edits within a second."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from exporter.model import Part
from exporter.publish.folder import Folder
from tests.subscribers.histories import Edition, Step
from tests.subscribers.newsroom import Newsroom
from tests.subscribers.polling import folder
from tests.subscribers.readers import AfterHolidays, AfterHolidaysRss, ByAtomId, ByGuid, ByJsonId, WithTags, WithTimes
from tests.world import World

BURST = 500


@pytest.fixture
def site(tmp_path: Path) -> Newsroom:
    """With seven articles published."""
    one = Newsroom(tmp_path / "world")
    one.prepare(Edition(1, tuple(Step("appear", number, number) for number in range(1, 8)), 60))
    one.run()
    return one


def burst(site: Newsroom, kind: str) -> None:
    site.prepare(Edition(2, tuple(Step(kind, number, number) for number in range(8, 8 + BURST)), 60))
    site.run()


@pytest.mark.parametrize("model", [ByAtomId, ByGuid, ByJsonId, WithTags, WithTimes])
def test_a_burst_of_news_between_two_polls_loses_nobody_anything(site: Newsroom, model: type[ByAtomId]) -> None:
    reader, published = model(), folder(site.world.tree)
    assert len(reader.poll(published)) == 7
    burst(site, "appear")
    assert sorted(one.number for one in reader.poll(published)) == list(range(8, 8 + BURST))
    assert reader.poll(published) == []


@pytest.mark.parametrize("model", [AfterHolidays, AfterHolidaysRss])
@pytest.mark.parametrize("kind", ["appear", "appear_late"])
def test_whoever_follows_the_archive_loses_nothing_of_a_burst_that_no_feed_can_hold(
    site: Newsroom, model: type[AfterHolidays], kind: str
) -> None:
    site.world.set(feeds=replace(site.world.config.feeds, max_bytes=20_000))
    reader, published = model(), folder(site.world.tree)
    assert len(reader.poll(published)) == 7
    burst(site, kind)
    assert (site.world.tree / reader.path).stat().st_size < 30_000
    assert sorted(one.number for one in reader.poll(published)) == list(range(8, 8 + BURST))


def test_a_thousand_versions_of_one_size_within_one_second_have_a_thousand_validators(tmp_path: Path) -> None:
    seen = set()
    for number in range(1_000):
        tree = Folder(str(tmp_path), 1_700_000_000)
        assert tree.put([Part("feed.atom", b"%06d" % number)]) == [True]
        status = (tmp_path / "feed.atom").stat()
        seen.add((int(status.st_mtime), status.st_size))
    assert len(seen) == 1_000


def test_edits_of_one_size_within_one_second_are_all_seen_by_whoever_asks_conditionally(tmp_path: Path) -> None:
    world = World(tmp_path / "world")
    world.dump(1, title="Quay 000 reopens")
    world.run()
    readers = [WithTags(), WithTimes()]
    published = folder(world.tree)
    for reader in readers:
        reader.poll(published)
    sizes = {(world.tree / "feed.atom").stat().st_size}
    for number in range(1, 30):
        world.dump(1, title=f"Quay {number:03} reopens")
        world.run(after=timedelta(0))
        sizes.add((world.tree / "feed.atom").stat().st_size)
        for reader in readers:
            assert [one.title for one in reader.poll(published)] == [f"Quay {number:03} reopens"]
    assert len(sizes) == 1
