"""What months, days and zones are called in Dutch, English, German and French: tables, all in lower case."""

from collections.abc import Mapping

_MONTHS = (
    "januari january januar jänner janvier jan janv",
    "februari february februar feber février fevrier feb febr fév févr fev fevr",
    "maart march märz maerz mars mar mrt mär mrz",
    "april avril apr avr",
    "mei may mai",
    "juni june juin jun",
    "juli july juillet jul juil",
    "augustus august août aout aug",
    "september septembre sep sept",
    "oktober october octobre okt oct",
    "november novembre nov",
    "december dezember décembre decembre dec dez déc",
)
MONTHS: Mapping[str, int] = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
"""Name or abbreviation, without its dot, to 1 ... 12. No name means two months in two of the languages."""

_LEADS = (
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo",
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun",
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo mi fr sa so",
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim",
    "op on the am den der le",
)
LEADS: frozenset[str] = frozenset(word for words in _LEADS for word in words.split())
"""What may stand before a date: a weekday, whole or short, and `den`. Whether the weekday is right is not asked:
the day of the month decides."""

_LABELS = (
    "gepubliceerd geplaatst verschenen published posted veröffentlicht publiziert erschienen publié publiée paru parue"
)
LABELS: frozenset[str] = frozenset(_LABELS.split())
"""What says that the article was published then: `Publié le 3 mai 2025`."""

_ZONES = {
    -8: "pst",
    -7: "pdt mst",
    -6: "mdt cst",
    -5: "cdt est",
    -4: "edt",
    0: "z ut utc gmt wet",
    1: "west bst cet met mez",
    2: "cest mest mesz eet",
    3: "eest",
    10: "aest",
    11: "aedt",
    12: "nzst",
    13: "nzdt",
}
ZONES: Mapping[str, int] = {name: hours for hours, names in _ZONES.items() for name in names.split()}
"""Hours east of Greenwich. The American ones as RFC 822 section 5.1 has them (CST is not China's here).

Not here because they mean several things: IST (India, Ireland, Israel), MSK (+4 from 2011 to 2014), ET and PT (winter
or summer), and the military letters but Z, which RFC 5322 section 4.3 takes for unknown."""
