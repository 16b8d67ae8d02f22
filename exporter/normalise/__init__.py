"""From a record to an article: pure, and the only way in."""

from exporter.normalise.article import VERSION, Explanation, Line, Rules, explain, fingerprint, normalise

__all__ = ["VERSION", "Explanation", "Line", "Rules", "explain", "fingerprint", "normalise"]
