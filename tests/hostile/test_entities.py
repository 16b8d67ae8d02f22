"""XML and HTML from outside: no entity is expanded, no document type loaded, no file read and no server asked.

A canary file and a canary server stand beside; each document tries to have them read."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from exporter.config.schema import Source
from exporter.model import Dump, Record, Rejected
from exporter.normalise import Rules, normalise_all
from exporter.readers import stream
from tests.notify.peers import Peer, answers
from tests.troubles import page, response, row, rows, rss, zipped
from tests.world import World

CANARY, SERVED = "canary-4c1f0a77", "served-91ab52e0"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
ITEM = (
    "<item><title>Quay 1 {0} reopens</title><link>https://news.example/artikel/1</link>"
    "<pubDate>Fri, 14 Feb 2025 22:00:45 +0100</pubDate><description>The quay {0} is open again.</description></item>"
)
HEADS = {
    "a file as an entity": '<!DOCTYPE rss [<!ENTITY x SYSTEM "{file}">]>',
    "a server as an entity": '<!DOCTYPE rss [<!ENTITY x SYSTEM "{url}entity">]>',
    "a public one": '<!DOCTYPE rss [<!ENTITY x PUBLIC "-//x//EN" "{url}public">]>',
    "a parameter entity": '<!DOCTYPE rss [<!ENTITY % p SYSTEM "{url}p.dtd"> %p;]>',
    "a parameter entity of a file": '<!DOCTYPE rss [<!ENTITY % p SYSTEM "{file}"> %p; <!ENTITY x "%p;">]>',
    "an external subset": '<!DOCTYPE rss SYSTEM "{url}rss.dtd">',
    "an external subset of a file": '<!DOCTYPE rss SYSTEM "{file}">',
    "an entity within": '<!DOCTYPE rss [<!ENTITY x "expanded-{canary}">]>',
    "a stylesheet": '<?xml-stylesheet type="text/xsl" href="{url}x.xsl"?>',
    "a schema": "",
    "an inclusion": "",
    "an inclusion of a server": "",
}
BODIES = {
    "a schema": f'<rss xmlns:xsi="{XSI}" xsi:noNamespaceSchemaLocation="{{url}}x.xsd">',
    "an inclusion": '<rss xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{file}" parse="text"/>',
    "an inclusion of a server": '<rss xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{url}i"/>',
}


@pytest.fixture
def peer() -> Iterator[Peer]:
    with Peer(answers(200, f"<!ENTITY x '{SERVED}'>".encode())).running() as peer:
        yield peer


def hostile_feed(kind: str, peer: Peer, file: Path) -> bytes:
    places = {"url": peer.url, "file": file.as_uri(), "canary": CANARY}
    head = HEADS[kind].format(**places)
    body = BODIES.get(kind, "<rss>").format(**places)
    entity = "&x;" if "ENTITY x" in head else "x"
    return f'<?xml version="1.0"?>{head}{body}<channel>{ITEM.format(entity)}</channel></rss>'.encode()


def wrapped(data: bytes) -> dict[str, bytes]:
    """The same document in every reader that may come to see markup."""
    markup = data.decode()
    return {
        "a.xml": data,
        "a.rss": data,
        "a.opml": data.replace(b"<rss>", b"<opml><body>"),
        "a.sitemap.xml": data.replace(b"<rss>", b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'),
        "a.html": data + page(),
        "b.html": page(head=markup),
        "a.xhtml": data.replace(b"<rss>", b'<html xmlns="http://www.w3.org/1999/xhtml">') + page(),
        "a.jsonl": rows(row(1, maintext=markup, title=markup), {**row(2), "content_html": markup, "maintext": ""}),
        "b.xml": rss(ITEM.format(markup.replace("&", "&amp;").replace("<", "&lt;"))),
        "a.json": json.dumps({**row(1), "text": markup}).encode(),
        "a.warc.gz": response(1, data=data + page()) + response(2, kind="application/xhtml+xml", data=data + page()),
        "a.zip": zipped(("a.xml", data), ("b.html", data + page())),
    }


@pytest.mark.parametrize("kind", HEADS)
def test_nothing_outside_is_asked_for_or_gets_in(kind: str, peer: Peer, tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text(CANARY)
    for name, data in wrapped(hostile_feed(kind, peer, canary)).items():
        for reader in ("auto", "feed", "html"):
            found = list(stream(Dump("dumps", name, name, len(data), 0), BytesIO(data), reader))
            assert found, name
            outcomes = normalise_all([one for one in found if isinstance(one, Record)], Rules())
            said = repr([one for one in (*found, *outcomes) if not isinstance(one, Rejected)])
            assert SERVED not in said, (name, reader)
            if kind != "an entity within":
                assert CANARY not in said, (name, reader)
            elif name in {"a.xml", "a.rss"} and reader in {"auto", "feed"}:
                assert [one.code for one in found if isinstance(one, Rejected)] == ["bad-xml"]
    assert peer.sent == []


def test_the_canaries_would_be_heard(peer: Peer, tmp_path: Path) -> None:
    """Whoever parses without our settings reads the file, so the documents do try."""
    canary = tmp_path / "canary.txt"
    canary.write_text(CANARY)
    careless = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False)
    root = etree.fromstring(hostile_feed("a file as an entity", peer, canary), careless)
    assert CANARY in (root.findtext("channel/item/title") or "")


@pytest.mark.parametrize("levels", [6, 12, 40])
@pytest.mark.parametrize("form", ["internal", "parameter", "quadratic"])
def test_entities_that_grow_are_refused_unread(levels: int, form: str) -> None:
    if form == "internal":
        declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(levels))
        used = f"&e{levels - 1};"
    elif form == "parameter":
        declared = "<!ENTITY % a 'ha'>" + "".join(f"<!ENTITY % b{n} '%a;%a;'>" for n in range(levels))
        used = "x"
    else:
        declared, used = f'<!ENTITY e "{"ha" * 10_000}">', "&e;" * (levels * 1_000)
    data = f'<?xml version="1.0"?><!DOCTYPE rss [{declared}]><rss><channel>{ITEM.format(used)}</channel></rss>'.encode()
    (found,) = stream(Dump("dumps", "a.xml", "a.xml", len(data), 0), BytesIO(data))
    assert isinstance(found, Rejected)
    assert found.code == "bad-xml"


def test_a_run_over_all_of_them_asks_nobody_and_publishes_no_canary(peer: Peer, tmp_path: Path) -> None:
    world = World(tmp_path)
    canary = tmp_path / "canary.txt"
    canary.write_text(CANARY)
    for number, kind in enumerate(HEADS):
        if kind != "an entity within":
            (world.dumps / f"{number}.xml").write_bytes(hostile_feed(kind, peer, canary))
    world.dump(1)
    world.set(source=(Source(path=str(world.dumps), name="dumps", include=("*",)),))
    assert world.run().new > 0
    for path in world.tree.rglob("*"):
        assert not path.is_file() or CANARY.encode() not in path.read_bytes()
    assert peer.sent == []
