"""Whole runs, and who hears of them: of what changed, once, and without delaying or failing a run."""

import logging
import os
import signal
import threading
from contextlib import ExitStack
from datetime import timedelta
from multiprocessing import get_context

import pytest
from msgspec.structs import replace

from exporter import lock, preflight, status
from exporter.daemon.child import Order, attempt
from exporter.errors import Locked, PublishError, StoreError
from exporter.notify import delivery, post
from exporter.outcome import read_stored
from exporter.store import outbox, schema
from exporter.store.locations import opened
from tests.builders import site
from tests.notify import peers
from tests.notify.peers import Peer, answers, floods
from tests.notify.telling import BASE, HARBOUR, MAIN, told_world, topics
from tests.published import only_loopback
from tests.servers import free_port
from tests.world import World, no_room

GOOD = answers(204)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    only_loopback(monkeypatch)


@pytest.fixture
def hub():
    with Peer(GOOD).running() as peer:
        yield peer


@pytest.fixture
def world(tmp_path, hub):
    made = told_world(tmp_path, websub=(hub.url,))
    made.dump(1)
    made.dump(2, tail=("Weather", "Share this article"))
    return made


def heard(hub):
    """The topics of all pings so far, which are forgotten."""
    found = sorted(hub.topics)
    hub.sent.clear()
    return found


def test_a_hub_is_told_of_each_feed_in_a_form(world, hub):
    world.run()
    weather = {path.replace("harbour", "weather") for path in HARBOUR}
    assert heard(hub) == topics(*MAIN, *HARBOUR, *weather)
    world.dump(3)
    world.run()
    assert {sent.headers["content-type"] for sent in hub.sent} == {"application/x-www-form-urlencoded"}
    assert {"hub.mode": "publish", "hub.url": BASE + "feed.atom"} in [sent.form() for sent in hub.sent]


def test_only_topics_whose_bytes_changed_are_told(world, hub):
    world.run()
    heard(hub)
    world.run()
    world.run(full=True)
    assert heard(hub) == []
    world.dump(3)
    world.run()
    assert heard(hub) == topics(*MAIN, *HARBOUR)


def test_everything_is_in_place_before_anybody_is_told(world, hub):
    seen = []

    def look(handler, sent):
        path = sent.form()["hub.url"].removeprefix(BASE)
        seen.append("Quay 7" in world.read(path) or "weather" in path)
        handler.answer(202)

    hub.behave = look
    world.dump(7)
    world.run()
    assert len(seen) == 9
    assert all(seen)


@pytest.mark.parametrize(
    "behave",
    [
        peers.drips_its_headers,
        peers.drips_its_body,
        peers.says_nothing,
        peers.continues_for_ever,
        peers.hangs_up,
        peers.babbles,
        floods(500),
        answers(500),
        answers(503, Retry_After="1800"),
        answers(404),
        answers(301, Location="http://127.0.0.1:1/"),
    ],
    ids=lambda value: value.__name__,
)
def test_a_hub_that_is_ill_is_told_later_and_once(tmp_path, behave):
    """That a run does not wait for its answer is seen in the order of things: the run ends before the answer does."""
    with Peer(behave).running() as hub:
        world = told_world(tmp_path, websub=(hub.url,), budget="1 second")
        world.dump(1)
        report = world.run()
        unfinished = behave in {peers.drips_its_headers, peers.says_nothing, peers.continues_for_ever}
        assert (report.edition, report.exit_status) == (1, 0)
        assert (hub.finished == 0) or not unfinished
        tried = len(hub.sent)
        assert 1 <= tried <= 6
        hub.behave = GOOD
        hub.sent.clear()
        world.set(notify=replace(world.config.notify, budget="30 seconds"))
        world.run()
        world.run()
        expected = [] if behave is peers.drips_its_body else topics(*MAIN, *HARBOUR)  # 204 is all that counts
        assert heard(hub) == expected


def test_a_hub_that_is_down_is_told_when_it_is_back_of_each_topic_once(tmp_path):
    port = free_port()
    world = told_world(tmp_path, websub=(f"http://127.0.0.1:{port}/",))
    for number in (1, 2, 3):
        world.dump(number)
        assert world.run().edition == number
    [backlog] = status.gather(world.config).notices
    assert (backlog.notices, backlog.dead, backlog.reason) == (6, False, "no connection: Connection refused")
    with Peer(GOOD, port).running() as hub:
        world.run()
        assert heard(hub) == topics(*MAIN, *HARBOUR)
    assert status.gather(world.config).notices == ()


def test_what_nobody_foresaw_of_a_request_fails_no_run_and_is_settled(world, hub, monkeypatch, caplog):
    def fail(*_):
        raise OverflowError("https://hub.harbour.internal/?token=secret")

    with monkeypatch.context() as patched:
        patched.setattr(post, "post", fail)
        assert world.run().exit_status == 0
    [backlog] = status.gather(world.config).notices
    assert (backlog.attempts, backlog.reason) == (1, "the request ended in OverflowError, which nobody foresaw")
    [line] = [one.message for one in caplog.records if one.levelno == logging.WARNING]
    assert line == f"websub {hub.url}: the request ended in OverflowError, which nobody foresaw; please report this"
    world.run()
    assert heard(hub) == topics(*MAIN, *HARBOUR, *(path.replace("harbour", "weather") for path in HARBOUR))


def test_hubs_that_are_down_do_not_keep_the_others_from_being_told(tmp_path):
    """Each takes all the time there is, and their addresses sort before that of the good one."""
    with ExitStack() as stack:
        hubs = sorted(
            (stack.enter_context(Peer(peers.says_nothing).running()) for _ in range(3)), key=lambda hub: hub.url
        )
        hubs[-1].behave = GOOD
        world = told_world(tmp_path, websub=tuple(hub.url for hub in hubs), budget="1 second")
        world.dump(1)
        for _ in range(3):
            world.run(after=timedelta(minutes=5))
        assert heard(hubs[-1]) == topics(*MAIN, *HARBOUR)
        assert [backlog.attempts > 0 for backlog in status.gather(world.config).notices] == [True, True]


def test_what_is_left_over_is_delivered_between_runs(world, hub):
    hub.behave = answers(500)
    world.run()
    hub.behave = GOOD
    hub.sent.clear()
    delivery.deliver_left_over(world.config, world.now)
    assert heard(hub) == []  # not yet due
    with opened(world.config.store.url) as db:
        now = int(world.now.timestamp())
        outbox.queue(db, [outbox.Addressee("websub", hub.url)], [f"{BASE}another/feed.atom"], 2, now)
        assert outbox.addressees(db, now, unreachable=True) == []  # nor is what has come since
        db.run("DELETE FROM outbox WHERE subject LIKE '%another%'")
    delivery.deliver_left_over(world.config, world.now + timedelta(minutes=2))
    assert len(heard(hub)) == 9
    delivery.deliver_left_over(world.config, world.now + timedelta(minutes=4))
    assert heard(hub) == []


def test_a_daemon_learns_when_to_tell_again_and_does(world, hub):
    hub.behave = answers(500)
    world.run()
    told_at = int(world.now.timestamp())
    assert 30 <= read_stored(world.config).next_notice - told_at <= 60 + 10
    hub.behave = GOOD
    hub.sent.clear()
    outcome = attempt(Order(world.config, None, 0, "text"))  # long after, by the clock on the wall
    assert outcome.is_success
    assert outcome.stored.next_notice is None
    assert len(heard(hub)) == 9


def test_between_runs_nothing_is_done_where_there_is_no_store_or_a_run_at_work(tmp_path, hub):
    world = told_world(tmp_path, websub=(hub.url,))
    delivery.deliver_left_over(world.config, world.now)
    assert not (tmp_path / "state").exists()
    world.dump(1)
    hub.behave = answers(500)
    world.run()
    hub.sent.clear()
    later = world.now + timedelta(hours=1)
    with lock.held(tmp_path / "state" / "exporter.db.lock", "a run"):
        delivery.deliver_left_over(world.config, later)
        assert hub.sent == []
    delivery.deliver_left_over(world.config, later)
    assert hub.sent != []


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_run_that_begins_while_others_are_told_between_runs_waits_for_that(world, hub, dry_run):
    hub.behave = answers(500)
    world.run()
    hub.sent.clear()
    asked, may_answer = threading.Event(), threading.Event()

    def behave(handler, _):
        asked.set()
        may_answer.wait(60)
        handler.answer(204)

    hub.behave = behave
    at = world.now + timedelta(minutes=2)
    telling = threading.Thread(target=delivery.deliver_left_over, args=(world.config, at))
    telling.start()
    assert asked.wait(60)
    world.dump(3)
    threading.Timer(0.5, may_answer.set).start()
    report = world.run(dry_run=dry_run)
    telling.join()
    assert (report.exit_status, report.edition, report.new) == (0, 2, 1)
    changed = [] if dry_run else topics(*MAIN, *HARBOUR)
    assert len(heard(hub)) == 9 + len(changed)


def test_who_tells_others_for_longer_than_the_budget_is_waited_for_no_more(world, monkeypatch):
    world.run()
    monkeypatch.setattr(preflight, "SLACK", -30.0)
    with lock.held(lock.of_notices(world.root / "state" / "exporter.db"), "notices"):
        with pytest.raises(Locked, match=r"pid \d+, notices; it holds .*notify\.lock"):
            world.run()
        delivery.deliver_left_over(world.config, world.now)  # nor does anybody else
    assert world.run().exit_status == 0


def killed(world, monkeypatch):
    """A run that is killed when everything is in place and nobody is told yet."""
    process = get_context("fork").Process(target=_die_before_delivery, args=(world,))
    process.start()
    process.join()
    world.now += timedelta(hours=1)
    assert process.exitcode == -signal.SIGKILL


def _die_before_delivery(world):
    delivery.deliver = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    world.run()


def test_a_crash_between_publishing_and_delivery_loses_nothing(world, hub, monkeypatch):
    world.run()
    heard(hub)
    world.dump(3)
    killed(world, monkeypatch)
    assert "Quay 3" in world.read("feed.atom")
    assert heard(hub) == []
    report = world.run()
    assert report.written == 0
    assert heard(hub) == topics(*MAIN, *HARBOUR)
    world.run()
    assert heard(hub) == []


@pytest.mark.parametrize("fail_at", range(1, 26))
def test_a_crash_anywhere_while_publishing_loses_nothing(world, hub, monkeypatch, fail_at):
    world.run()
    heard(hub)
    world.dump(3)
    with no_room(monkeypatch, fail_at):
        try:
            world.run()
        except PublishError:
            assert heard(hub) == []
    world.run()
    assert heard(hub) == topics(*MAIN, *HARBOUR)


def test_a_signal_while_a_hub_is_told_loses_nothing(world, hub):
    def interrupt(handler, _):
        os.kill(os.getpid(), signal.SIGUSR1)
        handler.peer.closing.wait(0.5)

    def stop(*_):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGUSR1, stop)
    hub.behave = interrupt
    with pytest.raises(KeyboardInterrupt):
        world.run()
    signal.signal(signal.SIGUSR1, before)
    hub.behave = GOOD
    hub.sent.clear()
    world.run()
    assert len(heard(hub)) == 9


def test_a_dry_run_tells_nobody_and_says_whom_it_would(world, hub):
    world.run()
    heard(hub)
    world.dump(3)
    report = world.run(dry_run=True)
    assert hub.sent == []
    assert sorted(report.notices) == [("websub", hub.url, topic) for topic in topics(*MAIN, *HARBOUR)]
    assert f'"subject": "{BASE}feed.atom"' in report.as_json()
    world.run()
    assert heard(hub) == topics(*MAIN, *HARBOUR)


def test_a_new_hub_is_named_in_the_feeds_and_told_of_them(tmp_path, hub):
    world = told_world(tmp_path)
    for number in range(1, 5):
        world.dump(number)
    world.run()
    pages = world.read("archive/000001.atom")
    world.set(notify=told_world(tmp_path / "other", websub=(hub.url,)).config.notify)
    world.run()
    assert heard(hub) == topics(*MAIN, *HARBOUR)
    assert f'<link href="{hub.url}" rel="hub"/>' in world.read("feed.atom")
    assert world.read("archive/000001.atom") == pages


def test_a_hub_that_is_configured_no_more_is_forgotten(world, hub):
    hub.behave = answers(500)
    world.run()
    hub.sent.clear()
    world.set(notify=told_world(world.root / "other").config.notify)
    world.run()
    assert (hub.sent, status.gather(world.config).notices) == ([], ())


def test_a_tree_that_moves_to_another_url_is_told_of_there_only(world, hub):
    hub.behave = answers(500)
    world.run()
    hub.behave = GOOD
    hub.sent.clear()
    world.set(site=site(url="https://new.harbour.internal/"))
    world.run()
    assert {topic.rpartition("internal/")[0] for topic in heard(hub)} == {"https://new.harbour."}


@pytest.mark.parametrize(
    "url", ["https://feeds.example.org/", "http://example/", "https://a.example:8080/x/", "https://b.invalid/"]
)
def test_nobody_is_told_of_an_example_and_the_run_says_so(tmp_path, hub, caplog, url):
    world = told_world(tmp_path, url, websub=(hub.url,))
    world.dump(1)
    with caplog.at_level(logging.WARNING, "exporter"):
        world.run()
    assert hub.sent == []
    assert f"no hub is told: nobody can fetch {url}, an example: set site.url" in caplog.text
    world.set(site=site(url=BASE))
    world.run()
    assert heard(hub) == topics(*MAIN, *HARBOUR)


def test_a_store_of_the_version_before_is_migrated_and_loses_nothing(tmp_path, hub, monkeypatch):
    world = World(tmp_path, site=site(url=BASE))
    world.dump(1)
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        patched.setattr("exporter.store.database.MIGRATIONS", schema.MIGRATIONS[:1])
        with opened(world.config.store.url):
            pass
    with pytest.raises(StoreError, match="the next export adapts it"):
        status.gather(world.config)
    delivery.deliver_left_over(world.config, world.now)
    world.set(notify=told_world(tmp_path / "other", websub=(hub.url,)).config.notify)
    world.run()
    assert heard(hub) == topics(*MAIN, *HARBOUR)
