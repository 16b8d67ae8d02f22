"""No module does what none may, and each of these checks finds what is planted; versions are above their floors."""

import importlib.metadata
import re
import sqlite3
from pathlib import Path

import pytest
from lxml import etree

import exporter
from exporter.connecting import Deadline, session
from tests.hostile.source_code import faults

ROOT = Path(exporter.__file__).parent
MODULES = sorted(path.relative_to(ROOT.parent).as_posix() for path in ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES)
def test_no_module_does_what_none_may(path: str) -> None:
    assert faults(path, (ROOT.parent / path).read_text("utf-8")) == []


HARD = "resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import pickle", "imports pickle"),
        ("def f():\n    from xml.sax import parse", "imports xml.sax"),
        ("from xml.etree import ElementTree", "imports xml.etree"),
        ("from urllib import request", "imports urllib.request"),
        ("import os\nos.system('ls')", "imports os.system"),
        ("import yaml", "imports yaml"),
        ("eval('1')", "calls eval"),
        ("subprocess.run('ls', shell=True)", "runs a shell"),
        ("subprocess.run('ls', shell=x)", "runs a shell"),
        ("Markup(title)", "calls Markup"),
        ("from lxml import etree\netree.XMLParser()", "XMLParser without resolve_entities=False"),
        (
            f"from lxml.etree import XMLParser\nXMLParser({HARD.replace('False', 'True', 1)})",
            "XMLParser without resolve",
        ),
        ("from lxml.html import HTMLParser\nHTMLParser(huge_tree=False)", "HTMLParser without no_network=True"),
        ("from lxml import etree\netree.fromstring(x)", "fromstring without a parser of its own"),
        ("from lxml import html\nhtml.document_fromstring(x)", "document_fromstring without a parser of its own"),
        ("from lxml import etree\netree.parse(x, parser)", "parse opens what it is given"),
        ("from lxml.etree import iterparse\niterparse(x)", "iterparse opens what it is given"),
        (
            "from lxml import etree\netree.iterparse(io.BytesIO(x), huge_tree=False)",
            "iterparse without resolve_entities",
        ),
        ("import requests\nrequests.get(u)", "calls requests.get beside"),
        ("import requests\nrequests.Session()", "calls requests.Session beside"),
        ("s.get(u, headers=h, timeout=1, stream=True)", "follows redirects by itself"),
        ("s.post(u, headers=h, allow_redirects=False, stream=True)", "waits for ever"),
        ("s.get(u, headers=h, allow_redirects=False, timeout=None, stream=True)", "waits for ever"),
        ("s.get(u, headers=h, allow_redirects=False, timeout=1)", "reads a body of any size"),
        ("s.get(u, verify=False)", "says itself whom it trusts"),
        ("s.verify = ca", "says itself whom it trusts"),
        ("s.trust_env = True", "says itself whom it trusts"),
    ],
)
def test_what_is_planted_is_found(source: str, found: str) -> None:
    assert any(fault.startswith(found) for _, fault in faults("exporter/x.py", source)), faults("exporter/x.py", source)


@pytest.mark.parametrize(
    "source",
    [
        "import re\nre.compile('a')",
        f"from lxml.etree import XMLParser, fromstring\nfromstring(x, XMLParser({HARD}))",
        "s.get(u, headers=h, allow_redirects=False, timeout=1, stream=True)",
        f"from lxml import etree\netree.iterparse(io.BytesIO(x), {HARD})",
        "found.get('url')",
        "from urllib.parse import urlsplit",
    ],
)
def test_what_is_allowed_is_not(source: str) -> None:
    assert faults("exporter/x.py", source) == []


def test_no_template_lets_markup_through() -> None:
    templates = [path.read_text("utf-8") for path in (ROOT / "render/templates").iterdir()]
    assert templates
    for template in templates:
        assert not re.search(r"\|\s*safe\b|autoescape|Markup", template)


def test_a_session_trusts_nothing_of_the_environment_and_every_certificate_is_checked() -> None:
    speaking = session(Deadline(1, lambda: 0))
    assert (speaking.trust_env, speaking.verify) == (False, True)


FLOORS = {
    "lxml": (6, 1, 1),  # CVE-2026-41066: iterparse read local files
    "requests": (2, 33, 0),  # CVE-2024-47081, CVE-2026-25645: credentials of netrc and across redirects
    "urllib3": (2, 7, 0),  # CVE-2025-66418, 66471, 2026-21441: bombs in chains of encodings and behind redirects
    "feedgen": (1, 0, 0),  # CVE-2020-5227: content parsed as XML
    "uvicorn": (0, 11, 7),  # CVE-2020-7694, 7695: terminal escapes in logs, CRLF in header fields
    "jinja2": (3, 1, 6),  # CVE-2024-56201, 56326, 2025-27516; templates are ours all the same
    "starlette": (1, 0, 1),  # CVE-2025-62727; only a peer of benchmarks
    "pyarrow": (17, 0, 0),  # CVE-2024-52338 (R), 2023-47248: code run by a Parquet file before 14.0.1
    "certifi": (2024, 7, 4),  # CVE-2024-39689: a root that is trusted no more
    "idna": (3, 7, 0),  # CVE-2024-3651: quadratic time
}
"""The first version without what is named (reliability notes, CVE table; GitHub Advisory Database)."""


@pytest.mark.parametrize("name", FLOORS)
def test_versions_are_above_their_floors(name: str) -> None:
    found = tuple(int(part) for part in re.findall(r"\d+", importlib.metadata.version(name))[:3])
    assert found >= FLOORS[name]


def test_what_wheels_bring_of_c_is_above_its_floor() -> None:
    assert etree.LIBXML_VERSION >= (2, 14, 4)  # CVE-2025-49794, 49796, 6021
    assert etree.LIBXML_VERSION == etree.LIBXML_COMPILED_VERSION
    assert sqlite3.sqlite_version_info >= (3, 35, 0)  # RETURNING, which the store uses
