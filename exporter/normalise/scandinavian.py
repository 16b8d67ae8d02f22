"""Tells Danish, Norwegian and Swedish apart by what only one of them writes, where a text is short for a detector.

Danish writes `af`, `uden`, `blev`, `arbejde`, `station`, `udstilling`; Norwegian `av`, `uten`, `ble`, `arbeid`,
`stasjon`, `utstilling`, and ends words in two consonants (`opp`, `mann`), as Danish never does; Swedish has `ä` and
`ö`. What is said of Norwegian holds for Bokmål and for Nynorsk. What one of them has and another only in older or rarer
use (`meget`, `syv`) is not here.
"""

import re
from typing import Final

LANGUAGES: Final = frozenset({"da", "no", "nn"})
"""What the detector (CLD2) calls them; Bokmål is its `no`."""

_DANISH: Final = (
    "af ud op blev blevet bliver hvad havde mig dig sig jeres igen mere nogle noget gik fik sagde siger hedder lige "
    "uge ugen uger penge aldrig endnu anden sidste næste næsten otte halvtreds halvfjerds halvfems sker skete taget "
    "tager givet gået stået vidste kender kendte købe sælge bog bøger brug bruger sprog dreng drenge pige piger "
    "kvinde kvinder kvinderne børn børnene mændene syg syge læge læger tabte vandt vundet gør gøre rigtig rigtigt "
    "fødselsdag"
)
_NORWEGIAN: Final = (
    "av ut opp ble blitt blir hva hadde meg deg seg igjen mer noen noe gikk fikk sa sier heter uke uken uka uker "
    "penger aldri ennå annen siste neste nesten åtte femti seksti sytti åtti nitti skjer skjedde tatt tar tok gitt "
    "gir gått stått visste kjenner kjente kjøpe selge bok bøker bruk bruker språk gutt gutter jente jenter kvinne "
    "kvinner kvinnene barna mennene syk syke tapte vunnet gjør gjøre riktig å vei veien nei feil"
)
_NYNORSK: Final = "dei dykk eg ein frå fyrste hjå ho ikkje korleis kva kven me meir noko vart"
ONLY_DANISH: Final = frozenset(_DANISH.split())
ONLY_NYNORSK: Final = frozenset(_NYNORSK.split())
ONLY_NORWEGIAN: Final = frozenset(_NORWEGIAN.split()) | ONLY_NYNORSK
_DANISH_FORM: Final = re.compile(
    r"\w*(?:øj|ej)\w*|\w{3,}(?:tion(?:en|er|erne|s)?|hed(?:en|er|erne|s)?)|op(?:l|g|f|k|d|r|st|h)\w+|ud[svgfbklt]\w+"
    r"|(?:efter|mellem|regering|åbn|sygehus|hjælp|cykl|cykel|borgmest|køb|kør)\w*"
)
_NORWEGIAN_FORM: Final = re.compile(
    r"\w*øy\w*|\w{2,}(?:pp|tt|kk|nn|mm|gg|ff|dd|rr)|\w{3,}(?:sjon(?:en|er|ene|s)?|het(?:en|er|ene|s)?)"
    r"|opp[lgfkdrsb]\w+|ut[sgfbkl]\w+|(?:etter|mellom|regjering|åpn|sykehus|hjelp|sykl|sykkel|ordfør|kjøp|kjør)\w*"
)
_SWEDISH_FORM: Final = re.compile(r"(?=\w*[äö])[a-zåäö]+")
"""In small letters, so hardly a name."""
_OTHER_LETTERS: Final = re.compile("[æø]")
_WORD: Final = re.compile(r"[^\W\d_]+")


def tell(text: str, detected: str) -> tuple[str, bool]:
    """`da`, `no`, `nn` or `sv` for a text that was `detected` as one of LANGUAGES, and whether its words prove it.

    Where they do not, or speak for both, that is what was `detected`; Nynorsk only where a word says so. Of words that
    begin with a capital, which may be names, the form says nothing.
    """
    words = set(_WORD.findall(text))
    lower = {word.lower() for word in words}
    common = [word for word in words if word[0].islower()]
    if sum(1 for word in common if _SWEDISH_FORM.fullmatch(word)) > 1 and not _OTHER_LETTERS.search(text):
        return "sv", True
    danish = len(lower & ONLY_DANISH) + sum(1 for word in common if _DANISH_FORM.fullmatch(word))
    norwegian = len(lower & ONLY_NORWEGIAN) + sum(1 for word in common if _NORWEGIAN_FORM.fullmatch(word))
    if detected == "nn" and ONLY_NYNORSK.isdisjoint(lower):
        detected = "no"
    if danish > 2 * norwegian:
        return "da", True
    if norwegian > 2 * danish:
        return ("no" if detected == "da" else detected), True
    return detected, False
