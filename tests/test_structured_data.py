"""Machines load the tree as data: extruct and PyLD on every article, the rows of every shard, and their manifest."""

import gzip
import hashlib
import json
import urllib.request
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any

import extruct
import pytest
from pyld import jsonld

from exporter.render import json_ld
from tests.published import ROOT, Story, Tree, only_loopback, samples, story
from tests.render.vocabulary import mistakes, schemas

SCHEMA = "http://schema.org/"
ONLY_IN_ROWS = {"sdDatePublished", "identifier", "hasPart"}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    only_loopback(monkeypatch)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tree]:
    with samples(tmp_path_factory.mktemp("data")) as (found, _):
        yield found


def rows(tree: Tree) -> dict[str, Any]:
    """Every row of every shard, by id; none twice."""
    found = [json.loads(line) for path in tree.files("data/*.gz") for line in tree.read(path).splitlines()]
    assert len({row["@id"] for row in found}) == len(found)
    return {row["@id"]: row for row in found}


def loader() -> Any:
    """A PyLD document loader that knows the context of schema.org, and no network."""
    context = json.loads((schemas() / "schemaorgcontext.jsonld").read_text("utf-8"))

    def load(url: str, _options: Any) -> Any:
        assert url.rstrip("/") == "https://schema.org"
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}

    return load


def lines(data: bytes) -> list[str]:
    """Of a dump, as a reader of the page would see them: entities and kinds of spaces resolved."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    return [" ".join(unescape(line).split()) for line in text.splitlines()]


def names(node: Any) -> set[str]:
    """The properties of a node, but for keywords of JSON-LD."""
    return {name.removeprefix(SCHEMA) for name in node if not name.startswith("@")}


def test_whoever_would_ask_the_network_in_these_tests_fails() -> None:
    for url in ("http://schema.org/", "http://192.0.2.1/"):
        with pytest.raises(AssertionError, match="the network was asked for"):
            urllib.request.urlopen(url, timeout=1)


def test_there_is_a_file_for_every_article_in_the_folder_of_its_day(tree: Tree) -> None:
    paths = tree.files("articles/**/*")
    assert len(paths) > 40
    for path in paths:
        one = story(tree.json(path))
        assert path == f"articles/{one.published:%Y/%m/%d}/{one.id.removeprefix('urn:uuid:')}.jsonld"


def test_every_dump_is_an_article_under_its_headline_but_for_the_version_that_lost(tree: Tree) -> None:
    given = [[line for line in lines(path.read_bytes()) if line] for path in sorted(ROOT.glob("dumps/**/*.txt"))]
    titles = {one.title for one in tree.stories().values()}
    assert titles <= {line for dump in given for line in dump}
    lost = [dump[0] for dump in given if dump[0] not in titles]
    assert lost == ["Brug bij Oudeveer weken dicht na aanvaring, pont moet uitkomst bieden"]


def test_extruct_finds_in_a_page_what_the_file_says(tree: Tree) -> None:
    for path in tree.files("articles/**/*.jsonld"):
        script = f'<script type="application/ld+json">{tree.read(path).decode()}</script>'
        page = f"<!doctype html><html><head><title>x</title>{script}</head><body><p>after</p></body></html>"
        assert extruct.extract(page, syntaxes=["json-ld"])["json-ld"] == [tree.json(path)], path


def test_every_article_every_row_and_the_manifest_keep_to_the_vocabulary(tree: Tree) -> None:
    nodes = [tree.json(path) for path in tree.files("*.jsonld")] + list(rows(tree).values())
    assert Counter(node["@type"] for node in nodes) == {"NewsArticle": 2 * len(tree.stories()), "Dataset": 1}
    assert [(node["@id"], found) for node in nodes if (found := mistakes(node))] == []


def test_pyld_expands_every_property_of_every_article_row_and_manifest(tree: Tree) -> None:
    options = {"documentLoader": loader()}
    for node in [*rows(tree).values(), *(tree.json(path) for path in tree.files("*.jsonld"))]:
        (expanded,) = jsonld.expand(node, options)
        assert (expanded["@id"], expanded["@type"]) == (node["@id"], [SCHEMA + node["@type"]])
        assert names(expanded) == names(node)
        assert all(found for name, found in expanded.items() if not name.startswith("@"))
        if node["@type"] == "NewsArticle":
            assert expanded[SCHEMA + "headline"] == [{"@value": node["headline"]}]
            assert expanded[SCHEMA + "url"] == [{"@id": node["url"]}]
            assert expanded[SCHEMA + "datePublished"] == [
                {"@type": SCHEMA + "Date", "@value": node["datePublished"]}
            ], "schema.org's context types it so"


def test_rows_and_files_say_the_same_and_rows_also_what_rebuilds_the_store(tree: Tree) -> None:
    found = rows(tree)
    files = {node["@id"]: node for node in (tree.json(path) for path in tree.files("articles/**/*.jsonld"))}
    assert found.keys() == files.keys()
    for id_, row in found.items():
        assert {name: value for name, value in row.items() if name not in ONLY_IN_ROWS} == files[id_]
        assert {"sdDatePublished", "identifier"} <= names(row)
        values = [(one["propertyID"], one["value"]) for one in row["identifier"]]
        assert any(name == "key" and str(value).startswith("url:") for name, value in values)
    sequences = [
        value["value"] for row in found.values() for value in row["identifier"] if value["propertyID"] == "sequence"
    ]
    assert sorted(sequences) == list(range(1, len(found) + 1))
    by_sequence = sorted(found.values(), key=lambda row: row["identifier"][0]["value"])
    assert [row["datePublished"] for row in by_sequence] == sorted(row["datePublished"] for row in by_sequence)


def test_a_row_reads_back_as_the_article_of_its_file(tree: Tree) -> None:
    stories = tree.stories()
    for path in tree.files("data/*.gz"):
        for line in tree.read(path).splitlines(keepends=True):
            article = json_ld.read_row(line)
            told: Story = stories[article.id]
            assert (article.title, article.url, article.published, article.updated, article.language) == (
                told.title,
                told.url,
                told.published,
                told.updated,
                told.language,
            )
            assert "\n\n".join(part.text for part in article.body) == told.text
            assert (article.sections + article.keywords, article.summary) == (told.tags, told.summary)


def test_the_manifest_says_of_each_shard_what_is_on_disk_and_leaves_none_out(tree: Tree) -> None:
    manifest = tree.json("data/dataset.jsonld")
    listed = {tree.path(entry["contentUrl"]): entry for entry in manifest["distribution"]}
    assert sorted(listed) == tree.files("data/*.gz")
    assert len(listed) == len(manifest["distribution"])
    for path, entry in listed.items():
        data = (tree.root / path).read_bytes()
        lines = gzip.decompress(data).splitlines()
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()
        assert entry["contentSize"] == f"{len(data)} B"
        assert entry["size"]["value"] == len(lines)
        assert (
            path
            == f"data/{entry['temporalCoverage']}.{hashlib.sha256(gzip.decompress(data)).hexdigest()[:16]}.jsonl.gz"
        )
        assert {json.loads(line)["datePublished"][:10] for line in lines} == {entry["temporalCoverage"]}
        assert entry["dateModified"] == max(json.loads(line)["dateModified"] for line in lines)
    assert manifest["size"]["value"] == sum(entry["size"]["value"] for entry in listed.values()) == len(tree.stories())
    assert manifest["@id"] == tree.url + "data/dataset.jsonld"
