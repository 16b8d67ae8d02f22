"""What [engine] must say of a cluster, above all that nobody sets one up without TLS unawares."""

from pathlib import Path

import pytest

from exporter.config import load
from exporter.config.cluster import FILES, scheduler
from exporter.errors import ConfigError

SITE = '[site]\ntitle = "T"\nurl = "https://a.example/"\n[engine]\n'
TLS = 'scheduler = "tls://dask.example.org:8786"\n'
ALL = 'ca_file = "ca.pem"\ncert_file = "own/cert.pem"\nkey_file = "/etc/key.pem"\n'
DASK = 'kind = "dask"\n'


@pytest.fixture
def loaded(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "etc").mkdir()

    def load_it(text, *overrides):
        Path("etc/config.toml").write_text(SITE + text, encoding="utf-8")
        return load(Path("etc/config.toml"), overrides)

    return load_it


def test_files_are_relative_to_the_file_or_for_an_override_to_the_working_folder(loaded, tmp_path):
    engine = loaded(DASK + TLS + ALL, "engine.ca_file=other.pem").engine
    assert [getattr(engine, name) for name in FILES] == [
        f"{tmp_path}/other.pem",
        f"{tmp_path}/etc/own/cert.pem",
        "/etc/key.pem",
    ]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "[::1]", "LOCALHOST"])
def test_a_cluster_on_this_machine_needs_no_tls(loaded, host):
    assert loaded(f'{DASK}scheduler = "tcp://{host}:8786"\n').engine.kind == "dask"


def test_whoever_says_so_may_do_without(loaded):
    assert loaded(f'{DASK}insecure = true\nscheduler = "tcp://10.0.0.7:8786"\n').engine.insecure


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (DASK, "etc/config.toml:5: engine.kind: a cluster needs engine.scheduler, the address of its scheduler"),
        (
            f'{DASK}scheduler = "tcp://10.0.0.7:8786"\n',
            'etc/config.toml:6: engine.scheduler: "tcp://10.0.0.7:8786" is not encrypted, and whoever reaches',
        ),
        (
            'scheduler = "tcp://localhost.example.org:8786"\n',  # also before it is used
            'etc/config.toml:5: engine.scheduler: "tcp://localhost.example.org:8786" is not encrypted',
        ),
        (DASK + TLS, "etc/config.toml:6: engine.scheduler: tls:// needs engine.ca_file, engine.cert_file, engine.key_"),
        (
            DASK + TLS + ALL.replace("cert_file", "#cert_file"),
            "etc/config.toml:6: engine.scheduler: tls:// needs engine.cert_file too",
        ),
        (DASK + TLS + ALL + 'insecure = "no"\n', "etc/config.toml:10: engine.insecure: expected true or false"),
    ],
)
def test_a_mistake_has_its_line_and_says_why(loaded, text, told):
    with pytest.raises(ConfigError) as caught:
        loaded(text)
    assert str(caught.value).startswith(told)
    assert "\n" not in str(caught.value)


def test_an_override_is_judged_as_the_file(loaded):
    with pytest.raises(ConfigError, match=r"^-s engine\.scheduler=tcp://10\.0\.0\.7:8786: .* is not encrypted"):
        loaded(DASK, "engine.scheduler=tcp://10.0.0.7:8786")


@pytest.mark.parametrize(
    "text", ["tls://dask:8786", "tcp://[::1]:1", "tls://a_b.c-d.example:65535", "tls://10.0.0.7:80"]
)
def test_an_address_of_a_scheduler(text):
    assert scheduler(text) == ""


@pytest.mark.parametrize(
    "text",
    ["dask:8786", "tls://dask", "http://dask:8786", "tls://dask:0", "tls://dask:65536", "tls://dask:8786/", "ws://d:1"],
)
def test_no_address_of_a_scheduler(text):
    assert scheduler(text).startswith("expected the address of a Dask scheduler such as ")
