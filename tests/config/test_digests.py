"""A digest changes with a setting, and with nothing else."""

import pytest
from msgspec.structs import replace

from exporter.config import digest
from exporter.config.schema import Config, Feeds, Profile
from tests.builders import site


def test_the_digest_of_a_value_is_always_the_same():
    assert digest(Feeds(entries=7)) == digest(Feeds(entries=7)) == "2ed0e9227d32096a"


@pytest.mark.parametrize("change", [{"entries": 51}, {"formats": ("rss", "atom", "json")}, {"content": "summary"}])
def test_any_other_value_has_another_digest(change):
    assert digest(replace(Feeds(), **change)) != digest(Feeds())


def test_the_order_of_profiles_does_not_matter():
    one, two = Profile(language="nl"), Profile(language="fr")
    there = Config(site=site(), profile={"a.example": one, "b.example": two})
    back = Config(site=site(), profile={"b.example": two, "a.example": one})
    assert digest(there) == digest(back)
    assert digest(there) != digest(Config(site=site(), profile={"a.example": two, "b.example": one}))
