"""Bulks drawn at random do what the same requests do one after the other, or nothing where one of those is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conformance.descriptions import Json, Record, only
from tests.conformance.shelf import Shelf, without
from tests.stores import Store, staged

#: What differs between two records of the same making.
OWN = ("id", "created_at", "updated_at", "position")
EACH = settings(
    max_examples=12, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
NOBODYS = 2**52
#: Five records: three that live, one archived, one deleted.
TARGETS = 5
some = st.lists(st.integers(0, TARGETS - 1), min_size=1, max_size=4, unique=True)


@pytest.fixture
def targets(store: Store, shelf: Shelf, record: Record) -> list[int]:
    """The ids of five records, the fourth archived and the fifth deleted."""

    def make() -> list[int]:
        made: list[int] = [shelf.create(**_named(f"Target {number}", shelf))["id"] for number in range(TARGETS)]
        if record.archive:
            shelf.act("archive", made[3])
        shelf.act("delete", made[4])
        return made

    return staged(store, f"targets of {record.name}", make)


def _named(name: str, shelf: Shelf) -> Json:
    return {"name": name} if "name" in shelf.record.least else {}


def _shown(shelf: Shelf) -> list[Json]:
    """Everything there is, without what differs each time."""
    archived = {"archived": ""} if shelf.record.archive else {}
    return [without(one, *OWN) for one in sorted(shelf.listed(**archived), key=lambda one: int(one["id"]))]


def _same(store: Store, shelf: Shelf, bulk: Callable[[], int], singles: Callable[[], list[int]]) -> None:
    """Does it both ways, each from the beginning."""
    stage, outcomes = f"targets of {shelf.record.name}", []
    store.reset(stage)
    before = _shown(shelf)
    status = bulk()
    outcomes.append(_shown(shelf))
    store.reset(stage)
    alone = singles()
    outcomes.append(_shown(shelf))
    refused = [one for one in alone if one >= 400]
    assert (status in refused) if refused else status < 300, (status, alone)
    assert outcomes[0] == (before if refused else outcomes[1])


def _bodies(shelf: Shelf) -> st.SearchStrategy[list[Json]]:
    """A few bodies with a few fields each; places go in their own turn, and perhaps one names what is not there."""
    values = without(shelf.values(), "position")
    names = st.lists(st.sampled_from(sorted(values)), max_size=4, unique=True)
    good = names.map(lambda chosen: {name: values[name] for name in chosen})
    references = sorted(name for name in values if name.endswith("_id"))
    bad = st.sampled_from(references or sorted(values)).map(lambda name: {name: NOBODYS})
    return st.lists(st.one_of(good, good, good, good, bad) if references else good, min_size=1, max_size=4)


@only(lambda record: record.bulk and record.bulk_creates)
def test_creating(store: Store, shelf: Shelf, record: Record, targets: list[int]) -> None:
    task = {"task_id": shelf.ids["task_id"]} if "{task_id}" in record.many else {}

    @EACH
    @given(_bodies(shelf))
    def check(bodies: list[Json]) -> None:
        made = [{**record.least, **_named(f"New {number}", shelf), **one} for number, one in enumerate(bodies)]
        items: Any = [{**task, **one} for one in made]
        wrapped = items if record.items is None else {record.items: items}
        _same(
            store,
            shelf,
            lambda: shelf.client.call("POST", record.bulk, wrapped).status,
            lambda: [shelf.client.call("POST", shelf.path(record.many), one).status for one in made],
        )

    draw: Callable[[], None] = check
    draw()


@only(lambda record: record.bulk)
def test_patching(store: Store, shelf: Shelf, record: Record, targets: list[int]) -> None:
    @EACH
    @given(_bodies(shelf), some)
    def check(bodies: list[Json], chosen: list[int]) -> None:
        pairs = list(zip((targets[number] for number in chosen), bodies, strict=False))
        _same(
            store,
            shelf,
            lambda: shelf.client.call("PATCH", record.bulk, [{"id": one, **body} for one, body in pairs]).status,
            lambda: [shelf.call("PATCH", one, body).status for one, body in pairs],
        )

    draw: Callable[[], None] = check
    draw()


@only(lambda record: record.verbs)
def test_the_verbs(store: Store, shelf: Shelf, record: Record, targets: list[int]) -> None:
    @EACH
    @given(st.sampled_from(sorted(record.verbs)), some)
    def check(verb: str, chosen: list[int]) -> None:
        ids = [targets[number] for number in chosen]
        _same(
            store,
            shelf,
            lambda: shelf.bulk(verb, ids).status,
            lambda: [shelf.act(verb, one).status for one in ids],
        )

    draw: Callable[[], None] = check
    draw()
