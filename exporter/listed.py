"""Which feeds have documents, and what those say of them."""

from exporter.config.schema import Config, Selection
from exporter.model import Feed
from exporter.store.feeds import StoredFeed


def is_published(config: Config, stored: StoredFeed) -> bool:
    """Whether this feed has documents: it has an id, and the configuration wants it."""
    if not stored.id:
        return False
    if stored.kind == "section":
        return config.feeds.sections
    return stored.kind == "main" or _selection(config, stored) is not None


def _selection(config: Config, stored: StoredFeed) -> Selection | None:
    return next((one for one in config.feed if one.slug == stored.name), None)


def feed_of(config: Config, stored: StoredFeed) -> Feed:
    """A feed with documents, as they call it."""
    if stored.kind == "main":
        return Feed(stored.id, "main", "", config.site.title, config.site.description)
    if stored.kind == "section":
        return Feed(stored.id, "section", f"sections/{stored.slug}/", f"{config.site.title}: {stored.title}")
    chosen = _selection(config, stored)
    if chosen is None:
        raise LookupError(f"no [[feed]] {stored.name}")  # is_published was asked first
    language = chosen.languages[0] if len(chosen.languages) == 1 else ""
    return Feed(stored.id, "selection", f"{chosen.slug}/", chosen.title, chosen.description, language)
