"""What is stored is normalised anew where the rules that decided it, or the selections, have changed since."""

import logging
from datetime import datetime
from functools import partial

from msgspec.structs import replace

from exporter.config import digest
from exporter.config.schema import Config
from exporter.engine import Engine
from exporter.intake import current
from exporter.marking import mark_places
from exporter.model import Rejected
from exporter.normalise import VERSION as RULES_VERSION
from exporter.printable import place
from exporter.report import Report
from exporter.settings import all_rules
from exporter.store import articles, lookup
from exporter.store.database import Database, meta, set_meta
from exporter.store.versions import DIGESTS

log = logging.getLogger(__name__)


def deciding(config: Config) -> tuple[str, str]:
    """Digests of the rules and of the selections by which articles are what they are."""
    selecting = [replace(each, title="", description="") for each in config.feed]
    return digest((RULES_VERSION, DIGESTS, all_rules(config))), digest(selecting)


def renew(db: Database, config: Config, now: datetime, report: Report, engine: Engine) -> None:
    """Normalise anew what is stored, where the rules that decided it, or the selections, have changed since."""
    rules = all_rules(config)
    ruled_by, selected_by = deciding(config)
    same_selections = meta(db, "selections") == selected_by
    if same_selections and meta(db, "rules") == ruled_by:
        return
    from exporter.intake.preparation import Stamps, renewed

    stamps = {source: Stamps(its_rules) for source, its_rules in rules.items()}
    outdated = (
        [
            (known, record, rules[source])
            for known, record in some
            for source in [record.source if record.source in rules else ""]
            if not same_selections or known.rules != stamps[source][known.host]
        ]
        for some in lookup.stored_records(db, current.SLICE)
    )
    for some in engine.map(partial(renewed, selections=config.feed), filter(None, outdated)):
        with db.transaction():
            before, changed = articles.renew(db, [one for one in some if not isinstance(one, Rejected)])
            mark_places(db, config, before, now)
        report.renewed += changed
        for rejected in some:
            if isinstance(rejected, Rejected):
                where = place(rejected.source, rejected.dump, rejected.line, rejected.member)
                log.warning("%s: kept as it was: the changed rules reject it: %s", where, rejected.reason)
    with db.transaction():
        set_meta(db, "rules", ruled_by)
        set_meta(db, "selections", selected_by)
