"""Reads the names out of a byline: `Door Jan de Wit en Eva Bakker`, `By J. D. Smith`, `Von Anna Groß`."""

import re
from typing import Final

from exporter.normalise import formulas

_ABOUT: Final = (
    "reporter reporters correspondent correspondents editor editors writer writers columnist journalist journalists "
    "producer newsroom staff press agency verslaggever verslaggevers verslaggeefster redacteur redacteuren redactie "
    "correspondenten medewerker medewerkers redakteur redakteure redakteurin redaktion reporterin reportern "
    "korrespondent korrespondenten korrespondentin autorin journalistin mitarbeiter mitarbeiterin journaliste "
    "journalistes correspondant correspondants correspondante rédacteur rédactrice rédaction periodista corresponsal "
    "redacción giornalista corrispondente inviato inviata"
)
_ROLES: Final = frozenset(_ABOUT.split())
_STAFF: Final = (
    r"(?:van|door|von|by|from|de|par|da|dal|dalla)\s+"
    r"(?:onze|unser(?:e[mnr])?|our(?:\s+own)?|notre|nos|nostr[oa]|nuestr[oa])\s+"
    rf"(?:[\w-]+\s+){{0,2}}?(?:{'|'.join(sorted(_ROLES))}|envoyée?\s+spéciale?|envoyé(?:e?s)\s+spécia(?:les|ux))"
)
_SENT: Final = re.compile(r"envoyée?s?\s+spécia(?:le?s?|ux)\b", re.IGNORECASE)
_AT: Final = r"\s+(?:in|te|aus|à|from|at|da|en)\s+(?-i:[^\W\d_a-z])[\w'’-]{0,30}"
_OPENING: Final = re.compile(
    r"(?:(?:tekst|geschreven|words|written|reporting|text|texte|testo|texto)\s+)?"
    rf"(?:{_STAFF}(?:{_AT})?|door|by|von|par|por|di)(?:\s*[:,]\s*|\s+)",
    re.IGNORECASE,
)
_STAFF_ALONE: Final = re.compile(rf"{_STAFF}(?:{_AT})?", re.IGNORECASE)
_AGENCIES: Final = frozenset(formulas.AGENCIES.split())
_WITH_AGENCY: Final = re.compile(r",?\s(?:met|mit|avec|with|con|und|en|et|and|e|y|/|\()\s?(?:l['’])?([\w-]+)\)?$")
_AT_TOP: Final = re.compile(
    r"(?:(?:an?|een|ein|eine)\s+)?(?:interview|kommentar|kolumne|analyse|gastbeitrag|glosse|reportage|essay|column|"
    r"opinie|comment|analysis)\s+(?:by|door|von|van)\s+"
    r"|propos\s+recueillis\s+par\s+|(?:(?:la|une)\s+)?(?:chronique|tribune)\s+de\s+|(?:av|af)\s+"
    r"|(?:tekst|text|texte|testo|texto|auteur|author|autor|autore|автор|haber)\s?:\s*",
    re.IGNORECASE,
)
_KIND: Final = re.compile(
    r"\s*\((?:text|tekst|texte|words|fotos?|foto's|photos?|bild|bilder|beeld|video)\)", re.IGNORECASE
)
_DESK: Final = re.compile(r"\s[|·•]\s([^|·•]+)$")
_PLACE: Final = re.compile(r"(?<=\w) (?:in|à|aus|from) [^\W\d_a-z][\w-]+$")
_DATE: Final = re.compile(r"\s[-–—|·•]\s[^-–—|·•]*\d[^-–—|·•]*$")
_JOINED: Final = re.compile(r" ?[,&] ?(?:(?:en|and|und|et|y|e) )?| (?:en|and|und|et|y|e) ")
_NAME_WORD: Final = re.compile(r"['’]t|[^\W\d_](?:[^\W\d_]|['’.-])*")
_PARTICLES: Final = (
    "van de den der het ter ten te in 't ’t von vom zu zum zur und du des la le les di da do dos das del della dello "
    "degli al el bin ibn af av"
)
_NO_NAMES: Final = (
    "the a an our your my this that these those all het een deze dit onze das die ein eine unser notre une cette"
)
_ARTICLES: Final = frozenset(("le", "la", "les", "el"))
"""Of the particles, what begins the name of a newspaper rather than that of a person."""
_WITHIN: Final = frozenset(_PARTICLES.split())
_NEVER: Final = frozenset(_NO_NAMES.split()) | _ROLES
MAX_LENGTH: Final = 160
MAX_NAMES: Final = 6
MAX_WORDS: Final = 6


def names(line: str) -> tuple[str, ...]:
    """The people a byline names, in its order, as it spells them; empty if the line is no byline.

    Narrow on purpose: everything behind the opening word must be names, each of two words or more, each word
    capitalised or a particle (`van`, `von`, `du`). `Von Berlin nach Paris` and `By popular demand` are no bylines.
    """
    return _names(line, _OPENING)


def names_at_top(line: str) -> tuple[str, ...]:
    """The same above the body, where less tells a byline: `Text: Anna Groß`, `Interview by Ann Field`.

    Further down, such a line may name who wrote a book or a play.
    """
    return names(line) or _names(line, _AT_TOP) or _with_office(line)


def _with_office(line: str) -> tuple[str, ...]:
    """The person of `Nell Oakes, food editor` or `Karla Mettmann, dpa`: without a word before it, an office tells."""
    if len(line) > MAX_LENGTH:
        return ()
    name, comma, office = line.partition(", ")
    brief = len(office.split()) <= MAX_WORDS and not office.endswith(".")
    if not comma or not brief or not (office in _AGENCIES or _has_role(office)):
        return ()
    people = _people(name)
    return people if len(people) == 1 else ()


def is_staff(line: str) -> bool:
    """Whether the line names the writer by office alone: `Van onze verslaggever`, `De notre correspondant à Lille`."""
    return len(line) <= MAX_LENGTH and _STAFF_ALONE.fullmatch(line) is not None


def without_agency(line: str) -> str:
    """The line without a news agency at its end: `Par Luc Petit avec AFP`, `Von Jörg Maß (dpa)`."""
    found = _WITH_AGENCY.search(line[-40:])
    return line[: len(line) - len(found[0])] if found is not None and found[1] in _AGENCIES else line


def _names(line: str, openings: re.Pattern[str]) -> tuple[str, ...]:
    opening = openings.match(line) if len(line) <= MAX_LENGTH else None
    if opening is None:
        return ()
    return _people(line[opening.end() :])


def _people(text: str) -> tuple[str, ...]:
    """The names in a text that is nothing but names, and what they do, where, and for whom."""
    rest = _DATE.sub("", without_agency(_KIND.sub("", text)))
    desk = _DESK.search(rest)
    if desk is not None and _is_about(desk[1].strip()):
        rest = rest[: desk.start()]
    given = [name.strip() for name in _JOINED.split(rest)]
    found = [name for number, name in enumerate(given) if not (number and _is_about(name))]
    without_place = _PLACE.sub("", found[-1])
    found[-1] = without_place if " " in without_place else found[-1]
    return tuple(found) if len(found) <= MAX_NAMES and all(map(_is_name, found)) else ()


def _is_about(text: str) -> bool:
    """Whether this, behind a name, says what the person does, or where, or for whom: `Local Democracy Reporter`, `à
    Lille`, `envoyée spéciale à Brezons`, `Altenfurt`, `Reuters`."""
    if _has_role(text) or text.startswith(("in ", "à ", "aus ", "from ")):
        return True
    return _SENT.match(text) is not None or text in _AGENCIES or (len(text.split()) == 1 and _is_capitalised(text))


def _has_role(text: str) -> bool:
    return not _ROLES.isdisjoint(text.casefold().split())


def _is_name(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= MAX_WORDS or (text.endswith(".") and not text.endswith(("Jr.", "Sr."))):
        return False
    if any(_NAME_WORD.fullmatch(word) is None or word.casefold() in _NEVER for word in words):
        return False
    proper = [word for word in words if word not in _WITHIN]
    return (
        words[0].casefold() not in _ARTICLES
        and words[0] in proper
        and words[-1] in proper
        and all(_is_capitalised(word) for word in proper)
    )


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() or (word[:2] in ("d'", "d’", "l'", "l’") and word[2:3].isupper())
