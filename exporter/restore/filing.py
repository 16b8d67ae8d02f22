"""Which file of a published tree is a part of which document: its path says it. Pure, but for `filed`, which reads."""

import hashlib
import re
from collections.abc import Iterator, Mapping

from exporter.config.schema import Config
from exporter.model import Document, Kind
from exporter.publish.tree import Tree
from exporter.render import dataset
from exporter.store.documents import Published

_FEED = r"feed\.(?:atom|rss|json)"
_PATHS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("article", re.compile(r"articles/\d{4}/\d\d/\d\d/([0-9a-f-]{36})\.jsonld")),
    ("shard", re.compile(r"data/(\d{4}-\d\d-\d\d)\.[0-9a-f]{16}\.jsonl\.gz")),
    ("dataset", re.compile(r"data/dataset\.jsonld()")),
    ("gone", re.compile(r"data/gone\.(?:jsonl|map)()")),
    ("archive", re.compile(r"archive/0*(\d+)\.(?:atom|rss)")),
    ("sitemap", re.compile(r"sitemaps/([a-z0-9.-]+/\d{4}-\d\d)(?:-\d+)?\.xml")),
    ("news", re.compile(r"sitemaps/([a-z0-9.-]+)/news\.xml")),
    ("feed", re.compile(rf"((?:[a-z0-9-]+/)*){_FEED}")),
    ("page", re.compile(r"((?:[a-z0-9-]+/)+)index\.html")),
    ("sitemap-index", re.compile(r"sitemap(?:-\d+)?\.xml()")),
    ("opml", re.compile(r"feeds\.opml()")),
    ("robots", re.compile(r"robots\.txt()")),
    ("asset", re.compile(r"assets/(?:style\.css|icon\.svg)()")),
    ("front-page", re.compile(r"index\.html()")),
)
"""By the kind of document, what the paths of its parts are; the group is its key, or the folder of its feed."""


def document(path: str, folders: Mapping[str, int], config: Config) -> Document | None:
    """The document that a file is a part of; None if it is nobody's, or, at the root of the tree, could be somebody
    else's.

    `folders`: of each feed that has an id, its folder and its number.
    """
    for kind, pattern in _PATHS:
        if found := pattern.fullmatch(path):
            key = found[1]
            if kind in {"feed", "page"}:
                return Document(kind, str(folders[key])) if key in folders else None
            if kind == "article":
                return Document(kind, f"urn:uuid:{key}")
            return Document(kind, key) if _is_ours(kind, config) else None
    keys = {f"{one.key}.txt" for one in config.notify.indexnow}
    return Document("indexnow-key") if path in keys else None


def _is_ours(kind: Kind, config: Config) -> bool:
    output = config.output
    switches = {
        "sitemap-index": output.sitemaps,
        "opml": output.opml,
        "robots": output.robots,
        "asset": output.page,
        "front-page": output.page,
    }
    return switches.get(kind, True)


def filed(
    tree: Tree, named: Mapping[str, dataset.Shard], folders: Mapping[str, int], edition: int, config: Config
) -> Iterator[Published]:
    """Every file of the tree that is a part of a document, as a store remembers it.

    `named`: the shards that the manifest names, by path; all but these are of earlier editions. When the newest article
    in a file was updated, the next run finds, which draws all of them.
    """
    ours = (path for path in tree.files() if document(path, folders, config))
    for path, data in tree.read_all(ours):
        found = document(path, folders, config)
        if found is None or data is None:  # it was removed since
            continue
        shard = named.get(path)
        yield Published(
            path=path,
            kind=found.kind,
            key=found.key,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            count=shard.count if shard else 0,
            updated=int(shard.updated.timestamp()) if shard else 0,
            rendering="",
            edition=edition,
        )
