"""Several servers on one PostgreSQL: to whoever asks they are one."""

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Any

import pytest

from tests.server.running import Environment, Running

pytestmark = [pytest.mark.parametrize("env", ["postgres"], indirect=True), pytest.mark.long]
WRITERS, EACH = 6, 25


@pytest.fixture
def servers(env: Environment, init: Any) -> Iterator[Sequence[Running]]:
    """Three servers, each a process of its own."""
    with ExitStack() as stack:
        yield [stack.enter_context(Running(env)) for _ in range(3)]


def test_a_reader_of_one_misses_nothing_that_others_write(servers: Sequence[Running], init: Any) -> None:
    key, tags = init["api_key"], f"/api/workspaces/{init['workspace_id']}/tags"
    feed = f"/api/organizations/{init['organization_id']}/workspaces/{init['workspace_id']}/changes"
    written: list[int] = []

    def write(writer: int) -> None:
        server = servers[1 + writer % 2]
        for number in range(EACH):
            answer = server.call("POST", tags, {"name": f"{writer}-{number}"}, key)
            assert answer.status == 201, server.stderr()
            written.append(answer.json()["id"])

    cursor = servers[0].call("GET", feed, key=key).json()["cursor"]
    writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in writers:
        thread.start()
    seen: list[int] = []
    numbers: list[int] = []
    while True:
        over = not any(thread.is_alive() for thread in writers)  # before the look, so that the last one is whole
        found = servers[0].call("GET", f"{feed}?since={cursor}", key=key).json()
        cursor = found["cursor"]
        seen += [one["record_id"] for one in found["changes"] if one["kind"] == "tag"]
        numbers += [one["change_no"] for one in found["changes"]]
        if over and not found["has_more"]:
            break
    assert len(written) == WRITERS * EACH
    assert Counter(seen) == Counter(written)
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_one_key_has_one_effect_wherever_it_is_sent(servers: Sequence[Running], init: Any) -> None:
    key, tags = init["api_key"], f"/api/workspaces/{init['workspace_id']}/tags"
    answers: list[tuple[int, Any]] = []
    at_once = threading.Barrier(9)

    def send(server: Running) -> None:
        at_once.wait(30)
        answer = server.call("POST", tags, {"name": "wool"}, key, **{"Idempotency-Key": "once"})
        answers.append((answer.status, answer.json()["id"]))

    senders = [threading.Thread(target=send, args=(servers[number % 3],)) for number in range(9)]
    for thread in senders:
        thread.start()
    for thread in senders:
        thread.join()
    assert len(answers) == 9
    assert len(set(answers)) == 1
    assert len(servers[0].call("GET", tags, key=key).json()["data"]) == 1


def test_a_session_of_one_is_known_to_the_others_and_ends_everywhere(servers: Sequence[Running], init: Any) -> None:
    key = init["api_key"]
    made = servers[0].call("POST", "/api/api-keys", {"name": "loom"}, key)
    assert made.status == 201
    new = made.json()["api_key"]
    assert servers[1].call("GET", "/api/accounts/me", key=new).status == 200
    gone = servers[2].call("DELETE", f"/api/api-keys/{made.json()['id']}", key=key)
    assert gone.status == 204
    assert [server.call("GET", "/api/accounts/me", key=new).status for server in servers] == [401] * 3
