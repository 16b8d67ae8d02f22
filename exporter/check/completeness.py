"""Whether everything is there that should be, once all documents of a tree are read."""

from collections.abc import Iterator
from itertools import chain as joined
from itertools import pairwise

from exporter.check import archives
from exporter.check.articles import FILE, MAIN, PAGES, SHARD, SITEMAP, UNLISTED, id_of
from exporter.check.findings import holes, ranges, some
from exporter.check.judging import Look
from exporter.check.promises import article_path
from exporter.check.times import shown

DATASET = "data/dataset.jsonld"
MOST_GIVEN = 10
"""Sequence numbers for each article, beyond which nobody counts what is left out."""


def judge(state: Look) -> None:
    """Say what is missing. Where a document could not be read, what it may hold is not missed."""
    _sequences(state)
    if not {"dataset", "shard"} & state.holes and "dataset" in state.kinds:
        _lacking(state, SHARD, DATASET, "names no shard that holds")
    if "article" in state.kinds:
        _files(state)
    if "sitemap" in state.kinds and not {"sitemap", "sitemap-index"} & state.holes and state.authority:
        _lacking(state, SITEMAP | UNLISTED, "sitemap.xml", "names no sitemap that lists")
    _indexes(state)
    for suffix in state.pages:
        _archive(state, suffix)
    _same_pages(state)


def files(state: Look) -> Iterator[str]:
    """Where the files of all known articles would lie."""
    published = state.articles.published
    return (article_path(key, published[row]) for key, row in state.articles.items())


def _lacking(state: Look, media: int, path: str, what: str) -> None:
    """Every known article is to be in one of these."""
    met = state.articles.met
    lacking = [id_of(key) for key, row in state.articles.items() if not met[row] & media]
    if lacking:
        state.findings.between(path, f"{what} {some(lacking)}")


def _files(state: Look) -> None:
    articles = state.articles
    for key, row in articles.items():
        if not articles.met[row] & FILE:
            path = article_path(key, articles.published[row])
            if path not in state.unread:
                state.findings.between(path, f"is missing: {id_of(key)} is {state.authority or 'in other documents'}")


def _sequences(state: Look) -> None:
    """Of the articles and of what was withdrawn: each number from 1 on, once."""
    if not state.authority or {"dataset", "shard", "gone"} & state.holes or 0 in state.articles.sequences:
        return  # files of articles do not say it
    given = sorted(number for number in joined(state.articles.sequences, _withdrawn(state)) if number)
    if not given:
        return
    twice = sorted({number for number, following in pairwise(given) if number == following})
    if twice:
        state.findings.between(DATASET, f"several articles have the sequence number {ranges(twice)}")
    missing = list(holes(given))
    if missing:
        state.findings.between(DATASET, f"no article has the sequence number {some(missing)}")


def _withdrawn(state: Look) -> Iterator[int]:
    return (one.sequence for one in state.gone.values() if one.sequence)


def _indexes(state: Look) -> None:
    for claims in state.indexes:
        for url, lastmod in claims.listed:
            newest = state.newest.get(state.resolve(claims, url) or "")
            if newest is not None and lastmod is not None and newest != lastmod:
                what = f"says that {url} is of {shown(lastmod)}, but the newest in it is of {shown(newest)}"
                state.findings.between(claims.path, what)


def _archive(state: Look, suffix: str) -> None:
    pages, feed = state.pages[suffix], state.mains.get(suffix)
    for finding in archives.chain(pages, feed, suffix, state.base):
        state.findings.between(finding.path, finding.what)
    if not state.authority or {"archive", "feed", "gone", "shard", "dataset"} & state.holes:
        return
    if feed is not None:
        _lacking(state, PAGES[suffix] | MAIN[suffix], feed.path, "and the pages of its archive do not show")
    withdrawn = frozenset(_withdrawn(state))
    last = max(joined(state.articles.sequences, withdrawn), default=0)
    if 0 in state.articles.sequences or not 0 < last <= MOST_GIVEN * (len(state.articles) + len(state.gone)):
        return  # that numbers are left out is said already
    size = state.page_size or archives.size_of(pages, withdrawn, last)
    if not size:
        state.findings.between(f"archive/*.{suffix}", "no page size fits to what the pages hold")
        return
    if last // size > max(pages):
        path = archives.path_of(last // size, suffix)
        state.findings.between(path, f"is missing: {last} articles fill {last // size} pages of {size}")
    for page in pages.values():
        for what in archives.contents(page, size, withdrawn):
            state.findings.between(page.claims.path, what)
        if suffix == "atom":
            _tombstones(state, page, size)


def _tombstones(state: Look, page: archives.Page, size: int) -> None:
    """A page of the archive has those of its range (RFC 6721)."""
    first = (page.number - 1) * size
    wanted = {one.id for one in state.gone.values() if first < one.sequence <= first + size}
    found = {one.id for one in page.claims.tombstones}
    if lacking := sorted(wanted - found):
        state.findings.between(page.claims.path, f"has no tombstone for {some(lacking)}")


def _same_pages(state: Look) -> None:
    """The same page holds as many articles in every format."""
    first, *others = state.pages.values() or ({},)
    for other in others:
        for number in sorted(first.keys() & other.keys()):
            here, there = other[number], first[number]
            if not (here.claims.unreadable or there.claims.unreadable) and len(here.held) != len(there.held):
                what = f"holds {len(here.held)} articles, but {there.claims.path} {len(there.held)}"
                state.findings.between(here.claims.path, what)
