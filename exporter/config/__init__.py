"""config.toml becomes frozen values: `load`, and what else is said of a configuration."""

from exporter.config.digests import digest
from exporter.config.display import show, template, write_template
from exporter.config.durations import parse_duration
from exporter.config.loading import load
from exporter.config.rules import overlap

__all__ = ["digest", "load", "overlap", "parse_duration", "show", "template", "write_template"]
