"""As what each document is to be sent. Not the renderers' own table: a mistake there would be overlooked."""

from collections.abc import Iterator

_MEDIA_TYPES = (
    ("feed.json", "application/feed+json"),
    (".atom", "application/atom+xml"),
    (".rss", "application/rss+xml"),
    (".jsonld", "application/ld+json"),
    (".jsonl", "application/x-ndjson"),
    (".gz", "application/gzip"),
    (".xml", "application/xml"),
    (".opml", "text/x-opml"),
    (".txt", "text/plain"),
    (".html", "text/html"),
    (".css", "text/css"),
    (".svg", "image/svg+xml"),
)
"""What each is to be sent as, by the end of its path."""
_ALSO = {"text/x-opml": {"application/xml", "text/xml"}, "application/xml": {"text/xml"}}
"""... or as what clients take for the same."""


def right(path: str) -> str:
    """The media type of a document; empty if nothing is known."""
    return next((kind for end, kind in _MEDIA_TYPES if path.endswith(end)), "")


def sent_wrongly(path: str, content_type: str, content_encoding: str) -> Iterator[str]:
    """What is wrong with these two header fields of a document."""
    stated = content_type.partition(";")[0].strip().lower()
    wanted = right(path)
    if wanted and stated != wanted and stated not in _ALSO.get(wanted, ()):
        yield f"is sent as {stated or 'nothing'}, not as {wanted}"
    if path.endswith(".gz") and content_encoding != "identity":
        yield "is sent with a Content-Encoding: its digest does not hold for who undoes it"
