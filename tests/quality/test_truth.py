"""A file of truth is read as it is meant, and everything that is wrong with it is said with its line."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from exporter.errors import ExporterError
from exporter.quality import truth
from exporter.quality.truth import Truth, default_place, load


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "dumps"
    (folder / "site.example").mkdir(parents=True)
    (folder / "site.example" / "1.txt").write_text("x")
    return folder


def written(folder: Path, *rows: str) -> Path:
    path = folder.parent / "truth.jsonl"
    path.write_text("\n".join(rows), "utf-8")
    return path


def test_what_is_left_out_or_null_is_not_known(folder):
    path = written(folder, '{"dump": "site.example/1.txt", "title": null}', "", "  ")
    assert load(path, folder) == (Truth(dump="site.example/1.txt"),)


def test_every_field_is_read(folder):
    row = (
        '{"dump": "site.example/1.txt", "line": 9, "member": "a", "roles": ["blank", "body", "either"], "title": "T", '
        '"url": "https://site.example/1", "published": "2025-02-14T22:00:45+01:00", "sections": ["S"], "keywords": [], '
        '"authors": ["A", "B"], "language": "nl"}'
    )
    (found,) = load(written(folder, row), folder)
    assert found.place == ("site.example/1.txt", "a", 9)
    assert found.roles == ("blank", "body", "either")
    assert found.published == datetime(2025, 2, 14, 21, 0, 45, tzinfo=UTC)
    assert (found.sections, found.keywords, found.authors) == (("S",), (), ("A", "B"))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{", "Input data was truncated"),
        ("[]", "Expected `object`, got `array`"),
        ('{"title": "T"}', "missing required field `dump`"),
        ('{"dump": "site.example/1.txt", "roles": ["headline"]}', "Invalid enum value 'headline' - at `$.roles[0]`"),
        ('{"dump": "site.example/1.txt", "tilte": "T"}', "unknown field `tilte`"),
        ('{"dump": "site.example/1.txt", "published": "2025-02-14T22:00:45"}', "timezone"),
        ('{"dump": "site.example/1.txt", "line": 0}', "`int` >= 1"),
        ('{"dump": ""}', "length >= 1"),
        ('{"dump": "site.example/2.txt"}', "the dump 'site.example/2.txt' is not in "),
        ('{"dump": "site.example"}', "is not in "),
        ('{"dump": "../truth.jsonl"}', "is no path below the folder"),
        ('{"dump": "/etc/hosts"}', "is no path below the folder"),
        ('{"dump": "site.example/\\u0000"}', "is no path below the folder"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_what_is_wrong(folder, row, said):
    path = written(folder, '{"dump": "site.example/1.txt"}', "", row)
    with pytest.raises(ExporterError) as caught:
        load(path, folder)
    assert str(caught.value).startswith(f"{path}:3: ")
    assert said in str(caught.value)


def test_all_bad_rows_are_named_at_once_up_to_a_limit(folder):
    path = written(folder, *['{"dump": "no.txt"}'] * (truth.MAX_PROBLEMS + 5))
    with pytest.raises(ExporterError) as caught:
        load(path, folder)
    lines = str(caught.value).splitlines()
    assert lines[-1] == "... and 5 more"
    assert len(lines) == truth.MAX_PROBLEMS + 1


def test_an_article_has_one_row(folder):
    row = '{"dump": "site.example/1.txt"}'
    with pytest.raises(ExporterError, match=r":2: line 1 of 'site.example/1.txt' is in row 1 already"):
        load(written(folder, row, row), folder)
    assert len(load(written(folder, row, '{"dump": "site.example/1.txt", "line": 7}'), folder)) == 2


def test_a_file_that_is_not_there_is_a_folder_or_says_nothing_is_an_error_that_says_what_to_do(folder):
    with pytest.raises(ExporterError, match="is not there; name the truth about the dumps with --truth FILE"):
        load(folder / "truth.jsonl", folder)
    with pytest.raises(ExporterError, match="cannot be read: Is a directory"):
        load(folder, folder)
    with pytest.raises(ExporterError, match="says nothing"):
        load(written(folder, ""), folder)


def test_a_folder_that_is_none_is_an_error_that_says_what_to_do(folder):
    path = written(folder, '{"dump": "site.example/1.txt"}')
    for none in (folder / "gone", folder / "site.example" / "1.txt"):
        with pytest.raises(ExporterError, match="is no folder; name the one that holds the dumps"):
            load(path, none)


def test_a_file_that_is_too_large_is_refused(folder, monkeypatch):
    monkeypatch.setattr(truth, "MAX_BYTES", 20 * 1024 * 1024)
    path = written(folder)
    with path.open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    with pytest.raises(ExporterError, match="is over 20 MiB; split the set"):
        load(path, folder)


def test_bytes_that_are_no_text_are_a_bad_row(folder):
    path = written(folder)
    path.write_bytes(b'{"dump": "\xff"}')
    with pytest.raises(ExporterError, match=r"truth.jsonl:1: "):
        load(path, folder)


def test_the_truth_is_looked_for_in_the_folder_then_beside_it(folder, monkeypatch):
    assert default_place(folder) == folder.parent / "truth.jsonl"
    monkeypatch.chdir(folder)
    assert default_place(Path(".")) == folder.parent / "truth.jsonl"
    (folder / "truth.jsonl").touch()
    assert default_place(folder) == folder / "truth.jsonl"
