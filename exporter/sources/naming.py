"""Which files of a folder are dumps, by their names."""

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache

from exporter.config.schema import Source

_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (".txt",),
    "json": (".json",),
    "jsonl": (".jsonl", ".ndjson"),
    "feed": (".xml", ".rss", ".atom"),
    "html": (".html", ".htm"),
    "warc": (".warc",),
    "parquet": (".parquet",),
}
"""How the names of dumps end that a reader reads."""
_ARCHIVES = (".zip", ".tar", ".tgz")
_PACKED = ("", ".gz", ".zst", ".bz2", ".xz")
"""What programs that pack put behind a name."""

EVERY = tuple(f"*{end}{packed}" for ends in _NAMES.values() for end in ends for packed in _PACKED)
"""Patterns for the names of what some reader reads by itself."""


def read_by(name: str) -> tuple[str, str] | None:
    """The reader whose dumps are called so, and a pattern for such names; None if there is no such reader, or the name
    says only how something is packed."""
    for packed in _PACKED:
        for reader, ends in _NAMES.items():
            for end in ends:
                if name.endswith(end + packed):
                    return reader, f"*{end}{packed}"
    return None


def included(source: Source) -> tuple[str, ...]:
    """Patterns for the names of its dumps: its `include`, else those of its reader. `auto` stands for all readers but
    that of pages: folders of dumps hold a README.html and the like, which are no articles."""
    return source.include or _usual(source.reader)


def is_included(name: str, include: tuple[str, ...]) -> bool:
    """Whether a file of this name is a dump."""
    return not name.startswith(".") and matcher(include)(name)


@lru_cache
def _usual(reader: str) -> tuple[str, ...]:
    readers = [name for name in _NAMES if name != "html"] if reader == "auto" else [reader]
    ends = (*(end for name in readers for end in _NAMES[name]), *_ARCHIVES)
    return tuple(f"*{end}{packed}" for end in ends for packed in _PACKED)


@lru_cache
def matcher(include: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a name matches one of the patterns. `*.txt` is told by its end: a pattern costs ten times that."""
    plain = all(pattern[:1] == "*" and not set("*?[") & set(pattern[1:]) for pattern in include)
    ends = tuple(pattern[1:] for pattern in include)
    if plain:  # the 60 ends of `auto` take a microsecond or two
        return lambda name: name.endswith(ends)
    return lambda name: any(fnmatchcase(name, pattern) for pattern in include)
