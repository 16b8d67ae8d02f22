"""Explains an article of the store: what each line was of the record that it shows, for whoever asks later."""

from collections.abc import Iterable

from msgspec.structs import replace

from exporter.config.schema import Config
from exporter.errors import ExporterError, StoreError
from exporter.explain.records import Explained, Kept, explained
from exporter.model import Article, Record
from exporter.named import id_of, is_url, keys_of
from exporter.normalise import Rules
from exporter.preflight import refuse_lost
from exporter.printable import printable
from exporter.settings import all_rules
from exporter.store import lookup, withdrawals
from exporter.store.database import Database, is_current
from exporter.store.locations import at
from exporter.store.stored import time_of
from exporter.store.versions import Known


def is_name(what: str) -> bool:
    """Whether this is the URL or the id of an article, not the path of a file."""
    return is_url(what) or bool(id_of(what))


def explain(what: str, config: Config) -> Explained:
    """The stored article of this URL or id, as the present rules have it; the store is only read.

    It is found by any URL that it ever had, however that is spelt.

    Raises:
        ExporterError: it is not stored, or what is given is no URL of an article.
        Unavailable, StoreError: the store cannot be read.
    """
    place = at(config.store.url)
    if place.is_missing():
        refuse_lost(config)
        raise ExporterError(f"{place.where}: there is no store yet: run `exporter export` first, or name a file")
    rules = all_rules(config)
    identity = id_of(what)
    with place.opened_to_read() as db:
        if not is_current(db):
            raise StoreError(f"{db.where}: an earlier exporter was the last to use it; the next export adapts it")
        profiles = rules[""].profiles
        keys = () if identity else keys_of(what, profiles)
        found = lookup.by_id(db, identity) if identity else lookup.by_keys(db, keys)
        if found is None:
            raise ExporterError(f"{printable(what, 300)}: {_why_not(db, identity, keys)}")
        known, record = found
        original = lookup.url_of(db, known.original) if known.original else ""
    explained = _with_what_is_kept(known, record, rules.get(known.source, rules[""]), config)
    return replace(explained, kept=replace(explained.kept, original=original)) if explained.kept else explained


def _why_not(db: Database, identity: str, keys: Iterable[str]) -> str:
    """Why nothing is stored under this id, or these keys."""
    erased = withdrawals.by_id(db, identity) if identity else next(iter(withdrawals.by_keys(db, keys)), None)
    if erased and erased.withdrawn:
        return f"was withdrawn at {erased.withdrawn:%Y-%m-%dT%H:%M:%SZ}, and its words are no longer stored"
    return (
        f"no article of this {'id' if identity else 'URL'} is stored in {db.where}; "
        "`exporter explain FILE` explains a dump, `exporter status` shows what was rejected"
    )


def _with_what_is_kept(known: Known, record: Record, rules: Rules, config: Config) -> Explained:
    one = explained(record, rules, config.feed, None)
    kept = Kept(
        id=known.id,
        source=known.source,
        dump=known.dump,
        line=record.title_line,
        published=time_of(known.published),
        updated=time_of(known.updated),
        first_seen=time_of(known.first_seen),
        sequence=known.sequence or 0,
        withdrawn=None if known.withdrawn is None else time_of(known.withdrawn),
    )
    if one.explanation is None or not isinstance(article := one.explanation.outcome, Article):
        return replace(one, kept=kept)
    # What it was called and dated at first sight stays (DESIGN.md decisions 1 and 2).
    shown = replace(article, id=kept.id, published=kept.published, updated=kept.updated, sequence=kept.sequence)
    return replace(one, kept=kept, explanation=replace(one.explanation, outcome=shown))
