"""Dumps, store and published tree lie apart from one another."""

import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from exporter.config import buckets, places, stores, texts
from exporter.config.locate import KeyPath
from exporter.config.mistakes import Mistake, quoted
from exporter.config.schema import Output, Store
from exporter.config.written import Values, Written


def folders_apart(values: Values, written: Written) -> Iterator[Mistake]:
    """The tree is served to the world and read by no reader of ours: neither dumps nor the store may lie in it."""
    output = values.get(("output", "directory"), Output().directory)
    if texts.tree(output):
        return
    if places.is_bucket(output):
        yield from _buckets_apart(values, written, output)
        yield from _taken_apart(values, written, None)
        return
    tree, where = _real(written.absolute(("output", "directory"), output)), f"output.directory, {quoted(output)}"
    url = values.get(("store", "url"), Store().url)
    file = "" if texts.store_url(url) else stores.file_of(url)
    if file and _within(_real(written.absolute(("store", "url"), file)), tree):
        key = _latest(written, ("output", "directory"), ("store", "url"))
        yield Mistake(key, f"the store, {quoted(url)}, lies in {where}, which is served to everyone: keep them apart")
    for number in range(len(values.get(("source",), ()))):
        path = ("source", number, "path")
        if _is_folder(values, path) and meets(written.absolute(path, values[path]), tree):
            yield _overlapping(written, path, values[path], where)
    yield from _taken_apart(values, written, tree)


def _buckets_apart(values: Values, written: Written, tree: str) -> Iterator[Mistake]:
    for number in range(len(values.get(("source",), ()))):
        path = ("source", number, "path")
        if meets(values.get(path, ""), tree):
            yield _overlapping(written, path, values[path], f"output.directory, {quoted(tree)}")


def _taken_apart(values: Values, written: Written, tree: str | None) -> Iterator[Mistake]:
    """What is moved away is neither served nor read again, which hidden folders are not."""
    numbers = range(len(values.get(("source",), ())))
    paths: list[KeyPath] = [("source", number, "path") for number in numbers]
    sources = [path for path in paths if _is_folder(values, path)]
    for number in numbers:
        path = ("source", number, "taken_folder")
        folder = values.get(path, "")
        if not folder or texts.path(folder):
            continue
        real = _real(written.absolute(path, folder))
        if tree is not None and _within(real, tree):
            yield Mistake(path, "lies in output.directory, which is served to everyone: keep them apart")
        elif any(_is_read(written, source, values[source], real) for source in sources):
            yield Mistake(path, "lies in a source, which would read it again: name a hidden folder, such as .taken")


def _is_folder(values: Values, path: KeyPath) -> bool:
    """Whether a source is sound, and of the file system."""
    value = values.get(path, "")
    return bool(value) and not texts.source_path(value) and not places.is_elsewhere(value)


def _is_read(written: Written, path: KeyPath, value: str, folder: str) -> bool:
    """Whether a folder lies in a source and would be read with it."""
    absolute = written.absolute(path, value)
    root, wild = places.fixed(absolute) if places.is_pattern(absolute) else (absolute, ())
    root = os.path.realpath(root)
    if not _within(folder, root) or _is_hidden(folder, root):
        return False
    return _may_hold(wild, Path(folder).relative_to(root).parts)


def _is_hidden(inner: str, outer: str) -> bool:
    return any(part.startswith(".") for part in Path(inner).relative_to(outer).parts)


def meets(source: str, tree: str) -> bool:
    """Whether a source and the tree overlap; paths are absolute, or relative to the working folder. What a pattern
    stands for in the tree, and the tree itself, is left out when the pattern is expanded; but not a tree in a folder
    that it stands for."""
    if places.is_bucket(source) or places.is_bucket(tree):
        return places.is_bucket(source) and places.is_bucket(tree) and buckets.are_nested(source, tree)
    tree = _real(tree)
    if not places.is_pattern(source):
        return overlap(_real(source), tree)
    root, wild = places.fixed(source)
    root = os.path.realpath(root)
    if not _within(tree, root) or tree == root:
        return _within(root, tree)
    parts = Path(tree).relative_to(root).parts
    return any(places.matches(parts[:end], wild) for end in range(len(parts)))


def _may_hold(wild: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether a pattern may stand for something in the folder with these parts, or for a folder around it."""
    for part, pattern in zip(parts, wild, strict=False):
        if pattern == "**":
            return True
        if not fnmatchcase(part, pattern):
            return False
    return True


def _overlapping(written: Written, path: KeyPath, source: str, tree: str) -> Mistake:
    if _latest(written, path, ("output", "directory")) == path:
        return Mistake(path, f"overlaps with {tree}: keep dumps and feeds apart")
    what = f"source[{path[1]}].path, {quoted(source)}"
    return Mistake(("output", "directory"), f"overlaps with {what}: keep dumps and feeds apart")


def _latest(written: Written, *paths: KeyPath) -> KeyPath:
    """Which of these was set last: on the command line if one was, else what the file names; the last of equals."""
    placed = [path for path in paths if path in written.places] or list(paths[:1])
    return max(placed, key=lambda path: (written.place(path).override, paths.index(path)))


def _real(path: str) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):  # a NUL, a loop of links: told by other rules, or by the stage that opens it
        return path


def overlap(one: str, other: str) -> bool:
    """Whether one of two real, absolute paths lies in the other, or is it."""
    return _within(one, other) or _within(other, one)


def _within(inner: str, outer: str) -> bool:
    return os.path.commonpath((inner, outer)) == outer
