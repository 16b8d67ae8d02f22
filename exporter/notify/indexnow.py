"""What search engines are told (https://www.indexnow.org/documentation)."""

from collections.abc import Sequence

import msgspec

from exporter.notify.message import Message

MAX_URLS = 10_000
"""In one request."""


def submission(endpoint: str, host: str, key: str, urls: Sequence[str]) -> Message:
    """Tells the search engines behind `endpoint` that these URLs of one host are new or have changed.

    `https://HOST/KEY.txt` shows that the key is the host's: at the root, because it speaks for its own folder only.
    """
    body = {"host": host, "key": key, "keyLocation": f"https://{host}/{key}.txt", "urlList": urls}
    return Message(endpoint, "application/json; charset=utf-8", msgspec.json.encode(body))
