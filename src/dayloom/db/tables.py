"""The registry of tables and how each is keyed; the features declare theirs with `tenant_table`.

What a table is keyed by (`WORKSPACE`, `USER`, `ORGANIZATION`, `VALUE`, `GLOBAL`) is data here: the schema lint,
backup and a later distribution over several machines all read it (docs/decisions/0001-keys.md).
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    ForeignKeyConstraint,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    bindparam,
)

from dayloom.db.types import Instant

WORKSPACE, USER, ORGANIZATION, VALUE, GLOBAL = "workspace", "user", "organization", "value", "global"

metadata = MetaData()

#: The parameter that every statement on a workspace's tables is bound to.
WORKSPACE_ID = bindparam("workspace_id", type_=BigInteger)
#: Two more parameters that every context supplies.
ACTOR_ID = bindparam("actor_id", type_=BigInteger)
NOW = bindparam("now", type_=Instant)


def tenant_table(name: str, *columns: Any, key: tuple[str, ...] = ("id",)) -> Table:
    """A table of a workspace's records: the workspace leads its primary key and every foreign key."""
    own_id = (Column("id", BigInteger, nullable=False),) if key == ("id",) else ()
    return Table(
        name,
        metadata,
        Column("workspace_id", BigInteger, nullable=False),
        *own_id,
        *columns,
        PrimaryKeyConstraint("workspace_id", *key, name=f"{name}_pkey"),
        ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name=f"{name}_workspace_fkey"),
        info={"keyed_by": WORKSPACE},
    )


def keyed_table(name: str, keyed_by: str, *columns: Any) -> Table:
    """A table outside the workspaces: keyed by user, organization, a value, or instance-wide."""
    table = Table(name, metadata, *columns, info={"keyed_by": keyed_by})
    for column in (column for column in table.primary_key if isinstance(column.type, BigInteger)):
        column.autoincrement = False  # ids are ours to make: without this PostgreSQL would get a sequence
    return table


def points_to(target: str, column: str, table: str, **options: Any) -> ForeignKeyConstraint:
    """A foreign key inside one workspace: `(workspace_id, column)` to the target's primary key."""
    key = "user_id" if target == "workspace_members" else "id"
    return ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{target}.workspace_id", f"{target}.{key}"],
        name=f"{table}_{column}_fkey",
        **options,
    )


def of_workspace(table: Any) -> ColumnElement[bool]:
    """The condition that every reference to a workspace's table needs, in every (sub)select."""
    condition: ColumnElement[bool] = table.c.workspace_id == WORKSPACE_ID
    return condition
