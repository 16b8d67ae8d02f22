"""Which settings each kind of document depends on: when one changes, all documents of the kind are rendered anew."""

from msgspec.structs import replace

from exporter.config import digest
from exporter.config.schema import Config, Feeds
from exporter.model import Kind
from exporter.render import FEED_FORMATS, VERSIONS


def renderings(config: Config) -> dict[Kind, str]:
    """For each kind of document, a digest of what decides its bytes beside its articles: renderer and settings."""
    feed_versions = [FEED_FORMATS[name].version for name in sorted(FEED_FORMATS)]
    shown = replace(config.feeds, duplicates=Feeds().duplicates)  # it decides which articles there are, no bytes
    feed_settings = (feed_versions, config.site, shown, config.withdrawals.publish_reasons)
    page_settings = (config.site, shown, config.feed, config.output.page)
    settings: dict[Kind, object] = {
        "article": (config.site, config.output.article_files),
        "shard": (config.site, config.output.data_shards),
        "sitemap": config.output.sitemaps,
        "news": (config.site, config.output.sitemaps),
        "gone": (config.site.url, config.withdrawals),
        "archive": feed_settings,
        "sitemap-index": (config.site, config.output.sitemaps),
        "dataset": (config.site, config.output.data_shards),
        "feed": (*feed_settings, config.feed, config.notify.websub),
        "opml": (*feed_settings, config.feed, config.output.opml),
        "robots": (config.site, config.output.sitemaps, config.output.robots),
        "indexnow-key": (config.site.url, config.notify.indexnow),
        "asset": config.output.page,
        "page": page_settings,
        "front-page": (*page_settings, config.output.opml, config.output.data_shards, config.output.sitemaps),
    }
    return {kind: digest((VERSIONS[kind], value)) for kind, value in settings.items()}
