"""How the time that a text takes grows with its length, whatever it is made of. It is measured, so it is no part of
`make test`: `make torture`."""

import json
import time
from collections.abc import Iterator
from html import escape
from io import BytesIO
from itertools import product

from msgspec.structs import replace

from exporter.model import Dump, Record, Stated
from exporter.normalise import Rules, normalise
from exporter.readers import stream
from tests.builders import record

# fmt: off
WORDS = (
    *"@.-a Z0(),&<>=/#%\":é", "あ", "一", "ا", "가", "й", "\u0301", "\u200d", "’", "“", "·", "&#38;", "a.", "a-", "a ",
    "1.", "1 ", "a,", "Ab ", "(a", "@a", "<a ", 'a="', "<!--", "<p>", "&a", "Ã©", "ø", "http://a ", "by ", "a: ", "a(1",
    "\t", "ت ",
)
# fmt: on
FIELDS = ("title", "time", "url", "lines", "text")
STATED = ("authors", "sections", "keywords", "summary", "language", "publisher", "modified", "rights", "image")
ITEM = ("author", "title", "description", "pubDate", "category")
SQUARE = 20.0
"""What four times the length may cost: sixteen times is the square, and the rest is chance."""
FLOOR = 0.05
"""Seconds of the processor below which nothing is said of growth: shorter ones are chance."""


def measure(length: int) -> dict[str, int]:
    """How many were tried, milliseconds of the processor that the slowest took at four times this length, and the most
    that one grew meanwhile, in per cent. AssertionError for one that grows faster than the square of its length."""
    tried, slowest, worst = 0, 0.0, 0.0
    for (what, short), (_, long) in zip(_works(length), _works(4 * length), strict=True):
        tried += 1
        taken = _seconds(long)
        slowest = max(slowest, taken)
        if taken > FLOOR:
            growth = taken / max(_seconds(short), 1e-4)
            assert growth < SQUARE, f"{what}: {4 * length} characters take {growth:.0f} times as long as {length}"
            worst = max(worst, growth)
    return {"texts": tried, "slowest_ms": int(slowest * 1000), "worst_growth_of_4": int(worst * 100)}


def _seconds(work: Record | tuple[str, bytes]) -> float:
    return min(_once(work) for _ in range(3))


def _once(work: Record | tuple[str, bytes]) -> float:
    began = time.process_time()
    if isinstance(work, Record):
        normalise(work, Rules())
    else:
        name, data = work
        list(stream(Dump("d", name, name, len(data), 0), BytesIO(data)))
    return time.process_time() - began


def _works(length: int) -> Iterator[tuple[str, Record | tuple[str, bytes]]]:
    """(what it is, a record to normalise or a dump to read), in the same order for every length."""
    for word in WORDS:
        text = (word * (length // len(word) + 1))[:length]
        yield from ((f"{field} of {word!r}", _record(field, text)) for field in (*FIELDS, *STATED))
        for field in ITEM:
            element = f"<{field}>{escape(text)}</{field}>"
            feed = f"<rss><channel><item>{element}<link>https://a.example/</link></item></channel></rss>"
            yield f"{field} of a feed of {word!r}", ("a.xml", feed.encode())
        for field, name in product(("title", "author", "text", "content_html", "date"), ("a.jsonl", "a.json")):
            yield f"{field} of {name} of {word!r}", (name, json.dumps({"title": "Quay", field: text}).encode() + b"\n")
        for name in ("a.txt", "a.html", "a.json", "a.xml", "a.warc"):
            yield f"{name} of {word!r}", (name, text.encode())
        page = f"<!doctype html><title>{text}</title><article class='{escape(text)}'><p>{text}</article>"
        yield f"a page of {word!r}", ("a.html", page.encode())


def _record(field: str, text: str) -> Record:
    plain = replace(record("The quay is open."), pure=True, format="jsonl")
    if field == "lines":
        return replace(plain, lines=("The quay is open.", text, "And so on."))
    if field == "text":
        return replace(plain, pure=False, format="text", lines=("", text, "The quay is open.", text, "Harbour"))
    if field in STATED:
        said = (text,) if field in {"authors", "sections", "keywords"} else text
        return replace(plain, stated=Stated(**{field: said}))
    return replace(plain, **{field: text})
