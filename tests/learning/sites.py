"""Sites that are made up, with articles in the text format whose every line is known to be body, tag or furniture."""

import random
from datetime import timedelta
from pathlib import Path
from typing import Literal, NamedTuple

from tests.builders import utc

Truth = Literal["body", "section", "keyword", "chrome"]


class Words(NamedTuple):
    """What the sentences of a language are put together from."""

    subjects: tuple[str, ...]
    verbs: tuple[str, ...]
    objects: tuple[str, ...]
    endings: tuple[str, ...]
    subheads: tuple[str, ...]


class Site(NamedTuple):
    """How the pages of a site look."""

    host: str
    words: Words
    path: str
    """With {number}, {code}, {slug}, {section} and {day}."""
    sections: tuple[str, ...]
    keywords: tuple[str, ...]
    top: tuple[str, ...]
    """Furniture above the body."""
    tail: tuple[str, ...]
    """Lines below the body; `#` stands for the sections, `@` for keywords, {count} and {title} differ each time."""
    time: str = "+0100"
    seldom: str = ""
    """Furniture that only one article in six has, as its last line."""
    closing: str = ""
    """A sentence with which one body in sixteen ends."""
    lists: bool = False
    """Whether one body in three ends in a list of names."""


class Made(NamedTuple):
    """An article of a site, and what its lines below the URL are."""

    text: str
    truth: tuple[tuple[str, Truth], ...]


DUTCH = Words(
    ("De havenmeester", "Een schipper uit Oudeveer", "De gemeente", "De wethouder", "Een buurtbewoner", "De molenaar"),
    (
        "heeft vandaag bekendgemaakt dat",
        "verwacht nog deze week dat",
        "schrijft in een brief dat",
        "is er zeker van dat",
    ),
    (
        "de oude kade",
        "het nieuwe gemaal",
        "de vuurtoren",
        "de visafslag",
        "het kanaal",
        "de draaibrug",
        "de jachthaven",
    ),
    (
        "dit voorjaar wordt hersteld",
        "langer dicht blijft dan gedacht",
        "te weinig geld krijgt",
        "een andere eigenaar heeft gevonden",
        "opnieuw wordt geschilderd door vrijwilligers",
    ),
    ("Wat nu?", "Lange wachttijd", "Kosten"),
)
ENGLISH = Words(
    (
        "The harbour office",
        "A skipper from Port Ellery",
        "The council",
        "The miller",
        "A neighbour",
        "The lighthouse keeper",
    ),
    ("announced this morning that", "expects before the summer that", "wrote in a letter that", "has no doubt that"),
    ("the old quay", "the new pumping station", "the lighthouse", "the fish market", "the canal", "the swing bridge"),
    (
        "will be repaired this spring",
        "stays closed for longer than planned",
        "has not been given enough money",
        "has found another owner",
        "will be painted again by volunteers",
    ),
    ("What happens next", "A long wait", "The costs"),
)
GERMAN = Words(
    (
        "Der Hafenmeister",
        "Eine Schifferin aus Tannfurt",
        "Die Gemeinde",
        "Der Müller",
        "Ein Nachbar",
        "Die Leuchtturmwärterin",
    ),
    (
        "hat heute mitgeteilt, dass",
        "rechnet noch in dieser Woche damit, dass",
        "schreibt in einem Brief, dass",
        "ist sicher, dass",
    ),
    ("die alte Kaimauer", "das neue Pumpwerk", "der Leuchtturm", "die Fischhalle", "der Kanal", "die Drehbrücke"),
    (
        "im Frühling erneuert wird",
        "länger geschlossen bleibt als gedacht",
        "zu wenig Geld bekommen hat",
        "einen anderen Besitzer gefunden hat",
        "von Freiwilligen wieder gestrichen wird",
    ),
    ("Wie es weitergeht", "Lange Wartezeit", "Hohe Kosten"),
)
FRENCH = Words(
    (
        "Le capitaine du port",
        "Une marinière de Brévanne",
        "La commune",
        "Le meunier",
        "Un voisin",
        "La gardienne du phare",
    ),
    ("a annoncé ce matin que", "s'attend avant l'été à ce que", "écrit dans une lettre que", "ne doute pas que"),
    ("le vieux quai", "la nouvelle station de pompage", "le phare", "la criée", "le canal", "le pont tournant"),
    (
        "sera réparé au printemps",
        "restera fermé plus longtemps que prévu",
        "n'a pas reçu assez d'argent",
        "a trouvé un autre propriétaire",
        "sera repeint par des bénévoles",
    ),
    ("Et maintenant", "Une longue attente", "Des coûts élevés"),
)

SITES = (
    Site(
        "www.kadebode.example",
        DUTCH,
        "/nieuws/{section}/{number}/{slug}",
        ("Haven", "Dorpen", "Water", "Wonen"),
        ("Vuurtoren", "Draaibrug", "Dijkverzwaring", "Pontje", "Visafslag", "Zeesluis", "Baggerwerk", "Kadefeest"),
        ("Redactie Kadebode",),
        (
            "Blijf met onze brief elke ochtend op de hoogte van al het nieuws uit de haven.",
            "#",
            "@",
            "Aantal keer gelezen: {count}",
            "Verder lezen over {title}",
            "Naar de voorpagina van de Kadebode",
            "De Kadebode is een uitgave van de Vereniging Vrienden van de Kade, opgericht in 1987.",
        ),
    ),
    Site(
        "ellerypost.example",
        ENGLISH,
        "/{day}/{slug}-{code}",
        ("Waterfront", "Town Hall", "Countryside", "Weather Desk"),
        (),
        (),
        (
            "#",
            "Share this article",
            "Next up in the Post: {title}",
            "Next up in the Post: {title}",
            "Drawn from the archive of the Ellery Post",
            "You can reach the night desk of the Ellery Post at any hour, and somebody always answers.",
        ),
        "Z",
        seldom="Friends of the Ellery Post walk along the shore every Sunday, and you may join them.",
        closing="Whoever saw what happened may call the harbour office.",
        lists=True,
    ),
    Site(
        "abendblatt.tannfurt.example",
        GERMAN,
        "/{section}/{slug}-a-{number}.html",
        ("Am Fluss", "Rathaus", "Wissenswertes"),
        ("Leuchtturm", "Drehbrücke", "Pumpwerk", "Hochwasserschutz", "Fischhalle", "Deichbau", "Ehrenamt"),
        ("Tannfurter Abendblatt",),
        (
            "#",
            "Diesen Artikel teilen",
            "@",
            "Zur Karte der Region Tannfurt",
            "Gefällt Ihnen das Abendblatt? Dann erzählen Sie es Ihren Nachbarn weiter.",
        ),
    ),
    Site(
        "littoral.example.com",
        FRENCH,
        "/{section}/{slug}",
        ("Bord de mer", "Mairie", "Campagne"),
        (),
        (),
        (
            "Cet article vous a plu ? Offrez un an de Littoral à ceux que vous aimez.",
            "#",
            "Nombre de lectures : {count}",
            "Retour en haut de la page",
        ),
        "",
    ),
)


def article(site: Site, number: int) -> Made:
    """Article `number` of a site: always the same."""
    chance = random.Random(f"{site.host}/{number}")  # noqa: S311 - the same each time is what is wanted
    title = _title(site, chance, number)
    section = chance.choice(site.sections)
    body = _body(site, chance)
    top: list[tuple[str, Truth]] = [(line, "chrome") for line in site.top]
    lines = [*top, *body, *_tail(site, chance, section)]
    slug = "-".join(word for word in title.lower().split() if word.isalpha())
    path = site.path.format(
        number=48_000 + 37 * number,
        code=f"{chance.getrandbits(44):012x}"[:11] + "e7",
        slug=slug,
        section=section.lower().replace(" ", "-"),
        day=f"2025/{1 + number % 12:02}/{1 + number % 27:02}",
    )
    time = (utc("2025-01-02T06:07:08") + timedelta(hours=7 * number)).replace(tzinfo=None).isoformat() + site.time
    text = "\n".join((title, time, f"https://{site.host}{path}", "", *(line for line, _ in lines)))
    return Made(text, tuple(lines))


def write(site: Site, folder: Path, numbers: range) -> list[Path]:
    """Dumps of articles of a site, one a file."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{site.host}-{number:05}.txt" for number in numbers]
    for number, path in zip(numbers, paths, strict=True):
        path.write_text(article(site, number).text, "utf-8")
    return paths


def _title(site: Site, chance: random.Random, number: int) -> str:
    words = site.words
    return f"{chance.choice(words.objects).capitalize()} {chance.choice(words.endings)}, {1900 + number}"


def sentence(words: Words, chance: random.Random) -> str:
    """A sentence in the language of these words."""
    parts = (chance.choice(words.subjects), chance.choice(words.verbs), chance.choice(words.objects))
    return f"{' '.join(parts)} {chance.choice(words.endings)}."


def _body(site: Site, chance: random.Random) -> list[tuple[str, Truth]]:
    lines: list[tuple[str, Truth]] = []
    ends = chance.random()
    for number in range(chance.randint(4, 9)):
        if number and chance.random() < 0.2:
            lines.append((chance.choice(site.words.subheads), "body"))
        sentences = [sentence(site.words, chance) for _ in range(chance.randint(2, 3))]
        lines.append((" ".join(sentences), "body"))
    if site.closing and ends > 15 / 16:
        lines.append((site.closing, "body"))
    elif site.lists and ends < 1 / 3:
        lines += [(f"{_name(chance)} {_name(chance)}", "body") for _ in range(chance.randint(2, 5))]
    return lines


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(pair) for pair in ("BDFKLMNPRST", "aeiou", "bdklmnrst", "aeiou", "klmnrst"))


def _tail(site: Site, chance: random.Random, section: str) -> list[tuple[str, Truth]]:
    lines: list[tuple[str, Truth]] = []
    for line in site.tail:
        if line == "#":
            lines.append((section, "section"))
        elif line == "@":
            lines += [(keyword, "keyword") for keyword in chance.sample(site.keywords, chance.randint(1, 2))]
        else:
            title = f"{chance.choice(site.words.objects)} {chance.choice(site.words.endings)}"
            lines.append((line.format(count=chance.randint(2, 900), title=title), "chrome"))
    if site.seldom and chance.random() < 1 / 6:
        lines.append((site.seldom, "chrome"))
    return lines
