"""An article as a dump: in the text format, and as a row of JSON lines."""

import json

from tests.subscribers.truth import Piece

TAILS = ("Share this article", "Share this article:", "Share article:", "Share on Facebook", "Share", "Share:")


def text(piece: Piece, wear: int = 0) -> str:
    """The dump; `wear`: what differs in it that means nothing."""
    between = ("",) if wear == 2 else ()
    head = (piece.title, piece.stated.isoformat(), piece.url, "")
    body = [line for paragraph in piece.text for line in (paragraph + " " * (wear % 3), *between)]
    lines = (*head, *body, piece.section, TAILS[wear])
    return ("\r\n" if wear == 3 else "\n").join(lines) + "\n" * (wear % 2)


def row(piece: Piece) -> str:
    """One line of JSON, as a crawler might write it."""
    said = {
        "title": piece.title,
        "url": piece.url,
        "date_published": piece.stated.isoformat(),
        "text": "\n".join(piece.text),
        "section": piece.section,
    }
    return json.dumps(said) + "\n"
