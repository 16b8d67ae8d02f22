"""WebSub from end to end, each program a process or a server of its own: export, serve, a hub, a subscriber."""

import subprocess
import sys
from contextlib import contextmanager

import feedparser
import pytest
import requests

from tests.notify.hub import Hub, Subscriber, discovered
from tests.notify.peers import answers
from tests.servers import free_port

pytest.importorskip("uvicorn", reason="exporter serve needs the extra `serve`")


@pytest.fixture
def hub():
    with Hub().running() as running:
        yield running


@pytest.fixture
def subscriber():
    with Subscriber().running() as running:
        yield running


@pytest.fixture
def place(tmp_path, hub):
    port = free_port()
    (tmp_path / "config.toml").write_text(
        f"""
        [site]
        title = "Harbour Wire"
        url = "http://127.0.0.1:{port}/"
        [[source]]
        path = "dumps"
        [notify]
        websub = ["{hub.url}"]
        budget = "20 seconds"
        [serve]
        port = {port}
        """
    )
    (tmp_path / "dumps").mkdir()
    dump(tmp_path, 1)
    return tmp_path


def dump(place, number, title=""):
    (place / "dumps" / f"{number}.txt").write_text(
        f"{title or f'Quay {number} reopens'}\n2025-02-14T22:0{number}:45+0100\n"
        f"https://news.harbour.internal/artikel/{number}\n\nThe quay is open again."
    )


def export(place):
    done = subprocess.run([sys.executable, "-m", "exporter", "export"], cwd=place, capture_output=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)


@contextmanager
def served(place):
    command = [sys.executable, "-m", "exporter", "serve", "-v"]
    with subprocess.Popen(command, cwd=place, stderr=subprocess.PIPE, text=True) as running:
        try:
            line = running.stderr.readline()
            yield line.split(" at ")[1].strip()
        finally:
            running.kill()


@pytest.mark.parametrize("name", ["feed.atom", "feed.rss", "feed.json"])
def test_a_subscriber_is_given_what_is_published_as_it_is_published(place, hub, subscriber, name):
    export(place)
    with served(place) as url:
        topic, found = discovered(url + name)
        assert (topic, found) == (url + name, hub.url)
        assert subscriber.subscribe(topic, found) == 202
        hub.pings.clear()
        dump(place, 2)
        export(place)
        assert sorted(hub.pings) == [f"{url}feed.atom", f"{url}feed.json", f"{url}feed.rss"]
        served_now = requests.get(topic, timeout=60)
        [given] = subscriber.given
        assert given.body == served_now.content == (place / "feeds" / name).read_bytes()
        assert given.headers["content-type"] == served_now.headers["Content-Type"]
        assert b"Quay 2 reopens" in given.body
        export(place)
        assert len(hub.pings) == 3


def test_the_document_names_the_same_topic_and_hub_as_the_header_fields(place, hub):
    export(place)
    with served(place) as url:
        for name in ("feed.atom", "feed.rss"):
            links = {(link.rel, link.href) for link in feedparser.parse(f"{url}{name}").feed.links}
            assert {("self", f"{url}{name}"), ("hub", hub.url)} <= links
        told = requests.get(f"{url}feed.json", timeout=60).json()
        assert (told["feed_url"], told["hubs"]) == (f"{url}feed.json", [{"type": "WebSub", "url": hub.url}])


def test_a_hub_that_was_down_gives_subscribers_the_latest_once(place, hub, subscriber):
    export(place)
    with served(place) as url:
        assert subscriber.subscribe(*discovered(f"{url}feed.atom")) == 202
        act, hub.behave = hub.behave, answers(503)
        dump(place, 2)
        export(place)
        dump(place, 3)
        export(place)
        assert subscriber.given == []
        hub.behave = act
        subprocess.run([sys.executable, "-c", LATER], cwd=place, check=True)
        [given] = subscriber.given
        assert b"Quay 3 reopens" in given.body
        assert b"Quay 2 reopens" in given.body


LATER = """
from datetime import UTC, datetime, timedelta
from exporter.config import load
from exporter.notify.delivery import deliver_left_over
from pathlib import Path
deliver_left_over(load(Path("config.toml")), datetime.now(UTC) + timedelta(hours=1))
"""


def test_a_subscriber_that_did_not_ask_is_not_subscribed(place, hub, subscriber):
    export(place)
    with served(place) as url:
        topic, found = discovered(f"{url}feed.atom")
        form = {"hub.mode": "subscribe", "hub.topic": topic, "hub.callback": subscriber.url}
        assert requests.post(found, data=form, timeout=60).status_code == 403
    assert hub.subscribers == {}
