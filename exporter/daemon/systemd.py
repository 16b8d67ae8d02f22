"""Tell systemd how it goes (sd_notify(3)): a few lines to a datagram socket, if the environment names one."""

import logging
import os
import socket
import time
from collections.abc import Mapping
from typing import Self

log = logging.getLogger(__name__)


class Notifier:
    """Talks to whoever started the daemon; to nobody where it was not systemd."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._address = environment.get("NOTIFY_SOCKET", "")
        own = environment.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        wanted = environment.get("WATCHDOG_USEC", "")
        self.patience = int(wanted) / 3e6 if own and wanted.isdecimal() and int(wanted) else None
        """Seconds between signs of life: a third of what systemd grants (half is advised). None: it wants none."""
        self._socket: socket.socket | None = None

    def __enter__(self) -> Self:
        if self._address:
            self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
            self._socket.settimeout(0)
        return self

    def __exit__(self, *_: object) -> None:
        if self._socket:
            self._socket.close()

    def ready(self, status: str) -> None:
        """Started, or done with reloading."""
        self._tell("READY=1", f"STATUS={status}")

    def reloading(self) -> None:
        """The configuration is read again."""
        self._tell("RELOADING=1", f"MONOTONIC_USEC={time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000}")

    def alive(self) -> None:
        """A sign of life."""
        if self.patience:
            self._tell("WATCHDOG=1")

    def status(self, text: str) -> None:
        """What `systemctl status` shows."""
        self._tell(f"STATUS={text}")

    def stopping(self) -> None:
        """The end has begun."""
        self._tell("STOPPING=1")

    def _tell(self, *lines: str) -> None:
        if not self._socket:
            return
        # An address that begins with @ is in the abstract namespace, where it begins with a zero byte.
        address = f"\0{self._address[1:]}" if self._address.startswith("@") else self._address
        try:
            self._socket.sendto("\n".join(line.replace("\n", " ") for line in lines).encode(), address)
        except OSError as error:
            log.warning("cannot tell systemd %s: %s", lines[0], error.strerror)
