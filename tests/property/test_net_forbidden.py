"""Which addresses may be connected to."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.runtime.net import forbidden

INNER = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "168.63.129.16/32",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.2.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "::/128",
    "::1/128",
    "::ffff:0:0/96",
    "64:ff9b::/96",
    "100::/64",
    "2001:db8::/32",
    "2002::/16",
    "fc00::/7",
    "fe80::/10",
    "ff00::/8",
]
networks = st.sampled_from([ipaddress.ip_network(each) for each in INNER])
addresses = st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6))


@given(networks.flatmap(lambda network: st.ip_addresses(network=network)))
def test_nothing_inside_is_reachable(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    assert forbidden(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_gains_nothing_by_being_dressed_as_ipv6(address: ipaddress.IPv4Address) -> None:
    for prefix in ("::ffff:0:0", "64:ff9b::", "2002::"):
        shift = 80 if prefix == "2002::" else 0
        dressed = ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) | int(address) << shift)
        assert forbidden(dressed)


@given(addresses)
def test_allowing_the_network_of_an_address_allows_it_and_nothing_next_to_it(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    alone = ipaddress.ip_network(address)
    assert forbidden(address, [alone]) is None
    neighbour = type(address)(int(address) ^ 1)
    assert forbidden(neighbour, [alone]) == forbidden(neighbour)


@given(addresses)
def test_what_is_let_through_is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if forbidden(address) is None:
        assert address.is_global
        assert not address.is_multicast
        assert not address.is_reserved


@pytest.mark.parametrize("address", ["1.1.1.1", "100.63.255.255", "172.32.0.1", "168.63.129.17", "2606:4700::1111"])
def test_public_addresses_next_to_forbidden_ones_are_reachable(address: str) -> None:
    assert forbidden(ipaddress.ip_address(address)) is None
