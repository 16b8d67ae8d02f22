"""Pelican: feeds of everything and its plugin's sitemap; pages, categories and archives are switched off."""

from benchmarks.peers.peer import Peer, articles

SETTINGS = """
SITEURL = FEED_DOMAIN = "https://peer.example"
SITENAME = AUTHOR = "Peer"
TIMEZONE = "UTC"
THEME = "simple"
FEED_ALL_ATOM, FEED_ALL_RSS = "feed.atom", "feed.rss"
FEED_MAX_ITEMS = None
RSS_FEED_SUMMARY_ONLY = False
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
ARTICLE_SAVE_AS = AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
ARTICLE_URL = "{slug}"
DIRECT_TEMPLATES = []
PLUGINS = ["sitemap"]
SITEMAP = {"format": "xml"}
"""


def prepare(dumps, folder):
    content = folder / "content"
    content.mkdir(parents=True)
    (folder / "settings.py").write_text(SETTINGS)
    for number, article in enumerate(articles(dumps)):
        (content / f"{number:07d}.md").write_text(
            f"Title: {article.title}\nDate: {article.published:%Y-%m-%d %H:%M:%S}\nSlug: {number:07d}\n\n"
            + "\n\n".join(article.paragraphs)
            + "\n"
        )


def command(tools, _dumps, prepared, output):
    at = [str(prepared / "content"), "-s", str(prepared / "settings.py"), "-o", str(output)]
    return [str(tools.bin / "pelican"), "--quiet", *at]


PEER = Peer(
    "pelican",
    "Atom and RSS of everything, full text + sitemap",
    command,
    pip=("pelican[markdown]", "pelican-sitemap"),
    prepare=prepare,
    most=10_000,
)
