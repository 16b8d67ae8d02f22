"""Dumps of every format, packed and not, changed at random: records and rejects come of them, and nothing else."""

import bz2
import gzip
import json
import lzma
import multiprocessing
import random
import resource
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from multiprocessing.connection import Connection

from exporter.model import Dump, Record, Rejected
from exporter.normalise import Rules, normalise_all
from exporter.readers import stream
from tests.troubles import item, page, parquet, response, row, rows, rss, tarred, text, zipped, zstd

MEMORY = 512 * 1024**2
"""Bytes of address space of whoever reads, beyond what it had when it began; xz may ask for 192 MiB (unpack.py)."""
PATIENCE = 60
"""Seconds for one dump of some kilobytes: only what would never end takes as long."""
_ODD = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
"""Numbers that stand where a length was."""


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """(name, bytes) of good dumps, from which bad ones are made."""
    articles = [text(number) for number in (1, 2, 3)]
    lines = rows(*map(row, (1, 2, 3)))
    feed = rss(*map(item, (1, 2, 3)))
    crawl = response(1) + response(2)
    table = parquet(row(1), row(2), row(3))
    plain = (
        ("a.txt", "\n".join(articles).encode()),
        ("a.txt", articles[0].encode("utf-16")),
        ("a.json", json.dumps([row(1), row(2)], indent=1).encode()),
        ("a.jsonl", lines),
        ("a.xml", feed),
        ("a.html", page()),
        ("a.warc", gzip.decompress(crawl)),
        ("a.parquet", table),
    )
    files = [(f"{number}/{name}", data) for number, (name, data) in enumerate(plain)]
    archives = (("a.zip", zipped(*files)), ("a.tar", tarred(*files)))
    packed = [
        (f"{name}{suffix}", pack(data))
        for name, data in (*plain[:1], *plain[3:5], archives[1])
        for suffix, pack in (
            (".gz", gzip.compress),
            (".bz2", bz2.compress),
            (".xz", lzma.compress),
            (".zst", zstd.compress),
        )
    ]
    nested = ("a.zip", zipped(("b.tar.gz", gzip.compress(archives[1][1])), ("c.zip", archives[0][1])))
    return (*plain, *archives, *packed, nested, ("a.warc.gz", crawl))


def mutants(seed: int) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) without end, the same for a seed."""
    chance = random.Random(seed)  # noqa: S311 - the same for a seed
    while True:
        name, data = chance.choice(seeds())
        other = chance.choice(seeds())[1]
        changed = bytearray(data)
        for _ in range(chance.choice((1, 1, 1, 2, 4, 16))):
            chance.choice(_CHANGES)(changed, other, chance)
        if name.endswith(".gz") and chance.random() < 0.5:
            _mend_gzip(changed)
        yield name, bytes(changed)


def _flip(data: bytearray, _other: bytes, chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _byte(data: bytearray, _other: bytes, chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)


def _cut(data: bytearray, _other: bytes, chance: random.Random) -> None:
    del data[chance.randrange(len(data) + 1) :]


def _drop(data: bytearray, _other: bytes, chance: random.Random) -> None:
    start = chance.randrange(len(data) + 1)
    del data[start : start + chance.randrange(1, 200)]


def _repeat(data: bytearray, _other: bytes, chance: random.Random) -> None:
    start = chance.randrange(len(data) + 1)
    data[start:start] = data[start : start + chance.randrange(1, 400)] * chance.randrange(1, 20)


def _splice(data: bytearray, other: bytes, chance: random.Random) -> None:
    start = chance.randrange(len(data) + 1)
    from_ = chance.randrange(len(other))
    data[start : start + chance.randrange(300)] = other[from_ : from_ + chance.randrange(1, 3_000)]


def _length(data: bytearray, _other: bytes, chance: random.Random) -> None:
    """Another number of two or four bytes, of either order."""
    form = chance.choice(("<H", ">H", "<I", ">I"))
    size = struct.calcsize(form)
    if len(data) >= size:
        at = chance.randrange(len(data) - size + 1)
        struct.pack_into(form, data, at, chance.choice(_ODD) & (256**size - 1))


def _figures(data: bytearray, _other: bytes, chance: random.Random) -> None:
    """A number in figures becomes another, as Content-Length or the size in a header of tar."""
    places = [at for at, byte in enumerate(data[:50_000]) if 0x30 <= byte <= 0x39]
    if places:
        at = chance.choice(places)
        data[at : at + 1] = chance.choice((b"9", b"0", b"7777", b"-", b"99999999999999999999", b"\0"))


_CHANGES = (_flip, _byte, _cut, _drop, _repeat, _splice, _length, _figures)


def _mend_gzip(data: bytearray) -> None:
    """A right checksum, so that what is wrong with the text behind it is met."""
    try:
        whole = zlib.decompressobj(31).decompress(bytes(data), 10**7)
    except zlib.error:
        return
    data[:] = gzip.compress(whole, 1)


def given(name: str, data: bytes) -> Counter[str]:
    """What comes of a dump, by kind: articles, and rejects by code.

    AssertionError if nothing comes of it, a reject says nothing that can be shown, or of a record comes not one thing.
    """
    found = list(stream(Dump("dumps", name, name, len(data), 0), BytesIO(data)))
    assert found, "a dump of which nobody hears"
    records = [one for one in found if isinstance(one, Record)]
    outcomes = normalise_all(records, Rules())
    assert len(outcomes) == len(records)
    rejects = [one for one in (*found, *outcomes) if isinstance(one, Rejected)]
    for one in rejects:
        assert one.code
        assert one.reason.isprintable(), one
    return Counter({"article": len(records) - sum(isinstance(one, Rejected) for one in outcomes)}) + Counter(
        one.code for one in rejects
    )


def run(seed: int, count: int) -> dict[str, int]:
    """Read so many in a process whose memory is limited. AssertionError, with seed and number, for the first that harms
    it: that ends it, that it cannot hold, or that raises anything."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_read_all, args=(theirs, seed, count))
    child.start()
    theirs.close()
    figures: Counter[str] = Counter()
    number = 0
    try:
        while (said := _heard(ours, f"seed {seed}, number {number}")) is not None:
            assert not isinstance(said, str), f"seed {seed}, number {number}: {said}"
            figures += said
            number += 1
    except EOFError:
        child.join()
        raise AssertionError(f"seed {seed}, number {number}: ended whoever read it ({child.exitcode})") from None
    finally:
        child.kill()
        child.join()
        ours.close()
    return {"dumps": number, "articles": figures.pop("article", 0), "rejects": figures.total(), "codes": len(figures)}


def _heard(ours: Connection, what: str) -> Counter[str] | str | None:
    assert ours.poll(PATIENCE), f"{what}: not read within {PATIENCE} seconds"
    said: Counter[str] | str | None = ours.recv()
    return said


def _read_all(there: Connection, seed: int, count: int) -> None:
    for name, data in seeds():  # loads every reader, and what it needs, before memory is limited
        given(name, data)
    with open("/proc/self/statm") as file:
        had = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (had + MEMORY, had + MEMORY))
    for _, (name, data) in zip(range(count), mutants(seed), strict=False):
        try:
            there.send(given(name, data))
        except Exception as error:
            there.send(f"{name}: {type(error).__name__}: {error}")
            return
    there.send(None)
