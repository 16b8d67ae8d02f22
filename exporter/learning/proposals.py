"""What a site profile could say of a site that it does not say yet, and why."""

from msgspec import Struct
from msgspec.structs import replace

from exporter.config.schema import Profile


class Entry(Struct, frozen=True):
    """One text for a list of the profile, and why."""

    text: str
    articles: int
    example: str
    """A place in the dumps."""
    why: str = ""
    stated: bool = False
    """Whether dumps say so in so many words: then it is of all articles."""


class Choice(Struct, frozen=True):
    """One value for the profile, and why."""

    value: str
    why: str


class Effect(Struct, frozen=True):
    """What becomes of the lines of the sampled articles, before and with the proposal."""

    chrome: tuple[int, int]
    """Chrome and share lines."""
    sections: tuple[int, int]
    keywords: tuple[int, int]
    body: tuple[int, int]
    unlisted: int = 0
    """Lines that leave the body and are not listed themselves: tags, beside what is listed."""
    example: str = ""


class Proposal(Struct, frozen=True):
    """What a site profile could say that it does not say yet."""

    host: str
    """The name of the profile."""
    articles: int
    """That were looked at."""
    records: int
    complete: bool
    """Whether these are all."""
    standing: Profile | None
    """What is configured, or built in."""
    judged: int = 0
    """Articles with lines to judge, each once: of so many is the evidence of lines."""
    language: Choice | None = None
    identity: Choice | None = None
    tags: Choice | None = None
    sections: tuple[Entry, ...] = ()
    keywords: tuple[Entry, ...] = ()
    chrome: tuple[Entry, ...] = ()
    timezones: tuple[str, ...] = ()
    """To choose from: nothing says which."""
    remarks: tuple[str, ...] = ()
    effect: Effect | None = None

    @property
    def adds(self) -> bool:
        """Whether there is anything to add."""
        return bool(self.language or self.identity or self.tags or self.sections or self.keywords or self.chrome)

    def profile(self) -> Profile:
        """What stands already, and the additions."""
        standing = self.standing or Profile()
        return replace(
            standing,
            language=self.language.value if self.language else standing.language,
            identity=self.identity.value if self.identity else standing.identity,
            tags="listed" if self.tags else standing.tags,
            sections=(*standing.sections, *(entry.text for entry in self.sections)),
            keywords=(*standing.keywords, *(entry.text for entry in self.keywords)),
            chrome=(*standing.chrome, *(entry.text for entry in self.chrome)),
        )
