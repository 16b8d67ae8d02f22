"""A run that finds nothing new writes nothing under the tree, and elsewhere as much for many dumps as for few."""

import json
import subprocess
import sys

import pytest

from exporter.store.sqlite import SQLite
from tests.world import CONFIG, World

COUNTED = """
import json, os, sys
seen, WRITING = [], os.O_WRONLY | os.O_RDWR | os.O_CREAT
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and arguments[2] & WRITING:
        seen.append(["open", str(arguments[0])])
    elif event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.utime"):
        seen.append([event, str(arguments[0])])
sys.addaudithook(note)
sys.argv = ["exporter", "export", *sys.argv[1:]]
sys.dont_write_bytecode = True
from exporter.cli import main
try:
    main()
finally:
    print(json.dumps(seen))
"""
"""A run that lists what it opened for writing, made, renamed or removed."""


@pytest.mark.parametrize("scan", ["full", "folders"])
def test_an_unchanged_run_writes_nothing_under_the_tree(tmp_path, scan):
    found = []
    for dumps in (3, 40):
        root = tmp_path / str(dumps)
        world = World(root)
        for number in range(dumps):
            world.dump(number + 1, name=f"{number % 7}/{number}.txt")
        (root / "config.toml").write_text(CONFIG)
        command = [sys.executable, "-c", COUNTED, "-c", str(root / "config.toml"), "-s", f"source.0.scan={scan}"]
        for _ in range(2):
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        found.append(sorted([event, path.removeprefix(str(root))] for event, path in json.loads(done.stdout)))
        assert not [path for _, path in found[-1] if path.startswith("/feeds")]
    assert found[0] == found[1]


@pytest.mark.file
def test_an_unchanged_run_changes_as_many_rows_for_many_dumps_as_for_few(tmp_path, monkeypatch):
    statements = []
    real = SQLite.__init__

    def traced(self, connection, where):
        real(self, connection, where)
        connection.set_trace_callback(statements.append)

    monkeypatch.setattr(SQLite, "__init__", traced)
    counts = []
    for dumps in (3, 40):
        world = World(tmp_path / str(dumps))
        for number in range(dumps):
            world.dump(number + 1, name=f"{number % 7}/{number}.txt")
        world.run()
        statements.clear()
        assert world.run().same == dumps
        changing = [one for one in statements if one.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))]
        counts.append(len(changing))
    assert counts[0] == counts[1]
