"""What goes out, and what comes back."""

from http import HTTPStatus

from msgspec import Struct


class Message(Struct, frozen=True):
    """What is posted, and where."""

    url: str
    media_type: str
    body: bytes
    headers: dict[str, str] = {}


class Answer(Struct, frozen=True):
    """What came back."""

    status: int = 0
    """Of HTTP; 0 if there was no answer."""
    fault: str = ""
    """Why there was none, in words of ours: never a URL, never a word of the other side's."""
    retry_after: int = 0
    """Seconds that the other side asks us to wait."""

    @property
    def is_gone(self) -> bool:
        """Whether there is nobody to be told any more, and never will be (RFC 9110 section 15.5.11)."""
        return self.status == HTTPStatus.GONE

    @property
    def reason(self) -> str:
        """Why the message must be sent again; empty if it need not."""
        if self.fault:
            return self.fault
        if 300 <= self.status < 400:
            return f"HTTP {self.status}: it has moved, and redirects are not followed: configure the new address"
        return "" if 200 <= self.status < 300 else f"HTTP {self.status}"
