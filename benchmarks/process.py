"""A really started server: pinned to a core, its CPU and memory read from the kernel."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import psycopg

from benchmarks.load import Load, Sent, pin, send
from benchmarks.rounds import Figure

#: The server's core; what loads it runs on another where there is one.
SERVER_CORE, LOAD_CORE = (min(os.sched_getaffinity(0)), max(os.sched_getaffinity(0)))
PAGE = os.sysconf("SC_PAGESIZE")
MIB = 1024 * 1024
ROOT = Path(__file__).parents[1]


class Server:
    """`dayloom serve` over a data set, until the block that opened it ends."""

    def __init__(self, env: Mapping[str, str], *, workers: int = 1, pinned: bool = True) -> None:
        self._url = env.get("DAYLOOM_DATABASE_URL", "")
        command = [sys.executable, "-m", "benchmarks.served", "serve", "--port", "0", "--workers", str(workers)]
        self.process = subprocess.Popen(
            [*pin(SERVER_CORE if pinned else None), *command],
            cwd=ROOT,
            env={**os.environ, "DAYLOOM_RATE_LIMIT": "off", **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        line = self.process.stdout.readline() if self.process.stdout else ""
        if "http://" not in line:
            raise RuntimeError("the server did not start")
        self.url = line.split()[-1]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(20)
        if self.process.stdout:
            self.process.stdout.close()

    def pids(self) -> list[int]:
        """The processes that serve: this one, or its workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(child) for child in children] or [self.process.pid]

    def cpu(self) -> float:
        """Seconds of CPU that the serving processes have used, to the nanosecond, ended threads included."""
        return cpu_of(self.pids())

    def database_cpu(self) -> float:
        """Seconds of CPU of PostgreSQL's backends that serve this data set, on this machine; 0 with SQLite."""
        if not self._url:
            return 0.0
        with psycopg.connect(self._url) as connection:
            found = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            return cpu_of(pid for (pid,) in found)

    def asked(self, load: Load, *, database: bool = False) -> Figure:
        """What a request of this load costs, in milliseconds of CPU; with that of the database's own processes."""
        before = self.cpu() + (self.database_cpu() if database else 0.0)
        sent = send(load, LOAD_CORE)
        spent = self.cpu() + (self.database_cpu() if database else 0.0) - before
        return timed_figure(spent / load.requests * 1_000, sent)

    def resident(self) -> int:
        """Bytes in memory of the serving processes."""
        return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE for pid in self.pids())

    def peak(self) -> int:
        """The most bytes in memory since `forget_peak`."""
        return sum(_status(pid, "VmHWM") for pid in self.pids())

    def forget_peak(self) -> None:
        """Lets the peak begin again from what is in memory now."""
        for pid in self.pids():
            Path(f"/proc/{pid}/clear_refs").write_text("5")


@contextmanager
def pinned_to(core: int) -> Iterator[None]:
    """This thread stays on one core for a while."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def timed_figure(value: float, sent: Sent) -> Figure:
    """A figure with the times of the requests that it is about."""
    return Figure(value, sent.percentile(0.5) * 1_000, sent.percentile(0.99) * 1_000)


def cpu_of(pids: Iterable[int]) -> float:
    """Seconds of CPU of these processes."""
    return sum(time.clock_gettime(_clock_of(pid)) for pid in pids)


def _clock_of(pid: int) -> int:
    """The kernel's CPU clock of another process (`clock_getcpuclockid`, which Python does not offer)."""
    return (~pid << 3) | 2


def _status(pid: int, name: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))
