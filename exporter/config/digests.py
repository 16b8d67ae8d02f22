"""A short name for a setting, to notice that it changed."""

import hashlib

import msgspec


def digest(value: object) -> str:
    """16 hex digits (64 bits of SHA-256) that differ when any value in the structs does.

    The same in every process and on every machine, and whatever the order of the struct's fields or a dict's keys.
    Give it what matters and no more: `Source.path` and `Output.directory` are absolute once loaded, so they differ by
    machine; and a key that a new version adds changes the digest of its section.
    """
    return hashlib.sha256(msgspec.json.encode(value, order="sorted")).hexdigest()[:16]
