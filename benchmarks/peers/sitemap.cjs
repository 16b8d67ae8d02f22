// node sitemap.cjs NODE_MODULES LIST OUTPUT
const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");
const { pipeline } = require("node:stream/promises");

const [modules, list, output] = process.argv.slice(2);
const { SitemapAndIndexStream, SitemapStream } = require(path.join(modules, "sitemap"));

async function* urls() {
  for await (const line of readline.createInterface({ input: fs.createReadStream(list) })) {
    const [url, lastmod] = line.split(" ");
    yield { url, lastmod };
  }
}

fs.mkdirSync(output, { recursive: true });
const sitemaps = new SitemapAndIndexStream({
  limit: 50000,
  getSitemapStream: (number) => {
    const stream = new SitemapStream();
    const name = `sitemap-${number}.xml`;
    const written = stream.pipe(fs.createWriteStream(path.join(output, name)));
    return [new URL(name, "https://peer.example/").href, stream, written];
  },
});
pipeline(urls, sitemaps, fs.createWriteStream(path.join(output, "sitemap.xml")));
