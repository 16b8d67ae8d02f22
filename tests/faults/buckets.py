"""Kill -9 at each request that changes a bucket, in a run of each scene: `python -m tests.faults.buckets SCENE`.

The process is killed as it asks for the change of this number, which is not done; others that are under way then may
be, in any order.
"""

import argparse
import json
import os
import shutil
import signal
import tempfile
import time
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

from exporter.config.schema import Output
from exporter.publish.tree import MARKER
from tests.faults import verdict
from tests.faults.kills import place
from tests.faults.scenes import SCENES, Stage, world
from tests.servers.door import Door, always, before
from tests.servers.objects import Objects, serving

CHANGES = ("PUT", "POST", "DELETE")  # by POST S3 is told to remove some
State = dict[str, dict[str, Any]]
"""By path: what each object is, and says of itself."""


class Sweep:
    """A scene whose tree is in a bucket."""

    def __init__(self, root: Path, scene: str, server: Objects, door: Door) -> None:
        self._client, self._bucket, self._door = server.client(), server.bucket(), door
        self.world, self._copy = world(root / "world"), root / "copy"
        self.world.set(output=Output(directory=server.at(self._bucket, "feeds")))
        SCENES[scene](self.world)
        self.world.now += timedelta(hours=1)
        shutil.copytree(self.world.root, self._copy)
        self._before = self._state()
        door.asked.clear()
        verdict.again(self.world)
        self.changes = sum(method in CHANGES for method, _ in door.asked)
        self._after = self._state()
        assert not self._dangling(self._after)

    def killed(self, at: int) -> list[str]:
        """What is wrong after a run that is killed at its change of this number, and after the next one."""
        self._restore()
        process, seen = _FORKING.Process(target=_run, args=(self.world, dict(os.environ))), [0]

        def rule(method: str, _path: str) -> int | None:
            seen[0] += method in CHANGES
            if seen[0] < at:
                return None
            process.kill()
            return 503 if method in CHANGES else None

        self._door.rule = rule
        process.start()
        process.join()
        while self._door.under_way:
            time.sleep(0.001)
        self._door.rule = always
        assert process.exitcode == -signal.SIGKILL, (at, process.exitcode)
        wrong = self._dangling(self._state())
        verdict.again(self.world)
        return wrong + self._unlike(self._state())

    def _state(self) -> State:
        found = self._client.list_objects_v2(Bucket=self._bucket, Prefix="feeds/").get("Contents", ())
        state = {}
        for key in (one["Key"] for one in found):
            got = self._client.get_object(Bucket=self._bucket, Key=key)
            said = {name: got[name] for name in ("ContentType", "CacheControl", "Metadata")}
            state[key.removeprefix("feeds/")] = {"Body": got["Body"].read(), **said}
        return state

    def _restore(self) -> None:
        verdict.restore(self.world.root, self._copy)
        there = self._state()
        for path in there.keys() - self._before.keys():
            self._client.delete_object(Bucket=self._bucket, Key=f"feeds/{path}")
        for path, said in self._before.items():
            if there.get(path) != said:
                self._client.put_object(Bucket=self._bucket, Key=f"feeds/{path}", **said)

    @staticmethod
    def _dangling(state: State) -> list[str]:
        found = {path: said["Body"] for path, said in state.items() if path != MARKER}
        wrong = [f"{path} names {name}, which is not there" for path, name in verdict.dangling(found)]
        return wrong + [f"{path}: {why}" for path, data in found.items() if (why := verdict.invalid(path, data))]

    def _unlike(self, state: State) -> list[str]:
        return [
            f"{path}: {_told(path, state.get(path))} instead of {_told(path, self._after.get(path))}"
            for path in sorted(state.keys() | self._after.keys())
            if _told(path, state.get(path)) != _told(path, self._after.get(path))
        ]


def _run(made: Stage, environment: dict[str, str]) -> None:
    """In a process that was forked before it was known where the server is."""
    os.environ.update(environment)
    verdict.again(made)


def _told(path: str, said: dict[str, Any] | None) -> Any:
    """The whole object; of the marker what it says, but for the store's name, which each first run gives anew."""
    return {**json.loads(said["Body"]), "store": ""} if said and path == MARKER else said


_FORKING = get_context("forkserver")
_FORKING.set_forkserver_preload(["tests.faults.verdict", "exporter.publish.bucket", "exporter.render.page"])


def sweep(scene: str, root: Path, server: Objects, every: int = 1, begin: int = 1) -> dict[str, int]:
    """Kill at every so many-th change; each time nothing dangles, and the next run ends as if nothing had been."""
    with before(server) as door, patch.dict(os.environ, {**server.environment, **door.environment}):
        made = Sweep(root, scene, server, door)
        points = range(begin, made.changes + 1, every)
        for at in points:
            wrong = made.killed(at)
            assert not wrong, f"{scene}: killed at {at} of {made.changes} changes:\n" + "\n".join(wrong)
        return {"points": len(points), "changes": made.changes}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scene", choices=SCENES)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--begin", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=place()) as root, serving(Path(root)) as server:
        print(json.dumps(sweep(given.scene, Path(root), server, given.every, given.begin)))


if __name__ == "__main__":
    main()
