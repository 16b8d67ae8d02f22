"""Documents of plain text: robots.txt (RFC 9309), the key file of IndexNow, the map of what is gone for nginx."""

import re
from collections import Counter
from collections.abc import Iterator

from exporter.grammar.values import is_web, quoted

MAX_ROBOTS = 500 * 1024
"""Bytes of a robots.txt that crawlers must at least read (RFC 9309 section 2.5)."""

_RULES = frozenset({"allow", "disallow"})
_GONE = re.compile(r"(?:/[^\s;{}\"'\\]*|\"/(?:[^\"\\]|\\.)*\") 1;")


def _lines(data: bytes) -> list[str] | str:
    """The lines of a text in UTF-8 that ends with one; a string says what is wrong with it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"byte {error.start}: no UTF-8"
    if not text:
        return "empty"
    if text.startswith("\ufeff"):
        return "a byte order mark stands before the text"
    if not text.endswith("\n"):
        return "the last line has no end"
    return text.split("\n")[:-1]


def robots(_path: str, data: bytes) -> Iterator[str]:
    """What is wrong with a robots.txt."""
    lines = _lines(data)
    if isinstance(lines, str):
        yield lines
        return
    if len(data) > MAX_ROBOTS:
        yield f"{len(data)} bytes; crawlers need not read beyond {MAX_ROBOTS}"
    rules = [(number, *rule) for number, line in enumerate(lines, 1) if (rule := _rule(line))]
    sitemaps = [value for _, name, value in rules if name == "sitemap"]
    yield from (f"{quoted(one)} is named twice" for one, times in Counter(sitemaps).items() if times > 1)
    groups = [number for number, name, _ in rules if name == "user-agent"]
    if not groups:
        yield "no User-agent is named"
    for number, name, value in rules:
        if wrong := _wrong(name, value):
            yield f"line {number}: {wrong}"
        elif name in _RULES and number < min(groups, default=number + 1):
            yield f"line {number}: a rule before any User-agent"


def _rule(line: str) -> tuple[str, str] | None:
    """The name, in small letters, and the value of a line; None if it says nothing."""
    said = line.partition("#")[0].strip()
    name, _, value = said.partition(":")
    return (name.strip().lower(), value.strip()) if said else None


def _wrong(name: str, value: str) -> str:
    if name == "user-agent":
        return "" if value else "it is for no crawler"
    if name in _RULES:
        return "" if value[:1] in {"", "/", "*"} else f"a path must begin with a slash: {quoted(value)}"
    if name == "sitemap":
        return "" if is_web(value) else f"a sitemap must have an absolute URL: {quoted(value)}"
    return f"no crawler knows {quoted(name)}"


def key(path: str, data: bytes) -> Iterator[str]:
    """What is wrong with the file that shows whose a key is: it is called like the key that it holds, and nothing else
    (https://www.indexnow.org/documentation). The message does not say the key."""
    if data != path.removesuffix(".txt").encode():
        yield "it does not hold the key that it is called by"


def gone_map(_path: str, data: bytes) -> Iterator[str]:
    """What is wrong with the map of withdrawn files for nginx: a line `/PATH 1;` each."""
    lines = _lines(data)
    if isinstance(lines, str):
        yield lines
        return
    for number, line in enumerate(lines, 1):
        if not _GONE.fullmatch(line) and line and not line.startswith("#"):
            yield f"line {number}: no path and 1: {quoted(line)}"
    yield from (f"{quoted(one)} is there twice" for one, times in Counter(filter(None, lines)).items() if times > 1)
