"""config.toml becomes frozen values: `load`, and what else is said of a configuration.

What is named here is imported when it is first asked for: to know the structs of schema.py, as every stage does, nobody
needs what reads and shows them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exporter.config.apart import meets
    from exporter.config.digests import digest
    from exporter.config.display import show, template, write_template
    from exporter.config.durations import parse_duration
    from exporter.config.loading import load

__all__ = ["digest", "load", "meets", "parse_duration", "show", "template", "write_template"]

_MODULES = {
    "digest": "digests",
    "load": "loading",
    "meets": "apart",
    "parse_duration": "durations",
    "show": "display",
    "template": "display",
    "write_template": "display",
}


def __getattr__(name: str) -> Any:
    """PEP 562."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    return found
