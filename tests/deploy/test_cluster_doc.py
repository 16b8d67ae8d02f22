"""docs/cluster.md: every command in it is one, and every link leads somewhere."""

import re
import shlex
from pathlib import Path

import pytest

from tests.deploy.commands import Container

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "cluster.md"
LINK = re.compile(r"\]\(([^)#\s]*)(#[^)\s]*)?\)")


def lines(text):
    """Those of its examples, with continued ones joined and without comments."""
    joined = re.sub(r" \\\n *", " ", text)
    return [line.partition(" #")[0].strip() for line in joined.splitlines() if line.startswith("    ")]


def commands(text):
    """What of them our programs are told, also within a container."""
    for line in lines(text):
        for command in line.removeprefix("kubectl -n exporter exec deploy/driver -- ").split(" && "):
            told = re.sub(r"^docker compose .* exec driver ", "", command)
            if told.startswith(("exporter ", "dask ")):
                yield shlex.split(told)


def faults(text, folder):
    """Of its commands. Who runs them has a config.toml."""
    files = {f"/etc/exporter/{path.name}": path for path in (folder / "secrets").iterdir()}
    known = files | dict.fromkeys(("config.toml", "/etc/exporter/config.toml"), folder / "config.toml")
    return [fault for words in commands(text) for fault in Container("docs", words, files=known).faults()]


def anchors(path):
    """What may stand after # of a link to a page."""
    headings = re.findall(r"^#+ (.*)", path.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def dangling(path, text):
    for place, anchor in LINK.findall(text):
        target = (path.parent / place).resolve() if place else path
        if place.startswith(("http:", "https:")):
            continue
        if not target.exists():
            yield f"{path.name}: there is no {place}"
        elif anchor and anchor[1:] not in anchors(target):
            yield f"{path.name}: {place or 'this page'} has no {anchor}"


def test_every_command_in_it_is_one(deploy):
    assert len(list(commands(DOCUMENT.read_text()))) > 8
    assert faults(DOCUMENT.read_text(), deploy) == []


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda path: path.name
)
def test_every_link_of_a_page_leads_somewhere(page):
    assert list(dangling(page, page.read_text())) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("exporter restore --store", "exporter restore --into", "No such option"),
        ("exporter check &&", "exporter chek &&", "exporter has no chek"),
        ("--nanny-port", "--nany-port", "No such option"),
        ("exec driver exporter status -c /etc", "exec driver exporter status -c /srv", "nobody puts a /srv/"),
        ("--tls-key=/etc/exporter/worker.key", "--tls-key=/etc/exporter/driver.key", "KEY_VALUES_MISMATCH"),
    ],
)
def test_a_command_that_is_none_is_found(deploy, old, new, found):
    text = DOCUMENT.read_text()
    assert old in text
    assert found in "\n".join(faults(text.replace(old, new), deploy))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("(scale.md)", "(scales.md)", "there is no scales.md"),
        ("(#2-postgresql)", "(#2-postgres)", "this page has no #2-postgres"),
        ("(operations.md#is-all-well)", "(operations.md#is-all-good)", "operations.md has no #is-all-good"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(old, new, found):
    text = DOCUMENT.read_text()
    assert old in text
    assert found in "\n".join(dangling(DOCUMENT, text.replace(old, new)))
