"""Site profiles: the built-in ones, and which one serves a host."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from exporter.config.schema import Profile
from exporter.model import Publisher

BUILT_IN: Final[Mapping[str, Profile]] = {
    "nos.nl": Profile(
        publisher=Publisher(name="NOS", url="https://nos.nl/"),
        language="nl",
        timezone="Europe/Amsterdam",
        identity=r"/artikel/(\d+)-",
        sections=(
            "Nieuwsuur",
            "Binnenland",
            "Buitenland",
            "Politiek",
            "Economie",
            "Sport",
            "Regionaal nieuws",
            "Cultuur & Media",
            "Koningshuis",
            "Opmerkelijk",
            "Tech",
            "Jeugdjournaal",
            "NOS op 3",
            "Voetbal",
        ),
    )
}
"""Profiles that need no configuration; one of the same name in config.toml replaces it whole."""


def find(profiles: Mapping[str, Profile], host: str) -> tuple[str, Profile] | None:
    """The name and the profile that serve a host: its own, else that of the nearest parent domain, else None.

    `nos.nl` serves `www.nos.nl` and `jeugdjournaal.nos.nl`. A profile may be named in Unicode (`bücher.example`) or in
    punycode; a port of the host does not count. At each step `profiles` comes before the built-in ones.
    """
    for domain in _domains(host):
        for known in (profiles, BUILT_IN):
            if domain in known:
                return domain, known[domain]
    return None


def serving(profiles: Mapping[str, Profile], usual: Profile | None, host: str) -> tuple[str, Profile] | None:
    """As `find`, with what that leaves out as in `usual`; without any, `usual` itself, under an empty name."""
    named = find(profiles, host)
    if usual is None:
        return named
    if named is None:
        return "", usual
    name, own = named
    return name, replace(
        own,
        publisher=own.publisher or usual.publisher,
        sections=own.sections or usual.sections,
        keywords=own.keywords or usual.keywords,
        chrome=own.chrome or usual.chrome,
        tags="listed" if "listed" in (own.tags, usual.tags) else "short",
    )


def _domains(host: str) -> Iterator[str]:
    """The host and its parents, each also in Unicode, nearest first: a.b.example, b.example, example."""
    labels = host.rpartition(":")[0].split(".") if host.rpartition(":")[2].isdecimal() else host.split(".")
    for start in range(len(labels)):
        domain = ".".join(labels[start:])
        yield domain
        if "xn--" in domain:
            yield _unicode(domain)


@lru_cache(maxsize=1024)
def _unicode(domain: str) -> str:
    import ada_url

    return ada_url.idna_to_unicode(domain)
