"""Makes foreign text safe to show: in messages, logs and on terminals."""

ELLIPSIS = "…"


def printable(text: str, limit: int = 80) -> str:
    r"""`text` in one line of at most `limit` characters that no terminal or log obeys.

    Controls (C0, C1, line ends), format characters (bidi overrides, joiners, tags), lone surrogates, unassigned and
    private-use code points, and white space other than a plain space become `\n`, `\xNN`, `\uNNNN` or `\UNNNNNNNN`.
    What is over the limit is cut, never inside an escape, and an ellipsis takes its last place.

    It is for reading, not for parsing back: a backslash of the text stays as it is.
    """
    if len(text) <= limit and text.isprintable():
        return text
    shown = text[: limit + 1]
    if shown.isprintable():
        return shown[: limit - 1] + ELLIPSIS
    pieces: list[str] = []
    length = 0
    fits = 0  # how many pieces leave room for the ellipsis
    for character in shown:  # each gives at least one, so more can never be shown
        piece = character if character.isprintable() else _escape(character)
        length += len(piece)
        if length > limit:
            return "".join(pieces[:fits]) + ELLIPSIS
        pieces.append(piece)
        if length < limit:
            fits = len(pieces)
    return "".join(pieces)


def json_text(value: object) -> str:
    """The value as indented JSON for standard output, which may be a terminal: what `printable` escapes is an escape of
    JSON, and means the same to whoever parses it."""
    import json

    import msgspec

    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    if text.replace("\n", "").isprintable():
        return text
    return "".join(one if one.isprintable() or one == "\n" else json.dumps(one)[1:-1] for one in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def place(source: str, dump: str, line: int, member: str = "") -> str:
    """Where in the dumps something is, for people: `anp: 2025/a.txt:12`, `anp: 2025.zip!01/a.txt:12`; line 0 is the
    dump, or its member, as a whole."""
    inside = f"!{printable(member, 200)}" if member else ""
    return f"{printable(source, 200)}: {printable(dump, 200)}{inside}" + (f":{line}" if line else "")
