"""What goes to a worker of a cluster, what it does there, and what comes back.

Slices and results travel packed: the scheduler, through which they go, hands them on without looking into them, and a
worker that is not alike is found out before it unpacks anything. Pickles run what they say, so they are taken from
nobody but the other side of a connection that both sides have proved (docs/threats.md).
"""

import pickle
import time
import traceback
from typing import Any, Literal

from exporter.engine import alike
from exporter.errors import ExporterError
from exporter.readers.unpack import zstandard

How = Literal["returned", "raised", "unlike"]
Answer = tuple[How, str, float, bytes]
"""What became of a slice; which worker says so, by its address; how many seconds that took; and, packed, what came of
it, what was raised, or how the worker is."""
_LEVEL = 1
"""A slice takes 0.6 ms, and a tenth of its bytes are left, or fewer."""


def packed(what: object) -> bytes:
    """As it travels."""
    data: bytes = zstandard().compress(pickle.dumps(what, pickle.HIGHEST_PROTOCOL), _LEVEL)
    return data


def unpacked(data: bytes) -> Any:
    """What was packed. Only for what comes from the run, or from one of its workers."""
    return pickle.loads(zstandard().decompress(data))  # noqa: S301 - see above


def work(ours: str, task: bytes) -> Answer:
    """Do the work, on a worker: `task` is a function and its slice, `ours` says how whoever asks is (alike.py)."""
    began = time.monotonic()
    if alike.digest() != ours:
        how: How = "unlike"
        came = packed(dict(alike.features()))
    else:
        how, came = _worked(task)
    return how, _address(), time.monotonic() - began, came


def _worked(task: bytes) -> tuple[How, bytes]:
    try:
        done, each = unpacked(task)
        return "returned", packed(done(each))
    except Exception as error:
        return "raised", _packed_error(error)


def _packed_error(error: Exception) -> bytes:
    """With where it was raised, which pickles leave out."""
    said = "".join(traceback.format_exception(error)).rstrip()
    error.add_note(f"on the worker {_address()}:\n{said}")
    try:
        data = packed(error)
        unpacked(data)
    except Exception:  # of a library, whose errors cannot be pickled, or not be made again
        return packed(ExporterError(f"a worker failed: {type(error).__name__}: {error}"))
    return data


def _address() -> str:
    from distributed import get_worker

    return str(get_worker().address)
