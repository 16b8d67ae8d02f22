"""SIGTERM at random moments, over and over: `python -m tests.daemon.terminations 25`.

The dumps change between starts, so that nearly every start has work to be torn out of.
"""

import itertools
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from lxml import etree

from tests.daemon.process import CONFIG, daemon
from tests.published import Tree
from tests.world import World

DUMPS = 300
BRAKES = """
[brakes]
updated = 1.0  # edits of runs that are cut off add up
"""


def terminate_at_random(root: Path, times: int, seed: int) -> int:
    """Start a daemon and terminate it until so many runs were cut off; after each the tree is checked. Gives how often
    it was started."""
    print(f"seed {seed}")
    chance = random.Random(seed)  # noqa: S311
    (root / "config.toml").write_text(CONFIG + BRAKES)
    world = World(root)
    cut = 0
    for number in itertools.count():
        if cut == times:
            break
        assert number < 20 * times, "runs are over before they can be cut off"
        for article in range(1, DUMPS + 1):
            if number == 0 or chance.random() < 0.3:
                world.dump(article, body=(f"Text {number}.", "Ships came back."), tail=(f"Section {article % 7}",))
        with daemon(world.root) as running:
            running.says("on schedule")
            time.sleep(chance.uniform(0.0, 1.5))
            assert running.stop() == 0
            cut += "the run under way" in running.said
        assert_valid(world)
    done = subprocess.run(
        [sys.executable, "-m", "exporter", "export"], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert_valid(world)
    whole = subprocess.run(
        [sys.executable, "-m", "exporter", "export", "--full", "--json"], cwd=root, capture_output=True, check=True
    )
    counts = json.loads(whole.stdout)
    assert (counts["written"], counts["removed"]) == (0, 0)  # nothing was missing, nothing was too much
    return number


def assert_valid(world: World) -> None:
    """Every document is whole, and no reference leads nowhere."""
    tree = Tree(world.tree, "https://feeds.example.org/")
    for path in tree.files("*.atom", "*.rss", "*.xml", "*.opml"):
        etree.fromstring(tree.read(path))
    for path in tree.files("*.json", "*.jsonld"):
        tree.json(path)
    assert tree.dangling() == []
    assert [path for path in world.tree.rglob(".*") if path.name.endswith(".tmp")] == []


if __name__ == "__main__":
    folder = Path(tempfile.mkdtemp())
    runs = int(sys.argv[1])
    print(f"{runs} runs were cut off, in {terminate_at_random(folder, runs, random.randrange(1_000_000))} starts")  # noqa: S311
    shutil.rmtree(folder)
