"""Tells the body of a dump from its chrome: judges every line below the URL, and says why.

Precision comes first: a line of the body that is lost is worse than a piece of furniture that is kept. The rules:

1. *The site's own word.* A line that the site profile lists under `chrome` is chrome wherever it stands. So is one that
   says that the text goes on below a picture or an advertisement, or `Lees ook:` and the name of another article; and
   so are lines on end of which each is known as that of a page (exporter.normalise.middle).
2. *The very top.* The first four lines below the URL may be a byline, names that the text does not speak of, a desk of
   the newspaper (`Redactie`), a share line, a credit, a time of publication or of reading, a trail of sections, or a
   button. A section or a lone word of the page counts as the first line, if one of these follows. A date without a time
   needs one of these above it; a date that is not the only one heads an entry (a diary, a live blog). Nothing else is
   taken there, but a bar of networks goes on; where a line there is no prose, a byline that says so itself may follow.
3. *The tail.* Going up from the last line, a line is known if the profile or the lexicon knows it, or if it is a byline
   or a bare link. The search ends at prose: a sentence, a quotation, a list item, a line of over 120 columns, or what
   closes a letter or a story. Below a share line, a heading or a line of the profile may stand up to 8 lines that could
   be tags; below a rubric (`Buitenland`), a byline or furniture up to 3, if something further down vouches for them;
   and one other line below a share line, heading or furniture (five, questions among them, below a teaser heading, or
   below two share lines on end). A known line that allows less does not end the search: one above it may allow as much.
   From the topmost known line on, all is tail.
4. *Tags above it.* One block of lines that could be tags, directly above the tail, belongs to it if the tail vouches
   for it: up to 2 lines above a share line or a heading, 1 above the name of a section. Blank lines tell more, unless
   they stand between all of these: a block ends at one; what a blank line parts from the text and not from the tail may
   have up to 8 lines; what it parts from the tail and not from the text is text. More lines are a list. So are lines
   below one that ends in a colon, and below a short one without a full stop (a poem, a table of scores, a letter),
   names with figures behind them, what stands below a question in an interview, and what a list of short sentences goes
   on with. A list stays in the body; where only a rubric vouches, so does the rubric.
5. *Without a known line there is no tail*: names, signatures and closing words at the end are body.
6. *Never empty.* The first line below rule 2 is not a tag by its shape alone; and if the rules leave no line of body,
   every line is body.

In the tail, what could be a tag is a section, or a keyword where the profile says so or a heading that means keywords
(`Tags`) stands above; below a teaser heading every line is a teaser, up to a blank or a known line, and so are lines
below a heading of topics if all of them read as headlines. In the body, a
short line that stands alone between prose is a sub-head. Quotations never are.
"""

from collections.abc import Collection, Sequence, Set

from exporter.config.schema import Profile
from exporter.normalise import aside, evidence, lexicon, middle, shape, tail, top
from exporter.normalise.evidence import Finding, Site
from exporter.normalise.judged import BLANK, Judged, Role
from exporter.normalise.top import TOP_LINES

__all__ = ["BLANK", "TOP_LINES", "Judged", "Role", "judge", "taken"]


def judge(lines: Sequence[str], profile: Profile | None = None) -> tuple[Judged, ...]:
    """The role of each line below the URL, in order. Lines are clean (exporter.normalise.text); empty ones are blank.

    Pure, and linear in the lines. If any line has text, at least one is body.
    """
    texts = [text for text in lines if text]
    blanks = [number for number, text in enumerate(lines) if not text]
    breaks = {number - before for before, number in enumerate(blanks)}
    judged = _judge(texts, evidence.site(profile), breaks)
    if not any(line.role in ("body", "subhead") for line in judged):
        judged = [Judged("body", text, "the rules left no line of body, so every line is body") for text in texts]
    if len(blanks) == 1:
        judged.insert(blanks[0], BLANK)  # as in most articles
        return tuple(judged)
    remaining = iter(judged)
    return tuple([next(remaining) if text else BLANK for text in lines])


def taken(lines: Sequence[str], subheads: Collection[int], *, furnished: bool = False) -> tuple[Judged, ...]:
    """The role of each line where the dump itself says that all of them are body, and which are sub-heads.

    `furnished`: the text was taken from a page by a program, which may have left share lines at its ends: lines that
    are nothing else by the lexicon, from the first line on or up to the last, are no body. Others are, and so are all
    if there are no others. Of a row that this program wrote every line is body: leave it false.
    """
    said = {True: "a sub-head, as the dump says", False: "body, as the dump says"}
    judged = [
        Judged("subhead" if number in subheads else "body", line, said[number in subheads]) if line else BLANK
        for number, line in enumerate(lines)
    ]
    if furnished:
        why = "asks to share the article, at an end of a text that a program took from a page"
        for number in _share_lines_at_ends(lines, subheads):
            judged[number] = Judged("share", lines[number], why)
    return tuple(judged)


def _share_lines_at_ends(lines: Sequence[str], subheads: Collection[int]) -> list[int]:
    """Which lines; none if the text has no other."""
    texts = [number for number, line in enumerate(lines) if line]

    def is_text(number: int) -> bool:
        return number in subheads or not _is_share_line(lines[number])

    first = next(filter(is_text, texts), None)
    last = next(filter(is_text, reversed(texts)), None)
    return [number for number in texts if first is not None and last is not None and not first <= number <= last]


def _is_share_line(text: str) -> bool:
    known = lexicon.find(text)
    return known is not None and known.kind == "share" and not known.rest


def _judge(texts: list[str], site: Site, breaks: Set[int]) -> list[Judged]:
    """The role of each line; `breaks` numbers those that stand below a blank line."""
    above = top.judge(texts, site)
    found = tail.find(texts, len(above), site, breaks)
    return [*above, *middle.judge(texts[len(above) : found.start], site), *_tail(texts, found, site, breaks)]


def _tail(texts: list[str], found: tail.Tail, site: Site, breaks: Set[int]) -> list[Judged]:
    """The lines of the tail, from its top: what each means follows from the heading above it.

    A teaser heading reaches to the next blank line, unless one stands directly below it: then they mean nothing.
    """
    judged: list[Judged] = []
    heading: Finding | None = None
    heading_at = found.start
    for number in range(found.start, len(texts)):
        finding = found.findings.get(number)
        above = found.findings.get(number - 1)
        if heading is not None and heading.kind == "teaser" and number in breaks and heading_at + 1 not in breaks:
            heading = None
        if finding is None:
            judged.append(_unknown(texts[number], heading, above, site))
            continue
        as_keywords = heading is not None and heading.kind == "tags"
        judged.append(_known(texts[number], finding, site, as_keywords))
        if finding.kind == "item":
            continue
        if finding.kind not in ("rubric", "tag") or (heading is not None and heading.kind == "teaser"):
            heading = None if finding.rest else finding  # `Lees ook: ...` on one line says nothing of the next
            if heading is not None and heading.kind == "topics" and _are_headlines(texts, number + 1, found, breaks):
                heading = Finding("teaser", f"{heading.why} with headlines below it")
            heading_at = number
    return judged


def _are_headlines(texts: list[str], first: int, found: tail.Tail, breaks: Set[int]) -> bool:
    """Whether the unknown lines below a heading are names of other articles: two or more, and all read so."""
    below = first
    while below < len(texts) and below not in found.findings and (below == first or below not in breaks):
        below += 1
    return below - first > 1 and all(map(shape.reads_as_headline, texts[first:below]))


def _known(text: str, finding: Finding, site: Site, as_keywords: bool) -> Judged:
    if finding.kind == "byline":
        return Judged("byline", text, finding.why, authors=finding.authors)
    if finding.kind in ("rubric", "tag"):
        return _named(text, (text,), finding.why, site, as_keywords)
    if finding.kind in ("topics", "tags") and finding.rest:
        why = f"{finding.why}, which names them itself"
        return _named(text, lexicon.items(finding.rest), why, site, as_keywords=finding.kind == "tags")
    if finding.kind != "share":
        return _furniture(text, finding)
    if finding.rest and (shape.same(finding.rest) in site.sections or lexicon.is_rubric(finding.rest)):
        return _named(text, (finding.rest,), f"{finding.why} that carries a section", site)
    return Judged("share", text, finding.why)


def _furniture(text: str, finding: Finding) -> Judged:
    if finding.kind in ("teaser", "item"):
        return Judged("teaser", text, finding.why)
    return Judged("copyright" if aside.is_rights(text) else "chrome", text, finding.why)


def _unknown(text: str, heading: Finding | None, above: Finding | None, site: Site) -> Judged:
    """A line of the tail that nothing knows by itself."""
    if above is not None and above.kind == "share" and lexicon.is_network(text):
        return Judged("share", text, "the name of a network, below a share line")
    if heading is not None and heading.kind == "teaser":
        return Judged("teaser", text, f"another article, below {heading.why}")
    if site.may_be_tag(text):
        as_keywords = heading is not None and heading.kind == "tags"
        return _named(text, (text,), "short and without a full stop, beside known page furniture", site, as_keywords)
    return Judged("chrome", text, "between lines of page furniture")


def _named(text: str, names: tuple[str, ...], why: str, site: Site, as_keywords: bool = False) -> Judged:
    """A line that names sections or keywords: which of the two, the profile decides, then the heading above."""
    sections: list[str] = []
    keywords: list[str] = []
    for name in (name.lstrip("#") for name in names):
        (sections if _is_section(name, site, as_keywords) else keywords).append(name)
    return Judged("section" if sections else "keyword", text, why, tuple(sections), tuple(keywords))


def _is_section(name: str, site: Site, as_keywords: bool) -> bool:
    if site.sections or site.keywords:
        folded = shape.same(name)
        if folded in site.sections or folded in site.keywords:
            return folded in site.sections
    return not as_keywords and not site.all_keywords
