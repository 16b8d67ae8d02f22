"""Pages for people (HTML), and the files that they need: nothing that runs, nothing from elsewhere."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from exporter.grammar.markup import parsed
from exporter.grammar.tags import Tag, tags
from exporter.grammar.values import is_language, is_media_type, is_web, quoted

_BEGINNING = "<!DOCTYPE html>\n"
_ONCE = ("html", "head", "body", "title", "h1")
_FORBIDDEN = frozenset({"script", "iframe", "frame", "object", "embed", "applet", "base", "form", "style"}) | {
    "template",
    "portal",
    "foreignObject",
}
_CHARSET = re.compile(rb"<meta charset=\"utf-8\">", re.IGNORECASE)
_SVG = "{http://www.w3.org/2000/svg}svg"
_ELSEWHERE = re.compile(r"@import|expression\s*\(|url\(\s*[\"']?\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


def faults(_path: str, data: bytes) -> Iterator[str]:
    """What is wrong with a page: what a browser would have to guess, would run, or would load from elsewhere."""
    try:
        html = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"byte {error.start}: no UTF-8"
        return
    if not html.startswith(_BEGINNING):
        yield "it does not begin with <!DOCTYPE html>"
        return
    if not _CHARSET.search(data[:1024]):
        yield "its first 1,024 bytes do not say that it is UTF-8"
    found = []
    for tag in tags(html.removeprefix(_BEGINNING)):
        if isinstance(tag, str):
            yield tag
            return
        found.append(tag)
        yield from _tag(tag)
    yield from _whole(html, found)


def _whole(html: str, found: list[Tag]) -> Iterator[str]:
    names = Counter(tag.name for tag in found if tag.name != "title" or not tag.get("id"))  # pictures have titles too
    yield from (f"it has {names[name] or 'no'} <{name}>, and must have one" for name in _ONCE if names[name] != 1)
    if re.search(r"<title>\s*</title>", html):
        yield "its title is empty"
    if not all(is_language(tag.get("lang")) for tag in found if tag.name == "html"):
        yield "it does not say its language"
    ids = Counter(tag.get("id") for tag in found if tag.get("id"))
    yield from (f"the id {quoted(one)} is there twice" for one, number in ids.items() if number > 1)
    for tag in found:
        target = tag.get("href")
        if target.startswith("#") and target[1:] not in ids:
            yield f"line {tag.line}: nothing here is called {quoted(target)}"


def _tag(tag: Tag) -> Iterator[str]:
    if tag.name in _FORBIDDEN:
        yield f"line {tag.line}: <{tag.name}> may run or load something"
    for name, _ in tag.attributes:
        if name.startswith("on") or name in {"style", "srcdoc", "action", "formaction"}:
            yield f"line {tag.line}: {name} may run or change something"
    href, src = tag.get("href"), tag.get("src")
    if href and not _is_harmless(href, tag):
        yield f"line {tag.line}: <{tag.name}> leads to {quoted(href)}"
    if src and not _is_relative(src):
        yield f"line {tag.line}: <{tag.name}> is loaded from {quoted(src)}"
    if tag.name == "link" and tag.get("rel") == "alternate" and not is_media_type(tag.get("type")):
        yield f"line {tag.line}: a feed without its media type"
    if tag.name == "img" and "alt" not in dict(tag.attributes):
        yield f"line {tag.line}: a picture without alt"


def _is_harmless(href: str, tag: Tag) -> bool:
    """A page may link to anywhere on the web; what it loads lies beside it."""
    if tag.name == "a" or (tag.name == "link" and tag.get("rel") in {"canonical", "alternate", "hub", "self"}):
        return _is_relative(href) or is_web(href) or href.startswith("mailto:")
    return _is_relative(href)


def _is_relative(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and not address.startswith(("/", "\\"))


def style(_path: str, data: bytes) -> Iterator[str]:
    """What is wrong with a style sheet."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"byte {error.start}: no UTF-8"
        return
    if "{" not in text:
        yield "there is no rule in it"
    if not text.rstrip().endswith(("}", "*/")):
        yield "it ends within a rule"
    if text.count("{") != text.count("}"):
        yield "its braces do not match"
    if found := _ELSEWHERE.search(text):
        yield f"line {text.count(chr(10), 0, found.start()) + 1}: it loads or runs something: {quoted(found[0])}"


def picture(_path: str, data: bytes) -> Iterator[str]:
    """What is wrong with a picture (SVG)."""
    root = parsed(data if data.startswith(b"<?xml") else b'<?xml version="1.0"?>' + data)
    if isinstance(root, str):
        yield root
        return
    if root.tag != _SVG:
        yield "its root is no <svg>"
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name in _FORBIDDEN - {"style"}:
            yield f"line {element.sourceline}: <{name}> may run or load something"
        for attribute, value in element.attrib.items():
            key = str(attribute).rpartition("}")[2]
            if key.startswith("on") or (key == "href" and not str(value).startswith("#")):
                yield f"line {element.sourceline}: {key} may run or load something"
