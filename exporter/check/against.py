"""The three ways to check: a folder or a bucket alone, a tree over HTTP, and the configured one against its store."""

import os
import time
from datetime import datetime

from exporter.check import kept
from exporter.check.findings import some
from exporter.check.judging import Look
from exporter.check.kinds import shown
from exporter.check.verdict import Verdict, base_of, judged, verdict
from exporter.config.places import is_bucket
from exporter.config.schema import Config
from exporter.engine import local, workers
from exporter.errors import Unavailable
from exporter.report import Progress

ADVICE = "Where its store is, `exporter check` without an argument says more, and `exporter export --full` mends it."
ABSENT = "there is no such folder; a URL begins with https://, http://, s3://, gs:// or az://"
LEARNT = "documents are taken to be served at {}, as {} says; --url says otherwise"


def tree(root: str, url: str | None, now: datetime, progress: Progress, processes: int = 0) -> Verdict:
    """Check a folder or a bucket on its own. `url`: where it is served; None: where its documents say; `processes`:
    that may work at it; 0: as many as there are processors.

    Raises:
        Unavailable: it is no folder, or cannot be read.
        ExporterError: it is no published tree.
    """
    if not is_bucket(root) and not os.path.isdir(root):
        raise Unavailable(f"{root}: {'is no folder' if os.path.lexists(root) else ABSENT}")
    with local(processes or workers("auto")) as engine:
        place = kept.opened(root, engine)
        base, learnt = base_of(place)
        base = url.rstrip("/") + "/" if url else base
        before = place.state()
        found = judged(
            lambda: Look(place, base, int(now.timestamp())), lambda _: (), progress, lambda: place.state() != before
        )
    for path, why in place.hidden_from_others():
        found.fault(path, why)
    if leftovers := list(place.leftovers()):
        found.note("", f"left of a run that was cut off, until the next removes it: {some(leftovers)}")
    if not base:
        found.note("", "no document says where it is served: absolute URLs are not followed; --url says it")
    elif not url:
        found.note("", LEARNT.format(base, learnt))
    return verdict(root, base, found, ADVICE)


def site(url: str, now: datetime, progress: Progress, most: int | None = None) -> Verdict:
    """Check a tree over HTTP. `most`: documents, after which it is left at that.

    Raises:
        Unavailable: it cannot be reached.
        ExporterError: no tree is served there.
    """
    from exporter.check.served import Site, root_of  # requests is heavy

    place = Site(root_of(url), time.monotonic)
    with place:
        base, learnt = base_of(place)
        found = judged(
            lambda: Look(place, base or place.name, int(now.timestamp())), lambda _: (), progress, lambda: True, most
        )
        for path, what in place.refreshed():
            found.fault(shown(path), what)
    if base and base != place.name:
        found.note("", LEARNT.partition(";")[0].format(base, learnt))
    return verdict(place.name, base or place.name, found)


def configured(config: Config, now: datetime, progress: Progress) -> Verdict:
    """Check the configured tree, on its own and against its store.

    Raises:
        Unavailable: the store or the tree cannot be read.
        StoreError: there is no store that could be used.
    """
    from exporter.check import stored

    with local(workers(config.engine.workers)) as engine:
        return stored.check(config, int(now.timestamp()), engine, progress)
