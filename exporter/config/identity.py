"""Judge a site profile's identity pattern: a regular expression that someone else's URLs will be searched with."""

import re
import warnings
from collections.abc import Iterator

_PIECE = re.compile(
    r"\\."  # an escape
    r"|\[\^?\]?(?:\\.|[^\]\\])*\]"  # a character class; a ] that comes first is one of its characters
    r"|\(\?#[^)]*\)"  # a comment
    r"|[*+?]|\{[0-9]*,?[0-9]*\}"  # a quantifier
    r"|.",
    re.DOTALL,
)
_REPEATS = re.compile(r"[*+]|\{(?!0?[01]\}|,?[01]\}|0,1\})[0-9]*,?[0-9]*\}")
_VARIES = re.compile(r"[*+?]|\{[0-9]*,[0-9]*\}|\|")
_LONGEST = 500


def fault_of(pattern: str) -> str:
    """What is wrong with the pattern, or an empty text.

    It must compile, capture at most one group, need at least one character, and not repeat what itself varies in
    length: `(?:a+)+` and `(?:a|b?)*` take time exponential in the length of a URL that almost matches, and one such
    URL would hold up every run.
    """
    if len(pattern) > _LONGEST:
        return f"expected a pattern of at most {_LONGEST} characters, got {len(pattern)}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # `[[a]`: legal today, announced to change its meaning
            compiled = re.compile(pattern)
    except (re.error, Warning, OverflowError, RecursionError) as error:
        return f"is no regular expression: {error}"
    return next(_faults(compiled), "")


def _faults(compiled: re.Pattern[str]) -> Iterator[str]:
    if compiled.groups > 1:
        yield f"expected one group at most, got {compiled.groups}: write the others as (?:...)"
    if compiled.search("") is not None:
        yield "matches an empty text, so that all articles would be one: it must need at least one character"
    if compiled.flags & re.VERBOSE:  # white space and comments in it would hide what the last check looks for
        yield "sets the flag x: write it without white space and comments"
    if _repeats_what_varies(compiled.pattern):
        yield "repeats a group that itself varies in length, which can take for ever: leave out the inner * + ? |"


def _repeats_what_varies(pattern: str) -> bool:
    pieces = _PIECE.findall(pattern)
    varies = [False]  # of each group that is open; the first is the pattern itself
    for number, piece in enumerate(pieces):
        if piece == "(":
            varies.append(False)
        elif piece == ")":
            inside = varies.pop()
            follower = pieces[number + 1] if number + 1 < len(pieces) else ""
            if inside and _REPEATS.fullmatch(follower):
                return True
            varies[-1] |= inside
        elif _VARIES.fullmatch(piece) and not (piece == "?" and pieces[number - 1] == "("):  # (?: opens a group
            varies[-1] = True
    return False
