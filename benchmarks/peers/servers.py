"""The peers' servers: installed into an environment of their own, filled, and started as their documentation says."""

import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Self
from urllib.error import URLError
from urllib.request import Request, urlopen

from benchmarks.data import FOLDER
from benchmarks.load import ROOT, Load, pin, send
from benchmarks.process import LOAD_CORE, SERVER_CORE, cpu_of, timed_figure
from benchmarks.rounds import Figure
from benchmarks.scales import Size

HERE = Path(__file__).parent
ENVIRONMENT = FOLDER / "peers"
PYTHON = ENVIRONMENT / "bin" / "python"


def install() -> None:
    """The environment, made anew when other versions are asked for."""
    wanted, installed = HERE / "requirements.txt", ENVIRONMENT / "requirements.txt"
    if installed.exists() and installed.read_text() == wanted.read_text():
        return
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "--requirement", wanted], check=True)
    shutil.copy(wanted, installed)


class Peer:
    """A started server on the server's core, and one request to it."""

    path = "/"

    def __init__(self, command: list[str], env: dict[str, str], port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.headers: dict[str, str] = {}
        self._process = subprocess.Popen(
            [*pin(SERVER_CORE), *command],
            cwd=ROOT,
            env={**os.environ, **env},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(20)

    def _wait(self) -> None:
        for _ in range(200):
            with suppress(URLError, ConnectionError), urlopen(self.url, timeout=5):  # noqa: S310 - our own server
                return
            time.sleep(0.1)
        raise RuntimeError("a peer did not start")

    def request(self, method: str, path: str, body: bytes | None = None) -> Any:
        """The decoded JSON of an answer."""
        asked = Request(f"{self.url}{path}", body, self.headers, method=method)  # noqa: S310
        with urlopen(asked, timeout=60) as answer:  # noqa: S310
            return json.load(answer)

    def answer(self) -> Any:
        """What is measured, once."""
        return self.request("GET", self.path)

    def asked(self, times: int) -> Figure:
        """Milliseconds of CPU of a request."""
        before = cpu_of(self._pids())
        sent = send(Load(self.url, "", [("GET", self.path, None)], times, headers=self.headers), LOAD_CORE)
        return timed_figure((cpu_of(self._pids()) - before) / times * 1_000, sent)

    def _pids(self) -> list[int]:
        tasks = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [self._process.pid, *map(int, tasks.read_text().split())]


class Django(Peer):
    """`django_tasks.py` behind gunicorn, with one worker."""

    path = "/tasks?per_page=100"

    def __init__(self, size: Size) -> None:
        install()
        env = {"DJANGO_DATABASE": str(ENVIRONMENT / f"django-{size.name}.sqlite3"), "PYTHONPATH": str(ROOT / "src")}
        script = [str(PYTHON), str(HERE / "django_tasks.py"), str(size.tasks), str(size.entries)]
        made = subprocess.run(script, env={**os.environ, **env}, stdout=subprocess.PIPE, text=True, check=True)
        port = free_port()
        serve = ["-m", "gunicorn", "--chdir", str(HERE), "--bind", f"127.0.0.1:{port}", "--keep-alive", "60"]
        worker = ["--worker-class", "gthread", "--threads", "1"]
        super().__init__([str(PYTHON), *serve, *worker, "django_tasks:application"], env, port)
        self.headers["authorization"] = f"Token {made.stdout.strip()}"


class TimeTagger(Peer):
    """TimeTagger with so many records in a week."""

    def __init__(self, records: int) -> None:
        install()
        folder = ENVIRONMENT / "timetagger"
        shutil.rmtree(folder, ignore_errors=True)
        port = free_port()
        env = {"TIMETAGGER_BIND": f"127.0.0.1:{port}", "TIMETAGGER_DATADIR": str(folder)}
        super().__init__([str(PYTHON), "-m", "timetagger"], env, port)
        api, now = "/timetagger/api/v2", int(time.time())
        proof = base64.b64encode(b'{"method": "localhost"}')
        self.headers["authtoken"] = self.request("POST", f"{api}/bootstrap_authentication", proof)["token"]
        made = [
            {"key": f"record{number}", "mt": now, "t1": begin, "t2": begin + 900, "ds": "Plan the lantern #harbour"}
            for number in range(records)
            for begin in [now - 3_600 * number]
        ]
        self.request("PUT", f"{api}/records", json.dumps(made).encode())
        self.path = f"{api}/records?timerange={now - 3_600 * records}-{now + 900}"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
