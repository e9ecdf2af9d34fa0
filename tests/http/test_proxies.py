"""Where requests come from: nobody can say so but a proxy that the settings trust."""

from collections.abc import Callable
from ipaddress import ip_network
from pathlib import Path

import pytest
from starlette.applications import Starlette

from dayloom import app as application
from dayloom.http.proxies import origin, site_of
from dayloom.settings import Settings
from tests.cast import PASSWORD, Cast
from tests.client import Client
from tests.stores import Store

TRUSTED = [ip_network(text) for text in ("10.0.0.0/8", "192.0.2.1/32", "2001:db8:ff::/48")]
NEAR = "10.0.0.1"


def told(peer: str, *lines: str, proto: tuple[str, ...] = (), scheme: str = "http") -> tuple[str, bool]:
    """What comes of these lines of `X-Forwarded-For` and `X-Forwarded-Proto`."""
    named = [(b"x-forwarded-for", lines), (b"x-forwarded-proto", proto)]
    headers = [(name, line.encode("latin-1")) for name, found in named for line in found]
    return origin({"type": "http", "client": (peer, 1), "scheme": scheme, "headers": headers}, TRUSTED)


@pytest.mark.parametrize(
    "peer, lines, address",
    [
        (NEAR, ("198.51.100.7",), "198.51.100.7"),
        (NEAR, ("203.0.113.9, 198.51.100.7",), "198.51.100.7"),
        (NEAR, ("203.0.113.9", "198.51.100.7"), "198.51.100.7"),
        (NEAR, ("203.0.113.9, 198.51.100.7, 10.9.9.9,192.0.2.1",), "198.51.100.7"),
        (NEAR, ("203.0.113.9, nonsense, 10.9.9.9",), "10.9.9.9"),
        (NEAR, ("203.0.113.9, unknown",), NEAR),
        (NEAR, ("203.0.113.9,",), NEAR),
        (NEAR, ("\xff\x00",), NEAR),
        (NEAR, ("10.9.9.8, 10.9.9.9",), "10.9.9.8"),
        (NEAR, (), NEAR),
        (NEAR, ("",), NEAR),
        (NEAR, ("198.51.100.7:4711",), "198.51.100.7"),
        (NEAR, ("[2001:db8::7]:4711",), "2001:db8::7"),
        (NEAR, ("2001:DB8:0::7, 2001:db8:ff::1",), "2001:db8::7"),
        (NEAR, ("::ffff:198.51.100.7, ::ffff:10.1.1.1",), "198.51.100.7"),
        ("::ffff:10.0.0.1", ("198.51.100.7",), "198.51.100.7"),
        ("2001:db8:ff::9", ("198.51.100.7",), "198.51.100.7"),
        ("198.51.100.7", ("10.0.0.1",), "198.51.100.7"),
        ("192.0.2.2", ("203.0.113.9",), "192.0.2.2"),
        ("", ("203.0.113.9",), ""),
    ],
)
def test_the_client_is_the_right_most_that_is_not_trusted(peer: str, lines: tuple[str, ...], address: str) -> None:
    assert told(peer, *lines) == (address, False)


@pytest.mark.parametrize(
    "peer, proto, scheme, secure",
    [
        (NEAR, ("https",), "http", True),
        (NEAR, ("HTTPS",), "http", True),
        (NEAR, ("http",), "https", False),
        (NEAR, ("http, https",), "http", True),
        (NEAR, ("https", "http"), "http", False),
        (NEAR, ("",), "https", False),
        (NEAR, (), "https", True),
        (NEAR, (), "http", False),
        ("198.51.100.7", ("https",), "http", False),
        ("198.51.100.7", ("http",), "https", True),
    ],
)
def test_tls_is_what_the_nearest_proxy_says(peer: str, proto: tuple[str, ...], scheme: str, secure: bool) -> None:
    assert told(peer, proto=proto, scheme=scheme) == (peer, secure)


@pytest.mark.parametrize(
    "address, site",
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_a_site_of_ipv6_is_a_network(address: str, site: str) -> None:
    assert site_of(address) == site


Build = Callable[..., Starlette]


@pytest.fixture
def build(store: Store) -> Build:
    """The application that knows these proxies, with buckets for three requests."""

    def build_with(proxies: str) -> Starlette:
        limits = {"rate_limit_burst": 3, "rate_limit_per_second": 0.001}
        return application.build(
            Settings(data=Path("/nonexistent"), trusted_proxies=proxies, **limits),  # type: ignore[arg-type]
            store.database,
        )

    return build_with


def versions(app: Starlette, *addresses: str) -> list[int]:
    """The statuses that requests forwarded for these addresses get."""
    nobody = Client(app)
    return [nobody.call("GET", "/version", headers={"x-forwarded-for": one}).status for one in addresses]


def test_bursts_behind_a_trusted_proxy_are_counted_by_client(build: Build) -> None:
    app = build("127.0.0.1, ::1")
    one, other = "198.51.100.7", "198.51.100.8"
    assert versions(app, one, f"{other}, {one}", one, one) == [200, 200, 200, 429]
    assert versions(app, other, f"{one}, {other}") == [200, 200]


def test_addresses_of_one_ipv6_network_share_a_bucket(build: Build) -> None:
    app = build("127.0.0.0/8")
    assert versions(app, *(f"2001:db8:1:2::{number}" for number in range(4)), "2001:db8:1:3::1") == [
        *[200] * 3,
        429,
        200,
    ]


def test_without_trusted_proxies_nobody_is_somebody_else(build: Build) -> None:
    for proxies in ("", "10.0.0.0/8"):
        assert versions(build(proxies), *(f"198.51.100.{number}" for number in range(4))) == [200, 200, 200, 429]


def test_failed_logins_are_counted_by_client_too(build: Build, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dayloom.http.limits.FAILED_LOGINS", 1)
    nobody = Client(build("127.0.0.1"))

    def login(email: str, address: str, password: str = PASSWORD) -> int:
        headers = {"x-forwarded-for": address}
        return nobody.call("POST", "/session", {"email": email, "password": password}, headers=headers).status

    assert login("eve@example.test", "2001:db8::1", "wrong") == 401
    assert login(cast.alice.email, "2001:db8::2") == 429
    assert login(cast.alice.email, "2001:db8:1::1") == 201


@pytest.mark.parametrize("proxies, secure", [("127.0.0.1", True), ("", False)])
def test_cookies_are_secure_where_the_proxy_speaks_tls(build: Build, cast: Cast, proxies: str, secure: bool) -> None:
    body, headers = {"email": cast.alice.email, "password": PASSWORD}, {"x-forwarded-proto": "https"}
    answer = Client(build(proxies)).call("POST", "/session", body, headers=headers)
    assert ("Secure" in answer.headers["set-cookie"].split("; ")) is secure
