"""Where benchmarks work: a corpus that is made once and used again, and what runs write."""

import os
import shutil
from datetime import timedelta
from pathlib import Path

from benchmarks import corpus

FIRST_ADDED = 8_000_000
"""Numbers of articles that runs gain; those of a corpus are smaller."""
CONFIG = """
[site]
title = "Bench"
url = "https://bench.example/"

[[source]]
path = "{dumps}"
name = "bench"

[store]
url = "sqlite:///bulk/store/exporter.db"

[output]
directory = "bulk/tree"
article_files = false
"""


class Place:
    """A corpus of `size` articles below a folder, and a folder to work in."""

    def __init__(self, data, size):
        self.size = size
        self.data = Path(data).resolve()
        self.dumps = self.data / f"dumps-{size}"
        self.work = self.data / f"work-{size}"
        self.config = self.work / "config.toml"
        self._next = FIRST_ADDED
        self._added = []
        self._folders = {}

    def ready(self):
        """Make the corpus unless it is there and whole, and begin with an empty folder to work in."""
        found = list(self.dumps.rglob("*.txt"))
        for path in found:
            if int(path.stem) >= FIRST_ADDED:  # a round that was cut off left it
                path.unlink()
        if sum(int(path.stem) < FIRST_ADDED for path in found) != self.size:
            shutil.rmtree(self.dumps, ignore_errors=True)
            corpus.write(self.dumps, range(self.size))
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        self.config.write_text(CONFIG.format(dumps=self.dumps))

    def add(self, moments):
        """Add an article published at each of these moments, in the folder of its day; returns their paths."""
        before = len(self._added)
        for when in moments:
            name, text = corpus.dump(self._next, when)
            self._next += 1
            self._added.append(self.dumps / name)
            for folder in (self.dumps / above for above in Path(name).parents):
                self._folders.setdefault(folder, folder.stat() if folder.exists() else None)
            corpus.put(self.dumps, name, text)
        return self._added[before:]

    def add_newest(self):
        """One article, newer than all; returns its path, in a list."""
        return self.add([corpus.BEGIN + timedelta(days=corpus.DAYS, minutes=self._next - FIRST_ADDED)])

    def add_scattered(self):
        """A hundred articles, over the last 70 months."""
        end = corpus.BEGIN + timedelta(days=corpus.DAYS)
        self.add([end - timedelta(days=21.3 * number, minutes=self._next - FIRST_ADDED) for number in range(100)])

    def restore(self):
        """The corpus as it was, the times of its folders too."""
        while self._added:
            self._added.pop().unlink()
        for folder in sorted(self._folders, key=lambda folder: len(folder.parts), reverse=True):
            before = self._folders.pop(folder)
            if before:
                os.utime(folder, ns=(before.st_atime_ns, before.st_mtime_ns))
            else:
                folder.rmdir()

    def remove(self):
        """Remove all but the corpus."""
        shutil.rmtree(self.work)

    def empty(self, *names):
        """Remove what runs wrote under these names."""
        for name in names:
            shutil.rmtree(self.work / name, ignore_errors=True)
