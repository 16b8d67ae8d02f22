"""Tells Bosnian, Croatian and Serbian in Latin letters apart, where a detector that counts letters cannot.

They differ in two ways that news shows in nearly every sentence. What was *jat* once is `e` in Serbian (`reka`,
`posle`), `ije` or `je` in the others (`rijeka`, `poslije`). And some everyday words are Croatian only (`tjedan`,
`tisuća`, most names of months), others never Croatian (`sedmica`, `hiljada`, `januar`). Words that mean something else
in the language they would speak against are not here: `svet`, `vremena`, `kolovoz`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, Literal, TypeAlias

LANGUAGES: Final = frozenset({"bs", "hr", "sr", "sr-ME"})
"""What the detector (CLD2) calls them; `sr-ME` is Montenegrin."""

Side: TypeAlias = Literal["e", "je", "croatian", "other", "serbian"]

_BEGINNINGS: Final[dict[Side, str]] = {
    "e": "sledeć poslednj uvek čovek čoveč proleć predsedni sednic nedelj ponedelj mesec promena promeni promenj primen"
    " izmen namen zamen odeljenj izveštaj posledic savet rešen rešav rešil rešit uspeh uspeš vredn svetsk videl želel"
    " živel razumel prosečn prosek osetn tromeseč bezbedn obezbed povređen podel raspodel opredel nasled pesm smešten"
    " vetr uveče strelac strelc delimičn",
    "je": "sljed slijed posljed uvijek čovjek čovječ proljeć predsjedni sjednic nedjelj ponedjelj mjesec promjen"
    " primjen izmjen namjen zamjen odjel izvješ savjet rješ riješ uspjeh uspješ vrijed svjet svijet vidjel željel"
    " živjel razumje prosječ prosjek osjet osjeć tromjeseč bezbjed obezbijed povrijeđ ozlijeđ podjel podijel raspodjel"
    " opredjel naslijed nasljed pjesm smješten vjetr rijek poslije djec dječ djetet snijeg srijed cijel djel dijel"
    " vijek vijest mjer tijel lijep ljepš ljet mlijek riječ cijen mjest prijedlo vrijeme vijeć bijel sjever strijel"
    " općin općenit",  # the last two are `opšt` in Serbian
    "croatian": "tisuć tjedan tjedn siječnj siječan veljač ožuj travnj travanj svibnj svibanj lipnj lipanj srpnj srpanj"
    " rujn rujan listopad prosinc prosinac povijes kazališ sveučiliš tvrtk gospodarst izvješć priopć sustav europ glazb"
    " zrakoplov ravnatelj čimbeni obitelj kućanst jedanaester ljekarn proračun županij znanstven pravomoć suradn surađ"
    " promidžb vjerojatn redovit športsk tijekom računal putovnic postrojb vojarn točn točk nazočn veleposlan prosvjed"
    " odvjetni natječaj postotak postotk uporab uhiti uhić",
    "other": "hiljad sedmic historij fudbal januar februar septemb oktob novemb decemb evrop saobrać"
    " preduzeć porodic univerzitet učestv uslov hemij pozoriš sudij tužila pravosnaž saradn sarađ muzik muzič aerodrom"
    " pasoš hljeb kanton apotek finansij budžet ambasad advokat vjerovatn verovatn tačn tačk procent uhapš"
    " tokom fabrik",
    "serbian": "opšt istorij istoric avgust",
}
_WHOLE: Final[dict[Side, str]] = {
    "e": "reka reke reku rekom posle gde ovde negde ponegde pre dve obe dete deteta deca dece deci decu decom sneg"
    " snega sreda srede sredu ceo cela celo cele celi celu deo dela delu delova vek veka veku vest vesti mera mere meru"
    " telo tela lep lepa lepo mleko mleka reč reči cena cene cenu cenama vetar mesto mesta mestu mestima hteo htela"
    " hteli juče takođe",
    "je": "gdje ovdje negdje ponegdje prije dvije obje dijete dio vjetar htio htjela htjeli jučer također",
    "croatian": "tko netko nitko svatko itko glede kruh kruha sudac vlak vlaka vlakom vlakovi vlakova",
    "other": "ko niko šta odsto voz voza vozom vozovi vozova junu julu",
}


_SIDE_OF_WORD: Final = {word: side for side, words in _WHOLE.items() for word in words.split()}
_START: Final = 4
"""Letters, by which beginnings are looked up: none is shorter."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_FUTURE: Final = ("ovaće", "jaće")
"""Ends of a future in one word (`trajaće`), as it is in Serbian."""
_INFINITIVE: Final = ("at", "et", "it", "ut")
"""Ends of what stands before `će` where that is a word of its own, as it is in the others (`trajat će`)."""


def _by_start() -> dict[str, tuple[tuple[str, Side], ...]]:
    found: dict[str, tuple[tuple[str, Side], ...]] = {}
    for side, words in _BEGINNINGS.items():
        for word in words.split():
            start = word[:_START]
            found[start] = (*found.get(start, ()), (word, side))
    return found


_BY_START: Final = _by_start()


def tell(text: str, detected: str) -> tuple[str, bool]:
    """`sr`, `hr` or `bs` for a text that was `detected` as one of LANGUAGES, and whether its words are proof of it.

    Where they are not, that is what was `detected`; so for all text in Cyrillic letters, where none of them stands.
    """
    counted = Counter(_sides(text.lower()))
    serbian = counted["e"] - counted["je"]
    croatian = counted["croatian"] - counted["other"] - counted["serbian"]
    if serbian > 0 and croatian <= serbian:
        return "sr", True
    if serbian <= 0 < croatian:
        return "hr", True
    if serbian < 0 and croatian < 0:  # in Montenegro and parts of Bosnia, Serbian has `ije` and its own words
        return "sr" if counted["serbian"] else "bs", True
    return "sr" if detected == "hr" and croatian < 0 else detected, False


def _sides(text: str) -> Iterator[Side]:
    """One for each sign, however often it stands in the text."""
    listed = _WORD.findall(text)
    words = set(listed)
    for word in words & _SIDE_OF_WORD.keys():
        yield _SIDE_OF_WORD[word]
    for word in words:
        if word[:_START] in _BY_START:
            yield from (side for beginning, side in _BY_START[word[:_START]] if word.startswith(beginning))
        elif word.endswith(_FUTURE):
            yield "e"
    if "će" in words and any(after == "će" and word.endswith(_INFINITIVE) for word, after in pairwise(listed)):
        yield "je"
