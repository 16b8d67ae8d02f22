"""What a hub is told (W3C WebSub section 6, which leaves the words to hub and publisher; these are PubSubHubbub 0.4's).

One topic a request: not every hub understands several.
"""

from urllib.parse import urlencode

from exporter.notify.message import Message


def ping(hub: str, topic: str) -> Message:
    """Tells the hub that the document at `topic` has changed."""
    body = urlencode({"hub.mode": "publish", "hub.url": topic}).encode()
    return Message(hub, "application/x-www-form-urlencoded", body)
