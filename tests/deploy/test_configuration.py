"""deploy/config.toml is right, and fits the containers that read it; so are the examples of docs/cluster.md."""

import re
from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from exporter.config import load
from exporter.errors import ConfigError
from tests.deploy.commands import option

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "deploy" / "config.toml"
SITE = '[site]\ntitle = "Harbour Post"\nurl = "https://feeds.example.org/"\n[site.publisher]\nname = "Harbour Post"\n'
SOURCE = '[[source]]\npath = "dumps"\n'
EXAMPLES = [
    dedent(block)
    for block in re.findall(r"(?:^    .*\n|^\n(?=    ))+", (ROOT / "docs" / "cluster.md").read_text(), re.M)
]
SNIPPETS = [block.strip() for block in EXAMPLES if block.strip().startswith("[")]


@pytest.fixture(scope="module")
def config():
    return load(CONFIG, ())


def read(folder, text):
    path = folder / "config.toml"
    path.write_text(text)
    return load(path, ())


def test_it_names_a_store_a_tree_and_a_cluster(config):
    assert config.engine.kind == "dask"
    assert config.store.url.startswith("postgresql://")
    assert config.output.directory.startswith("s3://")
    assert [source.path[:5] for source in config.source] == ["s3://"]


def test_a_mistake_in_it_would_be_found(tmp_path):
    with pytest.raises(ConfigError, match=r"engine\.scheduler"):
        read(tmp_path, CONFIG.read_text().replace("tls://", "tcp://"))


def test_it_goes_where_its_containers_listen(config):
    services = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())["services"]
    assert config.engine.scheduler in services["worker"]["command"]
    assert option(services["scheduler"]["command"], "port") == config.engine.scheduler.rpartition(":")[2]
    put_there = {secret["target"] for secret in services["driver"]["secrets"]}
    assert {config.engine.ca_file, config.engine.cert_file, config.engine.key_file} == put_there
    port = config.health.listen.rpartition(":")[2]
    assert services["driver"]["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert "@postgres/" in config.store.url
    assert "postgres" in services


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda text: text.split("\n")[1].partition(" ")[0])
def test_an_example_is_right(tmp_path, snippet):
    read(tmp_path, SITE + ("" if "[[source]]" in snippet else SOURCE) + snippet)


def test_there_is_an_example_of_each_step():
    assert len(SNIPPETS) == 5


def test_a_mistake_in_an_example_would_be_found(tmp_path):
    (snippet,) = [text for text in SNIPPETS if 'kind = "dask"' in text]
    with pytest.raises(ConfigError, match="certfile"):
        read(tmp_path, SITE + SOURCE + snippet.replace("cert_file", "certfile"))
