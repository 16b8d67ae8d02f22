"""npm's sitemap: files of 50,000 URLs, from a list of URLs and times."""

from pathlib import Path

from benchmarks.peers.peer import Peer, articles

PROGRAM = Path(__file__).with_suffix(".cjs")


def prepare(dumps, folder):
    folder.mkdir(parents=True)
    with open(folder / "urls.txt", "w", encoding="utf-8") as file:
        for article in articles(dumps):
            file.write(f"{article.url} {article.published:%Y-%m-%dT%H:%M:%SZ}\n")


def command(tools, _dumps, prepared, output):
    return ["node", str(PROGRAM), str(tools.node_modules), str(prepared / "urls.txt"), str(output)]


PEER = Peer("sitemap", "sitemap only, from a ready list of URLs", command, npm=("sitemap",), prepare=prepare)
