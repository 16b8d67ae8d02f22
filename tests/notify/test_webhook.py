"""A program of one's own hears of editions, in words that it can trust."""

import json
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exporter import status
from exporter.config.schema import Webhook
from exporter.notify import delivery
from exporter.store import documents
from tests.notify.peers import Peer, answers
from tests.notify.telling import BASE, HARBOUR, MAIN, told_world, topics
from tests.published import only_loopback

SECRET = b"b1946ac92492d2347c6235b4d2611184"
DOC = (Path(__file__).parents[2] / "docs" / "notifications.md").read_text("utf-8")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    only_loopback(monkeypatch)


@pytest.fixture
def program():
    with Peer(answers(204)).running() as peer:
        yield peer


def world_of(root, program, **changes):
    world = told_world(root, webhook=(Webhook(url=f"{program.url}hook/3f9c?x=1", **changes),))
    world.dump(1)
    return world


def recipe():
    """The recipe of the docs, as a program of its reader."""
    [code] = re.findall(r"```python\n(.*?)```", DOC, re.DOTALL)
    names = {}
    exec(code, names)  # noqa: S102 - our own documentation
    return names["verified"]


def test_it_hears_of_each_edition_what_came_of_it(tmp_path, program):
    world = world_of(tmp_path, program)
    world.run()
    world.run()
    [sent] = program.sent
    assert (sent.path, sent.headers["content-type"]) == ("/hook/3f9c?x=1", "application/json")
    assert "x-exporter-signature" not in sent.headers
    told = json.loads(sent.body)
    assert told == {
        "site": BASE,
        "edition": 1,
        "at": told["at"],
        "counts": told["counts"],
        "topics": topics(*MAIN, *HARBOUR),
    }
    assert re.fullmatch(r"2025-03-01T13:\d\d:\d\dZ", told["at"])
    assert (told["counts"]["new"], told["counts"]["written"]) == (1, len(world.state()))


def test_the_example_of_the_docs_has_the_fields_that_are_sent(tmp_path, program):
    world_of(tmp_path, program).run()
    [example] = re.findall(r"^    \{\n.*?^    \}", DOC, re.DOTALL | re.MULTILINE)
    documented, sent = json.loads(example), json.loads(program.sent[0].body)
    assert list(documented) == list(sent)
    assert documented["counts"].keys() <= sent["counts"].keys()


def test_editions_that_could_not_be_told_are_one_document(tmp_path, program):
    program.behave = answers(502)
    world = world_of(tmp_path, program)
    world.run()
    world.dump(2)
    world.run()
    program.behave = answers(200)
    program.sent.clear()
    world.run()
    [sent] = program.sent
    told = json.loads(sent.body)
    assert (told["edition"], told["counts"]["new"]) == (2, 2)


@pytest.mark.parametrize("at", ["article", "feed", "front-page", "nothing"])
def test_of_an_edition_that_was_cut_off_it_hears_once_it_is_complete_and_nothing_untrue(
    tmp_path, program, monkeypatch, at
):
    """Cut off when a document of this kind is in place, but not settled: the first, one in between, the last; or when
    all is settled."""
    world = world_of(tmp_path, program)
    world.run()
    world.dump(2)
    program.sent.clear()
    real_settle, real_retired = documents.settle, documents.retired

    def settle(db, settled, *rest):
        if any(document.kind == at for document in settled):
            raise KeyboardInterrupt
        real_settle(db, settled, *rest)

    def retired(db):
        if at == "nothing":
            raise KeyboardInterrupt
        return real_retired(db)

    with monkeypatch.context() as patched:
        patched.setattr(documents, "settle", settle)
        patched.setattr(documents, "retired", retired)
        with pytest.raises(KeyboardInterrupt):
            world.run()
    delivery.deliver_left_over(world.config, world.now + timedelta(minutes=5))
    assert program.sent == []
    assert (world.run().written == 0) == (at in {"front-page", "nothing"})
    world.dump(3)
    assert world.run().edition == 3
    told = [json.loads(sent.body) for sent in program.sent]
    assert [(one["edition"], one["counts"].get("new"), one["topics"]) for one in told] == [
        (2, None, topics(*MAIN, *HARBOUR)),
        (3, 1, topics(*MAIN, *HARBOUR)),
    ]


@pytest.mark.parametrize("kept", ["file", "environment"])
def test_the_recipe_of_the_docs_verifies_what_is_sent(tmp_path, program, monkeypatch, kept):
    file = tmp_path / "webhook.secret"
    file.write_bytes(SECRET + b"\n")
    monkeypatch.setitem(os.environ, "WEBHOOK_SECRET", SECRET.decode())
    where = {"secret_file": str(file)} if kept == "file" else {"secret_env": "WEBHOOK_SECRET"}
    world = world_of(tmp_path, program, **where)
    world.now = datetime.now(UTC) - timedelta(hours=1)
    world.run()
    [sent] = program.sent
    signature = sent.headers["x-exporter-signature"]
    assert recipe()(sent.body, signature, SECRET)["edition"] == 1
    for body, signed, secret in (
        (sent.body.replace(b'"edition":1', b'"edition":2'), signature, SECRET),
        (sent.body, signature[:-1] + "0" if signature[-1] != "0" else signature[:-1] + "1", SECRET),
        (sent.body, signature, b"another"),
        (sent.body, "é", SECRET),
    ):
        with pytest.raises(ValueError, match="not signed"):
            recipe()(body, signed, secret)


def test_the_recipe_of_the_docs_refuses_what_is_old(tmp_path, program, monkeypatch):
    monkeypatch.setitem(os.environ, "WEBHOOK_SECRET", SECRET.decode())
    world = world_of(tmp_path, program, secret_env="WEBHOOK_SECRET")  # noqa: S106 - the name of a variable
    world.run()
    [sent] = program.sent
    with pytest.raises(ValueError, match="too old"):
        recipe()(sent.body, sent.headers["x-exporter-signature"], SECRET)


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ({"secret_file": "missing.secret"}, "missing.secret: cannot be read: No such file or directory"),
        ({"secret_file": "empty.secret"}, "there is no secret to sign with: empty.secret: is empty"),
        ({"secret_env": "NOT_THERE"}, "there is no secret to sign with: the environment has no NOT_THERE"),
    ],
)
def test_without_its_secret_nothing_is_sent_and_nothing_is_lost(tmp_path, program, monkeypatch, where, reason):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.secret").write_text("\n")
    world = world_of(tmp_path, program, **where)
    assert world.run().exit_status == 0
    assert program.sent == []
    [backlog] = status.gather(world.config).notices
    assert backlog.reason.startswith(reason)
    (tmp_path / "empty.secret").write_bytes(SECRET)
    (tmp_path / "missing.secret").write_bytes(SECRET)
    monkeypatch.setitem(os.environ, "NOT_THERE", SECRET.decode())
    world.run()
    assert len(program.sent) == 1


def test_two_webhooks_of_one_host_are_told_apart(tmp_path, program):
    program.behave = lambda handler, sent: handler.answer(204 if sent.path == "/a" else 500)
    world = told_world(tmp_path, webhook=(Webhook(url=f"{program.url}a"), Webhook(url=f"{program.url}b")))
    world.dump(1)
    world.run()
    assert sorted(sent.path for sent in program.sent) == ["/a", "/b"]
    [backlog] = status.gather(world.config).notices
    assert re.fullmatch(rf"127\.0\.0\.1:{program.port} \([0-9a-f]{{8}}\)", backlog.target)
    assert backlog.notices == 1
    assert [(kind, subject) for kind, _, subject in world.run(dry_run=True).notices] == [("webhook", "")]
