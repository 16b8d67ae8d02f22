"""The floor: the leanest honest Python that does the reading and the writing, and nothing else.

    python -m benchmarks.floor DUMPS OUTPUT

Reads every dump and writes what the default configuration publishes of each article: a line of JSON, a full-text Atom
entry, a URL in the sitemap of its host and month, all as text put together by hand. No store, no identity, no language,
no chrome told from body, no check, no order, no compression, no flush, nothing incremental. What it takes is what no
exporter in Python can go below.
"""

import os
import sys
from datetime import UTC, datetime
from xml.sax.saxutils import escape

PAGE = 100


def files(folder):
    """Every file below a folder, by name."""
    with os.scandir(folder) as found:
        for entry in sorted(found, key=lambda entry: entry.name):
            if entry.is_dir():
                yield from files(entry.path)
            else:
                yield entry.path


def read(path):
    """The bytes of a file, by as few calls as there can be."""
    descriptor = os.open(path, os.O_RDONLY)
    data = os.read(descriptor, 65536)
    os.close(descriptor)
    return data


def quoted(text):
    """As a JSON string; the texts of the corpus have no controls."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def run(dumps, output):
    os.makedirs(output)
    entries, sitemaps = [], {}
    pages = 0
    with open(os.path.join(output, "articles.jsonl"), "wb") as jsonl:
        for path in files(dumps):
            title, time, url, _, *body = read(path).decode().split("\n")
            instant = datetime.fromisoformat(time).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            text = "\n".join(body)
            line = (
                f'{{"@type":"NewsArticle","url":{quoted(url)},"headline":{quoted(title)},'
                f'"datePublished":"{instant}","articleBody":{quoted(text).replace(chr(10), chr(92) + "n")}}}\n'
            )
            jsonl.write(line.encode())
            html = escape("<p>" + "</p><p>".join(map(escape, body)) + "</p>")
            entries.append(
                f"<entry><id>{url}</id><title>{escape(title)}</title><updated>{instant}</updated>"
                f'<link href="{url}"/><content type="html">{html}</content></entry>\n'
            )
            if len(entries) == PAGE:
                pages += 1
                atom(output, pages, entries)
            host = url.split("/", 3)[2]
            sitemaps.setdefault((host, instant[:7]), []).append(
                f"<url><loc>{escape(url)}</loc><lastmod>{instant}</lastmod></url>\n"
            )
    if entries:
        atom(output, pages + 1, entries)
    for (host, month), urls in sitemaps.items():
        with open(os.path.join(output, f"sitemap-{host}-{month}.xml"), "w") as file:
            file.write('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n')
            file.writelines(urls)
            file.write("</urlset>\n")


def atom(output, page, entries):
    with open(os.path.join(output, f"{page:06d}.atom"), "w") as file:
        file.write('<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:floor</id><title>Floor</title>\n')
        file.writelines(entries)
        file.write("</feed>\n")
    entries.clear()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    run(*sys.argv[1:])
