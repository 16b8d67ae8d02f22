"""A dump that is not for whoever was to read it what it is here: gone, unreadable, changed, or another file."""

import os

import pytest

from exporter.config.schema import Source
from exporter.errors import Unavailable
from exporter.intake.elsewhere import seen_here
from exporter.intake.preparation import Otherwise, Prepared, ToStream, Unseen, prepare
from exporter.model import Dump
from exporter.settings import settings_of
from exporter.sources import opening
from exporter.sources.blocks import Block, unknown
from exporter.sources.choice import Part
from exporter.sources.listing import walk
from exporter.sources.object_file import Replaced
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
        assert list(seen_here(outcomes, settings, is_shared=is_shared)) == []


def test_what_cannot_be_read_anywhere_is_rejected(tmp_path, settings):
    (tmp_path / "folder.txt").mkdir()
    outcomes = prepare([dump(tmp_path / "folder.txt")], settings)
    for is_shared in (True, False):
        [found] = seen_here(outcomes, settings, is_shared=is_shared)
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
        list(seen_here([unseen], settings, is_shared=False))
    assert len(list(seen_here([unseen], settings, is_shared=True))) == bool(reason)


@pytest.fixture
def path(tmp_path):
    """Of a dump that does not change any more."""
    return at(World(tmp_path / "here").dump(1), 1_740_000_000_123_456_789)


def at(path, mtime):
    os.utime(path, ns=(mtime, mtime))
    return path


def listed(path):
    """As a run lists it."""
    with opening.opened(dump(path)) as (now, _):
        return now


def read_there(tmp_path, settings, found, mtime, **changes):
    """What a worker says of it whose file at that place is this one."""
    other = at(World(tmp_path / "there").dump(1, **changes), mtime)
    seen = Dump(found.source, found.name, str(other), found.size, found.mtime)
    [one] = prepare([seen], settings)
    assert isinstance(one, Otherwise)
    return Otherwise(found, one.read, "node-7")


def test_another_file_at_the_place_of_a_dump_ends_the_run(tmp_path, settings, path):
    one = read_there(tmp_path, settings, listed(path), 1_600_000_000 * 10**9, title="An older quay")
    told = (
        r"txt: a worker on node-7 reads another file .*\(\d+ bytes of 2020-09-13 12:26:40 UTC; here \d+ bytes of 2025"
    )
    with pytest.raises(Unavailable, match=told + r".*\): mount the source, not a copy of it") as caught:
        list(seen_here([one], settings, is_shared=False))
    assert caught.value.exit_status == 75
    assert list(seen_here([one], settings, is_shared=True)) == [one.read]


@pytest.mark.parametrize("mtime", [1_740_000_000_123_456_700, 1_740_000_000 * 10**9, 1_739_996_400 * 10**9, 2**63 - 1])
def test_a_folder_whose_times_are_told_otherwise_is_the_same_if_its_bytes_are(tmp_path, settings, path, mtime):
    found = listed(path)
    [one] = seen_here([read_there(tmp_path, settings, found, mtime)], settings, is_shared=False)
    assert isinstance(one, Prepared)
    assert (one.seen.size, one.seen.mtime) == (found.size, found.mtime)  # else each run would read it again
    assert len(one.given.versions) == 1


def test_a_dump_that_has_changed_since_it_was_listed_is_taken_as_it_was_read(settings, path):
    before = listed(path)
    with path.open("a", encoding="utf-8") as file:
        file.write("\nOne more line.")
    [one] = prepare([before], settings)
    assert isinstance(one, Otherwise)
    now = listed(path)
    [found] = seen_here([one], settings, is_shared=False)
    assert isinstance(found, Prepared)
    assert (found.seen.size, found.seen.mtime) == (now.size, now.mtime) != (before.size, before.mtime)


def test_a_dump_that_goes_on_changing_is_read_by_the_run_itself(settings, path):
    before = listed(path)
    path.write_text(path.read_text("utf-8") + "\nOne more line.", "utf-8")
    outcomes = prepare([before], settings)
    path.write_text(path.read_text("utf-8") + "\nAnd one more.", "utf-8")
    assert list(seen_here(outcomes, settings, is_shared=False)) == [ToStream(listed(path))]
    path.unlink()
    assert list(seen_here(outcomes, settings, is_shared=False)) == [ToStream(before)]


def test_an_object_that_is_replaced_while_it_is_compared_is_read_by_the_run_itself(settings, path, monkeypatch):
    before = listed(path)
    path.write_text("otherwise", "utf-8")
    outcomes = prepare([before], settings)

    def replaced(_dump):
        raise Replaced("it was replaced while it was read")

    monkeypatch.setattr(opening, "digest", replaced)
    assert list(seen_here(outcomes, settings, is_shared=False)) == [ToStream(before)]


def test_of_objects_another_version_is_another_dump(objects, settings, monkeypatch):
    """As where workers ask another service, or an older copy at the same one."""
    url, client = f"s3://{objects.bucket()}/in", objects.client()
    where = {"Bucket": url.split("/")[2], "Key": "in/a.txt"}
    client.put_object(**where, Body=b"One text.")
    [before] = _listed_in(url)
    assert [type(one) for one in prepare([before], settings)] == [Prepared]
    client.put_object(**where, Body=b"1 text...")  # of the same size, in the same second
    [read] = prepare([before], settings)
    assert isinstance(read, Otherwise)
    assert list(seen_here([read], settings, is_shared=False)) == [read.read]
    client.put_object(**where, Body=b"One text.")
    other = Otherwise(*_listed_in(url), read.read, "node-7")
    with pytest.raises(Unavailable, match=r"a\.txt: a worker on node-7 reads another file .*: give every machine of"):
        list(seen_here([other], settings, is_shared=False))


def _listed_in(url):
    found = walk(Part(Source(path=f"{url}/", name="dumps")), "", unknown)
    return [dump for block in found if isinstance(block, Block) for dump in block.dumps()]
