"""What a URL of object storage must look like: `s3://BUCKET/KEY`, and the like (exporter/objects.py)."""

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
