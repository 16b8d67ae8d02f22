"""The client for object storage: who may be spoken to how, and what becomes of its failures."""

import os
import subprocess
import sys

import obstore
import pytest

from exporter import objects as client
from exporter.check import kept
from exporter.engine import local
from exporter.errors import ExporterError, Unavailable
from exporter.publish import opening as publishing
from tests.servers import door

HIDDEN = "hidden0key"


@pytest.fixture
def bare(monkeypatch):
    """No environment but what a test gives."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "AZURE_", "GOOGLE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    return monkeypatch


@pytest.mark.parametrize(
    "use",
    [client.opened, lambda url: publishing.opened(url, 0), lambda url: kept.opened(url, local(1))],
    ids=["read", "published", "checked"],
)
def test_without_the_extra_it_is_told_how_to_install_it(bare, use):
    bare.setitem(sys.modules, "obstore", None)
    with pytest.raises(ExporterError, match=r"^s3://feeds/a: object storage needs .*: pip install 'exporter\[s3\]'$"):
        use("s3://feeds/a")


@pytest.mark.parametrize(
    ("endpoint", "allowed", "plain"),
    [
        ("", "", False),
        ("https://s3.example", "", False),
        ("http://127.0.0.1:9000", "", True),
        ("http://localhost:9000", "", True),
        ("http://[::1]:9000", "", True),
        ("http://10.0.0.1:9000", "true", True),
        ("http://10.0.0.1:9000", "1", True),
        ("http://10.0.0.1:9000", "", None),
        ("http://10.0.0.1:9000", "no", None),
        ("http://localhost.example:9000", "", None),
        ("http://127.0.0.1.example:9000", "", None),
        ("http://127.0.0.1@10.0.0.1:9000", "", None),
    ],
)
def test_without_tls_only_to_this_machine_or_where_somebody_says_so(bare, endpoint, allowed, plain):
    bare.setenv("AWS_ENDPOINT_URL", endpoint)
    bare.setenv("AWS_ALLOW_HTTP", allowed)
    if plain is None:
        with pytest.raises(ExporterError, match=r"s3://b/p: AWS_ENDPOINT_URL is http://.*without TLS"):
            client.opened("s3://b/p")
    else:
        assert client.may_be_plain("s3://b/p") is plain
        client.opened("s3://b/p")
    assert client.may_be_plain("gs://b/p") is client.may_be_plain("az://b/p") is False


@pytest.mark.parametrize(
    ("url", "name", "allowing"),
    [
        ("az://c/p", "AZURE_STORAGE_ENDPOINT", "AZURE_ALLOW_HTTP"),
        ("abfss://c@acc.dfs.core.windows.net/p", "AZURE_ENDPOINT", "AZURE_ALLOW_HTTP"),
        ("gs://b/p", "GOOGLE_BASE_URL", "GOOGLE_ALLOW_HTTP"),
    ],
)
def test_so_it_is_with_every_service_by_its_own_names(bare, url, name, allowing):
    bare.setenv(name, "http://127.0.0.1:10000")
    assert client.may_be_plain(url)
    assert not client.may_be_plain("s3://b/p")
    bare.setenv("AZURE_STORAGE_ACCOUNT_NAME", "acc")
    bare.setenv(name, "http://10.0.0.1:10000")
    with pytest.raises(ExporterError, match=f"{name} is http://10.0.0.1:10000: without TLS .* set {allowing}=true"):
        client.opened(url)
    bare.setenv(allowing, "true")
    assert client.may_be_plain(url)


@pytest.mark.parametrize(
    ("where", "who", "which"),
    [
        ("s3a://b/p", "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", "AWS_REGION and AWS_ENDPOINT_URL"),
        ("gs://b/p", "GOOGLE_APPLICATION_CREDENTIALS", "GOOGLE_APPLICATION_CREDENTIALS"),
        ("az://c/p", "AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY", "AZURE_STORAGE_ACCOUNT_NAME and"),
    ],
)
def test_a_message_advises_what_its_own_service_knows(where, who, which):
    found = client.failure(where, "read", "Error performing GET http://169.254.169.254/token - status code: 403")
    assert f"Set {who}, or what else" in str(found)
    assert f": see to {which}" in str(client.failure(where, "read", f"{ASKED} - status code: 400 B: "))


def test_no_message_shows_the_user_of_an_endpoint(bare):
    bare.setenv("AWS_ENDPOINT_URL", f"http://me:{HIDDEN}@10.0.0.1/")
    with pytest.raises(ExporterError) as told:
        client.opened("s3://b/p")
    assert HIDDEN not in str(told.value)


@pytest.mark.parametrize("url", ["s3://", f"s3://me:{HIDDEN}@b/p", "gs:///p", "s3://b/../p"])
def test_what_names_no_bucket_is_told_without_what_may_be_a_secret(url):
    with pytest.raises(ExporterError, match="expected") as told:
        client.opened(url)
    assert HIDDEN not in str(told.value)


ASKED = f"Error performing PUT https://b.example/p/x?X-Amz-Signature={HIDDEN} in 1ms"

BATCH = "Generic MicrosoftAzure error: Bulk delete request failed for key p/x"
"""As it tells what became of one of several removals that were asked for together."""


@pytest.mark.parametrize(
    ("said", "kind", "why"),
    [
        (f"{ASKED} - Server returned non-2xx status code: 503 S: <Code>SlowDown</Code>", Unavailable, "503, SlowDown"),
        (f"{ASKED} - Server returned non-2xx status code: 500 I: ", Unavailable, "HTTP 500"),
        (f"{ASKED} - Server returned non-2xx status code: 429 T: ", Unavailable, "HTTP 429"),
        (f"{ASKED} - non-2xx status code: 400 B: <Code>ExpiredToken</Code>", Unavailable, "400, ExpiredToken"),
        (f"{ASKED} - non-2xx status code: 403 F: <Code>RequestTimeTooSkewed</Code>", Unavailable, "Skewed"),
        (f"{ASKED} - HTTP error\n kind: Timeout", client.Unanswered, "no answer in time"),
        (f"{ASKED} - HTTP error\n kind: Connect, dns error", Unavailable, "its host has no address"),
        (f'{ASKED} - HTTP error\n message: "Connection refused"', Unavailable, "no connection: Connection refused"),
        (f"{ASKED} - HTTP error\n IncompleteMessage", Unavailable, "no connection"),
        ("Content-Range header not present\n NoContentRange", Unavailable, "its body was cut off"),
        ("Error performing PUT http://169.254.169.254/latest/api/token - status code: 403", Unavailable, "no credent"),
        (f"{ASKED} - status code: 403 F: <Code>AccessDenied</Code>", ExporterError, "allow these credentials"),
        (f"{ASKED} - status code: 401 U: ", ExporterError, "see to the credentials"),
        (f"{ASKED} - status code: 404 N: <Code>NoSuchBucket</Code>", ExporterError, "make the bucket"),
        (f"{ASKED} - status code: 404 N: <Code>ContainerNotFound</Code>", ExporterError, "make the container"),
        (f"{ASKED} - status code: 501 N: <Code>NotImplemented</Code>", ExporterError, "If-Match"),
        (f"{ASKED} - Received redirect without LOCATION", ExporterError, "another region"),
        (f"{ASKED} - HTTP error\n BadScheme", ExporterError, "its endpoint is no https URL: see to"),
        (f"{BATCH}: No (code: 403)\n\nDebug source:\n", ExporterError, "HTTP 403: allow these credentials"),
        (f"{BATCH}: Busy (code: 503)\n\nDebug source:\n", Unavailable, "HTTP 503. Try again later"),
        ("Generic MicrosoftAzure error: Account must be specified\n", ExporterError, "Account must be specified"),
        (f'Generic S3 error: bad key "{HIDDEN}"\n', ExporterError, "bad key"),
    ],
)
def test_what_becomes_of_a_failure(said, kind, why):
    found = client.failure("s3://b/p/x?y=z", "write", said)
    assert type(found) is kind
    assert str(found).startswith("s3://b/p/x: cannot write: ")
    assert why in str(found)
    assert HIDDEN not in str(found)


def test_a_path_that_is_called_latest_is_not_taken_for_the_service_of_credentials():
    said = "Error performing PUT https://b.example/feeds/latest/x - status code: 503"
    assert "credentials" not in str(client.failure("s3://b/p", "write", said))


def test_a_failure_of_the_net_is_retried_a_bounded_number_of_times(objects, monkeypatch):
    monkeypatch.setattr(client, "ATTEMPTS", 2)
    name = objects.bucket()
    with door.before(objects) as before:
        before.lead(monkeypatch)
        before.rule = lambda _method, _path: 500
        store = client.opened(objects.at(name, "p"))
        with pytest.raises(Unavailable, match="HTTP 500"), client.explained("s3://b/p", "read"):
            obstore.get(store, "x")
        assert len(before.asked) == 3


def test_two_at_once_try_again_later_and_conditions_pass(monkeypatch):
    from obstore.exceptions import AlreadyExistsError, PreconditionError

    with pytest.raises(Unavailable, match="HTTP 409"), client.explained("s3://b", "write"):
        raise AlreadyExistsError("status code: 409 Conflict: <Code>ConditionalRequestConflict</Code>")
    with pytest.raises(AlreadyExistsError), client.explained("az://b", "write"):  # no two: one is there already
        raise AlreadyExistsError("status code: 409 Conflict: <Code>BlobAlreadyExists</Code>")
    with pytest.raises(PreconditionError), client.explained("s3://b", "write"):
        raise PreconditionError("status code: 412")
    with pytest.raises(FileNotFoundError), client.explained("s3://b", "read"):
        raise FileNotFoundError("status code: 404 <Code>NoSuchKey</Code>")
    with pytest.raises(ExporterError, match="no object can have this name"), client.explained("s3://b", "read"):
        raise ValueError


def test_the_client_is_loaded_by_who_needs_it():
    code = "import sys, exporter.cli, exporter.preflight, exporter.export; sys.exit('obstore' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
