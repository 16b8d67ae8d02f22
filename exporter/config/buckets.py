"""URLs of object storage: what they must look like, and which lie in one another.

s3://BUCKET/PREFIX      S3, and what speaks like it (s3a:// is the same)
gs://BUCKET/PREFIX      Google Cloud Storage
az://CONTAINER/PREFIX   Azure Blob Storage (azure:// and abfs:// are the same;
                        abfss://CONTAINER@ACCOUNT.dfs.core.windows.net/PREFIX names the account, too)
"""

from urllib.parse import unquote, urlsplit

from exporter.config import places
from exporter.config.mistakes import quoted


def fault(text: str) -> str:
    """What is wrong with a URL of a bucket; empty if nothing is. Shows no credentials, and no query."""
    wanted = 'expected a bucket such as "s3://BUCKET/PREFIX"'
    try:
        clean, user = places.bare(text)
        shown, parts = places.shown(text), urlsplit(clean)
        has_account = names_account(text)
    except ValueError:
        return f"{wanted} (yours is not shown)"
    if not places.is_bucket(text):
        return f"{wanted}, got {quoted(shown)}"
    if user is not None and not has_account:
        return f"{wanted}, without credentials, got {quoted(shown)}: the environment has them (docs/operations.md)"
    if not parts.netloc or "?" in text or "#" in text:
        return f"{wanted}, without ? and #, got {quoted(shown)}"
    if not text.isprintable() or any(one in (".", "..", "") for one in parts.path.strip("/").split("/")[1:]):
        return f"{wanted}, got {quoted(shown)}: a prefix has no empty parts, no . and no .."
    return ""


def names_account(bucket: str) -> bool:
    """Whether a URL of Azure names the container and the account: `abfss://CONTAINER@ACCOUNT.dfs.core.windows.net`."""
    parts = urlsplit(bucket)
    return parts.scheme in ("abfs", "abfss") and "@" in parts.netloc and parts.password is None


def are_nested(one: str, other: str) -> bool:
    """Whether one of two buckets, with their prefixes, lies in the other, or is it."""
    mine, theirs = _parts(one), _parts(other)
    shorter = min(len(mine), len(theirs))
    return mine[:shorter] == theirs[:shorter]


def _parts(bucket: str) -> list[str]:
    parts = urlsplit(bucket)
    service = {"s3a": "s3", "gs": "gs", "s3": "s3"}.get(parts.scheme, "az")
    container = parts.username if names_account(bucket) else parts.netloc
    return [service, container or "", *filter(None, unquote(parts.path).split("/"))]
