"""A dump that could not be opened by whoever was to read it: gone, unreadable, or only not seen from there."""

import pytest

from exporter.errors import Unavailable
from exporter.intake.preparation import Prepared, Unseen, prepare
from exporter.intake.taking import _seen_here
from exporter.model import Dump
from exporter.settings import settings_of
from tests.world import START, World


@pytest.fixture
def settings(tmp_path):
    config = World(tmp_path / "world").config
    return settings_of(config, config.source[0], START)


def dump(path):
    return Dump("dumps", path.name, str(path), 1, 1)


def test_what_is_gone_for_all_is_left_out(tmp_path, settings):
    outcomes = prepare([dump(tmp_path / "absent.txt")], settings)
    assert [type(one) for one in outcomes] == [Unseen]
    for is_shared in (True, False):
        assert list(_seen_here(outcomes, settings, is_shared=is_shared)) == []


def test_what_cannot_be_read_anywhere_is_rejected(tmp_path, settings):
    (tmp_path / "folder.txt").mkdir()
    outcomes = prepare([dump(tmp_path / "folder.txt")], settings)
    for is_shared in (True, False):
        [found] = _seen_here(outcomes, settings, is_shared=is_shared)
        assert isinstance(found, Prepared)
        assert [one.code for one in found.given.rejected] == ["unreadable"]
        assert (found.seen.size, found.seen.mtime) == (-1, -1)


@pytest.mark.parametrize(("reason", "told"), [("", "it is not there"), ("Permission denied", "Permission denied")])
def test_what_is_seen_here_and_not_there_ends_the_run(tmp_path, settings, reason, told):
    path = tmp_path / "there.txt"
    path.write_text("text", "utf-8")
    unseen = Unseen(dump(path), reason, "node-7")
    with pytest.raises(
        Unavailable, match=rf"there\.txt: a worker on node-7 cannot open it \({told}\), and we can: mount"
    ):
        list(_seen_here([unseen], settings, is_shared=False))
    assert len(list(_seen_here([unseen], settings, is_shared=True))) == bool(reason)
