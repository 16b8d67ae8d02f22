"""Azure Blob Storage on loopback: Azurite, Microsoft's emulator of it, which npm has."""

import base64
import hashlib
import hmac
import http.client
import io
import shutil
from email.utils import parsedate_to_datetime
from typing import Any, ClassVar
from urllib.parse import quote, urlencode
from xml.etree.ElementTree import fromstring

import pytest

from tests.servers import objects
from tests.servers.objects import Objects

PROGRAM = "azurite-blob"
ACCOUNT, KEY = "harbour", base64.b64encode(b"a secret of nobody").decode()


def use() -> None:
    """From now on. Raises pytest.UsageError if it is not installed."""
    if not shutil.which(PROGRAM):
        raise pytest.UsageError(
            f"{PROGRAM} is not found, which stands in for Azure. Install it (a minute, 190 MB), and try again: "
            "apt-get install nodejs npm; npm install --prefix .venv/azurite azurite"
        )
    objects.use(Azurite)


class Azurite(Objects):
    """The server."""

    scheme = "az"
    codes: ClassVar[dict[int, str]] = {
        403: "AuthorizationPermissionMismatch",
        404: "ContainerNotFound",
        500: "InternalError",
        503: "ServerBusy",
    }
    stranger = "AuthenticationFailed"
    listing = "comp=list"

    def _command(self) -> list[str]:
        where = ("--blobHost", "127.0.0.1", "--blobPort", str(self.port))
        return [PROGRAM, "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent", *where]

    def _settings(self) -> dict[str, str]:
        return {"AZURITE_ACCOUNTS": f"{ACCOUNT}:{KEY}"}

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs that speaks to it."""
        return {"AZURE_STORAGE_ACCOUNT_NAME": ACCOUNT, "AZURE_STORAGE_ACCOUNT_KEY": KEY, **self.by(self.url)}

    def by(self, url: str) -> dict[str, str]:
        """What is else for one that reaches it at this URL."""
        return {"AZURE_STORAGE_ENDPOINT": f"{url}/{ACCOUNT}"}

    def client(self) -> Any:
        """Another one than ours."""
        return Client(self.port)


class Client:
    """What tests ask of a server of objects, by the names and with the words that boto3 has for it, spoken to Azure: by
    its REST API (Blob service, 2019-12-12), with a shared access signature."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._signature = _signature()

    def create_bucket(self, **said: Any) -> None:
        """`Bucket`: its name."""
        self._ask("PUT", said["Bucket"], restype="container")

    def put_object(self, **said: Any) -> None:
        """`Bucket`, `Key`, and if wished `Body`, `ContentType`, `CacheControl`, `ContentEncoding` and `Metadata`."""
        headers = {"x-ms-blob-type": "BlockBlob"}
        headers |= {header: said[name] for name, header in _PUT.items() if said.get(name)}
        headers |= {f"x-ms-meta-{name}": value for name, value in said.get("Metadata", {}).items()}
        self._ask("PUT", f"{said['Bucket']}/{quote(said['Key'])}", said.get("Body", b""), headers)

    def get_object(self, **said: Any) -> dict[str, Any]:
        """`Bucket`, `Key`: its bytes as the file `Body`, and what it says of itself."""
        headers, body = self._ask("GET", f"{said['Bucket']}/{quote(said['Key'])}")
        told = {name: headers[header] for name, header in _GOT.items() if headers[header]}
        return {
            **told,
            "Body": io.BytesIO(body),
            "ContentLength": len(body),
            "LastModified": parsedate_to_datetime(headers["Last-Modified"]),
            "Metadata": {name[10:]: value for name, value in headers.items() if name.lower().startswith("x-ms-meta-")},
        }

    def head_object(self, **said: Any) -> dict[str, Any]:
        """As `get_object`."""
        return self.get_object(**said)

    def delete_object(self, **said: Any) -> None:
        """`Bucket`, `Key`."""
        self._ask("DELETE", f"{said['Bucket']}/{quote(said['Key'])}")

    def list_objects_v2(self, **said: Any) -> dict[str, Any]:
        """`Bucket`, and if wished `Prefix`: under `Contents` the `Key` of each object, of 5,000 at most."""
        return {"Contents": [{"Key": key} for key in self._keys(said["Bucket"], said.get("Prefix", ""))]}

    def list_multipart_uploads(self, **said: Any) -> dict[str, Any]:
        """`Bucket`: under `Uploads` the `Key` of each object of which some blocks came, and no word that was all."""
        whole = self._keys(said["Bucket"], "")
        every = self._keys(said["Bucket"], "", include="uncommittedblobs")
        return {"Uploads": [{"Key": key} for key in every if key not in whole]}

    def _keys(self, bucket: str, prefix: str, **query: str) -> list[str]:
        _, body = self._ask("GET", bucket, restype="container", comp="list", prefix=prefix, **query)
        return [name.text or "" for name in fromstring(body).iterfind("Blobs/Blob/Name")]  # noqa: S314 - of our own server

    def _ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None, **query: str
    ) -> tuple[Any, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        target = f"/{ACCOUNT}/{path}?{urlencode({**query, **self._signature})}"
        connection.request(method, target, body or None, {"Content-Length": str(len(body)), **(headers or {})})
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        assert answer.status < 300 or (method, answer.status) == ("DELETE", 404), (method, path, answer.status, data)
        return answer.headers, data


_PUT = {
    "ContentType": "x-ms-blob-content-type",
    "CacheControl": "x-ms-blob-cache-control",
    "ContentEncoding": "x-ms-blob-content-encoding",
}
_GOT = {
    "ContentType": "Content-Type",
    "CacheControl": "Cache-Control",
    "ContentEncoding": "Content-Encoding",
    "ETag": "ETag",
}


def _signature() -> dict[str, str]:
    """Of the account (Azure Storage, "Create an account SAS"): for all that there is, and as long as tests last."""
    said = {"sp": "rwdlac", "ss": "b", "srt": "sco", "st": "", "se": "2100-01-01T00:00:00Z", "sip": "", "spr": ""}
    said["sv"] = "2019-12-12"
    signed = "\n".join((ACCOUNT, *said.values(), ""))
    digest = hmac.new(base64.b64decode(KEY), signed.encode(), hashlib.sha256).digest()
    return {**{name: value for name, value in said.items() if value}, "sig": base64.b64encode(digest).decode()}
