"""One record's life: partial update, replacement, archive, deletion and their undoing."""

from typing import Any

import pytest

from tests.client import Client
from tests.conformance.conftest import Lines
from tests.conformance.descriptions import Record, only
from tests.conformance.shelf import STAMPS, Shelf, foreign, said, without
from tests.conftest import Clock


def test_a_patch_changes_what_is_given_and_nothing_else(shelf: Shelf) -> None:
    for name, value in shelf.values().items():
        before = shelf.create()
        assert shelf.write(before["id"], {name: value}).status in (200, 204), name
        after = shelf.get(before["id"])
        moved = {key for key in after if after[key] != before[key]}
        allowed = {name, *STAMPS, *shelf.record.follows.get(name, ())}
        assert moved <= allowed, name
        assert name not in after or after[name] == value, name
        assert moved - STAMPS, name


@only(lambda record: record.patches)
def test_an_empty_patch_changes_nothing_and_writes_no_history(shelf: Shelf, lines: Lines, clock: Clock) -> None:
    before, told = shelf.create(**_creatable(shelf)), lines()
    clock.forward(minutes=1)
    same = {name: before[name] for name in shelf.values() if name in before}
    assert [shelf.write(before["id"], body).status for body in ({}, same)] == [204, 204]
    assert shelf.get(before["id"]) == before
    assert lines()[len(told) + 1 :] == []


@only(lambda record: record.nullable)
def test_null_in_a_patch_clears_what_may_be_null(shelf: Shelf) -> None:
    for name in shelf.record.nullable:
        bare, record_id = shelf.create(), shelf.create()["id"]
        shelf.write(record_id, {name: shelf.values()[name]})
        assert shelf.write(record_id, {name: None}).status == 204, name
        assert shelf.get(record_id)[name] == (None if name in shelf.record.least else bare[name]), name


@only(lambda record: record.patches)
def test_null_in_a_patch_is_refused_elsewhere(shelf: Shelf) -> None:
    before = shelf.create()
    for name in set(shelf.values()) - shelf.record.nullable:
        response = shelf.write(before["id"], {name: None})
        assert (response.status, response.json()["error"]) == (400, "validation"), name
        assert name in response.json()["error_description"]
    assert shelf.get(before["id"]) == before


def _creatable(shelf: Shelf) -> dict[str, Any]:
    return {name: value for name, value in shelf.values().items() if name != "name"}


def test_put_returns_what_it_leaves_out_to_the_creation_default(shelf: Shelf) -> None:
    least = shelf.least()
    bare, full = shelf.create(**least), shelf.create(**_creatable(shelf))
    assert shelf.call("PUT", full["id"], {**least, **({"name": "Other"} if "name" in least else {})}).status < 300
    after, kept = shelf.get(full["id"]), shelf.record.kept
    silent = ("id", "name", "created_at", "updated_at", "status_updated_at", "tracked_at", *kept)
    assert without(after, *silent) == without(bare, *silent)
    assert {name: after[name] for name in kept} == {name: full[name] for name in kept}


def test_null_in_a_put_counts_as_absent(shelf: Shelf) -> None:
    one, two = shelf.create(**_creatable(shelf)), shelf.create(**_creatable(shelf))
    names = "First", "Second"
    for record, nulls, name in zip((one, two), (False, True), names, strict=True):
        body = {**shelf.record.least, **({"name": name} if "name" in shelf.record.least else {})}
        if nulls:
            body = {**dict.fromkeys(shelf.values()), **body}
        assert shelf.call("PUT", record["id"], body).status < 300
    silent = ("id", "name", "position", "created_at", "updated_at")
    assert without(shelf.get(one["id"]), *silent) == without(shelf.get(two["id"]), *silent)


def test_put_writes_what_it_is_given(shelf: Shelf) -> None:
    values = without(shelf.values(), *(shelf.record.kept - {"position", "type"}))
    record_id = shelf.create()["id"]
    assert shelf.call("PUT", record_id, values).status < 300
    after = shelf.get(record_id)
    assert {name: after[name] for name in values if name in after} == {
        name: value for name, value in values.items() if name in after
    }


def test_archived_deleted_and_back_again(shelf: Shelf, clock: Clock) -> None:
    before = shelf.create(**_creatable(shelf))
    record_id = before["id"]
    if shelf.record.archive:
        assert shelf.act("archive", record_id).status == 204
        assert shelf.get(record_id)["archived_at"] is not None
        assert shelf.act("unarchive", record_id).status == 204
    assert shelf.act("delete", record_id).status == 204
    assert shelf.call("GET", record_id).status == 404
    assert record_id not in shelf.listed_ids(archived="")
    if shelf.record.restores:
        assert shelf.act("restore", record_id).status == 204
        assert shelf.get(record_id) == before
        assert record_id in shelf.listed_ids()


def test_repeating_a_verb_changes_nothing_and_writes_no_history(shelf: Shelf, lines: Lines, clock: Clock) -> None:
    record_id = shelf.create()["id"]
    for verb in (verb for verb in shelf.record.life if verb != "delete"):
        assert shelf.act(verb, record_id).status == 204
        first, told = shelf.get(record_id), len(lines())
        clock.forward(minutes=1)
        assert shelf.act(verb, record_id).status == 204
        assert (shelf.get(record_id), len(lines())) == (first, told), verb


def test_each_verb_writes_one_line_of_history(shelf: Shelf, lines: Lines) -> None:
    record_id = shelf.create()["id"]
    for verb in shelf.record.life:
        shelf.act(verb, record_id)
    named = [line["verb"] for line in lines() if line["record_id"] == record_id]
    assert named == ["create", *shelf.record.life]


def test_a_deleted_record_answers_404_to_every_verb_but_restore(shelf: Shelf) -> None:
    record_id = shelf.create()["id"]
    shelf.act("delete", record_id)
    answers = [
        shelf.call("GET", record_id),
        shelf.call("PUT", record_id, shelf.least()),
        shelf.act("delete", record_id),
    ]
    if shelf.record.patches:
        answers.append(shelf.call("PATCH", record_id, {}))
    if shelf.record.archive:
        answers += [shelf.act("archive", record_id), shelf.act("unarchive", record_id)]
    assert [response.status for response in answers] == [404] * len(answers)
    assert len({str(said(response)) for response in answers}) == 1


def test_absent_deleted_and_foreign_look_the_same(shelf: Shelf, elsewhere: Client) -> None:
    deleted = shelf.create()["id"]
    shelf.act("delete", deleted)
    absent = [foreign(shelf, elsewhere), 2**52, 2**53 - 1]
    for verb in ("get", *shelf.record.life):
        unknown = absent if verb == "restore" else [*absent, deleted]
        answers = [shelf.call("GET", one) if verb == "get" else shelf.act(verb, one) for one in unknown]
        assert {response.status for response in answers} == {404}, verb
        assert len({str(said(response)) for response in answers}) == 1, verb


@pytest.mark.parametrize("wrong", ["0", "-1", "seven", "1.5", "9007199254740992", "1e3", "%00"])
def test_what_is_no_id_is_400(shelf: Shelf, wrong: str) -> None:
    answers = [shelf.call("GET", wrong), *(shelf.act(verb, wrong) for verb in shelf.record.life)]
    assert {response.status for response in answers} == {400}


@only(lambda record: "{task_id}" in record.many)
def test_a_child_under_the_wrong_task_is_404(shelf: Shelf, record: Record) -> None:
    record_id = shelf.create()["id"]
    wrong = Shelf(record, shelf.client, {**shelf.ids, "task_id": shelf.ids["parent_task_id"]})
    answers = [wrong.call("GET", record_id), wrong.call("PATCH", record_id, {}), wrong.act("delete", record_id)]
    assert [response.status for response in answers] == [404] * 3
