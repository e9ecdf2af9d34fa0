"""Which addresses a request on somebody's behalf may go to: the public ones, and those that the setting allows."""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from dayloom.outside.errors import Refused, Unreachable

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
#: Host and port → the addresses that the name stands for, best first.
Resolve = Callable[[str, int], Sequence[str]]

#: NAT64 and 6to4 carry an IPv4 address inside, and lead there.
_NAT64, _SIX_TO_FOUR = IPv6Network("64:ff9b::/96"), IPv6Network("2002::/16")


def resolve(host: str, port: int) -> list[str]:
    """What the system's resolver says. Raises Unreachable."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"The name {host} cannot be found.") from error
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def permitted(host: str, port: int, allowed: Sequence[Network], look_up: Resolve = resolve) -> str:
    """The address to connect to: the first one that is permitted. Raises Refused, or Unreachable."""
    addresses = look_up(host, port)
    for address in addresses:
        if is_permitted(address, allowed):
            return address
    if not addresses:
        raise Unreachable(f"The name {host} cannot be found.")
    raise Refused(host, addresses[0].partition("%")[0])


def is_permitted(address: str, allowed: Sequence[Network]) -> bool:
    """Whether an address is public, or in one of the networks that the setting allows."""
    if "%" in address:  # with a scope: link-local
        return False
    found = _inner(ip_address(address))
    if any(found in network for network in allowed if network.version == found.version):
        return True
    return found.is_global and not (found.is_multicast or found.is_reserved)


def _inner(address: Address) -> Address:
    """The address that is really meant by one that wraps another."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _SIX_TO_FOUR:
        return IPv4Address((int(address) >> 80) & 0xFFFFFFFF)
    return address
