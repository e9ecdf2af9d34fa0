"""Rows about the process: how long it takes to the first answer, and its memory after a thousand mixed requests."""

import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.request import urlopen

from benchmarks.data import DataSet, data_set, scratch
from benchmarks.load import Load, pin, send
from benchmarks.process import LOAD_CORE, MIB, SERVER_CORE, Server
from benchmarks.rounds import Figure, Row, one
from benchmarks.scales import Place

IMPORTS = "import starlette.applications, uvicorn, msgspec, sqlalchemy"


def rows(place: Place) -> Iterator[Row]:
    """One worker over a migrated database."""
    found = scratch(data_set(place.engine, place.scale.day))
    yield Row("start to the first answer", place.engine, 3.0, lambda: _start(found), _import, "ms")
    times = place.scale.times * 17
    name = f"memory after {times:,} mixed requests of two clients"
    yield Row(name, place.engine, 90, lambda: _memory(found, times), one, "MiB")


def _start(found: DataSet) -> Figure:
    began = time.perf_counter()
    with Server(found.env) as server:
        with urlopen(f"{server.url}/api/health") as answer:  # noqa: S310 - our own server
            answer.read()
        return Figure((time.perf_counter() - began) * 1_000)


def _import() -> float:
    began = time.perf_counter()
    subprocess.run([*pin(SERVER_CORE), sys.executable, "-c", IMPORTS], check=True)
    return (time.perf_counter() - began) * 1_000


def _memory(found: DataSet, times: int) -> Figure:
    base = found.base
    week = f"date_from={found.day(-7)}&date_to={found.day(0)}"
    calls: list[tuple[str, str, object]] = [
        ("GET", f"{base}/tasks?per_page=100", None),
        ("GET", f"{base}/time-entries?per_page=40&{week}", None),
        ("POST", f"{base}/tasks", {"name": "Measure the orchard"}),
        ("GET", f"{base}/projects", None),
        ("GET", f"{base}/tasks?name=violin&order_by=name", None),
    ]
    with Server(found.env) as server:
        send(Load(server.url, found.key, calls, times, clients=2), LOAD_CORE)
        return Figure(server.resident() / MIB)
