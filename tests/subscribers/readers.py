"""Models of feed readers: by what they know an article again, and what makes them tell their user of it.

Each polls one document; `poll` gives what it tells. What is right for it is what it tells of a perfect feed: who knows
articles by their links does show one twice whose link changes, whoever publishes it.
"""

from collections.abc import Hashable, Iterable
from datetime import datetime

from msgspec import Struct

from tests.subscribers.polling import Ask, Entry, Page, read


class Notice(Struct, frozen=True, order=True):
    """What a reader tells its user."""

    kind: str
    """new, updated, gone; or kept, of what it shows in the end."""
    number: int
    """Of the article."""
    title: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind} {self.number} {self.title!r}: {self.text[:180]}"


def notice(kind: str, entry: Entry) -> Notice:
    return Notice(kind, entry.number, entry.title, entry.text)


def kept(entry: Entry) -> Notice:
    """All that there is to see of an entry."""
    seen = f"{entry.link} {entry.published} {entry.updated} {entry.tags} {entry.text}"
    return Notice("kept", entry.number, entry.title, seen)


class Reader:
    """Knows an article by `key`, shows each once, and takes over in silence what changes of it."""

    path = "feed.atom"
    every = 0.85
    """How likely it is to poll after an edition."""

    def __init__(self) -> None:
        self.entries: dict[Hashable, Entry] = {}

    @property
    def name(self) -> str:
        return type(self).__name__

    def shown(self) -> list[Notice]:
        """All that the user sees by now."""
        return sorted(kept(entry) for entry in self.entries.values())

    def poll(self, ask: Ask) -> list[Notice]:
        page = self.fetch(ask, self.path)
        return self.take(page.entries) if page else []

    def fetch(self, ask: Ask, path: str) -> Page | None:
        answer = ask(path, "", 0)
        return read(path, answer.body) if answer.status == 200 else None

    def take(self, entries: Iterable[Entry]) -> list[Notice]:
        told = []
        for entry in reversed(list(entries)):
            known = self.entries.get(self.key(entry))
            if kind := "new" if known is None else self.changed(known, entry):
                told.append(notice(kind, entry))
            self.entries[self.key(entry)] = entry
        return told

    def key(self, entry: Entry) -> Hashable:
        return entry.id

    def changed(self, _known: Entry, _entry: Entry) -> str:
        """`updated` if the user is told that this entry is not as it was."""
        return ""


class ByAtomId(Reader):
    """As most readers of Atom."""


class ByGuid(Reader):
    path = "feed.rss"


class ByJsonId(Reader):
    path = "feed.json"


class ByLink(Reader):
    """As readers that distrust ids."""

    path = "feed.rss"

    def key(self, entry: Entry) -> Hashable:
        return entry.link


class ByTitleAndLink(ByLink):
    def key(self, entry: Entry) -> Hashable:
        return entry.title, entry.link


class ByUpdated(Reader):
    """Tells of every entry whose `updated` moves."""

    def changed(self, known: Entry, entry: Entry) -> str:
        return "" if known.updated == entry.updated else "updated"


class ByUpdatedJson(ByUpdated):
    path = "feed.json"


class ByContent(Reader):
    """Tells of every entry of which anything visible changes, as FreshRSS can."""

    def changed(self, known: Entry, entry: Entry) -> str:
        seen = [(one.link, one.title, one.text, one.tags) for one in (known, entry)]
        return "" if seen[0] == seen[1] else "updated"


class TenEntries(Reader):
    """Remembers the ten newest entries of the last answer, and takes all others for new: as bots in chats do."""

    path = "feed.rss"

    def take(self, entries: Iterable[Entry]) -> list[Notice]:
        met = list(entries)
        told = super().take(met)
        self.entries = {self.key(entry): entry for entry in reversed(met[:10])}
        return told


class OfSection(ByUpdated):
    """Subscribed to one section."""

    path = "sections/harbour/feed.atom"


class OfSelection(Reader):
    """Subscribed to what the publisher selects."""

    path = "selected/feed.rss"


class Forgetting(ByUpdated):
    """Forgets what a tombstone says is gone (RFC 6721)."""

    def poll(self, ask: Ask) -> list[Notice]:
        page = self.fetch(ask, self.path)
        if page is None:
            return []
        return [*self.take(page.entries), *self.forget(page)]

    def forget(self, page: Page) -> list[Notice]:
        told = []
        for ref, when in page.gone:
            known = self.entries.get(ref)
            if known is not None and known.updated <= datetime.fromisoformat(when):
                told.append(notice("gone", self.entries.pop(ref)))
        return told


class ForgettingOfSection(Forgetting):
    path = "sections/sport/feed.atom"


class WithTags(ByUpdated):
    """Asks with the entity tag of the last answer."""

    def __init__(self) -> None:
        super().__init__()
        self._known = ("", 0)

    def fetch(self, ask: Ask, path: str) -> Page | None:
        answer = ask(path, *self._known)
        if answer.status != 200:
            return None
        self._known = self.remembered(answer.etag, answer.modified)
        return read(path, answer.body)

    def remembered(self, etag: str, _modified: int) -> tuple[str, int]:
        return etag, 0


class WithTimes(WithTags):
    """Asks with the time of the last answer."""

    path = "feed.rss"

    def changed(self, known: Entry, entry: Entry) -> str:
        return "" if (known.title, known.text) == (entry.title, entry.text) else "updated"

    def remembered(self, _etag: str, modified: int) -> tuple[str, int]:
        return "", modified


class AfterHolidays(Reader):
    """Polls seldom, and follows the archive back to the last page that it has read (RFC 5005 section 4.1)."""

    every = 0.2

    def __init__(self) -> None:
        super().__init__()
        self._read: set[str] = set()

    def poll(self, ask: Ask) -> list[Notice]:
        page = self.fetch(ask, self.path)
        found, read_now = [], set()
        while page is not None:
            found.append(page.entries)
            path = page.previous
            page = self.fetch(ask, path) if path and path not in self._read else None
            if page is not None:
                read_now.add(path)
        self._read |= read_now
        return self.take([entry for entries in found for entry in entries])


class AfterHolidaysRss(AfterHolidays):
    path = "feed.rss"


MODELS: tuple[type[Reader], ...] = (
    ByAtomId,
    ByGuid,
    ByJsonId,
    ByLink,
    ByTitleAndLink,
    ByUpdated,
    ByUpdatedJson,
    ByContent,
    TenEntries,
    OfSection,
    OfSelection,
    Forgetting,
    ForgettingOfSection,
    WithTags,
    WithTimes,
    AfterHolidays,
    AfterHolidaysRss,
)
