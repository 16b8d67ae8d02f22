"""Recognises what sites write between title and text: when an article was published, how long it takes to read, where
it stands on the site. Only the top of a dump is searched for it (exporter.normalise.chrome, rule 2)."""

import re
from typing import Final

from exporter.normalise.date_words import LEADS, ZONES
from exporter.normalise.shape import ends_sentence

MAX_LENGTH: Final = 120

_DATE: Final = (
    r"\d{1,2}(?:\.|er|st|nd|rd|th)?\ (?:de\ |of\ )?[^\W\d_]{3,12}\.?,?\ (?:de\ )?(?:19|20)\d\d"
    r"|[^\W\d_]{3,12}\.?\ \d{1,2}(?:st|nd|rd|th)?,?\ (?:19|20)\d\d"
    r"|\d{1,2}(?P<mark>[-./])\d{1,2}(?P=mark)(?:19|20)\d\d"
    r"|(?:19|20)\d\d-\d\d-\d\d"
    r"|(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
)
_TIME: Final = r"\d{1,2}[:.h]\d\d(?::\d\d)?(?:\ ?(?:[ap]\.?m\.?|h|uur|uhr))?|\d{1,2}時(?:\d{1,2}分)?"
_LABEL: Final = (
    r"laatste\ update|laatst\ bijgewerkt|bijgewerkt|gepubliceerd|aangepast|geplaatst|update|last\ updated|updated"
    r"|last\ modified|published|posted|zuletzt\ aktualisiert|aktualisiert|veröffentlicht|erstellt|stand|publiée?"
    r"|mise?\ à\ jour|modifiée?|publicado|actualizado|pubblicato|aggiornato|atualizado|publicerad|uppdaterad"
    r"|opublikowano|aktualizacja"
)
_FIGURE: Final = re.compile(r"\d")
_BETWEEN: Final = r"op|om|on|at|am|um|le|à|el|il|ore|kl\.?|[-–—|·•,:/()]"
_PART: Final = re.compile(
    rf"(?:(?P<date>{_DATE})|(?P<time>{_TIME})|(?P<label>{_LABEL})|(?P<between>{_BETWEEN})|(?P<word>[^\W\d_]{{2,10}}\.?))"
    r"(?![^\W_])[\ ,:]*",
    re.IGNORECASE | re.VERBOSE,
)
_READING: Final = re.compile(
    r"(?:leestijd|reading time|lesezeit|lesedauer|temps de lecture|tiempo de lectura|tempo di lettura|lettura|lästid)"
    r"\s?:?\s?(?:ca\.?\s|±\s?|~\s?)?\d{1,3}\s?min(?:\.|s|uut|uten|ute|utes|uti|utos|uter)?"
    r"|\d{1,3}[ -]min(?:\.|uut|uten|ute|utes|s)?\s(?:read|to read|leestijd|lesezeit|de lecture|de lectura|di lettura)",
    re.IGNORECASE,
)
_TRAIL: Final = re.compile(
    r"(?:home|homepage|voorpagina|startseite|start|accueil|inicio|início|strona główna|hem|ana sayfa|главная)"
    r"\s?[>›»/|]\s?\S.*",
    re.IGNORECASE,
)


def is_of_page(line: str) -> bool:
    """Whether the line is a reading time, or a trail of the sections above the article (`Home > Regio`)."""
    if len(line) > MAX_LENGTH:
        return False
    return bool(_READING.fullmatch(line) or (_TRAIL.fullmatch(line) and not ends_sentence(line)))


def labelled(line: str) -> bool:
    """Whether the line says itself that it is a time of publication: `Updated: 12:30`."""
    found = _parts(line)
    return "label" in found and ("date" in found or "time" in found)


def dated(line: str) -> bool:
    """Whether the line is nothing but a date, with or without a time: it may also head an entry of a diary."""
    found = _parts(line)
    return "date" in found and "label" not in found


def timed(line: str) -> bool:
    """Whether the line is nothing but a date and a time."""
    found = _parts(line)
    return "date" in found and "time" in found


def _parts(line: str) -> frozenset[str]:
    """What the line consists of; empty if it holds anything but dates, times, and what stands around them, or none."""
    if len(line) > MAX_LENGTH or _FIGURE.search(line) is None:
        return frozenset()  # a label alone is nothing: without a figure there is neither a date nor a time
    found: set[str] = set()
    place = 0
    while place < len(line):
        match = _PART.match(line, place)
        if match is None or match.lastgroup is None:
            return frozenset()
        word = match["word"]
        if word is not None and word.casefold().strip(".") not in LEADS and word.casefold() not in ZONES:
            return frozenset()
        found.update(name for name in ("date", "time", "label") if match[name] is not None)
        place = match.end()
    return frozenset(found)
