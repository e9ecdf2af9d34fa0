"""What every write leaves behind: one line of history per named record, and its place in the change feed."""

import json
from typing import Any

from tests.client import Client
from tests.conformance.conftest import Lines
from tests.conformance.shelf import Shelf
from tests.conftest import Clock


def _changes(client: Client, since: int) -> list[dict[str, Any]]:
    """All changes after a cursor, read in small stretches."""
    found: list[dict[str, Any]] = []
    more = True
    while more:
        answer = client.get("{OW}/changes", since=since, limit=2)
        found += answer["changes"]
        since, more = answer["cursor"], answer["has_more"]
    return found


def _cursor(client: Client) -> int:
    """Where the feed ends now."""
    found: int = client.get("{OW}/changes", limit=1000)["cursor"]
    return found


def test_a_change_is_told_with_before_and_after(shelf: Shelf, lines: Lines, clock: Clock) -> None:
    before = shelf.create()
    name, value = next((name, value) for name, value in shelf.values().items() if before.get(name) != value)
    shelf.write(before["id"], {name: value})
    created, changed = [line for line in lines() if line["record_id"] == before["id"]]
    assert (created["verb"], created["before"]) == ("create", None)
    assert name in json.loads(created["after"])
    assert changed["verb"] == ("patch" if shelf.record.patches else "replace")
    assert set(json.loads(changed["before"])) == set(json.loads(changed["after"]))
    told = [json.loads(changed[half])[name] for half in ("before", "after")]
    assert [str(one).replace("+00:00", "Z") for one in told] == [str(before[name]), str(value)]
    assert changed["actor_id"] == created["actor_id"] != changed["operation_id"] != created["operation_id"]


def test_history_tells_no_keys_and_no_derived_columns(shelf: Shelf, lines: Lines) -> None:
    shelf.create(**{name: value for name, value in shelf.values().items() if name != "name"})
    told = set(json.loads(lines()[-1]["after"]))
    assert not told & {
        "workspace_id",
        "id",
        "name_fold",
        "name_sort",
        "description_key",
        "begin_at",
        "end_at",
        "deleted_with",
    }


def test_the_change_feed_has_no_gaps_and_keeps_tombstones(shelf: Shelf) -> None:
    since = _cursor(shelf.client)
    kept, gone = shelf.create()["id"], shelf.create()["id"]
    shelf.write(kept, dict([next(iter(shelf.values().items()))]))
    shelf.act("delete", gone)
    found = _changes(shelf.client, since)
    assert [one["change_no"] for one in found] == list(range(since + 1, since + 1 + len(found)))
    ours = [(one["record_id"], one["deleted"]) for one in found if one["kind"] == shelf.record.kind]
    assert ours == [(kept, False), (gone, False), (kept, False), (gone, True)]


def test_a_refused_write_leaves_nothing_behind(shelf: Shelf, lines: Lines) -> None:
    since = _cursor(shelf.client)
    shelf.create()
    told, seen = lines(), _changes(shelf.client, since)
    field = next(iter(shelf.record.least))
    assert shelf.client.call("POST", shelf.path(shelf.record.many), {**shelf.least(), field: 7}).status == 400
    assert (lines(), _changes(shelf.client, since)) == (told, seen)
