"""Where the tables lie on several machines: the plan, and what cannot be spread."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from dayloom.db import distribution
from dayloom.db.distribution import Step
from dayloom.schema import metadata

#: The end of the statement for a table that lies beside no other.
ALONE = "colocate_with => 'none', shard_count => 128)"


# --- the plan -------------------------------------------------------------------------------------


def plan() -> dict[str, Step]:
    """The steps by table."""
    return {step.table: step for step in distribution.steps(metadata)}


def test_every_table_has_one_step_after_those_that_it_points_to() -> None:
    order = [step.table for step in distribution.steps(metadata)]
    assert sorted(order) == sorted(metadata.tables)
    for table in metadata.tables.values():
        for key in table.foreign_key_constraints:
            assert order.index(key.referred_table.name) <= order.index(table.name)


@pytest.mark.parametrize(
    "table, sql",
    [
        ("workspaces", "SELECT create_distributed_table('workspaces', 'workspace_id', " + ALONE),
        ("tasks", "SELECT create_distributed_table('tasks', 'workspace_id', colocate_with => 'workspaces')"),
        ("users", "SELECT create_distributed_table('users', 'id', " + ALONE),
        ("user_workspaces", "SELECT create_distributed_table('user_workspaces', 'user_id', colocate_with => 'users')"),
        ("organizations", "SELECT create_distributed_table('organizations', 'id', " + ALONE),
        ("api_keys", "SELECT create_distributed_table('api_keys', 'hash', " + ALONE),
        ("id_blocks", "SELECT create_reference_table('id_blocks')"),
    ],
)
def test_the_statements(table: str, sql: str) -> None:
    assert plan()[table].sql == sql


def test_all_of_a_workspace_lies_together() -> None:
    tenants = [name for name, table in metadata.tables.items() if table.info["keyed_by"] == "workspace"]
    assert len(tenants) > 30
    assert {(plan()[name].column, plan()[name].beside) for name in tenants if name != "workspaces"} == {
        ("workspace_id", "workspaces")
    }


# --- what cannot be spread ------------------------------------------------------------------------


def made_up(*parts: Any, keyed_by: str = "workspace") -> MetaData:
    """A schema of two workspaces' tables, a person's one, and the table that is asked about."""
    made = MetaData()
    for name, kind, key in (("homes", "workspace", "workspace_id"), ("folk", "user", "user_id")):
        Table(
            name,
            made,
            Column(key, BigInteger),
            Column("id", BigInteger),
            PrimaryKeyConstraint(key, "id", name=f"{name}_pkey"),
            info={"keyed_by": kind},
        )
    columns = (*(Column(name, BigInteger, autoincrement=False) for name in ("workspace_id", "id", "other_id")),)
    Table("looms", made, *columns, *parts, info={"keyed_by": keyed_by})
    return made


def _key(*columns: str) -> PrimaryKeyConstraint:
    return PrimaryKeyConstraint(*(columns or ("workspace_id", "id")), name="k")


def _unique() -> UniqueConstraint:
    return UniqueConstraint("other_id", name="u")


def _index(*, unique: bool) -> Index:
    return Index("i", "other_id", unique=unique)


SELF = "workspace_id other_id", "homes.workspace_id homes.id"


@pytest.mark.parametrize(
    "parts, said",
    [
        (lambda: [_key("id")], ["k of looms has to hold workspace_id"]),
        (lambda: [_key(), _unique()], ["u of looms has to hold workspace_id"]),
        (lambda: [_key(), _index(unique=True)], ["i of looms has to hold workspace_id"]),
        (lambda: [_key(), _index(unique=False)], []),
        (lambda: [_key(), _points("other_id", "folk.id")], ["f of looms leads to folk, which lies elsewhere"]),
        (
            lambda: [_key(), _points("other_id", "homes.id")],
            ["f of looms does not lead from workspace_id to workspace_id"],
        ),
        (
            lambda: [_key(), _points(*SELF, ondelete="SET NULL")],
            ["f of looms says ON DELETE SET NULL"],
        ),
    ],
)
def test_what_cannot_be_spread_is_named(parts: Callable[[], list[Any]], said: list[str]) -> None:
    found = distribution.faults(made_up(*parts()))
    assert len(found) == len(said)
    assert all(expected in one for expected, one in zip(said, found, strict=True))


def _points(columns: str, targets: str, **options: Any) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(columns.split(), targets.split(), name="f", **options)
