"""Strings that no text should be, by a seed: all of Unicode, halves of surrogate pairs, and what formats trip over."""

import random
from collections.abc import Callable, Iterator

# fmt: off
PIECES = (
    "]]>", "<![CDATA[", "]]]]><![CDATA[>", "</script>", "</ScRiPt >", "<script>alert(1)</script>", "<!--", "-->",
    "--!>", "<!DOCTYPE x [<!ENTITY e 'b'>]>&e;", "<?xml version='1.0'?>", "<?php ?>", "%e;", "<svg/onload=alert(1)>",
    "</title>", "<style>*{x:expression(1)}", "<math><mtext></p>", "<a href='javascript:x'>y</a>", "<p>", "</p>",
    "<br>", "</content>", "</entry>", "</item>", "</channel></rss>", "<b", "b>", "< p >", "a<b>c", "&", "&&", "&amp;",
    "&amp;amp;", "&lt;p&gt;", "&#0;", "&#8;", "&#x1F;", "&#xD800;", "&#xFFFE;", "&#x110000;", "&#38;lt;", "&nbsp;",
    "&hellip;", "&eacute;", "&bogus;", "\x00", "\x01\x02", "\x07", "\x08", "\x0b\x0c", "\x1b[2J", "\x1b]0;x\x07",
    "\x7f", "\x80", "\x85", "\x9b31m", "\x9d", "\r", "\r\n", "\n", "\t", "\u2028", "\u2029", "\u00a0", "\u3000",
    "\ufeff", "\u200b", "\u200d", "\u00ad", "\u2060", "\u202e", "\u202a\u202b\u202c\u202d", "\u2066\u2069",
    "\u200e\u200f", "\u061c", "\ufff9\ufffa\ufffb", "\ufffc", "\ufffd", "\ufffe", "\uffff", "\ufdd0", "\U0001fffe",
    "\U0010ffff", "\ud800", "\udfff", "\ud83d\ude00", "\ude00\ud83d", "\udc80", "e\u0301", "\u0301",
    "a" + "\u0300" * 40, "\u1100\u1161\u11a8", "\u212b", "\ufb01", "\u0130", "\u1e9e", "\u03c2", "\u0345",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1f3\U0001f1f1", "\u2764\ufe0f", "\U000e0041",
    "\U0001f3f4\U000e0067", "Ã©tÃ©", "â€œx\u201d", "œ", "ï»¿", "مرحبا", "שלום", "नमस्ते", "日本語", "한국어", "ไทย", "Ж",
    "\U00010348", "\U0001d11e", "'", '"', "\"'`", "\\", "\\u0000", "\\n", "{{7*7}}", "{% x %}", "${x}", "%s%n", "{0}",
    "../../etc/passwd", "C:\\x", "~", "https://news.example/a?b=1&c=2", "javascript:alert(1)", "data:text/html,x",
    "//evil.example", "file:///etc/passwd", "=1+1", "@SUM(A1)", "-rf", "NULL", "None", "NaN", "true", "0", "1e999",
    "[]", "{}", '{"a":', "\x1f\x8b", "PK\x03\x04", "Quay", "reopens", "harbour office", "By Ann Field",
    "Share this article", "14 February 2025", "  ", " ",
)
# fmt: on
"""Each has hurt a program that reads or writes feeds, pages, JSON, paths or terminals."""
_BORDERS = (0, 0x20, 0x7F, 0x250, 0x3000, 0xD800, 0xE000, 0x10000, 0x110000)
"""Of ranges that are as likely as each other."""


def strings(seed: int, *, longest: int = 5_000) -> Iterator[str]:
    """Without end, the same for a seed. Halves of surrogate pairs are among their characters; some are empty."""
    chance = random.Random(seed)  # noqa: S311 - the same for a seed
    kinds: tuple[Callable[[], str], ...] = (
        lambda: " ".join(chance.choices(PIECES, k=chance.randrange(1, 5))),
        lambda: "".join(chance.choices(PIECES, k=chance.randrange(1, 8))),
        lambda: "".join(_character(chance) for _ in range(chance.randrange(30))),
        lambda: chr(chance.randrange(0x110000)),
        lambda: "Quay " + "".join(_character(chance) for _ in range(chance.randrange(1, 12))) + " reopens",
        lambda: chance.choice(PIECES) * chance.randrange(1, 40),
    )
    while True:
        if chance.randrange(500) == 0:
            yield (chance.choice(PIECES) * longest)[:longest]
        else:
            yield chance.choices(kinds, weights=(5, 5, 4, 2, 3, 1))[0]()


def _character(chance: random.Random) -> str:
    place = chance.randrange(len(_BORDERS) - 1)
    return chr(chance.randrange(_BORDERS[place], _BORDERS[place + 1]))
