"""What a program of one's own is told of an edition: JSON, signed if there is a secret."""

import hashlib
import hmac
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from exporter.config.schema import Webhook
from exporter.notify.message import Message

SIGNATURE = "X-Exporter-Signature"


class Unsigned(Exception):  # noqa: N818 - reads as what it says
    """The secret cannot be had; says why."""


def label(webhook: Webhook) -> str:
    """What it is called in the store and in messages: its host, and a digest, because the URL may be secret."""
    host = urlsplit(webhook.url).netloc
    return f"{host} ({hashlib.sha256(webhook.url.encode()).hexdigest()[:8]})"


def news(
    webhook: Webhook, site: str, edition: int, counts: Mapping[str, int], topics: Sequence[str], at: datetime
) -> Message:
    """Tells that `edition` is published below the URL `site`, which topics changed, and what became of the records.

    `at`: when it is sent, which is signed too, so that nobody can send it once more much later.

    Raises:
        Unsigned: its secret cannot be read.
    """
    told = {"site": site, "edition": edition, "at": at, "counts": counts, "topics": topics}
    body = msgspec.json.encode(told)
    secret = _secret(webhook)
    signature = {SIGNATURE: f"sha256={hmac.new(secret, body, hashlib.sha256).hexdigest()}"} if secret else {}
    return Message(webhook.url, "application/json", body, signature)


def _secret(webhook: Webhook) -> bytes:
    """The secret without the line end after it; empty if none is configured."""
    if webhook.secret_env:
        found = os.environb.get(webhook.secret_env.encode(), b"")
        where = f"the environment has no {webhook.secret_env}, or an empty one"
    elif webhook.secret_file:
        try:
            found = Path(webhook.secret_file).read_bytes()
        except OSError as error:
            raise Unsigned(f"{webhook.secret_file}: cannot be read: {error.strerror}") from error
        where = f"{webhook.secret_file}: is empty"
    else:
        return b""
    if not (secret := found.rstrip(b"\r\n")):
        raise Unsigned(f"there is no secret to sign with: {where}")
    return secret
