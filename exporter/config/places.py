"""What the `path` of a source is: a file or folder, a pattern for several, a URL, a bucket, or standard input; and
what may stand for a published tree: a folder, or a bucket."""

import os
import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

STANDARD_INPUT = "-"
BUCKETS = ("s3", "s3a", "gs", "az", "azure", "abfs", "abfss")
"""Schemes of URLs that lead to object storage: S3 and whatever speaks like it, Google's, Azure's."""
_WILD = re.compile(r"[*?\[]")


def is_url(path: str) -> bool:
    """Whether it is fetched over HTTP."""
    return path.lower().startswith(("http://", "https://"))


def is_bucket(path: str) -> bool:
    """Whether it lies in object storage: `s3://BUCKET/PREFIX`, and the like."""
    scheme, colon, _ = path.partition("://")
    return bool(colon) and scheme.lower() in BUCKETS


def is_elsewhere(path: str) -> bool:
    """Whether it is no path of this machine's file system: a URL, of whatever kind."""
    return is_url(path) or is_bucket(path)


def in_bucket(url: str) -> tuple[str, str]:
    """The bucket, as a URL, and the key below it as it is written: nothing in a key stands for anything else."""
    scheme, _, rest = url.partition("://")
    host, _, key = rest.partition("/")
    return f"{scheme}://{host}", key


def is_wild(part: str) -> bool:
    """Whether a part of a pattern holds a wildcard."""
    return bool(_WILD.search(part))


def is_pattern(path: str) -> bool:
    """Whether it stands for any number of files and folders: it holds `*`, `?` or `[`, and nothing has that very name.

    Looks at the file system.
    """
    return bool(_WILD.search(path)) and not is_url(path) and not is_bucket(path) and not os.path.lexists(path)


def fixed(pattern: str) -> tuple[str, tuple[str, ...]]:
    """The folder before the first wildcard, and the parts that follow: `/srv/*/dumps` is `/srv` and `*`, `dumps`."""
    parts = [part for part in pattern.split("/") if part not in ("", ".")]
    first = next((number for number, part in enumerate(parts) if _WILD.search(part)), len(parts))
    root = "/" if pattern.startswith("/") else ""
    return (root + "/".join(parts[:first])) or ".", tuple(parts[first:])


def matches(parts: Sequence[str], wild: Sequence[str]) -> bool:
    """Whether the parts of a pattern after its first wildcard stand for these of a path."""
    if not wild:
        return not parts
    if wild[0] == "**":
        return any(matches(parts[end:], wild[1:]) for end in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], wild[0]) and matches(parts[1:], wild[1:])


def root_of(path: str) -> str:
    """The folder or file in which all that it stands for lies, and from which its dumps have their names."""
    return fixed(path)[0] if is_pattern(path) else path


def shown(url: str) -> str:
    """The URL without what may be a secret: who asks, with which password, and the query."""
    return urlunsplit(_bare(urlsplit(url))._replace(query=""))


def bare(url: str) -> tuple[str, tuple[str, str] | None]:
    """The URL without user and fragment, and the user and password that it names."""
    parts = urlsplit(url)
    user = (unquote(parts.username or ""), unquote(parts.password or "")) if "@" in parts.netloc else None
    return urlunsplit(_bare(parts)), user


def _bare(parts: SplitResult) -> SplitResult:
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="")
