"""Whether a published tree is what it should be: every document, every reference, every digest.

    place -> read -> look -> verdict

`folder.py`, `bucket.py` and `served.py` find documents on this machine, in object storage and over HTTP; `reading.py`
turns the bytes of each into what it says of others; `looking.py` holds all that against one another; `stored.py` holds
it against the store, too. No format is known from the renderers, or a mistake of theirs would be overlooked; and
nothing is ever written.
"""
