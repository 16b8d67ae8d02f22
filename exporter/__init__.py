"""Dumps of news articles become what the world subscribes to and loads.

The one flow, left to right; each stage is a package or module of that name, and none imports another:

    source -> reader -> normalise -> store -> plan -> render -> publish -> notify

`exporter/export.py` is one run of it, in that order. Start reading there.
"""

__version__ = "0.1.0"
