"""The database breaks a request off in its middle: it is done once more, and whoever asked does not notice."""

from collections.abc import Callable, Iterator

import psycopg
import pytest

from dayloom.db import engine
from tests.client import Client
from tests.stores import Store

pytestmark = pytest.mark.parametrize("store", ["postgres"], indirect=True)
Cut = Callable[[str, int], list[str]]


@pytest.fixture
def cut(store: Store) -> Iterator[Cut]:
    """`cut("INSERT INTO tags", 1)`: ends all connections before this statement, so many times; answers when it did."""
    began: list[Callable[[object, str], None]] = []

    def cut_before(words: str, times: int) -> list[str]:
        done: list[str] = []

        def listen(_construct: object, sql: str) -> None:
            if words in sql and len(done) < times:
                done.append(sql)
                end_connections(store)

        began.append(listen)
        engine.listeners.append(listen)
        return done

    yield cut_before
    for listen in began:
        engine.listeners.remove(listen)


def end_connections(store: Store) -> None:
    """As a server does that goes away."""
    url = store.database.driver.url  # type: ignore[attr-defined]
    with psycopg.connect(url, autocommit=True) as raw:
        raw.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_write_is_done_once_more_and_kept_once(alice: Client, cut: Cut) -> None:
    done = cut("INSERT INTO tags", 2)
    made = alice.post("{W}/tags", {"name": "wool"}, expect=201)
    assert len(done) == 2
    assert [tag["id"] for tag in alice.get("{W}/tags")["data"]] == [made["id"]]
    told = alice.get("{OW}/changes")["changes"]
    assert [(one["kind"], one["record_id"]) for one in told if one["kind"] == "tag"] == [("tag", made["id"])]


def test_a_read_is_done_once_more(alice: Client, cut: Cut) -> None:
    alice.post("{W}/tags", {"name": "wool"}, expect=201)
    done = cut("FROM tags", 1)
    assert [tag["name"] for tag in alice.get("{W}/tags")["data"]] == ["wool"]
    assert len(done) == 1


def test_a_stream_goes_on(alice: Client, cut: Cut, store: Store) -> None:
    task = alice.post("{OW}/tasks", {"name": "Weave"}, expect=201)
    done = cut("tasks.notes", 1)
    assert [one["id"] for one in alice.get("{OW}/tasks/stream")] == [task["id"]]
    assert len(done) == 1


def test_after_three_times_it_says_so_and_nothing_is_kept(alice: Client, cut: Cut) -> None:
    cut("INSERT INTO tags", 3)
    refused = alice.post("{W}/tags", {"name": "wool"}, expect=503)
    assert refused["error"] == "unavailable"
    assert alice.get("{W}/tags")["data"] == []
