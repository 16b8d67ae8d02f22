"""Other programs on the same corpus, installed into a folder of their own: the project never needs them."""

from benchmarks.peers import django, feedgen, feedgenerator, hugo, pelican, sitemap

PEERS = (hugo.ALL, hugo.NEWEST, pelican.PEER, feedgen.PEER, django.PEER, feedgenerator.PEER, sitemap.PEER)
