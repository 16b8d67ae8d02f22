"""From a record to an article, or to the reason why not."""

import sys
from timeit import repeat

import pytest
from msgspec.structs import replace

from exporter import readers as reader
from exporter.config.schema import Profile
from exporter.errors import ConfigError
from exporter.model import NEVER, Article, Dump, Paragraph, Publisher, Record, Rejected
from exporter.normalise import VERSION, Rules, article, fingerprint, identity, normalise
from tests.builders import SHARED, record, utc

SEED = SHARED / "seeds" / "000_994c02dd919a356e.txt"
NOS_KEY_ONLY = {"nos.nl": Profile(identity=r"/artikel/(\d+)-")}

QUAY = Record(
    source="dumps",
    dump="a.txt",
    title=" Quay 1   reopens &amp; grows ",
    time="2025-02-14T22:00:45+0100",
    url="http://www.News.example/artikel/1-kade?utm_source=x#top",
    lines=(
        "",
        "By Ann Field and Ben Holm",
        "The quay is open\u200b again after three years.",
        "",
        "A long wait",
        "“It was worth it,” said the harbour master.",
        "",
        "Harbours",
        "Local news",
        "HARBOURS",
        "Share this article",
    ),
)
PRESS = Publisher(name="Example News", url="https://news.example/")
RULES = Rules(
    profiles={"news.example": Profile(publisher=PRESS, identity=r"/artikel/(\d+)-", keywords=("Harbours",))},
    publisher=Publisher(name="Harbour Press"),
)


def normalised(given: Record, rules: Rules = RULES) -> Article:
    outcome = normalise(given, rules)
    assert isinstance(outcome, Article), outcome
    return outcome


def test_a_record_becomes_an_article() -> None:
    assert normalise(QUAY, RULES) == Article(
        keys=("news.example:1", "url:news.example/artikel/1-kade"),
        url="http://www.news.example/artikel/1-kade",
        host="www.news.example",
        title="Quay 1 reopens & grows",
        published=utc("2025-02-14T21:00:45"),
        body=(
            Paragraph("The quay is open again after three years."),
            Paragraph("A long wait", subhead=True),
            Paragraph("“It was worth it,” said the harbour master."),
        ),
        summary="The quay is open again after three years. “It was worth it,” said the harbour master.",
        language="en",
        sections=("Local news",),
        keywords=("Harbours",),
        authors=("Ann Field", "Ben Holm"),
        publisher=PRESS,
        id=identity.article_id("news.example:1"),
        updated=utc("2025-02-14T21:00:45"),
        first_seen=NEVER,
        sequence=0,
    )


def test_what_no_profile_says_comes_from_the_rules() -> None:
    found = normalised(replace(QUAY, time="2025-02-14 22:00:45"), Rules("Europe/Amsterdam", "en-GB", publisher=PRESS))
    assert (found.published, found.language, found.publisher) == (utc("2025-02-14T21:00:45"), "en-GB", PRESS)
    assert found.keys == ("url:news.example/artikel/1-kade",)
    assert found.sections == ("Harbours", "Local news")


def test_the_profile_goes_before_the_source() -> None:
    known = {"news.example": Profile(timezone="America/New_York", language="en-US")}
    found = normalised(
        replace(QUAY, time="2025-02-14 22:00:45"), Rules("Europe/Amsterdam", "en-GB", profiles=known, publisher=PRESS)
    )
    assert (found.published, found.language, found.publisher) == (utc("2025-02-15T03:00:45"), "en-US", PRESS)


def test_a_language_that_nothing_tells_is_the_sites() -> None:
    silent = replace(QUAY, title="1", lines=("2", "3"))
    assert normalised(silent).language == "und"
    assert normalised(silent, replace(RULES, site_language="fy")).language == "fy"


def test_the_id_does_not_follow_headline_slug_or_scheme() -> None:
    other = replace(QUAY, title="Another", url="https://news.example/artikel/1-another-slug")
    assert normalised(other).id == normalised(QUAY).id


@pytest.mark.parametrize(
    ("changes", "line", "code", "words"),
    [
        ({"title": " \u200b "}, 2, "no-title", "has no text"),
        ({"title": "x" * 1001}, 2, "long-title", "1001 characters"),
        ({"time": "2025-02-31"}, 3, "bad-date", "2025-02-31"),
        ({"time": "soon"}, 3, "bad-date", "soon"),
        ({"url": "javascript:alert(1)"}, 5, "bad-url", "javascript:alert(1)"),
        ({"url": "no url"}, 5, "bad-url", "no url"),
        ({"lines": ()}, 5, "no-body", "no text below"),
        ({"lines": ("", " ", "\u200b")}, 5, "no-body", "no text below"),
        ({"lines": ("x",) * 5001}, 6, "too-long", "5001 lines"),
        ({"lines": ("x" * 1_000_001,)}, 6, "too-long", "1000001 characters"),
    ],
)
def test_what_cannot_be_an_article_is_rejected_at_its_line(
    changes: dict[str, object], line: int, code: str, words: str
) -> None:
    placed = replace(QUAY, title_line=2, time_line=3, url_line=5, lines_from=6)
    outcome = normalise(replace(placed, **changes), RULES)
    assert isinstance(outcome, Rejected)
    assert (outcome.source, outcome.dump, outcome.line, outcome.code) == ("dumps", "a.txt", line, code)
    assert words in outcome.reason
    assert outcome.reason.isprintable()


def test_reasons_are_printable_whatever_the_dump_says() -> None:
    for changes in (
        {"title": "\x1b[2J" + "\u202e" * 1001 + "x" * 1001},
        {"time": "\x1b]0;\u202e"},
        {"url": "\x1b\u202e"},
    ):
        outcome = normalise(replace(QUAY, **changes), RULES)
        assert isinstance(outcome, Rejected)
        assert outcome.reason.isprintable()


def test_the_first_problem_from_the_top_is_the_one_told() -> None:
    broken = replace(QUAY, title="", time="soon", url="no url", lines=())
    outcome = normalise(broken, RULES)
    assert isinstance(outcome, Rejected)
    assert outcome.code == "no-title"


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "Europe", "", "../x"])
def test_a_time_zone_that_is_none_is_a_mistake_of_the_configuration(zone: str) -> None:
    if not zone:
        assert normalised(QUAY, Rules(timezone="UTC", profiles={"news.example": Profile(timezone=zone)}))
        return
    with pytest.raises(ConfigError, match="is no IANA time zone"):
        normalise(QUAY, Rules(timezone=zone))


def test_every_reject_code_stands_in_the_table() -> None:
    assert article.__doc__ is not None
    for code in ("no-title", "long-title", "bad-date", "bad-url", "no-body", "too-long"):
        assert f"    {code} " in article.__doc__


def test_the_fingerprint_changes_with_what_decides_and_with_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    profile = RULES.profiles["news.example"]
    before = fingerprint(RULES, "https://www.news.example/artikel/1-kade")
    assert before == fingerprint(RULES, "www.news.example")
    assert before == fingerprint(replace(RULES, profiles={**RULES.profiles, "other.example": profile}), "news.example")
    others = {
        fingerprint(replace(RULES, timezone="Europe/Paris"), "news.example"),
        fingerprint(replace(RULES, language="en"), "news.example"),
        fingerprint(replace(RULES, site_language="en"), "news.example"),
        fingerprint(replace(RULES, publisher=None), "news.example"),
        fingerprint(replace(RULES, profiles={}), "news.example"),
        fingerprint(replace(RULES, profiles={"news.example": replace(profile, chrome=("x",))}), "news.example"),
        fingerprint(replace(RULES, profiles={"www.news.example": profile}), "www.news.example"),
    }
    monkeypatch.setattr(article, "VERSION", VERSION + 1)
    others.add(fingerprint(RULES, "news.example"))
    assert len(others | {before}) == 9


def seed(data: bytes | None = None) -> Record:
    """The real dump, or changed bytes of it, as the reader gives it."""
    if not SEED.exists():
        pytest.skip(f"the real dump is not here: {SEED}")
    data = SEED.read_bytes() if data is None else data
    (found,) = reader.read(Dump("seeds", SEED.name, str(SEED), len(data), 0), data)
    assert isinstance(found, Record), found
    return found


def seed_bytes() -> bytes:
    return SEED.read_bytes() if SEED.exists() else pytest.skip(f"the real dump is not here: {SEED}")


def is_the_seed(found: Article) -> None:
    """Everything that the issue demands of the real dump."""
    lines = SEED.read_text("utf-8").split("\n")
    assert found.title == lines[0]
    assert found.published == utc("2025-02-14T21:00:45")
    assert found.url == lines[2]
    assert found.host == "nos.nl"
    assert found.keys[0] == "nos.nl:2555881"
    assert found.language == "nl"
    assert found.sections == ("Nieuwsuur", "Buitenland")
    assert found.keywords == found.authors == ()
    assert found.body == tuple(map(Paragraph, lines[4:17]))
    assert len(found.body) == 13
    assert found.body[-1].text.startswith("Rutte daarover: ")
    assert found.summary == lines[4]


def test_the_real_dump_comes_out_without_a_mistake() -> None:
    found = normalised(seed(), Rules())
    is_the_seed(found)
    assert found.publisher == Publisher(name="NOS", url="https://nos.nl/")


def test_the_real_dump_needs_no_profile_but_for_its_key() -> None:
    is_the_seed(normalised(seed(), Rules(profiles=NOS_KEY_ONLY)))


@pytest.mark.parametrize("rules", [Rules(), Rules(profiles=NOS_KEY_ONLY)], ids=["profile", "no profile"])
@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"\n", b"\r"),
        lambda data: data + b"\n\n",
        lambda data: data.replace(b"\n", b"\n\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.decode().encode("cp1252"),
        lambda data: data.decode().encode("latin-1"),
        lambda data: data.decode().encode("utf-16"),
        lambda data: data.replace(b"\nDeel artikel:", b""),
        lambda data: data.replace(b"Deel artikel:", b"DEEL DIT ARTIKEL \xc2\xbb"),
    ],
    ids=["crlf", "cr", "blank end", "blank between", "bom", "cp1252", "latin-1", "utf-16", "no share line", "another"],
)
def test_the_real_dump_in_other_forms(change: object, rules: Rules) -> None:
    assert callable(change)
    is_the_seed(normalised(seed(change(seed_bytes())), rules))


@pytest.mark.parametrize("rules", [Rules(), Rules(profiles=NOS_KEY_ONLY)], ids=["profile", "no profile"])
def test_the_real_dump_keeps_the_order_of_its_sections(rules: Rules) -> None:
    swapped = seed_bytes().replace(b"Nieuwsuur\nBuitenland", b"Buitenland\nNieuwsuur")
    found = normalised(seed(swapped), rules)
    assert found.sections == ("Buitenland", "Nieuwsuur")
    is_the_seed(replace(found, sections=("Nieuwsuur", "Buitenland")))


def test_normalising_is_fast_enough_for_archives() -> None:
    """Some 150 microseconds when written; the bound is wide, for slow and busy machines."""
    paragraph = "The quay was closed for three years while its walls were made higher than the spring tide. " * 3
    given = record(*[paragraph + str(number) for number in range(13)], "Harbours", "Local news", "Share this article")
    normalise(given, RULES)
    seconds = min(repeat(lambda: normalise(given, RULES), number=20, repeat=5)) / 20
    print(f"normalise: {seconds * 1e6:.0f} us an article", file=sys.stderr)
    assert seconds < 0.003
