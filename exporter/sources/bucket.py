"""Dumps in object storage: what lies below a prefix, listed flat, a thousand objects a request, and told as a folder
that holds folders (folder.py), by the same names.

    s3://BUCKET/PREFIX/       a folder, which may be empty
    s3://BUCKET/KEY           one object; or, if there is none, what lies below it, which then must be something
    s3://BUCKET/*/2025/       a pattern, for what lies below the folder before the first wildcard

A listing gives keys in their order as a rule, so that a folder is held no longer than its own objects come. Where it
does not, as in directory buckets of S3, a folder comes in several parts: more is compared then, and nothing is lost.
"""

from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from exporter import keys, objects
from exporter.config.buckets import are_nested
from exporter.config.places import fixed, in_bucket, is_bucket, is_wild
from exporter.config.schema import Source
from exporter.errors import ExporterError, Unavailable
from exporter.printable import printable
from exporter.sources.blocks import WHOLE, Block, Listed, Look, cut
from exporter.sources.choice import Part
from exporter.sources.naming import included, matcher
from exporter.sources.object_file import look_of

if TYPE_CHECKING:
    from obstore.store import ObjectStore

HELD = 16 * WHOLE
"""Objects of a folder that are held before its first blocks are given."""


def walk(part: Part, tree: str) -> Iterator[Block | Listed | Unavailable]:
    """The dumps of a source, or of a part of it, as `listing.walk` says. Hidden is what has a name, or lies in a folder
    with a name, that begins with a dot. What a pattern stands for in the `tree` is left out.

    Raises:
        Unavailable: it cannot be listed, or not to its end; what was listed before was given.
    """
    source = part.source
    root, key = in_bucket(source.path)
    home = _parts(fixed(key)[0])
    here, wild = fixed("/".join((*home, part.below)) if part.below else key)
    published = f"{'/'.join(_parts(in_bucket(tree)[1]))}/" if is_bucket(tree) and are_nested(root, tree) else ""
    place = _Place(source, root, "/".join(home), _parts(here), wild, published, is_whole=not (part.below and wild))
    is_folder = not key or (key.endswith("/") and not part.below)
    try:
        client = objects.opened(root)
        if not wild and not is_folder:
            found = place.alone(client)
            if found:
                yield found
                return
        yield from _Walk(place).walk(place.listed(client), may_be_empty=is_folder and not wild)
    except ExporterError as error:
        raise Unavailable(f"{error} (the source {source.name!r})") from None
    except FileNotFoundError:
        raise Unavailable(f"{place.url}: cannot read the source {source.name!r}: there is no such bucket") from None


def _parts(key: str) -> tuple[str, ...]:
    return tuple(part for part in key.split("/") if part not in ("", "."))


class _Place(Struct, frozen=True):
    """Where in a bucket to look."""

    source: Source
    root: str
    """The bucket, as a URL."""
    home: str
    """The folder from which dumps have their names, as a key; empty: the bucket."""
    here: tuple[str, ...]
    """The folder below which to list."""
    wild: tuple[str, ...]
    """The pattern that follows, if there is one."""
    published: str
    """Where in this bucket we publish, ending in `/`; empty: nowhere."""
    is_whole: bool
    """Whether all dumps are asked for of each folder in which there are any."""

    @property
    def url(self) -> str:
        """For messages."""
        return printable("/".join((self.root, *self.here, *self.wild)), 300)

    def alone(self, client: "ObjectStore") -> Block | None:
        """The dump if it is one object."""
        import obstore

        key = "/".join(self.here)
        try:
            with objects.explained(self.url, "read"):
                meta = obstore.head(client, key)
        except FileNotFoundError:
            return None
        above, _, name = (self.below(key) or key.rpartition("/")[2]).rpartition("/")
        prefix = f"{above}/" if above else ""
        path = "/".join((self.root, *self.here[:-1]))
        return Block(self.source.name, path, prefix, [name], [(name, *look_of(meta))])

    def below(self, key: str) -> str:
        """What a dump with this key is called; empty if it is the folder itself, or lies elsewhere."""
        if not self.home:
            return key
        return key[len(self.home) + 1 :] if key.startswith(f"{self.home}/") else ""

    def listed(self, client: "ObjectStore") -> Iterator[Any]:
        """As `keys.listed`, of what lies below `here`."""
        here = "/".join(self.here)
        for one in keys.listed(client, here, self.url):
            # `dumps/` itself, which some programs make to show a folder, comes as `dumps`
            if isinstance(one, Unavailable) or not here or one["path"].startswith(f"{here}/"):
                yield one

    def holds(self) -> Callable[[str], bool]:
        """Whether what is called so, relative to `here`, is a dump."""
        is_dump = matcher(included(self.source))

        def in_folder(name: str) -> bool:
            return "/." not in name and name[:1] != "." and is_dump(name.rpartition("/")[2])

        def matching(name: str) -> bool:
            parts = name.split("/")
            for end in range(len(parts)):
                if stands_for(self.wild, parts[:end]):
                    return in_folder("/".join(parts[end:]))
            return stands_for(self.wild, parts)

        return matching if self.wild else in_folder


def stands_for(wild: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether a pattern stands for this path: no wildcard stands for what begins with a dot, as in folders."""
    if not wild:
        return not parts
    first, rest = wild[0], wild[1:]
    if first == "**" and stands_for(rest, parts):
        return True
    if not parts or (parts[0][0] == "." and first[0] != "."):
        return False
    if first == "**":
        return stands_for(wild, parts[1:])
    fits = fnmatchcase(parts[0], first) if is_wild(first) else parts[0] == first
    return fits and stands_for(rest, parts[1:])


class _Walk:
    """Objects that come one by one, in the folders in which they lie."""

    def __init__(self, place: _Place) -> None:
        self._place = place
        self._open: list[_Folder] = []
        """Each lies in the one before it."""

    def walk(self, found: Iterator[Any], *, may_be_empty: bool) -> Iterator[Block | Listed | Unavailable]:
        """The blocks, and each folder that has any once its objects have come; the first one in any case."""
        place, is_dump = self._place, self._place.holds()
        skipped = len("/".join(place.here)) + 1 if place.here else 0
        is_empty = True
        for one in found:
            if isinstance(one, Unavailable):
                is_empty = False
                yield Unavailable(f"{one} (the source {place.source.name!r})")
                continue
            key: str = one["path"]
            if is_dump(key[skipped:]) and not (place.published and key.startswith(place.published)):
                is_empty = False
                above, _, file = key.rpartition("/")
                yield from self._closed(above)
                yield from self._open[-1].add((file, *look_of(one)))
        if is_empty and not may_be_empty:
            raise Unavailable(f"{place.url}: there is nothing to read: no object of this name, nor any dump below it")
        yield from self._closed(None)
        if is_empty:
            yield Listed("", 0, ())

    def _closed(self, above: str | None) -> Iterator[Block | Listed]:
        """What is to be given before an object of the folder `above`; None: before the end."""
        while self._open and (above is None or not _is_in(above, self._open[-1].key)):
            yield from self._open.pop().end()
        if above is not None and (not self._open or self._open[-1].key != above):
            self._open.append(_Folder(self._place, above))


def _is_in(inner: str, outer: str) -> bool:
    return inner == outer or not outer or inner.startswith(f"{outer}/")


class _Folder:
    """Dumps of one folder, as they come."""

    def __init__(self, place: _Place, key: str) -> None:
        self.key = key
        name = place.below(key) if key != place.home else ""
        self._prefix = f"{name}/" if name else ""
        self._is_whole = place.is_whole
        self._source, self._path = place.source.name, "/".join(filter(None, (place.root, key)))
        self._looks: list[Look] = []
        self._is_cut = False

    def add(self, look: Look) -> Iterator[Block]:
        """One more; the blocks that are whole, if they are many."""
        self._looks.append(look)
        if len(self._looks) >= HELD:
            *blocks, rest = self._blocks()
            self._looks, self._is_cut = rest.looks, True
            yield from blocks

    def end(self) -> Iterator[Block | Listed]:
        """What is left, and that this was all."""
        yield from (block for block in self._blocks() if block.looks)
        if self._is_whole:  # else what is known of it stays
            yield Listed(self._prefix, 0, ())

    def _blocks(self) -> Iterator[Block]:
        looks = iter(self._looks)
        for names in cut([name for name, *_ in self._looks], goes_on=self._is_cut):
            some = [next(looks) for _ in names]
            yield Block(self._source, self._path, self._prefix, [*names], some)
