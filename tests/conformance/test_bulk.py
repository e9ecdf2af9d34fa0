"""Bulk: the single action many times, all or nothing."""

from typing import Any

from tests.client import Client, Response
from tests.conformance.conftest import Lines
from tests.conformance.descriptions import Json, Record, only
from tests.conformance.shelf import Shelf, foreign, said, without
from tests.conftest import Clock

#: What differs between one record and its twin.
OWN = ("id", "name", "position", "created_at", "updated_at")


def _item(shelf: Shelf, **fields: Any) -> Json:
    task = {"task_id": shelf.ids["task_id"]} if "{task_id}" in shelf.record.many else {}
    return {**shelf.least(), **task, **fields}


def _create(shelf: Shelf, items: list[Json]) -> Response:
    key = shelf.record.items
    return shelf.client.call("POST", shelf.record.bulk, items if key is None else {key: items})


def _new(shelf: Shelf, before: list[int]) -> list[int]:
    return sorted(set(shelf.listed_ids()) - set(before))


def _bulk_patch(shelf: Shelf, items: list[Json]) -> Response:
    return shelf.client.call("PATCH", shelf.record.bulk, items)


@only(lambda record: record.bulk and record.bulk_creates)
def test_a_bulk_create_is_many_single_ones(shelf: Shelf, record: Record, lines: Lines) -> None:
    single = {name: value for name, value in shelf.values().items() if name not in ("name", "completed", "position")}
    one, before, told = shelf.create(**single), shelf.listed_ids(), len(lines())
    response = _create(shelf, [_item(shelf, **single) for _ in range(3)])
    assert response.status == (204 if record.kind == "time_entry" else 201), response.body
    created = _new(shelf, before)
    if response.body:
        assert [answer["id"] for answer in response.json()] == created
    assert [without(shelf.get(new), *OWN) for new in created] == [without(one, *OWN)] * 3
    written = lines()[told:]
    assert [(line["verb"], line["record_id"]) for line in written] == [("create", new) for new in created]
    assert len({line["operation_id"] for line in written}) == 1


@only(lambda record: record.bulk)
def test_a_bulk_patch_is_many_single_ones(shelf: Shelf, record: Record, clock: Clock, lines: Lines) -> None:
    values = without(shelf.values(), "position")
    for name, value in values.items():
        one, *many = (shelf.create() for _ in range(3))
        shelf.write(one["id"], {name: value})
        told = len(lines())
        assert _bulk_patch(shelf, [{"id": twin["id"], name: value} for twin in many]).status == 204, name
        wanted = without(shelf.get(one["id"]), *OWN)
        assert [without(shelf.get(twin["id"]), *OWN) for twin in many] == [wanted] * 2, name
        assert [line["record_id"] for line in lines()[told:]] == [twin["id"] for twin in many]


@only(lambda record: record.verbs)
def test_a_verb_on_many_is_the_verb_on_each(shelf: Shelf, record: Record, lines: Lines) -> None:
    for verb in record.verbs:
        one, *many = (shelf.create()["id"] for _ in range(4))
        before = {"restore": "delete", "unarchive": "archive"}.get(verb)
        for record_id in (one, *many):
            if before:
                shelf.act(before, record_id)
        told = len(lines())
        shelf.act(verb, one)
        single = lines()[told:]
        assert shelf.bulk(verb, [*many, many[0]]).status == 204, verb
        written = lines()[told + len(single) :]
        assert sorted(line["record_id"] for line in written) == many, verb
        assert len({line["operation_id"] for line in written}) == 1, verb
        assert [shelf.call("GET", other).status for other in many] == [shelf.call("GET", one).status] * 3
        if shelf.call("GET", one).status == 200:
            wanted = without(shelf.get(one), *OWN)
            assert [without(shelf.get(other), *OWN) for other in many] == [wanted] * 3


@only(lambda record: record.bulk and record.bulk_creates)
def test_a_failing_item_has_the_status_of_its_single_twin_and_nothing_is_done(
    shelf: Shelf, record: Record, lines: Lines
) -> None:
    before, told = shelf.listed_ids(), len(lines())
    field = next(name for name, value in shelf.values().items() if isinstance(value, int) and value is not True)
    bad = _item(shelf, **{field: "seven"})
    single = shelf.client.call("POST", shelf.path(record.many), without(bad, "task_id"))
    response = _create(shelf, [_item(shelf), bad, _item(shelf), bad])
    assert response.status == single.status == 400
    failures = response.json()["error_values"]["failures"]
    assert [failure["index"] for failure in failures] == [1, 3]
    assert failures[0]["error_description"] == said(single)["error_description"]
    assert (shelf.listed_ids(), len(lines())) == (before, told)


@only(lambda record: record.bulk)
def test_a_bulk_patch_with_an_unknown_id_changes_nothing(shelf: Shelf, record: Record, elsewhere: Client) -> None:
    known, deleted = shelf.create(), shelf.create()["id"]
    shelf.act("delete", deleted)
    name, value = next(iter(shelf.values().items()))
    for unknown in (deleted, 2**52, foreign(shelf, elsewhere)):
        response = _bulk_patch(shelf, [{"id": known["id"], name: value}, {"id": unknown, name: value}])
        assert response.status == 404
        failures = response.json()["error_values"]["failures"]
        assert [(failure["index"], failure["id"], failure["error"]) for failure in failures] == [
            (1, unknown, "not_found")
        ]
        single = said(shelf.call("PATCH", unknown, {name: value}))
        assert failures[0]["error_description"] == single["error_description"]
    assert shelf.get(known["id"]) == known


@only(lambda record: record.verbs)
def test_a_verb_on_an_unknown_id_is_404_and_changes_nothing(
    shelf: Shelf, record: Record, lines: Lines, elsewhere: Client
) -> None:
    known, deleted, strange = shelf.create(), shelf.create()["id"], foreign(shelf, elsewhere)
    shelf.act("delete", deleted)
    for verb in record.verbs:
        told = len(lines())
        for unknown in (2**52, strange, *([] if verb == "restore" else [deleted])):
            response = shelf.bulk(verb, [known["id"], unknown])
            assert response.status == 404, verb
            assert [failure["id"] for failure in response.json()["error_values"]["failures"]] == [unknown]
        assert (shelf.get(known["id"]), len(lines())) == (known, told)


@only(lambda record: record.bulk)
def test_the_edges_of_a_bulk_are_400(shelf: Shelf, record: Record) -> None:
    twice = shelf.create()["id"]
    answers = {
        "empty patch": _bulk_patch(shelf, []),
        "the same id twice": _bulk_patch(shelf, [{"id": twice}, {"id": twice}]),
        "no id": _bulk_patch(shelf, [{}]),
        "id 0": _bulk_patch(shelf, [{"id": 0}]),
        "an id over 2^53": _bulk_patch(shelf, [{"id": 2**53}]),
        "not a list": shelf.client.call("PATCH", shelf.record.bulk, [twice]),
        "too many": _bulk_patch(shelf, [{"id": number + 1} for number in range(1001)]),
    }
    if record.bulk_creates:
        answers["empty create"] = _create(shelf, [])
        answers["too many new"] = _create(shelf, [_item(shelf) for _ in range(1001)])
    assert {name: response.status for name, response in answers.items()} == dict.fromkeys(answers, 400)


@only(lambda record: record.verbs)
def test_the_edges_of_a_verb_on_many_are_400(shelf: Shelf, record: Record) -> None:
    for verb in record.verbs:
        for wrong in ([], [0], [2**53], list(range(1, 1002))):
            assert shelf.bulk(verb, wrong).status == 400, (verb, wrong[:2])


@only(lambda record: record.bulk)
def test_a_bare_array_may_be_wrapped_in_items(shelf: Shelf, record: Record) -> None:
    known = shelf.create()["id"]
    name, value = next(iter(shelf.values().items()))
    assert shelf.client.call("PATCH", record.bulk, {"items": [{"id": known, name: value}]}).status == 204
    assert shelf.get(known)[name] == value
