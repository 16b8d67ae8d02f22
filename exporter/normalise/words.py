"""What the table of one language holds: the rows of exporter.normalise.languages, and how they are read."""

from typing import Final, Literal

from msgspec import Struct

Kind = Literal["share", "topics", "tags", "teaser", "furniture", "rubric"]
"""share: asks to share the article. topics, tags: a heading whose lines are sections, or by its own word keywords.
teaser: a heading above links to other articles. furniture: advertising, comments, navigation, rights. rubric: a name
under which newspapers everywhere file articles."""

KINDS: Final[tuple[Kind, ...]] = ("share", "topics", "tags", "teaser", "furniture", "rubric")
"""A phrase of two kinds is what comes first."""


class Words(Struct, frozen=True, kw_only=True):
    """The words of page furniture in one language. Each row is parted by commas (`sentences` by `|`); case, accents and
    the punctuation around a line do not count (exporter.normalise.shape.fold)."""

    share: str = ""
    """Whole lines, as all of the kinds."""
    topics: str = ""
    tags: str = ""
    teaser: str = ""
    furniture: str = ""
    rubric: str = ""

    share_verbs: str = ""
    """A line of these, `nouns` and `around`, that begins with one of these, asks to share: `Deel dit verhaal`."""
    act_verbs: str = ""
    """The same with one of the nouns: a button of the page (`Print this recipe`)."""
    verb_last: bool = False
    """Whether the verb may also come last: `Artikel drucken`."""
    nouns: str = ""
    """What the page calls the article."""
    around: str = ""
    """What stands around it."""

    labels: str = ""
    """Furniture only where a colon follows, and something short: `Foto: ANP`, `Quelle: dpa`, `Updated: 12:30`."""
    credits: str = ""
    """Of labels and openings, those of pictures."""
    openings: str = ""
    """Furniture that begins so and goes on for some words: credits and dates."""
    topic_openings: str = ""
    """Before a section or keyword, without a colon: `Meer over Oekraïne`."""
    more_from: str = ""
    """Before a writer, a place or a section: a heading above other articles."""
    interruptions: str = ""
    """What breaks into a text to say that it goes on: chrome wherever it stands. Whole lines that no article says of
    itself; a lone `Anzeige` may be a sub-head."""
    also: str = ""
    """Before a colon and the name of another article: chrome wherever it stands. Not `Read more:`: it may be advice."""
    closings: str = ""
    """How a letter or a story closes, as a line of its own: body, and no tag."""
    counted: str = ""
    """What stands behind a number: `12 reacties`."""

    by: str = ""
    """Before the names of who wrote the article, with or without a colon."""
    by_top: str = ""
    """The same above the body only: below, such a word may begin the title of a book or a sub-head."""
    author: str = ""
    """The same, with a colon."""
    before: str = ""
    """The same in scripts without capitals and spaces: `本报记者`."""
    after: str = ""
    """Behind the name, likewise: `기자`."""
    roles: str = ""
    """What people of a newspaper are, behind their names."""
    joiners: str = ""
    """Between two names."""

    prompts: str = ""
    """How a sentence begins that only furniture says, if a network or a word of `prompted` follows."""
    prompted: str = ""
    sentences: str = ""
    """How sentences begin that only furniture says, full stop or not; parted by `|`."""

    house: str = ""
    """Beginnings of words of what the page speaks of when it speaks of itself: its newsletter, its newsroom,
    its rights. A `_` is the end of a word, as in the next two rows."""
    voice: str = ""
    """How it speaks then: `our`, `follow`, `prohibited`. A sentence at the end with both is furniture."""
    bio: str = ""
    """What stands behind a name where the page says who the writer is: `writes about`."""

    tools: str = ""
    """Beginnings of words, as of `house`: what a page has for its readers beside the article, and how often they get
    it: comments, an e-mail field, `each morning`."""
    acts: str = ""
    """What a reader does with these, or what the page promises of them: `log in`, `your`, `headlines`. A short line
    without a full stop that is made of both is furniture: `Log in to comment`."""

    starters: str = ""
    """Words no tag begins with: what does, is a verse, an answer, a sentence."""
    numbers: str = ""
    """Words for 2 to 8, their forms parted by blanks: `twee winnaars` announces two lines that look like tags."""
    articles: str = ""
    """Definite and indefinite: before a word in small letters, no tag either (`De brug`)."""
    reading: str = ""
    """Before how long the article takes to read."""


def phrases(row: str, parted_by: str = ",") -> tuple[str, ...]:
    """The phrases of a row, in order, with single spaces."""
    return tuple(phrase for part in row.split(parted_by) if (phrase := " ".join(part.split())))
