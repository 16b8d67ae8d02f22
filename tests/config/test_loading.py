"""config.toml becomes frozen values; what is wrong with it is told all at once."""

import re
import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from exporter.config import load, show, template
from exporter.config.schema import Config, Feeds, Output, Profile, Selection, Site, Source, SourceProfile, Store
from exporter.errors import ConfigError
from exporter.model import Publisher

SITE = '[site]\ntitle = "Harbour Wire"\nurl = "https://feeds.example.org"\n'


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Writes config.toml into the working folder; messages then name it as a person would see it."""
    monkeypatch.chdir(tmp_path)

    def write_text(text, site=SITE):
        Path("config.toml").write_text(textwrap.dedent(site) + textwrap.dedent(text), encoding="utf-8")
        return Path("config.toml")

    return write_text


def whole_template():
    """The template with every setting in it uncommented."""
    return re.sub("^#(?! |$)", "", template(), flags=re.MULTILINE)


def complaints(path, overrides=()):
    """The lines of a ConfigError; none if the configuration loads, and what is shown of it means the same."""
    try:
        loaded = load(path, overrides)
    except ConfigError as error:
        return str(error).splitlines()
    again = path.with_name("shown.toml")
    notify = loaded.notify
    secrets = iter([*(one.key for one in notify.indexnow), *(one.url for one in notify.webhook), loaded.health.ping])
    again.write_text(re.sub(r'"\*\*\*"', lambda _: f'"{next(secrets)}"', show(path, overrides)), encoding="utf-8")
    assert load(again) == loaded
    return []


def mistakes(path, *overrides):
    with pytest.raises(ConfigError) as caught:
        load(path, overrides)
    assert caught.value.exit_status == 78
    return str(caught.value).splitlines()


def test_a_whole_file_becomes_values(write, tmp_path):
    path = write(
        r"""
        language = "NL-be"
        publisher = { name = "Harbour Press" }
        [[source]]
        path = "./dumps/"
        [[source]]
        path = "/srv/more"
        name = "more"
        timezone = "Europe/Amsterdam"
        language = "zh-hant"
        [profile."nos.nl"]
        identity = '/artikel/(\d+)-'
        keywords = ["*"]
        [[feed]]
        slug = "abroad"
        title = "Abroad"
        languages = ["PT-br", "en-a-BB-x-Yy"]
        [feeds]
        formats = ["atom"]
        entries = 7
        [output]
        sitemaps = false
        """
    )
    assert load(path) == Config(
        site=Site(
            title="Harbour Wire",
            url="https://feeds.example.org/",
            language="nl-BE",
            publisher=Publisher(name="Harbour Press"),
        ),
        source=(
            Source(path=f"{tmp_path}/dumps", name="dumps"),
            Source(path="/srv/more", name="more", timezone="Europe/Amsterdam", language="zh-Hant"),
        ),
        profile={"nos.nl": Profile(identity=r"/artikel/(\d+)-", keywords=("*",))},
        store=Store(url=f"sqlite:///{tmp_path}/state/exporter.db"),
        feed=(Selection(slug="abroad", title="Abroad", languages=("pt-BR", "en-a-bb-x-yy")),),
        feeds=Feeds(formats=("atom",), entries=7),
        output=Output(directory=f"{tmp_path}/feeds", sitemaps=False),
    )


def test_urls_stay_as_they_are_and_are_called_by_what_is_no_secret(write):
    path = write('[[source]]\npath = "https://reader:pw@a.example/in/dump.jsonl?token=x"\n')
    [source] = load(path).source
    assert (source.path, source.name) == (
        "https://reader:pw@a.example/in/dump.jsonl?token=x",
        "https://a.example/in/dump.jsonl",
    )


@pytest.mark.parametrize("path", ["s3://a/in/", "gs://a/*/[x]?.txt", "az://a", "abfss://c@a.dfs.core.windows.net/in"])
def test_what_is_in_object_storage_stays_as_it_is(write, path):
    [source] = load(write(f'[[source]]\npath = "{path}"\ncomplete = true\nprivate = false\n')).source
    assert (source.path, source.name) == (path, path.rstrip("/"))


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("scan", "'folders'", "folders have no time there: leave it out"),
        ("full_scan", "'1 hour'", "each run lists all of it: leave it out"),
        ("taken_folder", "'x'", "nothing is taken away there: leave it out"),
        ("private", "true", "that is about http(s) URLs; its endpoint stands in the environment"),
        ("timeout", "'1 minute'", "that is about http(s) URLs; each request has a deadline of its own"),
        ("max_bytes", "5", "that is about http(s) URLs; objects are read like files"),
    ],
)
def test_what_says_nothing_of_object_storage_is_a_mistake(write, key, value, fault):
    path = write(f"[[source]]\npath = 's3://a/in/'\n{key} = {value}\n")
    with pytest.raises(
        ConfigError, match=rf"^{re.escape(str(path))}:\d+: source\[0\].{key}: this source is object"
    ) as told:
        load(path)
    assert fault in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("where", ["s3://a/in/", "https://a.example/x"])
def test_nothing_is_taken_away_of_a_url(write, where):
    with pytest.raises(ConfigError, match=r"taken: this source is a URL, of which nothing can be taken away"):
        load(write(f"[[source]]\npath = '{where}'\ntaken = 'remove'\n"))


@pytest.mark.parametrize("pattern", ["*/dumps", "dumps/**/*.txt", "*.txt", "*", "**/*.txt"])
def test_a_pattern_that_stands_for_no_folder_around_the_tree_lies_apart_from_it(write, tmp_path, pattern):
    [source] = load(write(f'[[source]]\npath = "{pattern}"\n')).source
    assert (source.path, source.name) == (f"{tmp_path}/{pattern}", pattern)


def test_what_is_known_of_a_source_is_a_table_in_it(write):
    path = write(
        """
        [[source]]
        path = "a"
        [source.profile]
        tags = "listed"
        sections = ["Harbour"]
        publisher.name = "Harbour Press"
        [[source]]
        path = "b"
        """
    )
    first, second = load(path).source
    assert first.profile == SourceProfile(
        tags="listed", sections=("Harbour",), publisher=Publisher(name="Harbour Press")
    )
    assert second.profile is None


def test_paths_start_at_the_folder_of_the_file_and_those_of_overrides_at_the_working_folder(
    write, tmp_path, monkeypatch
):
    write('[[source]]\npath = "dumps"\n')
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    loaded = load(Path("../config.toml"), ["output.directory=out", "store.url=sqlite:///s.db", "source.1.path=in"])
    assert [Path(each.path).resolve() for each in loaded.source] == [tmp_path / "dumps", work / "in"]
    assert [each.name for each in loaded.source] == ["dumps", "in"]
    assert (loaded.output.directory, loaded.store.url) == (f"{work}/out", f"sqlite:///{work}/s.db")


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(write):
    plain = load(write(""))
    Path("config.toml").write_bytes(b"\xef\xbb\xbf" + SITE.replace("\n", "\r\n").encode())
    assert load(Path("config.toml")) == plain


def test_every_mistake_is_told_at_once_in_the_order_of_lines_then_of_overrides(write):
    path = write(
        r"""
        titel = "x"
        language = "nl_NL"
        timezone = "europe/amsterdam"
        [sorce]
        x = 1
        [[source]]
        path = "dumps"
        reader = "txt"
        [[source]]
        path = "./dumps/"
        [profile.nos.nl]
        language = "nl"
        [profile."nos.nl"]
        identity = '(a+)+'
        [[feed]]
        slug = "archive"
        title = " "
        [feeds]
        formats = [
          "rss",
          "rs", "rss",
        ]
        window = "2 months"
        sections = "yes"
        [output]
        formats = 1
        directory = ""
        """,
        site='[site]\nurl = "ftp://u:pw@h/"\n',
    )
    assert mistakes(path, "feeds.entries=ten", "feeds.entries", 'feeds.archives=["atom", "rs"]', "site.rights.x=1") == [
        "config.toml:1: site.title: missing: expected text",
        (
            'config.toml:2: site.url: expected an absolute http(s) URL such as "https://example.org/",'
            ' got "ftp://u:***@h/"'
        ),
        'config.toml:4: site.titel: unknown key, did you mean "title"?',
        (
            'config.toml:5: site.language: expected a BCP 47 language tag such as "nl" or "pt-BR", got "nl_NL"'
            ' (did you mean "nl-NL"?)'
        ),
        (
            'config.toml:6: site.timezone: expected a time zone such as "Europe/Amsterdam", got "europe/amsterdam"'
            ' (did you mean "Europe/Amsterdam"?)'
        ),
        "config.toml:7: sorce: unknown section, did you mean [source]?",
        (
            "config.toml:11: source[0].reader: expected one of auto, feed, html, json, jsonl, parquet, text, warc,"
            ' got "txt" (did you mean "text"?)'
        ),
        'config.toml:13: source[1].path: source[0] is called "dumps" too: give each a name',
        'config.toml:14: profile.nos: a host needs quotes: [profile."nos.nl"]',
        (
            'config.toml:17: profile."nos.nl".identity: repeats a group that itself varies in length,'
            " which can take for ever: leave out the inner * + ? |"
        ),
        (
            "config.toml:18: feed[0]: selects nothing:"
            " give at least one of sections, keywords, hosts, languages, authors; the main feed has everything already"
        ),
        'config.toml:19: feed[0].slug: "archive" is a name that the published tree uses itself: choose another',
        "config.toml:20: feed[0].title: expected text, got an empty one",
        'config.toml:24: feeds.formats[1]: expected one of atom, json, rss, got "rs" (did you mean "rss"?)',
        'config.toml:24: feeds.formats[2]: "rss" is there twice: keep one',
        (
            'config.toml:26: feeds.window: expected a duration such as "48 hours", "5 minutes" or "1 day"'
            ' (whole numbers of seconds, minutes, hours, days or weeks), got "2 months"'
        ),
        'config.toml:27: feeds.sections: expected true or false, got "yes"',
        "config.toml:29: output.formats: unknown key here, did you mean feeds.formats?",
        "config.toml:30: output.directory: expected a path, got an empty text",
        '-s feeds.entries=ten: expected a whole number above 0, got "ten"',
        "-s feeds.entries: expected KEY=VALUE, such as feeds.entries=100",
        (
            '-s feeds.archives=["atom", "rs"]: feeds.archives[1]: expected one of atom, rss, got "rs"'
            ' (did you mean "rss"?)'
        ),
        (
            '-s feeds.archives=["atom", "rs"]: an archive in atom needs the feed in atom that it belongs to:'
            ' add "atom" to feeds.formats, or write archives = []'
        ),
        "-s site.rights.x=1: site.rights: expected text, got a table",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "config.toml: site: no [site] section: write one, with title and url"),
        ('title = "x"', "config.toml:1: title: unknown key here, did you mean site.title?"),
        ("[[site]]", "config.toml:1: site: expected a table, [site], got a list"),
        (f"{SITE}[source]\npath = 'x'", "config.toml:4: source: expected a list of tables, [[source]], got a table"),
        (f"{SITE}[[source]]", "config.toml:4: source[0].path: missing: expected text"),
        (
            f"{SITE}[[source]]\npath = '-'",
            (
                'config.toml:5: source[0].path: got "-", standard input, which is there once and not at each run: use'
                " `exporter export --source -`"
            ),
        ),
        (
            f"{SITE}[[source]]\npath = 'https://u:pw@a b.example/x?token=y'",
            (
                "config.toml:5: source[0].path: expected an absolute http(s) URL such as"
                ' "https://example.org/dump.jsonl", got "https://a b.example/x"'
            ),
        ),
        (
            f"{SITE}[[source]]\npath = 'x'\ntaken = 'remove'\ncomplete = true",
            'config.toml:7: source[0].complete: does not go with taken = "remove": each dump that is taken would',
        ),
        (
            f"{SITE}[brakes]\nshrink = 1.5",
            "config.toml:5: brakes.shrink: expected a share, from 0 to 1, such as 0.5, got 1.5",
        ),
        (
            f"{SITE}[brakes]\nshrink = true",
            "config.toml:5: brakes.shrink: expected a share, from 0 to 1, such as 0.5, got true",
        ),
        (
            f"{SITE}[[source]]\npath = 'https://a.example/x'\ntaken = 'remove'",
            "config.toml:6: source[0].taken: this source is a URL, of which nothing can be taken away: leave it out",
        ),
        (
            (f"{SITE}[[source]]\npath = 'https://u:p@a.example/x?y=1'\n[[source]]\npath = 'https://a.example/x?y=2'"),
            'config.toml:7: source[1].path: source[0] is called "https://a.example/x" too: give each a name',
        ),
        (
            f"{SITE}[[source]]\npath = '*'\n[output]\ndirectory = 'x/feeds'",
            'config.toml:7: output.directory: overlaps with source[0].path, "*": keep dumps and feeds apart',
        ),
        (
            f"{SITE}[[source]]\npath = '**'",
            'config.toml:5: source[0].path: overlaps with output.directory, "feeds": keep dumps and feeds apart',
        ),
        (
            f"{SITE}[[source]]\npath = 'feeds/data/*.gz'",
            'config.toml:5: source[0].path: overlaps with output.directory, "feeds": keep dumps and feeds apart',
        ),
        (
            f"{SITE}[[source]]\npath = 'x/*/in'\ntaken = 'move'\ntaken_folder = 'x/y/in/taken'",
            "config.toml:7: source[0].taken_folder: lies in a source, which would read it again: name a hidden folder,",
        ),
        (
            f"{SITE}[[source]]\npath = 'x/**/*.txt'\ntaken = 'move'\ntaken_folder = 'x/taken'",
            "config.toml:7: source[0].taken_folder: lies in a source, which would read it again: name a hidden folder,",
        ),
        (
            f"{SITE}[[source]]\npath = 'x'\ninclude = '*.txt'",
            'config.toml:6: source[0].include: expected a list, such as ["text"], got "*.txt"',
        ),
        (
            f"{SITE}[[source]]\npath = 'x'\ninclude = ['a/*.txt']",
            (
                "config.toml:6: source[0].include[0]: expected a pattern for file names, such as *.txt,"
                ' got "a/*.txt": folders are searched by themselves'
            ),
        ),
        (f"{SITE}publisher = {{}}", "config.toml:4: site.publisher.name: missing: expected text"),
        (
            f"{SITE}publisher = {{ name = 'x', nmae = 'y' }}",
            'config.toml:4: site.publisher.nmae: unknown key, did you mean "name"?',
        ),
        (f"{SITE}rights = 2024", 'config.toml:4: site.rights: expected text, got 2024: put it in quotes, "2024"'),
        (f"{SITE}profile = 1", "config.toml:4: site.profile: unknown key;"),
        (
            f"{SITE}[profile.'a.example']\nchrome = ['Meer *', 'a*']",
            (
                'config.toml:5: profile."a.example".chrome[1]: expected at least 3 characters before the *,'
                ' which stands for the rest of a line, got "a*"'
            ),
        ),
        (
            f"{SITE}[profile.'a.example']\ntags = 'list'",
            'config.toml:5: profile."a.example".tags: expected one of listed, short, got "list"',
        ),
        (f"profile = 1\n{SITE}", 'config.toml:1: profile: expected tables with names, [profile."name"], got 1'),
        (f"{SITE}[feeds]\nentries = true", "config.toml:5: feeds.entries: expected a whole number above 0, got true"),
        (f"{SITE}[feeds]\nentries = 1.0", "config.toml:5: feeds.entries: expected a whole number above 0, got 1.0"),
        (f"{SITE}[feeds]\nentries = 0", "config.toml:5: feeds.entries: expected a whole number above 0, got 0"),
        (
            f"{SITE}[feeds]\nmax_bytes = 4_000_000_000",
            "config.toml:5: feeds.max_bytes: expected at most 2147483647, got 4000000000",
        ),
        (
            f"{SITE}[feeds]\nmax_bytes = 0x{'f' * 5000}",
            "config.toml:5: feeds.max_bytes: expected at most 2147483647, got a number of more than 64 bits",
        ),
        (
            f"{SITE}[feeds]\nformats = []",
            "config.toml:5: feeds.formats: expected at least one of atom, json, rss, got an empty list",
        ),
        (
            f"{SITE}[feeds]\nformats = ['rss']",
            (
                "config.toml:5: feeds.formats: an archive in atom needs the feed in atom that it belongs to:"
                ' add "atom" to feeds.formats, or write archives = []'
            ),
        ),
        (
            f"{SITE}[feeds]\nformats = ['atom']\narchives = ['atom', 'rss']",
            (
                "config.toml:6: feeds.archives: an archive in rss needs the feed in rss that it belongs to:"
                ' add "rss" to feeds.formats, or write archives = ["atom"]'
            ),
        ),
        (
            f"{SITE}[store]\nurl = 'postgresql://u:secret@h/db?schema=my-own'",
            (
                "config.toml:5: store.url: expected for schema at most 40 of a-z, 0-9 and _: no digit or pg_ first,"
                " no _restoring last"
            ),
        ),
        (
            f"{SITE}[store]\nurl = 'sqlite:///feeds/x.db'",
            (
                'config.toml:5: store.url: the store, "sqlite:///feeds/x.db", lies in output.directory, "feeds",'
                " which is served to everyone: keep them apart"
            ),
        ),
        (
            f"{SITE}[output]\ndirectory = '.'",
            (
                'config.toml:5: output.directory: the store, "sqlite:///state/exporter.db",'
                ' lies in output.directory, ".",'
                " which is served to everyone: keep them apart"
            ),
        ),
        (
            f"{SITE}[[source]]\npath = '.'",
            'config.toml:5: source[0].path: overlaps with output.directory, "feeds": keep dumps and feeds apart',
        ),
        (
            f"{SITE}[[source]]\npath = 'x/../feeds/old'",
            'config.toml:5: source[0].path: overlaps with output.directory, "feeds": keep dumps and feeds apart',
        ),
        (
            (
                f"{SITE}[[feed]]\nslug = 'x'\ntitle = 'x'\nhosts = ['a.example']\n"
                "[[feed]]\nslug = 'x'\ntitle = 'x'\nhosts = ['a.example']"
            ),
            'config.toml:9: feed[1].slug: feed[0] has the slug "x" too: choose another',
        ),
        (
            f'{SITE}[profile."www.nos.nl"]',
            'config.toml:4: profile."www.nos.nl": write it without www.: [profile."nos.nl"] is for both',
        ),
        (
            f'{SITE}rights = "a\\u0000\\u202eb"',
            'config.toml:4: site.rights: holds a character that no feed may: "\\u0000"',
        ),
        (f'{SITE}"\\u202e" = 1', 'config.toml:4: site."\\u202E": unknown key;'),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_to_do(write, text, told):
    [first, *others] = mistakes(write(text, site=""))
    # "no [site] section" also stands below what was written outside of it
    assert next(each for each in (first, *others) if each.startswith(told)).count("\n") == 0
    assert [each for each in others if "no [site]" not in each and not each.startswith(told)] == []


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"[site]\ntitle = 'caf\xe9'\n", "config.toml:2: not UTF-8 (byte 0xe9): save it as UTF-8"),
        ("[site]".encode("utf-16"), "config.toml: this is UTF-16: save it as UTF-8"),
        (
            b'[profile."a.example"]\nidentity = "/(\\d+)"\n',
            (
                "config.toml:2: not TOML: Unescaped '\\' in a string at column 17:"
                " write it in single quotes, where a backslash is a backslash"
            ),
        ),
        (
            b"[site]\ntitle = Harbour\n",
            (
                'config.toml:2: not TOML: Invalid value at column 9: text needs quotes: key = "text";'
                " true and false are lower case"
            ),
        ),
        (
            b"[site]\ntitle\n",
            (
                "config.toml:2: not TOML: Expected '=' after a key in a key/value pair at column 6:"
                ' a line is key = value; a key with dots or spaces needs quotes: "nos.nl"'
            ),
        ),
        (
            b"[site]\n[site]\n",
            (
                "config.toml:2: not TOML: Cannot declare ('site',) twice at column 6:"
                " this section is already there above: join the two, or write [[section]] for one more"
            ),
        ),
        (
            b"[site]\ntitle = 'a'\ntitle = 'b'\n",
            (
                "config.toml:3: not TOML: Cannot overwrite a value at column 12:"
                " this key is already set above: keep one of the two"
            ),
        ),
        (b"[site]\nx = [1,\n\n", "config.toml:2: not TOML: Invalid value (at end of document)"),
        (b"x = " + b"[" * 5000, "config.toml: lists or tables are nested too deeply: no setting needs that"),
        (b"x = " + b"1" * 5000, "config.toml: not TOML: Exceeds the limit"),
    ],
)
def test_a_file_that_cannot_be_read_as_toml_says_where_and_what_to_do(write, data, told):
    write("").write_bytes(data)
    [line] = mistakes(Path("config.toml"))
    assert line.startswith(told)


def test_a_missing_file_says_how_to_get_one(tmp_path):
    path = tmp_path / "config.toml"
    assert mistakes(path) == [f"{path}: no such file: run `exporter init` to write one, or name yours with -c"]


def test_a_folder_is_no_configuration(tmp_path):
    assert mistakes(tmp_path) == [f"{tmp_path}: this is a folder: name the file in it, {tmp_path}/config.toml"]


def test_a_file_that_may_not_be_read_is_told(write, monkeypatch):
    write("")

    def refuse(_path):
        raise PermissionError(13, "Permission denied")  # what chmod 0 gives, but not to root, as whom CI runs

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert mistakes(Path("config.toml")) == ["config.toml: not allowed to read this file: check its owner and mode"]


def test_a_name_that_no_file_can_have_is_told():
    assert mistakes(Path("a\0b")) == ['"a\\u0000b": cannot be read: embedded null byte']


@given(st.binary(max_size=200) | st.tuples(st.integers(0, 3000), st.integers(0, 40), st.text(max_size=3)))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_file_says_it_is_loaded_or_its_mistakes_are_told(tmp_path, damage):
    path = tmp_path / "config.toml"
    if isinstance(damage, tuple):
        at, length, instead = damage
        whole = whole_template().encode()
        damage = whole[:at] + instead.encode("utf-8", "replace") + whole[at + length :]
    path.write_bytes(damage)
    assert [line for line in complaints(path) if not line.startswith(str(path))] == []


@given(
    st.lists(st.text(max_size=12) | st.from_regex(r"(site|source|feeds|x)(\.(0|1|url|path|y)){0,3}=.{0,8}"), max_size=3)
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_an_override_says_it_is_laid_over_or_its_mistakes_are_told(tmp_path, overrides):
    path = tmp_path / "config.toml"
    path.write_text(SITE + '[[source]]\npath = "dumps"\n')
    assert [line for line in complaints(path, overrides) if not line.startswith(("-s ", str(path)))] == []


def test_whatever_has_the_wrong_type_is_one_mistake_at_its_own_key(write):
    path = write(whole_template(), site="")
    keys = ["site.title", "site.publisher", "site.publisher.logo", "source", "source.0", "source.0.include", "profile"]
    keys += ["store", "feed.0.hosts", "feeds", "feeds.entries", "feeds.archives", "feeds.sections", "feeds.content"]
    for key in keys:
        told = [line for line in mistakes(path, f"{key}=1979-05-27") if ": expected " in line]
        assert len(told) == 1, key
        assert told[0].startswith(f"-s {key}=1979-05-27: expected "), key
        assert "got 1979-05-27" in told[0], key


@pytest.mark.parametrize(
    ("override", "change"),
    [
        ("feeds.entries=7", {"feeds": Feeds(entries=7)}),
        ("feeds.window=1 day", {"feeds": Feeds(window="1 day")}),
        ('feeds.window="1 day"', {"feeds": Feeds(window="1 day")}),
        (' feeds . "window" = 1 day ', {"feeds": Feeds(window="1 day")}),
        ('feeds.formats=["atom"]', {"feeds": Feeds(formats=("atom",))}),
        ('feeds.formats=[\n"atom", # and no other\n]', {"feeds": Feeds(formats=("atom",))}),
        ("feeds.formats.1=json", {"feeds": Feeds(formats=("atom", "json"))}),
        ("feeds={entries=7}", {"feeds": Feeds(entries=7)}),
        ('profile."nos.nl".language=nl', {"profile": {"nos.nl": Profile(language="nl")}}),
        ("source.0.path=/a", {"source": (Source(path="/a", name="/a"),)}),
        (
            'feed=[{slug="x", title="X", hosts=["a.example"]}]',
            {"feed": (Selection(slug="x", title="X", hosts=("a.example",)),)},
        ),
    ],
)
def test_an_override_sets_any_key(write, override, change):
    path = write('[feeds]\nformats = ["atom", "rss"]\n')
    plain = replace(load(path), feeds=Feeds(formats=("atom", "rss")))
    if override.startswith(("feeds.entries", "feeds.window", "feeds={", " feeds")):
        path = write("")
        plain = load(path)
    assert load(path, [override]) == replace(plain, **change)


def test_the_last_of_two_overrides_wins_and_heals_a_mistake_of_the_file(write):
    path = write('[feeds]\nentries = "many"\n')
    assert load(path, ["feeds.entries=none", "feeds.entries=9"]).feeds.entries == 9


@pytest.mark.parametrize(
    ("override", "told"),
    [
        ("", "-s : expected KEY=VALUE, such as feeds.entries=100"),
        ("=1", "-s =1: expected KEY=VALUE, such as feeds.entries=100"),
        ("site.title.x=1", '-s site.title.x=1: site.title is "Harbour Wire", which has no keys below it'),
        ("source.2.path=x", "-s source.2.path=x: source is a list of 1: name an item by its number, from 0"),
        ("source.path=x", "-s source.path=x: source is a list of 1: name an item by its number, from 0"),
        ("source.1.name=x", "-s source.1.name=x: source[1].path: missing: expected text"),
        (
            "store.url=pg://u:pw@h/",
            '-s store.url=pg://u:***@h/: expected sqlite:///PATH or postgresql://USER@HOST/DATABASE, got "pg://u:***@h/"',
        ),
        (
            "output.sitemaps=False",
            '-s output.sitemaps=False: expected true or false, got "False" (did you mean "false"?)',
        ),
        ("feeds.entries=1\nx=2", '-s feeds.entries=1\\nx=2: expected a whole number above 0, got "1\\nx=2"'),
    ],
)
def test_an_override_that_cannot_be_names_itself(write, override, told):
    assert mistakes(write('[[source]]\npath = "dumps"\n'), override) == [told]


def test_links_do_not_hide_that_dumps_lie_in_the_tree(write, tmp_path):
    path = write('[[source]]\npath = "dumps"\n')
    (tmp_path / "feeds").mkdir()
    (tmp_path / "dumps").symlink_to(tmp_path / "feeds")
    assert mistakes(path) == [
        'config.toml:5: source[0].path: overlaps with output.directory, "feeds": keep dumps and feeds apart'
    ]
