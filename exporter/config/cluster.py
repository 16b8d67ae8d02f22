"""What [engine] must say of a Dask cluster: where its scheduler is, and how nobody else is taken for it."""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from exporter.config.locate import KeyPath
from exporter.config.mistakes import Mistake, quoted
from exporter.config.written import Values

FILES = ("ca_file", "cert_file", "key_file")
"""What both sides show each other and are judged by, with `tls://`."""
_SCHEDULER: KeyPath = ("engine", "scheduler")
_ADDRESS = re.compile(r"(tls|tcp)://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})")
_EXAMPLE = '"tls://scheduler.example.org:8786"'


def scheduler(text: str) -> str:
    """The address of a scheduler: what is wrong with it, or an empty text."""
    found = _ADDRESS.fullmatch(text)
    if found and 0 < int(found[3]) <= 65535:
        return ""
    return f"expected the address of a Dask scheduler such as {_EXAMPLE}, got {quoted(text)}"


def mistakes(values: Values) -> Iterator[Mistake]:
    """What does not go together. Nobody may set up a cluster without TLS unawares: its ports run what they get."""
    address = values.get(_SCHEDULER, "")
    is_dask = values.get(("engine", "kind")) == "dask"
    if is_dask and not address:
        yield Mistake(("engine", "kind"), f"a cluster needs engine.scheduler, the address of its scheduler: {_EXAMPLE}")
    elif address and not scheduler(address):
        if address.startswith("tcp://") and not (values.get(("engine", "insecure")) or _is_loopback(address)):
            yield Mistake(
                _SCHEDULER,
                f"{quoted(address)} is not encrypted, and whoever reaches a port of the cluster runs what they like as "
                'the user of its workers: use tls:// with ca_file, cert_file and key_file; "insecure = true" allows it '
                "where nobody else can come",
            )
        missing = [name for name in FILES if not values.get(("engine", name))]
        if is_dask and address.startswith("tls://") and missing:
            yield Mistake(_SCHEDULER, f"tls:// needs engine.{', engine.'.join(missing)} too: files in PEM format")


def _is_loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
