"""The golden tree: what the sample dumps become, byte for byte. `make golden` writes it anew; review the diff.

`manifest.txt` has a line for every file of the tree: SHA-256 of its bytes (of a .gz file, of what is in it, since
compressors differ; of dataset.jsonld without what it says of compressed bytes), size, path. `tree/` has one whole file
of each kind, so that a review sees what changed and not only that it did.
"""

import gzip
import hashlib
import re
import shutil
import sys
import tempfile
from pathlib import Path

from msgspec.structs import replace

from exporter import export
from exporter.config import load
from tests.builders import utc

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"
NOW = utc("2025-12-12T06:00:00")
WHOLE = (
    "archive/000002.atom",
    "archive/000002.rss",
    "articles/2024/07/03",
    "data/2024-07-03",
    "data/dataset.jsonld",
    "feeds.opml",
    "index.html",
    "robots.txt",
    "sections/city/",
    "sitemap.xml",
    "sitemaps/zeitung.example.org/2025-12.xml",
    "sitemaps/zeitung.example.org/news.xml",
)
"""How the paths begin of which whole files are kept."""
_OF_COMPRESSED = re.compile(rb'"(contentSize|sha256)": "[^"]+"')


def publish(folder: Path) -> Path:
    """Export the samples of config.toml into `folder`, as of NOW; returns the tree."""
    config = load(ROOT / "config.toml")
    tree = folder / "feeds"
    config = replace(
        config,
        output=replace(config.output, directory=str(tree)),
        store=replace(config.store, url=f"sqlite:///{folder}/exporter.db"),
    )
    report = export.run(config, NOW)
    if report.exit_status or report.held:
        raise SystemExit(f"the samples do not export cleanly: {report.summary()}")
    return tree


def files(tree: Path) -> dict[str, bytes]:
    """Every file but hidden ones, what is compressed unpacked, and what depends on the compressor blanked."""
    found = {}
    for path in sorted(tree.rglob("*")):
        name = path.relative_to(tree).as_posix()
        if path.is_file() and not path.name.startswith("."):
            data = path.read_bytes()
            if name == "data/dataset.jsonld":
                data = _OF_COMPRESSED.sub(rb'"\1": ""', data)
            found[name.removesuffix(".gz")] = gzip.decompress(data) if name.endswith(".gz") else data
    return found


def manifest(found: dict[str, bytes]) -> str:
    """A line for each file."""
    return "".join(f"{hashlib.sha256(data).hexdigest()} {len(data)} {path}\n" for path, data in found.items())


def whole(found: dict[str, bytes]) -> dict[str, bytes]:
    """The files that are kept whole."""
    return {path: data for path, data in found.items() if path.startswith(WHOLE)}


def main() -> None:
    """Write the golden tree anew; with an argument, print the manifest instead."""
    with tempfile.TemporaryDirectory() as folder:
        found = files(publish(Path(folder)))
    if len(sys.argv) > 1:
        print(manifest(found), end="")
        return
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for path, data in whole(found).items():
        target = GOLDEN / "tree" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (GOLDEN / "manifest.txt").write_text(manifest(found))


if __name__ == "__main__":
    main()
