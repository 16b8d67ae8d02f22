"""Servers that tests of engines need."""

from tests.servers.cluster import cluster

__all__ = ["cluster"]
