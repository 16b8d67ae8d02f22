"""The access log, in the common log format: one line an answer, at level `info`."""

import logging
import time
from typing import Any

from exporter.serve.answers import Answer

log = logging.getLogger(__name__)


def line(scope: dict[str, Any], answer: Answer, now: float) -> str:
    r"""`HOST - - [25/Nov/2026:06:00:00 +0000] "GET /feed.atom HTTP/1.1" 200 51234`, in UTC, in ASCII.

    What a client sends cannot end the quotes or the line: quotes, backslashes and all that is not printable ASCII
    become `\xNN`.
    """
    host = scope["client"][0] if scope.get("client") else "-"
    query = scope.get("query_string", b"")
    target = scope["raw_path"] + (b"?" + query if query else b"")
    request = f"{scope['method']} {_quoted(target)} HTTP/{scope['http_version']}"
    length = 0 if scope["method"] == "HEAD" else answer.length
    when = time.gmtime(now)
    stamp = f"{when.tm_mday:02d}/{_MONTHS[when.tm_mon - 1]}/{time.strftime('%Y:%H:%M:%S', when)} +0000"
    return f'{host} - - [{stamp}] "{request}" {answer.status} {length or "-"}'


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Not strftime's: those are in the language of the process."""


def _quoted(target: bytes) -> str:
    return "".join(chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}" for byte in target)
