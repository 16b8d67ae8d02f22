"""Rows in the shapes that tools write, with invented articles in them."""

from typing import Any

from exporter.model import Dump
from exporter.readers.place import Place

PLACE = Place(Dump(source="dumps", name="a.json", location="/x/a.json", size=0, mtime=0))

URL = "https://www.capegazette.example/nature/8812-geese"
TITLE = "Geese pass the cape two weeks early"
TEXT = "Ten thousand geese passed the cape at dawn.\nThe wind is in the north."

NEWS_PLEASE: dict[str, Any] = {
    "authors": ["Mara Lindqvist", "Tom Oakes"],
    "date_download": "2025-10-04 08:00:00",
    "date_modify": "None",
    "date_publish": "2025-10-03 05:15:00",
    "description": "Geese are early this year.",
    "filename": "8812.json",
    "image_url": "https://www.capegazette.example/geese.jpg",
    "language": "en",
    "localpath": None,
    "maintext": TEXT,
    "source_domain": "www.capegazette.example",
    "title": TITLE,
    "title_page": TITLE + " - Cape Gazette",
    "title_rss": "None",
    "url": URL,
}
TRAFILATURA: dict[str, Any] = {
    "title": TITLE,
    "author": "Mara Lindqvist; Tom Oakes",
    "hostname": "capegazette.example",
    "date": "2025-10-03",
    "fingerprint": "a1b2c3d4",
    "id": None,
    "license": "CC BY 4.0",
    "comments": "",
    "raw_text": TEXT.replace("\n", " "),
    "text": TEXT,
    "language": None,
    "image": "https://www.capegazette.example/geese.jpg",
    "pagetype": "article",
    "filedate": "2025-10-04",
    "source": URL,
    "source-hostname": "Cape Gazette",
    "excerpt": "Geese are early this year.",
    "categories": "Nature",
    "tags": "geese;migration",
}
FUNDUS: dict[str, Any] = {
    "title": TITLE,
    "body": {
        "summary": ["Geese are early this year."],
        "sections": [
            {"headline": [], "paragraphs": ["Ten thousand geese passed.", "Nobody saw it come."]},
            {"headline": ["Why so early"], "paragraphs": ["The wind is in the north."]},
        ],
    },
    "authors": ["Mara Lindqvist"],
    "publishing_date": "2025-10-03 07:15:00+02:00",
    "topics": ["geese"],
    "free_access": True,
    "images": [{"versions": [{"url": "https://www.capegazette.example/geese.jpg"}], "is_cover": True}],
}
NEWSPAPER: dict[str, Any] = {
    "url": URL,
    "read_more_link": "",
    "language": "en",
    "title": TITLE,
    "top_image": "https://www.capegazette.example/geese.jpg",
    "meta_img": "",
    "images": [],
    "keywords": ["cape", "ten", "thousand"],
    "keyword_scores": {"cape": 1.2},
    "meta_keywords": ["geese", "migration"],
    "tags": [],
    "authors": ["Mara Lindqvist"],
    "publish_date": "2025-10-03T07:15:00+02:00",
    "summary": "Ten thousand geese passed.",
    "meta_description": "Geese are early this year.",
    "meta_lang": "en",
    "meta_site_name": "Cape Gazette",
    "canonical_link": URL,
    "source_url": "https://www.capegazette.example",
    "text": TEXT.replace("\n", "\n\n"),
}
GOOSE: dict[str, Any] = {
    "meta": {
        "description": "Geese are early this year.",
        "lang": "en",
        "keywords": "geese, migration",
        "canonical": URL,
    },
    "image": {"url": "https://www.capegazette.example/geese.jpg", "width": 1, "height": 1, "type": "image"},
    "domain": "www.capegazette.example",
    "title": TITLE,
    "cleaned_text": TEXT.replace("\n", "\n\n"),
    "opengraph": {"site_name": "Cape Gazette"},
    "tags": [],
    "tweets": [],
    "authors": [],
    "publish_date": "2025-10-03T07:15:00+02:00",
}
CC_NEWS: dict[str, Any] = {
    "title": TITLE,
    "text": TEXT,
    "domain": "www.capegazette.example",
    "date": "2025-10-03 05:15:00",
    "description": "Geese are early this year.",
    "url": URL,
    "image_url": None,
}
SCHEMA: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": ["NewsArticle", "ReportageNewsArticle"],
    "@id": URL + "#article",
    "mainEntityOfPage": {"@type": "WebPage", "@id": URL},
    "headline": TITLE,
    "datePublished": "2025-10-03T07:15:00+02:00",
    "dateModified": "2025-10-03T09:00:00+02:00",
    "author": [{"@type": "Person", "name": "Mara Lindqvist"}, {"@type": "Organization", "name": "Cape Gazette"}],
    "publisher": {"@type": "NewsMediaOrganization", "name": "Cape Gazette", "logo": {"url": "https://x.example/l.png"}},
    "image": [{"@type": "ImageObject", "url": "https://www.capegazette.example/geese.jpg"}],
    "articleSection": ["Nature", "Cape Ardent"],
    "keywords": "geese, migration",
    "inLanguage": {"@type": "Language", "name": "English", "alternateName": "en"},
    "description": "Geese are early this year.",
    "copyrightNotice": "Cape Gazette 2025",
    "articleBody": TEXT,
}
WORDPRESS: dict[str, Any] = {
    "id": 8812,
    "date": "2025-10-03T07:15:00",
    "date_gmt": "2025-10-03T05:15:00",
    "guid": {"rendered": "https://www.capegazette.example/?p=8812"},
    "modified": "2025-10-03T09:00:00",
    "modified_gmt": "2025-10-03T07:00:00",
    "slug": "geese",
    "status": "publish",
    "type": "post",
    "link": URL,
    "title": {"rendered": "Geese pass the cape <em>two weeks</em> early"},
    "content": {"rendered": "<p>Ten thousand geese.</p>\n<h2>Why so early</h2>\n<p>The wind.</p>", "protected": False},
    "excerpt": {"rendered": "<p>Geese are early this year.</p>\n"},
    "author": 3,
    "categories": [4, 5],
    "tags": [6],
}
EVERY: dict[str, dict[str, Any]] = {
    "news-please": NEWS_PLEASE,
    "trafilatura": TRAFILATURA,
    "fundus": {**FUNDUS, "url": URL},
    "newspaper4k": NEWSPAPER,
    "goose3": GOOSE,
    "CC-News": CC_NEWS,
    "schema.org": SCHEMA,
    "WordPress": WORDPRESS,
}
