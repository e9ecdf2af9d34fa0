"""Filters and orders drawn at random, from the table of parameters: list, pages and stream show the same."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.client import Client
from tests.contract.facts import CONTRACT, Operation
from tests.contract.parameters import PATHS, PATHS_OF, ROWS
from tests.contract.world import RANGE, World, world_of
from tests.stores import Store

Json = dict[str, Any]
BY_NAME = {operation.name: operation for operation in CONTRACT}
#: Every list with pages, and the stream that shows the same where there is one.
LISTS = [one for one in CONTRACT if "data" in one.tables and not one.not_served.whole]
STREAMS = {one.name: BY_NAME.get(f"{one.name}/stream") for one in LISTS}
PAGES = ("page", "per_page")
#: Of lists with pages only.
OF_PAGES = ("timeblock_start", "timeblock_now_diff")
#: An order that stands alone.
ALONE = "sub_tasks_grouped"
#: What shows more, or something else, and so says what the others narrow.
NOT_NARROWING = {"archived", "toggl_user_id", "order_by"} | {
    name for rows in ROWS.values() for name, row in rows.items() if row.widens
}
#: Both must hold for one and the same block.
ONE_BLOCK = frozenset({"timeblock_start_from", "timeblock_start_until"})
each = pytest.mark.parametrize("operation", LISTS, ids=lambda operation: operation.name)
EACH = settings(
    max_examples=12, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)


def _values(name: str, value: str) -> st.SearchStrategy[Any]:
    """What the table has for a parameter, its contrary, and nothing where that means something."""
    if value in ("true", "false"):
        return st.sampled_from(["true", "false", *([""] if name == "archived" else [])])
    if name in ("project_id", "parent_task_id", "client_id"):
        return st.sampled_from([[value], [""], [value, ""]])
    return st.just(value)


def _orders(operation: Operation) -> st.SearchStrategy[list[str]]:
    family = operation.path.endswith(("/children", "/parents"))
    words = BY_NAME["GET tasks"].orders if family else operation.orders
    plain = [one for one in words if one != ALONE and one[-1] != "_"]
    several = st.lists(st.sampled_from([*plain, *(f"-{one}" for one in plain)]), max_size=3)
    return several | st.just([ALONE]) if ALONE in words else several


def queries(operation: Operation) -> st.SearchStrategy[Json]:
    """A few of the operation's parameters, with what it needs."""
    rows = {name: row for name, row in ROWS[operation.name].items() if name not in (*PAGES, "order_by")}
    values = {name: _values(name, row.value) for name, row in rows.items()}
    chosen = st.lists(st.sampled_from(sorted(values)), max_size=3, unique=True).flatmap(
        lambda names: st.fixed_dictionaries({name: values[name] for name in names})
    )
    required: Json = {one.name: RANGE[one.name] for one in operation.query if one.required}
    orders = _orders(operation) if "order_by" in ROWS[operation.name] else st.just([])
    return st.builds(lambda query, order: {**required, **query, "order_by": order}, chosen, orders)


def _filled(value: Any, ids: Mapping[str, int]) -> Any:
    return [one.format_map(ids) for one in value] if isinstance(value, list) else value.format_map(ids)


def _path(world: World, operation: Operation) -> str:
    labels = {**PATHS, **PATHS_OF.get(operation.name, {})}
    ours = {"organization_id": world.alice.organization_id, "workspace_id": world.alice.workspace_id}
    return operation.path.format_map({**ours, **{name: world.ids[label] for name, label in labels.items()}})


@pytest.fixture
def world(store: Store, alice: Client, bob: Client, cast: Cast) -> World:
    """Data that each parameter keeps something of, and drops something."""
    return world_of(store, alice, bob, cast)()


def _asked(world: World, query: Json) -> Json:
    return {name: _filled(value, world.ids) for name, value in query.items()}


def _check(world: World, operation: Operation, query: Json, size: int) -> None:
    asked, path = _asked(world, query), _path(world, operation)
    whole = world.alice.get(path, expect=200, **asked, per_page=100)
    pages = [world.alice.get(path, **asked, per_page=size, page=1)]
    while len(pages[-1]["data"]) == size:
        pages.append(world.alice.get(path, **asked, per_page=size, page=len(pages) + 1))
    assert [record for page in pages for record in page["data"]] == whole["data"], asked
    assert {page.get("total", len(whole["data"])) for page in pages} == {len(whole["data"])}, asked
    stream = STREAMS[operation.name]
    if stream is not None and not any(word.removeprefix("-") in OF_PAGES for word in asked["order_by"]):
        assert world.alice.get(_path(world, stream), expect=200, **asked) == whole["data"], asked


@each
def test_pages_and_stream_are_the_whole_list(world: World, operation: Operation) -> None:
    @EACH
    @given(queries(operation), st.integers(1, 5))
    def check(query: Json, size: int) -> None:
        _check(world, operation, query, size)

    draw: Callable[[], None] = check
    draw()


def _check_sum(world: World, operation: Operation, query: Json) -> None:
    asked, path = _asked(world, query), _path(world, operation)
    needed = {one.name for one in operation.query if one.required}
    base = {name: value for name, value in asked.items() if name in needed | NOT_NARROWING}

    def shown(**filters: Any) -> set[int]:
        return {one["id"] for one in world.alice.get(path, **base, **filters, per_page=100)["data"]}

    narrowing = {name: value for name, value in asked.items() if name not in base}
    pair = sorted(ONE_BLOCK) if narrowing.keys() >= ONE_BLOCK else []
    of_one_block = {name: narrowing.pop(name) for name in pair}
    alone = [shown(**{name: value}) for name, value in narrowing.items()]
    alone += [shown(**of_one_block)] if of_one_block else []
    assert shown(**narrowing, **of_one_block) == shown().intersection(*alone), asked


@each
def test_parameters_add_up(world: World, operation: Operation) -> None:
    @EACH
    @given(queries(operation))
    def check(query: Json) -> None:
        _check_sum(world, operation, query)

    draw: Callable[[], None] = check
    draw()


def test_every_list_of_the_contract_is_there() -> None:
    assert {one.name for one in LISTS} >= {"GET tasks", "GET time-blocks", "GET time-entries", "GET tasks/recurring"}
    assert [one.name for one in STREAMS.values() if one] == [
        "GET tasks/stream",
        "GET time-blocks/stream",
        "GET time-entries/stream",
    ]
