"""Query strings by themselves: arrays in three spellings, empty ones, booleans and times."""

from datetime import UTC, datetime
from typing import Literal

import msgspec
import pytest

from dayloom.errors import Invalid, NotServed
from dayloom.fields import UNSET, Id, Ids, Maybe, Moment, Paged, RangeEnd, Text
from dayloom.http.query import MAX_VALUES, decode_query


class Filter(Paged, frozen=True):
    """A list's parameters."""

    client_id: Maybe[list[Id | None]] = UNSET
    tag_id: Maybe[Ids] = UNSET
    archived: Maybe[bool | None] = UNSET
    pinned: Maybe[bool] = UNSET
    priority: Maybe[list[Literal["low", "high"]]] = UNSET
    name: Maybe[Text] = UNSET
    since: Maybe[Moment] = UNSET


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """A required parameter."""

    date_to: RangeEnd


def read(query: str) -> Filter:
    return decode_query(Filter, query.encode(), UTC, ())


@pytest.mark.parametrize("query", ["tag_id=1,2", "tag_id=1&tag_id=2", "tag_id[]=1&tag_id[]=2", "tag_id%5B%5D=1, 2,"])
def test_an_array_has_three_spellings(query: str) -> None:
    assert read(query).tag_id == [1, 2]


def test_an_empty_element_means_none_or_nothing() -> None:
    assert read("client_id=").client_id == [None]
    assert read("client_id=1,").client_id == [1, None]
    assert read("tag_id=").tag_id is UNSET
    assert read("tag_id=,3").tag_id == [3]


def test_an_empty_scalar_is_absent_but_for_archived() -> None:
    assert read("archived=").archived is None
    assert read("").archived is UNSET
    found = read("pinned=&name=&page=")
    assert (found.pinned, found.name, found.page) == (UNSET, UNSET, 1)


def test_booleans_have_four_spellings() -> None:
    assert [read(f"pinned={text}").pinned for text in ("true", "1", "false", "0")] == [True, True, False, False]


def test_the_last_of_a_repeated_scalar_counts() -> None:
    assert read("page=2&page=3").page == 3


def test_a_plus_that_arrives_as_a_space_is_a_plus() -> None:
    for query in ("since=2026-03-02T09:00:00+01:00", "since=2026-03-02T09:00:00%2B01:00"):
        assert read(query).since == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert read("name=a+b").name == "a b"


def test_unknown_parameters_are_ignored_and_unserved_ones_named() -> None:
    assert read("nonsense=1").page == 1
    for query in (b"team_id=1", b"team_id[]=1"):
        with pytest.raises(NotServed, match="team_id"):
            decode_query(Filter, query, UTC, ("team_id",))
    assert decode_query(Filter, b"team_id=&team_id[]=", UTC, ("team_id",)).page == 1


@pytest.mark.parametrize(
    "query, said",
    [
        ("tag_id=x", "tag_id must be an integer"),
        ("tag_id=1.0", "tag_id must be an integer"),
        ("tag_id=0", "tag_id must be between 1 and"),
        ("tag_id=9007199254740992", "tag_id must be between 1 and"),
        ("tag_id=" + "9" * 30, "tag_id must be an integer"),
        ("client_id=-1", "client_id must be between 1 and"),
        ("pinned=yes", "pinned must be true or false"),
        ("pinned=True", "pinned must be true or false"),
        ("priority=low,medium", "priority must be one of low, high"),
        ("name=%00", "name must not contain NUL"),
        ("since=today", "since must be an RFC 3339 instant"),
        ("tag_id=" + ",".join(["1"] * (MAX_VALUES + 1)), "tag_id must have at most 1,000 values"),
        ("&".join(["tag_id=1"] * (MAX_VALUES + 200)), "query must have at most 1,000 values"),
    ],
)
def test_what_does_not_fit_is_named(query: str, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(query)
    assert f"{refused.value.field} {refused.value.rule}".startswith(said)


def test_a_required_parameter_is_required() -> None:
    for query in (b"", b"date_to="):
        with pytest.raises(Invalid, match="date_to is required"):
            decode_query(Window, query, UTC, ())
    found = decode_query(Window, b"date_to=2026-03-02", UTC, ()).date_to
    assert found == datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC)


def test_words_of_no_type_must_be_storable() -> None:
    assert read("order_by=a,b").order_by == ["a", "b"]
    with pytest.raises(Invalid, match="order_by must not contain NUL"):
        read("order_by=%00")
