"""What recurs on a site, learnt from its dumps and proposed as a site profile, for a person to keep.

    sampling     every dump is read once: which articles to look at, of which site
    gathering    those articles once more, normalised as an export would, with the role of each line
    positions    where in its articles each line stands that recurs
    openings, chrome, tags, addresses, times    what a profile would say of it, with the evidence
    recurrence   what recurs, put together
    proposing    all of that as one profile, and what it would change
    writing      the profile as TOML

An export never learns: it follows the profiles that are configured, so that it gives the same however the corpus grows.
Nothing is written and nothing is changed here.
"""
