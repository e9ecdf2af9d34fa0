"""Query parameters: each documented one works or is refused by name, a wrong value is named, an unknown one ignored."""

from typing import Any

import pytest

from tests.contract.facts import CONTRACT, NEIGHBOURS, Field, Operation
from tests.contract.scene import Scene, described

WITH_QUERY = [one for one in (*CONTRACT, *NEIGHBOURS) if one.query and not one.not_served.whole]
each = pytest.mark.parametrize("operation", WITH_QUERY, ids=lambda operation: operation.name)
WITH_ARRAYS = [one for one in WITH_QUERY if one.method == "GET" and any(field.repeated for field in one.query)]
WITH_ORDERS = [one for one in WITH_QUERY if one.orders or (one.route and one.route.ordered)]
WITH_REQUIRED = [one for one in WITH_QUERY if any(field.required for field in one.query)]
PAGED = {"page": ("0", "-1", "1.0"), "per_page": ("0", "-1", "x")}
INSTANTS = frozenset({"date_from", "date_to", "timeblock_start_from", "timeblock_start_until"})
DAYS = frozenset({"dates_overlap_start", "dates_overlap_end", "start_date_from", "start_date_to", "end_date_from"})


def _wrong(parameter: Field) -> tuple[str, ...]:
    """Values that this parameter cannot have."""
    if parameter.name in PAGED:
        return PAGED[parameter.name]
    if parameter.name in INSTANTS:
        return "yesterday", "2026-03-02T10:00:00", "2026-02-30"
    if parameter.type == "day" or parameter.name in DAYS:
        return "yesterday", "2026-02-30"
    if parameter.words or parameter.name == "order_by":
        return ("unheard",)
    return {"integer": ("x", "1.0"), "boolean": ("maybe", "TRUE"), "instant": ("yesterday",)}.get(
        parameter.type, ("a\x00b",)
    )


def _served(operation: Operation) -> list[Field]:
    return [one for one in operation.query if one.name not in operation.not_served.query]


@each
def test_every_documented_parameter_works_or_is_refused_by_name(scene: Scene, operation: Operation) -> None:
    wrong = []
    for parameter in operation.query:
        response = scene.send(operation, query={parameter.name: scene.value_of(operation, parameter)})
        refused = parameter.name in operation.not_served.query
        if response.status != (501 if refused else operation.success) or (
            refused and parameter.name not in described(response)
        ):
            wrong.append((parameter.name, response.status, described(response)))
    assert wrong == []


@each
def test_a_wrong_value_is_400_and_named(scene: Scene, operation: Operation) -> None:
    wrong = []
    for parameter in _served(operation):
        for value in _wrong(parameter):
            response = scene.send(operation, query={parameter.name: value})
            if response.status != 400 or parameter.name not in described(response):
                wrong.append((parameter.name, value, response.status, described(response)))
    assert wrong == []


@pytest.mark.parametrize("operation", WITH_REQUIRED, ids=lambda operation: operation.name)
def test_a_required_parameter_is_required(scene: Scene, operation: Operation) -> None:
    for parameter in operation.query:
        if parameter.required:
            rest = {name: value for name, value in scene.query(operation).items() if name != parameter.name}
            response = scene.alice.call(operation.method, scene.path(operation), query=rest)
            assert (response.status, parameter.name in described(response)) == (400, True), response.body


@each
def test_an_unknown_parameter_is_ignored(scene: Scene, operation: Operation) -> None:
    response = scene.send(operation, query={"colour_of_the_sky": "blue", "limit": "x"})
    assert response.status == operation.success


@pytest.mark.parametrize("operation", WITH_ARRAYS, ids=lambda operation: operation.name)
def test_arrays_come_in_three_spellings(scene: Scene, operation: Operation) -> None:
    wrong = []
    for parameter in _served(operation):
        if parameter.repeated:
            answers = [_answer(scene, operation, spelt) for spelt in _spellings(scene, operation, parameter)]
            if any(answer != answers[0] for answer in answers) or answers[0][0] != 200:
                wrong.append((parameter.name, answers))
    assert wrong == []


def _spellings(scene: Scene, operation: Operation, parameter: Field) -> list[dict[str, Any]]:
    value = scene.value_of(operation, parameter)
    first = value[0] if isinstance(value, list) else value
    second = 2**40 if parameter.type == "integer" else first
    return [
        {parameter.name: f"{first},{second}"},
        {parameter.name: [first, second]},
        {f"{parameter.name}[]": [first, second]},
    ]


def _answer(scene: Scene, operation: Operation, query: dict[str, Any]) -> tuple[int, Any]:
    given = {name.removesuffix("[]") for name in query}
    required = {name: value for name, value in scene.query(operation).items() if name not in given}
    response = scene.alice.call(operation.method, scene.path(operation), query={**required, **query})
    return response.status, response.json()


@pytest.mark.parametrize("operation", WITH_ORDERS, ids=lambda operation: operation.name)
def test_every_documented_order_works_both_ways(scene: Scene, operation: Operation) -> None:
    wrong = []
    for order in {*operation.orders, *_by_field(scene, operation)}:
        for word in (order, f"-{order}"):
            response = scene.send(operation, query={"order_by": word})
            if response.status != 200:
                wrong.append((word, response.status, described(response)))
    assert wrong == []


def _by_field(scene: Scene, operation: Operation) -> list[str]:
    """The orders by custom fields, like cf_12."""
    kind = operation.route.ordered if operation.route else None
    names = {"task": "custom_field_id", "project": "project_field_id"}
    prefixes = kind.field_orders if kind else {}
    return [f"{prefix}{scene.ids[names[entity_type]]}" for prefix, entity_type in prefixes.items()]


WITH_FIELD_ORDERS = [one for one in WITH_QUERY if one.route and one.route.ordered and one.route.ordered.field_orders]


@pytest.mark.parametrize("operation", WITH_FIELD_ORDERS, ids=lambda operation: operation.name)
def test_an_unknown_field_in_an_order_is_400_with_the_known_ones(scene: Scene, operation: Operation) -> None:
    known = _by_field(scene, operation)
    for wrong in ("cf_1", "pcf_9007199254740993", "cf_x", "-cf_", f"cf_{scene.ids['project_field_id']}"):
        response = scene.send(operation, query={"order_by": wrong})
        assert (response.status, [one for one in known if one not in described(response)]) == (400, []), wrong


STREAMS = [
    one for one in WITH_QUERY if one.name in ("GET tasks/stream", "GET time-blocks/stream", "GET time-entries/stream")
]


@pytest.mark.parametrize("stream", STREAMS, ids=lambda operation: operation.name)
def test_a_stream_takes_every_filter_of_its_list(scene: Scene, stream: Operation) -> None:
    listed = next(one for one in WITH_QUERY if f"{one.path}/stream" == stream.path)
    assert listed.route is not None
    wrong, pages = [], {"page", "per_page"}
    for parameter in _served(listed):
        if parameter.name in pages:
            continue
        query = {**scene.query(listed), parameter.name: scene.value_of(listed, parameter)}
        paged = scene.alice.get(scene.path(listed), **{**query, "per_page": 100})["data"]
        if scene.alice.get(scene.path(stream), **query) != paged:
            wrong.append(parameter.name)
    assert wrong == []
