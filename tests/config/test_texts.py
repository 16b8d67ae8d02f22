"""What single texts of the configuration may be."""

import sys

import pytest

from exporter.config import texts

URL = 'expected an absolute http(s) URL such as "https://example.org/", got '
STORE_URL = "expected sqlite:///PATH or postgresql://USER@HOST/DATABASE"
BUCKET = "expected a bucket, and what lies in it, such as s3://BUCKET/dumps/ (yours is not shown); credentials,"
SOURCE_URL = 'expected an absolute http(s) URL such as "https://example.org/dump.jsonl", got '
TAG = 'expected a BCP 47 language tag such as "nl" or "pt-BR", got '
AT_LEAST = "expected a duration"
TIME = 'expected a time of day such as "06:00" or "18:30"'
ADDRESS = 'expected HOST:PORT such as "127.0.0.1:9108"'
ZONE = 'expected a time zone such as "Europe/Amsterdam", got '
HOST = 'expected a host such as "nos.nl", in quotes, got '


@pytest.mark.parametrize(
    ("check", "accepted"),
    [
        (texts.fit, ["", "plain", "line\nline\ttab", "é 🚢 \u200f مرحبا"]),
        (texts.line, ["Harbour Wire"]),
        (
            texts.base_url,
            ["https://a.example", "http://localhost:8000/", "https://[::1]/x/", "https://a.example/%C3%B6/"],
        ),
        (texts.url, ["", "https://a.example/?q=1&r='2'#top", "HTTPS://A.example/~x"]),
        (texts.interval, ["", "1 second", "5 minutes", "366 days"]),
        (texts.delay, ["0 seconds", "1 hour"]),
        (texts.time_of_day, ["00:00", "06:00", "23:59"]),
        (texts.address, ["", "127.0.0.1:9108", "localhost:80", "[::1]:9108", "a-b.example:65535"]),
        (texts.zone, ["", "UTC", "Europe/Amsterdam", "America/Argentina/Buenos_Aires"]),
        (
            texts.language,
            ["", "nl", "NL-be", "zh-Hant-TW", "de-CH-1996", "es-419", "en-a-bbb-x-a", "und", "sl-rozaj-biske"],
        ),
        (texts.host, ["nos.nl", "www.a-b.example", "xn--bcher-kva.example", "a.example:8080", "192.0.2.1"]),
        (texts.profile_host, ["nos.nl", "bücher.example", "xn--bcher-kva.example"]),
        (texts.slug, ["a", "0-9", "x" * 80, "feed-2"]),
        (texts.window, ["48 hours", "1 second", "366 days"]),
        (texts.path, ["dumps", "/srv/a b", "..", "C:x"]),
        (
            texts.source_path,
            [
                "dumps",
                "./-",
                "/srv/*/dumps",
                "https://a.example/x.jsonl?t=1",
                "HTTP://u:p@[::1]:80/",
                "http://localhost",
            ],
        ),
        (
            texts.store_url,
            ["sqlite:///x.db", "sqlite:////var/lib/x.db", "postgresql://u@h/db", "postgres:///db?schema=a&host=/run"],
        ),
        (texts.file_pattern, ["*.txt", "[ab]?"]),
    ],
)
def test_what_is_right_has_no_fault(check, accepted):
    assert {text: check(text) for text in accepted} == dict.fromkeys(accepted, "")


@pytest.mark.parametrize(
    ("check", "text", "fault"),
    [
        (texts.fit, "a\x1bb", 'holds a character that no feed may: "\\u001b"'),
        (texts.fit, "\u202e", 'holds a character that no feed may: "\\u202E"'),
        (texts.fit, "\ud800", 'holds a character that no feed may: "\\uD800"'),
        (texts.fit, "\uffff", 'holds a character that no feed may: "\\uFFFF"'),
        (texts.line, " \n", "expected text, got an empty one"),
        (texts.line, "a\nb", "expected a single line"),
        (texts.base_url, "", f'{URL}""'),
        (texts.base_url, "https://a.example/?x", 'expected a URL without ? and #, got "https://a.example/?x"'),
        (texts.base_url, "https://a.example/#", 'expected a URL without ? and #, got "https://a.example/#"'),
        (texts.url, "example.org", f'{URL}"example.org"'),
        (texts.url, "//a.example/", f'{URL}"//a.example/"'),
        (texts.url, "javascript:alert(1)", f'{URL}"javascript:alert(1)"'),
        (texts.url, "https:///x", f'{URL}"https:///x"'),
        (texts.url, "https://u@a.example/", f'{URL}"https://u@a.example/": a published URL names no user'),
        (texts.url, "https://u:pw@a.example/", f'{URL}"https://u:***@a.example/": a published URL names no user'),
        (texts.url, "https://a.example:99999/", f'{URL}"https://a.example:99999/": Port out of range 0-65535'),
        (texts.url, "https://a.example:0/", f'{URL}"https://a.example:0/"'),
        (texts.url, "https://[a/", f'{URL}"https://[a/": Invalid IPv6 URL'),
        (texts.url, "https://a.example/%zz", f'{URL}"https://a.example/%zz"'),
        (
            texts.url,
            "https://bücher.example/a b",
            f'{URL}"https://bücher.example/a b" (did you mean "https://xn--bcher-kva.example/a%20b"?)',
        ),
        (texts.named_zone, "", f'{ZONE}""'),
        (texts.interval, "0 seconds", f'{AT_LEAST} of at least 1 second and up to 366 days, got "0 seconds"'),
        (texts.interval, "400 days", f'{AT_LEAST} of at least 1 second and up to 366 days, got "400 days"'),
        (texts.delay, "-1 s", 'expected a duration such as "48 hours", "5 minutes" or "1 day" '),
        (texts.delay, "", 'expected a duration such as "48 hours", got an empty text'),
        (texts.time_of_day, "6:00", f'{TIME}, got "6:00"'),
        (texts.time_of_day, "24:00", f'{TIME}, got "24:00"'),
        (texts.time_of_day, "06:00:00", f'{TIME}, got "06:00:00"'),
        (texts.time_of_day, "٠٦:٠٠", f'{TIME}, got "٠٦:٠٠"'),
        (texts.address, "9108", f'{ADDRESS}, got "9108"'),
        (texts.address, "localhost:0", f'{ADDRESS}, got "localhost:0"'),
        (texts.address, "localhost:65536", f'{ADDRESS}, got "localhost:65536"'),
        (texts.address, "::1:9108", f'{ADDRESS}, got "::1:9108"'),
        (texts.zone, "Europe/Amsterdm", f'{ZONE}"Europe/Amsterdm" (did you mean "Europe/Amsterdam"?)'),
        (texts.zone, "Europe", f'{ZONE}"Europe"'),
        (texts.zone, "../etc/passwd", f'{ZONE}"../etc/passwd"'),
        (texts.zone, "localtime", f'{ZONE}"localtime": it is not the same on every machine'),
        (texts.zone, "right/UTC", f'{ZONE}"right/UTC": it is not the same on every machine'),
        (texts.named_language, "", f'{TAG}""'),
        (texts.language, "Dutch", f'{TAG}"Dutch"'),
        (texts.language, "nl_NL", f'{TAG}"nl_NL" (did you mean "nl-NL"?)'),
        (texts.language, "nl-", f'{TAG}"nl-"'),
        (texts.host, "NOS.nl", f'{HOST}"NOS.nl" (did you mean "nos.nl"?)'),
        (texts.host, "https://nos.nl/x", f'{HOST}"https://nos.nl/x" (did you mean "nos.nl"?)'),
        (texts.host, "bücher.example", f'{HOST}"bücher.example" (did you mean "xn--bcher-kva.example"?)'),
        (texts.host, "nos", f'{HOST}"nos"'),
        (texts.host, "a..b", f'{HOST}"a..b"'),
        (texts.host, "[::1", f'{HOST}"[::1"'),
        (texts.host, f"{'a' * 64}.nl", f'{HOST}"{"a" * 64}.nl"'),
        (texts.profile_host, "Bücher.example", 'expected a host in lower case (did you mean "bücher.example"?)'),
        (texts.slug, "", 'expected 1 to 80 of a-z, 0-9 and -, got ""'),
        (texts.slug, "../x", 'expected 1 to 80 of a-z, 0-9 and -, got "../x"'),
        (texts.slug, "x" * 81, "expected 1 to 80 of a-z, 0-9 and -, got "),
        (texts.slug, "sections", '"sections" is a name that the published tree uses itself'),
        (texts.window, "0 hours", 'expected a duration above zero and up to 366 days, got "0 hours"'),
        (texts.window, "367 days", 'expected a duration above zero and up to 366 days, got "367 days"'),
        (texts.path, " ", "expected a path, got an empty text"),
        (texts.path, "~/dumps", '"~" is not your home here: write the whole path'),
        (texts.path, "s3://a/b", 'expected a path, got the URL "s3://a/b": only a folder or a file can stand here'),
        (texts.source_path, "-", 'got "-", standard input, which is there once and not at each run'),
        (texts.source_path, "ftp://a/b", "expected a path, an http(s) URL, or one of a bucket, such as s3://BUCKET"),
        (texts.source_path, "s3://", BUCKET),
        (texts.source_path, "s3:///dumps/", BUCKET),
        (texts.source_path, "s3://key:secret@dumps/a", BUCKET),
        (texts.source_path, "abfss://c:secret@a.dfs.core.windows.net/a", BUCKET),
        (texts.source_path, "s3://dumps?region=x/a", BUCKET),
        (texts.source_path, "s3://*/a", BUCKET),
        (texts.source_path, "gs://dumps/a/../b", 'expected no folder called . or .., got "gs://dumps/a/../b"'),
        (texts.source_path, "~/dumps", '"~" is not your home here: write the whole path'),
        (texts.source_path, "https://u:pw@/x?t=1", f'{SOURCE_URL}"https:///x"'),
        (texts.source_path, "http://u:pw@a.example:0/?t", f'{SOURCE_URL}"http://a.example:0/"'),
        (texts.source_path, "https://u:pw@[a/?t", "expected an absolute http(s) URL (yours is not shown)"),
        (texts.source_path, "https://u:pw@a.example/é?t", f'{SOURCE_URL}"https://a.example/é"'),
        (texts.store_url, "state.db", f'{STORE_URL}, got "state.db"'),
        (texts.store_url, "sqlite:///", f'{STORE_URL}, got "sqlite:///"'),
        (texts.store_url, "sqlite://x.db", f'{STORE_URL}, got "sqlite://x.db"'),
        (texts.store_url, "sqlite:///:memory:", f"{STORE_URL}, "),
        (texts.store_url, "sqlite:///~/x.db", '"~" is not your home here'),
        (
            texts.store_url,
            "postgresql://u:pw@h/db?schema=A",
            "expected for schema at most 40 of a-z, 0-9 and _",
        ),
        (texts.file_pattern, "a/*.txt", "expected a pattern for file names"),
        (texts.file_pattern, "", "expected text, got an empty one"),
    ],
)
def test_what_is_wrong_is_said(check, text, fault):
    assert check(text)[: len(fault)] == fault


def test_a_machine_without_time_zones_is_told_so(monkeypatch):
    monkeypatch.setattr("zoneinfo.available_timezones", set)
    fault = 'cannot look up "Europe/Nowhere": this machine has no time zones: install its tzdata package'
    assert texts.zone("Europe/Nowhere") == fault


def test_a_good_configuration_needs_no_module_for_suggestions(monkeypatch):
    monkeypatch.setitem(sys.modules, "ada_url", None)
    assert texts.base_url("https://a.example/") == texts.profile_host("nos.nl") == ""
    with pytest.raises(ImportError):
        texts.url("https://bücher.example/")
