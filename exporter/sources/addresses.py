"""To which IP addresses a source on the net may lead: to none inside, unless the source says that it is inside.

A URL, or a redirect of whoever answers it, could otherwise have us ask what only this machine or its network can reach,
and publish the answer (server-side request forgery; OWASP, "SSRF Prevention Cheat Sheet").
"""

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # Cloud services that give a machine's credentials to whoever asks from it; of the last, the address is public.
    ("a metadata", ("169.254.169.254/32", "100.100.100.200/32", "fd00:ec2::254/128", "168.63.129.16/32")),
    ("a loopback", ("127.0.0.0/8", "::1/128")),
    ("an unspecified", ("0.0.0.0/8", "::/128")),
    ("a private", ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10", "64:ff9b:1::/48")),
    ("a link-local", ("169.254.0.0/16", "fe80::/10")),
    ("a shared", ("100.64.0.0/10",)),
    ("a multicast", ("224.0.0.0/4", "ff00::/8")),
)
"""RFC 1122, 1918, 3879, 3927, 4193, 4291, 6598, 8215; what else is not global has no name of its own here."""
_NEVER = frozenset(("a metadata", "a link-local", "a multicast", "an unspecified"))
_NETWORKS: tuple[tuple[str, IPv4Network | IPv6Network], ...] = tuple(
    (kind, ip_network(network)) for kind, networks in _KINDS for network in networks
)
_NAT64 = IPv6Network("64:ff9b::/96")
"""RFC 6052 section 2.1: the last 32 bits are an IPv4 address."""


@lru_cache(maxsize=256)
def refusal(address: str) -> str:
    """Why no source of the public net has this address; an empty text if one may."""
    try:
        found = ip_address(address)
    except ValueError:
        return "its host has an address that is none"
    if kind := _kind(found):
        return f"its host has {kind} address: if that is meant, set private = true for this source"
    return ""


@lru_cache(maxsize=256)
def refusal_inside(address: str) -> str:
    """The same for a source that says that it is inside: where credentials of a machine, or its neighbours on the
    cable, are to be had, no source is, and no redirect may lead there."""
    try:
        kind = _kind(ip_address(address))
    except ValueError:
        return "its host has an address that is none"
    return f"its host has {kind} address: no source may" if kind in _NEVER else ""


def _kind(address: IPv4Address | IPv6Address) -> str:
    named = next((kind for kind, network in _NETWORKS if address in network), "")
    if named:
        return named
    if isinstance(address, IPv6Address) and (inner := _inner(address)):
        return next(filter(None, map(_kind, inner)), "")
    return "" if address.is_global and not address.is_reserved else "a reserved"


def _inner(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """IPv4 addresses that it stands for: mapped (RFC 4291), 6to4 (RFC 3056), Teredo (RFC 4380), NAT64 (RFC 6052)."""
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address.sixtofour:
        return (address.sixtofour,)
    if address.teredo:
        return address.teredo
    return (IPv4Address(int(address) & 0xFFFFFFFF),) if address in _NAT64 else ()
