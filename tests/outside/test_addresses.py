from ipaddress import ip_network

import pytest

from dayloom.outside.addresses import is_permitted, permitted
from dayloom.outside.errors import Refused, Unreachable

REFUSED = """
0.0.0.0 10.0.0.1 10.255.255.255 100.64.0.1 127.0.0.1 127.1.2.3 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1
192.0.2.1 192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 240.0.0.1 255.255.255.255
:: ::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0 ff02::1 2001:db8::1
::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 2002:7f00:1:: 2002:c0a8:101::
"""
PUBLIC = "1.1.1.1 9.9.9.9 172.15.255.255 172.32.0.1 2606:4700:4700::1111 ::ffff:1.1.1.1 64:ff9b::101:101"


@pytest.mark.parametrize("address", REFUSED.split())
def test_what_is_not_public_is_refused(address: str) -> None:
    assert not is_permitted(address, ())


@pytest.mark.parametrize("address", PUBLIC.split())
def test_what_is_public_is_permitted(address: str) -> None:
    assert is_permitted(address, ())


@pytest.mark.parametrize(
    "address, network, allowed",
    [
        ("127.0.0.1", "127.0.0.1", True),
        ("192.168.1.7", "192.168.1.0/24", True),
        ("192.168.2.7", "192.168.1.0/24", False),
        ("::ffff:192.168.1.7", "192.168.1.0/24", True),
        ("fd12::5", "fd12::/16", True),
        ("::1", "127.0.0.0/8", False),
    ],
)
def test_the_setting_allows_addresses_and_networks(address: str, network: str, allowed: bool) -> None:
    assert is_permitted(address, [ip_network(network)]) is allowed


def test_the_checked_address_is_the_first_permitted_one() -> None:
    assert permitted("mill.example", 443, (), lambda *_: ["10.0.0.1", "1.1.1.1", "9.9.9.9"]) == "1.1.1.1"


def test_a_refusal_names_the_address_and_the_setting() -> None:
    with pytest.raises(Refused, match=r"mill\.example leads to 10\.0\.0\.1.*DAYLOOM_ALLOW_NETWORKS=10\.0\.0\.1"):
        permitted("mill.example", 443, (), lambda *_: ["10.0.0.1"])


def test_a_name_without_addresses_cannot_be_found() -> None:
    with pytest.raises(Unreachable, match=r"mill\.example cannot be found"):
        permitted("mill.example", 443, (), lambda *_: [])
