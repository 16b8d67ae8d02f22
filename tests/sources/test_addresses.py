"""Which addresses a source on the net may have."""

import pytest

from exporter.sources.addresses import refusal, refusal_inside


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "2a00::1", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1"],
)
def test_addresses_of_the_public_net_will_do(address):
    assert refusal(address) == ""


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", "a loopback"),
        ("127.255.255.254", "a loopback"),
        ("::1", "a loopback"),
        ("0.0.0.0", "an unspecified"),  # noqa: S104
        ("0.1.2.3", "an unspecified"),
        ("::", "an unspecified"),
        ("10.0.0.1", "a private"),
        ("172.16.0.1", "a private"),
        ("172.31.255.255", "a private"),
        ("192.168.1.1", "a private"),
        ("fd00::1", "a private"),
        ("fc00::1", "a private"),
        ("fec0::1", "a private"),
        ("64:ff9b:1::1", "a private"),
        ("169.254.1.1", "a link-local"),
        ("fe80::1", "a link-local"),
        ("fe80::1%eth0", "a link-local"),
        ("169.254.169.254", "a metadata"),
        ("100.100.100.200", "a metadata"),
        ("168.63.129.16", "a metadata"),
        ("fd00:ec2::254", "a metadata"),
        ("100.64.0.1", "a shared"),
        ("100.127.255.255", "a shared"),
        ("224.0.0.1", "a multicast"),
        ("ff02::1", "a multicast"),
        ("255.255.255.255", "a reserved"),
        ("240.0.0.1", "a reserved"),
        ("192.0.2.1", "a reserved"),
        ("198.18.0.1", "a reserved"),
        ("2001:db8::1", "a reserved"),
        ("::ffff:127.0.0.1", "a loopback"),
        ("::ffff:169.254.169.254", "a metadata"),
        ("::127.0.0.1", "a reserved"),
        ("64:ff9b::7f00:1", "a loopback"),
        ("64:ff9b::a9fe:a9fe", "a metadata"),
        ("2002:7f00:1::1", "a loopback"),
        ("2002:a00:1::", "a private"),
        ("2001:0:7f00:1::", "a loopback"),  # Teredo
    ],
)
def test_addresses_inside_are_refused_however_they_are_spelt(address, kind):
    assert refusal(address) == f"its host has {kind} address: if that is meant, set private = true for this source"


def test_what_is_no_address_is_refused():
    assert refusal("localhost") == "its host has an address that is none"


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "fe80::1", "fd00:ec2::254", "224.0.0.1", "::", "::ffff:169.254.169.254"]
)
def test_also_a_source_inside_never_leads_to_credentials_or_to_the_cable(address):
    assert "no source may" in refusal_inside(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "192.168.1.1", "fd12::1", "93.184.216.34"])
def test_a_source_inside_may_be_anywhere_else(address):
    assert refusal_inside(address) == ""
