"""How long, how many and how much: beyond a limit is a 400 that names the field and says the limit."""

from typing import Any

import pytest

from tests.client import Response
from tests.conformance.descriptions import only
from tests.conformance.shelf import Shelf

LENGTHS = {"name": 500, "description": 10_000, "notes": 100_000}
HOUR = 3600
NUMBERS: dict[str, tuple[list[int], list[Any]]] = {
    "estimated_mins": ([0, 1], [-1, 1.5, "1", 2**60]),
    "duration": ([0, 999 * HOUR], [-1, 999 * HOUR + 1, 1.5]),
    "position": ([1, 10**12], [-1, 1.5, 2**53]),
}


def _create(shelf: Shelf, **fields: Any) -> Response:
    return shelf.client.call("POST", shelf.path(shelf.record.many), {**shelf.least(), **fields})


def _refused(response: Response, *words: str) -> None:
    assert (response.status, response.json()["error"]) == (400, "validation"), response.body
    assert all(word in response.json()["error_description"] for word in words), response.body


def test_texts_have_a_longest_length(shelf: Shelf) -> None:
    for name in set(shelf.values()) & set(LENGTHS):
        longest = LENGTHS[name]
        created = _create(shelf, **{name: "ß" * longest})
        assert created.status == 201
        assert shelf.get(created.json()["id"])[name] == "ß" * longest
        _refused(_create(shelf, **{name: "ß" * (longest + 1)}), name, f"{longest:,}")


@only(lambda record: "name" in record.least)
def test_a_name_is_trimmed_and_not_empty(shelf: Shelf) -> None:
    assert _create(shelf, name="  Spin \n").json()["name"] == "Spin"
    for empty in ("", "   ", "\t\n"):
        _refused(_create(shelf, name=empty), "name")


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "a\udfffb"])
def test_what_cannot_be_stored_is_refused(shelf: Shelf, text: str) -> None:
    for name in set(shelf.values()) & {*LENGTHS, "color", "currency", "emoji"}:
        _refused(_create(shelf, **{name: text}))


@only(lambda record: record.fields & set(NUMBERS))
def test_numbers_have_a_range(shelf: Shelf) -> None:
    for name in set(shelf.values()) & set(NUMBERS):
        good, bad = NUMBERS[name]
        if shelf.record.kind == "status":
            good, bad = [1], [0, -1]
        assert [_create(shelf, **{name: value}).status for value in good] == [201] * len(good), name
        for value in bad:
            _refused(_create(shelf, **{name: value}), name)


@only(lambda record: "color" in record.fields)
def test_a_colour_is_six_hex_digits(shelf: Shelf) -> None:
    assert _create(shelf, color="#A0b1C2").json()["color"].lower() == "#a0b1c2"
    for wrong in ("red", "#abc", "a0b1c2", "#a0b1c2ff", ""):
        _refused(_create(shelf, color=wrong), "color")


@only(lambda record: record.fields & {"tag_ids", "assignee_user_ids"})
def test_lists_of_ids_have_at_most_100(shelf: Shelf) -> None:
    for name in set(shelf.values()) & {"tag_ids", "assignee_user_ids"}:
        _refused(_create(shelf, **{name: list(range(1, 102))}), name, "100")


@only(lambda record: record.fields & {"tag_ids", "assignee_user_ids"})
def test_an_id_named_twice_counts_once(shelf: Shelf) -> None:
    for name in set(shelf.values()) & {"tag_ids", "assignee_user_ids"}:
        twice = shelf.values()[name] * 2
        assert shelf.get(_create(shelf, **{name: twice}).json()["id"])[name] == shelf.values()[name]


@only(lambda record: "end_date" in record.fields)
def test_days_are_days_and_the_end_is_not_before_the_start(shelf: Shelf) -> None:
    _refused(_create(shelf, start_date="2026-03-05", end_date="2026-03-04"), "end_date")
    created = _create(shelf, start_date="2026-03-05T23:30:00-05:00", end_date="2026-03-06").json()
    assert (created["start_date"], created["end_date"]) == ("2026-03-06", "2026-03-06")
    only = _create(shelf, start_date="2026-03-05").json()
    if shelf.record.patches:
        _refused(shelf.write(only["id"], {"end_date": "2026-03-04"}), "end_date")


@only(lambda record: "start" in record.least)
def test_instants_have_an_offset_and_whole_seconds(shelf: Shelf) -> None:
    assert _create(shelf, start="2026-03-02T11:00:00.999+02:00").json()["start"] == "2026-03-02T09:00:00Z"
    for naive in ("2026-03-02T11:00:00", "2026-03-02", "11:00", 1772442000):
        _refused(_create(shelf, start=naive), "start")
