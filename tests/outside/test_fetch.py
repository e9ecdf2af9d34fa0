import gzip
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from dayloom.outside.errors import OutsideError, Refused, TooMuch, Unreachable
from dayloom.outside.fetch import Ask, fetch
from tests.outside.listening import LOOPBACK, Listening, listening


@pytest.fixture
def server() -> Iterator[Listening]:
    """A server on loopback."""
    with listening() as found:
        yield found


def test_an_answer_comes_with_status_headers_and_body(server: Listening) -> None:
    reply = fetch(Ask(server.serves("/a", b"wool", ETag='"1"')), LOOPBACK)
    assert (reply.status, reply.headers["etag"], reply.body) == (200, '"1"', b"wool")


def test_loopback_is_refused_and_never_asked(server: Listening) -> None:
    with pytest.raises(Refused, match=r"127\.0\.0\.1"):
        fetch(Ask(server.serves("/a", b"wool")))
    assert server.asked == []


def test_the_checked_address_is_the_one_connected_to(server: Listening) -> None:
    port = server.url.rpartition(":")[2]
    server.serves("/a", b"wool")
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    reply = fetch(Ask(f"http://mill.example:{port}/a"), LOOPBACK, lambda *_: next(answers))
    assert (reply.body, server.asked[0]["Host"]) == (b"wool", f"mill.example:{port}")


def test_a_redirect_is_checked_anew(server: Listening) -> None:
    url = server.serves("/a", b"", 302, Location="http://inside.example/")
    names = {"127.0.0.1": ["127.0.0.1"], "inside.example": ["10.0.0.1"]}
    with pytest.raises(Refused, match="inside"):
        fetch(Ask(url), LOOPBACK, lambda host, _: names[host])


def test_a_password_does_not_follow_to_another_host(server: Listening) -> None:
    port = server.url.rpartition(":")[2]
    server.serves("/b", b"")
    url = server.serves("/a", b"", 302, Location=f"http://other.example:{port}/b")
    fetch(Ask(url, login=("ann", "secret")), LOOPBACK, lambda *_: ["127.0.0.1"])
    assert ["Authorization" in headers for headers in server.asked] == [True, False]


def test_redirects_without_an_end_are_given_up(server: Listening) -> None:
    with pytest.raises(Unreachable, match="more than 5 times"):
        fetch(Ask(server.serves("/a", b"", 301, Location="/a")), LOOPBACK)


def test_too_large_an_answer_is_refused(server: Listening) -> None:
    with pytest.raises(TooMuch):
        fetch(Ask(server.serves("/a", b"x" * 2001), limit=2000), LOOPBACK)


def _drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x")
            handler.connection.settimeout(0.05)
            try:
                if not handler.connection.recv(1):
                    return
            except TimeoutError:
                continue
    except OSError:
        return


def _break_off(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    handler.wfile.write(b"BEGIN:VCALENDAR")
    handler.close_connection = True


def test_a_feed_that_never_ends_is_given_up(server: Listening) -> None:
    server.answers["/a"] = _drip
    with pytest.raises(Unreachable, match="in time"):
        fetch(Ask(server.url + "/a", seconds=0.2), LOOPBACK)


def _packed(server: Listening, body: bytes, encoding: str = "gzip") -> str:
    return server.serves("/packed", body, 200, **{"Content-Encoding": encoding})


def test_a_packed_answer_is_unpacked_up_to_the_limit(server: Listening) -> None:
    url = _packed(server, gzip.compress(b"a" * 5000))
    assert fetch(Ask(url, limit=5000), LOOPBACK).body == b"a" * 5000
    assert server.asked[-1]["Accept-Encoding"] == "identity"
    with pytest.raises(TooMuch):
        fetch(Ask(url, limit=4999), LOOPBACK)


@pytest.mark.parametrize("body", [gzip.compress(b"a" * 5000)[:-9], b"BEGIN:VCALENDAR"], ids=["cut", "other"])
def test_half_a_packed_answer_is_none(server: Listening, body: bytes) -> None:
    with pytest.raises(Unreachable, match="broke off"):
        fetch(Ask(_packed(server, body)), LOOPBACK)


def test_an_encoding_that_we_cannot_read_is_named(server: Listening) -> None:
    with pytest.raises(Unreachable, match="in the encoding 'br'"):
        fetch(Ask(_packed(server, b"x", "br")), LOOPBACK)


def test_half_an_answer_is_none(server: Listening) -> None:
    server.answers["/a"] = _break_off
    with pytest.raises(Unreachable, match="broke off"):
        fetch(Ask(server.url + "/a"), LOOPBACK)


def test_a_closed_port_is_named() -> None:
    with listening() as gone:
        pass
    with pytest.raises(Unreachable, match="refuses connections"):
        fetch(Ask(gone.url), LOOPBACK)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://x.example/",
        "file:///etc/passwd",
        "http://",
        "x",
        "http://a:b@x.example/",
        "http://x:99999/",
        "http://x/ y",
    ],
)
def test_a_wrong_address_is_a_sentence(url: str) -> None:
    with pytest.raises(OutsideError):
        fetch(Ask(url), LOOPBACK, lambda *_: [])
