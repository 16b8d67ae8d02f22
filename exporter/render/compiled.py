"""Keeps compiled templates where Python keeps compiled modules, because to compile one takes 0.1 s, half of a run that
publishes one article."""

import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import NamedTemporaryFile

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """Beside the modules of this package (PEP 3147), if this user may write there; jinja2 checks that what is found was
    made of the same template by the same Python and jinja2."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if there is something."""
        with suppress(OSError), _path(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in the bucket. Where that cannot be, the next run compiles it again: as Python does."""
        path = _path(bucket)
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}.", delete=False) as file:
                try:
                    bucket.write_bytecode(file)
                    file.flush()
                    os.fchmod(file.fileno(), 0o644)
                    os.replace(file.name, path)  # another process never sees half of it
                except BaseException:
                    os.unlink(file.name)
                    raise


def _path(bucket: Bucket) -> Path:
    return Path(cache_from_source(__file__)).with_name(f"{bucket.key}.template")
