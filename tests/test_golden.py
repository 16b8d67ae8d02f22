"""Same input, same bytes: the samples give the golden tree wherever, whenever and in whatever order they are read."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import golden_tree as golden

ADVICE = "if the change is wanted: raise the renderer's version, `make golden`, and review the diff"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return golden.files(golden.publish(tmp_path_factory.mktemp("golden")))


def test_the_samples_give_the_golden_tree(found):
    assert golden.manifest(found).splitlines() == (golden.GOLDEN / "manifest.txt").read_text().splitlines(), ADVICE


def test_the_files_that_are_kept_whole_are_those_of_the_manifest(found):
    kept = golden.files(golden.GOLDEN / "tree")
    assert kept == golden.whole(found), ADVICE
    assert all(any(path.startswith(begin) for path in kept) for begin in golden.WHOLE)


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
    ],
)
def test_hash_seed_time_zone_and_locale_change_no_byte(environment):
    done = subprocess.run(
        [sys.executable, "-m", "tests.golden_tree", "manifest"],
        cwd=golden.ROOT,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == (golden.GOLDEN / "manifest.txt").read_text()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_in_which_files_are_found_and_sliced_changes_no_byte(found, tmp_path, monkeypatch, seed):
    from exporter.intake import current
    from exporter.intake.scanning import Scan

    real = Scan.unread

    def shuffled(*arguments):
        dumps = list(real(*arguments))
        random.Random(seed).shuffle(dumps)  # noqa: S311
        return iter(dumps)

    monkeypatch.setattr(Scan, "unread", shuffled)
    monkeypatch.setattr(current, "SLICE", 7)
    assert golden.manifest(golden.files(golden.publish(tmp_path))) == golden.manifest(found)


def test_a_golden_tree_that_is_off_by_a_byte_is_noticed(found, tmp_path):
    tree = tmp_path / "tree"
    for path, data in golden.whole(found).items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_bytes(data)
    shutil.copytree(tree, tmp_path / "copy")
    (tmp_path / "copy" / "robots.txt").write_text("User-agent: *\n")
    assert golden.manifest(golden.files(tmp_path / "copy")) != golden.manifest(golden.files(tree))
    assert Path(golden.GOLDEN).is_dir()
