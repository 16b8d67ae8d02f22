"""Search engines hear of what is new or has changed, and of no archive."""

import json
import logging
from datetime import timedelta

import pytest
from msgspec.structs import replace

from exporter import status
from exporter.config.schema import IndexNow, Output
from exporter.store import outbox
from exporter.store.locations import opened
from exporter.store.outbox import Addressee
from exporter.takedown import Withdrawal
from tests.builders import site
from tests.notify.peers import Peer, answers
from tests.notify.telling import RECENT, told_world
from tests.published import only_loopback
from tests.world import PROFILE, START, later

HOST, KEY = "news.harbour.internal", "0123456789abcdef-KEY"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    only_loopback(monkeypatch)


@pytest.fixture
def engine():
    with Peer(answers(200)).running() as peer:
        yield peer


@pytest.fixture
def world(tmp_path, engine):
    made = told_world(
        tmp_path, f"https://{HOST}/", indexnow=(IndexNow(host=HOST, key=KEY),), indexnow_endpoint=engine.url
    )
    made.set(profile={HOST: PROFILE})
    return made


def dump(world, number, **changes):
    world.dump(number, **{"host": HOST, "time": RECENT, **changes})


def heard(engine):
    """The numbers of the articles of each submission, which are forgotten."""
    found = [[int(url.rpartition("/")[2].split("-")[0]) for url in json.loads(s.body)["urlList"]] for s in engine.sent]
    engine.sent.clear()
    return found


def test_new_and_changed_articles_are_submitted_in_one_request(world, engine):
    dump(world, 1)
    dump(world, 2)
    dump(world, 3, host="other.harbour.internal")
    world.run()
    [sent] = engine.sent
    assert sent.headers["content-type"] == "application/json; charset=utf-8"
    told = json.loads(sent.body)
    assert sorted(told.pop("urlList")) == [f"https://{HOST}/artikel/{number}-kade" for number in (1, 2)]
    assert told == {"host": HOST, "key": KEY, "keyLocation": f"https://{HOST}/{KEY}.txt"}
    assert world.read(f"{KEY}.txt") == KEY
    engine.sent.clear()
    dump(world, 2, title="Quay 2 does not reopen")
    world.run()
    assert heard(engine) == [[2]]
    world.run()
    world.run(full=True)
    assert heard(engine) == []


def test_neither_an_archive_nor_an_import_of_old_articles_is_submitted(world, engine):
    """The first run as well as any later one: only what is not older than seven days."""
    for number in range(1, 20):
        dump(world, number, time=later(START, days=-8, hours=-number))
    dump(world, 20, time=later(START, days=-6))
    world.run()
    for number in range(30, 40):
        dump(world, number, time=later(START, days=-700))
    world.run()
    assert heard(engine) == [[20]]


def test_an_old_article_that_changes_now_is_submitted(world, engine):
    dump(world, 1, time=later(START, days=-80))
    world.run()
    dump(world, 1, time=later(START, days=-80), body=("All is different now at the quay, and it is news.",))
    world.run()
    assert heard(engine) == [[1]]


def test_what_moves_no_updated_is_not_submitted_again(world, engine):
    dump(world, 1)
    world.run()
    heard(engine)
    dump(world, 1, tail=("Weather", "Share this article"))  # another section
    world.run()
    world.set(profile={HOST: replace(PROFILE, language="nl")})  # other rules
    world.run()
    world.set(output=replace(world.config.output, article_files=False))
    world.run()
    assert heard(engine) == []


def test_ten_thousand_urls_go_into_one_request(world, engine):
    dump(world, 1, time=later(START, days=-80))
    world.run()
    with opened(world.config.store.url) as db, db.transaction():
        urls = [f"https://{HOST}/artikel/{number}-kade" for number in range(10_001)]
        outbox.queue(db, [Addressee("indexnow", HOST)], urls, 1, int(world.now.timestamp()))
    world.run()
    assert [len(batch) for batch in heard(engine)] == [10_000, 1]


@pytest.mark.parametrize("base", ["https://feeds.harbour.internal/", f"https://{HOST}/feeds/"])
def test_a_key_file_that_would_show_nothing_is_not_published(world, engine, base):
    world.set(site=site(url=base))
    dump(world, 1)
    world.run()
    assert list(world.tree.glob("*KEY.txt")) == []
    assert heard(engine) == [[1]]


def test_a_key_that_is_replaced_or_dropped_leaves_no_file(world, engine):
    dump(world, 1)
    world.run()
    world.set(notify=replace(world.config.notify, indexnow=(IndexNow(host=HOST, key="another-one"),)))
    world.run()
    assert {path.name for path in world.tree.glob("*.txt")} == {"robots.txt", "another-one.txt"}
    world.set(notify=replace(world.config.notify, indexnow=()))
    world.run()
    assert {path.name for path in world.tree.glob("*.txt")} == {"robots.txt"}
    assert heard(engine) == [[1]]


def test_an_engine_that_refuses_is_asked_again_with_all(world, engine):
    engine.behave = answers(403)
    dump(world, 1)
    world.run()
    dump(world, 2)
    world.run(after=timedelta(seconds=10))
    assert heard(engine) == [[1]]
    engine.behave = answers(202)
    world.run()
    assert [sorted(batch) for batch in heard(engine)] == [[1, 2]]
    assert status.gather(world.config).notices == ()


def test_the_key_file_is_published_without_the_other_files(world):
    world.set(output=Output(directory=str(world.tree), robots=False, opml=False))
    dump(world, 1)
    world.run()
    assert world.read(f"{KEY}.txt") == KEY


def test_nobody_is_told_of_the_articles_of_an_example(world, engine, caplog):
    example = "www.news.example"
    world.set(notify=replace(world.config.notify, indexnow=(IndexNow(host=example, key=KEY),)))
    dump(world, 1, host=example)
    with caplog.at_level(logging.WARNING, "exporter"):
        world.run()
    assert engine.sent == []
    assert f"no search engine is told of {example}, an example" in caplog.text
    assert KEY not in caplog.text


def test_what_is_withdrawn_and_what_is_back_is_submitted_however_old_but_nothing_that_is_erased(world, engine):
    dump(world, 1, time="2020-01-01T00:00:00Z")
    dump(world, 2)
    world.run()
    heard(engine)
    name = f"https://{HOST}/artikel/1-kade"
    for verb, expected in (("withdraw", [[1]]), ("undo", [[1]]), ("erase", [])):
        world.run(withdrawal=Withdrawal((name,), verb=verb))
        assert heard(engine) == expected
    world.run()
    assert heard(engine) == []
