"""`exporter withdraw`: articles are taken down everywhere, or brought back.

`listing` shows what is withdrawn, `command` is the door; what happens is in takedown.py, as a part of a run. Nothing is
imported here: every command of the program comes through this package.
"""
