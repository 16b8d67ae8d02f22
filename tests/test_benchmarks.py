"""The programs of benchmarks/ do what they say, at tiny sizes; what they measure is not judged here."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from benchmarks import (
    bench,
    beyond,
    beyond_report,
    corpus,
    files_floor,
    floor,
    measure,
    profile,
    report,
    rows,
    scan_floor,
)
from benchmarks.jobs import Job
from benchmarks.measure import Cost
from benchmarks.peers.table import PEERS
from benchmarks.place import Place

ROOT = Path(__file__).parents[1]
COUNT = 60
DOCUMENT = (
    "Before.\n<!-- bench: begin -->\nold\n<!-- bench: end -->\n<!-- profile: begin -->\n<!-- profile: end -->\nAfter.\n"
)
OURS = {"bulk", "floor", "unchanged", "scan", "one", "scattered", "help", "status", "files", "files-read", "files-bare"}
WORKERS = {"workers-1", "workers-2"}


def digest(folder):
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.txt")):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


@pytest.fixture
def dumps(tmp_path):
    corpus.write(tmp_path / "dumps", range(COUNT))
    return tmp_path / "dumps"


def test_the_corpus_is_the_same_everywhere(dumps):
    assert digest(dumps) == "f1ea8d5f6c91c51bf333a5fde24ce3fafa0af1a58fb711b7d2bd86c464d62398"


def test_an_article_depends_on_its_number_alone(dumps, tmp_path):
    corpus.write(tmp_path / "backwards", reversed(range(COUNT)))
    assert digest(tmp_path / "backwards") == digest(dumps)
    name, text = corpus.dump(7)
    assert (dumps / name).read_text() == text


def test_the_floor_writes_every_article_in_every_format(dumps, tmp_path):
    output = tmp_path / "floor"
    floor.run(dumps, output)
    texts = [path.read_text().split("\n") for path in dumps.rglob("*.txt")]
    urls = {text[2] for text in texts}
    lines = [json.loads(line) for line in (output / "articles.jsonl").read_text().splitlines()]
    assert {line["url"]: line["articleBody"] for line in lines} == {text[2]: "\n".join(text[4:]) for text in texts}
    entries = [each for path in output.glob("*.atom") for each in etree.parse(path).iter("{*}entry")]
    assert {each.findtext("{*}id") for each in entries} == urls
    assert len(entries) == len(urls) == COUNT
    assert {each.text for path in output.glob("sitemap-*.xml") for each in etree.parse(path).iter("{*}loc")} == urls


def test_the_floor_of_a_scan_sees_every_file(dumps):
    assert scan_floor.scan(dumps) == COUNT


def test_the_floor_of_files_writes_the_same_bytes_and_leaves_nothing_else(dumps, tmp_path):
    files_floor.write(tmp_path / "copy", files_floor.read(dumps))
    assert digest(tmp_path / "copy") == digest(dumps)
    assert sum(path.is_file() for path in (tmp_path / "copy").rglob("*")) == COUNT


def test_a_corpus_is_used_again_and_what_a_round_added_goes(tmp_path):
    place = Place(tmp_path, COUNT)
    place.ready()
    before = {path: path.stat().st_mtime_ns for path in place.dumps.rglob("*")}
    place.add_scattered()
    place.add_newest()
    assert sum(path.is_file() for path in place.dumps.rglob("*")) == COUNT + 101
    place.restore()
    assert {path: path.stat().st_mtime_ns for path in place.dumps.rglob("*")} == before
    place.add_newest()
    again = Place(tmp_path, COUNT)  # as after a round that was cut off
    again.ready()
    assert {path: path.stat().st_mtime_ns for path in place.dumps.rglob("*.txt")} == {
        path: mtime for path, mtime in before.items() if path.suffix == ".txt"
    }
    (again.dumps / corpus.dump(3)[0]).unlink()
    Place(tmp_path, COUNT).ready()
    assert (again.dumps / corpus.dump(3)[0]).exists()


@pytest.fixture(scope="module")
def driven(tmp_path_factory):
    """(what the driver kept, the document that it wrote into, its data), after one round without peers."""
    folder = tmp_path_factory.mktemp("bench")
    (folder / "performance.md").write_text(DOCUMENT)
    places = ["--data", str(folder / "data"), "--results", str(folder), "--docs", str(folder / "performance.md")]
    bench.main(["--size", str(COUNT), "--rounds", "1", "--no-peers", *places])
    return json.loads((folder / f"{COUNT}.json").read_text()), (folder / "performance.md").read_text(), folder / "data"


def test_the_driver_keeps_each_job_with_its_command(driven):
    kept, _, _ = driven
    assert kept["costs"].keys() - WORKERS == OURS
    assert kept["commands"].keys() == kept["costs"].keys()
    assert all(len(costs) == 1 and costs[0].keys() == set(Cost._fields) for costs in kept["costs"].values())
    assert kept["left_out"].keys() == {peer.name for peer in PEERS}


def test_the_driver_writes_a_row_for_each_target_and_leaves_the_rest_of_the_document(driven):
    _, document, _ = driven
    lines = {row.name: next(line for line in document.splitlines() if f"(`{row.name}`)" in line) for row in rows.ROWS}
    missing = {name for name, line in lines.items() if "not measured" in line}
    assert missing - {"workers"} == {row.name for row in rows.ROWS if row.sizes} | {"than-hugo", "than-hugo-50"}
    assert document.startswith("Before.\n")
    assert document.endswith("<!-- profile: begin -->\n<!-- profile: end -->\nAfter.\n")
    assert "old" not in document


def test_the_driver_leaves_the_corpus_alone(driven):
    _, _, data = driven
    assert [path.name for path in data.iterdir()] == [f"dumps-{COUNT}"]
    assert sum(path.is_file() for path in data.rglob("*")) == COUNT


def test_a_job_that_fails_is_said_and_left_out(tmp_path, capsys):
    place = Place(tmp_path, 1)
    place.ready()
    broken = Job("broken", [sys.executable, "-c", "raise SystemExit('no such thing')"])
    costs = bench.measured(place, [broken, Job("good", [sys.executable, "-c", ""])], 2)
    assert {name: len(all_of) for name, all_of in costs.items()} == {"broken": 0, "good": 2}
    said = capsys.readouterr().err
    assert said.count("broken is left out") == 1
    assert "no such thing" in said


def test_jobs_take_turns(tmp_path):
    place = Place(tmp_path, 1)
    place.ready()
    order = []
    todo = [Job(name, [sys.executable, "-c", ""], lambda name=name: order.append(name)) for name in "abc"]
    bench.measured(place, todo, 2)
    assert order == list("abcabc")


@pytest.mark.skipif(not measure.SEES_MEMORY, reason="memory of several processes is read from /proc, which is Linux's")
def test_memory_and_cpu_of_children_count(tmp_path):
    held = "held = bytes(range(256)) * (40 * 4096)\n"
    child = f"import time\n{held}time.sleep(1)\nend = time.process_time() + 0.2\nwhile time.process_time() < end: pass"
    parent = f"import subprocess, sys\n{held}subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    cost = measure.run([sys.executable, "-c", parent], tmp_path / "log")
    assert cost.pss > 80
    assert cost.rss > 40
    assert cost.cpu > 0.2


def cost(cpu=1.0, wall=1.0, pss=1.0):
    return Cost(cpu, wall, pss, pss)


@pytest.mark.parametrize(
    ("name", "measured", "median", "met"),
    [
        ("bulk-cpu", {10_000: {"bulk": [cost(9), cost(3), cost(4)], "floor": [cost(1)] * 3}}, 4, (True, False)),
        ("bulk-cpu", {10_000: {"bulk": [cost(4.1)], "floor": [cost(1)]}}, 4.1, (False, False)),
        ("than-hugo", {10_000: {"hugo": [cost(wall=9)], "bulk": [cost(wall=1)]}}, 9, (True, True)),
        ("than-hugo", {10_000: {"hugo": [cost(wall=3.9)], "bulk": [cost(wall=1)]}}, 3.9, (False, False)),
        ("one-beyond", {10_000: {"one": [cost(wall=0.5)], "unchanged": [cost(wall=0.25)]}}, 0.25, (True, False)),
        ("memory", {100_000: {"bulk": [cost(pss=200)]}, 10_000: {"bulk": [cost(pss=999)]}}, 200, (True, True)),
        (
            "time-size",
            {100_000: {"bulk": [cost(wall=10)]}, 1_000_000: {"bulk": [cost(wall=110)]}},
            1.1,
            (True, False),
        ),
        ("memory-size", {100_000: {"bulk": [cost(pss=10)]}, 1_000_000: {"bulk": [cost(pss=13)]}}, 1.3, (False, False)),
        (
            "files-added",
            {
                10_000: {
                    "files": [cost(wall=7)],
                    "bulk": [cost(wall=4)],
                    "files-bare": [cost(wall=3)],
                    "files-read": [cost(wall=1)],
                }
            },
            1.5,
            (True, False),
        ),
    ],
)
def test_a_row_is_judged_by_the_median_of_its_rounds(name, measured, median, met):
    row = next(row for row in rows.ROWS if row.name == name)
    found = rows.found(row, measured)
    assert found.median == pytest.approx(median)
    assert row.met(found.median) == met


def test_a_row_without_its_jobs_is_not_judged():
    for row in rows.ROWS:
        assert rows.found(row, {10_000: {}}) is None


@pytest.mark.parametrize(("text", "size"), [("60", 60), ("10k", 10_000), ("1M", 1_000_000)])
def test_sizes_are_written_short(text, size):
    assert bench.size_of(text) == size


@pytest.mark.parametrize("text", ["", "k", "1G", "-1", "1.5k"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(SystemExit):
        bench.arguments(["--size", text])


def test_only_takes_rows_and_jobs():
    assert bench.arguments(["--only", "than-hugo,scan"]).only == {"hugo", "bulk", "scan"}
    assert not {row.name for row in rows.ROWS} & (OURS | WORKERS | {peer.name for peer in PEERS})


def test_the_profile_has_every_stage(tmp_path):
    (tmp_path / "performance.md").write_text(DOCUMENT)
    places = ["--data", str(tmp_path), "--docs", str(tmp_path / "performance.md")]
    command = [sys.executable, "-m", "benchmarks.profile", "--size", str(COUNT), *places]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env={**os.environ, "PYTHONWARNINGS": "error"})
    document = (tmp_path / "performance.md").read_text()
    assert all(f"\n| {stage} | " in document for stage in (*profile.ORDER, "all"))
    assert document.startswith("Before.\n<!-- bench: begin -->\nold\n")
    assert document.endswith("\nAfter.\n")


@pytest.mark.parametrize(
    ("module", "on", "stage"),
    [
        ("readers/text.py", "", "read"),
        ("normalise/text.py", "", "normalise"),
        ("store/database.py", "", "store"),
        ("marking.py", "", "mark"),
        ("drawing.py", "", "render"),
        ("render/atom.py", "", "render"),
        ("render/dataset.py", "compress", "compress"),
        ("publish/folder.py", "", "publish"),
        ("publish/folder.py", "os.fsync(", "flush"),
        ("cli.py", "", "the rest"),
    ],
)
def test_the_profile_knows_the_stage_of_a_line(module, on, stage):
    file = profile.ROOT + module
    lines = Path(file).read_text().splitlines()
    number = next(number for number, line in enumerate(lines) if on in line)
    found = {}
    # As if called from that line: first a function of a library, then the exporter's.
    above = compile("\n" * number + "library()", file, "exec")
    library = compile("import sys\ndef library(): found.append(sys._getframe())", "/elsewhere/library.py", "exec")
    found["found"] = []
    exec(library, found)  # noqa: S102
    exec(above, found)  # noqa: S102
    assert profile.placed(found["found"][0])[0] == stage


def test_the_document_shows_what_is_kept():
    document = report.DOCUMENT.read_text()
    assert report.tables(report.kept(report.RESULTS)) in document


def test_the_document_says_what_each_job_is():
    document = report.DOCUMENT.read_text().partition("<!-- bench: begin -->")[0]
    for name in OURS | WORKERS | {peer.name for peer in PEERS}:
        assert f"**{name}**" in document, name


@pytest.mark.skipif(not measure.SEES_MEMORY, reason="descendants are found in /proc, which is Linux's")
def test_children_of_our_own_are_not_waited_for(tmp_path):
    with subprocess.Popen(["sleep", "600"]) as ours:
        try:
            assert measure.run([sys.executable, "-c", "print(1)"], tmp_path / "log").wall < 300
            assert ours.poll() is None
        finally:
            ours.kill()


def test_what_lies_beyond_one_machine_is_measured_beside_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(os, "environ", os.environ.copy())
    results, document = tmp_path / "results", tmp_path / "scale.md"
    document.write_text("Before.\n<!-- beyond: begin -->\nold\n<!-- beyond: end -->\nAfter.\n")
    kept = ["--results", str(results), "--docs", str(document)]
    monkeypatch.setattr(beyond, "JOBS", tuple(job for job in beyond.JOBS if job.name in {"local", "all"}))
    monkeypatch.setattr(beyond, "JOBS", tuple(job._replace(cluster=0) for job in beyond.JOBS))  # too few to start one
    beyond.main(["--size", str(COUNT), "--rounds", "1", "--data", str(tmp_path / "data"), *kept])
    (found,) = (json.loads(path.read_text()) for path in results.iterdir())
    assert found["left_out"] == {}
    assert {name: {step: len(every) for step, every in steps.items()} for name, steps in found["seen"].items()} == {
        name: dict.fromkeys(beyond.STEPS, 1) for name in ("local", "all")
    }
    assert all(one > 0 for steps in found["seen"].values() for every in steps.values() for one in every[0][:2])
    assert "object storage, two workers (`all`)" in document.read_text()
    assert list((tmp_path / "data" / f"dumps-{COUNT}").rglob("8*.txt")) == []


def test_what_lies_beyond_is_compared_with_its_own_kind():
    one = [2.0, 1.0, 0.5, 50.0]
    twice = [4.0, 3.0, 0.5, 50.0]
    seen = {
        name: {step: [each] for step in beyond.STEPS}
        for name, each in {"local": one, "files": twice, "bucket-files": [8.0, *one[1:]]}.items()
    }
    result = {"size": 10_000, "date": "2026-11-29", "machine": {"memory": "1 GiB"}, "left_out": {"all": "why"}}
    table = beyond_report.tables([{**result, "says": {name: name.upper() for name in seen}, "seen": seen}])
    assert "| FILES (`files`) | 4.0 s | 2.00x | 3.0 + 0.5 s | 50 | 4.00 s | 4.00 s |" in table
    assert "| BUCKET-FILES (`bucket-files`) | 8.0 s | 2.00x `files` |" in table
    assert table.endswith("- memory: 1 GiB\n- left out: all: why")
