"""feedgen as its documentation has it: the library that draws our feeds, without what we put around it."""

import sys

from benchmarks.peers.peer import Peer, drawn_by, pages

PEER = Peer("feedgen", "full-text Atom documents of 100, no sitemap", drawn_by("feedgen"), pip=("feedgen==1.0.*",))


def draw(path, articles):
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.id("urn:peer")
    feed.title("Peer")
    for article in articles:
        entry = feed.add_entry(order="append")
        entry.id(article.url)
        entry.title(article.title)
        entry.updated(article.published)
        entry.link(href=article.url)
        entry.content(article.html, type="html")
    feed.atom_file(path)


if __name__ == "__main__":
    for page in pages(*sys.argv[1:]):
        draw(*page)
