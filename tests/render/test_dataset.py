"""Data shards, as gzip and JSON read them, and the manifest that lists them."""

import gzip
import hashlib
import json
import tracemalloc
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from exporter.model import Article, Paragraph, Part, Publisher
from exporter.render import VERSIONS, dataset, json_ld
from tests.builders import article, site, utc
from tests.render.vocabulary import leaves, mistakes

DAY = "2025-02-14"

MANIFEST_1 = """{
 "@context": "https://schema.org",
 "@type": "Dataset",
 "@id": "https://feeds.example.org/data/dataset.jsonld",
 "identifier": "https://feeds.example.org/data/dataset.jsonld",
 "name": "Harbour Wire",
 "description": "The news articles of Harbour Wire, by day of publication in UTC: each a schema.org NewsArticle on a \
line of JSON, in files compressed with gzip. News of an invented harbour",
 "url": "https://feeds.example.org/",
 "creator": {
  "@type": "Organization",
  "name": "Harbour Press",
  "url": "https://www.example.org/"
 },
 "publisher": {
  "@type": "Organization",
  "name": "Harbour Press",
  "url": "https://www.example.org/"
 },
 "copyrightNotice": "© Harbour Press",
 "dateModified": "2025-03-01T00:00:00Z",
 "temporalCoverage": "2025-02-13/2025-02-14",
 "size": {
  "@type": "QuantitativeValue",
  "value": 1005,
  "unitText": "articles"
 },
 "distribution": [
  {
   "@type": "DataDownload",
   "contentUrl": "https://feeds.example.org/data/2025-02-13.aa.jsonl.gz",
   "encodingFormat": [
    "application/gzip",
    "application/x-ndjson"
   ],
   "contentSize": "700 B",
   "sha256": "a1",
   "size": {
    "@type": "QuantitativeValue",
    "value": 5,
    "unitText": "articles"
   },
   "temporalCoverage": "2025-02-13",
   "dateModified": "2025-03-01T00:00:00Z"
  },
  {
   "@type": "DataDownload",
   "contentUrl": "https://feeds.example.org/data/2025-02-14.bb.jsonl.gz",
   "encodingFormat": [
    "application/gzip",
    "application/x-ndjson"
   ],
   "contentSize": "90000 B",
   "sha256": "b2",
   "size": {
    "@type": "QuantitativeValue",
    "value": 1000,
    "unitText": "articles"
   },
   "temporalCoverage": "2025-02-14",
   "dateModified": "2025-02-14T21:00:45Z"
  }
 ]
}
"""


def shards(*articles: Article, max_rows: int = dataset.MAX_ROWS) -> list[Part]:
    return list(dataset.shards(DAY, articles, site(), max_rows))


def shard(day: str = DAY, path: str = "data/2025-02-14.bb.jsonl.gz") -> dataset.Shard:
    return dataset.Shard(path, "b2", 90_000, 1000, day, utc("2025-02-14T21:00:45"))


OTHER = dataset.Shard("data/2025-02-13.aa.jsonl.gz", "a1", 700, 5, "2025-02-13", utc("2025-03-01T00:00:00"))


def test_a_shard_holds_the_rows_in_order_under_the_digest_of_what_they_say() -> None:
    articles = [article(number, updated=utc(f"2025-02-1{number}T00:00:00")) for number in (7, 9, 8)]
    (part,) = shards(*articles)
    rows = b"".join(json_ld.row(one, site()) for one in articles)
    assert gzip.decompress(part.data) == rows
    digest = hashlib.sha256(rows).hexdigest()[:16]
    assert replace(part, data=b"") == Part(f"data/{DAY}.{digest}.jsonl.gz", b"", 3, utc("2025-02-19T00:00:00"))
    assert VERSIONS["shard"] == dataset.VERSION == 1


def test_every_line_is_json_with_its_own_context() -> None:
    (part,) = shards(*(article(number, title=f"a\u2028b\u0085{number}") for number in range(1, 6)))
    lines = gzip.decompress(part.data).decode().splitlines()
    assert [json.loads(line)["@context"] for line in lines] == ["https://schema.org"] * 5
    assert [json.loads(line)["headline"] for line in lines] == [f"a\u2028b\u0085{number}" for number in range(1, 6)]


def test_a_day_is_split_at_a_thousand() -> None:
    parts = shards(*(article(number) for number in range(1, 2002)))
    assert [part.count for part in parts] == [1000, 1000, 1]
    assert len({part.path for part in parts}) == 3
    rows = b"".join(gzip.decompress(part.data) for part in parts).splitlines(keepends=True)
    assert [json_ld.read_row(row) for row in rows] == [article(number) for number in range(1, 2002)]


def test_a_full_shard_is_followed_by_no_empty_one() -> None:
    assert [part.count for part in shards(*(article(number) for number in range(1, 5)), max_rows=2)] == [2, 2]


def test_a_day_without_articles_has_no_shard() -> None:
    assert shards() == []


def test_the_gzip_header_says_neither_when_nor_what() -> None:
    (part,) = shards(article())
    magic, method, flags, mtime = part.data[:2], part.data[2], part.data[3], part.data[4:8]
    assert (magic, method, flags, mtime) == (b"\x1f\x8b", 8, 0, b"\0\0\0\0")
    assert shards(article()) == [part]


def test_an_edit_gives_its_shard_another_name_and_leaves_the_others() -> None:
    before = [article(number) for number in range(1, 7)]
    after = [replace(one, title="New") if one.sequence == 3 else one for one in before]
    (first, second, third), edited = shards(*before, max_rows=2), shards(*after, max_rows=2)
    assert (edited[0], edited[2]) == (first, third)
    assert edited[1].path not in {first.path, second.path, third.path}


def test_only_one_shard_is_held_at_a_time_and_that_compressed() -> None:
    body = (Paragraph("The quay is open again, and all the ships came back to it. " * 100),)

    def articles() -> Iterator[Article]:
        return (article(number, body=body) for number in range(4000))

    tracemalloc.start()
    try:
        count = sum(part.count for part in dataset.shards(DAY, articles(), site()))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 4000
    assert peak < 3_000_000  # the rows of one shard alone are 6 MB


def test_these_are_the_bytes_of_version_1_so_that_others_need_another_number() -> None:
    assert dataset.manifest([shard(), OTHER], site()).decode() == MANIFEST_1
    assert VERSIONS["dataset"] == dataset.MANIFEST_VERSION == 2


def test_shards_of_one_day_stay_in_the_order_given() -> None:
    one, two = shard(path="data/2025-02-14.ff.jsonl.gz"), shard(path="data/2025-02-14.00.jsonl.gz")
    listed = json.loads(dataset.manifest([one, two, OTHER], site()))["distribution"]
    assert [entry["contentUrl"].rsplit("/")[-1] for entry in listed] == [
        "2025-02-13.aa.jsonl.gz",
        "2025-02-14.ff.jsonl.gz",
        "2025-02-14.00.jsonl.gz",
    ]


def test_one_day_is_no_interval_and_what_is_unknown_is_left_out() -> None:
    node = json.loads(dataset.manifest([shard()], site(description="", publisher=None, rights="")))
    assert list(node) == [
        "@context",
        "@type",
        "@id",
        "identifier",
        "name",
        "description",
        "url",
        "dateModified",
        "temporalCoverage",
        "size",
        "distribution",
    ]
    assert node["temporalCoverage"] == DAY
    assert all(leaves(node))
    assert 50 <= len(node["description"]) <= 5000  # what Google's Dataset Search takes
    assert not node["description"].endswith(" ")


def test_rights_that_are_a_url_are_a_licence() -> None:
    node = json.loads(dataset.manifest([shard()], site(rights="https://licence.example/by/4.0/")))
    assert node["license"] == "https://licence.example/by/4.0/"
    assert "copyrightNotice" not in node


def test_the_manifest_keeps_to_the_vocabulary() -> None:
    full = site(publisher=Publisher("Harbour Press", "https://www.example.org/", "https://www.example.org/logo.png"))
    for one in (full, site(rights="https://licence.example/"), site(publisher=None)):
        assert mistakes(json.loads(dataset.manifest([shard(), OTHER], one))) == []


def test_the_manifest_is_safe_in_a_script_element() -> None:
    data = dataset.manifest([shard()], site(title="</script><b>", description="a & b\u2028"))
    assert not set("<>&\u2028") & set(data.decode())
    assert json.loads(data)["name"] == "</script><b>"


def test_a_dataset_without_shards_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a shard"):
        dataset.manifest([], site())
