"""What people are shown of a record: roles in words and in colours, what a dump stated, where a record stands."""

import itertools
import re
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from exporter.explain import people
from exporter.explain.people import COLOURS, REJECTED, as_text, painted
from exporter.explain.records import Explained, explained
from exporter.model import Record, Rejected, Stated
from exporter.normalise import Rules
from exporter.normalise.chrome import Role
from tests.builders import record

ESCAPE = re.compile("\x1b\\[[0-9;]*m")


def one(*lines: str, **changes: Any) -> Explained:
    given = record(*(lines or ("It is open.", "Ships came back.", "Share:")), **changes)
    return explained(given, Rules(), (), None)


def luminance(colour: int) -> float:
    """Relative luminance (WCAG 2.2) of one of the 256 colours of xterm: a cube of six levels, then greys."""
    levels = (0, 95, 135, 175, 215, 255)
    place = colour - 16
    rgb = (
        (8 + 10 * (colour - 232),) * 3
        if colour >= 232
        else (levels[place // 36], levels[place // 6 % 6], levels[place % 6])
    )
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in rgb
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", [*COLOURS.values(), REJECTED])
def test_every_colour_can_be_read_on_white_and_on_black(colour):
    light = luminance(colour)
    assert min(1.05 / (light + 0.05), (light + 0.05) / 0.05) >= 4.3


def test_the_contrast_is_computed_as_the_guideline_does():
    assert round(luminance(231), 3) == 1
    assert luminance(16) == 0
    assert round(1.05 / (luminance(243) + 0.05), 2) == 4.54


def test_every_role_but_the_body_has_a_colour_and_they_are_told_apart():
    assert set(COLOURS) == {"title", "time", "url", *get_args(Role)} - {"body", "blank"}
    below = {role: COLOURS[role] for role in COLOURS if role not in {"title", "time", "url"}}
    assert len(set(below.values())) == len(below)


def test_colours_change_nothing_but_the_colours():
    some = (one(), one("It is open.", time="soon"))
    plain, coloured = list(as_text(some)), list(as_text(some, painted))
    assert [ESCAPE.sub("", line) for line in coloured] == plain
    assert plain != coloured
    assert not any("\x1b" in line for line in plain)


def test_what_a_dump_says_can_colour_nothing():
    found = "\n".join(as_text((one("It is \x1b[31mopen\x1b[0m.", title="Red \x1b[31mquay"),)))
    assert "\x1b" not in found


def test_each_colour_ends_on_its_line():
    lines = [line for line in as_text((one(),), painted) if "\x1b" in line]
    assert len(lines) >= 4
    assert all(line.endswith("\x1b[0m") for line in lines)


def test_of_one_record_the_first_line_is_its_title():
    assert next(iter(as_text((one(),)))).split()[:2] == ["1", "title"]


def test_of_several_records_each_says_which_it_is():
    lines = list(
        as_text((one(), one(member="a.zip!b.txt"), Explained("", None, Rejected("s", "d", 9, "no-url", "why"))))
    )
    assert [line for line in lines if line.startswith("record ")] == [
        "record 1 of 3",
        "record 2 of 3, in a.zip!b.txt",
        "record 3 of 3",
    ]
    assert lines[-1] == "rejected, line 9: no-url: why"
    assert [lines[number - 1] for number, line in enumerate(lines) if line.startswith("record ")][1:] == ["", ""]


STATED = Stated(
    modified="2025-03-01T10:00:00Z",
    authors=("Ada Penhallow", "Ravi Thackwell"),
    sections=("Harbour",),
    keywords=("ferry", "tide"),
    language="en",
    summary="It opened.",
    image="https://news.example/quay.jpg",
    rights="Harbour Press",
    publisher="Harbour News",
    publisher_url="https://news.example/",
    publisher_logo="https://news.example/logo.png",
    same_as=("https://news.example/quay-again",),
    fetched="2025-03-01T12:00:00Z",
)


def test_what_another_format_states_is_shown_between_the_header_and_the_lines():
    lines = list(as_text((one("It is open.", "Ships came back.", format="jsonl", pure=True, stated=STATED),)))
    said = [line.split(None, 1) for line in lines if not line.startswith(" " * 10)]
    names = [first for first, *_ in (line for line in said if line)]
    shown = list(itertools.takewhile(lambda name: name != "id", names))
    assert [name for name in shown if not name.isdecimal()] == [
        name for name in Stated.__struct_fields__ if name != "own"
    ]
    text = "\n".join(lines)
    assert re.search(r"^ {7}authors   Ada Penhallow; Ravi Thackwell$", text, re.MULTILINE)
    assert re.search(r"^ {7}keywords  ferry; tide$", text, re.MULTILINE)
    assert text.index("url ") < text.index("modified ") < text.index("publisher ") < text.index("body ")
    assert "format     jsonl" in lines


def test_what_is_not_stated_is_not_shown():
    text = "\n".join(as_text((one(format="html", stated=Stated(authors=("Ada Penhallow",))),)))
    assert text.count("(the dump states it)") == 1
    assert "format     html" in text
    assert "(the dump states it)" not in "\n".join(as_text((one(),)))


def test_a_record_without_lines_shows_what_it_states_all_the_same():
    assert "authors   Ada Penhallow" in "\n".join(as_text((one("", stated=Stated(authors=("Ada Penhallow",))),)))


def test_how_many_lines_were_removed_is_counted_by_role():
    lines = list(as_text((one("It is open.", "Ships came back.", "Sport", "Share:", "Facebook"),)))
    assert "removed    3 lines: 1 section, 2 share" in lines
    assert not any(line.startswith("removed") for line in as_text((one("It is open."),)))


def test_a_record_of_a_rejected_article_keeps_its_lines():
    lines = list(as_text((one("It is open.", time="soon"),)))
    assert any("body      It is open." in line for line in lines)
    assert lines[-1].startswith("rejected, line 2: bad-date: ")


def test_one_that_lies_ahead_is_held_only_if_there_is_a_horizon():
    given: Record = record("It is open.")
    early = explained(given, Rules(), (), None)
    assert not early.held
    assert early.explanation is not None
    published = early.explanation.outcome.published  # type: ignore[union-attr]
    assert not explained(given, Rules(), (), published).held
    assert explained(replace(given, time="2999-01-01"), Rules(), (), published).held


def test_lines_are_cut_to_a_width():
    wide = [line for line in as_text((one("word " * 100 + "."),)) if "word" in line]
    assert max(map(len, wide[:1])) <= people.WIDTH + 17
