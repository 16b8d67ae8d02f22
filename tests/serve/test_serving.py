"""The tree over real sockets: what is sent of each file, and that nothing else is."""

import asyncio
import contextlib
import gzip
import json
import logging
import os
import re
import threading
from email.utils import formatdate
from pathlib import Path
from urllib.parse import unquote

import pytest
from msgspec.structs import replace

from exporter.config.schema import Config, Feeds, Notify, Output
from exporter.media import MEDIA_TYPES, media_type
from exporter.render import FEED_FORMATS
from exporter.serve import headers, tree
from exporter.serve.access import line
from exporter.serve.answers import Answer
from exporter.serve.tree import published_path
from tests.builders import site
from tests.daemon.process import eventually
from tests.serve.client import ask, said, serving, write

UUID = "00000000-0000-5000-8000-000000000001"
ARTICLE = f"articles/2025/02/14/{UUID}.jsonld"
SHARD = "data/2025-02-14.0123456789abcdef.jsonl.gz"
FEEDS = [form.file_name for form in FEED_FORMATS.values()]


@pytest.fixture
def root(tmp_path):
    (tmp_path / "feeds").mkdir()
    return tmp_path / "feeds"


@pytest.fixture
def url(root):
    with serving(root) as found:
        yield found


@pytest.mark.parametrize(
    ("path", "media_type", "cached"),
    [
        ("feed.atom", "application/atom+xml", "max-age=300"),
        ("feed.rss", "application/rss+xml", "max-age=300"),
        ("feed.json", "application/feed+json", "max-age=300"),
        ("sections/city/feed.json", "application/feed+json", "max-age=300"),
        ("archive/000001.atom", "application/atom+xml", "max-age=3600"),
        (ARTICLE, "application/ld+json", "max-age=3600"),
        ("data/dataset.jsonld", "application/ld+json", "max-age=300"),
        (SHARD, "application/gzip", "max-age=31536000, immutable"),
        ("data/gone.jsonl", "application/x-ndjson", "max-age=300"),
        ("sitemap.xml", "application/xml", "max-age=300"),
        ("sitemaps/news.example/2025-02.xml", "application/xml", "max-age=300"),
        ("feeds.opml", "text/x-opml; charset=utf-8", "max-age=300"),
        ("robots.txt", "text/plain; charset=utf-8", "max-age=300"),
        ("index.html", "text/html; charset=utf-8", "max-age=300"),
        ("some.json", "application/json", "max-age=300"),
        ("no-suffix", "application/octet-stream", "max-age=300"),
    ],
)
def test_every_file_is_what_it_is_and_may_be_kept_as_long_as_it_lasts(root, url, path, media_type, cached):
    file = write(root, path)
    got = ask(url, f"/{path}")
    assert (got.status, got.body) == (200, file.read_bytes())
    assert got.headers["content-type"] == media_type
    assert got.headers["cache-control"] == cached
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["last-modified"] == formatdate(int(file.stat().st_mtime), usegmt=True)
    head = ask(url, f"/{path}", "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert {**head.headers, "date": ""} == {**got.headers, "date": ""}


def test_an_entity_tag_follows_from_the_bytes_alone(root, tmp_path):
    write(root, "feed.atom", b"one" * 200)
    write(tmp_path / "other", "feed.atom", b"one" * 200, age=5000)
    tags = []
    for folder in (root, tmp_path / "other"):
        with serving(folder) as url:
            tags.append(ask(url, "/feed.atom").headers["etag"])
    assert tags[0] == tags[1]
    assert tags[0].startswith('"')


def test_a_304_says_what_caches_need_and_has_no_body(root, url):
    write(root, "feed.atom")
    got = ask(url, "/feed.atom")
    known = got.headers["etag"]
    for fields in ({"if_none_match": known}, {"if_modified_since": got.headers["last-modified"]}):
        for method in ("GET", "HEAD"):
            again = ask(url, "/feed.atom", method, **fields)
            assert (again.status, again.body) == (304, b"")
            assert again.headers["etag"] == known
            assert {"cache-control", "vary", "date", "access-control-allow-origin"} <= again.headers.keys()
            assert not {"content-type", "content-length", "content-encoding"} & again.headers.keys()
    assert ask(url, "/feed.atom", if_match='"other"').status == 412
    assert ask(url, "/nowhere.atom", if_none_match="*").status == 404


def test_a_changed_file_is_never_answered_with_what_it_was_however_fast_it_changes(root, url):
    """Same size, same second, sometimes the same inode: a tag by size and time would be the same."""
    file = write(root, "feed.atom", b"0000" * 100)
    then = file.stat().st_mtime_ns
    tags, known = set(), ""
    for number in range(1000):
        data = f"{number:04d}".encode() * 100
        if number % 2:
            file.write_bytes(data)
        else:
            (root / ".feed.atom.tmp").write_bytes(data)
            (root / ".feed.atom.tmp").rename(file)
        os.utime(file, ns=(then, then))
        got = ask(url, "/feed.atom", if_none_match=known)
        assert (got.status, got.body) == (200, data)
        known = got.headers["etag"]
        tags.add(known)
    assert len(tags) == 1000
    assert ask(url, "/feed.atom", if_none_match=known).status == 304


def test_where_clocks_of_files_are_coarse_a_file_is_read_until_it_has_rested(root, url, monkeypatch):
    """Nothing about these edits can be told from outside: the same inode, size and times, as far as its clock tells."""
    real = tree._stamp_of
    monkeypatch.setattr(tree, "_stamp_of", lambda found: (*real(found)[:4], int(found.st_ctime) * 1_000_000_000))
    file = write(root, "feed.atom", b"000" * 100)
    then = file.stat().st_mtime_ns
    for number in range(50):
        file.write_bytes(f"{number:03d}".encode() * 100)
        os.utime(file, ns=(then, then))
        assert ask(url, "/feed.atom").body == f"{number:03d}".encode() * 100


def test_whoever_joins_a_reading_that_began_before_a_change_does_not_get_what_was_before(root, monkeypatch):
    file = write(root, "feed.atom", b"old")
    real, begun, go_on = tree._read, threading.Event(), threading.Event()

    def slow(*given):
        found = real(*given)
        begun.set()
        go_on.wait(60)
        return found

    async def join():
        ours = tree.Tree(root, headers.Policies(Config(site=site())))
        first = asyncio.create_task(ours.find("feed.atom"))
        await asyncio.to_thread(begun.wait, 60)
        file.write_bytes(b"new!")
        second = asyncio.create_task(ours.find("feed.atom"))
        await asyncio.sleep(0)
        go_on.set()
        return await first, await second

    monkeypatch.setattr(tree, "_read", slow)
    before, after = asyncio.run(join())
    assert (before.size, after.size) == (3, 4)


def test_the_index_follows_a_file_that_comes_changes_and_goes(root, url, monkeypatch):
    monkeypatch.setattr(tree, "RESTED", -1)  # so that the index believes its stamps at once
    assert ask(url, "/feed.atom").status == 404
    file = write(root, "feed.atom")
    first = ask(url, "/feed.atom").headers["etag"]
    assert ask(url, "/feed.atom", if_none_match=first).status == 304
    write(root, "feed.atom", b"other" * 100, age=30)
    assert ask(url, "/feed.atom", if_none_match=first).body == b"other" * 100
    file.unlink()
    assert ask(url, "/feed.atom", if_none_match=first).status == 404


def test_a_file_that_rests_is_read_once_however_often_it_is_asked_for(root, url, monkeypatch):
    monkeypatch.setattr(tree, "RESTED", -1)
    write(root, "feed.atom")
    reads = []
    real = tree._open
    monkeypatch.setattr(tree, "_open", lambda *given: reads.append(given) or real(*given))
    etag = ask(url, "/feed.atom").headers["etag"]
    assert {ask(url, "/feed.atom", if_none_match=etag).status for _ in range(20)} == {304}
    assert {ask(url, "/feed.atom").status for _ in range(20)} == {200}
    assert len(reads) == 1


# Codings


def test_text_is_compressed_for_those_who_want_it_under_another_entity_tag(root, url):
    file = write(root, "feed.atom")
    plain, coded = ask(url, "/feed.atom"), ask(url, "/feed.atom", accept_encoding="gzip")
    assert gzip.decompress(coded.body) == plain.body == file.read_bytes()
    assert len(coded.body) < len(plain.body)
    assert coded.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"] == coded.headers["vary"] == "accept-encoding"
    assert plain.headers["etag"] != coded.headers["etag"]
    assert int(coded.headers["content-length"]) == len(coded.body)
    # A tag is known only to those who are sent the same coding again.
    tag = coded.headers["etag"]
    assert ask(url, "/feed.atom", accept_encoding="gzip", if_none_match=tag).status == 304
    assert ask(url, "/feed.atom", accept_encoding="gzip", if_none_match=tag).headers["vary"] == "accept-encoding"
    assert ask(url, "/feed.atom", if_none_match=tag).status == 200
    assert ask(url, "/feed.atom", accept_encoding="gzip", if_none_match=plain.headers["etag"]).status == 200


@pytest.mark.parametrize("path", [SHARD, "picture.png"])
def test_what_is_compressed_already_is_sent_as_it_is(root, url, path):
    file = write(root, path, gzip.compress(b"row\n" * 1000, mtime=0))
    got = ask(url, f"/{path}", accept_encoding="gzip")
    assert got.body == file.read_bytes()
    assert not {"content-encoding", "vary"} & got.headers.keys()


def test_a_large_file_is_sent_as_it_lies_there_and_held_by_nobody(root, url, monkeypatch):
    monkeypatch.setattr("exporter.serve.app.HELD", 1000)
    monkeypatch.setattr(tree, "HELD", 1000)
    data = os.urandom(1_000_000)
    file = write(root, "sitemap.xml", data)
    got = ask(url, "/sitemap.xml", accept_encoding="gzip")
    assert (got.status, got.body) == (200, data)
    assert "content-encoding" not in got.headers
    assert ask(url, "/sitemap.xml", "HEAD").headers["content-length"] == "1000000"
    assert ask(url, "/sitemap.xml", range="bytes=500000-699999").body == data[500_000:700_000]
    assert ask(url, "/sitemap.xml", if_none_match=got.headers["etag"]).status == 304
    eventually(lambda: str(file) not in opened())  # the last answer is closed after it is read


def opened():
    """Paths of all files that this process has open; others come and go meanwhile."""
    for descriptor in os.listdir("/proc/self/fd"):
        with contextlib.suppress(FileNotFoundError):
            yield os.readlink(f"/proc/self/fd/{descriptor}")


# Ranges


def test_a_range_is_a_part_of_the_bytes_as_they_are(root, url):
    data = write(root, "feed.atom").read_bytes()
    whole = ask(url, "/feed.atom")
    assert whole.headers["accept-ranges"] == "bytes"
    part = ask(url, "/feed.atom", range="bytes=10-19", accept_encoding="gzip")
    assert (part.status, part.body) == (206, data[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(data)}"
    assert part.headers["content-length"] == "10"
    assert part.headers["etag"] == whole.headers["etag"]
    assert part.headers["vary"] == "accept-encoding"
    rest = ask(url, "/feed.atom", range="bytes=20-", if_range=whole.headers["etag"])
    assert (rest.status, rest.body) == (206, data[20:])
    assert (
        ask(url, "/feed.atom", range="bytes=20-", if_range=rest.headers["etag"], accept_encoding="gzip").body
        == rest.body
    )
    assert ask(url, "/feed.atom", range="bytes=20-", if_range='"old"').body == data
    beyond = ask(url, "/feed.atom", range=f"bytes={len(data)}-")
    assert (beyond.status, beyond.headers["content-range"]) == (416, f"bytes */{len(data)}")
    assert ask(url, "/feed.atom", range="bytes=0-1,3-4").body == data
    # Preconditions go first; HEAD knows no ranges.
    assert ask(url, "/feed.atom", range="bytes=0-1", if_none_match=whole.headers["etag"]).status == 304
    assert ask(url, "/feed.atom", "HEAD", range="bytes=0-1").status == 200


# Links, other origins, pages


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_names_itself_and_its_hubs_and_may_be_read_from_other_origins(root, name):
    write(root, f"sections/city/{name}")
    with serving(root, notify=Notify(websub=("https://hub.example/", "https://hub.example.net/"))) as url:
        got = ask(url, f"/sections/city/{name}")
    assert got.headers["link"] == (
        f'<https://feeds.example.org/sections/city/{name}>; rel="self", '
        '<https://hub.example/>; rel="hub", <https://hub.example.net/>; rel="hub"'
    )
    assert got.headers["access-control-allow-origin"] == "*"
    assert "etag" in got.headers["access-control-expose-headers"]


def test_without_hubs_a_feed_names_itself_alone_and_other_files_nothing(root, url):
    write(root, "feed.atom")
    write(root, ARTICLE)
    assert ask(url, "/feed.atom").headers["link"] == '<https://feeds.example.org/feed.atom>; rel="self"'
    assert "link" not in ask(url, f"/{ARTICLE}").headers


def test_a_browser_may_ask_conditionally_from_another_origin(url):
    got = ask(url, "/feed.atom", "OPTIONS", origin="https://reader.example", access_control_request_method="GET")
    assert (got.status, got.body) == (204, b"")
    assert got.headers["access-control-allow-origin"] == "*"
    assert "if-none-match" in got.headers["access-control-allow-headers"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_nothing_can_be_changed(root, url, method):
    write(root, "feed.atom")
    got = ask(url, "/feed.atom", method)
    assert (got.status, got.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_the_root_is_the_page_if_there_is_one_and_names_the_feeds(root):
    page = write(root, "index.html")
    write(root, "sections/city/index.html")
    with serving(root, feeds=Feeds(formats=("atom", "json"), archives=())) as url:
        got = ask(url, "/")
        assert got.body == page.read_bytes()
        assert ask(url, "/", if_none_match=got.headers["etag"]).status == 304
        assert got.headers["link"] == (
            '<https://feeds.example.org/feed.atom>; rel="alternate"; type="application/atom+xml", '
            '<https://feeds.example.org/feed.json>; rel="alternate"; type="application/feed+json"'
        )
        assert got.headers["content-security-policy"] == (
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'"
        )
        assert "access-control-allow-origin" not in got.headers
        assert ask(url, "/sections/city/").status == 200


def test_the_root_without_a_page_says_where_the_feeds_are_and_lists_nothing(root, url):
    assert ask(url, "/").status == 404
    write(root, "feed.atom")
    write(root, "secret-notes.txt")
    got = ask(url, "/")
    assert (got.status, got.body) == (200, b"Harbour Wire\n\nhttps://feeds.example.org/feed.atom\n")
    assert "alternate" in got.headers["link"]


def test_folders_are_not_listed(root, url):
    write(root, ARTICLE)
    for path in ("/articles", "/articles/", "/articles/2025/02/14/", "/data/"):
        assert ask(url, path).status == 404


@pytest.mark.parametrize(
    ("path", "there"), [("/sections/regio", "./regio/"), ("/sections/r%C3%A9gio", "./r%C3%A9gio/"), ("/a:b", "./a:b/")]
)
def test_a_folder_with_a_page_is_named_with_its_slash(root, url, path, there):
    write(root, f"{unquote(path)[1:]}/index.html", b"<!doctype html>")
    for method in ("GET", "HEAD"):
        got = ask(url, path, method)
        assert (got.status, unquote(got.headers["location"])) == (301, unquote(there))
    assert ask(url, f"{path}/").status == 200
    assert ask(url, "/sections").status == 404


# Withdrawn, health


def test_a_withdrawn_article_is_gone_and_one_that_never_was_is_not_found(root, url):
    path = f"/{ARTICLE}"
    assert ask(url, path).status == 404
    rows = [{"id": f"urn:uuid:{UUID}", "when": "2025-03-01T12:00:00Z"}, {"id": "urn:uuid:other"}, {"@id": "x"}]
    write(root, "data/gone.jsonl", b"\n".join(json.dumps(row).encode() for row in rows) + b"\nnonsense\n[]\n\n")
    assert ask(url, path).status == 410
    assert ask(url, path.replace("0001.", "0002.")).status == 404
    assert ask(url, f"/{UUID}.jsonld").status == 404
    write(root, ARTICLE)  # brought back
    assert ask(url, path).status == 200
    (root / ARTICLE).unlink()
    write(root, "data/gone.jsonl", b"{}\n", age=50)
    assert ask(url, path).status == 404


def test_health_is_whether_there_is_a_tree(tmp_path):
    with serving(tmp_path / "later") as url:
        assert ask(url, "/healthz").status == 503
        assert ask(url, "/feed.atom").status == 404
        write(tmp_path / "later", "feed.atom")
        got = ask(url, "/healthz")
        assert (got.status, got.body, got.headers["cache-control"]) == (200, b"ok\n", "no-store")
        assert ask(url, "/feed.atom").status == 200


def test_a_file_that_cannot_be_read_is_an_error_that_the_log_explains(root, url, caplog, monkeypatch):
    def broken(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(logging.getLogger("exporter"), "propagate", True)
    monkeypatch.setattr(tree, "_open", broken)
    assert ask(url, "/feed.atom").status == 500
    assert "feed.atom cannot be served: Permission denied" in caplog.text


# Nothing else


@pytest.fixture
def guarded(root, tmp_path):
    """A tree beside a secret, with hidden, temporary and linked files in it."""
    write(tmp_path, "secret.txt", b"SECRET")
    write(tmp_path, "feeds-secret/secret.txt", b"SECRET")
    for path in (".exporter.json", ".git/config", ".feed.atom.tmp", "feed.atom.tmp", "feed.atom~", "sub/.hidden/x.txt"):
        write(root, path, b"SECRET")
    write(root, "feed.atom", b"public")
    write(root, "sub/page.txt", b"public")
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    (root / "inside.txt").symlink_to(root / "feed.atom")
    (root / "folder").symlink_to(tmp_path)
    os.mkfifo(root / "pipe.txt")
    return root


ATTEMPTS = [
    "/../secret.txt",
    "/sub/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2E%2E/secret.txt",
    "/.%2e/secret.txt",
    "/%252e%252e/secret.txt",
    "/..%2fsecret.txt",
    "/sub%2f..%2f..%2fsecret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/%5c..%5csecret.txt",
    "/../feeds-secret/secret.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "/%c0%ae%c0%ae%c0%afsecret.txt",
    "/%uff0e%uff0e/secret.txt",
    "/feed.atom%00.txt",
    "/%00/../secret.txt",
    "/../secret.txt%00.atom",
    "//secret.txt",
    "/{root}/../secret.txt",
    "/%2f{root}%2f..%2fsecret.txt",
    "//etc/passwd",
    "/etc/passwd",
    "/file:///etc/passwd",
    "/.exporter.json",
    "/%2eexporter.json",
    "/.git/config",
    "/.feed.atom.tmp",
    "/feed.atom.tmp",
    "/feed.atom~",
    "/sub/.hidden/x.txt",
    "/link.txt",
    "/inside.txt",
    "/folder/secret.txt",
    "/pipe.txt",
    "/sub/./page.txt",
    "/sub//page.txt",
    "/sub/page.txt/",
    "/feed.atom/",
    "/feed.atom/x",
    "/" + "a" * 300,
    "/" + "a/" * 2000,
    "/sub/%0d%0aSet-Cookie:x",
    "/;/../secret.txt",
    "/..;/secret.txt",
]


@pytest.mark.parametrize("target", ATTEMPTS)
def test_nothing_outside_the_root_nothing_hidden_and_no_link_is_ever_served(guarded, target):
    with serving(guarded) as url:
        request = f"GET {target.format(root=guarded)} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
        answer = said(url, request.encode())
        assert answer.split()[1] in {b"404", b"400"}
        assert b"SECRET" not in answer
        assert b"root:" not in answer
        assert ask(url, "/feed.atom").body == b"public"


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET /\x00 HTTP/1.1",
        b"GET /feed.atom\x00 HTTP/1.1",
        b"GET feed.atom HTTP/1.1",
        b"GET ../secret.txt HTTP/1.1",
        b"GET ?x HTTP/1.1",
        b"GET * HTTP/1.1",
        b"CONNECT secret.txt:443 HTTP/1.1",
        b"GET /\xff\xfe HTTP/1.1",
        b"GET / HTTP/9.9",
        b"nonsense",
        b"\x16\x03\x01\x02\x00\x01",
        b"GET http://other.example/../secret.txt HTTP/1.1",
    ],
)
def test_what_is_no_request_is_refused_and_the_next_client_is_served(guarded, request_line):
    with serving(guarded) as url:
        answer = said(url, request_line + b"\r\nhost: x\r\nconnection: close\r\n\r\n")
        assert answer.split()[1][:1] in {b"4", b"5"}
        assert b"SECRET" not in answer
        assert ask(url, "/feed.atom").body == b"public"


def test_names_of_other_people_s_files_may_have_any_letters(root, url):
    write(root, "foto's/één & twee.txt", b"public")
    assert ask(url, "/foto's/%C3%A9%C3%A9n%20%26%20twee.txt?x=1").body == b"public"
    assert published_path(b"/a%2Fb") is None
    assert published_path(b"/a/") == "a/index.html"
    assert published_path("/één".encode()) == "één"


def test_a_file_swapped_for_a_link_while_it_is_known_is_not_followed(guarded, tmp_path, monkeypatch):
    monkeypatch.setattr(tree, "RESTED", -1)
    with serving(guarded) as url:
        assert ask(url, "/sub/page.txt").body == b"public"
        (guarded / "sub" / "page.txt").unlink()
        (guarded / "sub" / "page.txt").symlink_to(tmp_path / "secret.txt")
        assert ask(url, "/sub/page.txt").status == 404


# The access log


def test_the_access_log_has_a_line_an_answer_in_the_common_log_format(root, url, caplog, monkeypatch):
    monkeypatch.setattr(logging.getLogger("exporter"), "propagate", True)
    caplog.set_level(logging.INFO, "exporter.serve.access")
    size = write(root, "feed.atom").stat().st_size
    etag = ask(url, "/feed.atom?from=a").headers["etag"]
    ask(url, "/feed.atom", if_none_match=etag)
    ask(url, "/feed.atom", "HEAD")
    eventually(lambda: len(caplog.messages) == 3)
    shown = [message.split("] ")[1] for message in caplog.messages]
    assert shown == [
        f'"GET /feed.atom?from=a HTTP/1.1" 200 {size}',
        '"GET /feed.atom HTTP/1.1" 304 -',
        '"HEAD /feed.atom HTTP/1.1" 200 -',
    ]
    assert caplog.messages[0].startswith("127.0.0.1 - - [")


def test_a_client_cannot_forge_a_line_of_the_access_log_or_steer_a_terminal():
    scope = {
        "client": ("::1", 5),
        "method": "GET",
        "http_version": "1.1",
        "raw_path": b'/a" 200 5\n127.0.0.1 \x1b[31m\\',
        "query_string": b"\x85\xff",
    }
    assert line(scope, Answer(404, (), b"abc"), 1764050400) == (
        r'::1 - - [25/Nov/2025:06:00:00 +0000] "GET /a\x22 200 5\x0a127.0.0.1 \x1b[31m\x5c?\x85\xff HTTP/1.1" 404 3'
    )


def test_the_paths_of_the_site_go_into_links_not_what_the_client_says(root):
    write(root, "feed.atom")
    changed = replace(site(), url="https://www.example.org/news/")
    with serving(root, site=changed, output=Output(directory=str(root))) as url:
        got = ask(url, "/feed.atom", host="evil.example", x_forwarded_host="evil.example")
        assert got.headers["link"] == '<https://www.example.org/news/feed.atom>; rel="self"'


def test_the_docs_give_other_servers_the_same_media_types():
    docs = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
    (block,) = re.findall(r"types \{\n(\s+application/atom.*?)\}", docs, flags=re.DOTALL)
    nginx = {f".{suffix}": kind for kind, suffix in (line.strip(" ;").split() for line in block.strip().splitlines())}
    assert nginx == {suffix: MEDIA_TYPES[suffix] for suffix in nginx}
    caddy = re.findall(r"@(\w+) path \*(\.\w+(?:\.\w+)?)\n\s+header @\1 Content-Type (\S+)", docs)
    assert len(caddy) >= 6
    assert all(media_type(f"x{suffix}") == kind for _, suffix, kind in caddy)
