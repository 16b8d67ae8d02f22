"""`exporter quality` as a person meets it, and what it says of a set."""

import json
import re
from pathlib import Path

import pytest

from exporter.normalise import Rules
from exporter.quality import reporting, targets
from exporter.quality.measuring import Measured, Reading, measure
from exporter.quality.scoring import Score
from exporter.quality.truth import Truth
from tests import running

ARTICLE = """\
Quay 1 reopens
2025-02-14T22:00:45+0100
https://{host}/artikel/1-kade

The quay is open again, the harbour office says.
Ships came back, and nobody was late for tea.
Harbour
Share this article"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "dumps"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE.format(host="a.example") + "\n\n" + ARTICLE.format(host="b.example"))
    (folder / "bad.txt").write_text("Only a title")
    rows = [
        {"dump": "a.txt", "title": "Quay 1 reopens", "language": "en", "roles": roles(), "url": "https://a.example/x"},
        {"dump": "a.txt", "line": 10, "published": "2025-02-14T21:00:45Z", "language": "en", "roles": roles("teaser")},
        {"dump": "bad.txt", "title": "Only a title", "language": "nl"},
    ]
    (tmp_path / "truth.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return folder


def roles(second: str = "body") -> list[str]:
    return ["blank", "body", second, "section", "share"]


def exporter(folder: Path, *arguments: str) -> tuple[str, str, int]:
    return running.exporter(folder.parent, "quality", *arguments)


def test_it_shows_each_language_the_total_and_the_targets(folder):
    out, err, status = exporter(folder, "dumps")
    assert (err, status) == ("", 0)
    lines = [line.split() for line in out.splitlines()]
    assert [line[:4] for line in lines if line[:1] == ["en"]] == [["en", "2", "100", "80"]]
    assert [line[:2] for line in lines if line[:1] == ["total"]] == [["total", "3"]]
    assert re.search(
        r"^chrome removed, no profile  >= 88 at 99.5  >= 95 at 99.8 +80 at 100 +MISSED$", out, re.MULTILINE
    )
    assert "not read          1 of 3 articles" in out
    assert "a.txt:" not in out


def test_mistakes_are_shown_with_their_place_on_demand(folder):
    out, _, _ = exporter(folder, "dumps", "--show", "5")
    assert "  a.txt:15: teaser, read as body: Ships came back, and nobody was late for tea. (a paragraph)" in out
    assert "  a.txt:1: 'https://a.example/x', read as 'https://a.example/artikel/1-kade'" in out
    assert "  bad.txt:1: no-header " in out


def test_json_says_the_same_in_numbers(folder):
    out, err, status = exporter(folder, "dumps", "--json", "--show", "1")
    assert (err, status) == ("", 0)
    found = json.loads(out)
    assert (found["total"]["articles"], found["total"]["rejected"]) == (3, 1)
    assert found["languages"]["en"]["recall"] == 0.8
    assert found["without_profile"]["articles"] == 3
    assert found["total"]["exact"]["url"] == 0
    assert found["articles_a_second"] > 0
    assert len(found["mistakes"]) == 1
    assert {one["name"]: one["verdict"] for one in found["targets"]}["chrome removed, profile"] == "not measured"


def test_the_profiles_of_the_configuration_are_tried(folder):
    (folder.parent / "config.toml").write_text(
        '[site]\ntitle = "T"\nurl = "https://feeds.example/"\n[profile."b.example"]\nchrome = ["Ships came back*"]\n'
    )
    found = json.loads(exporter(folder, "dumps", "--json")[0])
    assert found["with_profile"]["articles"] == 1
    assert found["with_profile"]["recall"] == 1
    assert {one["name"]: one["verdict"] for one in found["targets"]}["chrome removed, profile"] == "aim"


def test_the_truth_may_lie_elsewhere(folder):
    path = folder.parent / "truth.jsonl"
    path.rename(folder.parent / "said.jsonl")
    assert exporter(folder, "dumps", "--truth", "said.jsonl")[2] == 0
    _, err, status = exporter(folder, "dumps")
    assert status == 1
    assert "truth.jsonl: is not there; name the truth about the dumps with --truth FILE" in err


def test_a_truth_that_names_a_dump_that_is_not_there_says_where(folder):
    with (folder.parent / "truth.jsonl").open("a") as file:
        file.write('\n{"dump": "c.txt"}')
    _, err, status = exporter(folder, "dumps")
    assert status == 1
    assert "truth.jsonl:4: the dump 'c.txt' is not in dumps; correct the name, or remove the row" in err


def test_a_wrong_configuration_is_one_here_too(folder):
    (folder.parent / "config.toml").write_text("[site]\n")
    assert exporter(folder, "dumps")[2] == 78


def test_the_order_of_the_rows_decides_nothing(folder):
    rows = [Truth(dump="a.txt", language="en"), Truth(dump="a.txt", line=10, language="de")]
    reading = Reading("set", "auto", Rules())
    assert measure(rows, folder, reading, lambda: 0.0) == measure(rows[::-1], folder, reading, lambda: 0.0)


def test_an_article_that_begins_nowhere_is_missing(folder):
    found = measure([Truth(dump="a.txt", line=4, title="T")], folder, Reading("set", "auto", Rules()), lambda: 0.0)
    assert found.total.rejected == 1
    assert [one.kind for one in found.mistakes] == ["missing", "title"]


def with_counts(**counts: int) -> Measured:
    return Measured(Score(**counts), {}, Score(), Score(), (), 0.0)


@pytest.mark.parametrize(("lost", "verdict"), [(0, "aim"), (2, "aim"), (3, "must"), (10, "must"), (11, "missed")])
def test_a_target_is_aimed_at_met_or_missed(lost, verdict):
    judged = {one.target.name: one for one in targets.judged(with_counts(body=10_000, lost=lost))}
    assert judged["body lines lost"].verdict == verdict
    assert judged["share lines left"].verdict == "not measured"


@pytest.mark.parametrize(
    ("removed", "lost", "verdict"),
    [(960, 0, "aim"), (960, 3, "must"), (900, 0, "must"), (960, 10, "missed"), (800, 0, "missed")],
)
def test_removing_furniture_counts_only_if_it_is_precise(removed, lost, verdict):
    part = Score(furniture=1_000, removed=removed, lost=lost, body=10_000)
    judged = targets.judged(Measured(part, {}, Score(), part, (), 0.0))
    assert judged[0].verdict == verdict


def test_only_all_is_shown_as_100_and_only_nothing_as_0():
    part = Score(body=100_000, lost=1, furniture=100_000, removed=99_999, shares=100_000)
    lines = list(reporting.as_text(Measured(part, {}, Score(), part, (), 0.0), 0))
    assert lines[1].split() == ["total", "0", "99.99", "99.99", "0.01", "0"]


def test_what_a_dump_says_does_not_reach_the_terminal_as_it_is(folder):
    (folder / "a.txt").write_text(ARTICLE.format(host="a.example").replace("Ships", "\x1b[31mShips"))
    (folder.parent / "truth.jsonl").write_text(json.dumps({"dump": "a.txt", "roles": roles("teaser"), "title": "x"}))
    out, _, _ = exporter(folder, "dumps", "--show", "9")
    assert "Ships" in out
    assert "\x1b" not in out
