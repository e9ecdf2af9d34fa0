"""What was acknowledged is on disk: the server is killed while many write, and started again."""

import http.client
import threading
from contextlib import closing
from typing import Any

from tests.server.running import Environment, Running, call, eventually

WRITERS = 6
ENOUGH = 60


def test_kill_9_takes_no_acknowledged_write(env: Environment, init: Any) -> None:
    tags, key = f"/api/workspaces/{init['workspace_id']}/tags", init["api_key"]
    acknowledged: list[int] = []

    def write(writer: int, server: Running) -> None:
        with closing(server.connect()) as connection:
            for number in range(100_000):
                try:
                    answer = call(connection, "POST", tags, {"name": f"{writer}-{number}"}, key)
                except (OSError, http.client.HTTPException):
                    return
                assert answer.status == 201
                acknowledged.append(answer.json()["id"])

    with Running(env) as server:
        writers = [threading.Thread(target=write, args=(number, server)) for number in range(WRITERS)]
        for thread in writers:
            thread.start()
        eventually(lambda: len(acknowledged) >= ENOUGH)
        server.process.kill()
        for thread in writers:
            thread.join()
    with Running(env) as server:
        found = every_id(server, tags, key)
        feed = server.call("GET", f"/api/organizations/{init['organization_id']}{tags[4:-5]}/changes", key=key)
    assert set(acknowledged) <= found
    # The last write of each writer may have been stored without anybody having heard of it.
    assert len(found) <= len(acknowledged) + WRITERS
    assert feed.status in (200, 404)


def every_id(server: Running, path: str, key: str) -> set[int]:
    """The ids of a list, page by page."""
    found: set[int] = set()
    page = 1
    while data := server.call("GET", f"{path}?per_page=100&page={page}", key=key).json()["data"]:
        found |= {record["id"] for record in data}
        page += 1
    return found
