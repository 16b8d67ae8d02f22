"""URLs of object storage: what they must look like, and which lie in one another.

s3://BUCKET/KEY      S3, and what speaks like it (s3a:// is the same)
gs://BUCKET/KEY      Google Cloud Storage
az://CONTAINER/KEY   Azure Blob Storage (azure:// and abfs:// are the same;
                     abfss://CONTAINER@ACCOUNT.dfs.core.windows.net/KEY names the account, too)
"""

from exporter.config import places
from exporter.config.mistakes import quoted


def fault_of(url: str) -> str:
    """What is wrong with it, or an empty text. No message shows what may be a secret."""
    root, key = places.in_bucket(url)
    host = root.partition("://")[2]
    account, at, _ = host.partition("@")
    names_account = root.lower().startswith("abfs") and ":" not in account
    if not host.strip("@") or (at and not names_account) or set("?#*[ ") & set(host):
        return (
            "expected a bucket, and what lies in it, such as s3://BUCKET/dumps/ (yours is not shown); credentials, "
            "endpoint and region stand in the environment"
        )
    if {".", ".."} & set(key.split("/")):
        return f"expected no folder called . or .., got {quoted(url)}: a key stands for nothing but itself"
    return ""


def tree_fault_of(url: str) -> str:
    """As `fault_of`, for a tree: clients take its prefix for part of a URL, and what is put below it for folders."""
    if fault := fault_of(url):
        return fault
    key = places.in_bucket(url)[1]
    if set("?#%*[\\") & set(key) or not key.isprintable() or "" in key.rstrip("/").split("/")[1:]:
        return f"expected a plain prefix such as s3://BUCKET/feeds, got {quoted(places.shown(url))}"
    return ""


def service_of(url: str) -> str:
    """Which service it leads to, by one name however its scheme is written: `s3`, `gs` or `az`."""
    scheme = url.partition("://")[0].lower()
    return {"s3a": "s3", "s3": "s3", "gs": "gs"}.get(scheme, "az")


def are_nested(one: str, other: str) -> bool:
    """Whether one of two buckets, with their keys, lies in the other, or is it."""
    mine, theirs = _parts(one), _parts(other)
    shorter = min(len(mine), len(theirs))
    return mine[:shorter] == theirs[:shorter]


def _parts(url: str) -> list[str]:
    root, key = places.in_bucket(url)
    service, host = service_of(url), root.lower().partition("://")[2]
    container = host.partition("@")[0] if service == "az" else host
    return [service, container, *filter(None, key.split("/"))]
