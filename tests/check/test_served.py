"""A tree over HTTP: what is sent, how it is sent, and who does not send it."""

import re
import shutil
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from exporter.check import against, served
from exporter.check.served import root_of
from exporter.check.verdict import Verdict
from exporter.errors import ExporterError, Unavailable
from exporter.report import unseen
from tests.check.tampering import NOW, delete, lines, make, put, write
from tests.published import Server
from tests.serve.client import serving


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("served") / "world").tree


@pytest.fixture
def server(published: Path, tmp_path: Path) -> Iterator[Server]:
    shutil.copytree(published, tmp_path / "feeds")
    with Server(tmp_path / "feeds").running() as running:
        yield running


def judged(url: str, most: int | None = None) -> Verdict:
    return against.site(url, NOW, unseen, most)


def test_what_is_served_has_no_fault_and_all_of_it_is_fetched(server: Server) -> None:
    verdict = judged(server.url)
    assert lines(verdict) == []
    files = [path for path in server.root.rglob("*") if path.is_file() and not path.name.startswith(".")]
    earlier = 1
    assert sum(verdict.documents.values()) == len(files) - earlier
    assert [one.what for one in verdict.notes] == [
        "documents are taken to be served at https://feeds.example.org/, as data/dataset.jsonld says"
    ]
    asked = [path for path, status in server.statuses if status == HTTPStatus.OK]
    assert set(asked) == {f"/{path.relative_to(server.root).as_posix()}" for path in files} - {
        f"/data/{path.name}" for path in files if path.name not in str(asked)
    }
    assert HTTPStatus.NOT_MODIFIED in {status for _, status in server.statuses}


def test_any_document_may_be_named(server: Server) -> None:
    assert judged(f"{server.url}feed.atom?x=1#y").place == server.url
    for url in ("http://a.example", "http://a.example/", "http://a.example/sitemap.xml"):
        assert root_of(url) == "http://a.example/"
    assert root_of("http://a.example/tree/data/dataset.jsonld") == "http://a.example/tree/"


def test_it_is_left_at_so_many_documents(server: Server) -> None:
    verdict = judged(server.url, 12)
    assert sum(verdict.documents.values()) <= 12
    assert {"dataset", "shard", "article", "feed", "sitemap-index", "opml", "robots", "front-page"} <= set(
        verdict.documents
    )
    assert "left at 12 documents: nobody looked whether all is there that should be" in str(verdict.notes)
    assert lines(verdict) == []


def test_harm_is_found_over_http_too(server: Server) -> None:
    put("feed.rss", "Quay 7 reopens", "Quay 7 closes")(server.root)
    delete("sections/weather/feed.atom", "archive/000001.atom")(server.root)
    faults = lines(judged(server.url))
    assert any(re.match(r"feed\.rss: urn:uuid:\S+ has another title than in data/", fault) for fault in faults)
    assert any(fault.endswith("names sections/weather/feed.atom, which is not there") for fault in faults)
    assert any("archive/000001.atom, which is not there" in fault for fault in faults)
    assert "articles/" not in str(faults)


def test_a_file_of_an_article_that_is_missing_is_found(server: Server) -> None:
    first = min(server.root.rglob("articles/**/*.jsonld")).parent
    missing = sorted(one.relative_to(server.root).as_posix() for one in first.iterdir())
    for one in first.iterdir():  # the first of all are no sign that there are none
        one.unlink()
    assert lines(judged(server.url)) == [f"data/dataset.jsonld: names {path}, which is not there" for path in missing]
    for one in server.root.rglob("articles/**/*.jsonld"):
        one.unlink()
    assert lines(judged(server.url)) == []  # they are switched off


def test_a_file_of_an_article_that_is_refused_is_no_sign_that_there_are_none(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = server.answer

    def answer(path: str, known: str) -> tuple[int, dict[str, str], bytes]:
        return (403, {}, b"") if path.startswith("/articles/") else real(path, known)

    monkeypatch.setattr(server, "answer", answer)
    files = sorted(one.relative_to(server.root).as_posix() for one in server.root.rglob("articles/**/*.jsonld"))
    assert lines(judged(server.url)) == [f"{path}: is answered with HTTP 403" for path in files]


ANSWERS: dict[str, tuple[dict[str, Any], str]] = {
    "another media type": (
        {"Content-Type": "text/xml"},
        r"feed\.atom: is sent as text/xml, not as application/atom\+xml",
    ),
    "no media type": ({"Content-Type": ""}, r"feed\.atom: is sent as nothing, not as application/atom\+xml"),
    "no validator": ({"ETag": ""}, r"feed\.atom: is sent with neither ETag nor Last-Modified"),
    "a coding": ({"Content-Encoding": "gzip"}, r"\.gz: is sent with a Content-Encoding: its digest does not hold"),
}


@pytest.mark.parametrize(("changes", "message"), ANSWERS.values(), ids=ANSWERS)
def test_how_it_is_sent(server: Server, monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], message: str) -> None:
    real = server.answer

    def answer(path: str, known: str) -> tuple[int, dict[str, str], bytes]:
        status, headers, body = real(path, known)
        if "Content-Encoding" in changes and not path.endswith(".gz"):
            return status, headers, body
        return status, {name: value for name, value in (headers | changes).items() if value}, body

    monkeypatch.setattr(server, "answer", answer)
    assert any(re.search(message, fault) for fault in lines(judged(server.url)))


def test_whoever_asks_again_gets_nothing(server: Server) -> None:
    server.honours_tags = False
    faults = lines(judged(server.url))
    said = "is sent again to who has it: a conditional request is not answered with 304"
    assert faults
    assert all(fault.endswith(said) for fault in faults)
    assert len(faults) == len({fault.partition(":")[0].rpartition(".")[2] for fault in faults}) > 5  # one of each sort


@pytest.mark.parametrize("status", [301, 403, 500])
def test_what_is_no_document(server: Server, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    real = server.answer

    def answer(path: str, known: str) -> tuple[int, dict[str, str], bytes]:
        return (status, {"Location": "/elsewhere"}, b"") if path == "/feeds.opml" else real(path, known)

    monkeypatch.setattr(server, "answer", answer)
    assert lines(judged(server.url)) == [f"feeds.opml: is answered with HTTP {status} to /elsewhere"]


def test_a_body_without_end_is_left(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "MAX_BYTES", 3000)
    assert "feed.atom: has more than 3000 bytes" in lines(judged(server.url))
    monkeypatch.undo()
    monkeypatch.setattr(served, "LONGEST", -1.0)
    with pytest.raises(
        ExporterError, match=r"is no published tree: data/dataset\.jsonld: is not sent within -1 seconds"
    ):
        judged(server.url)


def test_who_cannot_be_reached(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"^http://127\.0\.0\.1:9/\S+: cannot be fetched: no connection"):
        judged("http://127.0.0.1:9/")
    with Server(tmp_path).running() as server, pytest.raises(ExporterError, match="is no published tree"):
        judged(server.url)


def test_other_peoples_sites_end_in_no_traceback(tmp_path: Path) -> None:
    for path in ("feed.atom", "feed.rss", "feed.json", "sitemap.xml", "robots.txt", "index.html", "feeds.opml"):
        write(path, "<html><a href='http://[x'>y</a><a href='//['>")(tmp_path)
    write("robots.txt", "Sitemap: http://[\nSitemap: /relative\nSitemap: http://127.0.0.1:1/x.xml\nx")(tmp_path)
    write("feed.atom", '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="http://["/></feed>')(tmp_path)
    write("data/dataset.jsonld", "[1]")(tmp_path)
    with Server(tmp_path).running() as server:
        verdict = judged(server.url)
    assert verdict.exit_status == 1


def test_the_server_of_the_project_sends_everything_as_it_should(published: Path) -> None:
    with serving(published) as url:
        verdict = judged(url)
    assert lines(verdict) == []
