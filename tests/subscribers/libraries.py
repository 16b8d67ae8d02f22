"""Real readers beside the models: feedparser, which most programs in Python read feeds with, and lemon24's reader."""

from datetime import UTC, datetime
from functools import lru_cache

import feedparser
import reader

from tests.subscribers.polling import Ask, Entry, Page, plain
from tests.subscribers.readers import ByUpdated, Notice, Reader, kept, notice


class Feedparser(ByUpdated):
    """What feedparser reads of Atom, by its ids; told of when `updated` moves."""

    every = 0.5

    def fetch(self, ask: Ask, path: str) -> Page | None:
        answer = ask(path, "", 0)
        return _parsed(answer.body) if answer.status == 200 else None


class FeedparserRss(Feedparser):
    path = "feed.rss"


@lru_cache(maxsize=64)
def _parsed(body: bytes) -> Page:
    found = feedparser.parse(body)
    assert not found.bozo, found.bozo_exception
    return Page(
        tuple(
            Entry(
                one.id,
                one.link,
                one.title,
                plain(one.content[0].value if "content" in one else one.summary),
                _time(one.published_parsed),
                _time(one.updated_parsed) if "updated_parsed" in one else None,
                tuple(tag.term for tag in one.get("tags", ())),
            )
            for one in found.entries
        )
    )


def _time(parsed) -> datetime:
    return datetime(*parsed[:6], tzinfo=UTC)


class Lemon24(Reader):
    """lemon24's reader with its own memory, its own HTTP client and its own idea of what has changed."""

    every = 0.7

    def __init__(self, url: str) -> None:
        """`url`: of the server, with a slash at its end."""
        super().__init__()
        self._url = url + self.path
        self._told: list[Notice] = []
        self._reader = reader.make_reader(":memory:")
        self._reader.add_feed(self._url)
        self._reader.after_entry_update_hooks.append(self._tell)

    def _tell(self, _reader, entry, status) -> None:
        self._told.append(notice("new" if status is reader.EntryUpdateStatus.NEW else "updated", self._entry(entry)))

    @staticmethod
    def _entry(entry) -> Entry:
        text = plain(entry.content[0].value if entry.content else entry.summary or "")
        return Entry(entry.id, entry.link, entry.title, text, entry.published, entry.updated, ())

    def poll(self, _ask: Ask) -> list[Notice]:
        self._told = []
        for result in self._reader.update_feeds_iter(scheduled=False):
            if isinstance(result.value, Exception) and "404" not in str(result.value.__cause__ or result.value):
                raise result.value
        return self._told

    def shown(self) -> list[Notice]:
        return sorted(kept(self._entry(entry)) for entry in self._reader.get_entries())

    def close(self) -> None:
        self._reader.close()


class Lemon24Rss(Lemon24):
    path = "feed.rss"


class Lemon24Json(Lemon24):
    path = "feed.json"
