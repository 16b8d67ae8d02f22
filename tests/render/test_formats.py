"""The table of feed formats, and what holds for every renderer in it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from lxml import etree

from exporter.config.schema import FeedFormat
from exporter.model import Kind
from exporter.render import FEED_FORMATS, VERSIONS, Format
from tests.builders import article, feed, feed_page, feeds, site
from tests.render.texts import texts

PROJECT = Path(__file__).parents[2]

RENDER_ALL = """
import sys
from exporter.render import FEED_FORMATS
from tests.builders import article, feed_page, feeds, site
for form in FEED_FORMATS.values():
    page = feed_page(
        article(3, sections=("a", "b", "c"), keywords=("d", "e", "f"), authors=("x", "y", "z"), rights="r"),
        article(2, language="nl"), article(1),
        path=form.file_name, required=frozenset(article(n).id for n in (1, 2, 3)),
    )
    sys.stdout.buffer.write(form.render(page, site(), feeds()))
"""


def python(code: str, **environment: str) -> bytes:
    here = {**os.environ, "PYTHONPATH": str(PROJECT), **environment}
    return subprocess.run([sys.executable, "-c", code], env=here, check=True, capture_output=True, cwd=PROJECT).stdout


def test_every_format_of_the_configuration_is_in_the_table_under_its_name() -> None:
    assert {name: form.name for name, form in FEED_FORMATS.items()} == {name: name for name in get_args(FeedFormat)}


def test_every_kind_of_document_has_a_version() -> None:
    assert sorted(VERSIONS) == sorted(get_args(Kind))
    assert min(VERSIONS.values()) >= 1


def test_file_names_and_media_types_are_those_of_the_published_tree() -> None:
    assert [(form.file_name, form.media_type, form.archive_path(12)) for form in FEED_FORMATS.values()] == [
        ("feed.atom", "application/atom+xml", "archive/000012.atom"),
        ("feed.rss", "application/rss+xml", "archive/000012.rss"),
        ("feed.json", "application/feed+json", "archive/000012.json"),
    ]


def test_reading_the_table_imports_no_renderer_and_no_xml_library() -> None:
    loaded = python(
        "import sys, exporter.render; print([m for m in sys.modules if m.split('.')[0] in ('feedgen', 'lxml')])"
    )
    assert loaded == b"[]\n"


@pytest.mark.parametrize("name", get_args(FeedFormat))
def test_a_format_renders_through_its_own_module(name: FeedFormat) -> None:
    page = feed_page(article(1), path=FEED_FORMATS[name].file_name)
    first = {"atom": b"<?xml version='1.0'", "rss": b"<?xml version='1.0'", "json": b'{\n "version": "htt'}[name]
    document = FEED_FORMATS[name].render(page, site(), feeds())
    assert document.startswith(first)
    assert f"{site().url}{page.path}".encode() in document


def test_neither_hash_seed_nor_zone_nor_locale_decides_a_byte() -> None:
    one = python(RENDER_ALL, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    other = python(RENDER_ALL, PYTHONHASHSEED="4242", TZ="Pacific/Kiritimati", LC_ALL="nl_NL.UTF-8")
    assert one == other
    assert one.count(b"Quay 3 reopens") == len(FEED_FORMATS)


@pytest.mark.parametrize("form", FEED_FORMATS.values(), ids=FEED_FORMATS)
def test_moving_the_tree_changes_no_entry(form: Format) -> None:
    """Ids, and all that a reader compares to see an edit, stay the same when `site.url` does not."""
    page = feed_page(article(2), article(1), path=form.file_name)
    here, there = (form.render(page, site(url=url), feeds()) for url in ("https://a.example/", "http://b.example/x/"))
    entries = [[line for line in document.splitlines() if b"Quay" in line] for document in (here, there)]
    assert entries[0] == entries[1]
    assert len(entries[0]) == 2
    assert here != there


@given(texts(), texts(), texts())
def test_what_is_said_of_the_feed_survives_in_every_format(title: str, description: str, rights: str) -> None:
    page = feed_page(feed=feed(title=title, description=description))
    atom, rss, json_feed = (form.render(page, site(rights=rights), feeds()) for form in FEED_FORMATS.values())
    said = etree.fromstring(atom)
    assert [said.findtext(f"{{*}}{name}") for name in ("title", "subtitle", "rights")] == [title, description, rights]
    said = etree.fromstring(rss)[0]
    # Readers take the description for HTML, in which a `<` that is none of it is escaped.
    as_html = description.replace("<", "&lt;")
    assert [said.findtext(name) for name in ("title", "description", "copyright")] == [title, as_html, rights]
    top = json.loads(json_feed)
    assert (top["title"], top["description"]) == (title, description)
