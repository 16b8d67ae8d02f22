"""`exporter restore`: the store, rebuilt from the published tree alone, when it is lost, damaged or an old copy.

published    what the tree says: its marker, the manifest, the rows of its data shards, whole or not at all
rebuilding   articles, feeds and who belongs to them, from that
filing       which file of the tree is a part of which document
replacing    all of it, beside the store, then in its place
command      the command

What no tree holds comes back with the next run, which reads all dumps again: what they said before, what was rejected
or is held. Who waits to be told of something is not.
"""
