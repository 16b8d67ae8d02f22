"""The sample dumps of config.toml: the tree that everybody looks at first has no fault, however it is looked at."""

from pathlib import Path

from msgspec.structs import replace

from exporter.check import against
from exporter.check.stored import check
from exporter.config import load
from exporter.engine import local
from exporter.report import unseen
from tests.check.tampering import lines
from tests.published import NOW, ROOT, samples


def test_the_samples_have_no_fault(tmp_path: Path) -> None:
    with samples(tmp_path) as (tree, server):
        served = against.site(server.url, NOW, unseen)
    config = load(ROOT / "config.toml")
    config = replace(
        config,
        site=replace(config.site, url=server.url),
        output=replace(config.output, directory=str(tree.root)),
        store=replace(config.store, url=f"sqlite:///{tmp_path}/exporter.db"),
    )
    with local(2) as engine:
        stored = check(config, int(NOW.timestamp()), engine, unseen)
    alone = against.tree(str(tree.root), None, NOW, unseen, 1)
    assert [lines(verdict) for verdict in (served, stored, alone)] == [[], [], []]
    assert served.documents == stored.documents == alone.documents
    assert sum(served.documents.values()) == len(tree.files())
    assert {"news", "archive", "page", "asset"} <= served.documents.keys()
