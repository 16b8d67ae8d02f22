"""Objects in place: whole, described, and untouched where nothing changed; and one exporter at a time writes them."""

import hashlib
import signal
import threading
import time

import obstore
import pytest

from exporter.errors import ExporterError, Locked, PublishError, Refused, Unavailable
from exporter.model import Part
from exporter.objects import Unanswered
from exporter.publish import exchange
from exporter.publish.opening import opened
from exporter.publish.preview import Preview
from exporter.publish.tree import MANIFEST, MARKER, Marker
from tests.servers import door, free_port

LEAF = "articles/2025/02/14/a.jsonld"
SHARD = "data/2025-02-14.0123456789abcdef.jsonl.gz"


class Place:
    """A new bucket behind a door: `tree()` is what a run has there."""

    def __init__(self, server, before):
        self.client, self.name, self.door, self.by = server.client(), server.bucket(), before, server.by
        self.url = server.at(self.name, "feeds")

    def tree(self):
        return opened(self.url, 0)

    def head(self, path):
        return self.client.head_object(Bucket=self.name, Key=f"feeds/{path}")

    def body(self, path):
        return self.client.get_object(Bucket=self.name, Key=f"feeds/{path}")["Body"].read()

    def plant(self, path, data, **said):
        self.client.put_object(Bucket=self.name, Key=f"feeds/{path}", Body=data, **said)

    def keys(self):
        found = self.client.list_objects_v2(Bucket=self.name).get("Contents", ())
        return [one["Key"].removeprefix("feeds/") for one in found]

    def asked(self, method):
        """The paths that were asked for in this way since the last time."""
        there = [path.partition("/feeds/")[2] for path in self.door.of(method)]
        self.door.asked.clear()
        return there


@pytest.fixture
def place(objects, monkeypatch):
    with door.before(objects) as opened_door:
        opened_door.lead(monkeypatch)
        yield Place(objects, opened_door)


@pytest.fixture
def quick(monkeypatch):
    """Who is refused tries again once, at once."""
    monkeypatch.setattr("exporter.objects.ATTEMPTS", 1)


def filled(place, *parts):
    """A tree that a run has published into and concluded."""
    tree = place.tree()
    tree.claim(Marker("a store"))
    tree.put(parts)
    tree.conclude(Marker("a store", 1))
    place.door.asked.clear()
    return tree


def test_every_object_says_what_it_is_how_long_it_may_be_kept_and_its_digest(place):
    parts = [Part(LEAF, b"{}"), Part(SHARD, b"\x1f\x8b"), Part("feed.atom", b"<feed/>"), Part("index.html", b"<p>")]
    assert filled(place, *parts).where == place.url
    said = {part.path: place.head(part.path) for part in parts}
    assert {path: (one["ContentType"], one["CacheControl"]) for path, one in said.items()} == {
        LEAF: ("application/ld+json", "max-age=3600"),
        SHARD: ("application/gzip", "max-age=31536000, immutable"),
        "feed.atom": ("application/atom+xml", "max-age=300"),
        "index.html": ("text/html; charset=utf-8", "max-age=300"),
    }
    assert not [one for one in said.values() if one.get("ContentEncoding")]
    digests = {part.path: {"sha256": hashlib.sha256(part.data).hexdigest()} for part in parts}
    assert {path: one["Metadata"] for path, one in said.items()} == digests
    assert {part.path: place.body(part.path) for part in parts} == {part.path: part.data for part in parts}


def test_what_is_unchanged_is_neither_fetched_nor_written(place):
    parts = [Part(LEAF, b"1"), Part("feed.atom", b"2")]
    filled(place, *parts)
    before = [(one["LastModified"], one["ETag"]) for one in (place.head(part.path) for part in parts)]
    place.door.asked.clear()
    assert place.tree().put(parts) == [False, False]
    assert {method for method, _ in place.door.asked} == {"HEAD"}
    assert [(one["LastModified"], one["ETag"]) for one in (place.head(part.path) for part in parts)] == before


def test_in_an_empty_tree_nothing_is_asked_for_object_by_object(place):
    tree = place.tree()
    assert not tree.is_published()
    assert len(place.door.asked) == 3
    tree.claim(Marker("a store"))
    place.door.asked.clear()
    assert tree.put([Part(f"articles/2025/02/14/{n}.jsonld", b"1") for n in range(9)]) == [True] * 9
    assert tree.lacks("archive/000001.atom")
    assert tree.put([Part("archive/000001.atom", b"1")]) == [True]
    assert not tree.lacks("archive/000001.atom")
    assert tree.put([Part("archive/000001.atom", b"2")]) == [True]
    assert not tree.lacks("articles/2025/02/14/3.jsonld")
    assert place.asked("HEAD") == [MARKER] * 2 + ["archive/000001.atom", MARKER, "articles/2025/02/14/3.jsonld"]


def test_an_object_of_somebody_else_is_compared_by_its_bytes_and_by_what_it_says(place):
    filled(place)
    right = {"ContentType": "application/atom+xml", "CacheControl": "max-age=300"}
    place.plant("a/feed.atom", b"same", **right)
    place.plant("b/feed.atom", b"othr", **right)
    place.plant("c/feed.atom", b"same", ContentType="binary/octet-stream")
    place.plant("d/feed.atom", b"same", **right, ContentEncoding="gzip")
    place.plant("e/feed.atom", b"same", **right, Metadata={"sha256": "0" * 64})
    parts = [Part(f"{name}/feed.atom", b"same") for name in "abcdef"]
    assert place.tree().differ(parts) == [False, True, True, True, True, True]
    assert place.tree().put(parts) == [False, True, True, True, True, True]
    assert place.tree().put(parts) == [False] * 6
    assert place.head("c/feed.atom")["ContentType"] == "application/atom+xml"


def test_what_a_tree_is_asked(place):
    filled(place, Part("feed.atom", b"1"), Part("archive/1.atom", b"2"), Part("archive/2.atom", b"3"))
    tree = place.tree()
    assert tree.is_published()
    assert tree.lacks(MANIFEST)
    assert (tree.owner(), tree.marker().edition) == ("a store", 1)
    assert [tree.lacks(f"archive/{n}.atom") for n in (1, 2, 3, 4)] == [False, False, True, True]
    assert list(tree.files()) == ["archive/1.atom", "archive/2.atom", "feed.atom"]
    assert list(tree.read_all(["archive/2.atom", "nix", "feed.atom"])) == [
        ("archive/2.atom", b"3"),
        ("nix", None),
        ("feed.atom", b"1"),
    ]
    assert tree.remove(["archive/2.atom", "nix"]) == [True, False]
    assert tree.lacks("archive/2.atom")
    assert sorted(place.keys()) == [MARKER, "archive/1.atom", "feed.atom"]


def test_a_preview_answers_and_writes_nothing(place):
    filled(place, Part("feed.atom", b"1"))
    preview = Preview(place.tree())
    assert preview.put([Part("feed.atom", b"1"), Part("b", b"1")]) == [False, True]
    assert (preview.lacks("b"), preview.lacks("c")) == (False, True)
    assert preview.remove(["feed.atom", "z"]) == [True, False]
    preview.claim(Marker("x"))
    preview.conclude(Marker("x"))
    assert {method for method, _ in place.door.asked} == {"HEAD", "GET"}


@pytest.mark.parametrize("path", ["feed.atom", "robots.txt", "data/dataset.jsonld"])
def test_a_tree_without_its_marker_is_known(place, path):
    assert not place.tree().is_published()
    place.plant("articles/x", b"")
    assert not place.tree().is_published()
    place.plant(path, b"")
    assert place.tree().is_published()


def test_a_marker_that_cannot_be_read_is_told(place):
    place.plant(MARKER, b"{")
    with pytest.raises(Refused, match=r"feeds/\.exporter\.json: cannot tell which store this tree belongs to"):
        place.tree().owner()


# One exporter at a time


def test_a_run_puts_its_name_into_the_marker_before_all_else_and_takes_it_out_at_the_end(place):
    filled(place, Part("feed.atom", b"1"))
    tree = place.tree()
    tree.put([Part("feed.atom", b"2")])
    assert place.asked("PUT") == [MARKER, "feed.atom"]
    assert len(place.tree().marker().run) == 32
    tree.conclude(Marker("a store", 2))
    assert place.body(MARKER) == b'{"store":"a store","edition":2,"began":0,"gone":0,"format":1}\n'


def test_a_name_that_a_killed_run_left_stops_nobody(place):
    filled(place)
    place.tree().put([Part("feed.atom", b"1")])
    assert place.tree().put([Part("feed.atom", b"2")]) == [True]


def test_of_two_that_begin_together_one_writes_nothing(place):
    filled(place)
    one, other = place.tree(), place.tree()
    assert one.owner() == other.owner()
    one.put([Part("feed.atom", b"one")])
    place.door.asked.clear()
    for attempt in (lambda: other.put([Part("feed.atom", b"other")]), lambda: other.remove(["feed.atom"])):
        with pytest.raises(Locked, match=r"feeds/\.exporter\.json: another run writes to this tree"):
            attempt()
    assert set(place.asked("PUT")) == {MARKER}
    assert place.body("feed.atom") == b"one"


@pytest.mark.s3  # Azure's signature is one of the condition, too: a door cannot leave it out
def test_a_service_that_ignores_conditions_is_found_out_before_a_tree_is_begun(place):
    place.door.forgotten = ("if-match",)
    for _ in range(2):
        tree = place.tree()
        assert not tree.is_published()
        with pytest.raises(ExporterError, match=r"json: cannot publish: the service replaces objects whatever the"):
            tree.claim(Marker("a store"))
        assert place.keys() == []
    place.door.forgotten = ()
    place.tree().claim(Marker("a store"))
    assert place.keys() == [MARKER]


def test_of_two_that_find_nothing_one_claims_it(place):
    one, other = place.tree(), place.tree()
    assert (one.is_published(), other.is_published()) == (False, False)
    one.claim(Marker("a store"))
    with pytest.raises(Locked):
        other.claim(Marker("a store"))


@pytest.mark.parametrize(
    "attempt",
    [
        lambda tree: tree.put([Part("feed.rss", b"")]),
        lambda tree: tree.remove(["feed.atom"]),
        lambda tree: tree.conclude(Marker("a store", 2)),
    ],
)
def test_a_run_whose_name_is_replaced_stops(place, attempt):
    filled(place)
    tree = place.tree()
    tree.put([Part("feed.atom", b"1")])
    place.tree().put([Part("feed.json", b"1")])
    with pytest.raises(Locked):
        attempt(tree)
    assert place.body("feed.atom") == b"1"
    assert "feed.rss" not in set(place.keys())


def test_a_run_whose_marker_is_removed_stops(place):
    tree = filled(place)
    place.client.delete_object(Bucket=place.name, Key=f"feeds/{MARKER}")
    with pytest.raises(Locked):
        tree.put([Part("feed.rss", b"")])


@pytest.mark.parametrize("before", [b"", b"0"])
@pytest.mark.parametrize("path", [MANIFEST, LEAF])
def test_each_object_replaces_the_one_that_it_was_compared_with(place, monkeypatch, path, before):
    filled(place, *([Part(path, before)] if before else []))
    tree = place.tree()
    held = tree._hold
    monkeypatch.setattr(tree, "_hold", lambda: (held(), place.plant(path, b"theirs")))
    with pytest.raises(Locked):
        tree.put([Part(path, b"mine")])
    assert place.body(path) == b"theirs"
    assert place.tree().put([Part(path, b"mine")]) == [True]


@pytest.mark.parametrize("done", [True, False])
def test_a_put_that_is_not_answered_in_time_is_tried_again_once_whether_it_was_done_or_not(place, monkeypatch, done):
    filled(place, Part("feed.atom", b"0"))
    tree, real, asked = place.tree(), obstore.put, []
    tree.claim(tree.marker())

    def put(*given, **named):
        if given[1] == MARKER:
            return real(*given, **named)
        asked.append(given[1])
        if len(asked) < late:
            if done:
                real(*given, **named)
            raise Unanswered("late")
        return real(*given, **named)

    monkeypatch.setattr("obstore.put", put)
    late = 2
    assert tree.put([Part("feed.atom", b"1")]) == [True]
    assert place.body("feed.atom") == b"1"
    late = 9
    if not done:
        with pytest.raises(Unanswered):
            tree.put([Part("feed.rss", b"1")])
        assert asked == ["feed.atom"] * 2 + ["feed.rss"] * 2


@pytest.mark.parametrize("path", [MARKER, MANIFEST])
def test_a_put_whose_answer_was_lost_is_not_taken_for_that_of_another(place, path):
    filled(place, Part(MANIFEST, b"0"))
    waiting = ["cut"]
    place.door.rule = lambda method, where: (
        waiting.pop() if waiting and method == "PUT" and where.endswith(path) else None
    )
    lost = []
    real = place.door.rule

    def rule(method, where):
        said = real(method, where)
        if said == "cut":
            lost.append(where)
        return said

    place.door.rule = rule
    tree = place.tree()
    assert tree.put([Part(MANIFEST, b"1")]) == [True]
    assert lost
    tree.conclude(Marker("a store", 2))
    assert place.body(MANIFEST) == b"1"


# What fails


def answers(status, method="PUT", times=10**9):
    """A rule: so often, such requests for documents are answered so."""
    left = [times]

    def rule(how, path):
        if how == method and not path.endswith(MARKER) and left[0]:
            left[0] -= 1
            return status
        return None

    return rule


def test_what_passes_by_itself_is_tried_again(place):
    filled(place)
    place.door.rule = answers(503, times=2)
    assert place.tree().put([Part("feed.atom", b"1")]) == [True]


@pytest.mark.parametrize(
    ("status", "kind", "said"),
    [
        (503, Unavailable, r"feeds/feed.atom: cannot write: HTTP 503, {}. Try again later"),
        (403, ExporterError, r"feeds/feed.atom: cannot write: HTTP 403, {}: allow these credentials to"),
        (404, ExporterError, r"feeds/feed.atom: cannot write: HTTP 404, {}: make the (bucket|container)"),
    ],
)
def test_what_does_not_is_told(place, quick, status, kind, said):
    filled(place)
    place.door.rule = answers(status)
    with pytest.raises(kind, match=said.format(place.door.codes[status])) as told:
        place.tree().put([Part("feed.atom", b"1")])
    assert type(told.value) is kind
    assert "secret" not in str(told.value)
    assert place.keys() == [MARKER]


@pytest.mark.s3  # as others answer: tests/test_objects.py
@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        ("AccessDenied", ExporterError, "feeds/feed.atom: cannot remove: AccessDenied: allow these credentials to"),
        ("InternalError", Unavailable, "feeds/feed.atom: cannot remove: InternalError. Try again later"),
    ],
)
def test_a_removal_that_is_refused_within_an_answer_of_200_is_told(place, quick, code, kind, said):
    filled(place, Part("feed.atom", b"1"))
    told = f"<Error><Key>feeds/feed.atom</Key><Code>{code}</Code><Message>arn:secret: no</Message></Error>"
    answer = f'<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{told}</DeleteResult>'.encode()
    place.door.rule = lambda method, _path: answer if method == "POST" else None
    with pytest.raises(kind, match=said) as error:
        place.tree().remove(["feed.atom"])
    assert "arn:" not in str(error.value)
    assert place.body("feed.atom") == b"1"


def test_nothing_is_listening(place, quick, monkeypatch):
    for name, value in place.by(f"http://127.0.0.1:{free_port()}").items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Unavailable, match=r"cannot (read|list): no connection: Connection refused"):
        place.tree().owner()


def test_no_bucket(objects):
    said = rf"nowhere/x/.*: cannot (read|list): HTTP 404, {objects.codes[404]}: make"
    with pytest.raises(ExporterError, match=said):
        opened(objects.at("nowhere", "x"), 0).owner()


def test_once_one_has_failed_no_further_one_begins(place, monkeypatch):
    monkeypatch.setattr("exporter.objects.PARALLEL", 2)
    filled(place)

    def rule(method, path):
        if method == "PUT" and not path.endswith(("/0", "/1", "/2", "/3", MARKER)):
            time.sleep(0.5)
        return 403 if method == "PUT" and path.endswith("/3") else None

    place.door.rule = rule
    with pytest.raises(ExporterError, match="/3: cannot write: HTTP 403"):
        place.tree().put([Part(f"x/{n}", b"1") for n in range(60)])
    assert len(place.asked("PUT")) < 10


def test_requests_go_in_parallel_and_no_more_than_so_many(place, monkeypatch):
    monkeypatch.setattr("exporter.objects.PARALLEL", 4)
    filled(place)
    now, most, alone = [0], [0], threading.Lock()

    def rule(_method, _path):
        with alone:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.01)
        with alone:
            now[0] -= 1

    place.door.rule = rule
    place.tree().put([Part(f"x/{n}", b"1") for n in range(40)])
    assert most == [4]


def test_what_names_the_one_before_it_comes_once_that_is_there(place, quick):
    filled(place)
    place.door.rule = lambda method, path: 403 if method == "PUT" and path.endswith("/5") else time.sleep(0.02)
    with pytest.raises(ExporterError, match="/5: cannot write: HTTP 403"):
        place.tree().put([Part(f"x/{n}", b"1") for n in range(9)], in_turn=True)
    assert place.asked("PUT") == [MARKER, *(f"x/{n}" for n in range(6))]


@pytest.mark.parametrize("allowed", [0, 1, 3])
def test_threads_that_there_may_not_be_are_done_without_but_for_the_first(place, monkeypatch, allowed):
    begun = []

    class Few(threading.Thread):
        def start(self):
            if len(begun) == allowed:
                raise RuntimeError("can't start new thread")
            begun.append(self)
            super().start()

    monkeypatch.setattr(exchange, "Thread", Few)
    if allowed:
        assert place.tree().lacks("a") if allowed == 1 else place.tree().differ([Part("a", b""), Part("b", b"")])
        return
    with pytest.raises(PublishError, match="can't start new thread"):
        place.tree().lacks("a")


@pytest.mark.parametrize("grace", [0.0, 30.0])
def test_whoever_is_told_to_stop_waits_for_answers_that_come_soon_and_no_longer(place, monkeypatch, grace):
    monkeypatch.setattr(exchange, "GRACE", grace)
    tree, answered, told = filled(place), threading.Event(), []

    def rule(method, path):
        if method == "PUT" and path.endswith("feed.atom"):
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
            told.append(answered.wait(0.3 if grace else 30))

    place.door.rule = rule
    with pytest.raises(KeyboardInterrupt):
        tree.put([Part("feed.atom", b"1")])
    assert told == ([False] if grace else [])
    answered.set()


def test_no_upload_in_parts_is_ever_begun(place):
    filled(place, Part("data/large.jsonl.gz", bytes(12 * 2**20)))
    assert place.head("data/large.jsonl.gz")["ContentLength"] == 12 * 2**20
    assert place.client.list_multipart_uploads(Bucket=place.name).get("Uploads", []) == []
    assert place.door.of("POST") == []


@pytest.mark.parametrize(
    "url", ["gs://bucket/feeds", "az://container/feeds", "abfss://c@acc.dfs.core.windows.net/feeds"]
)
def test_other_services_are_opened_by_their_urls(monkeypatch, url):
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_NAME", "acc")
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_KEY", "a2V5")
    assert opened(f"{url}/", 0).where == url
