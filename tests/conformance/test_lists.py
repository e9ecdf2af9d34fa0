"""Lists and streams: the same records, in a stable order, page by page."""

from typing import Any

from tests.conformance.descriptions import Record, only
from tests.conformance.shelf import Shelf
from tests.conftest import Clock

#: Orders whose field has another name.
FIELDS = {"user_id": "toggl_user_id", "assignees": "assignee_user_ids"}
PRIORITIES = ("none", "low", "medium", "high")
NAMES = ("Äpfel", "apfel", "Birne", "apple", "Zwirn", "Émail", "Birne 2")


def _fill(shelf: Shelf, clock: Clock) -> list[int]:
    """Seven records that differ in everything, two of them created in the same second."""
    ids = []
    for index, name in enumerate(NAMES):
        some = {key: value for number, (key, value) in enumerate(shelf.values().items()) if number % 3 == index % 3}
        fields = {key: value for key, value in some.items() if key not in ("name", "parent_task_id")}
        if "start" in shelf.record.least:
            fields["start"] = f"2026-03-0{1 + index % 4}T08:00:00Z"
        ids.append(shelf.create(**fields, **({"name": name} if "name" in shelf.record.least else {}))["id"])
        clock.forward(seconds=index % 2)
    return ids


def _key(order: str, one: dict[str, Any]) -> Any:
    value = one[FIELDS.get(order, order)]
    if order == "priority":
        return PRIORITIES.index(value)
    if order in ("tag_ids", "assignees"):
        return value or None
    return value


def _strip(name: str) -> str:
    return name.replace("Ä", "a").replace("É", "e").lower()


def _sorted(found: list[dict[str, Any]], order: str, reverse: bool) -> list[int]:
    """The ids in the order that behaviour asks for: nulls last either way, ties by id in the same direction."""
    by_id = sorted(found, key=lambda one: one["id"], reverse=reverse)
    keyed = [(_strip(_key(order, one)) if order == "name" else _key(order, one), one["id"]) for one in by_id]
    values = sorted((pair for pair in keyed if pair[0] is not None), key=lambda pair: pair[0], reverse=reverse)
    return [record_id for _, record_id in [*values, *(pair for pair in keyed if pair[0] is None)]]


def test_every_order_works_both_ways(shelf: Shelf, record: Record, clock: Clock) -> None:
    _fill(shelf, clock)
    for order in record.orders:
        for word in (order, f"-{order}"):
            found = shelf.listed(order_by=word)
            assert [one["id"] for one in found] == _sorted(found, order, word.startswith("-")), word


@only(lambda record: "updated_at" in record.orders)
def test_several_orders_add_up(shelf: Shelf, record: Record, clock: Clock) -> None:
    _fill(shelf, clock)
    first, second = record.orders[0], "updated_at"
    found = shelf.listed(order_by=f"-{second},{first}")
    assert found == shelf.listed(order_by=[f"-{second}", first])
    assert [one[second] for one in found] == sorted((one[second] for one in found), reverse=True)


def test_an_unknown_order_is_400_and_the_allowed_ones_are_listed(shelf: Shelf, record: Record) -> None:
    for word in ("loudness", "--name", "id; drop", "-"):
        response = shelf.client.call("GET", shelf.path(record.list_path), query={**record.query, "order_by": word})
        assert response.status == 400, word
        assert record.orders[0] in response.json()["error_description"]


def test_pages_put_together_are_the_whole_list(shelf: Shelf, record: Record, clock: Clock) -> None:
    ids = _fill(shelf, clock)
    whole, query = shelf.listed_ids(), {**record.query, "per_page": 2}
    assert set(ids) <= set(whole)
    pages = [
        shelf.client.get(shelf.path(record.list_path), page=page, **query) for page in range(1, len(whole) // 2 + 3)
    ]
    assert [one["id"] for page in pages for one in page["data"]] == whole
    assert pages[-1]["data"] == []
    assert {(page["per_page"], page.get("total")) for page in pages} <= {(2, None), (2, len(whole))}


def test_a_page_size_over_100_is_clamped_and_reported(shelf: Shelf, record: Record) -> None:
    asked = {**record.query, "per_page": 101}
    assert shelf.client.get(shelf.path(record.list_path), **asked)["per_page"] == 100
    assert shelf.client.get(shelf.path(record.list_path), **record.query)["per_page"] == 20
    far = shelf.client.get(shelf.path(record.list_path), **{**record.query, "page": 1_000_000})
    assert (far["data"], far["page"]) == ([], 1_000_000)


@only(lambda record: record.stream)
def test_a_stream_is_the_list_without_pages(shelf: Shelf, record: Record, clock: Clock) -> None:
    _fill(shelf, clock)
    for word in record.orders:
        streamed = shelf.client.get(shelf.path(record.stream), **record.query, order_by=word)
        assert streamed == shelf.listed(order_by=word), word
    assert shelf.client.get(shelf.path(record.stream), **record.query) == shelf.listed()


@only(lambda record: record.archive)
def test_archived_records_are_listed_as_asked(shelf: Shelf, record: Record) -> None:
    live, gone = shelf.create()["id"], shelf.create()["id"]
    shelf.act("archive", gone)
    ours = {live, gone}
    assert ours & set(shelf.listed_ids(archived="true")) == {gone}
    assert ours & set(shelf.listed_ids(archived="false")) == {live}
    assert ours & set(shelf.listed_ids(archived="")) == ours
    hidden = record.kind in ("task", "project")
    assert ours & set(shelf.listed_ids()) == ({live} if hidden else ours)


@only(lambda record: record.stream and record.query)
def test_an_empty_stream_is_an_empty_array(shelf: Shelf, record: Record) -> None:
    past = {**record.query, "date_from": "2020-01-01T00:00:00Z", "date_to": "2020-01-02T00:00:00Z"}
    assert shelf.client.get(shelf.path(record.stream), **past) == []
