"""What disappears from a complete source is withdrawn, and comes back when it is given again.

Decided where a run settles, when every dump is read. In doubt an article stays: a source that was not read as a whole,
or gives nothing at all, has lost nothing; nor is lost what any other source is known to have given.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from exporter import takedown
from exporter.brakes import Lost
from exporter.config.schema import Config
from exporter.printable import printable
from exporter.report import Report
from exporter.store import given
from exporter.store.database import Database

log = logging.getLogger(__name__)


def find(db: Database, config: Config, report: Report) -> Lost:
    """What the sources that were read as a whole have lost. Within a transaction, before anything has its place."""
    others = {source.name for source in config.source if not source.complete}
    configured = [source.name for source in config.source]
    found: dict[str, Sequence[int]] = {}
    for source in report.complete:
        numbers = given.missing(db, source, configured)
        kept, unknown = given.elsewhere(db, numbers, others)
        if unknown:
            log.warning(
                "the source %r no longer gives %d of its articles, which stay: %s is too large to know whether it gave "
                "them too",
                *(printable(source, 200), len(numbers), printable(unknown, 200)),
            )
        else:
            found[source] = [n for n in numbers if n not in kept]
    return found


def settle(db: Database, config: Config, lost: Lost, report: Report, now: datetime) -> None:
    """Take down what was lost, and bring back what is given again."""
    back = given.returned(db, [source.name for source in config.source])
    takedown.bring_back(db, config, back, now)
    if back:
        log.info("brought back, because they are given again: %d of the withdrawn articles", len(back))
    taken: set[int] = set()
    for source, numbers in lost.items():
        going = [n for n in numbers if n not in taken]
        taken.update(going)
        takedown.take_down(db, config, going, now, f"no longer in {source}", source)
        report.gone += len(going)
        if going:
            log.info("the source %r no longer gives %d of its articles: withdrawn", printable(source, 200), len(going))
    given.settle(db, lost)
