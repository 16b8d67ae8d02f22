"""The sample dumps are what dumps/README.md says: real in form, invented in content, varied on purpose, exportable."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest

from exporter import readers
from exporter.config import load
from exporter.model import Article, Dump, Record, Rejected
from exporter.normalise import normalise
from exporter.readers.encoding import decode
from exporter.settings import rules_of
from tests.builders import SHARED, utc

ROOT = Path(__file__).parents[1]
DUMPS = ROOT / "dumps"
PATHS = tuple(sorted(DUMPS.rglob("*.txt")))

LANGUAGE_OF = {
    "nieuws.example": "nl",
    "www.streekbode.example": "nl",
    "www.harbourpost.example": "en",
    "courier.example.net": "en",
    "zeitung.example.org": "de",
    "www.xn--kstenbote-q9a.example": "de",
    "journal.example.com": "fr",
    "www.gazette-des-vallees.example": "fr",
}
RESERVED = re.compile(r"(?:[\w-]+\.)*(?:example|example\.(?:com|net|org))")
"""RFC 2606, sections 2 and 3."""
ZONELESS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
TIPS = "Heb je een tip voor de redactie? Laat het ons weten."


@cache
def outcomes() -> tuple[tuple[Path, Record, Article], ...]:
    """Every record of the samples and the article that the committed configuration makes of it."""
    config = load(ROOT / "config.toml")
    rules = rules_of(config, config.source[0])
    found = []
    for path in PATHS:
        name = path.relative_to(DUMPS).as_posix()
        data = path.read_bytes()
        for record in readers.read(Dump("samples", name, str(path), len(data), 0), data):
            assert isinstance(record, Record), record
            article = normalise(record, rules)
            assert not isinstance(article, Rejected), article
            found.append((path, record, article))
    return tuple(found)


@cache
def texts() -> tuple[str, ...]:
    return tuple(decode(path.read_bytes())[0] for path in PATHS)


def articles() -> list[Article]:
    """Of two versions of an article, the later one."""
    ordered = sorted((article for _, _, article in outcomes()), key=lambda article: article.published)
    return list({article.keys[0]: article for article in ordered}.values())


def one(path: str) -> Path:
    """The only dump in this folder."""
    (found,) = (DUMPS / path).glob("*.txt")
    return found


def of(path: str) -> tuple[Record, Article]:
    """The only record of the only dump in this folder."""
    ((record, article),) = ((record, article) for file, record, article in outcomes() if file == one(path))
    return record, article


def test_there_are_ten_articles_in_each_of_four_languages_and_all_languages_are_told_right():
    counted = Counter(article.language for article in articles())
    assert set(counted) == {"nl", "en", "de", "fr"}
    assert min(counted.values()) >= 10
    assert {(path.parts[-3], article.language) for path, _, article in outcomes()} == set(LANGUAGE_OF.items())


def test_they_span_sixteen_months_with_several_on_one_day_and_in_one_hour():
    times = [article.published for article in articles()]
    first, last = min(times), max(times)
    assert (last.year - first.year) * 12 + last.month - first.month + 1 >= 16
    assert len({(time.year, time.month) for time in times}) >= 16
    assert max(Counter(time.date() for time in times).values()) >= 4
    assert max(Counter((time.date(), time.hour) for time in times).values()) >= 3
    assert last.date() < date(2026, 1, 1)


def test_each_dump_lies_where_the_crawler_of_the_readme_puts_it():
    for path, _, article in outcomes():
        folder, month, name = path.relative_to(DUMPS).parts
        assert (folder, month) == (article.host, article.published.strftime("%Y-%m"))
        assert re.fullmatch(r"\d{6}_[0-9a-f]{16}\.txt", name)
    assert len({path.name for path in PATHS}) == len(PATHS)


def test_every_host_is_reserved_for_examples():
    written = (*texts(), (ROOT / "config.toml").read_text("utf-8"))
    linked = [host for text in written for host in re.findall(r"https?://([^/\s\"'`]+)", text)]
    assert len(linked) > len(PATHS)
    assert {host for host in linked if RESERVED.fullmatch(host) is None} == set()
    assert [text for text in texts() if "@" in text or "www." in text.replace("https://www.", "")] == []


def test_a_body_has_four_to_fourteen_paragraphs_and_the_length_of_news():
    for _, record, article in outcomes():
        words = sum(len(paragraph.text.split()) for paragraph in article.body)
        assert 4 <= len(article.body) <= 14, record.title
        assert 220 <= words <= 600, (record.title, words)


def test_no_share_line_byline_or_heading_stays_in_a_body_and_what_is_read_as_body_is_whole():
    ends = (".", "?", "!", "”", "“", "»", '"', ":")
    for _, record, article in outcomes():
        shown = [paragraph.text for paragraph in article.body if not paragraph.subhead]
        assert [text for text in shown if not text.endswith(ends)] == [], record.title
        assert not re.match(r"(Von|By|Door|Par) [A-Z]\w+ [A-Z]", shown[0])
        assert TIPS not in shown


def test_sections_and_keywords_are_those_of_the_site():
    assert Counter(bool(article.sections) for article in articles())[False] == 2
    assert {len(article.sections) for article in articles()} == {0, 1, 2}
    assert sum(bool(article.keywords) for article in articles()) >= 15
    _, locks = of("nieuws.example/2024-07")
    assert (locks.sections, locks.keywords) == (("Regio", "Haven"), ())
    _, seagrass = of("www.harbourpost.example/2025-05")
    assert (seagrass.sections, seagrass.keywords) == (("Science",), ("seagrass", "Marrow Bay"))


def test_the_bylines_of_one_site_become_authors():
    with_authors = {path.parts[-3] for path, _, article in outcomes() if article.authors}
    assert with_authors == {"zeitung.example.org"}
    assert of("zeitung.example.org/2024-09")[1].authors == ("Jonas Reichelt", "Katrin Vossberg")


def test_two_versions_of_one_article_share_its_number_and_nothing_else():
    (_, before, first), (_, after, second) = (
        found for found in outcomes() if "2025-03" in found[0].parts and "nieuws.example" in found[0].parts
    )
    assert first.keys[0] == second.keys[0] == "nieuws.example:2561044"
    assert first.keys[1] != second.keys[1]
    assert before.title != after.title
    assert first.published < second.published
    assert not {paragraph.text for paragraph in first.body} & {paragraph.text for paragraph in second.body}
    assert len(articles()) == len(outcomes()) - 1


def test_one_file_holds_two_articles():
    counted = Counter(path for path, _, _ in outcomes())
    assert [path for path, count in counted.items() if count > 1] == [one("www.streekbode.example/2025-10")]
    assert counted[one("www.streekbode.example/2025-10")] == 2


def test_one_site_has_no_time_zone_and_its_profile_decides():
    times = {(path.parts[-3], ZONELESS.fullmatch(record.time) is None) for path, record, _ in outcomes()}
    assert times == {(host, host != "www.streekbode.example") for host in LANGUAGE_OF}
    record, article = of("www.streekbode.example/2025-07")
    assert (record.time, article.published) == ("2025-07-30T22:31:00", utc("2025-07-30T20:31:00"))


def test_times_are_written_in_every_usual_way():
    forms = {re.sub(r"\d", "0", record.time[19:]).replace("-", "+") for _, record, _ in outcomes()}
    assert forms == {"", "Z", ".000Z", "+0000", "+00:00"}
    assert all(datetime.fromisoformat(record.time) for _, record, _ in outcomes())


def test_one_file_is_windows_1252_and_is_read_as_such():
    foreign = [path for path in PATHS if path.read_text("utf-8", "ignore") != path.read_text("utf-8", "replace")]
    assert foreign == [one("zeitung.example.org/2024-09")]
    data = foreign[0].read_bytes()
    assert decode(data)[0] == data.decode("cp1252")
    assert {"Mühlach", "Flutmauer"} <= set(decode(data)[0].split())
    assert b"\x84" in data  # a quotation mark that Latin-1 does not have


def test_one_file_begins_with_a_byte_order_mark_that_no_title_keeps():
    assert [path for path in PATHS if path.read_bytes()[:3] == b"\xef\xbb\xbf"] == [one("journal.example.com/2025-02")]
    assert of("journal.example.com/2025-02")[1].title.startswith("Tempête")


def test_one_file_ends_its_lines_with_cr_lf_and_all_others_with_lf():
    returns = {path: (data.count(b"\r"), data.count(b"\n")) for path in PATHS if b"\r" in (data := path.read_bytes())}
    assert list(returns) == [one("www.xn--kstenbote-q9a.example/2025-01")]
    ((cr, lf),) = returns.values()
    assert cr == lf > 8


def test_one_file_has_blank_lines_between_all_paragraphs():
    record, article = of("www.gazette-des-vallees.example/2025-01")
    assert record.lines.count("") >= len(article.body)
    assert len(article.body) >= 5


def test_most_files_have_no_newline_at_the_end():
    without = sum(not path.read_bytes().endswith(b"\n") for path in PATHS)
    assert len(PATHS) / 2 < without < len(PATHS)


def test_what_is_odd_in_a_url_or_title_is_normalised():
    record, article = of("www.gazette-des-vallees.example/2025-03")
    assert record.url.endswith("?utm_source=lettre&utm_campaign=mars&page=1")
    assert article.url.partition("?")[2] == "page=1"
    record, article = of("www.xn--kstenbote-q9a.example/2024-10")
    assert record.url.startswith("https://www.küstenbote.example/")
    assert article.host == "www.xn--kstenbote-q9a.example"
    record, article = of("www.harbourpost.example/2024-11")
    assert record.title.startswith("Fog, fines &amp; foghorns: ")
    assert article.title.startswith("Fog, fines & foghorns: ")


def test_the_first_sentence_of_one_article_is_too_long_for_a_summary():
    _, article = of("zeitung.example.org/2025-05")
    assert len(article.body[0].text.split(". ")[0]) > 300
    assert article.summary.endswith("…")
    assert sum(article.summary.endswith("…") for article in articles()) == 1


def test_the_end_of_a_body_is_left_alone_be_it_a_quotation_of_one_word_or_the_end_of_the_file():
    assert of("journal.example.com/2025-05")[1].body[-1].text == "« Chut. »"
    record, article = of("courier.example.net/2024-08")
    assert [line for line in record.lines if line] == [paragraph.text for paragraph in article.body]


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("„[^“]+“", id="German quotation marks"),
        pytest.param("«\\s[^»]+\\s»", id="French quotation marks"),
        pytest.param("“[^”]+”", id="English quotation marks"),
        pytest.param('"[^"]+"', id="straight double quotation marks"),
        pytest.param(r"\B'[^'\n]+'\B", id="straight single quotation marks"),
        pytest.param("‘[^’]+’", id="single quotation marks"),
        pytest.param("\U0001f469\U0001f3fd\u200d\U0001f680", id="an emoji joined from three"),
        pytest.param("œ", id="a ligature"),
        pytest.param(r" < \d", id="less than"),
        pytest.param("[a-z] & [a-z]", id="ampersand"),
        pytest.param("<em>.+</em>", id="a tag"),
        pytest.param("€|£", id="a currency"),
    ],
)
def test_the_bodies_hold(pattern):
    assert [article.title for article in articles() if any(re.search(pattern, p.text) for p in article.body)] != []


def test_there_are_sub_heads_in_every_language():
    assert {article.language for article in articles() if any(p.subhead for p in article.body)} == {
        "nl",
        "en",
        "de",
        "fr",
    }


def test_no_paragraph_stands_in_two_articles():
    counted = Counter(paragraph.text for _, _, article in outcomes() for paragraph in article.body)
    assert [text for text, count in counted.items() if count > 1] == []


@pytest.mark.parametrize(
    "span", [pytest.param(str.splitlines, id="lines"), pytest.param(lambda text: runs(text, 8), id="eight words")]
)
def test_nothing_is_taken_from_the_real_dump(span: Callable[[str], list[str]]):
    seeds = tuple((SHARED / "seeds").glob("*.txt"))
    if not seeds:
        pytest.skip(f"{SHARED / 'seeds'} is not there: the samples cannot be compared with a real dump")
    theirs = {part for seed in seeds for part in span(seed.read_text("utf-8")) if len(part) >= 30}
    ours = {part for text in texts() for part in span(text) if len(part) >= 30}
    assert min(len(theirs), len(ours)) > 10
    assert theirs & ours == set()


def runs(text: str, length: int) -> list[str]:
    """Every run of so many words, caseless."""
    words = re.findall(r"\w+", text.casefold())
    return [" ".join(words[start : start + length]) for start in range(len(words) - length + 1)]


def test_the_configuration_shows_what_it_can():
    config = load(ROOT / "config.toml")
    profiles = config.profile.values()
    assert len(profiles) == len(LANGUAGE_OF)
    assert all(profile.publisher is not None for profile in profiles)
    assert {bool(profile.language) for profile in profiles} == {True, False}
    assert {article.publisher.name for article in articles() if article.publisher} == {
        profile.publisher.name for profile in profiles if profile.publisher
    }
    assert (config.feeds.archive_page, config.feeds.archives) == (10, ("atom", "rss"))
    assert len(articles()) > 3 * config.feeds.archive_page
    assert {bool(feed.languages) for feed in config.feed} == {
        bool(feed.sections and feed.hosts) for feed in config.feed
    }
