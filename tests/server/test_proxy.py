"""The proxy of docs/scaling.md, in front of two servers, as the document has it."""

import http.client
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.postgres import free_port
from tests.server.running import Environment, Running, call, eventually

pytestmark = [pytest.mark.parametrize("env", ["postgres"], indirect=True), pytest.mark.long]
DOCUMENT = Path(__file__).parents[2] / "docs" / "scaling.md"


@pytest.fixture
def servers(env: Environment, init: Any) -> Iterator[Sequence[Running]]:
    """Two servers that trust the proxy."""
    with ExitStack() as stack:
        trusting = {**env, "DAYLOOM_TRUSTED_PROXIES": "127.0.0.1"}
        yield [stack.enter_context(Running(trusting)) for _ in range(2)]


@pytest.fixture
def port(servers: Sequence[Running], tmp_path: Path) -> Iterator[int]:
    """Where the proxy listens."""
    program, own = shutil.which("nginx") or "/usr/sbin/nginx", free_port()
    if not Path(program).exists():
        pytest.skip("no nginx: install Debian's nginx-light")
    (example,) = re.findall(r"```nginx\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    places = [str(urlsplit(server.url).port) for server in servers]
    for there, here in (("8001", places[0]), ("8002", places[1]), ("listen 8080", f"listen 127.0.0.1:{own}")):
        assert there in example
        example = example.replace(there, here)
    paths = " ".join(
        f"{kind}_temp_path {tmp_path}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = f"events {{}} http {{ access_log off; {paths} {example} }}"
    (tmp_path / "conf").write_text(f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/log; {configuration}")
    with subprocess.Popen([program, "-p", str(tmp_path), "-c", str(tmp_path / "conf")]) as process:
        try:
            eventually(lambda: _answers(own))
            yield own
        finally:
            process.terminate()


def _answers(port: int) -> bool:
    try:
        return bool(ask(port, "GET", "/api/health").status == 200)
    except OSError:
        return False


def ask(port: int, method: str, path: str, body: Any = None, key: str = "", **headers: str) -> Any:
    """One request through the proxy."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        return call(connection, method, path, body, key, headers)


def test_one_address_for_two_servers(port: int, servers: Sequence[Running], init: Any) -> None:
    tags, key = f"/api/workspaces/{init['workspace_id']}/tags", init["api_key"]
    assert [ask(port, "POST", tags, {"name": f"{number}"}, key).status for number in range(6)] == [201] * 6
    assert [len(ask(port, "GET", tags, key=key).json()["data"]) for _ in range(4)] == [6] * 4
    assert all("POST" in server.stderr() for server in servers)


def test_events_come_as_they_happen(port: int, init: Any) -> None:
    place = f"/api/organizations/{init['organization_id']}/workspaces/{init['workspace_id']}/events"
    tags, key = f"/api/workspaces/{init['workspace_id']}/tags", init["api_key"]
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as listening:
        listening.request("GET", place, headers={"Authorization": f"Bearer {key}"})
        stream = listening.getresponse()
        made = ask(port, "POST", tags, {"name": "wool"}, key).json()
        while not (line := stream.readline()).startswith(b"data:"):
            assert line
        assert json.loads(line[5:])["record_id"] == made["id"]


def test_one_server_may_go(port: int, servers: Sequence[Running], init: Any) -> None:
    tags, key = f"/api/workspaces/{init['workspace_id']}/tags", init["api_key"]
    servers[0].process.terminate()
    servers[0].process.wait(15)
    assert [ask(port, "GET", tags, key=key).status for _ in range(6)] == [200] * 6
