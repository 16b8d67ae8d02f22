"""What is said of each kind of file."""

import pytest

from exporter.media import cache_control, content_type, media_type


@pytest.mark.parametrize(
    ("path", "kind", "kept"),
    [
        ("feed.atom", "application/atom+xml", "max-age=300"),
        ("sections/kade/feed.json", "application/feed+json", "max-age=300"),
        ("archive/000001.rss", "application/rss+xml", "max-age=3600"),
        ("articles/2025/02/14/a.jsonld", "application/ld+json", "max-age=3600"),
        ("data/2025-02-14.0123456789abcdef.jsonl.gz", "application/gzip", "max-age=31536000, immutable"),
        ("data/gone.jsonl", "application/x-ndjson", "max-age=300"),
        ("index.html", "text/html; charset=utf-8", "max-age=300"),
        ("x.unknown", "application/octet-stream", "max-age=300"),
    ],
)
def test_what_a_file_is_and_for_how_long_it_may_be_kept(path, kind, kept):
    assert (content_type(path), cache_control(path)) == (kind, kept)
    assert media_type(path) == kind.partition(";")[0]
