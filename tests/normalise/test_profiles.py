"""Which profile serves a host, and which keys and id follow for an article."""

from pathlib import Path
from uuid import UUID, uuid5

import pytest
from msgspec.structs import replace

from exporter.config.schema import Profile, SourceProfile
from exporter.errors import ConfigError
from exporter.model import Publisher
from exporter.normalise import identity, profiles
from tests.world import World

OWN = Profile(language="en", identity=r"/(\d+)")
WWW = Profile(language="fr")


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("news.example", "news.example"),
        ("www.news.example", "www.news.example"),
        ("sport.news.example", "news.example"),
        ("a.b.news.example", "news.example"),
        ("news.example:8080", "news.example"),
        ("oldnews.example", None),
        ("example", None),
        ("xn--bcher-kva.example", "bücher.example"),
        ("www.xn--bcher-kva.example", "bücher.example"),
        ("nos.nl", "nos.nl"),
        ("jeugdjournaal.nos.nl", "nos.nl"),
    ],
)
def test_a_profile_serves_its_host_and_what_is_below_it(host: str, name: str | None) -> None:
    known = {"news.example": OWN, "www.news.example": WWW, "bücher.example": OWN}
    found = profiles.find(known, host)
    assert (found and found[0]) == name


def test_a_configured_profile_replaces_the_built_in_one_whole() -> None:
    assert profiles.find({}, "nos.nl") == ("nos.nl", profiles.BUILT_IN["nos.nl"])
    assert profiles.find({"nos.nl": OWN}, "www.nos.nl") == ("nos.nl", OWN)
    assert profiles.find({"www.nos.nl": WWW}, "www.nos.nl") == ("www.nos.nl", WWW)


@pytest.mark.parametrize(
    ("pattern", "url", "key"),
    [
        (r"/artikel/(\d+)-", "https://news.example/sport/artikel/25-a-b", "news.example:25"),
        (r"/artikel/(\d+)-", "https://news.example/artikel/25", None),
        (r"id=(\w+)", "https://news.example/?page=1&id=x9", "news.example:x9"),
        (r"/\d+", "https://news.example/25-a", "news.example:/25"),
        (r"/(\d*)", "https://news.example/about", None),
        (r"/(?:a-(\d+)|b)", "https://news.example/b", None),
        ("", "https://news.example/25-a", None),
    ],
)
def test_the_key_is_what_the_pattern_captures(pattern: str, url: str, key: str | None) -> None:
    named = ("news.example", Profile(identity=pattern))
    expected = (key,) if key else ()
    assert identity.keys(url, named) == (*expected, *identity.keys(url, None))


def test_without_a_profile_the_url_is_the_key() -> None:
    assert identity.keys("https://www.news.example/a?b=2&a=1", None) == ("url:news.example/a?a=1&b=2",)


def test_a_pattern_that_is_none_is_a_mistake_of_the_configuration() -> None:
    with pytest.raises(ConfigError, match=r"profile 'news.example': identity '\(' is no regular expression"):
        identity.keys("https://news.example/a", ("news.example", Profile(identity="(")))


def test_ids_are_what_they_were_on_the_first_day() -> None:
    assert UUID("c43fa188-4992-4e28-b38d-3612c3b16f18") == identity.NAMESPACE
    assert identity.article_id("nos.nl:2555881") == f"urn:uuid:{uuid5(identity.NAMESPACE, 'nos.nl:2555881')}"
    assert identity.article_id("nos.nl:2555881") == "urn:uuid:8b0cf4ee-271f-5f36-9273-0ef7c4fd4225"


USUAL = Profile(publisher=Publisher(name="Wire"), sections=("Harbour",), chrome=("Share *",), tags="listed")


def test_what_a_source_says_of_its_sites_serves_hosts_without_a_profile() -> None:
    assert profiles.serving({"news.example": OWN}, USUAL, "other.example") == ("", USUAL)
    assert profiles.serving({"news.example": OWN}, None, "other.example") is None


def test_what_the_profile_of_a_site_leaves_out_is_as_its_source_says() -> None:
    own = Profile(language="en", identity=r"/(\d+)", sections=("Sport",))
    named = profiles.serving({"news.example": own}, USUAL, "www.news.example")
    assert named == ("news.example", replace(USUAL, language="en", identity=r"/(\d+)", sections=("Sport",)))


def test_what_a_source_says_reaches_its_articles_and_renews_them(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.dump(1, host="other.example", tail=("Quayside",))
    world.run()
    said = SourceProfile(publisher=Publisher(name="Harbour Press"), sections=("Quayside",))
    world.set(source=(replace(world.config.source[0], profile=said),))
    assert world.run().renewed == 1
    [(article,)] = world.rows("SELECT article FROM texts")
    assert b'"Harbour Press"' in article
    assert b'"sections":["Quayside"]' in article
