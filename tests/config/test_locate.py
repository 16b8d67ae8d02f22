"""Every key that tomllib sees has a line, and it is the right one."""

import re
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.config.locate import leading_key, locate, split_key
from exporter.config.mistakes import toml_string

WORDS = ("a", "a-b_c", "a b", "a.b", 'a"b', "ü", "#", "[", "=", "a'b", "\\", "", "\x7f")
SCALARS = (
    "{n}",
    "{n}.5e3",
    "{n}-05-27 07:32:00Z",
    '\'v{n} # ] }} , [ = """\'',
    "\"v{n} \\\" ] , # ''' \\\\\"",
    '"""v{n}\n[table]\nkey = 1 # \\""" ""\n"""""',
    "'''v{n}\n[[table]]\n\\'' = 1\n'''''",
)


class Writer:
    """Writes a random document in which every key and scalar ends in a number of its own, to be found again."""

    def __init__(self, draw):
        self.draw, self.n = draw, 1000

    def choice(self, *options):
        return self.draw(st.sampled_from(options))

    def key(self):
        self.n += 1
        name = f"{self.choice(*WORDS)}{self.n}"
        forms = [toml_string(name)]
        forms += [name] if re.fullmatch(r"[A-Za-z0-9_-]+", name) else []
        forms += [f"'{name}'"] if "'" not in name and name.isprintable() else []
        return self.choice(*forms)

    def dotted(self):
        return self.choice(".", " . ").join(self.key() for _ in range(self.choice(1, 1, 2, 3)))

    def value(self, depth):
        self.n += 1
        kind = self.choice("scalar", "scalar", "list", "table") if depth else "scalar"
        if kind == "scalar":
            return self.choice(*SCALARS).format(n=self.n)
        if kind == "table":
            pairs = ", ".join(f"{self.dotted()} = {self.value(depth - 1)}" for _ in range(self.choice(0, 1, 2)))
            return f"{{ {pairs} }}"
        gap = self.choice(" ", "\n", "\n  # ], [ \" '''\n\n")
        items = [f"{gap}{self.value(depth - 1)}{self.choice('', gap)}" for _ in range(self.choice(0, 1, 3))]
        return f"[{','.join(items)}{self.choice('', ',') if items else ''}{gap}]"

    def body(self):
        comment = self.choice("", " # [x] = 'y", "\n\n# key = 1")
        return "".join(f"{self.dotted()} = {self.value(2)}{comment}\n" for _ in range(self.choice(0, 1, 2)))

    def tables(self, prefix, depth):
        text = ""
        for _ in range(self.choice(0, 1, 2) if depth else 0):
            path = ".".join((*prefix, self.dotted()))
            if self.choice(0, 1):
                text += f"[ {path} ]{self.choice('', ' # ]')}\n{self.body()}{self.tables((path,), depth - 1)}"
            else:
                for _ in range(self.choice(1, 2)):
                    text += f"[[{path}]]\n{self.body()}{self.tables((path,), depth - 1)}"
        return text


@st.composite
def documents(draw):
    writer = Writer(draw)
    return (writer.body() + writer.tables((), 2)).replace("\n", draw(st.sampled_from(("\n", "\r\n"))))


def paths(value, path=()):
    """Every path below, with what the text must show there: a key's or scalar's own number, or None."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        below = (*path, step)
        number = re.search(r"\d{4}", step if isinstance(step, str) else str(item).split("\n")[0])
        plain = isinstance(step, int) and isinstance(item, dict | list)
        yield below, None if plain or number is None else number[0]
        yield from paths(item, below)


@given(documents())
@settings(max_examples=150, deadline=None)
def test_every_path_that_tomllib_sees_has_a_line_and_that_line_holds_it(text):
    seen = dict(paths(tomllib.loads(text)))
    lines = locate(text)
    assert lines.keys() == seen.keys()
    rows = text.split("\n")
    assert [path for path, number in seen.items() if number and number not in rows[lines[path] - 1]] == []


def test_each_kind_of_key_is_found():
    text = """\
title = "x"
a.b = 1
[site]
url = '''
[not.a.table]
'''
list = [
  "one", # ]
  { x = 1, y.z = [2,
    3] },
]
[[source]]
path = "a"
[source.more]
x = 1
[[source]]
path = "b"
[profile."nos.nl"]
language = "nl"
"""
    assert locate(text) == {
        ("title",): 1,
        ("a",): 2,
        ("a", "b"): 2,
        ("site",): 3,
        ("site", "url"): 4,
        ("site", "list"): 7,
        ("site", "list", 0): 8,
        ("site", "list", 1): 9,
        ("site", "list", 1, "x"): 9,
        ("site", "list", 1, "y"): 9,
        ("site", "list", 1, "y", "z"): 9,
        ("site", "list", 1, "y", "z", 0): 9,
        ("site", "list", 1, "y", "z", 1): 10,
        ("source",): 12,
        ("source", 0): 12,
        ("source", 0, "path"): 13,
        ("source", 0, "more"): 14,
        ("source", 0, "more", "x"): 15,
        ("source", 1): 16,
        ("source", 1, "path"): 17,
        ("profile",): 18,
        ("profile", "nos.nl"): 18,
        ("profile", "nos.nl", "language"): 19,
    }


def test_a_table_stands_at_its_own_header_rather_than_at_that_of_a_table_in_it():
    assert locate("[a.b]\n[a]\nx = 1\n") == {("a",): 2, ("a", "b"): 1, ("a", "x"): 3}


def test_an_empty_document_has_no_lines():
    assert locate("") == {}
    assert locate("# only this\n\n") == {}


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ('profile."nos.nl".language = nl', (("profile", "nos.nl", "language"), " = nl")),
        ("source.0.path=x=y", (("source", "0", "path"), "=x=y")),
        ("'a.b' . c=1", (("a.b", "c"), "=1")),
        ("=x", ((), "=x")),
        ('"open=x', ((), '"open=x')),
        ('"a\x1f"=x', ((), '"a\x1f"=x')),
        ('"a\\q"=x', ((), '"a\\q"=x')),
        ("", ((), "")),
    ],
)
def test_a_key_is_split_from_what_follows_it(text, split):
    assert leading_key(text) == split


def test_escapes_in_a_key_mean_what_they_mean_to_tomllib():
    assert split_key(r'"\u00e9\"".b') == ('é"', "b")
