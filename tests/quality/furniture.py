"""Page furniture of the labelled set: what sites put above, into and below the body, each with its role.

The layouts are those that scrapers bring home from sites of different kinds. What a site repeats on every page is the
same in all its articles; sections, tags and teasers follow the article.
"""

from collections.abc import Callable

from msgspec import Struct

from tests.quality.bodies import Line
from tests.quality.material import Story


class Page(Struct, frozen=True):
    """A body with furniture around it, and what the furniture says of the article."""

    lines: tuple[Line, ...]
    sections: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


NETWORKS = ("Facebook", "X", "WhatsApp", "E-mail", "LinkedIn", "Bluesky", "Telegram")


def _byline(story: Story) -> list[Line]:
    # A site words its bylines in one way.
    return [("byline", story.fill(story.texts["byline"][story.theme % len(story.texts["byline"])], story.author))]


def _sections(story: Story, *keys: str) -> tuple[list[Line], tuple[str, ...]]:
    names = tuple(story.texts[key][0] for key in keys)
    return [("section", name) for name in names], names


def _keywords(story: Story, count: int) -> tuple[list[Line], tuple[str, ...]]:
    chosen = tuple(story.fill(text) for text in story.texts["keyword"][:1] + story.texts["keyword"][1:][-count + 1 :])
    return [("keyword", word) for word in chosen], chosen


def _shares(story: Story) -> list[Line]:
    return [("share", text) for text in story.all("share")]


def _networks(story: Story, count: int) -> list[Line]:
    return [("share", story.all("share")[0]), *(("share", name) for name in NETWORKS[:count])]


def _chrome(story: Story, *keys: str) -> list[Line]:
    return [("chrome", story.texts[key][0]) for key in keys]


def _copyright(story: Story) -> list[Line]:
    return [("copyright", text) for text in story.texts["copyright"]]


def _teasers(story: Story, count: int) -> list[Line]:
    heads = [("teaser", story.texts["teaserhead"][0])]
    return heads + [("teaser", text) for text in story.rng.sample(story.all("teaser"), count)]


def _broadcaster(story: Story, body: list[Line]) -> Page:
    """Bare names of sections, then a share line."""
    lines, names = _sections(story, f"section{story.theme}", "section")
    return Page((*body, *lines, _shares(story)[0]), names)


def _regional(story: Story, body: list[Line]) -> Page:
    lines, names = _keywords(story, 3)
    below = (*_chrome(story, "tagshead"), *lines, *_networks(story, 4))
    return Page((*_byline(story), *body, *below), keywords=names, authors=(story.author,))


def _tabloid(story: Story, body: list[Line]) -> Page:
    """A teaser in the middle of the text, too."""
    lines, names = _sections(story, f"section{story.theme}")
    inline = f"{story.texts['teaserhead'][0]}: {story.one('teaser')}"
    above = _chrome(story, "reading", "listen")
    return Page(
        (*above, *body[:2], ("teaser", inline), *body[2:], *lines, *_shares(story), *_chrome(story, "comments")), names
    )


def _agency(story: Story, body: list[Line]) -> Page:
    lines, names = _sections(story, f"section{story.theme}")
    return Page((*body, *_byline(story), *_copyright(story), *lines), names, authors=(story.author,))


def _magazine(story: Story, body: list[Line]) -> Page:
    about = ("chrome", story.fill(story.texts["bio"][0], story.author))
    below = (about, *_networks(story, 3), *_chrome(story, "comments", "pitch"))
    return Page((*_byline(story), *body, *below), authors=(story.author,))


def _broadsheet(story: Story, body: list[Line]) -> Page:
    """Empty lines around each block."""
    blank: Line = ("blank", "")
    lines, names = _keywords(story, 2)
    tags = (*_chrome(story, "tagshead"), *lines)
    below = (blank, *tags, blank, *_teasers(story, 3), blank, *_chrome(story, "pitch"), *_copyright(story))
    return Page((*_byline(story), blank, *body, *below), keywords=names, authors=(story.author,))


def _bare(_: Story, body: list[Line]) -> Page:
    return Page(tuple(body))


def _portal(story: Story, body: list[Line]) -> Page:
    sections, names = _sections(story, f"section{story.theme}")
    tags, words = _keywords(story, 2)
    below = (*sections, *tags, *_networks(story, 5), *_copyright(story), *_chrome(story, "nav"))
    return Page((*body, *below), names, words)


def _service(story: Story, body: list[Line]) -> Page:
    """Sentences that are on every page, an advertisement between paragraphs."""
    lines, names = _sections(story, f"section{story.theme}")
    ad = _chrome(story, "ad")
    below = (*_chrome(story, "tip"), *_shares(story), *lines, *_chrome(story, "pitch"))
    return Page((*body[:1], *ad, *body[1:], *below), names)


def _blog(story: Story, body: list[Line]) -> Page:
    return Page((*body, *_networks(story, 2), *_teasers(story, 2), *_chrome(story, "comments")))


def _archive(story: Story, body: list[Line]) -> Page:
    """Where one is and when it was changed, above; all networks on one line, below."""
    section = story.texts[f"section{story.theme}"][0]
    path = ("chrome", f"{story.texts['home'][0]} > {section} > {story.town}")
    changed = ("chrome", f"{story.texts['updated'][0]}: 14.02.2025, 22:{story.rng.randrange(10, 60)}")
    words, names = _keywords(story, 3)
    below = (*_chrome(story, "tagshead"), *words, ("share", " ".join(NETWORKS[:4])), *_copyright(story))
    return Page((path, *_byline(story), changed, *body, *below), keywords=names, authors=(story.author,))


def _listing(story: Story, body: list[Line]) -> Page:
    """Other articles, each with its section and its age."""
    lines, names = _sections(story, f"section{story.theme}")
    head, *others = _teasers(story, 3)
    sections = [story.texts[f"section{theme}"][0] for theme in (1, 2, 3)]
    ages = [("teaser", story.texts["ago"][0])] * 3
    listed = [
        line
        for section, other, age in zip(sections, others, ages, strict=True)
        for line in (("teaser", section), other, age)
    ]
    return Page((*body, *lines, *_shares(story)[:2], head, *listed, *_chrome(story, "nav")), names)


LAYOUTS: tuple[Callable[[Story, list[Line]], Page], ...] = (
    _broadcaster,
    _regional,
    _broadsheet,
    _agency,
    _portal,
    _magazine,
    _tabloid,
    _blog,
    _service,
    _archive,
    _bare,
    _listing,
)
"""In the order in which sites take turns."""
