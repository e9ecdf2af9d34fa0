"""The schema rules (docs/decisions/0001-keys.md): what lets one schema serve two engines and many shards."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import ForeignKeyConstraint, Index, Integer, Table, UniqueConstraint

from dayloom.db.distribution import faults
from dayloom.db.tables import GLOBAL, ORGANIZATION, USER, VALUE, WORKSPACE
from dayloom.schema import metadata

TABLES = list(metadata.sorted_tables)
TENANT = [table for table in TABLES if table.info.get("keyed_by") == WORKSPACE]
#: Indexes of a workspace's tables that do not begin with the workspace, and why.
ACROSS_WORKSPACES = {"workspaces_organization": "a new admin enters every workspace of the organization"}

each_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
each_tenant_table = pytest.mark.parametrize("table", TENANT, ids=lambda table: table.name)


def _foreign_keys(table: Table) -> list[ForeignKeyConstraint]:
    return sorted(table.foreign_key_constraints, key=lambda key: str(key.name))


def _keys(table: Table) -> Iterator[tuple[str, list[str]]]:
    """Every key and index as (name, columns)."""
    yield str(table.primary_key.name), table.primary_key.columns.keys()
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint | ForeignKeyConstraint):
            yield str(constraint.name), [column.name for column in constraint.columns]
    for index in table.indexes:
        yield str(index.name), [getattr(one, "name", str(one)) for one in index.expressions]


@each_table
def test_a_table_says_what_it_is_keyed_by_and_has_a_primary_key(table: Table) -> None:
    assert table.info["keyed_by"] in (WORKSPACE, USER, ORGANIZATION, VALUE, GLOBAL)
    assert table.primary_key.columns.keys()


@each_table
def test_every_constraint_and_index_has_a_name(table: Table) -> None:
    parts: list[Any] = [*table.constraints, *table.indexes]
    assert [part for part in parts if part.name is None] == []


@each_tenant_table
def test_the_workspace_comes_first_in_every_key_and_index(table: Table) -> None:
    wrong = {name: columns for name, columns in _keys(table) if columns[0] != "workspace_id"}
    assert set(wrong) <= set(ACROSS_WORKSPACES)


@each_tenant_table
def test_a_workspaces_table_points_only_inside_the_workspace(table: Table) -> None:
    for key in _foreign_keys(table):
        assert key.referred_table in TENANT, f"{key.name} leaves the workspace"
        assert key.elements[0].target_fullname.endswith(".workspace_id"), f"{key.name} can cross workspaces"


@pytest.mark.parametrize("table", [table for table in TABLES if table not in TENANT], ids=lambda table: table.name)
def test_a_table_outside_workspaces_points_only_to_its_own_kind(table: Table) -> None:
    for key in _foreign_keys(table):
        assert key.referred_table.info["keyed_by"] == table.info["keyed_by"]


def test_all_of_it_could_be_spread_over_machines() -> None:
    assert faults(metadata) == []


@each_table
def test_nothing_is_set_null_behind_our_back(table: Table) -> None:
    for key in _foreign_keys(table):
        assert key.ondelete in (None, "RESTRICT", "CASCADE")
        assert key.onupdate is None


@each_table
def test_the_database_makes_no_values(table: Table) -> None:
    assert table._autoincrement_column is None, "PostgreSQL would make a sequence"
    for column in table.columns:
        assert (column.server_default, column.server_onupdate, column.default) == (None, None, None)
        assert (column.identity, column.computed) == (None, None)


@each_table
def test_numbers_are_of_64_bits(table: Table) -> None:
    """SMALLINT stands for one of a few words and never grows."""
    for column in table.columns:
        if isinstance(column.type, Integer):
            assert str(column.type) in ("BIGINT", "SMALLINT")
            assert str(column.type) == "BIGINT" or not (column.foreign_keys or column.primary_key)


def test_names_are_unique_in_the_whole_schema() -> None:
    """SQLite and PostgreSQL keep the names of indexes beside those of tables."""
    names = [table.name for table in TABLES] + [str(index.name) for table in TABLES for index in table.indexes]
    assert len(names) == len(set(names))


def test_an_index_with_a_condition_has_it_on_both_engines() -> None:
    def condition(index: Index, engine: str) -> str:
        return str(index.dialect_options[engine].get("where"))

    for index in (index for table in TABLES for index in table.indexes):
        assert condition(index, "sqlite") == condition(index, "postgresql"), (
            f"{index.name} is partial on one engine only"
        )
