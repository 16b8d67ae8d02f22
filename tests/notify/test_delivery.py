"""When notices go out, when they are tried again, and when they are given up."""

import itertools
from datetime import timedelta
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter import status
from exporter.config.schema import Config, Notify
from exporter.notify import delivery
from exporter.notify import post as posting
from exporter.notify.delivery import wait
from exporter.notify.message import Answer
from exporter.store import outbox
from exporter.store.locations import opened
from exporter.store.outbox import Addressee
from tests.builders import site
from tests.notify.peers import Peer, answers
from tests.notify.telling import BASE, told_world
from tests.published import only_loopback
from tests.world import START

NOW = int(START.timestamp())
HOUR, DAY = 3600, 86400
TOPIC = BASE + "feed.atom"
DOWN = Answer(500)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    only_loopback(monkeypatch)


@pytest.mark.parametrize(
    ("attempts", "least", "most"),
    [(1, 30, 60), (2, 60, 120), (3, 120, 240), (9, 7680, 15360), (10, 10800, 21600), (11, 10800, 21600)],
)
def test_each_wait_is_twice_as_long_up_to_six_hours(attempts, least, most):
    assert (wait(attempts, lambda: 0.0), wait(attempts, lambda: 1.0)) == (least, most)


@given(attempts=st.integers(1, 10**9), chance=st.floats(0, 1, exclude_max=True))
def test_no_wait_is_ever_too_short_or_too_long(attempts, chance):
    seconds = wait(attempts, lambda: chance)
    assert 30 <= seconds <= 6 * HOUR
    assert seconds <= wait(attempts + 1, lambda: chance)


class Outbox:
    """An outbox with one hub, answered by a peer; the clock is told."""

    def __init__(self, db, hub):
        self.db, self.hub = db, hub
        self.config = told_config(hub.url)

    def queue(self, *subjects, at=NOW):
        outbox.queue(self.db, [Addressee("websub", self.hub.url)], subjects or [TOPIC], 1, at)

    def tick(self, at, chance=1.0):
        """Deliver at that time; gives how many requests were made."""
        before = len(self.hub.sent)
        now = START + timedelta(seconds=at - NOW)
        delivery.deliver(self.db, self.config, now, lambda: 0.0, lambda: chance)
        return len(self.hub.sent) - before

    @property
    def dead(self):
        return list(outbox.given_up(self.db))


def told_config(*hubs, **notify):
    return Config(site=site(url=BASE), notify=Notify(websub=hubs, **notify))


@pytest.fixture
def box():
    with Peer(answers(500)).running() as hub, opened("sqlite:///:memory:") as db:
        yield Outbox(db, hub)


@given(chances=st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=8), step=st.integers(300, 5000))
@settings(max_examples=40, deadline=None)
def test_a_hub_that_is_dead_is_tried_ever_less_often_then_given_up(chances, step):
    """The clock goes on in steps, as with cron; the hub is asked only when its time has come."""
    chance, tried = itertools.cycle(chances), []

    def fail(*_):
        tried.append(at)
        return DOWN

    config = told_config("http://127.0.0.1/")
    with opened("sqlite:///:memory:") as db, mock.patch.object(posting, "post", fail):
        outbox.queue(db, [Addressee("websub", "http://127.0.0.1/")], [TOPIC], 1, NOW)
        for at in range(NOW, NOW + 2 * DAY, step):
            now = START + timedelta(seconds=at - NOW)
            delivery.deliver(db, config, now, lambda: 0.0, lambda: next(chance))
        [letter] = outbox.given_up(db)
    gaps = [later - earlier for earlier, later in itertools.pairwise(tried)]
    assert all(30 <= gap <= 6 * HOUR + step for gap in gaps)
    assert len(tried) <= 20
    assert (letter.subject, letter.attempts, letter.reason) == (TOPIC, len(tried), "HTTP 500")
    assert DAY <= tried[-1] - NOW <= DAY + 6 * HOUR + step


def test_what_was_given_up_is_tried_anew_when_it_changes_again(box):
    box.queue()
    for at in range(NOW, NOW + 2 * DAY, HOUR):
        box.tick(at)
    assert len(box.dead) == 1
    box.queue(at=NOW + 2 * DAY)
    assert box.dead == []
    box.hub.behave = answers(204)
    assert box.tick(NOW + 2 * DAY) == 1
    assert outbox.backlog(box.db) == []


def test_what_was_given_up_is_forgotten_after_thirty_days(box):
    box.hub.behave = answers(410)
    box.queue()
    box.tick(NOW)
    box.tick(NOW + 30 * DAY)
    assert len(box.dead) == 1
    box.tick(NOW + 30 * DAY + 1)
    assert box.dead == []


def test_a_hub_that_says_it_is_gone_is_given_up_at_once(box):
    box.hub.behave = answers(410)
    box.queue("https://feeds.harbour.internal/a", "https://feeds.harbour.internal/b")
    assert box.tick(NOW) == 1
    assert [letter.reason for letter in box.dead] == ["HTTP 410", "HTTP 410"]
    assert box.tick(NOW + HOUR) == 0


@pytest.mark.parametrize("refusal", [400, 422])
def test_a_refused_topic_does_not_hold_up_the_others(box, refusal):
    box.hub.behave = lambda handler, sent: handler.answer(refusal if sent.form()["hub.url"] == TOPIC else 204)
    box.queue(TOPIC, f"{TOPIC}2", f"{TOPIC}3")
    assert box.tick(NOW) == 3
    [left] = outbox.backlog(box.db)
    assert (left.notices, left.reason, left.due) == (1, f"HTTP {refusal}", NOW + 60)
    box.queue(f"{TOPIC}4", at=NOW + 1)
    assert box.tick(NOW + 1) == 1


@pytest.mark.parametrize("trouble", [401, 403, 404, 405, 429, 500, 502, 503, 307])
def test_a_hub_in_trouble_is_left_alone_whatever_else_it_is_to_be_told(box, trouble):
    box.hub.behave = answers(trouble)
    box.queue(TOPIC, f"{TOPIC}2", f"{TOPIC}3")
    assert box.tick(NOW) == 1
    box.queue(f"{TOPIC}4", at=NOW + 1)
    assert box.tick(NOW + 59) == 0
    box.hub.behave = answers(204)
    assert box.tick(NOW + 60) == 4


@pytest.mark.parametrize(("asked", "seconds"), [("7200", 7200), ("5", 60), ("99999999", 6 * HOUR)])
def test_a_hub_that_asks_us_to_wait_is_heard(box, asked, seconds):
    box.hub.behave = answers(429, Retry_After=asked)
    box.queue()
    box.tick(NOW)
    [left] = outbox.backlog(box.db)
    assert left.due == NOW + seconds


def test_all_requests_together_keep_the_budget_and_none_is_begun_without_time_for_it(box, monkeypatch):
    """Each takes four seconds of ten; the third may take no more than what is left."""
    clock, given = [100.0], []

    def post(_message, _agent, seconds, _clock):
        given.append(seconds)
        clock[0] += 4
        return Answer(204)

    monkeypatch.setattr(posting, "post", post)
    box.queue(*(f"{TOPIC}{number}" for number in range(5)))
    delivery.deliver(box.db, box.config, START, lambda: clock[0], lambda: 0.5)
    assert given == [5, 5, 2]
    [left] = outbox.backlog(box.db)
    assert (left.notices, left.attempts) == (2, 0)


def test_status_says_what_waits_and_what_was_given_up(tmp_path):
    with Peer(answers(500)).running() as hub:
        world = told_world(tmp_path, websub=(hub.url,))
        world.dump(1)
        world.run()
        text = "\n".join(status.as_text(status.gather(world.config)))
        assert f"to tell    6 to websub {hub.url}, since 2025-03-01 13:00:00 UTC; next at 2025-03-01 13:" in text
        assert "attempts that failed: 1, the last: HTTP 500" in text
        for _ in range(30):
            world.run()
        found = status.gather(world.config)
        text = "\n".join(status.as_text(found))
        assert f"given up   6 to websub {hub.url}, since 2025-03-01 13:00:00 UTC: " in text
        assert f"  websub {hub.url}: {BASE}feed.atom: HTTP 500" in text
        assert {letter.subject for letter in found.given_up} >= {f"{BASE}feed.atom", f"{BASE}feed.rss"}
        assert f'"subject": "{BASE}feed.atom"' in status.as_json(found)
