"""Behind PgBouncer in transaction mode: it serves, and what needs a connection of its own says so."""

import json
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.postgres import free_port
from tests.server.running import Environment, Running, dayloom, eventually

pytestmark = pytest.mark.long
#: As in docs/scaling.md.
CONFIGURATION = """
[databases]
* = host={host} port={server_port} user={user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
ignore_startup_parameters = extra_float_digits
default_pool_size = 5
logfile = {folder}/log
"""


@pytest.fixture
def pooled_env(postgres_env: Environment) -> Iterator[Environment]:
    """The same database behind a pooler of five connections."""
    program = shutil.which("pgbouncer")
    if program is None:
        pytest.skip("no pgbouncer: install Debian's")
    url, port = urlsplit(postgres_env["DAYLOOM_DATABASE_URL"]), free_port()
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)  # nobody writes its log there
    known = {"host": url.hostname, "server_port": url.port or 5432, "user": url.username or "root"}
    (folder / "ini").write_text(CONFIGURATION.format(**known, port=port, folder=folder))
    pooled = urlunsplit(url._replace(netloc=f"{known['user']}@127.0.0.1:{port}"))
    with subprocess.Popen([program, "-q", *_as_somebody(), str(folder / "ini")], cwd=folder) as process:
        try:
            eventually(lambda: _answers(pooled))
            yield {**postgres_env, "DAYLOOM_DATABASE_URL": pooled}
        finally:
            process.terminate()
            process.wait(10)
            shutil.rmtree(folder)


def _as_somebody() -> list[str]:
    """It does not run as root."""
    return ["-u", "nobody"] if os.geteuid() == 0 else []


def _answers(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=2) as raw:
            return raw.execute("SELECT 1").fetchone() == (1,)
    except psycopg.Error:
        return False


def test_it_serves_many_at_once(pooled_env: Environment, postgres_env: Environment) -> None:
    owner = json.loads(dayloom(postgres_env, "init", "--email", "ada@example.test", "--json").stdout)
    tags, key = f"/api/workspaces/{owner['workspace_id']}/tags", owner["api_key"]
    answers: list[int] = []

    def work(server: Running, worker: int) -> None:
        for number in range(10):
            answers.append(server.call("POST", tags, {"name": f"{worker}-{number}"}, key).status)
            answers.append(server.call("GET", f"{tags}?per_page=5", key=key).status)

    with Running(pooled_env, "--workers", "2") as server:
        workers = [threading.Thread(target=work, args=(server, number)) for number in range(8)]
        for thread in workers:
            thread.start()
        for thread in workers:
            thread.join()
        listed: Any = server.call("GET", f"{tags}?per_page=100", key=key).json()["data"]
        assert set(answers) == {200, 201}, server.stderr()
        assert len(listed) == 80


def test_what_holds_a_lock_goes_to_the_server_itself(pooled_env: Environment, tmp_path: Path) -> None:
    for words in (("backup", str(tmp_path / "file")), ("distribute",)):
        refused = dayloom(pooled_env, *words)
        assert refused.returncode == 1
        assert "not through a pooler" in refused.stderr
    assert not (tmp_path / "file").exists()
