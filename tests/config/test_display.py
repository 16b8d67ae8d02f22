"""What `config show` and `init` print."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.config import load, show
from exporter.config.mistakes import dotted, redacted, toml_string
from exporter.errors import ConfigError

TEXT = r"""[site]
title = "Harbour \"Wire\""
url = "https://feeds.example.org"
description = '''
Two
lines'''
[site.publisher]
name = "Harbour Press"
[[source]]
path = "dumps"
[profile."nos.nl"]
identity = '/artikel/(\d+)-'
publisher.name = "NOS"
[[feed]]
slug = "abroad"
title = "Abroad"
sections = [
  "Buitenland",
]
"""


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = Path("config.toml")
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_each_line_says_where_its_value_comes_from(path, tmp_path):
    shown = show(path, ["feeds.entries=7", "output.directory=out", 'profile."a.example".language=nl'])
    lines = [line.rsplit("  # ", 1) for line in shown.splitlines() if line]
    assert [(text.rstrip(), origin) for text, origin in lines] == [
        ("[site]", "config.toml:1"),
        (r'title = "Harbour \"Wire\""', "config.toml:2"),
        ('url = "https://feeds.example.org/"', "config.toml:3"),
        (r'description = "Two\nlines"', "config.toml:4"),
        ('home = ""', "default"),
        ('language = "en"', "default"),
        ('timezone = "UTC"', "default"),
        ('rights = ""', "default"),
        ("[site.publisher]", "config.toml:7"),
        ('name = "Harbour Press"', "config.toml:8"),
        ('url = ""', "default"),
        ('logo = ""', "default"),
        ("[[source]]", "config.toml:9"),
        (f'path = "{tmp_path}/dumps"', "config.toml:10"),
        ('name = "dumps"', "default"),
        ("include = []", "default"),
        ('reader = "auto"', "default"),
        ('timezone = ""', "default"),
        ('dates = "plain"', "default"),
        ('language = ""', "default"),
        ('every = ""', "default"),
        ("at = []", "default"),
        ("complete = false", "default"),
        ('scan = "full"', "default"),
        ('full_scan = "24 hours"', "default"),
        ('taken = "keep"', "default"),
        ('taken_folder = ""', "default"),
        ("private = false", "default"),
        ('timeout = "5 minutes"', "default"),
        ("max_bytes = 1000000000", "default"),
        ('[profile."nos.nl"]', "config.toml:11"),
        ('language = ""', "default"),
        ('timezone = ""', "default"),
        ('dates = "source"', "default"),
        (r'identity = "/artikel/(\\d+)-"', "config.toml:12"),
        ("sections = []", "default"),
        ("keywords = []", "default"),
        ("chrome = []", "default"),
        ('tags = "short"', "default"),
        ('[profile."nos.nl".publisher]', "config.toml:13"),
        ('name = "NOS"', "config.toml:13"),
        ('url = ""', "default"),
        ('logo = ""', "default"),
        ('[profile."a.example"]', "-s"),
        ('language = "nl"', "-s"),
        ('timezone = ""', "default"),
        ('dates = "source"', "default"),
        ('identity = ""', "default"),
        ("sections = []", "default"),
        ("keywords = []", "default"),
        ("chrome = []", "default"),
        ('tags = "short"', "default"),
        ("[store]", "default"),
        (f'url = "sqlite:///{tmp_path}/state/exporter.db"', "default"),
        ("[[feed]]", "config.toml:14"),
        ('slug = "abroad"', "config.toml:15"),
        ('title = "Abroad"', "config.toml:16"),
        ('description = ""', "default"),
        ('sections = ["Buitenland"]', "config.toml:17"),
        ("keywords = []", "default"),
        ("hosts = []", "default"),
        ("languages = []", "default"),
        ("authors = []", "default"),
        ("[feeds]", "-s"),
        ('formats = ["atom", "rss", "json"]', "default"),
        ("entries = 7", "-s"),
        ('window = "48 hours"', "default"),
        ("max_bytes = 1000000", "default"),
        ('content = "full"', "default"),
        ("archive_page = 100", "default"),
        ('archives = ["atom"]', "default"),
        ("sections = true", "default"),
        ('duplicates = "same-text"', "default"),
        ("[output]", "-s"),
        (f'directory = "{tmp_path}/out"', "-s"),
        ("article_files = true", "default"),
        ("data_shards = true", "default"),
        ("sitemaps = true", "default"),
        ("opml = true", "default"),
        ("robots = true", "default"),
        ("page = true", "default"),
        ("[withdrawals]", "default"),
        ("publish_reasons = false", "default"),
        ("publish_urls = false", "default"),
        ("[engine]", "default"),
        ('workers = "auto"', "default"),
        ('kind = "local"', "default"),
        ('scheduler = ""', "default"),
        ('ca_file = ""', "default"),
        ('cert_file = ""', "default"),
        ('key_file = ""', "default"),
        ("insecure = false", "default"),
        ("[brakes]", "default"),
        ("shrink = 0.5", "default"),
        ("reidentified = 0.2", "default"),
        ("updated = 0.5", "default"),
        ("withdrawn = 0.1", "default"),
        ("least = 20", "default"),
        ("[notify]", "default"),
        ("websub = []", "default"),
        ("indexnow = []", "default"),
        ('indexnow_endpoint = "https://api.indexnow.org/indexnow"', "default"),
        ("webhook = []", "default"),
        ('budget = "10 seconds"', "default"),
        ("[schedule]", "default"),
        ('every = ""', "default"),
        ("at = []", "default"),
        ('timezone = ""', "default"),
        ('jitter = "0 seconds"', "default"),
        ("watch = false", "default"),
        ("[health]", "default"),
        ('ping = ""', "default"),
        ('max_age = "1 hour"', "default"),
        ('metrics = ""', "default"),
        ('listen = ""', "default"),
        ("[serve]", "default"),
        ('host = "127.0.0.1"', "default"),
        ("port = 8080", "default"),
        ("connections = 300", "default"),
    ]


def test_what_is_shown_means_the_same_when_it_is_loaded_elsewhere(path, tmp_path):
    overrides = ["feeds.entries=7", "output.directory=out", "site.rights=(c) # 'x'"]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "config.toml").write_text(show(path, overrides), encoding="utf-8")
    assert load(elsewhere / "config.toml") == load(path, overrides)


def test_what_an_override_replaces_is_no_more_of_the_file(path):
    path.write_text(TEXT + '[feeds]\nentries = 3\nwindow = "1 day"\n', encoding="utf-8")
    lines = [" ".join(line.split()) for line in show(path, ["feeds={entries=7}"]).splitlines()]
    assert ("entries = 7 # -s" in lines, 'window = "48 hours" # default' in lines) == (True, True)


def test_what_is_wrong_is_not_shown(path):
    with pytest.raises(ConfigError, match=r"^-s feeds.entries=ten: expected a whole number above 0"):
        show(path, ["feeds.entries=ten"])


@pytest.mark.parametrize("url", ["s3://u:secret@b/feeds", "s3://b/feeds?X-Amz-Signature=secret", "s3://b/p?sig=secret"])
def test_an_option_that_is_refused_is_told_without_its_secret(path, url):
    for overrides, options in (
        ([f"output.directory={url}"], []),
        ([], [(f"--output {url}", f"output.directory={url}")]),
    ):
        with pytest.raises(ConfigError, match=r"\*\*\*") as told:
            load(path, overrides, options)
        assert "secret" not in str(told.value)


def test_a_password_in_a_url_is_not_shown(path):
    shown = show(path, ["site.rights=see postgresql://u:secret@h/db"])
    assert 'rights = "see postgresql://u:***@h/db"' in shown
    assert "secret" not in shown


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("postgresql://u:se:cr@et@h/db", "postgresql://u:***@h/db"),
        ("postgresql://:secret@h/db", "postgresql://:***@h/db"),
        ("two http://a:b@c/ http://d:e@f/", "two http://a:***@c/ http://d:***@f/"),
        ("https://a.example:8080/x@y", "https://a.example:8080/x@y"),
        ("https://u@a.example/", "https://u@a.example/"),
        (
            "s3://b/k?X-Amz-Signature=secret&x=1 az://c/k?sig=secret",
            "s3://b/k?X-Amz-Signature=***&x=1 az://c/k?sig=***",
        ),
        ("https://a.example/?signal=1&design=2", "https://a.example/?signal=1&design=2"),
    ],
)
def test_only_passwords_are_redacted(text, safe):
    assert redacted(text) == safe


@given(st.text())
def test_any_text_survives_as_a_toml_string_on_one_printable_line(text):
    written = toml_string(text)
    assert tomllib.loads(f"x = {written}") == {"x": text}
    assert written.isprintable()


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_path_of_names_is_told_as_toml_writes_it(names):
    tree = tomllib.loads(f"{dotted(tuple(names))} = 0")
    for name in names:
        tree = tree[name]
    assert tree == 0


def test_tables_in_one_of_several_sources_are_shown_so_that_they_load(path, tmp_path):
    path.write_text(
        """\
[site]
title = "T"
url = "https://a.example/"
[[source]]
path = "a"
profile = { sections = ["Harbour"], publisher = { name = "P" } }
[[source]]
path = "https://reader:swordfish@a.example/x.jsonl?of=today"
[source.profile]
tags = "listed"
"""
    )
    shown = show(path, ["source.1.profile.keywords=['*']"])
    assert "swordfish" not in shown
    copy = tmp_path / "copy.toml"
    copy.write_text(shown.replace("***", "swordfish"))
    assert load(copy).source == load(path, ["source.1.profile.keywords=['*']"]).source
