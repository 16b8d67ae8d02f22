"""The client for all object storage: dumps are read from it, and trees are published to it (DESIGN.md decision 12).

Which URLs lead to it, `config/buckets.py` says.

Who we are, and where the service is, stands in the environment under the names of these services: AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, AWS_ENDPOINT_URL; GOOGLE_APPLICATION_CREDENTIALS;
AZURE_STORAGE_ACCOUNT_NAME, AZURE_STORAGE_ACCOUNT_KEY and more; else the machine's own role is asked for. A URL with
credentials in it is refused: URLs are in logs.

Every request has a deadline and is tried again a bounded number of times; but for a put with a condition that timed
out, of which nobody knows whether it was done: `Unanswered`.

What the client says of a failure is never shown: URLs with signatures may be in it. The status, the code that the
service gives it and the kind of a failed connection are taken out of it.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from msgspec import Struct

from exporter.config import buckets
from exporter.config.places import shown
from exporter.errors import ExporterError, Unavailable
from exporter.printable import printable

if TYPE_CHECKING:
    from obstore.store import ObjectStore

PARALLEL = 32
"""Requests that are under way at a time."""
CONNECT = 10.0
"""Seconds for a connection to be there."""
SECONDS = 120.0
"""For one request, body and all: 50 MB need a line of 3.5 Mbit/s."""
ATTEMPTS = 6
"""Of one request, beyond the first."""
PERSISTING = timedelta(seconds=180)
"""After which none is tried again."""
FIRST_WAIT, LONGEST_WAIT = timedelta(milliseconds=100), timedelta(seconds=10)
"""Before the second attempt, and before any."""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class _Service(Struct, frozen=True):
    """What the environment says of a service, and under which names."""

    endpoints: tuple[str, ...]
    """Where it is: the first that is set."""
    plain: str
    """That it may be spoken to without TLS."""
    who: str
    """Who we are, in words for a message."""
    where: str
    """Which service it is and where, likewise."""


_SERVICES = {
    "s3": _Service(
        ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT"),
        "AWS_ALLOW_HTTP",
        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        "AWS_REGION and AWS_ENDPOINT_URL",
    ),
    "gs": _Service(
        ("GOOGLE_BASE_URL",), "GOOGLE_ALLOW_HTTP", "GOOGLE_APPLICATION_CREDENTIALS", "GOOGLE_APPLICATION_CREDENTIALS"
    ),
    "az": _Service(
        ("AZURE_STORAGE_ENDPOINT", "AZURE_ENDPOINT"),
        "AZURE_ALLOW_HTTP",
        "AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY",
        "AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ENDPOINT",
    ),
}

_STATUS = re.compile(r"(?:status code: |Bulk delete request failed .*\(code: )(\d{3})")
_CODE = re.compile(r"(?:<Code>|DeleteObjects request failed .*\(code: )(\w{1,60})(?:</Code>|\)$)", re.MULTILINE)
_NO_BUCKET = re.compile(r"<Code>(NoSuchBucket|ContainerNotFound)</Code>")
_SYSTEM = re.compile(r'message: "([^"\\]{1,80})"')
_ASKED_FOR_CREDENTIALS = re.compile(r"https?://(169\.254\.\d|metadata\.google|login\.microsoft|sts\.)|TokenRequest")
LATE = "no answer in time"
ALLOW = "allow these credentials to list, read, write and delete there (docs/operations.md)"
_SIGNS = {
    "redirect without LOCATION": "the bucket is in another region",
    "TimedOut": LATE,
    "kind: Timeout": LATE,
    "dns error": "its host has no address",
    "BadScheme": "its endpoint is no https URL",
    "ContentRange": "its body was cut off",
}
"""What of its words is understood, where there was no answer with a status."""
_STAYS = ("redirect without LOCATION", "BadScheme")
"""Those of them that nothing mends but another configuration."""
_PASSES = frozenset(
    {"ExpiredToken", "RequestTimeTooSkewed", "SlowDown", "RequestTimeout", "ServerBusy", "OperationTimedOut"}
)
"""Codes of failures that somebody mends without a change to the configuration, or that mend themselves."""
_WHO_ASKS = frozenset(
    {
        "InvalidAccessKeyId",
        "SignatureDoesNotMatch",
        "InvalidToken",
        "AuthorizationHeaderMalformed",
        "AuthenticationFailed",
        "AuthorizationFailure",
        "AccountIsDisabled",
        "KeyBasedAuthenticationNotPermitted",
    }
)
"""Codes that come with 403 like AccessDenied, whatever is asked for: no object is the cause."""
_AGAIN = frozenset({"408", "409", "425", "429"})


def require(url: str) -> None:
    """For whoever is about to load a module that cannot do without the client.

    Raises:
        ExporterError: the extra is not installed; says how to install it.
    """
    if find_spec("obstore") is None:
        raise ExporterError(
            f"{shown(url)}: object storage needs the package obstore, which is not installed: "
            "pip install 'exporter[s3]'"
        )


def opened(url: str, *, seconds: float | None = None, prefix: str = "") -> "ObjectStore":
    """A client for what lies below a URL. No request is made. Paths are relative to it.

    `seconds`: for one request, if not `SECONDS`. `prefix`: a path below the URL's own from which to start.

    Raises:
        ExporterError: the extra is not installed, or nothing can be reached by this URL as it is.
    """
    require(url)
    from obstore.store import from_url

    if fault := buckets.fault_of(url):
        raise ExporterError(f"{printable(shown(url), 200)}: {fault}")
    client: Any = {"connect_timeout": timedelta(seconds=CONNECT), "timeout": timedelta(seconds=seconds or SECONDS)}
    if may_be_plain(url):
        client["allow_http"] = True
    retry: Any = {
        "max_retries": ATTEMPTS,
        "retry_timeout": PERSISTING,
        "backoff": {"init_backoff": FIRST_WAIT, "max_backoff": LONGEST_WAIT, "base": 2},
    }
    whole = "/".join(filter(None, (url.rstrip("/"), prefix.strip("/"))))
    with explained(url, "open"):
        return from_url(whole, client_options=client, retry_config=retry)


def may_be_plain(url: str) -> bool:
    """Whether requests may go without TLS: to this machine. Others need AWS_ALLOW_HTTP or its like, which says that one
    knows.

    Raises:
        ExporterError: the endpoint is not on this machine, and would be spoken to in the clear.
    """
    service = _SERVICES[buckets.service_of(url)]
    name = next((name for name in service.endpoints if os.environ.get(name)), "")
    endpoint = urlsplit(os.environ.get(name, ""))
    if endpoint.scheme != "http":
        return False
    if endpoint.hostname in LOOPBACK:
        return True
    if os.environ.get(service.plain, "").lower() not in ("1", "true"):
        raise ExporterError(
            f"{shown(url)}: {name} is {shown(endpoint.geturl())}: without TLS anybody on the way can read and change "
            f"what is sent. Give an https URL, or set {service.plain}=true if the way is yours alone"
        )
    return True


class Unanswered(Unavailable):
    """There was no answer in time: whether it was done, nobody knows."""


@contextmanager
def explained(where: str, doing: str) -> Iterator[None]:
    """Turn what the client raises into our own errors. What it says of single objects passes: FileNotFoundError, and of
    conditions its AlreadyExistsError and PreconditionError.

    `where`: the URL, `doing`: a verb, `read` or `write`.

    Raises:
        Unavailable: it cannot be reached now.
        ExporterError: it can be, and does not let us, or there is no such thing.
    """
    from obstore import exceptions

    try:
        yield
    except FileNotFoundError as error:
        if not _NO_BUCKET.search(str(error)):
            raise
        raise failure(where, doing, str(error)) from None
    except (exceptions.AlreadyExistsError, exceptions.PreconditionError) as error:
        # Two at once, of which the one that lost tries again (S3 API, PutObject); but what is there already is a
        # condition that is not met, though Azure calls that 409, too (Blob service, error codes).
        if "status code: 409" not in str(error) or _first(_CODE, str(error)) == "BlobAlreadyExists":
            raise
        raise failure(where, doing, str(error)) from None
    except exceptions.BaseError as error:
        raise failure(where, doing, str(error)) from None
    except ValueError:
        raise ExporterError(f"{printable(shown(where), 300)}: cannot {doing}: no object can have this name") from None


def failure(where: str, doing: str, said: str) -> ExporterError:
    """What becomes of what the client said."""
    where, why, service = printable(shown(where), 300), _why(said), _SERVICES[buckets.service_of(where)]
    status, code = _first(_STATUS, said), _first(_CODE, said)
    if _ASKED_FOR_CREDENTIALS.search(said):
        return Unavailable(
            f"{where}: cannot {doing}: no credentials: there are none in the environment, and this machine has no role "
            f"that gives any. Set {service.who}, or what else your service knows (docs/operations.md)"
        )
    if (
        code in _PASSES
        or status in _AGAIN
        or (status >= "500" and status != "501")
        or not (status or _is_ours(said) or any(sign in said for sign in _STAYS))
    ):
        kind = Unanswered if why == LATE else Unavailable
        return kind(f"{where}: cannot {doing}: {why}. Try again later")
    advice = {
        "NoSuchBucket": "make the bucket, or see to its name",
        "ContainerNotFound": "make the container, or see to its name",
        "AccessDenied": ALLOW,
        "404": "is there such a bucket?",
        "401": "see to the credentials in the environment",
        "501": "it does not know conditions (If-Match), without which two could overwrite each other: use another",
        "403": ALLOW,
    }
    said_to_do = advice.get(code) or advice.get(status) or f"see to {service.where}"
    return ExporterError(f"{where}: cannot {doing}: {why}: {said_to_do}")


def denied(said: str) -> str:
    """Why this object is denied to us, whatever becomes of others; empty if it is we that are."""
    return "" if _first(_CODE, said) in _WHO_ASKS else _why(said)


def _first(pattern: re.Pattern[str], said: str) -> str:
    found = pattern.search(said)
    return found[1] if found else ""


def _is_ours(said: str) -> bool:
    """Whether it failed without the net: by what is configured."""
    return not re.search(r"HttpError|Error performing|ContentRange", said)


def _why(said: str) -> str:
    """What went wrong, without any word that may be a secret."""
    status, code, system = _first(_STATUS, said), _first(_CODE, said), _first(_SYSTEM, said)
    if status or code:  # of several objects that were to be removed one has a code of its own
        return ", ".join(filter(None, (f"HTTP {status}" if status else "", code)))
    known = next((why for sign, why in _SIGNS.items() if sign in said), "")
    if known or not _is_ours(said):
        return known or "no connection" + (f": {system}" if system else "")
    # Nothing was sent yet, so no URL of a request is in it; what it quotes may be what it was given.
    first = said.partition("\n")[0].rpartition("error: ")[2]
    return printable(re.sub(r"\S*[\"'`:/]\S*", "", first), 120).strip() or "the client cannot be made"
