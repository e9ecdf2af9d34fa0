"""Rows about neighbours: a request in a database with many other workspaces against the same one alone in it."""

from collections.abc import Iterator

from benchmarks.data import data_set, scratch
from benchmarks.load import Load
from benchmarks.process import Server
from benchmarks.rounds import Row
from benchmarks.scales import Place


def rows(place: Place) -> Iterator[Row]:
    """A list, a week of entries, a task that is created."""
    many, alone = data_set(place.engine, place.scale.crowd), scratch(data_set(place.engine, place.scale.day))
    servers = [place.stack.enter_context(Server(found.env)) for found in (many, alone)]
    week = f"date_from={alone.day(-7)}&date_to={alone.day(0)}"
    requests = (
        ("a page of 100 tasks", "GET", "tasks?per_page=100", None),
        ("40 entries of one person's week", "GET", f"time-entries?per_page=40&{week}", None),
        ("create a task", "POST", "tasks", {"name": "Measure the orchard"}),
    )
    for name, method, path, body in requests:
        loads = [
            Load(server.url, found.key, [(method, f"{found.base}/{path}", body)], place.scale.times)
            for server, found in zip(servers, (many, alone), strict=True)
        ]
        yield Row(
            f"{place.scale.crowd.others:,} other workspaces: {name}",
            place.engine,
            1.2,
            lambda load=loads[0]: servers[0].asked(load, database=True),  # type: ignore[misc]
            lambda load=loads[1]: servers[1].asked(load, database=True).value,  # type: ignore[misc]
        )
