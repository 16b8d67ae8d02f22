"""From the articles of a site to the profile that a person may keep: what is added to what stands, and its effect."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from exporter.config import texts
from exporter.config.schema import Profile
from exporter.learning import addresses, chrome, recurrence, tags, times
from exporter.learning.gathering import Document, judged
from exporter.learning.positions import Lines
from exporter.learning.proposals import Choice, Effect, Entry, Proposal
from exporter.learning.tags import Tags
from exporter.normalise import evidence, shape
from exporter.normalise.evidence import Site

MAX_SECTIONS = 60
MAX_KEYWORDS = 60
"""Of a site, those of most articles."""
MAX_SHOWN = 5
"""Of what is only told, and not proposed."""


def propose(
    host: str, documents: Sequence[Document], standing: Profile | None, records: int, *, complete: bool
) -> Proposal:
    """What the documents of a site say that its standing profile does not. The same whatever their order."""
    documents = sorted(documents, key=lambda document: (document.article.url, document.record.dump))
    plain = Proposal(host, len(documents), records, complete, standing)
    known = standing or Profile()
    said = plain if known.identity else _with_identity(plain, documents)
    said = said if known.language else _with_language(said, documents)
    said = said if known.timezone else _with_times(said, documents)
    said = _with_lines(said, documents)
    return replace(said, effect=_effect(said, documents)) if said.adds else said


def _with_identity(said: Proposal, documents: Sequence[Document]) -> Proposal:
    found = addresses.find(
        [
            addresses.Address(article.url, article.title, article.published, one.place(one.record.url_line))
            for one in documents
            for article in (one.article,)
        ]
    )
    if found is None:
        remark = "identity: no number or code in the URLs tells the articles apart, so they go by their whole URL"
        return replace(said, remarks=(*said.remarks, remark))
    again = f", {found.again} of them under several URLs" if found.again else ""
    why = f"in {found.found} of {said.articles} URLs, {found.articles} different{again}, e.g. {found.example}"
    return replace(said, identity=Choice(found.pattern, why))


def _with_language(said: Proposal, documents: Sequence[Document]) -> Proposal:
    found = times.language(documents)
    if found is None:
        return replace(said, remarks=(*said.remarks, "language: several, so each article is told by itself"))
    return replace(said, language=Choice(found.tag, f"{found.articles} of {said.articles} articles"))


def _with_times(said: Proposal, documents: Sequence[Document]) -> Proposal:
    found = times.written(documents, said.host)
    if not found.zoneless:
        return said
    remark = f"timezone: {found.zoneless} of {said.articles} times state no zone: say which, unless the source does"
    if found.suggested:
        remark += f"; the others state {', '.join(found.offsets)}"
    return replace(said, remarks=(*said.remarks, remark), timezones=found.suggested)


def _with_lines(said: Proposal, documents: Sequence[Document]) -> Proposal:
    found = recurrence.study([document for document in documents if document.lines])
    stating = [document for document in documents if document.record.stated is not None]
    site = evidence.site(said.standing)
    named = tags.find(found.documents, stating, found.lines, site)
    said = _with_tags(replace(said, judged=len(found.documents)), named, site)
    furniture = found.recurring()
    listed = chrome.find(furniture, named.sections.keys() | named.keywords.keys(), len(found.documents))
    whole = [Entry(one.text, one.articles, one.first) for one in listed if not found.opens(one.text)]
    begun = [Entry(f"{one.text}*", one.articles, one.first, f"{one.endings} endings") for one in found.openings]
    entries = _fit(_unlisted((*whole, *begun), site), texts.chrome, chrome.MOST)
    inside = [one for one in furniture.values() if chrome.is_often_inside(one) and one.kept]
    return replace(said, chrome=entries, remarks=(*said.remarks, *_inside(inside), *_figures(found)))


def _figures(found: recurrence.Recurrence) -> Iterator[str]:
    """Lines that stand in most articles but for their figures, and whose opening says too little."""
    for count, text, place in found.figures()[:MAX_SHOWN]:
        yield f"in {count} articles, left alone, as no profile can say it: {text} ({place})"


def _with_tags(said: Proposal, found: Tags, site: Site) -> Proposal:
    known = site.sections | site.keywords
    sections = [_entry(one, found.reasons.get(key, "")) for key, one in found.sections.items() if key not in known]
    sections += [
        Entry(name, articles, place, "stated by the dumps", stated=True)
        for key, (name, articles, place) in found.stated.items()
        if key not in known
    ]
    keywords = [_entry(one, "") for key, one in found.keywords.items() if key not in known]
    said = replace(
        said,
        sections=_fit(sections, texts.line, MAX_SECTIONS),
        keywords=() if site.all_keywords else _fit(keywords, texts.line, MAX_KEYWORDS),
    )
    return _with_others(said, found, site)


def _with_others(said: Proposal, found: Tags, site: Site) -> Proposal:
    """What the profile says of tags that it does not list."""
    if site.all_keywords or site.listed_only:
        return said
    lines = f"{found.rare} other short lines beside furniture"
    if found.others == "keywords":
        every = Entry("*", found.rare, "", f"{lines}, and some come again: keywords, not sections")
        return replace(said, keywords=(every, *said.keywords))
    if found.others == "lists":
        return replace(said, tags=Choice("listed", f"{lines}, nearly each in one article: the ends of lists"))
    if found.others == "unsure":
        remark = f'{lines}: sections as they stand; if keywords, say keywords = ["*"]; if text, tags = "listed"'
        return replace(said, remarks=(*said.remarks, remark))
    return said


def _entry(one: Lines, why: str) -> Entry:
    return Entry(one.text.lstrip("#"), one.articles, one.first, why)


def _unlisted(entries: Iterable[Entry], site: Site) -> Iterator[Entry]:
    return (entry for entry in entries if not site.is_chrome(entry.text.removesuffix("*")))


def _fit(entries: Iterable[Entry], check: Callable[[str], str], most: int) -> tuple[Entry, ...]:
    """Those that a profile may hold, the most frequent ones, in the order of their texts."""
    fit = [entry for entry in entries if not texts.fit(entry.text) and not check(entry.text) and _is_itself(entry)]
    fit.sort(key=lambda entry: (-entry.articles, shape.same(entry.text)))
    return tuple(sorted(fit[:most], key=lambda entry: (shape.same(entry.text), entry.text)))


def _is_itself(entry: Entry) -> bool:
    """Whether the text means in a profile what it is: a `*` at the end of a line that was found would mean more."""
    return not entry.text.endswith("*") or bool(entry.why)


def _inside(lines: Sequence[Lines]) -> Iterator[str]:
    often = sorted(lines, key=lambda one: (-one.inside, one.text))
    for one in often[:MAX_SHOWN]:
        yield f"in the text of {one.inside} articles, left alone: {one.text} ({one.first})"


def _effect(said: Proposal, documents: Sequence[Document]) -> Effect:
    """What the rules make of the documents, before and with the profile."""
    profile = said.profile()
    before, after = Counter[str](), Counter[str]()
    unlisted, example = 0, ""
    site = evidence.site(profile)
    listed = site.sections | site.keywords
    for document in documents:
        with_it = _again(document, {said.host: profile})
        if with_it is None:
            continue
        for old, new in zip(document.lines, with_it.lines, strict=True):
            before[old.role] += 1
            after[new.role] += 1
            leaves = old.role in _BODY and new.role not in _BODY
            if leaves and old.key not in listed and not site.lists_as_chrome(old.key):
                unlisted += 1
                example = example or document.place(old.number)
    counts = {name: (_sum(before, roles), _sum(after, roles)) for name, roles in _ROLES.items()}
    return Effect(unlisted=unlisted, example=example, **counts)


_BODY = ("body", "subhead")
_ROLES = {"chrome": ("chrome", "share", "byline"), "sections": ("section",), "keywords": ("keyword",), "body": _BODY}


def _again(document: Document, profile: Mapping[str, Profile]) -> Document | None:
    return judged(document.record, replace(document.rules, profiles={**document.rules.profiles, **profile}))


def _sum(counts: Mapping[str, int], roles: Sequence[str]) -> int:
    return sum(counts[role] for role in roles)
