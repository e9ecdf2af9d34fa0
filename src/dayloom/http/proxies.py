"""Where a request comes from: the peer of the connection, or what a proxy that we trust says of it.

Without trusted proxies (DAYLOOM_TRUSTED_PROXIES) every header about the origin is ignored: anybody could write it.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.types import Scope

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
#: One household or machine has a whole network of this size in IPv6, and may take any address in it.
SITE = 64
#: What proxies add to a request that they hand on.
_HANDED_ON = {"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"}


def origin(scope: Scope, trusted: Sequence[Network]) -> tuple[str, bool]:
    """The client's address, and whether the client speaks TLS.

    Each proxy adds its peer at the right end of `X-Forwarded-For`: what is left of the right-most address that is not
    one of ours was written by the client itself. The right-most `X-Forwarded-Proto` is our nearest proxy's.
    """
    peer, scheme = (scope.get("client") or ("", 0))[0], scope.get("scheme")
    if not trusted or not _trusts(trusted, _address(peer)):
        return peer, scheme == "https"
    address = peer
    for hop in reversed(_listed(scope, b"x-forwarded-for")):
        found = _address(hop)
        if found is None:  # no address: whoever handed that on is the last one known
            break
        address = str(found)
        if not _trusts(trusted, found):
            break
    said = _listed(scope, b"x-forwarded-proto")
    return address, (said[-1].lower() if said else scheme) == "https"


def site_of(address: str) -> str:
    """What limits tell origins apart by: an IPv4 address, or the network of an IPv6 address."""
    found = _address(address)
    return str(ip_network((found, SITE), strict=False)) if isinstance(found, IPv6Address) else str(found or address)


def is_from_here(address: str, headers: Mapping[str, str]) -> bool:
    """Whether a request was sent on this machine, and not only handed on here by a proxy for somebody else.

    The name that was asked must mean this machine, too: a page of another site can make its own name point here, and
    would read the answer.
    """
    host = headers.get("host", "")
    named = host.partition(":")[0] == "localhost" or _is_loopback(host)
    return named and _is_loopback(address) and not _HANDED_ON & headers.keys()


def _is_loopback(text: str) -> bool:
    found = _address(text)
    return found is not None and found.is_loopback


def _listed(scope: Scope, name: bytes) -> list[str]:
    """The words of a header that may come in several lines, left to right."""
    lines = (value.decode("latin-1") for key, value in scope["headers"] if key == name)
    return [word.strip() for line in lines for word in line.split(",")]


@lru_cache(maxsize=4096)
def _address(text: str) -> Address | None:
    """An address, also with a port or in brackets; an IPv4 address in IPv6 clothes is one."""
    host = text.partition("]")[0].removeprefix("[")
    if host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        found = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def _trusts(trusted: Sequence[Network], address: Address | None) -> bool:
    return address is not None and any(address in network for network in trusted)
