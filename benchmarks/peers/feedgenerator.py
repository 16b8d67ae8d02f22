"""feedgenerator: Django's, taken out of Django."""

import sys

from benchmarks.peers.peer import Peer, drawn_by, pages

PEER = Peer(
    "feedgenerator", "full-text Atom documents of 100, no sitemap", drawn_by("feedgenerator"), pip=("feedgenerator",)
)


def draw(path, articles):
    from feedgenerator import Atom1Feed

    feed = Atom1Feed(title="Peer", link="https://peer.example/", description="")
    for each in articles:
        feed.add_item(each.title, each.url, "", content=each.html, unique_id=each.url, updateddate=each.published)
    with open(path, "w", encoding="utf-8") as file:
        feed.write(file, "utf-8")


if __name__ == "__main__":
    for page in pages(*sys.argv[1:]):
        draw(*page)
