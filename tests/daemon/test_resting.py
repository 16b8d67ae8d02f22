"""Files that are being written are left until they rest."""

import pytest

from exporter.daemon.resting import Resting, look


class Files:
    """What files look like, and when that was asked."""

    def __init__(self):
        self.looks = {}

    def __call__(self, path):
        return self.looks.get(path)


@pytest.fixture
def files():
    return Files()


def test_a_file_that_looks_the_same_for_long_enough_is_at_rest_once(files):
    resting = Resting(0.5, files)
    files.looks["a"] = (10, 1)
    resting.written("source", "a", now=100.0)
    assert resting.rested(100.4) == set()
    assert resting.patience(100.4) == pytest.approx(0.1)
    assert resting.rested(100.5) == {"source"}
    assert resting.rested(200.0) == set()
    assert resting.patience(200.0) == float("inf")


def test_a_file_that_grows_is_not_at_rest_whether_that_was_noticed_or_not(files):
    resting = Resting(0.5, files)
    files.looks["a"] = (10, 1)
    resting.written("source", "a", now=100.0)
    files.looks["a"] = (20, 2)
    assert resting.rested(100.6) == set()  # seen only now
    assert resting.rested(101.0) == set()
    files.looks["a"] = (30, 3)
    resting.written("source", "a", now=101.0)
    assert resting.rested(101.2) == set()
    assert resting.rested(101.5) == {"source"}


def test_news_of_a_file_that_looks_the_same_do_not_put_it_off(files):
    resting = Resting(0.5, files)
    files.looks["a"] = (10, 1)
    for tenth in range(5):
        resting.written("source", "a", now=100.0 + tenth / 10)
    assert resting.rested(100.5) == {"source"}


def test_a_file_that_goes_on_and_on_does_not_keep_others_nor_other_sources(files):
    resting = Resting(0.5, files)
    files.looks |= {"a": (1, 1), "b": (1, 1), "c": (1, 1)}
    for name, source in (("a", "first"), ("b", "first"), ("c", "second")):
        resting.written(source, name, now=100.0)
    files.looks["a"] = (2, 2)
    assert resting.rested(100.5) == {"first", "second"}
    files.looks["a"] = (3, 3)
    assert resting.rested(101.1) == set()
    assert resting.rested(101.7) == {"first"}


def test_a_file_that_is_gone_is_forgotten(files):
    resting = Resting(0.5, files)
    files.looks["a"] = (1, 1)
    resting.written("source", "a", now=100.0)
    del files.looks["a"]
    assert resting.rested(101.0) == set()
    assert resting.patience(101.0) == float("inf")


def test_a_look_at_a_real_file(tmp_path):
    file = tmp_path / "a.txt"
    assert look(str(file)) is None
    file.write_text("abc")
    assert look(str(file)) == (3, file.stat().st_mtime_ns)
