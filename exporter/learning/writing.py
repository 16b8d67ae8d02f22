"""A proposal as TOML: what to paste into config.toml, with the evidence as comments; and as JSON."""

from collections.abc import Iterator, Sequence

from exporter.config.mistakes import toml_string
from exporter.config.schema import Profile
from exporter.learning.proposals import Choice, Entry, Proposal
from exporter.learning.study import Learnt
from exporter.model import Publisher
from exporter.printable import json_text, printable

WIDTH = 300
"""Characters of a text in a comment."""
_STANDS = "stands already"


def as_json(learnt: Learnt) -> str:
    """One object: the counts, and a list with an object for each site."""
    return json_text(learnt)


def as_toml(learnt: Learnt) -> str:
    """A table for each site to which there is something to add, a comment for each other one."""
    blocks = [_heading(learnt), *("\n".join(_block(proposal)) for proposal in learnt.proposals)]
    return "\n\n".join(blocks)


def _heading(learnt: Learnt) -> str:
    lines = [
        "# Site profiles, proposed by `exporter learn`. Nothing was changed: read them, then keep what is right in",
        "# config.toml, and see with `exporter explain FILE` what they make of a dump.",
    ]
    if not learnt.proposals:
        lines.append(f"# No site has {learnt.least} articles or more.")
    if learnt.passed_over:
        lines.append(f"# Left out: {_count(learnt.passed_over, 'site')} with fewer than {learnt.least} articles.")
    if learnt.rejected:
        lines.append(f"# Left out: {_count(learnt.rejected, 'record')} that can be no article; see `exporter status`.")
    return "\n".join(lines)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _block(proposal: Proposal) -> Iterator[str]:
    yield _comment(f"{proposal.host}: {_looked_at(proposal)}")
    yield from map(_comment, _effect(proposal))
    if not proposal.adds:
        yield "# Nothing to add to what stands." if proposal.standing else "# Nothing to propose."
        yield from map(_comment, proposal.remarks)
        return
    if proposal.standing is not None:
        yield "# There is a profile for this site, configured or built in. This one takes its place whole: it says all"
        yield "# that the other says; what is added has its evidence behind it."
    yield f"[profile.{toml_string(proposal.host)}]"
    yield from _single(proposal, proposal.standing or Profile())
    yield from _lists(proposal, proposal.standing or Profile())
    yield from map(_comment, proposal.remarks)


def _looked_at(proposal: Proposal) -> str:
    if proposal.complete:
        return f"{proposal.articles} articles"
    return f"a sample of {proposal.articles} articles, out of {proposal.records} records"


def _effect(proposal: Proposal) -> Iterator[str]:
    effect = proposal.effect
    if effect is None:
        return
    told = {"chrome": effect.chrome, "sections": effect.sections, "keywords": effect.keywords, "body": effect.body}
    yield "lines with it: " + ", ".join(f"{name} {before} -> {after}" for name, (before, after) in told.items())
    if effect.unlisted:
        yield f"{effect.unlisted} of them because they stand beside what is listed, e.g. {effect.example}"


def _single(proposal: Proposal, standing: Profile) -> Iterator[str]:
    if standing.publisher is not None:
        yield f"publisher = {_publisher(standing.publisher)}  # {_STANDS}"
    else:
        yield f"# publisher = {_publisher(Publisher('...', f'https://{proposal.host}/'))}  # for you to say"
    for key, stands, added in (
        ("language", standing.language, proposal.language),
        ("timezone", standing.timezone, None),
        ("identity", standing.identity, proposal.identity),
    ):
        yield from _value(key, stands, added)
    for zone in proposal.timezones:
        yield f"# timezone = {toml_string(zone)}  # fits; only you know"
    yield from _value("tags", "listed" if standing.tags == "listed" else "", proposal.tags)


def _value(key: str, stands: str, added: Choice | None) -> Iterator[str]:
    if added is not None:
        yield f"{key} = {_text(added.value)}  {_comment(added.why)}"
    elif stands:
        yield f"{key} = {_text(stands)}  # {_STANDS}"


def _lists(proposal: Proposal, standing: Profile) -> Iterator[str]:
    for key, stands, added in (
        ("sections", standing.sections, proposal.sections),
        ("keywords", standing.keywords, proposal.keywords),
        ("chrome", standing.chrome, proposal.chrome),
    ):
        if not stands and not added:
            continue
        yield f"{key} = ["
        yield from _standing(stands)
        for entry in added:
            yield f"    {toml_string(entry.text)},  {_comment(_evidence(entry, proposal))}"
        yield "]"


def _standing(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        yield f"    {toml_string(text)},  # {_STANDS}"


def _evidence(entry: Entry, proposal: Proposal) -> str:
    if not entry.example:
        return entry.why
    of = proposal.articles if entry.stated else proposal.judged
    place = f"in {entry.articles} of {of} articles, e.g. {entry.example}"
    return f"{place}; {entry.why}" if entry.why else place


def _publisher(publisher: Publisher) -> str:
    given = (("name", publisher.name), ("url", publisher.url), ("logo", publisher.logo))
    return "{ " + ", ".join(f"{key} = {toml_string(value)}" for key, value in given if value) + " }"


def _text(value: str) -> str:
    """In single quotes where a backslash would have to be written twice."""
    literal = "\\" in value and "'" not in value and value.isprintable()
    return f"'{value}'" if literal else toml_string(value)


def _comment(text: str) -> str:
    """One line, whatever a dump put into it."""
    return f"# {printable(text, WIDTH)}"
