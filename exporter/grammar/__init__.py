"""The rules of each format, in this project's own words: a document judged by nothing but its bytes.

Pure, and apart from the renderers, whose mistakes it is to find: it shares no code and no constant with them. `faults`
is thorough, `cheap` is the gate that each document passes before it is put in place. Bytes may come from anybody:
nothing external is resolved, and time and memory grow with the size.
"""

from exporter.grammar.dispatch import MAX_FAULTS, cheap, faults

__all__ = ["MAX_FAULTS", "cheap", "faults"]
