"""What is compressed, unpacked: gzip, zstandard, bzip2, xz, and what zip archives hold.

Nothing is unpacked that nobody asks for, and no more than a piece at once. What a hostile stream may cost is bounded:
bytes, memory, and how many bytes one byte may become. RFC 1952 (gzip), RFC 8878 (zstandard), the xz file format 1.2.1.
"""

import sys
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Literal, Protocol

from msgspec import Struct

from exporter.readers.streams import PIECE, Stopped, made_of

Packing = Literal["gzip", "zstd", "bzip2", "xz", "deflate", "lzma"]
"""The last two only in zip archives."""

MAGIC = {"gzip": (b"\x1f\x8b",), "bzip2": (b"BZh",), "xz": (b"\xfd7zXZ\x00",)} | {
    "zstd": (b"\x28\xb5\x2f\xfd", *(bytes((0x50 + number, 0x2A, 0x4D, 0x18)) for number in range(16)))
}
"""How each begins, and each further member of the same stream. Zstandard has frames to be skipped, too."""
NAMES = {"gzip": "gzip", "zstd": "zstandard", "bzip2": "bzip2", "xz": "xz", "deflate": "deflated", "lzma": "LZMA"}

MAX_UNPACKED = 64 * 1024**3
"""Bytes that one dump may become, all of its members together."""
MAX_MEMBER = 32 * 1024**3
"""Bytes that one member of an archive may become."""
MAX_MEMBERS = 100_000
"""Members of a dump, in all of its archives together."""
MAX_RATIO = 200
"""Bytes that one byte may become. News in JSON become 3 to 30, whatever packs them."""
FREE = 1024**2
"""Bytes that may become of nothing before the ratio is looked at: a small file of blanks is no bomb."""
MAX_MEMORY = 192 * 1024**2
"""Bytes that xz may need: its highest preset takes 65 MiB."""
MAX_WINDOW = 27
"""Zstandard may look back 2 to the power of this: 128 MiB, what its own tool takes unasked."""


class Limits(Struct, frozen=True):
    """What a dump may cost."""

    unpacked: int = MAX_UNPACKED
    member: int = MAX_MEMBER
    members: int = MAX_MEMBERS
    ratio: int = MAX_RATIO
    free: int = FREE


class Budget:
    """What is left of the limits for one dump, however its members lie in each other."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.unpacked = 0
        self.members = 0

    @property
    def is_spent(self) -> bool:
        """Whether nothing more of this dump may be unpacked."""
        return self.unpacked > self.limits.unpacked or self.members > self.limits.members

    def spend(self, size: int) -> None:
        """Take note of so many bytes.

        Raises:
            Stopped: they are too many.
        """
        self.unpacked += size
        if self.unpacked > self.limits.unpacked:
            raise Stopped("too-large", f"it unpacks to more than {shown(self.limits.unpacked)}; split it")

    def count(self) -> None:
        """Take note of a member of an archive.

        Raises:
            Stopped: there are too many.
        """
        self.members += 1
        if self.members > self.limits.members:
            reason = f"there are more than {self.limits.members:,} files in it; the others were not read: split it"
            raise Stopped("too-many-members", reason)


class _Ratio:
    """How much of a stream has become how much."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._taken = self._given = 0

    def take(self, size: int) -> None:
        self._taken += size

    def give(self, size: int) -> None:
        self._given += size
        limits = self._budget.limits
        if self._given > limits.free and self._given > self._taken * limits.ratio:
            reason = (
                f"{self._taken:,} bytes become more than {limits.ratio} times as many; nothing was read of the rest"
            )
            raise Stopped("bomb", reason)
        if self._given > limits.member:
            raise Stopped("too-large", f"it unpacks to more than {shown(limits.member)}; split it")
        self._budget.spend(size)


class Decompressor(Protocol):
    """As `bz2` and `lzma` have it."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Inflate:
    """What `zlib` has, in the way of the others."""

    def __init__(self, window: int) -> None:
        self._inner = zlib.decompressobj(window)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


class Machine(Struct, frozen=True):
    """What unpacks one kind."""

    new: Callable[[], Decompressor]
    errors: tuple[type[Exception], ...]
    """What it raises for damage."""


def machine(kind: Packing) -> Machine:
    """What unpacks this kind; its library is loaded now."""
    if kind in {"gzip", "deflate"}:
        window = 31 if kind == "gzip" else -15
        return Machine(lambda: _Inflate(window), (zlib.error,))
    if kind == "bzip2":
        from bz2 import BZ2Decompressor

        return Machine(BZ2Decompressor, (OSError, ValueError))
    if kind == "zstd":
        zstd = zstandard()
        options = {zstd.DecompressionParameter.window_log_max: MAX_WINDOW}
        return Machine(lambda: zstd.ZstdDecompressor(options=options), (zstd.ZstdError,))
    from lzma import FORMAT_XZ, LZMADecompressor, LZMAError

    if kind == "lzma":
        return Machine(_ZipLzma, (LZMAError, ValueError))
    return Machine(lambda: LZMADecompressor(FORMAT_XZ, MAX_MEMORY), (LZMAError,))


def zstandard() -> Any:
    """The module `compression.zstd`, or what is the same where Python has none yet."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd


class _ZipLzma:
    """LZMA as zip archives have it: a version, and properties, in front of the bare stream (APPNOTE 5.8)."""

    def __init__(self) -> None:
        self._inner: Any = None
        self._head = b""

    @property
    def eof(self) -> bool:
        return self._inner is not None and bool(self._inner.eof)

    @property
    def needs_input(self) -> bool:
        return self._inner is None or bool(self._inner.needs_input)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._inner.unused_data) if self._inner else b""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        if self._inner is not None:
            return bytes(self._inner.decompress(data, max_length))
        self._head += data
        if len(self._head) < 9:
            return b""
        self._inner = self._begun(int.from_bytes(self._head[2:4], "little"))
        return bytes(self._inner.decompress(self._head[9:], max_length))

    def _begun(self, size: int) -> Any:
        from lzma import FILTER_LZMA1, FORMAT_RAW, LZMADecompressor

        packed, window = self._head[4], int.from_bytes(self._head[5:9], "little")
        if size != 5 or packed >= 9 * 5 * 5 or window > MAX_MEMORY:
            raise ValueError("its LZMA properties are none, or ask for too much memory")
        literal, position = packed % 9, packed // 9
        settings = {"lc": literal, "lp": position % 5, "pb": position // 5, "dict_size": max(window, 4096)}
        return LZMADecompressor(FORMAT_RAW, filters=[{"id": FILTER_LZMA1, **settings}])


def unpacked(stream: BinaryIO, kind: Packing, budget: Budget) -> BinaryIO:
    """What a compressed stream holds, all of its members, as a stream that unpacks while it is read.

    Its `read` raises, after all bytes that could be had:
        EOFError: it is cut off.
        Stopped: it is damaged, or costs more than `budget` has.
        OSError: of `stream`.
    """
    return made_of(_pieces(stream, kind, budget))


def _pieces(stream: BinaryIO, kind: Packing, budget: Budget) -> Iterator[bytes]:
    ratio = _Ratio(budget)
    unpacks = machine(kind)
    data = stream.read(PIECE)
    ratio.take(len(data))
    while data:
        member = unpacks.new()
        while not member.eof:
            if not data and member.needs_input:
                data = stream.read(PIECE)
                ratio.take(len(data))
                if not data:
                    raise EOFError(f"the {NAMES[kind]} data are cut off")
            piece = _piece(member, data, kind, unpacks)
            data = b""
            if piece:
                ratio.give(len(piece))
                yield piece
        data = member.unused_data
        if kind not in MAGIC:
            return
        data = _next_member(data, stream, ratio, kind)


def _piece(member: Decompressor, data: bytes, kind: Packing, unpacks: Machine) -> bytes:
    try:
        return member.decompress(data, PIECE)
    except unpacks.errors as error:
        if "memory" in str(error).lower():
            reason = f"to unpack these {NAMES[kind]} data takes too much memory; pack them with less ({error})"
            raise Stopped("too-large", reason) from error
        raise Stopped("damaged", f"the {NAMES[kind]} data are damaged: {error}") from error


def _next_member(data: bytes, stream: BinaryIO, ratio: _Ratio, kind: Packing) -> bytes:
    """What is left, from where the next member begins; nothing if there is none. Zeros may fill the rest of a block."""
    while len(data := data.lstrip(b"\0")) < max(map(len, MAGIC[kind])):
        more = stream.read(PIECE)
        ratio.take(len(more))
        if not more:
            break
        data += more
    if data and not data.startswith(MAGIC[kind]):
        raise Stopped("damaged", f"behind the {NAMES[kind]} data stands something else, which is not read")
    return data


def shown(size: int) -> str:
    """`64 GiB`: a size for people."""
    units = ("bytes", "KiB", "MiB", "GiB")
    unit = max((power for power in range(4) if size >= 1024**power), default=0)
    return f"{size / 1024**unit:.4g} {units[unit]}"
