"""Reads the names out of a byline: `Door Jan de Wit en Eva Bakker`, `By J. D. Smith`, `Автор: Иван Петров`.

Scripts without capitals are in exporter.normalise.byline_uncased.
"""

import re
from typing import Final

from exporter.normalise import byline_around, byline_uncased, formulas
from exporter.normalise.languages import LANGUAGES
from exporter.normalise.shape import ends_sentence, fold, folded
from exporter.normalise.surnames import surname
from exporter.normalise.words import phrases


def _row(field: str) -> frozenset[str]:
    """What stands in this row of any language, folded."""
    return frozenset(folded(getattr(words, field) for words in LANGUAGES.values()))


_BY: Final = _row("by")
_BY_TOP: Final = _BY | _row("by_top")
_AUTHOR: Final = _row("author") | _BY
_FIRST: Final = frozenset(phrase.partition(" ")[0] for phrase in _BY_TOP)
"""What a byline begins with: few lines do."""
_LONGEST: Final = max(len(phrase.split()) for phrase in _BY_TOP)
_NOT_ROLES: Final = frozenset(("special", "especial"))
_ROLES: Final = frozenset(word for phrase in _row("roles") for word in phrase.split()) - _NOT_ROLES
_FROM: Final = frozenset(
    ["van", "door", "von", "by", "from", "de", "par", "da", "dal", "dalla", "от", "від", "fra", "från"]
)
_OUR: Final = frozenset(
    [
        "onze",
        "unser",
        "unsere",
        "unserem",
        "unseren",
        "unserer",
        "our",
        "notre",
        "nos",
        "nostro",
        "nostra",
        "nuestro",
        "nuestra",
        "nosso",
        "nossa",
        "нашего",
        "нашого",
        "vår",
        "vores",
        "våre",
    ]
)
_OURS: Final = frozenset(map(fold, _OUR))
_STAFF_WORDS: Final = 3
"""Between `our` and what the person is: `van onze Haagse politieke redacteur`."""
_LETTERS: Final = frozenset(("корреспондента", "кореспондента"))
_SENT: Final = re.compile(r"envoyée?s?\s+spécia(?:le?s?|ux)\b", re.IGNORECASE)
_AT: Final = r"\s+(?:in|te|aus|à|from|at|da|en)\s+[^\W\d_a-z][\w'’-]{0,30}"
_COLON: Final = re.compile(r"\s*[:：|–—]\s*")
_PLACED: Final = re.compile(_AT)
_AT_TOP: Final = re.compile(
    r"(?:(?:an?|een|ein|eine)\s+)?(?:interview|kommentar|kolumne|analyse|gastbeitrag|glosse|reportage|essay|column|"
    r"opinie|comment|analysis)\s+(?:by|door|von|van|av|af)\s+"
    r"|propos\s+recueillis\s+par\s+|(?:(?:la|une)\s+)?(?:chronique|tribune)\s+de\s+",
    re.IGNORECASE,
)
_KIND: Final = re.compile(
    r"\s*\((?:text|tekst|texte|texto|testo|words|fotos?|foto's|photos?|bild|bilder|beeld|video|текст|фото)\)",
    re.IGNORECASE,
)
_DESK: Final = re.compile(r"\s[|·•]\s([^|·•]+)$")
_PLACE: Final = re.compile(r"(?<=\w) (?:in|à|aus|from|z|i|из|w|en|v|em) [^\W\d_a-z][\w-]+$")
_IN: Final = ("in ", "à ", "aus ", "from ", "em ", "en ", "te ", "i ", "w ", "v ", "из ", "в ", "з ", "у ", "a ")
_DATE: Final = re.compile(r"\s[-–—|·•]\s[^-–—|·•]*\d[^-–—|·•]*$")
_AND: Final = "|".join(sorted({joiner for words in LANGUAGES.values() for joiner in phrases(words.joiners)}, key=len))
_NOT_FIRST: Final = frozenset(word for row in _row("numbers") for word in row.split()) | byline_around.TEXT
"""What no name begins with: `Vier Sterne`, `Words Fail Me`."""
_OF_NOBODY: Final = frozenset(folded((formulas.NOT_OF_PEOPLE,), " "))
_JOINED: Final = re.compile(rf" ?[,&] ?(?:(?:{_AND}) )?| (?:{_AND}) | ?/ ?")
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
_NEVER: Final = frozenset(map(fold, _NO_NAMES.split())) | _ROLES
MAX_LENGTH: Final = 160
MAX_LABEL: Final = 40
MAX_NAMES: Final = 6
MAX_WORDS: Final = 6


def names(line: str) -> tuple[str, ...]:
    """The people a byline names, in its order, as it spells them; empty if the line is no byline.

    Narrow on purpose: everything behind the opening word must be names, each of two words or more, each word
    capitalised or a particle (`van`, `von`, `du`). `Von Berlin nach Paris` and `By popular demand` are no bylines.
    """
    text = byline_around.without_others(line) if "@" in line and len(line) <= MAX_LENGTH else line
    return _by(text, _BY) or byline_uncased.names(text)


def names_by_label(line: str) -> tuple[str, ...]:
    """The people whom a label names as authors: `Autor: Jan Nowak`, `Συντάκτης: Άννα Μαρή`.

    Below a body, that may be who wrote the book that the article is about: what stands around it tells.
    """
    if _COLON.search(line[:MAX_LABEL]) is None or len(line) > MAX_LENGTH:
        return ()
    text = byline_around.without_others(line)
    colon = _COLON.search(text[:MAX_LABEL])
    return _people(text[colon.end() :]) if colon is not None and fold(text[: colon.start()]) in _AUTHOR else ()


def names_at_top(line: str) -> tuple[str, ...]:
    """The same above the body, where less tells a byline: `Text: Anna Groß`, `Interview by Ann Field`.

    Further down, such a line may name who wrote a book or a play.
    """
    if len(line) > MAX_LENGTH:
        return ()
    opening = _AT_TOP.match(line)
    return (
        names(line)
        or _by(line, _BY_TOP)
        or names_by_label(line)
        or (_people(line[opening.end() :]) if opening is not None else ())
        or _with_office(line)
        or _surrounded(line)
    )


def _surrounded(line: str) -> tuple[str, ...]:
    """The same without a time, an address or the labels of others, if the line has such."""
    bare = byline_around.bare(line)
    if bare.text == line or ends_sentence(bare.text):
        return ()
    found = names(bare.text) or _by(bare.text, _BY_TOP) or names_by_label(bare.text) or _with_office(bare.text)
    return found or ((alone(bare.text) or byline_uncased.alone(bare.text, parted=False)) if bare.sure else ())


def alone(line: str) -> tuple[str, ...]:
    """The people that a line names without saying that they wrote: `Ann Field, Ben Holm`, `Marcos Peña | Valdeola`.

    The line may as well be a sub-head, or an item of a list: what stands around it tells.
    """
    text = byline_around.without_time(line)[0].replace(" - ", ", ", 1)
    if len(text) > MAX_LENGTH or ends_sentence(text):
        return ()
    first = fold(text.split(" ", maxsplit=1)[0])
    if first in _FIRST or first in _FROM or first in _NOT_FIRST or _is_of_nobody(text):
        return ()
    return _people(text) or byline_uncased.alone(text)


def several(text: str) -> tuple[str, ...]:
    """The people that a text names which is known to name authors, if they are two or more; else nothing.

    A surname that begins with a particle in a capital stands before a given name: `Van den Berg, Jan Willem` is one.
    """
    if len(text) > MAX_LENGTH or text.split(" ", maxsplit=1)[0].casefold() in _WITHIN:
        return ()
    found = _people(text) or byline_uncased.people(text)
    return found if len(found) > 1 else ()


def last_name(name: str) -> str:
    """By what a text may speak of this person, caseless: the last word, or what a Japanese name begins with."""
    return (surname(name) or name.rsplit(maxsplit=1)[-1]).casefold()


def is_name(line: str) -> bool:
    """Whether the line has the form of one person's name and of nothing else."""
    return len(line) <= MAX_LENGTH and _is_name(line) and fold(line.split(maxsplit=1)[0]) not in _FIRST | _FROM


def _is_of_nobody(text: str) -> bool:
    """Whether a word of it stands in no name of a person: `Alte Oper`, `Hong Kong`."""
    return not _OF_NOBODY.isdisjoint(fold(text).replace("/", " ").replace(",", " ").split())


def _with_office(line: str) -> tuple[str, ...]:
    """The person of `Nell Oakes, food editor`, `Nell Oakes (with our staff)`, `Karla Mettmann, dpa` or `Lars Moe
    journalist`: without a word before it, an office tells."""
    if ends_sentence(line) or _is_of_nobody(line.partition(",")[0]):
        return ()
    behind = line.rpartition(" ")
    if fold(behind[2]) in _ROLES and _is_name(behind[0]) and len(behind[0].split()) < MAX_WORDS - 2:
        return (behind[0],)
    name, comma, office = line.partition(" (") if line.endswith(")") else line.partition(", ")
    office = office.removesuffix(")") if comma == " (" else office
    brief = len(office.split()) <= MAX_WORDS and not office.endswith(".")
    if not comma or not brief or not (office in formulas.AGENCY_NAMES or _has_role(office)):
        return ()
    people = _people(name)
    return people if len(people) == 1 else ()


def is_staff(line: str) -> bool:
    """Whether the line names the writer by office alone: `Van onze verslaggever`, `De notre correspondant à Lille`."""
    return len(line) <= MAX_LENGTH and _without_staff(line) == ""


def _by(line: str, openings: frozenset[str]) -> tuple[str, ...]:
    """The names behind one of these openings, or behind an office that stands for one."""
    if len(line) > MAX_LENGTH:
        return ()
    words = line.split()
    first = fold(words[0]) if words else ""
    if first not in _FIRST and first not in _FROM:
        return ()
    rest = _without_staff(line)
    if rest:
        return _people(rest.lstrip(" :,"))
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        if fold(" ".join(words[:count])) in openings:
            people = _people(line.split(None, count)[count].lstrip(" :,"))
            if people:
                return people
    return ()


def _without_staff(line: str) -> str | None:
    """What follows an office of the newspaper (`van onze verslaggever in Delft`); None if the line begins with none."""
    words = line.split()
    if len(words) < 3 or fold(words[0]) not in _FROM or fold(words[1]) not in _OURS:
        return None
    for count in range(3, min(3 + _STAFF_WORDS, len(words)) + 1):
        role = fold(words[count - 1])
        special = role.startswith("envoye") and len(words) > count and fold(words[count]).startswith("specia")
        if role in _ROLES or role in _LETTERS or special:
            behind = line.split(None, count + special)
            rest = behind[count + special] if len(behind) > count + special else ""
            joined = words[count - 1 + special].endswith((",", ":"))
            place = None if joined else _PLACED.match(f" {rest}")
            return rest if place is None else f" {rest}"[place.end() :].lstrip(" ,:")
    return None


def _people(text: str) -> tuple[str, ...]:
    """The names in a text that is nothing but names, and what they do, where, and for whom."""
    rest = _DATE.sub("", byline_around.without_agency(_KIND.sub("", text)))
    desk = _DESK.search(rest)
    if desk is not None and _is_about(desk[1].strip()):
        rest = rest[: desk.start()]
    given = byline_around.writers([name.strip() for name in _JOINED.split(rest)])
    found = [name for number, name in enumerate(given) if not (number and _is_about(name))]
    without_place = _PLACE.sub("", found[-1])
    found[-1] = without_place if " " in without_place else found[-1]
    return tuple(found) if len(found) <= MAX_NAMES and all(map(_is_name, found)) else ()


def _is_about(text: str) -> bool:
    """Whether this, behind a name, says what the person does, or where, or for whom: `Local Democracy Reporter`, `à
    Lille`, `envoyée spéciale à Brezons`, `Altenfurt`, `Reuters`."""
    if _has_role(text) or (text.startswith(_IN) and text[-1:].isalnum()):
        return True
    return (
        _SENT.match(text) is not None
        or text in formulas.AGENCY_NAMES
        or (len(text.split()) == 1 and _is_capitalised(text))
    )


def _has_role(text: str) -> bool:
    return not _ROLES.isdisjoint(fold(text).split())


def _is_name(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= MAX_WORDS or (text.endswith(".") and not text.endswith(("Jr.", "Sr."))):
        return False
    if any(_NAME_WORD.fullmatch(word) is None or fold(word) in _NEVER for word in words):
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
