"""The gate: what would break readers is stopped, by little reading."""

import pytest

from exporter import grammar
from tests.grammar.broken import NEWS, VALID
from tests.grammar.documents import ARTICLE, shard


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("feed.atom", "<id>", "<key>", "not well-formed"),
        ("feed.atom", "Quay 2", "Quay & 2", "not well-formed"),
        ("feed.atom", "\n<feed", "\n<!DOCTYPE feed>\n<feed", "a DOCTYPE"),
        ("feed.rss", "Quay 2", "Quay \x01 2", "not well-formed"),
        ("feed.json", '"date_published":"2025-02-14T22:00:00Z",', "", "date_published"),
        ("feed.json", "version", "speed", "version"),
        (ARTICLE, '"NewsArticle"', '"Article"', "Invalid value 'Article'"),
        ("data/dataset.jsonld", '"sha256"', '"md5"', "sha256"),
        ("index.html", "<h1>", "<h2>", "it has no title, or not one heading"),
        ("index.html", "<h1>", "<h1", "a tag is left open"),
        ("index.html", "</h1>", "</h1><script></script>", "there is a script in it"),
        ("index.html", "</html>", "", "it is no whole page"),
        ("data/gone.jsonl", '"when"', '"then"', "when"),
        (NEWS, "news:title", "news:name", "there is no <news:title>"),
    ],
)
def test_the_gate_stops_what_would_break_readers(path: str, old: str, new: str, said: str) -> None:
    text = VALID[path].decode()
    assert old in text
    assert said in grammar.cheap(path, text.replace(old, new).encode())


def test_the_gate_stops_shards_without_rows() -> None:
    assert "there is no row in it" in grammar.cheap(*shard(b""))
    assert "its last row has no end" in grammar.cheap(*shard(b"{}"))
    assert "not as it must be" in grammar.cheap(*shard(b"{}\n"))
