"""How `store.url` is written: a file of SQLite, or a schema in a database of PostgreSQL.

Of a URL of PostgreSQL all but `schema` is libpq's (its manual, section 34.1.1.2).
"""

import re
from urllib.parse import urlsplit

SQLITE = "sqlite:///"
_POSTGRES = ("postgresql://", "postgres://")
SCHEMA = "exporter"
"""Where the tables are if the URL names no other schema."""
_SCHEMA = re.compile(r"(?!pg_)[a-z_][a-z0-9_]{0,39}(?<!_restoring)")
"""Unquoted it means the same everywhere; what is set aside gets a longer name, and 63 bytes are the most; what is being
restored is dropped if it is left over."""
_OPTION = re.compile("[a-z_]+")
"""As libpq has them, which also takes %70assword for one that is not to be shown."""
FORMS = "sqlite:///PATH or postgresql://USER@HOST/DATABASE"
"""What may be written."""
ESCAPES = "in a user name or password all but letters, digits and -._~ is written as %XX"
"""What libpq wants: it ends a password at the first `@` or `/`, and then asks for a host by what is left of it."""


def is_postgres(url: str) -> bool:
    """Whether a store is in a database of PostgreSQL."""
    return url.startswith(_POSTGRES)


def url_of(text: str) -> str:
    """What `--store` names: a URL, or the path of a file."""
    return text if "://" in text else SQLITE + text


def file_of(url: str) -> str:
    """The path of the file; empty if there is none."""
    return "" if is_postgres(url) else url.removeprefix(SQLITE)


def schema_of(url: str) -> str:
    """The schema of a URL of PostgreSQL."""
    named = [value for name, value in _options(url) if name == "schema"]
    return named[-1] if named else SCHEMA


def for_libpq(url: str) -> str:
    """A URL of PostgreSQL without what is ours."""
    query = "&".join(f"{name}={value}" for name, value in _options(url) if name != "schema")
    return f"{url.partition('?')[0]}{'?' if query else ''}{query}"


def called(url: str) -> str:
    """What messages call a store of PostgreSQL: where it is, and nothing secret."""
    parts = urlsplit(url)
    user, at, hosts = parts.netloc.rpartition("@")
    return f"postgresql://{user.partition(':')[0]}{at}{hosts}{parts.path}?schema={schema_of(url)}"


def fault_of(url: str) -> str:
    """What is wrong with a URL of PostgreSQL; empty if nothing is. It is not told what it says."""
    try:
        options = _options(url)
    except ValueError:
        return f"expected {FORMS}, and this cannot be read as a URL"
    if urlsplit(url).fragment:
        return "expected a URL without #: write %23 for one in a password"
    if url.count("@") > ("@" in urlsplit(url).netloc):
        return f"expected no @ but one before the host: {ESCAPES}"
    if any(not _OPTION.fullmatch(name) or not value for name, value in options):
        return "expected name=value after ?, such as sslmode=verify-full"
    if not _SCHEMA.fullmatch(schema_of(url)):
        return "expected for schema at most 40 of a-z, 0-9 and _: no digit or pg_ first, no _restoring last"
    return ""


def _options(url: str) -> list[tuple[str, str]]:
    """Names and values after the `?`, as they are written."""
    parts = [part.partition("=") for part in urlsplit(url).query.split("&") if part]
    return [(name, value) for name, _, value in parts]
