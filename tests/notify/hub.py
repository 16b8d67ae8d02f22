"""A WebSub hub and a subscriber, by the W3C Recommendation (sections 4, 5 and 7)."""

import re

import requests

from tests.notify.peers import Handler, Peer, Sent

CHALLENGE = "a7c1e0b95f"


class Hub(Peer):
    """Verifies subscriptions; when it is told that a topic has changed, fetches it and gives it to its subscribers."""

    def __init__(self) -> None:
        super().__init__(self._act)
        self.subscribers: dict[str, list[str]] = {}
        self.pings: list[str] = []

    def _act(self, handler: Handler, sent: Sent) -> None:
        form = sent.form()
        if form["hub.mode"] == "publish":
            self.pings.append(form["hub.url"])
            self._distribute(form["hub.url"])
            handler.answer(204)  # last, so that who has its answer knows that all is done
            return
        asked = {"hub.mode": form["hub.mode"], "hub.topic": form["hub.topic"], "hub.challenge": CHALLENGE}
        answer = requests.get(form["hub.callback"], params={**asked, "hub.lease_seconds": "86400"}, timeout=60)
        verified = answer.ok and answer.text == CHALLENGE
        if verified:
            self.subscribers.setdefault(form["hub.topic"], []).append(form["hub.callback"])
        handler.answer(202 if verified else 403)

    def _distribute(self, topic: str) -> None:
        for callback in self.subscribers.get(topic, []):
            got = requests.get(topic, timeout=60)
            links = f'<{self.url}>; rel="hub", <{topic}>; rel="self"'
            headers = {"Content-Type": got.headers["Content-Type"], "Link": links}
            requests.post(callback, data=got.content, headers=headers, timeout=60)


class Subscriber(Peer):
    """Subscribes to what it meant to, and keeps what it is given."""

    def __init__(self) -> None:
        super().__init__(self._act)
        self.meant: set[str] = set()
        self.given: list[Sent] = []

    def subscribe(self, topic: str, hub: str) -> int:
        """The status of the hub's answer."""
        self.meant.add(topic)
        form = {"hub.mode": "subscribe", "hub.topic": topic, "hub.callback": self.url}
        return requests.post(hub, data=form, timeout=60).status_code

    def _act(self, handler: Handler, sent: Sent) -> None:
        if sent.method == "POST":
            self.given.append(sent)
            handler.answer(204)
            return
        form = sent.form()
        if form["hub.topic"] in self.meant:
            handler.answer(200, form["hub.challenge"].encode())
        else:
            handler.answer(404)


def discovered(url: str) -> tuple[str, str]:
    """(topic, hub) as the header fields of a feed name them, which come before what the document says (section 4)."""
    said = requests.get(url, timeout=60).headers["Link"]
    links = {rel: target for target, rel in re.findall(r'<([^>]+)>; rel="(\w+)"', said)}
    return links["self"], links["hub"]
