"""Writes the labelled set: `dumps/HOST/NUMBER.txt`, and in `truth.jsonl` what each line of them is.

    python -m tests.quality.generate

One site of ten articles for each language, and four sites of one article. The same bytes every time: chance is seeded
by the host. The truth is known because every line is written with its role; it owes nothing to the rules that are
measured on it.
"""

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from tests.quality import headers
from tests.quality.bodies import body, is_letter
from tests.quality.furniture import LAYOUTS, Page
from tests.quality.material import LANGUAGES, Story

FOLDER = Path(__file__).parent
DUMPS = FOLDER / "dumps"
TRUTH = FOLDER / "truth.jsonl"
SINGLES = ("gazette", "echo", "post", "mirror")
"""Sites of one article in each language; every other one words its furniture in the second way."""
ON_A_SITE = 10
JOINED = 7
"""Every so many sites, the last two articles are in one dump."""


class Case(Struct, frozen=True, omit_defaults=True):
    """A row of the truth, as docs/quality.md describes it."""

    dump: str
    line: int
    title: str
    url: str
    published: str
    sections: tuple[str, ...]
    keywords: tuple[str, ...]
    authors: tuple[str, ...] | None
    language: str
    roles: tuple[str, ...]


class Site(Struct, frozen=True):
    """What all articles of a site have in common."""

    host: str
    index: int
    """Of its language."""
    language: str
    layout: int
    other: bool
    """Whether its furniture is worded in the second way."""

    def turn(self, number: int) -> int:
        """Which kind of body comes for the article of this number: each site begins with another."""
        return number + 3 * self.index


class Written(Struct, frozen=True):
    """One article: its lines, and the truth about them."""

    lines: tuple[str, ...]
    case: Case


def _masked(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _fresh(site: Site, number: int, rng: random.Random, seen: set[str]) -> tuple[Story, Page]:
    """A story whose paragraphs stand in no other article of its site, so that only furniture recurs there."""
    for _ in range(500):
        story = Story(site.language, number % 3 + 1, rng, other=site.other)
        lines = body(story, site.turn(number))
        texts = {_masked(text) for role, text in lines if role == "body"}
        if not texts & seen:
            seen |= texts
            return story, LAYOUTS[site.layout](story, lines)
    raise ValueError(f"{site.language}: too few sentences for article {number}")


def _article(site: Site, number: int, seen: set[str]) -> Written:
    rng = random.Random(f"{site.host} {number}")  # noqa: S311 - the same every time, that is the point
    story, page = _fresh(site, number, rng, seen)
    raw_title, title = headers.title(story, number)
    slug = "-".join(re.findall(r"\w+", title.lower()))[:60].strip("-")
    raw_url, url = headers.address(site.host, number, slug, story)
    raw_time, time = headers.moment(site.index, number, site.language, rng)
    lines: list[tuple[str, str]] = [("blank", ""), *page.lines]
    case = Case(
        dump=f"{site.host}/{number:03}.txt",
        line=1,
        title=title,
        url=url,
        published=time.strftime("%Y-%m-%dT%H:%M:%SZ"),
        sections=page.sections,
        keywords=page.keywords,
        authors=None if is_letter(site.turn(number)) else page.authors,
        language=site.language,
        roles=tuple(role for role, _ in lines),
    )
    return Written((raw_title, raw_time, raw_url, *(text for _, text in lines)), case)


def sites() -> Iterator[list[Written]]:
    """The articles of every site, the site of many before those of one, language after language."""
    for index, language in enumerate(LANGUAGES):
        seen: set[str] = set()
        many = Site(f"www.daily-{language}.example", index, language, index % len(LAYOUTS), other=False)
        yield [_article(many, number, seen) for number in range(ON_A_SITE)]
        for single, name in enumerate(SINGLES):
            layout = (index + 3 * single + 1) % len(LAYOUTS)
            site = Site(f"{name}-{language}.example", index, language, layout, other=single % 2 == 1)
            yield [_article(site, ON_A_SITE + len(SINGLES) * index + single, set())]


def written() -> tuple[dict[str, bytes], bytes]:
    """The bytes of every dump by its name, and of the truth."""
    dumps: dict[str, bytes] = {}
    rows: list[Case] = []
    for site, articles in enumerate(sites()):
        joined = len(articles) > 1 and site // (len(SINGLES) + 1) % JOINED == 0
        for article in articles:
            case, text = article.case, "\n".join(article.lines)
            if joined and article is articles[-1]:
                before = dumps[articles[-2].case.dump].decode()
                line = before.count("\n") + 3
                case = msgspec.structs.replace(case, dump=articles[-2].case.dump, line=line)
                text = f"{before}\n\n{text}"
            dumps[case.dump] = text.encode()
            rows.append(case)
    return dumps, b"".join(msgspec.json.encode(row) + b"\n" for row in rows)


def main() -> None:
    """Write the set anew."""
    dumps, truth = written()
    shutil.rmtree(DUMPS, ignore_errors=True)
    for name, data in dumps.items():
        path = DUMPS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    TRUTH.write_bytes(truth)
    print(f"{len(dumps)} dumps, {truth.count(10)} articles")


if __name__ == "__main__":
    main()
