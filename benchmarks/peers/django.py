"""Django's feed generator, by itself: no site, no database."""

import sys

from benchmarks.peers.peer import Peer, drawn_by, pages

PEER = Peer("django", "Atom documents of 100, full text as summary, no sitemap", drawn_by("django"), pip=("django",))


def draw(path, articles):
    from django.utils.feedgenerator import Atom1Feed

    feed = Atom1Feed(title="Peer", link="https://peer.example/", description="")
    for each in articles:
        feed.add_item(each.title, each.url, each.html, unique_id=each.url, updateddate=each.published)
    with open(path, "w", encoding="utf-8") as file:
        feed.write(file, "utf-8")


if __name__ == "__main__":
    from django.conf import settings

    settings.configure(USE_TZ=True)
    for page in pages(*sys.argv[1:]):
        draw(*page)
