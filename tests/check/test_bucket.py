"""A tree in object storage is held to what a folder is, and to what each object says of itself."""

import pytest

from exporter.check import against
from exporter.config.schema import Output
from exporter.engine import local
from exporter.errors import ExporterError
from exporter.report import unseen
from tests.world import World


class Tree:
    """A small tree in a bucket of its own."""

    def __init__(self, root, server):
        self.client, self.bucket = server.client(), server.bucket()
        self.url = server.at(self.bucket, "feeds")
        self.world = World(root, output=Output(directory=self.url))
        for n in range(1, 5):
            self.world.dump(n)
        self.world.run()

    def found(self, processes=1):
        """(path, what is wrong) on its own."""
        verdict = against.tree(f"{self.url}/", None, self.world.now, unseen, processes)
        return [(one.path, one.what) for one in verdict.faults]

    def beside(self):
        """(path, what is wrong) beside its store."""
        verdict = against.configured(self.world.config, self.world.now, unseen)
        return [(one.path, one.what) for one in verdict.faults]

    def change(self, path, data=None, **said):
        """Put an object anew, with other bytes or saying something else of itself."""
        key = f"feeds/{path}"
        got = self.client.get_object(Bucket=self.bucket, Key=key)
        whole = {name: got[name] for name in ("ContentType", "CacheControl", "Metadata")} | said
        whole = {name: value for name, value in whole.items() if value is not None}
        self.client.put_object(Bucket=self.bucket, Key=key, Body=got["Body"].read() if data is None else data, **whole)

    def path(self, beginning):
        """The first object below this."""
        found = self.client.list_objects_v2(Bucket=self.bucket, Prefix=f"feeds/{beginning}")
        return found["Contents"][0]["Key"].removeprefix("feeds/")


@pytest.fixture
def tree(tmp_path, objects):
    return Tree(tmp_path / "w", objects)


def test_a_whole_tree_has_no_faults(tree):
    assert tree.found() == tree.found(2) == tree.beside() == []


def test_what_objects_say_wrongly_of_themselves(tree):
    sections, kept = "sections/harbour", "may be kept by what it says of itself"
    wrong = {
        "feed.atom": ({"ContentType": "text/plain"}, "is sent as text/plain, not as application/atom+xml"),
        "feed.rss": ({"ContentType": None}, "is sent as "),
        "feed.json": ({"CacheControl": None}, "has no Cache-Control"),
        f"{sections}/feed.atom": (
            {"CacheControl": "max-age=31536000"},
            "may be kept by what it says of itself (max-age=",
        ),
        f"{sections}/feed.rss": (
            {"CacheControl": "max-age=9, immutable"},
            "may be kept by what it says of itself (max-",
        ),
        tree.path("data/20"): ({"CacheControl": "max-age=300"}, f"{kept} (max-age=300)"),
        "data/dataset.jsonld": (
            {"Metadata": {"sha256": "0" * 64}},
            f"says that it is of SHA-256 {'0' * 64}, and is of",
        ),
    }
    for path, (said, _) in wrong.items():
        tree.change(path, **said)
    for found in (tree.found(), tree.beside()):
        assert [path for path, _ in found] == sorted(wrong)
        assert all(what.startswith(wrong[path][1]) for path, what in found)
    tree.world.run(full=True)
    assert tree.found() == []
    tree.change(tree.path("data/20"), ContentEncoding="gzip")
    assert [what.partition(":")[0] for _, what in tree.found()] == ["is sent with a Content-Encoding"]


def test_what_is_changed_missing_or_strange(tree):
    tree.change("feeds.opml", b"<opml")
    gone = tree.path("articles/")
    tree.client.delete_object(Bucket=tree.bucket, Key=f"feeds/{gone}")
    tree.client.put_object(Bucket=tree.bucket, Key="feeds/archive/000009.atom", Body=b"")
    found = dict(tree.beside())
    assert found[gone] == "is missing: by the store it is published"
    assert found["archive/000009.atom"]
    assert "feeds.opml" in found
    assert {"feeds.opml", "archive/000009.atom"} <= dict(tree.found()).keys()


def test_an_object_that_no_document_could_be_is_not_fetched(tree, monkeypatch):
    monkeypatch.setattr("exporter.check.bucket.MAX_BYTES", 2000)
    found = dict(tree.found())
    assert found["feed.atom"].startswith("has ")
    assert found["feed.atom"].endswith("no document of a tree has more than 2000")


def test_what_is_no_tree_or_not_there(objects):
    name = objects.bucket()
    place, nowhere = objects.at(name).rstrip("/"), objects.at("nowhere", "x")
    with pytest.raises(ExporterError, match=f"{place}: is no published tree"):
        against.tree(place, None, None, unseen, 1)
    with pytest.raises(ExporterError, match=f"{nowhere}.*{objects.codes[404]}"):
        against.tree(nowhere, None, None, unseen, 1)


def test_whether_a_tree_was_changed_is_seen(tree):
    from exporter.check.bucket import Bucket

    with local(1) as engine:
        before = Bucket(tree.url, engine).state()
        assert Bucket(tree.url, engine).state() == before
        tree.change("feed.atom", b"other")
        assert Bucket(tree.url, engine).state() != before
        assert list(Bucket(tree.url, engine).leftovers()) == []
        assert (Bucket(tree.url, engine).lacks("feed.atom"), Bucket(tree.url, engine).lacks("x")) == (False, True)
