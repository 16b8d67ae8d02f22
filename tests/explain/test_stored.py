"""An article of the store is explained by its URL or id, and the store is only read."""

import hashlib
import json
import os
import pty
import subprocess
import sys

import pytest

from exporter.errors import ExporterError, StoreError
from exporter.explain import stored
from exporter.explain.people import as_text
from exporter.model import Article
from exporter.store import lookup
from exporter.store.locations import opened
from exporter.takedown import Withdrawal
from tests import running
from tests.builders import utc
from tests.world import CONFIG, World

URL = "https://news.example/artikel/1-kade"


@pytest.fixture
def world(tmp_path):
    (tmp_path / "config.toml").write_text(CONFIG)
    world = World(tmp_path)
    world.dump(1)
    world.dump(2, tail=("Harbour", "Share this article", "Facebook"))
    world.run()
    return world


def exporter(world, *arguments, **environment):
    return running.exporter(world.root, *arguments, **environment)


def test_what_names_an_article_is_told_from_what_names_a_file():
    names = [URL, URL.upper(), "urn:uuid:14f71774-4021-526a-a38b-24acad835354", "14F71774-4021-526a-a38b-24acad835354"]
    assert [stored.is_name(name) for name in names] == [True] * 4
    files = ["dumps/a.txt", "14f71774", "ftp://news.example/a", "http", "urn:uuid:14f71774.txt", ""]
    assert [stored.is_name(name) for name in files] == [False] * 6


def test_what_is_withdrawn_is_explained_as_that(world):
    world.run(withdrawal=Withdrawal((URL,)))
    lines = list(as_text((stored.explain(URL, world.config),)))
    assert "withdrawn  2025-03-01T14:00:00Z: `exporter withdraw --undo` brings it back" in lines


def test_what_is_erased_is_said_to_be(world):
    identity = stored.explain(URL, world.config).kept.id
    world.run(withdrawal=Withdrawal((URL,), verb="erase"))
    for name in (URL, identity):
        with pytest.raises(ExporterError) as raised:
            stored.explain(name, world.config)
        assert str(raised.value) == f"{name}: was withdrawn at 2025-03-01T14:00:00Z, and its words are no longer stored"


@pytest.mark.parametrize(
    "spelt",
    [
        URL,
        "HTTP://WWW.news.example/artikel/1-kade/?utm_source=x#top",
        "https://news.example/artikel/1-another-slug",
    ],
)
def test_it_is_found_by_any_spelling_of_its_url(world, spelt):
    found = stored.explain(spelt, world.config)
    assert isinstance(found.explanation.outcome, Article)
    assert found.explanation.outcome.title == "Quay 1 reopens"
    assert found.kept.dump == "000001.txt"


def test_it_is_found_by_its_id_with_and_without_its_scheme(world):
    identity = stored.explain(URL, world.config).kept.id
    assert stored.explain(identity, world.config).kept.id == identity
    assert stored.explain(identity.removeprefix("urn:uuid:").upper(), world.config).kept.id == identity


def test_lines_that_were_removed_are_shown_when_the_dump_is_gone(world):
    for path in world.dumps.iterdir():
        path.unlink()
    found = stored.explain("https://news.example/artikel/2-kade", world.config)
    roles = {line.text: line.role for line in found.explanation.lines}
    assert (roles["Harbour"], roles["Share this article"], roles["Facebook"]) == ("section", "share", "share")
    lines = list(as_text((found,)))
    assert lines[0] == "stored     dumps: 000002.txt:1"
    assert lines[1] == "first seen 2025-03-01T13:00:00Z"
    assert "removed    3 lines: 1 section, 2 share" in lines
    assert f"id         {found.kept.id}" in lines


def test_its_times_and_id_are_those_of_the_store_not_of_the_record(world):
    before = stored.explain(URL, world.config)
    world.dump(1, slug="haven", time="2025-02-20T00:00:00Z", body=("The quay is shut again, the harbour says.",))
    world.run()
    after = stored.explain(URL, world.config)
    outcome = after.explanation.outcome
    assert (outcome.id, outcome.published) == (before.kept.id, before.kept.published)
    assert outcome.updated == utc("2025-02-20T00:00:00")
    assert "updated    2025-02-20T00:00:00Z" in list(as_text((after,)))
    assert outcome.body[0].text.startswith("The quay is shut again")


def test_the_store_stays_as_it_is(world):
    path = world.root / "state" / "exporter.db"
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    assert exporter(world, "explain", URL)[2] == 0
    with pytest.raises(ExporterError):
        stored.explain("https://news.example/artikel/9-kade", world.config)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("https://news.example/artikel/9-kade", "no article of this URL is stored in "),
        ("14f71774-4021-526a-a38b-24acad835354", "no article of this id is stored in "),
        ("https://localhost:99999/", "is no URL of an article: "),
        ("https://news.example/\x1b[31m", "is no URL of an article: "),
    ],
)
def test_what_is_not_stored_is_an_error_that_says_what_to_do(world, what, said):
    out, err, status = exporter(world, "explain", what)
    assert (out, status) == ("", 1)
    assert said in err
    assert "\x1b" not in err


def test_without_a_store_it_says_so_and_makes_none(tmp_path):
    (tmp_path / "config.toml").write_text(CONFIG)
    world = World(tmp_path)
    out, err, status = exporter(world, "explain", URL)
    assert (out, status) == ("", 1)
    assert "there is no store yet: run `exporter export` first" in err
    assert not (tmp_path / "state").exists()


def test_a_store_of_an_earlier_version_is_left_to_the_next_export(world):
    with opened(world.config.store.url) as db:
        db.run("DELETE FROM exporter_schema WHERE version > 1")
    with pytest.raises(StoreError, match="the next export adapts it"):
        stored.explain(URL, world.config)


def test_json_tells_what_is_kept(world):
    out, err, status = exporter(world, "explain", "--json", URL)
    assert (err, status) == ("", 0)
    (found,) = json.loads(out)
    assert found["kept"]["dump"] == "000001.txt"
    assert found["explanation"]["outcome"]["id"] == found["kept"]["id"]


def test_an_unknown_key_or_id_finds_nothing(world):
    with opened(world.config.store.url) as db:
        assert lookup.by_id(db, "urn:uuid:0") is None
        assert lookup.by_keys(db, ()) is None
        assert lookup.by_keys(db, ("url:news.example/x", "news.example:2"))[1].title == "Quay 2 reopens"


def test_standard_input_is_refused(world):
    out, err, status = exporter(world, "explain", "-")
    assert (out, status) == ("", 2)
    assert "explain -: standard input lies in no source" in err


# --- Colours, as a process decides on them


def on_a_terminal(world, *arguments, **environment):
    """What the command writes to a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "exporter", "explain", "dumps/000001.txt", *arguments],
        cwd=world.root,
        env={
            **{name: value for name, value in os.environ.items() if name != "NO_COLOR"},
            "TERM": "xterm",
            **environment,
        },
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(theirs)
        said = b""
        while True:
            try:
                piece = os.read(ours, 65_536)
            except OSError:  # how a pseudo-terminal says that the other side has gone
                break
            if not piece:
                break
            said += piece
        assert process.wait(300) == 0
    os.close(ours)
    return said


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ((), {}, True),
        (("--color", "never"), {}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        ((), {"NO_COLOR": "1"}, False),
        ((), {"NO_COLOR": ""}, True),
        ((), {"TERM": "dumb"}, False),
        (("--json",), {}, False),
    ],
)
def test_a_terminal_is_coloured_unless_someone_says_otherwise(world, arguments, environment, coloured):
    assert (b"\x1b[" in on_a_terminal(world, *arguments, **environment)) is coloured


def test_what_is_piped_is_coloured_only_on_demand(world):
    assert "\x1b" not in exporter(world, "explain", "dumps/000001.txt")[0]
    assert "\x1b[1;38;5;63mtitle" in exporter(world, "explain", "dumps/000001.txt", "--color", "always")[0]


def test_a_duplicate_says_of_what(tmp_path):
    world = World(tmp_path)
    body = ("The quay is open again, the harbour office says, " + "and ships come back to it " * 12 + "at last.",)
    world.dump(1, body=body)
    world.run()
    world.dump(2, body=body)
    world.run()
    one = stored.explain("https://news.example/artikel/2-kade", world.config)
    assert one.kept.original == "https://news.example/artikel/1-kade"
    assert "duplicate  of https://news.example/artikel/1-kade, which names this URL" in list(as_text((one,)))
