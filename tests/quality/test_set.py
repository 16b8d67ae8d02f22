"""The labelled set is what its generator writes, is varied, contradicts itself nowhere, and is read well enough."""

import re
from collections import Counter
from functools import cache
from time import perf_counter

import pytest

from exporter.config.schema import Config, Site
from exporter.learning import study
from exporter.normalise import Rules
from exporter.quality.measuring import Measured, Reading, measure
from exporter.quality.targets import TARGETS, Target
from exporter.quality.truth import FURNITURE, PROSE, Truth, load
from exporter.report import unseen
from exporter.settings import rules_of
from exporter.sources.choice import choose
from tests.quality import generate
from tests.quality.generate import DUMPS, TRUTH
from tests.quality.material import LANGUAGES, TWO_WAYS, material


@cache
def rows() -> tuple[Truth, ...]:
    return load(TRUTH, DUMPS)


@cache
def measured() -> Measured:
    return measure(rows(), DUMPS, Reading("set", "auto", Rules()), perf_counter)


def lines_of(row: Truth) -> list[str]:
    """The lines of its dump below its header, as far as the truth knows them."""
    below = (DUMPS / row.dump).read_text("utf-8").split("\n")[row.line + 2 :]
    return below[: len(row.roles or ())]


def test_the_committed_set_is_what_the_generator_writes() -> None:
    dumps, truth = generate.written()
    committed = {path.relative_to(DUMPS).as_posix(): path.read_bytes() for path in DUMPS.rglob("*.txt")}
    assert committed == dumps
    assert TRUTH.read_bytes() == truth


def test_there_are_enough_articles_in_every_language_and_enough_sites_to_learn_from() -> None:
    assert len(rows()) >= 240
    assert Counter(row.language for row in rows()).keys() == set(LANGUAGES)
    assert min(Counter(row.language for row in rows()).values()) >= 10
    sites = Counter(row.dump.split("/")[0] for row in rows())
    assert sum(count >= 10 for count in sites.values()) >= 10
    assert sum(count == 1 for count in sites.values()) >= 80


def test_every_language_has_every_kind_of_text() -> None:
    kinds = {language: {key: len(texts) for key, texts in material(language).items()} for language in LANGUAGES}
    counts = Counter(frozenset(kind.items()) for kind in kinds.values())
    assert len(counts) == 1, kinds
    assert set(TWO_WAYS) <= kinds["nl"].keys()


def test_every_role_of_the_truth_occurs_often_enough_to_be_measured() -> None:
    counted = Counter(role for row in rows() for role in row.roles or ())
    assert min(counted[role] for role in {*PROSE, *FURNITURE, "either"}) >= 20
    assert sum(counted[role] for role in PROSE) >= 1_000
    assert sum(counted[role] for role in FURNITURE) >= 1_000


def test_every_line_has_a_role_and_only_empty_ones_are_blank() -> None:
    for row in rows():
        lines = lines_of(row)
        assert len(lines) == len(row.roles or ())
        assert [role == "blank" for role in row.roles or ()] == [not line for line in lines], row.dump
        after = (DUMPS / row.dump).read_text("utf-8").split("\n")[row.line + 2 + len(lines) :]
        assert after[:1] in ([], [""]), row.dump


def test_no_paragraph_stands_twice_on_a_site_so_that_only_furniture_recurs() -> None:
    seen = Counter(
        (row.dump.split("/")[0], re.sub(r"\d+", "0", line))
        for row in rows()
        for line, role in zip(lines_of(row), row.roles or (), strict=True)
        if role == "body"
    )
    assert [place for place, count in seen.items() if count > 1] == []


def test_hosts_are_reserved_for_examples_and_two_articles_share_a_dump_now_and_then() -> None:
    assert {row.dump.split("/")[0].rpartition(".")[2] for row in rows()} == {"example"}
    shared = Counter(row.dump for row in rows())
    assert 2 <= sum(count == 2 for count in shared.values()) <= 10


def test_times_and_urls_are_written_in_many_ways() -> None:
    headers = [(DUMPS / row.dump).read_text("utf-8").split("\n")[row.line : row.line + 2] for row in rows()]
    shapes = {re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "0", time)) for time, _ in headers}
    assert len(shapes) >= 10
    assert sum(row.url != url for row, (_, url) in zip(rows(), headers, strict=True)) >= 100


@pytest.mark.parametrize("target", [pytest.param(target, id=target.name) for target in TARGETS])
def test_the_set_is_read_as_well_as_is_demanded(target: Target) -> None:
    judged = target.judged(measured())
    assert judged.precision is None or target.precise is None or judged.precision >= target.precise[0]
    if target.name == "chrome removed, profile":
        assert judged.verdict == "not measured"  # nobody configured one
    else:
        assert judged.verdict in {"must", "aim"}, judged


@cache
def measured_with_profiles() -> Measured:
    """With those that are learnt from the set, whose text nobody has told apart for that."""
    anywhere = Config(site=Site(title="", url="http://localhost/"))
    learnt = study.learn(anywhere, (choose(str(DUMPS), ()),), "", study.MIN_ARTICLES, unseen)
    profiles = {one.host: one.profile() for one in learnt.proposals}
    return measure(rows(), DUMPS, Reading("set", "auto", Rules(profiles=profiles)), perf_counter)


@pytest.mark.parametrize("target", [pytest.param(target, id=target.name) for target in TARGETS])
def test_with_profiles_that_are_learnt_it_is_read_as_well_as_is_demanded(target: Target) -> None:
    assert target.judged(measured_with_profiles()).verdict in {"must", "aim"}


def test_the_configuration_of_the_samples_changes_nothing_for_these_sites() -> None:
    from exporter.config import load as load_config

    rules = rules_of(load_config(generate.FOLDER.parents[1] / "config.toml"), None)
    assert measure(rows()[:40], DUMPS, Reading("set", "auto", rules), perf_counter).total == (
        measure(rows()[:40], DUMPS, Reading("set", "auto", Rules()), perf_counter).total
    )
