"""Dumps for benchmarks: made-up Dutch-like articles of about 4 KB, in the shape of real ones.

    python -m benchmarks.corpus FOLDER COUNT

writes articles 0 to COUNT - 1 as `FOLDER/2019/03/27/0000042.txt`, one a file, one folder a day, over ten years. Article
i depends on i alone, so a corpus of 1,000 is a part of one of a million, and two machines have the same.
"""

import os
import random
import sys
from datetime import UTC, datetime, timedelta

BEGIN = datetime(2015, 1, 1, tzinfo=UTC)
DAYS = 3653
"""2015 to 2024."""
HOSTS = ("nieuws.example", "www.streekbode.example", "dagblad.example.org", "haven.example.net")
_FUNCTION_WORDS = (  # noqa: SIM905
    "de het een en van in is dat op te zijn voor met niet aan er om ook als dan maar bij nog uit naar hij zij wordt"
    " door over werd hebben heeft kan deze zou worden die was meer al veel zo wel geen ze moet na tot onder tegen omdat"
    " volgens dit waar tussen zegt vandaag jaar mensen gemeente weer nieuwe eerste twee drie week nu daar toen zeker"
    " vooral alle"
).split()
_SYLLABLES = (  # noqa: SIM905
    "aan bak ber boe dal den dijk dor eeg ens gaar ge hal ham hei hof ing kaar ker kil kom laar land lei lo loon maar"
    " meer mo nier oe pol raad reis rij schip slag som sta ste stel straat tij toe uit ven ver voor waar wei werk wijk"
    " woor zaak"
).split()
_ACCENTED = ("Oekraïne", "coöperatie", "reünie", "café", "één", "België", "vóór", "geïnteresseerd", "€ 1.200", "scène")


def _vocabulary():
    chosen = random.Random(2015)
    made = {"".join(chosen.choices(_SYLLABLES, k=chosen.choice((2, 2, 3)))) for _ in range(4000)}
    return sorted(made)[:3000]


_WORDS = _vocabulary()
# Half of all words in a text are function words; accented ones are about one in sixty.
_POOL = (_FUNCTION_WORDS * 34) + _WORDS + (list(_ACCENTED) * 10)
SECTIONS = tuple(word.capitalize() for word in _WORDS[::50])
"""Sixty; the first are the most frequent."""
_SECTION_WEIGHTS = tuple(1 / rank for rank in range(1, len(SECTIONS) + 1))


def published(i):
    """When article i says that it was published: scattered over ten years, whatever i is."""
    mixed = (i * 2_654_435_761 + 40_503) % 2**32
    return BEGIN + timedelta(days=mixed % DAYS, seconds=mixed // DAYS % 86_400)


def dump(i, when=None, edit=""):
    """(name, text) of article i; `when`: instead of its own time; `edit`: words that its first paragraph gains."""
    chosen = random.Random(i)
    when = when or published(i)
    title = _sentence(chosen, 8)[:-1]
    slug = "-".join(word.strip("'\"").lower() for word in title.split() if word.isascii())
    paragraphs = [_paragraph(chosen) for _ in range(chosen.randint(11, 17))]
    paragraphs[0] += edit
    sections = dict.fromkeys(chosen.choices(SECTIONS, _SECTION_WEIGHTS, k=chosen.choice((1, 2, 2))))
    url = f"https://{HOSTS[chosen.randrange(8) % 5 % 4]}/artikel/{1_000_000 + i}-{slug}"
    lines = [title, f"{when:%Y-%m-%dT%H:%M:%S}+0000", url, "", *paragraphs, *sections, "Deel artikel:"]
    return f"{when:%Y/%m/%d}/{i:07d}.txt", "\n".join(lines)


def _paragraph(chosen):
    said = " ".join(_sentence(chosen, chosen.randint(8, 20)) for _ in range(chosen.choice((2, 3, 3))))
    return f'"{said[:-1]}", {chosen.choice(_WORDS)} {chosen.choice(_WORDS)}.' if chosen.random() < 0.2 else said


def _sentence(chosen, words):
    said = " ".join(chosen.choices(_POOL, k=words))
    return f"{said[0].upper()}{said[1:]}."


def write(folder, numbers):
    """Write these articles; returns their paths."""
    made, paths = set(), []
    for i in numbers:
        name, text = dump(i)
        paths.append(put(folder, name, text, made))
    return paths


def put(folder, name, text, made=None):
    """Write one dump where it belongs; `made` remembers which folders are there."""
    path = os.path.join(folder, name)
    above = os.path.dirname(path)
    if made is None or above not in made:
        os.makedirs(above, exist_ok=True)
        if made is not None:
            made.add(above)
    with open(path, "wb") as file:
        file.write(text.encode())
    return path


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[2].isdigit():
        sys.exit(__doc__)
    write(sys.argv[1], range(int(sys.argv[2])))
