"""How the tables lie on several machines (Citus): by what each is spread, and which lie together.

All of it follows from what a table is keyed by (`tables.py`). `faults` says what of a schema could not be spread,
`steps` what is to be run, in order; `Cluster` asks a database how far it is and runs them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, MetaData, Table, UniqueConstraint

from dayloom.db.tables import GLOBAL, ORGANIZATION, USER, VALUE, WORKSPACE

#: The table that the others of its kind lie beside, and what each kind is spread by.
ANCHORS = {WORKSPACE: "workspaces", USER: "users", ORGANIZATION: "organizations"}
SPREAD_BY = {WORKSPACE: "workspace_id", USER: "user_id", ORGANIZATION: "organization_id"}
#: Shards of each kind: as many machines as it can ever be spread over.
SHARDS = 128


@dataclass(frozen=True, slots=True)
class Step:
    """One table's place: what it is spread by (None: a copy on every machine), and beside which table it lies."""

    table: str
    column: str | None
    beside: str | None
    sql: str


def spread_by(table: Table) -> str | None:
    """The column that says on which machine a row lies; None for a table that every machine has."""
    keyed_by = table.info["keyed_by"]
    if keyed_by == GLOBAL:
        return None
    if keyed_by == VALUE:
        return str(table.primary_key.columns.keys()[0])
    return "id" if table.name in (ANCHORS[USER], ANCHORS[ORGANIZATION]) else SPREAD_BY[keyed_by]


def steps(metadata: MetaData, shards: int = SHARDS) -> list[Step]:
    """What spreads the tables, those that others point to first, and the one that others lie beside before all."""
    anchors = [metadata.tables[name] for name in ANCHORS.values()]
    rest = [table for table in metadata.sorted_tables if table not in anchors]
    return [_step(table, shards) for table in (*anchors, *rest)]


def _step(table: Table, shards: int) -> Step:
    column, anchor = spread_by(table), ANCHORS.get(table.info["keyed_by"])
    if column is None:
        return Step(table.name, None, None, f"SELECT create_reference_table('{table.name}')")
    beside = anchor if anchor != table.name else None
    where = f"colocate_with => '{beside or 'none'}'"
    count = "" if beside else f", shard_count => {shards}"
    sql = f"SELECT create_distributed_table('{table.name}', '{column}', {where}{count})"
    return Step(table.name, column, beside, sql)


# --- what a schema must hold ----------------------------------------------------------------------


def faults(metadata: MetaData) -> list[str]:
    """What of a schema could not be spread, a sentence each."""
    return [fault for table in metadata.sorted_tables for fault in _faults(table)]


def _faults(table: Table) -> Iterator[str]:
    column = spread_by(table)
    for name, columns in _unique_keys(table):
        if column is not None and column not in columns:
            yield f"{name} of {table.name} has to hold {column}: what is unique can be known on one machine only"
    for key in sorted(table.foreign_key_constraints, key=lambda one: str(one.name)):
        yield from _faults_of_reference(table, key)
    if table._autoincrement_column is not None:
        yield f"{table.name} would get a sequence, whose numbers pass 2^53 on other machines"


def _unique_keys(table: Table) -> Iterator[tuple[str, set[str]]]:
    yield str(table.primary_key.name), set(table.primary_key.columns.keys())
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield str(constraint.name), set(constraint.columns.keys())
    for index in table.indexes:
        if index.unique:
            yield str(index.name), _columns(index)


def _columns(index: Index) -> set[str]:
    return {getattr(one, "name", str(one)) for one in index.expressions}


def _faults_of_reference(table: Table, key: ForeignKeyConstraint) -> Iterator[str]:
    target = key.referred_table
    if spread_by(target) is None:
        return  # every machine has it
    if table.info["keyed_by"] != target.info["keyed_by"] or table.info["keyed_by"] == VALUE:
        yield f"{key.name} of {table.name} leads to {target.name}, which lies elsewhere"
        return
    pairs = [(one.parent.name, one.column.name) for one in key.elements]
    if (spread_by(table), spread_by(target)) not in pairs:
        yield f"{key.name} of {table.name} does not lead from {spread_by(table)} to {spread_by(target)}"
    if key.ondelete not in (None, "RESTRICT", "CASCADE"):
        yield f"{key.name} of {table.name} says ON DELETE {key.ondelete}, which is refused between shards"


# --- a database -----------------------------------------------------------------------------------


class Cluster:
    """A PostgreSQL database that may have Citus, by a connection of its own that commits each statement."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def version(self) -> str | None:
        """The version of Citus; None where there is none."""
        found = self._raw.execute("SELECT extversion FROM pg_extension WHERE extname = 'citus'").fetchone()
        return None if found is None else str(found[0])

    def machines(self) -> int:
        """How many machines have shards, or will."""
        found = self._raw.execute("SELECT count(*) FROM pg_dist_node WHERE shouldhaveshards").fetchone()
        return int(found[0])

    def placed(self) -> dict[str, str | None]:
        """The tables that have their place already, and what they are spread by."""
        rows = self._raw.execute("SELECT table_name::text, citus_table_type, distribution_column FROM citus_tables")
        known = {"distributed": True, "reference": False}
        return {name: column if known[kind] else None for name, kind, column in rows.fetchall() if kind in known}

    def triggers(self) -> list[str]:
        """Triggers that somebody added: they are refused on spread tables."""
        rows = self._raw.execute(
            "SELECT tgrelid::regclass::text || '.' || tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
        )
        return [str(name) for (name,) in rows.fetchall()]

    def run(self, step: Step) -> None:
        """Spreads one table, with its rows."""
        self._raw.execute(step.sql)


def left(planned: Sequence[Step], placed: dict[str, str | None]) -> list[Step]:
    """The steps that are still to be run."""
    return [step for step in planned if step.table not in placed]


def misplaced(planned: Iterable[Step], placed: dict[str, str | None]) -> list[str]:
    """Tables that are spread by something else than planned, a sentence each."""
    return [
        f"{step.table} is spread by {placed[step.table] or 'nothing'}, not by {step.column or 'nothing'}"
        for step in planned
        if step.table in placed and placed[step.table] != step.column
    ]
