"""What is learnt of whole sites: measured on articles whose every line is known, those learnt from and others."""

import random

import pytest
from msgspec.structs import replace

from exporter.config.schema import Config, Profile, Source
from exporter.learning.study import Learnt, learn
from exporter.model import Dump, Record
from exporter.normalise import Rules, explain
from exporter.readers import read
from exporter.report import unseen
from exporter.sources.choice import Part
from tests.builders import site as tree
from tests.learning.sites import SITES, Made, Site, article, write

OTHERS = range(1000, 1100)
"""Articles that nothing is learnt from."""


def learnt_from(folder, host="", least=10, **profiles) -> Learnt:
    source = Source(path=str(folder), name="made")
    return learn(Config(site=tree(), source=(source,), **profiles), (Part(source),), host, least, unseen)


def profiles_of(learnt: Learnt) -> dict[str, Profile]:
    return {proposal.host: proposal.profile() for proposal in learnt.proposals}


def explained(made: Made, profiles: dict[str, Profile]):
    """Role and truth of each line below the URL, and its text."""
    [found] = read(Dump("made", "a.txt", "a.txt", 0, 0), made.text.encode())
    assert isinstance(found, Record)
    lines = explain(found, Rules(profiles=profiles)).lines[4:]
    return [(line.role, truth, text) for line, (text, truth) in zip(lines, made.truth, strict=True)]


class Score:
    """How well the rules tell what is around the body from it."""

    def __init__(self, site: Site, numbers: range, profiles: dict[str, Profile]) -> None:
        lines = [line for number in numbers for line in explained(article(site, number), profiles)]
        gone = [(truth, text) for role, truth, text in lines if role not in ("body", "subhead")]
        around = sum(truth != "body" for _, truth, _ in lines)
        self.lost = [text for truth, text in gone if truth == "body"]
        self.recall = (len(gone) - len(self.lost)) / around
        self.precision = 1 - len(self.lost) / len(gone) if gone else 1.0
        tags = [(role, truth) for role, truth, _ in lines if truth in ("section", "keyword")]
        self.tags = sum(role == truth for role, truth in tags) / len(tags)
        self.mistaken = [text for role, truth, text in lines if truth == "chrome" and role in ("section", "keyword")]


@pytest.mark.parametrize("count", [10, 50])
@pytest.mark.parametrize("site", SITES, ids=lambda site: site.words.subjects[0])
def test_furniture_goes_and_the_body_stays(site, count, tmp_path):
    write(site, tmp_path, range(count))
    profiles = profiles_of(learnt_from(tmp_path))
    before, after = Score(site, OTHERS, {}), Score(site, OTHERS, profiles)
    assert before.recall < 0.2  # few lines of these sites' furniture are reached without a profile
    assert after.recall >= 0.94
    assert after.precision >= 0.995
    assert after.mistaken == []
    assert Score(site, range(count), profiles).recall >= 0.94


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.words.subjects[0])
def test_sections_become_sections_and_keywords_keywords(site, tmp_path):
    write(site, tmp_path, range(50))
    [proposal] = learnt_from(tmp_path).proposals
    assert {entry.text for entry in proposal.sections} == set(site.sections)
    assert Score(site, OTHERS, {proposal.host: proposal.profile()}).tags == 1


def test_language_and_identity_are_those_of_the_site(tmp_path):
    for site in SITES:
        write(site, tmp_path, range(30))
    found = {proposal.host: proposal for proposal in learnt_from(tmp_path).proposals}
    assert {host: one.language.value for host, one in found.items()} == {
        "abendblatt.tannfurt.example": "de",
        "ellerypost.example": "en",
        "kadebode.example": "nl",
        "littoral.example.com": "fr",
    }
    assert {host: one.identity and one.identity.value for host, one in found.items()} == {
        "abendblatt.tannfurt.example": r"-a-(\d+)\.html",
        "ellerypost.example": r"-([0-9a-f]{8,40})(?:\?|$)",
        "kadebode.example": r"/(\d+)/",
        "littoral.example.com": None,
    }


def test_a_sentence_that_ends_some_bodies_is_not_learnt(tmp_path):
    site = SITES[1]
    write(site, tmp_path, range(60))
    closed = [number for number in range(60) if site.closing in article(site, number).text]
    assert len(closed) >= 2
    [proposal] = learnt_from(tmp_path).proposals
    assert site.closing not in {entry.text for entry in proposal.chrome}
    assert Score(site, range(60), {proposal.host: proposal.profile()}).lost == []


def test_it_is_the_same_in_whatever_order_the_dumps_are_found(tmp_path):
    for folder, names in (("a", list(range(40))), ("b", list(range(40)))):
        random.Random(folder).shuffle(names)  # noqa: S311
        (tmp_path / folder).mkdir()
        for name, number in enumerate(names):
            for site in SITES[:2]:
                (tmp_path / folder / f"{site.host}-{name}.txt").write_text(article(site, number).text, "utf-8")
    one, other = (learnt_from(tmp_path / folder) for folder in "ab")
    assert profiles_of(one) == profiles_of(other)
    assert [(each.articles, each.effect.chrome) for each in one.proposals] == [
        (each.articles, each.effect.chrome) for each in other.proposals
    ]


def test_what_was_learnt_and_kept_leaves_nothing_to_learn(tmp_path):
    write(SITES[0], tmp_path, range(50))
    kept = profiles_of(learnt_from(tmp_path))
    [again] = learnt_from(tmp_path, profile=kept).proposals
    assert not again.adds
    assert again.profile() == kept["kadebode.example"]


def test_what_stands_already_stays_and_only_the_rest_is_added(tmp_path):
    write(SITES[0], tmp_path, range(50))
    standing = Profile(
        language="nl", sections=("Haven", "Vroeger"), identity="/nieuws/[a-z]+/(\\d+)", chrome=("naar de VOORPAGINA*",)
    )
    [found] = learnt_from(tmp_path, profile={"kadebode.example": standing}).proposals
    assert found.language is None
    assert found.identity is None
    assert {entry.text for entry in found.sections} == {"Dorpen", "Water", "Wonen"}
    assert not [entry for entry in found.chrome if entry.text.startswith("Naar de voorpagina")]
    assert found.profile().sections[:2] == ("Haven", "Vroeger")
    assert found.profile().identity == standing.identity


def test_a_site_with_too_few_articles_is_passed_over(tmp_path):
    write(SITES[0], tmp_path, range(9))
    write(SITES[1], tmp_path, range(10))
    learnt = learnt_from(tmp_path)
    assert [proposal.host for proposal in learnt.proposals] == ["ellerypost.example"]
    assert learnt.passed_over == 1
    assert len(learnt_from(tmp_path, least=9).proposals) == 2


def test_one_site_can_be_asked_for(tmp_path):
    for site in SITES[:2]:
        write(site, tmp_path, range(12))
    for host in ("kadebode.example", "www.kadebode.example"):
        assert [one.host for one in learnt_from(tmp_path, host.removeprefix("www.")).proposals] == ["kadebode.example"]


def test_versions_of_one_article_are_one_article(tmp_path):
    """Otherwise each of its lines would recur."""
    made = article(SITES[0], 1)
    for version in range(12):
        (tmp_path / f"{version}.txt").write_text(made.text, "utf-8")
    assert learnt_from(tmp_path, least=2).proposals == ()


def test_hosts_that_one_profile_serves_are_one_site(tmp_path):
    for number in range(12):
        text = article(SITES[1], number).text
        host = ("ellerypost.example", "www.ellerypost.example", "live.ellerypost.example")[number % 3]
        (tmp_path / f"{number}.txt").write_text(text.replace("//ellerypost.example/", f"//{host}/"), "utf-8")
    [found] = learnt_from(tmp_path, profile={"ellerypost.example": Profile(language="en")}).proposals
    assert (found.host, found.articles) == ("ellerypost.example", 12)


def test_what_a_source_configures_is_no_evidence_of_a_language(tmp_path):
    write(SITES[0], tmp_path, range(12))
    source = Source(path=str(tmp_path), name="made", language="fi")
    [found] = learn(Config(site=tree(), source=(source,)), (Part(source),), "", 10, unseen).proposals
    assert found.language.value == "nl"


def test_an_unreadable_folder_is_counted_and_the_others_are_read(tmp_path, caplog):
    write(SITES[0], tmp_path / "there", range(10))
    parts = [Part(Source(path=str(tmp_path / name), name=name)) for name in ("gone", "there")]
    learnt = learn(Config(site=tree()), parts, "", 10, unseen)
    assert (learnt.unavailable, learnt.exit_status, len(learnt.proposals)) == (1, 75, 1)
    assert "cannot read the source 'gone'" in caplog.text
    assert replace(learnt, unavailable=0).exit_status == 0
