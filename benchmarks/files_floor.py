"""The floor of one file an article: the same files again, written and flushed, and nothing else.

    python benchmarks/files_floor.py FOLDER [COPY]

Reads every file below FOLDER into memory; with COPY, writes them there as durably as the exporter promises: each under
a temporary name, flushed and renamed, then its folder flushed. The cost of writing is what the second form takes beyond
the first.
"""

import os
import sys


def read(folder):
    """{path: bytes} of every file below a folder."""
    found = {}
    for above, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(above, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def write(folder, files):
    """Write these durably."""
    folders = set()
    for name, data in files.items():
        path = os.path.join(folder, name)
        above = os.path.dirname(path)
        if above not in folders:
            os.makedirs(above, exist_ok=True)
            folders.add(above)
        descriptor = os.open(f"{path}.tmp", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        os.write(descriptor, data)
        os.fsync(descriptor)
        os.close(descriptor)
        os.rename(f"{path}.tmp", path)
    for above in folders:
        descriptor = os.open(above, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    held = read(sys.argv[1])
    if len(sys.argv) == 3:
        write(sys.argv[2], held)
    print(len(held))
