"""What goes into the outbox, in the transaction that says that it changed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from exporter.config.schema import Config, IndexNow, Webhook
from exporter.notify import webhook
from exporter.store import outbox
from exporter.store.database import Database
from exporter.store.documents import Published
from exporter.store.outbox import Addressee

_EXAMPLE = re.compile(r"(.+\.)?(example|invalid|example\.(com|net|org))")
EDITION = ""
"""The subject of a webhook's notice that there is an edition at all."""

RECENT = timedelta(days=7)
"""Search engines are told of nothing older: only of what changed since one began to tell (IndexNow's FAQ). So neither a
first run over an archive nor an import of old articles floods them; sitemaps name those."""

To = IndexNow | Webhook | None


def addressees(config: Config) -> dict[Addressee, To]:
    """Everybody who is configured and could make use of it, with their settings; hubs have none."""
    notify = config.notify
    hubs = () if _is_example(config.site.url) else notify.websub
    return {
        **{Addressee("websub", hub): None for hub in hubs},
        **{Addressee("indexnow", one.host): one for one in notify.indexnow if not _is_example(f"//{one.host}")},
        **{Addressee("webhook", webhook.label(one)): one for one in notify.webhook},
    }


def untold(config: Config) -> Iterator[str]:
    """Who is configured and told nothing, and why."""
    if config.notify.websub and _is_example(config.site.url):
        yield f"no hub is told: nobody can fetch {config.site.url}, an example: set site.url to where it is served"
    for one in config.notify.indexnow:
        if _is_example(f"//{one.host}"):
            yield f"no search engine is told of {one.host}, an example: set the host of notify.indexnow"


def _is_example(url: str) -> bool:
    """Whether its host is one of the names that belong to nobody (RFC 6761 sections 6.4 and 6.5)."""
    return _EXAMPLE.fullmatch(urlsplit(url).hostname or "") is not None


def queue_files(
    db: Database,
    config: Config,
    published: Sequence[Published],
    before: Mapping[str, Published | None],
    edition: int,
    now: int,
) -> None:
    """These files are in place, and about to be recorded: hubs are to be told of each feed, webhooks of the edition,
    if they are other ones than recorded `before`, by path.

    What is in the tree does not count: a run that was cut off may have put it there, and have told nobody.
    """
    to = addressees(config)
    if not to:
        return
    changed = [one for one in published if one.is_news(before[one.path])]
    topics = [config.site.url + one.path for one in changed if one.kind == "feed"]
    outbox.queue(db, [one for one in to if one.kind == "websub"], topics, edition, now)
    if changed:
        outbox.queue(db, [one for one in to if one.kind == "webhook"], [*topics, EDITION], edition, now)


def queue_articles(db: Database, config: Config, run: int, edition: int, now: int) -> None:
    """Search engines are to be told of the recent articles that this run brought or changed and whose documents are
    about to be marked. `run`: the number that its versions bear. New rules over an old article are no news of its
    page."""
    since = now - int(RECENT.total_seconds())
    for one in addressees(config):
        if one.kind == "indexnow":
            outbox.queue_articles(db, one.target, run, since, edition, now)


def queue_urls(db: Database, config: Config, urls: Sequence[str], edition: int, now: int) -> None:
    """Search engines are to be told of these articles, which were withdrawn or are back: the protocol is for added,
    changed and removed pages alike. However old they are: this is news of them."""
    for one in addressees(config):
        if one.kind == "indexnow":
            outbox.queue(db, [one], [url for url in urls if urlsplit(url).netloc == one.target], edition, now)
