"""Rows about several workers on PostgreSQL: what a request costs with two and with four, against one."""

from collections.abc import Iterator

from benchmarks.data import data_set
from benchmarks.load import Load
from benchmarks.process import Server
from benchmarks.rounds import Figure, Row
from benchmarks.scales import Place

CLIENTS = 8


def rows(place: Place) -> Iterator[Row]:
    """A SQLite file is served by one."""
    if place.engine == "sqlite":
        return
    found = data_set(place.engine, place.scale.day)
    servers = {count: place.stack.enter_context(Server(found.env, workers=count, pinned=False)) for count in (1, 2, 4)}
    path, requests = f"{found.base}/tasks?per_page=100", place.scale.times * 8

    def asked(count: int) -> Figure:
        load = Load(servers[count].url, found.key, [("GET", path, None)], requests, clients=CLIENTS)
        return servers[count].asked(load)

    for count in servers:
        asked(count)  # each worker compiles its statements once
    for count in (2, 4):
        name = f"{count} workers: a page of 100 tasks"
        yield Row(name, place.engine, 1.25, lambda count=count: asked(count), lambda: asked(1).value)  # type: ignore[misc]
