"""From a record to an article: pure, and the only way in."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from exporter.normalise.rules import VERSION, Rules

if TYPE_CHECKING:
    from exporter.normalise.article import Explanation, Line, explain, fingerprint, normalise, normalise_all

__all__ = ["VERSION", "Explanation", "Line", "Rules", "explain", "fingerprint", "normalise", "normalise_all"]


def __getattr__(name: str) -> Any:
    """PEP 562: most runs read nothing, and need not wait for the expressions that judge lines (0.1 s)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.article"), name)
    return found
