"""Sends one message over HTTP, in so many seconds at most, whatever the other side does (connecting.py).

The body of an answer is never read, so it may be of any size.
"""

from collections.abc import Callable

import requests
from urllib3.exceptions import HTTPError

from exporter.connecting import Deadline, fault, retry_after, session
from exporter.notify.message import Answer, Message


def post(message: Message, agent: str, seconds: float, clock: Callable[[], float]) -> Answer:
    """Post the message as `agent`; `clock` counts seconds.

    No redirect is followed, no proxy or netrc of the environment is used, certificates are checked.
    """
    headers = {"User-Agent": agent, "Content-Type": message.media_type, "Connection": "close", **message.headers}
    with session(Deadline(seconds, clock)) as speaking:
        try:
            with speaking.post(
                message.url, data=message.body, headers=headers, allow_redirects=False, timeout=seconds, stream=True
            ) as answer:
                return Answer(answer.status_code, retry_after=retry_after(answer.headers))
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            return Answer(fault=fault(error, seconds))
