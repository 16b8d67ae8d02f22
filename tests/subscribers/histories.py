"""Histories at random: what happens at a small site from edition to edition, as values that can be dropped one by one.

Every step stands for itself: if what it is about never came, it does nothing, so that a history with steps left out is
one too.
"""

import random

from msgspec import Struct

SECTIONS = ("Harbour", "City", "Sport")
SLUGS = ("kade", "pier", "storm")
CUTS = (
    "exporter.originals.settle",
    "exporter.marking.settle",
    "exporter.output.put_out",
    "exporter.output._remove",
    "exporter.publish.folder.Folder.put",
    "exporter.publish.folder.Folder.flush",
    "exporter.store.documents.settle",
)
"""Where a run is cut off; of those that are come to more than once, at any time."""
ONCE = (
    *("rename", "swap", "vanish", "break_", "restat", "copy"),
    *("touch", "slug", "slug", "section", "scheme", "stale", "revert", "twice", "withdraw", "withdraw"),
)
"""What may happen to one article, besides that it is edited."""
RARE = (
    *("recrawl", "recrawl", "all_https", "garbage", "vanish_all", "embargo", "edit_all", "move_all"),
    *("profile", "site_url", "retitle", "longer", "upgrade", "new_rules", "full", "away", "lose"),
)


class Step(Struct, frozen=True):
    """One thing that happens: `kind` is the name of a method of `Newsroom`."""

    kind: str
    number: int = 0
    """Of the article."""
    value: int = 0
    """At random: which way it happens."""


class Edition(Struct, frozen=True):
    """What happens before one run, and how the run goes."""

    number: int
    steps: tuple[Step, ...]
    minutes: int
    """How far the clock goes on."""
    cut: str = ""
    """The function in which the run is cut off; the next run completes it."""
    nth: int = 1
    """... when it is called for this time."""
    between: int = 0
    """The number of an article that is withdrawn before that."""


class History(Struct, frozen=True):
    """All of it."""

    seed: int
    editions: tuple[Edition, ...]
    profile: bool = True
    """Whether what identifies an article is configured from the first."""
    shards: bool = False
    """Whether there are data shards, from which a lost store comes back."""
    careful: bool = False
    """Whether runs stop at little: then somebody looks, and goes on by force."""

    def __str__(self) -> str:
        said = [(not self.profile, "no profile at first"), (self.shards, "shards"), (self.careful, "quick brakes")]
        lines = [", ".join([f"seed {self.seed}", *(what for is_so, what in said if is_so)])]
        for one in self.editions:
            cut = f", cut off in {one.cut} ({one.nth}), then {one.between} withdrawn" if one.cut else ""
            steps = "; ".join(f"{step.kind} {step.number} ({step.value})" for step in one.steps)
            lines.append(f"  edition {one.number}, {one.minutes} minutes on{cut}: {steps or 'nothing'}")
        return "\n".join(lines)


def random_history(seed: int, editions: int) -> History:
    """One of so many editions."""
    choose = random.Random(seed)  # noqa: S311
    story = _Story(choose)
    told = tuple(story.edition(number) for number in range(1, editions + 1))
    profile, shards, careful = (choose.random() < often for often in (0.6, 0.3, 0.3))
    return History(seed, told, profile, shards, careful)


class _Story:
    def __init__(self, choose: random.Random) -> None:
        self._random = choose
        self._last = 0

    def edition(self, number: int) -> Edition:
        choose = self._random
        steps = [*self._appearing(first=number == 1), *self._befalling()]
        minutes = choose.choice([5, 60, 60, 60, 600, 600, 3000, 3000, 9000])
        if choose.random() < 0.08:
            minutes = choose.choice([-2880, -90, 14400, 0])
        cut = choose.choice(CUTS) if choose.random() < 0.2 else ""
        between = choose.randint(1, self._last) if cut and choose.random() < 0.3 else 0
        return Edition(number, tuple(steps), minutes, cut, choose.choice([1, 1, 2, 3, 5, 8]), between)

    def _appearing(self, *, first: bool) -> list[Step]:
        choose = self._random
        count = choose.choice([0, 0, 1, 1, 2, 3, 8])
        if first:
            count = choose.choice([1, 4, 5, 12])
        elif choose.random() < 0.05:
            count = 60
        kinds = ["appear"] * 6 + ["appear_late", "appear_copied"]
        steps = []
        for _ in range(count):
            self._last += 1
            steps.append(Step(choose.choice(kinds), self._last, choose.randrange(1000)))
        return steps

    def _befalling(self) -> list[Step]:
        choose = self._random
        kinds = ["edit"] * choose.choice([0, 0, 1, 1, 2, 4])
        kinds += choose.sample(ONCE, choose.choice([0, 1, 1, 2, 3]))
        kinds += choose.sample(RARE, choose.choice([0, 0, 1]))
        steps = []
        for kind in kinds:
            about = choose.randint(max(1, self._last - choose.choice([5, 20, 200])), self._last)
            if kind == "embargo":
                self._last += 1
                about = self._last
            steps.append(Step(kind, about, choose.randrange(1000)))
        for kind, often in (("mend", 0.3), ("undo", 0.1)):
            if choose.random() < often:
                steps.append(Step(kind, 0, choose.randrange(1000)))
        return steps
