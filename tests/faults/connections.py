"""A connection to PostgreSQL that breaks, at each message of a run of each scene: `python -m tests.faults.connections`
says how.

Before the server has the message, or after it has done what it says, which nobody hears of: of a COMMIT nobody knows
then whether it was one.
"""

import argparse
import json
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import get_args

from exporter.config.schema import Store
from exporter.errors import Unavailable
from exporter.export import Options
from exporter.store import integrity
from exporter.store.locations import at as located
from exporter.store.locations import opened_to_read
from tests.faults import kills, scenes, verdict
from tests.faults.scenes import Stage
from tests.servers import postgres, wire
from tests.servers.wire import Break, Wire

HOWS: tuple[Break, ...] = get_args(Break)
_DATABASE, _COPY = "broken", "broken_before"


def anew(made: Stage) -> None:
    """Somebody begins anew: the store is set aside."""
    scenes.settled(made)
    made.act = Options(full=True, force=True)


SCENES: dict[str, Callable[[Stage], None]] = {
    **{name: scene for name, scene in scenes.SCENES.items() if name != "migration"},
    "anew": anew,
}
"""A store of an earlier version is one of SQLite."""


def sweep(scene: str, how: Break, root: Path, every: int = 1, begin: int = 1) -> dict[str, int]:
    """Break at every so many-th message, from message `begin` on; each time it must be as if nothing had been after the
    next run."""
    server = postgres.shared()
    with wire.to(server.port) as way:
        made, copy = scenes.world(root / "world"), root / "copy"
        made.set(store=Store(url=server.url("news", database=_DATABASE).replace(f":{server.port}/", f":{way.port}/")))
        _renew(server, _DATABASE, "template0")
        SCENES[scene](made)
        made.now += timedelta(hours=1)
        shutil.copytree(made.root, copy)
        _renew(server, _COPY, _DATABASE)
        way.break_at(0, how)
        wanted = verdict.expected(made)
        total = way.sent
        points, told = range(begin, total + 1, every), 0
        for at in points:
            verdict.restore(made.root, copy)
            _renew(server, _DATABASE, _COPY)
            said = _broken(made, way, at, how)
            told += bool(said)
            wrong = _unclear(said) or verdict.published(made, wanted) or _faulty(made) or verdict.healed(made, wanted)
            assert not wrong, f"{scene}: {how} message {at} of {total}, says {said!r}:\n" + "\n".join(wrong)
    return {"points": len(points), "failed": told, "messages": total}


def _renew(server: postgres.Postgres, name: str, template: str) -> None:
    server.sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    server.sql(f"CREATE DATABASE {name} TEMPLATE {template}")


def _broken(made: Stage, way: Wire, at: int, how: Break) -> str:
    """One run; what it says if it fails."""
    way.break_at(at, how)
    try:
        verdict.again(made)
    except Unavailable as error:
        return str(error)
    finally:
        way.break_at(0, how)
    return ""


def _unclear(said: str) -> list[str]:
    return [] if "\n" not in said and postgres.PASSWORD not in said else [f"it says {said!r}"]


def _faulty(made: Stage) -> list[str]:
    if located(made.config.store.url).is_missing():
        return []
    with opened_to_read(made.config.store.url) as db:
        return list(integrity.faults(db))


def main() -> None:
    """Print the figures of one sweep."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scene", choices=SCENES)
    parser.add_argument("how", choices=HOWS)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--begin", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=kills.place()) as root:
        print(json.dumps(sweep(given.scene, given.how, Path(root), given.every, given.begin)))


if __name__ == "__main__":
    main()
