"""From dumps to proposals: two readings, the second of what was sampled in the first."""

import logging
from collections.abc import Sequence

from msgspec import Struct

from exporter.config.schema import Config
from exporter.learning.gathering import batches, gather
from exporter.learning.proposals import Proposal
from exporter.learning.proposing import propose
from exporter.learning.sampling import MAX_SITES, Samples, tree_of
from exporter.normalise import profiles
from exporter.report import Progress
from exporter.settings import rules_of
from exporter.sources.choice import Part

log = logging.getLogger(__name__)

MIN_ARTICLES = 10
"""Of a site. With fewer, chance recurs: measured, see exporter.learning.positions."""


class Learnt(Struct, frozen=True):
    """What was learnt of the sites in some sources."""

    proposals: tuple[Proposal, ...]
    """Of each site that has articles enough, by name, those without additions too."""
    passed_over: int = 0
    """Sites that have not."""
    rejected: int = 0
    """Records that no article can be made of."""
    unavailable: int = 0
    """Sources, folders and dumps that could not be read."""
    least: int = MIN_ARTICLES

    @property
    def exit_status(self) -> int:
        """0 done; 75 something could not be read."""
        return 75 if self.unavailable else 0


def learn(config: Config, parts: Sequence[Part], host: str, least: int, progress: Progress) -> Learnt:
    """Propose a profile for each site with at least so many articles in the parts, or for one of them.

    `host`: the name of its profile, or a host that it serves; empty: every site. Pure but for reading: the same dumps
    give the same, in whatever order they are found, as long as there are at most MAX_SITES sites.
    """
    samples = Samples(config, host)
    for done, _ in enumerate(samples.read(parts, tree_of(config)), 1):
        progress("reading", done, 0)
    if samples.forgotten:
        log.warning(
            "more than %d sites: those with the fewest articles were forgotten; learn them with --host", MAX_SITES
        )
    enough = {name: sample for name, sample in samples if sample.articles >= least}
    rules = {part.source.name: rules_of(config, part.source) for part in parts}
    proposals: list[Proposal] = []
    for batch in batches([(name, sample.picks) for name, sample in enough.items()]):
        for name, documents in gather(batch, rules).items():
            sample = enough[name]
            standing = profiles.find(config.profile, name)
            if len(documents) >= min(least, len(sample)):
                known = standing[1] if standing else None
                proposals.append(propose(name, documents, known, sample.records, complete=sample.is_complete))
            progress("learning", len(proposals), len(enough))
    passed_over = sum(1 for _ in samples) - len(proposals)
    return Learnt(tuple(proposals), passed_over, samples.rejected, samples.unavailable, least)
