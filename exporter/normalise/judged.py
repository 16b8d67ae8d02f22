"""What a line of a dump may become."""

from typing import Final, Literal

from msgspec import Struct

Role = Literal["body", "subhead", "section", "keyword", "share", "byline", "teaser", "copyright", "chrome", "blank"]
"""teaser: another article, or a heading above others. copyright: whose text or pages these are. chrome: all other page
furniture."""


class Judged(Struct, frozen=True, gc=False):
    """What one line is, why, and what it says of the article."""

    role: Role
    text: str
    why: str
    sections: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


BLANK: Final = Judged("blank", "", "a blank line")
