"""Health and metrics: open to everybody, outside the quota and burst protection."""

from pathlib import Path

import pytest

from dayloom import app as application
from dayloom.settings import Settings
from tests.client import Client
from tests.stores import Store


@pytest.fixture
def anybody(store: Store) -> Client:
    """Nobody in particular, at a server that measures and allows one request."""
    settings = Settings(data=Path("/nonexistent"), metrics=True, rate_limit_burst=1, rate_limit_per_second=0.001)
    return Client(application.build(settings, store.database))


def test_health_is_open_and_counts_against_nobody(anybody: Client) -> None:
    for _ in range(3):
        answer = anybody.call("GET", "/health")
        assert answer.status == 200
        assert not [name for name in answer.headers if name.startswith("x-toggl-quota")]
        assert answer.headers["cache-control"] == "no-store"


def test_other_methods_are_refused(anybody: Client) -> None:
    answer = anybody.call("POST", "/health")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_metrics_are_counted_by_route_not_by_path(anybody: Client) -> None:
    for path in ("/nowhere", "/somewhere", "/health"):
        anybody.call("GET", path)
    lines = anybody.call("GET", "/metrics").body.decode().splitlines()
    counts = {line.split(" ")[0].partition(",")[2]: line.split(" ")[1] for line in lines if "_count{" in line}
    assert counts['method="",route="",status="404"}'] == "2"
    assert counts['method="GET",route="/api/health",status="200"}'] == "1"
    assert not [line for line in lines if "nowhere" in line]


def test_metrics_are_text_that_prometheus_reads(anybody: Client) -> None:
    anybody.call("GET", "/health")
    answer = anybody.call("GET", "/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    for line in answer.body.decode().splitlines():
        name, _, value = line.partition(" ")
        assert line.startswith("# ") or (name.endswith("}") and float(value) >= 0)
