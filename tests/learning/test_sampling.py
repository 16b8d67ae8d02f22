"""Which articles are looked at: bounded, and the same in whatever order they are met."""

import random
from pathlib import Path

import pytest

from exporter.config.schema import Config, Profile, Source
from exporter.learning import gathering, sampling
from exporter.learning.sampling import Pick, Sample, Samples, name_of
from exporter.model import Dump
from exporter.normalise import Rules
from exporter.sources.choice import Part
from tests.builders import site

SOURCE = Source(path="dumps", name="dumps")


def pick(digest, name="a.txt"):
    return Pick(Dump("dumps", name, name, 0, 0), 0, SOURCE, digest, 100)


def texts(folder: Path, *urls: str, body: str = "The quay is open again.") -> Samples:
    """A dump for each URL, and what is sampled of them."""
    folder.mkdir(exist_ok=True)
    for number, url in enumerate(urls):
        (folder / f"{number:05}.txt").write_text(f"Title\n2025-02-14\n{url}\n\n{body}", "utf-8")
    samples = Samples(Config(site=site(), profile={"served.example": Profile()}))
    assert len(list(samples.read((Part(Source(path=str(folder), name="dumps")),), "feeds"))) >= len(urls)
    return samples


@pytest.mark.parametrize("seed", range(3))
def test_the_smallest_digests_are_kept_in_any_order(seed):
    digests = list(range(0, 2**64, 2**64 // 1000))
    random.Random(seed).shuffle(digests)  # noqa: S311
    sample = Sample()
    for digest in digests:
        sample.add(pick(digest), 50)
    assert {one.digest for one in sample.picks} == set(sorted(digests)[:50])
    assert not sample.is_complete
    assert sample.articles == pytest.approx(len(digests), rel=0.05)


def test_a_sample_that_holds_all_counts_exactly():
    sample = Sample()
    for digest in (5, 3, 5, 9):
        sample.add(pick(digest), 3)
    assert (sample.articles, sample.is_complete) == (3, True)


def test_of_two_versions_the_later_dump_is_looked_at():
    for order in (("a.txt", "b.txt"), ("b.txt", "a.txt")):
        sample = Sample()
        for name in order:
            sample.add(pick(7, name), 50)
        assert [one.dump.name for one in sample.picks] == ["b.txt"]


def test_a_smaller_sample_is_a_part_of_a_larger_one():
    large, small = Sample(), Sample()
    for digest in range(100):
        large.add(pick(digest * 31 % 97), 80)
        small.add(pick(digest * 31 % 97), 20)
    large.shrink(20)
    assert large.picks == small.picks


def test_all_sites_together_are_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(sampling, "MAX_SAMPLE", 60)
    monkeypatch.setattr(sampling, "LEAST_PER_SITE", 5)
    monkeypatch.setattr(sampling, "MAX_PER_SITE", 40)
    samples = texts(tmp_path, *(f"https://{'abcd'[n % 4]}.example/{n}" for n in range(160)))
    sizes = [len(sample) for _, sample in samples]
    assert sum(sizes) <= 60
    assert min(sizes) >= 5
    assert not any(sample.is_complete for _, sample in samples)


def test_of_too_many_sites_those_with_few_articles_are_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr(sampling, "MAX_SITES", 8)
    large = [f"https://large.example/{n}" for n in range(20)]
    samples = texts(tmp_path, *large, *(f"https://s{n}.example/1" for n in range(30)))
    names = [name for name, _ in samples]
    assert len(names) <= 8
    assert "large.example" in names
    assert samples.forgotten > 0


def test_what_is_as_long_as_a_list_teaches_nothing(tmp_path):
    assert not dict(texts(tmp_path / "a", "https://a.example/1", body="x\n" * (sampling.MAX_LINES + 1)))[
        "a.example"
    ].picks
    assert not dict(texts(tmp_path / "b", "https://a.example/1", body="x" * (sampling.MAX_CHARACTERS + 1)))[
        "a.example"
    ].picks


def test_sites_go_by_the_profile_that_serves_them(tmp_path):
    urls = ("https://www.a.example:8443/1", "https://live.served.example/1", "http://[::1]/1", "http://localhost/1")
    samples = texts(tmp_path, *urls, "ftp://a.example/2")
    assert [name for name, _ in samples] == ["a.example", "served.example"]
    assert samples.rejected == 1


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("www.news.example", "news.example"),
        ("www.nl", "www.nl"),
        ("news.example:8080", "news.example"),
        ("xn--kstenbote-q9a.example", "xn--kstenbote-q9a.example"),
        ("localhost", ""),
    ],
)
def test_names_of_profiles_to_be(host, name):
    assert name_of(host) == name


def test_a_dump_that_changed_or_went_meanwhile_is_left_out(tmp_path):
    samples = texts(tmp_path, *(f"https://a.example/{n}" for n in range(4)))
    (tmp_path / "00000.txt").unlink()
    (tmp_path / "00001.txt").write_text("Title\n2025-02-14\nhttps://a.example/other\n\nText.", "utf-8")
    (tmp_path / "00002.txt").write_text("no article", "utf-8")
    [(name, sample)] = samples
    found = gathering.gather([(name, sample.picks)], {"dumps": Rules()})
    assert [one.article.url for one in found[name]] == ["https://a.example/3"]


def test_what_is_held_at_a_time_is_bounded(tmp_path, monkeypatch):
    samples = texts(tmp_path, *(f"https://{'abc'[n % 3]}.example/{n}" for n in range(30)))
    sites = [(name, sample.picks) for name, sample in samples]
    weight = sites[0][1][0].weight
    monkeypatch.setattr(gathering, "BATCH", weight * 25)
    assert [[name for name, _ in batch] for batch in gathering.batches(sites)] == [
        ["a.example", "b.example"],
        ["c.example"],
    ]
    monkeypatch.setattr(gathering, "BATCH", weight * 4)
    assert [len(picks) for batch in gathering.batches(sites) for _, picks in batch] == [4, 4, 4]
