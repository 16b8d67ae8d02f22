"""Which articles were withdrawn, by data/gone.jsonl: whoever asks for one hears 410, and does not ask again."""

import logging
import re

import msgspec

from exporter.serve.tree import HELD, Changed, Tree

log = logging.getLogger(__name__)

PATH = "data/gone.jsonl"
_ARTICLE = re.compile(r"articles/\d{4}/\d\d/\d\d/([0-9a-f-]{36})\.jsonld")


class _Row(msgspec.Struct, frozen=True):
    id: str


class Gone:
    """The withdrawn articles of a tree. Read again when their list changes."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._digest = ""
        self._uuids: frozenset[str] = frozenset()

    async def holds(self, path: str) -> bool:
        """Whether the file of a withdrawn article was at this path. Raises OSError if the list cannot be read."""
        article = _ARTICLE.fullmatch(path)
        return article is not None and article[1] in await self._current()

    async def _current(self) -> frozenset[str]:
        resource = self._tree.known(PATH) or await self._tree.find(PATH)
        if resource is None or resource.size > HELD:
            return frozenset()
        if resource.digest != self._digest:
            try:
                data = await self._tree.body(resource, compressed=False)
            except Changed:
                return await self._current()
            self._uuids, self._digest = frozenset(filter(None, map(_uuid, data.splitlines()))), resource.digest
        return self._uuids


def _uuid(line: bytes) -> str:
    """The UUID of a row `{"id": "urn:uuid:..."}`."""
    try:
        row = msgspec.json.decode(line, type=_Row)
    except msgspec.MsgspecError:
        log.warning("%s: a line that names no article is left out", PATH)
        return ""
    return row.id.removeprefix("urn:uuid:")
