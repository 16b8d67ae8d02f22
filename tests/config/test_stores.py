"""How store.url is written, and what of it is told."""

import pytest

from exporter.config import stores
from exporter.config.mistakes import redacted

SCHEMA = "expected for schema at most 40 of a-z, 0-9 and _"


@pytest.mark.parametrize(
    ("url", "schema", "for_libpq", "called"),
    [
        ("postgresql:///news", "exporter", "postgresql:///news", "postgresql:///news?schema=exporter"),
        (
            "postgres://u:p%40w@h:5432/news?schema=a_1&sslmode=verify-full",
            "a_1",
            "postgres://u:p%40w@h:5432/news?sslmode=verify-full",
            "postgresql://u@h:5432/news?schema=a_1",
        ),
        (
            "postgresql://[::1]:5/n?host=/run/postgresql&schema=b",
            "b",
            "postgresql://[::1]:5/n?host=/run/postgresql",
            "postgresql://[::1]:5/n?schema=b",
        ),
        (
            "postgresql://h1:1,h2:2/n?",
            "exporter",
            "postgresql://h1:1,h2:2/n",
            "postgresql://h1:1,h2:2/n?schema=exporter",
        ),
    ],
)
def test_what_is_ours_is_told_from_what_is_of_libpq(url, schema, for_libpq, called):
    assert stores.is_postgres(url)
    assert stores.file_of(url) == stores.fault_of(url) == ""
    assert (stores.schema_of(url), stores.for_libpq(url), stores.called(url)) == (schema, for_libpq, called)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("postgresql://h/db?schema=", "expected name=value"),
        ("postgresql://h/db?sslmode", "expected name=value"),
        ("postgresql://h/db?passw%6Frd=secret", "expected name=value"),
        ("postgresql://h/db?schema=Public", SCHEMA),
        ("postgresql://h/db?schema=1a", SCHEMA),
        ("postgresql://h/db?schema=a;drop", SCHEMA),
        ("postgresql://h/db?schema=pg_temp", SCHEMA),
        ("postgresql://h/db?schema=news_restoring", SCHEMA),
        (f"postgresql://h/db?schema={'a' * 41}", SCHEMA),
        ("postgresql://[h/db", "expected sqlite:///PATH or postgresql://"),
        ("postgresql://u:a#b@h/db", "expected a URL without #"),
        ("postgresql://u:a@b@h/db", "expected no @ but one before the host: in a user"),
        ("postgresql://u:a/b@h/db", "expected no @ but one before the host: in a user"),
        ("postgresql://u:a?b=c@h/db", "expected no @ but one before the host: in a user"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_of_what_it_says(url, fault):
    assert stores.fault_of(url).startswith(fault)


def test_a_store_is_named_by_its_path_or_its_url():
    assert stores.url_of("a/b.db") == stores.url_of("sqlite:///a/b.db") == "sqlite:///a/b.db"
    assert stores.url_of("postgresql:///news") == "postgresql:///news"
    assert stores.url_of("mysql://h/news") == "mysql://h/news"  # so that it is told what there is, and no path
    assert stores.file_of("sqlite:////a/b.db") == "/a/b.db"


def test_no_password_of_a_url_is_shown():
    url = "postgresql://u:se:cr@et@h/db?password=hid&sslpassword=den&sslmode=require"
    assert redacted(url) == "postgresql://u:***@h/db?password=***&sslpassword=***&sslmode=require"
