"""The floor of a run that finds nothing new: every file of a source is seen and asked for its size and time.

    python benchmarks/scan_floor.py DUMPS

Nothing is compared with what was known. What it takes, the start of Python included, is what a run that looks at every
dump cannot go below.
"""

import os
import sys


def scan(folder):
    """How many files there are below a folder, each asked for its size and time."""
    found = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                found += scan(entry.path)
            else:
                entry.stat()
                found += 1
    return found


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(scan(sys.argv[1]))
