"""docs/formats.md says what the code does: every reject code, field, document, limit, and what its example becomes."""

import ast
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, get_args

import pytest
from lxml import etree
from msgspec.structs import replace

import exporter
from exporter.model import Article, Dump, Paragraph, Publisher, Record, Rejected
from exporter.normalise import Rules, block, byline, chrome, dates, explain, language, shape, summary, tail, urls
from exporter.plan import MAX_EDITED, MAX_TOMBSTONES, NEWS_AGE
from exporter.readers import encoding, read
from exporter.readers.place import Code
from exporter.render import FEED_FORMATS, dataset, gone, json_ld, opml, page, robots, sitemap
from exporter.settings import AHEAD
from tests.builders import article, feed_page, feeds, site, utc

ROOT = Path(exporter.__file__).parent
DOC = (ROOT.parent / "docs" / "formats.md").read_text("utf-8")


def section(heading: str) -> str:
    """The text below a heading, up to the next one of any level."""
    found = re.search(rf"^#+ {re.escape(heading)}$\n(.*?)(?=^#+ |\Z)", DOC, re.MULTILINE | re.DOTALL)
    assert found, f"no heading {heading!r}"
    return found[1]


def tables(text: str) -> list[list[tuple[str, ...]]]:
    """The tables in a text: rows of cells, without the two lines of the head."""
    found = re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE)
    return [[cells(line) for line in table.splitlines()[2:]] for table in found]


def cells(line: str) -> tuple[str, ...]:
    """The cells of a line of a table."""
    return tuple(cell.strip() for cell in line.strip("|").split("|"))


def table(heading: str, number: int = 0) -> list[tuple[str, ...]]:
    """A table below a heading."""
    return tables(section(heading))[number]


def codes(cell: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", cell)


# --- Reject codes: found in the source, wherever a Rejected is made


class Codes:
    """The codes that a module gives to `Rejected`, also by functions of its own that hand theirs on."""

    def __init__(self, source: str) -> None:
        tree = ast.parse(source)
        assert "Rejected as" not in source, "under another name it is not found. Teach this test"
        self._functions = {one.name: one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
        self.found: set[str] = set()
        self._asked: set[tuple[str, str]] = set()
        makes = [(call, one) for one in self._functions.values() for call in self._calls("Rejected", one)]
        assert {call for call, _ in makes} == set(self._calls("Rejected", tree)), (
            "one is in no function. Teach this test"
        )
        for call, function in makes:
            self._take(call, Rejected.__struct_fields__.index("code"), function)

    def _calls(self, name: str, within: ast.AST) -> list[ast.Call]:
        return [node for node in ast.walk(within) if isinstance(node, ast.Call) and self._called(node) == name]

    def _called(self, call: ast.Call) -> str:
        return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")

    def _take(self, call: ast.Call, place: int, within: ast.FunctionDef) -> None:
        """The code of one call, whose argument number `place` it is, or the one called `code`."""
        named = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
        starred = [number for number, one in enumerate(call.args) if isinstance(one, ast.Starred)]
        if named:
            self._value(named[0], within)
        elif starred and starred[0] <= place:
            inner = call.args[starred[0]]
            assert isinstance(inner, ast.Starred)
            self._unpacked(inner.value, place - starred[0], within)
        else:
            self._value(call.args[place] if place < len(call.args) else call, within)

    def _value(self, value: ast.expr, within: ast.FunctionDef) -> None:
        parameters = [one.arg for one in (*within.args.posonlyargs, *within.args.args, *within.args.kwonlyargs)]
        match value:
            case ast.Constant(value=str(code)):
                self.found.add(code)
            case ast.IfExp(body=body, orelse=orelse):
                self._value(body, within)
                self._value(orelse, within)
            case ast.Name(id=name) if name in parameters:
                self._handed_on(within, name, parameters.index(name))
            case _:
                raise AssertionError(f"line {value.lineno}: which codes can {ast.unparse(value)!r} be? Teach this test")

    def _handed_on(self, function: ast.FunctionDef, parameter: str, place: int) -> None:
        """The code is what callers give: look at them instead."""
        if (function.name, parameter) in self._asked:
            return
        self._asked.add((function.name, parameter))
        for caller in self._functions.values():
            for call in self._calls(function.name, caller):
                self._take(call, place, caller)

    def _unpacked(self, value: ast.expr, place: int, within: ast.FunctionDef) -> None:
        """The code is in a tuple that a function of this module returns."""
        sources = [
            node.value
            for node in ast.walk(within)
            if isinstance(node, ast.NamedExpr) and ast.unparse(node.target) == ast.unparse(value)
        ]
        called = [self._functions.get(self._called(one)) for one in sources if isinstance(one, ast.Call)]
        assert called, f"line {value.lineno}: where does {ast.unparse(value)!r} come from? Teach this test"
        for function in called:
            assert function, f"line {value.lineno}: {ast.unparse(value)!r} comes from elsewhere. Teach this test"
            returned = [node.value for node in ast.walk(function) if isinstance(node, ast.Return)]
            for one in returned:
                if isinstance(one, ast.Tuple):
                    self._value(one.elts[place], function)
                else:
                    assert one is None or ast.unparse(one) == "None", f"line {one.lineno}: Teach this test"


def codes_in_the_code() -> set[tuple[str, str]]:
    """(code, stage) of every reject; the store only gives back what it was given. Those of readers have a type of their
    own, which mypy holds them to."""
    found = {(code, "readers") for code in get_args(Code)}
    for path in ROOT.rglob("*.py"):
        stage = path.relative_to(ROOT).parts[0].removesuffix(".py")
        source = path.read_text("utf-8")
        if stage not in {"store", "model", "readers"}:
            found |= {(code, stage) for code in Codes(source).found}
    return found


def test_no_reject_code_of_readers_is_without_a_reader_that_gives_it() -> None:
    written = "".join(path.read_text("utf-8") for path in (ROOT / "readers").glob("*.py") if path.stem != "place")
    assert [code for code in get_args(Code) if f'"{code}"' not in written] == []


def test_every_reject_code_of_the_code_is_documented_with_who_raises_it_and_no_other() -> None:
    rows = {
        (code, stage)
        for cell, stages, *_ in table("What is rejected")
        for code in codes(cell)
        for stage in stages.split(", ")
    }
    assert rows == codes_in_the_code() | {("held", "intake"), ("more-rejects", "store")}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def f(d):\n return Rejected(d.source, d.name, 0, 'a', 'why')", {"a"}),
        ("def f(d):\n return Rejected(source=d, dump=d, line=1, code='a' if d else 'b', reason='')", {"a", "b"}),
        ("def r(d, l, c):\n return Rejected(d, d, l, c, '')\ndef f(d):\n return r(d, 1, 'a')", {"a"}),
        ("def r(d, code):\n return Rejected(d, d, 1, code, '')\ndef f(d):\n return r(d, code='a')", {"a"}),
        (
            """
def r(d, l, c, w):
    return Rejected(d, d, l, c, w)

def fault(d):
    if d:
        return 1, 'a', 'why'
    return 2, 'b', ''

def f(d):
    if found := fault(d):
        return r(d, *found)
""",
            {"a", "b"},
        ),
    ],
)
def test_a_code_is_found_however_it_reaches_the_reject(source: str, found: set[str]) -> None:
    assert Codes(source).found == found


@pytest.mark.parametrize(
    "source",
    [
        "def f(d):\n return Rejected(d, d, 1, made_up(d), '')",
        "def f(d):\n return Rejected(**d)",
        "def f(d):\n return Rejected(*d)",
        "NONE = Rejected('', '', 1, 'a', '')",
        "from exporter.model import Rejected as R\ndef f(d):\n return R(d, d, 1, 'a', '')",
    ],
)
def test_a_code_that_cannot_be_told_from_the_source_is_not_passed_over(source: str) -> None:
    with pytest.raises(AssertionError, match="Teach this test"):
        Codes(source)


@pytest.mark.parametrize("module", ["readers/text.py", "normalise/article.py"])
def test_the_table_in_a_module_lists_the_codes_that_the_module_gives(module: str) -> None:
    source = (ROOT / module).read_text("utf-8")
    listed = re.findall(r"^ {4}([a-z-]+) {2,}\S", ast.get_docstring(ast.parse(source)) or "", re.MULTILINE)
    assert set(listed) == Codes(source).found


# --- The article, field by field: each cell names what changes in that format when the field does

COLUMNS = ("Atom", "RSS", "JSON Feed", "NewsArticle", "sitemap")
OF_THE_DOCUMENT = {"@context", "@type", "sdPublisher"}
"""What a NewsArticle says that is not of the article."""
PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://www.google.com/schemas/sitemap-news/0.9": "news:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
}
Said = dict[str, str]
"""Name of an element, attribute or key, and what it says."""

RICH = article(
    body=(Paragraph("The quay is open."), Paragraph("Why", subhead=True), Paragraph("Nobody knows.")),
    language="nl",
    keywords=("quay",),
    authors=("A. Writer",),
    image="https://news.example/a.png",
    rights="All rights reserved",
)
BASES = (RICH, replace(RICH, authors=()))
OTHER: dict[str, Any] = {
    "keys": ("news.example:2",),
    "url": "https://news.example/artikel/2",
    "host": "other.example",
    "title": "Another title",
    "published": utc("2025-02-14T20:00:00"),
    "body": (Paragraph("The quay is closed again."), Paragraph("So it is", subhead=True), Paragraph("It is.")),
    "summary": "Another summary.",
    "language": "de",
    "sections": ("City",),
    "keywords": ("ship",),
    "authors": ("B. Writer",),
    "publisher": Publisher(name="Another", url="https://another.example/"),
    "image": "https://news.example/b.png",
    "rights": "https://creativecommons.org/licenses/by/4.0/",
    "same_as": ("https://news.example/amp/1",),
    "id": "urn:uuid:00000000-0000-5000-8000-000000000002",
    "updated": utc("2025-02-16T00:00:00"),
    "first_seen": utc("2025-02-16T00:00:00"),
    "sequence": 2,
}


def name_of(tag: str) -> str:
    """`dc:creator` of `{http://purl.org/dc/elements/1.1/}creator`."""
    name = etree.QName(tag)
    return PREFIXES.get(name.namespace or "", "") + name.localname


def xml_says(element: Any) -> Said:
    """What the children and the attributes of an element say."""
    found: dict[str, str] = {name_of(name): value for name, value in element.attrib.items()}
    for child in element:
        found[name_of(child.tag)] = found.get(name_of(child.tag), "") + etree.tostring(child).decode()
    return found


def feed_element(one: Article, name: Any, path: str) -> Said:
    found: Said = {}
    for content in ("full", "summary"):
        document = FEED_FORMATS[name].render(feed_page(one), site(), feeds(content=content))
        [element] = etree.fromstring(document).iterfind(path)
        found |= {key: found.get(key, "") + value for key, value in xml_says(element).items()}
    return found


def atom(one: Article) -> Said:
    return feed_element(one, "atom", "{*}entry")


def rss(one: Article) -> Said:
    return feed_element(one, "rss", "channel/item")


def json_feed(one: Article) -> Said:
    found: Said = {}
    for content in ("full", "summary"):
        document = json.loads(FEED_FORMATS["json"].render(feed_page(one), site(), feeds(content=content)))
        found |= {key: json.dumps(value) for key, value in document["items"][0].items()}
    return found


def news_article(one: Article) -> Said:
    nodes = json.loads(json_ld.article(one, site())), json.loads(json_ld.row(one, site()))
    return {key: json.dumps([node.get(key) for node in nodes]) for node in nodes for key in node}


def in_sitemaps(one: Article) -> Said:
    part = sitemap.news("news.example", [one], site())
    assert part
    [url] = etree.fromstring(part.data)
    news = url.find("{*}news")
    assert news is not None
    publication, *rest = news
    leaves = [*(child for child in url if child is not news), *publication, *rest]
    return {name_of(leaf.tag): leaf.text or "" for leaf in leaves}


RENDERED: dict[str, Callable[[Article], Said]] = dict(
    zip(COLUMNS, (atom, rss, json_feed, news_article, in_sitemaps), strict=True)
)
FIELDS = {codes(row[0])[0]: row for row in table("The article, field by field")}


def documented(field: str, column: str) -> set[str]:
    return set(codes(FIELDS[field][2 + COLUMNS.index(column)]))


def test_every_field_of_an_article_is_documented_in_its_order_and_no_other() -> None:
    assert list(FIELDS) == list(Article.__struct_fields__)


def test_there_is_another_value_to_try_for_every_field() -> None:
    assert all(OTHER[field] != getattr(RICH, field) for field in Article.__struct_fields__)


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("field", Article.__struct_fields__)
def test_a_cell_names_exactly_what_changes_in_that_format_when_the_field_does(field: str, column: str) -> None:
    said, changed = RENDERED[column], set()
    for base in BASES:
        if field == "authors" and not base.authors:
            continue
        before, after = said(base), said(replace(base, **{field: OTHER[field]}))
        changed |= {name for name in before | after if before.get(name) != after.get(name)}
    assert changed == documented(field, column)


@pytest.mark.parametrize("column", COLUMNS)
def test_every_element_and_key_that_is_written_comes_from_a_documented_field(column: str) -> None:
    written = {name for base in BASES for name in RENDERED[column](base)} - OF_THE_DOCUMENT
    assert written <= {name for field in FIELDS for name in documented(field, column)}


@pytest.mark.parametrize("mark", range(1, 9))
def test_a_number_beside_a_field_has_its_note(mark: int) -> None:
    text = section("The article, field by field")
    assert re.search(rf"^{mark}\. ", text, re.MULTILINE)
    assert re.search(rf"\([\d, ]*\b{mark}\b[\d, ]*\)", "".join(map("".join, FIELDS.values())))


# --- The documents of the tree

PLACEHOLDERS = {
    "FOLDER": r"(?:sections/)?[a-z0-9-]{1,80}",
    "NUMBER": r"\d{6}",
    "YYYY": r"\d{4}",
    "MM": r"\d\d",
    "DD": r"\d\d",
    "UUID": r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "DIGEST": r"[0-9a-f]{16}",
    "HOST": r"[a-z0-9.-]{1,200}",
    "N": r"(?:[2-9]|[1-9]\d+)",
}
DOCUMENTS = {codes(path)[0]: codes(media_type)[0] for path, media_type, _ in table("The published tree")}


def pattern(path: str) -> re.Pattern[str]:
    """`sitemap[-N].xml` as a regular expression."""
    pieces = re.split(rf"(\[|\]|\b(?:{'|'.join(PLACEHOLDERS)})\b)", path)
    special = {"[": "(?:", "]": ")?", **PLACEHOLDERS}
    return re.compile("".join(special.get(piece, re.escape(piece)) for piece in pieces))


def matching(path: str) -> list[str]:
    return [each for each in DOCUMENTS if pattern(each).fullmatch(path)]


@cache
def published() -> tuple[str, ...]:
    """Every path of the golden tree, which lists what is compressed under its name without `.gz`."""
    lines = (Path(__file__).parent / "golden" / "manifest.txt").read_text("utf-8").splitlines()
    return tuple(re.sub(r"\.jsonl$", ".jsonl.gz", line.split(" ", 2)[2]) for line in lines)


def test_every_published_file_is_documented_once() -> None:
    assert [path for path in published() if len(matching(path)) != 1] == []


@pytest.mark.parametrize("path", DOCUMENTS)
def test_every_documented_path_is_published(path: str) -> None:
    assert any(pattern(path).fullmatch(each) for each in (*published(), gone.PATH, gone.MAP_PATH))


def test_a_feed_of_each_kind_is_among_what_is_published() -> None:
    assert {"feed.atom", "energy/feed.atom", "sections/city/feed.atom"} <= set(published())


def test_the_further_files_of_what_one_cannot_hold_are_documented() -> None:
    two = [("https://a.example/1", utc("2025-02-14T00:00:00")), ("https://a.example/2", utc("2025-02-14T00:00:00"))]
    months = [part.path for part in sitemap.month("a.example", "2025-02", two, max_entries=1)]
    indexes = [part.path for part in sitemap.index([("a.xml", two[0][1]), ("b.xml", two[0][1])], site(), max_entries=1)]
    assert [matching(path) for path in months] == [["sitemaps/HOST/YYYY-MM[-N].xml"]] * 2
    assert [matching(path) for path in indexes] == [["sitemap[-N].xml"]] * 2


def test_documented_media_types_are_those_of_the_renderers() -> None:
    by_suffix = {Path(form.file_name).suffix: form.media_type for form in FEED_FORMATS.values()} | {
        ".jsonld": json_ld.MEDIA_TYPE,
        ".gz": dataset.SHARD_MEDIA_TYPE,
        ".xml": sitemap.MEDIA_TYPE,
        ".opml": opml.MEDIA_TYPE,
        ".txt": robots.MEDIA_TYPE,
        ".jsonl": gone.MEDIA_TYPE,
        ".map": gone.MAP_MEDIA_TYPE,
        ".html": page.MEDIA_TYPE,
        **{Path(path).suffix: media_type for path, media_type in page.ASSETS},
    }
    assert {path: by_suffix[Path(path).suffix] for path in DOCUMENTS} == DOCUMENTS
    assert dataset.MEDIA_TYPE == json_ld.MEDIA_TYPE


# --- Limits

LIMITS = [(value, name) for _, value, names in table("Limits") for name in codes(names)]


def number(value: str) -> Any:
    """What a cell says: `24 hours`, `0.1 %`, `16,777,216 bytes`."""
    found = re.fullmatch(r"([\d.,]+)(?: (\S+))?", value)
    assert found, value
    plain = float(found[1].replace(",", ""))
    return timedelta(hours=plain) if found[2] == "hours" else plain / 100 if found[2] == "%" else plain


def limits_in_the_code() -> Iterator[str]:
    """`readers.text.MAX_BYTES` for every constant of a module that is called so."""
    for path in sorted(ROOT.rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.parse(path.read_text("utf-8")).body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            yield from (
                f"{module}.{one.id}" for one in targets if isinstance(one, ast.Name) and one.id.startswith("MAX_")
            )


@pytest.mark.parametrize(("value", "name"), LIMITS, ids=[name for _, name in LIMITS])
def test_a_documented_limit_is_the_one_in_the_code(value: str, name: str) -> None:
    module, _, constant = name.rpartition(".")
    assert resolve_name(f"exporter.{module}:{constant}") == number(value)


def test_every_limit_of_the_code_is_documented() -> None:
    found = set(limits_in_the_code())
    assert found <= {name for _, name in LIMITS}
    assert len(found) > 20


SAID = {
    "What is tolerated": (
        f"At most {encoding.MAX_BAD:.1%} of the characters".replace("%", " %"),
        f"at most {encoding.MAX_BAD:.1%} of the bytes".replace("%", " %"),
        f"more than {encoding.MAX_CONTROLS:.0%} control bytes".replace("%", " %"),
    ),
    "Times": (f"outside the years {dates.FIRST_YEAR} to {dates.LAST_YEAR}",),
    "Body and chrome": (
        f"of the first {chrome.TOP_LINES} lines",
        f"a line of over {shape.HEADLINE_COLUMNS} columns",
        f"may stand up to {tail.MAX_TAGS} lines that could be tags",
        f"Of other lines, {tail.MAX_OTHERS} may stand there, below a teaser heading {tail.MAX_TEASERS}.",
        f"at most {shape.TAG_WORDS} words and {shape.TAG_COLUMNS} columns",
        f"below other known lines {tail.MAX_TAGS_BY_RUBRIC} (",
        f"up to {block.MAX_TAGS_ABOVE} above a share line or a heading, and {block.MAX_TAGS_BY_NAME} above the name",
        f"it may have up to {block.MAX_TAGS} lines",
        f"at most {shape.SUBHEAD_WORDS} words and {shape.SUBHEAD_COLUMNS} columns",
        f"character has {shape.WIDE}.",
    ),
    "Sections, keywords and the rest": (
        f"names of 2 to {byline.MAX_WORDS} words",
        f"{language.SAMPLE} characters of the body",
        f"a text under {language.FEW} bytes",
        f"of {language.FEW_OF_THEIR_OWN} in letters",
        f"Under {language.PLENTY} bytes",
        f"{summary.LIMIT} characters at most",
        f"A summary below {summary.ENOUGH} characters",
    ),
    "What is rejected": (f"more than {AHEAD // timedelta(hours=1)} hours ahead",),
    "The published tree": (
        f"the last {NEWS_AGE // timedelta(hours=1)} hours",
        f"the newest {sitemap.MAX_NEWS:,};",
        f"{sitemap.MAX_ENTRIES:,} URLs, {sitemap.MAX_BYTES:,} bytes",
        f"{sitemap.MAX_ENTRIES:,} sitemaps",
        f"{dataset.MAX_ROWS:,} articles a file",
        f"the {MAX_EDITED} articles outside it",
        f"the newest {page.HEADLINES} articles of its feed",
        f"{page.MAX_BYTES:,} bytes",
    ),
    "Paging and archiving (RFC 5005)": (f"Atom the last {MAX_EDITED};",),
    "Tombstones (RFC 6721)": (f"the newest {MAX_TOMBSTONES} in each feed",),
    "RSS 2.0 and the RSS Best Practices Profile": (f"up to {AHEAD // timedelta(hours=1)} hours ahead",),
    "Sitemaps 0.9 (sitemaps.org)": (
        f"under {sitemap.LOC_LENGTHS.stop:,} characters; at least {sitemap.LOC_LENGTHS.start}",
    ),
    "Google News sitemaps": (f"{NEWS_AGE // timedelta(hours=1)} hours before the run",),
    "Dates and times (RFC 3339)": (f"{dates.FIRST_YEAR} to {dates.LAST_YEAR}",),
}


@pytest.mark.parametrize(("heading", "words"), [(heading, one) for heading, some in SAID.items() for one in some])
def test_what_the_running_text_says_of_a_limit_is_so(heading: str, words: str) -> None:
    assert words in " ".join(section(heading).split())


# --- The example, and the forms of times and URLs


def example() -> tuple[Record, Article]:
    """What the dump of the documentation becomes where no profile knows the site."""
    [dump] = re.findall(r"```text\n(.*?)```", section("The dump"), re.DOTALL)
    [record] = read(Dump("docs", "formats.md", "", len(dump), 0), dump.encode())
    assert isinstance(record, Record)
    outcome = explain(record, Rules()).outcome
    assert isinstance(outcome, Article)
    return record, outcome


def worded(value: Any) -> str:
    """A value as the table words it."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def test_each_line_of_the_example_becomes_what_the_documentation_says() -> None:
    record, _ = example()
    said = {int(line): role for lines, role, _ in table("The dump") for line in lines.split(",")}
    assert said == {line.number: line.role for line in explain(record, Rules()).lines}


def test_the_article_of_the_example_is_the_one_that_the_documentation_shows() -> None:
    _, article = example()
    said = {codes(field)[0]: value for field, value in table("The dump", 1)}
    empty = Article(keys=(), url="", host="", title="", published=datetime.min.replace(tzinfo=UTC), body=())
    filled = [name for name in Article.__struct_fields__ if getattr(article, name) != getattr(empty, name)]
    assert said == {name: worded(getattr(article, name)) for name in filled if name not in {"body", "updated"}}


@pytest.mark.parametrize("time", [time for _, times in table("Times") for time in codes(times)])
def test_a_time_that_is_documented_as_read_is_read(time: str) -> None:
    assert dates.parse(time, UTC)


@pytest.mark.parametrize("time", [time for times, _ in table("Times", 1) for time in codes(times)])
def test_a_time_that_is_documented_as_refused_is_refused(time: str) -> None:
    with pytest.raises(ValueError, match=re.escape(time)):
        dates.parse(time, UTC)


def test_parts_of_a_url_are_dropped_and_kept_as_documented() -> None:
    text = section("URLs")
    named = set(codes(text))
    tracking, kept = (
        {"utm_*", "fbclid", "gclid", "jsessionid", "PHPSESSID"},
        {"ref", "source", "sid", "cmpid", "ocid", "cid"},
    )
    assert named >= {*tracking, *kept, "#comments", "#!/story/1", "www.", "http://2025/", ";jsessionid=", "&amp;"}
    query = "&".join(f"{name.replace('*', 'x')}=1" for name in (*sorted(kept), *sorted(tracking)))
    messy = f"\u200bHTTPS://me:secret@WWW.News.Example.:443/a/../b/;jsessionid=1?{query}&amp;utm_id=1#comments"
    assert urls.canonical(messy) == "https://www.news.example/b/?" + "&".join(f"{name}=1" for name in sorted(kept))
    assert urls.canonical("https://news.example/?a=1&amp;b=2") == "https://news.example/?a=1&amp;b=2"
    assert urls.canonical("http://news.example:8080/b#!/story/1") == "http://news.example:8080/b#!/story/1"
    for refused in ("ftp://news.example/", "https://intern/", "http://2025/", f"https://{'a' * 64}.example/"):
        with pytest.raises(ValueError, match="'"):
            urls.canonical(refused)


# --- The rest


def test_every_demand_of_a_standard_is_answered_in_one_of_the_words_that_are_explained() -> None:
    headings = re.findall(r"^### (.+)$", DOC[DOC.index("\n## Standards\n") :], re.MULTILINE)
    assert len(headings) > 10
    answers = [answer for heading in headings for _, answer in table(heading)]
    words = re.findall(r'"([^"]+)"', section("Standards"))
    assert {answer.split(":")[0] for answer in answers} == set(words)
    assert [answer for answer in answers if answer.startswith(("In part", "Not held")) and ":" not in answer] == []


def test_every_link_leads_to_a_heading_that_there_is() -> None:
    folder = ROOT.parent / "docs"
    for file, anchor in re.findall(r"\]\(([^)#]*)(?:#([^)]*))?\)", DOC):
        text = (folder / file).read_text("utf-8") if file else DOC
        headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
        assert not anchor or anchor in anchors, f"{file}#{anchor}"
