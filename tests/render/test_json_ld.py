"""NewsArticle documents and rows: exact bytes, the vocabulary, independent readers, and the way back."""

import json
from typing import Any

import extruct
import html5lib
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pyld import jsonld

from exporter.model import NEVER, Article, Paragraph, Publisher
from exporter.normalise import urls
from exporter.render import VERSIONS, json_ld
from tests.builders import article, site, utc
from tests.render.texts import HOSTILE, bodies, moments, texts
from tests.render.vocabulary import leaves, mistakes, schemas

LOGO = "https://news.example/logo.png"
FULL = article(
    title='Quay "1" <reopens>',
    body=(Paragraph("The quay is open."), Paragraph("What now?", subhead=True), Paragraph("Ships & crews\u2028came.")),
    summary="The quay is open.",
    language="en-GB",
    sections=("Harbour", "Region"),
    keywords=("Ferries",),
    authors=("Jo & Co", "Ada"),
    publisher=Publisher("Example News", "https://news.example/", LOGO),
    image="https://news.example/1.jpg",
    rights="© Example News",
    updated=utc("2025-02-16T08:00:00"),
)
BARE = Article(
    keys=(),
    url="https://news.example/1",
    host="news.example",
    title="Quay",
    published=utc("2025-02-14T23:59:59"),
    body=(),
    id="urn:uuid:00000000-0000-5000-8000-000000000001",
    updated=utc("2025-02-14T23:59:59"),
)

DOCUMENT_1 = r"""{
 "@context": "https://schema.org",
 "@type": "NewsArticle",
 "@id": "urn:uuid:00000000-0000-5000-8000-000000000001",
 "headline": "Quay \"1\" \u003creopens\u003e",
 "url": "https://news.example/artikel/1-kade",
 "mainEntityOfPage": {
  "@type": "WebPage",
  "@id": "https://news.example/artikel/1-kade"
 },
 "datePublished": "2025-02-14T21:00:45Z",
 "dateModified": "2025-02-16T08:00:00Z",
 "inLanguage": "en-GB",
 "author": [
  {
   "@type": "Person",
   "name": "Jo \u0026 Co"
  },
  {
   "@type": "Person",
   "name": "Ada"
  }
 ],
 "publisher": {
  "@type": "Organization",
  "name": "Example News",
  "url": "https://news.example/",
  "logo": {
   "@type": "ImageObject",
   "url": "https://news.example/logo.png"
  }
 },
 "sdPublisher": {
  "@type": "Organization",
  "name": "Harbour Press",
  "url": "https://www.example.org/"
 },
 "articleSection": [
  "Harbour",
  "Region"
 ],
 "keywords": [
  "Ferries"
 ],
 "image": "https://news.example/1.jpg",
 "description": "The quay is open.",
 "wordCount": 9,
 "articleBody": "The quay is open.\n\nWhat now?\n\nShips \u0026 crews\u2028came.",
 "copyrightNotice": "© Example News"
}
"""

ONLY_IN_ROW_1 = (
    ',"sdDatePublished":"2025-02-15T06:00:00Z"'
    ',"identifier":[{"@type":"PropertyValue","propertyID":"sequence","value":1}'
    ',{"@type":"PropertyValue","propertyID":"key","value":"news.example:1"}'
    ',{"@type":"PropertyValue","propertyID":"key","value":"url:news.example/artikel/1-kade"}]'
    ',"hasPart":[{"@type":"CreativeWork","position":2,"headline":"What now?"}]}\n'
)


def articles() -> st.SearchStrategy[Article]:
    """Anything that normalise and the store could give, also before the store gave its part."""
    names = st.lists(texts(), max_size=3).map(tuple)
    hosts = st.sampled_from(["news.example", "xn--80ak6aa92e.example", "news.example:8080", "[2001:db8::1]"])
    urls = st.builds(
        "{}://{}/{}".format, st.sampled_from(["https", "http"]), hosts, st.sampled_from(["", "a?b=1&c", "#!/x"])
    )
    publishers = st.builds(Publisher, texts(), st.sampled_from(["", "https://p.example/"]), st.sampled_from(["", LOGO]))
    plain = st.builds(
        Article,
        keys=names,
        url=urls,
        host=st.just(""),
        title=texts(),
        published=moments(),
        body=st.one_of(st.just(()), bodies()),
        summary=st.one_of(st.just(""), texts()),
        language=st.sampled_from(["und", "nl", "en-GB", "zh-Hant", "ja"]),
        sections=names,
        keywords=names,
        authors=names,
        publisher=st.one_of(st.none(), publishers),
        image=st.sampled_from(["", "https://news.example/1.jpg"]),
        rights=st.one_of(st.just(""), texts(), st.just("https://licence.example/by/4.0/")),
        id=st.one_of(st.just(""), st.uuids().map(lambda uuid: f"urn:uuid:{uuid}")),
        updated=st.one_of(st.just(NEVER), moments()),
        first_seen=st.one_of(st.just(NEVER), moments()),
        sequence=st.integers(0, 2**53),
    )
    return plain.map(lambda one: replace(one, host=one.url.split("/")[2]))


def loaded(one: Article, **changes: Any) -> Any:
    return json.loads(json_ld.article(one, site(**changes)))


def loaded_row(one: Article, **changes: Any) -> Any:
    return json.loads(json_ld.row(one, site(**changes)))


def test_these_are_the_bytes_of_version_1_so_that_others_need_another_number() -> None:
    assert json_ld.article(FULL, site()).decode() == DOCUMENT_1
    assert VERSIONS["article"] == json_ld.VERSION == 1


def test_a_row_is_the_same_on_one_line_and_what_rebuilds_the_article() -> None:
    row = json_ld.row(FULL, site()).decode()
    assert row.endswith(ONLY_IN_ROW_1)
    assert json.loads(row.removesuffix(ONLY_IN_ROW_1) + "}") == json.loads(DOCUMENT_1)
    assert len(row.splitlines()) == 1
    assert VERSIONS["shard"] == json_ld.VERSION == 1


def test_what_is_unknown_is_left_out() -> None:
    assert loaded(BARE, publisher=None) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": BARE.id,
        "headline": "Quay",
        "url": BARE.url,
        "mainEntityOfPage": {"@type": "WebPage", "@id": BARE.url},
        "datePublished": "2025-02-14T23:59:59Z",
        "dateModified": "2025-02-14T23:59:59Z",
    }
    assert loaded_row(BARE, publisher=None) == loaded(BARE, publisher=None)


@given(articles())
def test_a_row_gives_back_the_article_exactly_whatever_the_site(one: Article) -> None:
    assert json_ld.read_row(json_ld.row(one, site())) == one
    assert json_ld.read_row(json_ld.row(one, site(publisher=None))) == one


@given(st.lists(articles(), max_size=4))
def test_rows_encoded_together_are_those_encoded_alone(some: list[Article]) -> None:
    assert json_ld.rows(some, site()) == b"".join(json_ld.row(one, site()) for one in some)


@given(articles())
def test_nothing_is_null_or_empty(one: Article) -> None:
    for node in (loaded(replace(one, id=one.id or BARE.id)), loaded_row(one)):
        assert all(leaf or leaf is False for leaf in leaves({**node, "@id": "urn:x"}))


@given(articles())
def test_the_bytes_hold_nothing_that_ends_a_script_element_or_a_line(one: Article) -> None:
    for data in (json_ld.article(one, site()), json_ld.row(one, site())):
        assert not set("<>&\u0085\u2028\u2029") & set(data.decode())
    row = json_ld.row(one, site())
    assert row.decode().splitlines() == [row.decode().removesuffix("\n")]


@pytest.mark.parametrize("character", ["<", ">", "&", "\u0085", "\u2028", "\u2029"])
def test_such_a_character_is_escaped_and_means_the_same(character: str) -> None:
    one = article(title=f"a{character}b")
    for data in (json_ld.article(one, site()), json_ld.row(one, site())):
        assert character not in data.decode()
        assert f'"headline":"a\\u{ord(character):04x}b"' in data.decode().replace(": ", ":")
        assert json.loads(data)["headline"] == f"a{character}b"


def test_the_document_and_the_row_keep_to_the_vocabulary() -> None:
    for one in (FULL, BARE, replace(FULL, authors=(), rights="https://licence.example/by/4.0/")):
        assert mistakes(loaded(one)) == []
        assert mistakes(loaded_row(one)) == []


def test_the_vocabulary_check_sees_mistakes() -> None:
    wrong = {
        "@type": "NewsArticle",
        "contentUrl": "https://news.example/",
        "headlines": "x",
        "wordCount": "many",
        "publisher": {"@type": "ImageObject", "wordcount": 1},
    }
    assert mistakes(wrong) == [
        "contentUrl is not of NewsArticle",
        "no property headlines",
        "wordCount takes no 'many'",
        "publisher takes no {'@type': 'ImageObject', 'wordcount': 1}",
        "no property wordcount",
    ]


def test_pyld_expands_every_property_with_the_context_of_schema_org() -> None:
    context = json.loads((schemas() / "schemaorgcontext.jsonld").read_text("utf-8"))

    def load(url: str, _options: Any) -> Any:
        assert url == "https://schema.org"
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}

    node = loaded_row(FULL)
    (expanded,) = jsonld.expand(node, {"documentLoader": load})
    schema = "http://schema.org/"
    assert {name.removeprefix(schema) for name in expanded if not name.startswith("@")} == {
        name for name in node if not name.startswith("@")
    }
    assert expanded["@id"] == FULL.id
    assert expanded["@type"] == [schema + "NewsArticle"]
    assert expanded[schema + "url"] == [{"@id": FULL.url}]
    assert expanded[schema + "image"] == [{"@id": FULL.image}]
    assert expanded[schema + "mainEntityOfPage"] == [{"@id": FULL.url, "@type": [schema + "WebPage"]}]
    assert expanded[schema + "articleSection"] == [{"@value": "Harbour"}, {"@value": "Region"}]
    assert [one[schema + "name"] for one in expanded[schema + "author"]] == [
        [{"@value": "Jo & Co"}],
        [{"@value": "Ada"}],
    ]


@pytest.mark.parametrize("text", [*HOSTILE, "</script><script>alert(1)</script>", "<!--<script>", "</SCRIPT "])
def test_in_a_page_it_is_one_script_element_and_its_readers_see_the_same(text: str) -> None:
    one = replace(FULL, title=text, body=(Paragraph(text),), authors=(text,))
    script = '<script type="application/ld+json">' + json_ld.article(one, site()).decode() + "</script>"
    page = f"<!doctype html><html><head><title>x</title>{script}</head><body><p>after</p></body></html>"
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    (found,) = tree.iter("script")
    assert json.loads(found.text or "") == loaded(one)
    assert [element.tag for element in tree.iter()] == ["html", "head", "title", "script", "body", "p"]
    assert extruct.extract(page, syntaxes=["json-ld"]) == {"json-ld": [loaded(one)]}


def test_without_authors_it_is_by_its_publisher_or_the_sites() -> None:
    own = {"@type": "Organization", "name": "Example News", "url": "https://news.example/"}
    sites = {"@type": "Organization", "name": "Harbour Press", "url": "https://www.example.org/"}
    assert loaded(article())["author"] == [own]
    assert loaded(article())["publisher"] == own
    assert loaded(article(publisher=None))["author"] == [sites]
    assert loaded(article(publisher=None))["publisher"] == sites
    assert loaded(article(publisher=None))["sdPublisher"] == sites


def test_in_a_row_a_publisher_that_is_only_the_sites_is_not_the_articles() -> None:
    row = loaded_row(article(publisher=None))
    assert "publisher" not in row
    assert row["sdPublisher"]["name"] == "Harbour Press"


@pytest.mark.parametrize(
    ("rights", "name"),
    [
        ("© Example News", "copyrightNotice"),
        ("https://licence.example/by/4.0/", "license"),
        ("HTTPS://licence.example/", "license"),
        ("see https://licence.example/", "copyrightNotice"),
        ("https://licence.example/ applies", "copyrightNotice"),
        ("https://", "copyrightNotice"),
    ],
)
def test_rights_are_a_licence_only_if_they_are_a_url(rights: str, name: str) -> None:
    node = loaded(article(rights=rights))
    assert {key: node[key] for key in ("license", "copyrightNotice") if key in node} == {name: rights}


@pytest.mark.parametrize(
    ("language", "count"), [("en", 9), ("nl-BE", 9), ("und", None), ("zh-Hant", None), ("JA", None), ("th", None)]
)
def test_words_are_counted_where_spaces_part_them(language: str, count: int | None) -> None:
    body = (Paragraph("One two three four."), Paragraph("Five", subhead=True), Paragraph("Six seven – eight"))
    assert loaded(article(language=language, body=body)).get("wordCount") == count


@pytest.mark.parametrize(
    ("published", "path"),
    [
        ("2025-02-14T23:59:59", "articles/2025/02/14/00000000-0000-5000-8000-000000000001.jsonld"),
        ("0987-12-01T00:00:00", "articles/0987/12/01/00000000-0000-5000-8000-000000000001.jsonld"),
    ],
)
def test_a_document_lies_in_the_folder_of_its_day(published: str, path: str) -> None:
    assert json_ld.article_path(article(published=utc(published))) == path


@pytest.mark.parametrize("id_", ["", "urn:uuid:../../etc/passwd", "urn:uuid:1", "a/b"])
def test_an_id_that_is_no_uuid_has_no_path(id_: str) -> None:
    with pytest.raises(ValueError, match="badly formed"):
        json_ld.article_path(article(id=id_))


@pytest.mark.parametrize("texts", [("",), ("two\nlines",), ("a", ""), ("", "a"), ("a", "\n", "b"), ("a\n\nb",)])
def test_a_paragraph_that_a_row_could_not_give_back_is_refused(texts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"^urn:uuid:.*1-kade.*: a paragraph is empty or has a line break"):
        json_ld.row(article(body=tuple(Paragraph(text) for text in texts)), site())


@pytest.mark.parametrize(
    ("line", "where"),
    [
        (b"", "truncated"),
        (b'{"@context":"https://schema.org","@type":"NewsArticle"}\n', "headline"),
        (json_ld.row(FULL, site()).replace(b'"NewsArticle"', b'"Recipe"'), r"\$\.@type"),
        (json_ld.row(FULL, site()).replace(b'"position":2', b'"position":3'), r"paragraph 3 .*'What now\?'.*hasPart"),
        (json_ld.row(FULL, site()).replace(b'"position":2', b'"position":0'), r"paragraph 0 .*hasPart"),
        (json_ld.row(FULL, site()).replace(b'"2025-02-14T21:00:45Z"', b'"yesterday"'), r"\$\.datePublished"),
        (json_ld.row(FULL, site()).replace(b'"value":1}', b'"value":"one"}'), r"sequence.*'one'"),
        (json_ld.row(replace(FULL, url="/artikel/1"), site()), r"'/artikel/1'.*\$\.url"),
        (json_ld.row(replace(FULL, url="https://[::1/"), site()), r"'https://\[::1/'.*\$\.url"),
    ],
)
def test_what_is_no_row_is_refused_with_the_place(line: bytes, where: str) -> None:
    with pytest.raises(msgspec.DecodeError, match=where):
        json_ld.read_row(line)


@pytest.mark.parametrize(
    "url", ["https://NEWS.example:443/a", "http://nieuws.example:8080/", "https://[::1]:81/", "https://é.example/"]
)
def test_a_row_gives_back_the_host_that_normalise_gave(url: str) -> None:
    one = article(url=urls.canonical(url), host=urls.host(url))
    assert json_ld.read_row(json_ld.row(one, site())) == one


def test_what_a_later_version_adds_is_skipped() -> None:
    longer = json_ld.row(FULL, site()).replace(b'"hasPart"', b'"dateline":"PORT","hasPart"')
    assert json_ld.read_row(longer) == FULL
