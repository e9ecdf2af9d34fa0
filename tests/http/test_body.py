"""JSON bodies by themselves: what is read, and the sentence for what is not."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated, Any, Literal

import pytest
from msgspec import Meta

from dayloom.errors import BulkFailed, DayloomError, Invalid, Malformed, NotServed
from dayloom.fields import UNSET, Color, Day, Id, Ids, Input, Maybe, Moment, Name, Patch, Seconds
from dayloom.http.body import MAX_ITEMS, Body, convert, decode, items, one
from dayloom.http.wire_errors import sentence_of

TOKYO = timezone(timedelta(hours=9))


class Sheep(Input, frozen=True):
    """A POST body."""

    name: Name
    color: Maybe[Color] = UNSET
    born_date: Maybe[Day] = UNSET
    shorn_at: Maybe[Moment] = UNSET
    weight: Maybe[Annotated[int, Meta(ge=1, le=200)]] = UNSET
    friends: Maybe[Ids] = UNSET
    wool: Maybe[Literal["fine", "coarse"]] = UNSET
    black: Maybe[bool] = UNSET


class SheepPatch(Patch, frozen=True):
    """One item of a PATCH."""

    id: Id
    weight: Maybe[Seconds | None] = UNSET
    wool: Maybe[Literal["fine", "coarse"] | None] = UNSET


class Flock(Input, frozen=True):
    """A body with others inside it."""

    leader: Sheep


def read(body: Body[Any], value: Any, *, unserved: dict[str, Any] | None = None) -> Any:
    return decode(body, json.dumps(value).encode(), TOKYO, unserved or {})


def sentence(body: Body[Any], value: Any) -> str:
    with pytest.raises(DayloomError) as refused:
        read(body, value)
    return sentence_of(refused.value)


def test_a_body_is_read_with_its_rules() -> None:
    sheep = read(
        one(Sheep),
        {
            "name": " Dolly ",
            "color": "#ABCDEF",
            "born_date": "2026-03-01T20:00:00Z",
            "shorn_at": "2026-03-02T09:00:00.9Z",
        },
    )
    assert (sheep.name, sheep.color, sheep.born_date) == ("Dolly", "#abcdef", "2026-03-02")
    assert sheep.shorn_at == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert (sheep.weight, sheep.black) == (UNSET, UNSET)


def test_null_is_absent_in_a_post_and_a_value_in_a_patch() -> None:
    assert read(one(Sheep), {"name": "Dolly", "weight": None}).weight is UNSET
    assert read(one(SheepPatch), {"id": 1, "weight": None}).weight is None
    assert read(one(SheepPatch), {"id": 1}).weight is UNSET


def test_an_optional_body_may_be_missing() -> None:
    assert decode(one(SheepNothing, optional=True), b" ", UTC, {}) == SheepNothing()
    with pytest.raises(Malformed):
        decode(one(SheepNothing), b"", UTC, {})


class SheepNothing(Input, frozen=True):
    """Nothing is required of it."""


@pytest.mark.parametrize(
    "value, said",
    [
        ({}, "name is required."),
        ({"name": None}, "name is required."),
        ({"name": 1}, "name must be a string."),
        ({"name": "a", "color": "red"}, "color must be a colour like #rrggbb."),
        ({"name": "a", "born_date": "2026-02-30"}, "born_date must be a day that exists, as YYYY-MM-DD."),
        ({"name": "a", "born_date": "yesterday"}, "born_date must be a day as YYYY-MM-DD."),
        ({"name": "a", "born_date": 20260302}, "born_date must be a day as YYYY-MM-DD."),
        ({"name": "a", "shorn_at": "2026-03-02T09:00:00"}, "shorn_at must be an RFC 3339 instant"),
        ({"name": "a", "shorn_at": "0001-01-01T00:00:00+14:00"}, "shorn_at must be between the years 2 and 9998."),
        ({"name": "a", "weight": "1"}, "weight must be an integer, not a string."),
        ({"name": "a", "weight": 1.0}, "weight must be an integer, not a number."),
        ({"name": "a", "weight": True}, "weight must be an integer, not true or false."),
        ({"name": "a", "weight": 0}, "weight must be an integer of at least 1."),
        ({"name": "a", "weight": 201}, "weight must be an integer of at most 200."),
        ({"name": "a", "black": 1}, "black must be true or false, not an integer."),
        ({"name": "a", "wool": "soft"}, "wool must be one of fine, coarse."),
        ({"name": "a", "wool": 1}, "wool must be a string, not an integer."),
        ({"name": "a", "friends": 1}, "friends must be a list, not an integer."),
        ({"name": "a", "friends": [1, "2"]}, "friends[1] must be an integer, not a string."),
        ({"name": "a", "friends": [0]}, "friends[0] must be an integer of at least 1."),
    ],
)
def test_what_does_not_fit_is_named(value: Any, said: str) -> None:
    assert sentence(one(Sheep), value).startswith(said)


def test_unknown_keys_are_ignored_and_unserved_ones_named() -> None:
    assert read(one(Sheep), {"name": "a", "horns": 2}).name == "a"
    with pytest.raises(NotServed) as refused:
        read(one(Sheep), {"name": "a", "weight": 3}, unserved={"weight": []})
    assert "weight" in sentence_of(refused.value)


def test_a_bulk_is_read_under_its_key_or_bare() -> None:
    item = {"id": 1}
    assert read(items(SheepPatch), [item]) == read(items(SheepPatch), {"items": [item]})
    assert read(items(SheepPatch, key="sheep"), {"sheep": [item]}) == [SheepPatch(id=1)]
    for value in ({}, {"sheep": 1}, [item]):
        assert sentence(items(SheepPatch, key="sheep"), value) == "sheep must be a list."
    assert sentence(items(SheepPatch), 1) == "The body must be a JSON array."


def test_a_bulk_has_its_limits() -> None:
    assert sentence(items(SheepPatch), []) == "items must not be empty."
    many = [{"id": each} for each in range(1, MAX_ITEMS + 2)]
    assert sentence(items(SheepPatch), many) == "items must have at most 1,000 items."
    assert len(read(items(SheepPatch), many[:MAX_ITEMS])) == MAX_ITEMS
    assert sentence(items(SheepPatch), [{"id": 1}, {"id": 1}]) == "items must not name the same id twice."


def test_all_failures_of_a_bulk_are_told_with_their_index() -> None:
    with pytest.raises(BulkFailed) as refused:
        read(items(SheepPatch), [{"id": 1}, {"id": 2, "weight": -1}, 3, {"weight": 1}, {"id": "x"}])
    failures = refused.value.failures
    assert [(failure.index, failure.id) for failure in failures] == [(1, 2), (2, None), (3, None), (4, None)]
    assert sentence_of(refused.value) == "Item 1: weight must be an integer of at least 0."


def test_an_item_that_is_no_object_is_named() -> None:
    assert sentence(items(SheepPatch, key="sheep"), {"sheep": [{"id": 1}, 3]}) == "Item 1: sheep[1] must be an object."
    assert sentence(items(SheepPatch), [None]) == "Item 0: items[0] must be an object."


@pytest.mark.parametrize("depth", [950, 100_000])
def test_what_is_nested_too_deeply_is_refused(depth: int) -> None:
    """Both by the parser and by what looks into the inputs inside."""
    raw = b'{"leader":' + b"[" * depth + b"]" * depth + b"}"
    with pytest.raises(Malformed, match="nested too deeply"):
        decode(one(Flock), raw, TOKYO, {})


def test_a_type_without_a_rule_is_our_own_mistake() -> None:
    class Odd(Input, frozen=True):
        odd: complex

    with pytest.raises(NotImplementedError):
        convert(Odd, {"odd": 1}, UTC)


def test_the_keys_of_a_map_have_rules_too() -> None:
    class Mapped(Input, frozen=True):
        words: dict[Annotated[str, Meta(max_length=3, pattern=r"^[^\x00]*$")], bool]

    for key, rule in (("word", "must have keys of at most 3 characters"), ("a\x00", "must have other keys")):
        with pytest.raises(Invalid) as refused:
            convert(Mapped, {"words": {key: True}}, UTC)
        assert (refused.value.field, refused.value.rule) == ("words", rule)


def test_a_message_of_another_kind_is_passed_on() -> None:
    class Coded(Input, frozen=True):
        codes: Annotated[list[int], Meta(max_length=1)]

    with pytest.raises(Invalid) as refused:
        convert(Coded, {"codes": [1, 2]}, UTC)
    assert refused.value.field == "codes"
