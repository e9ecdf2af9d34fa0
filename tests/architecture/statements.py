"""The statement rules (docs/decisions/0001-keys.md), checked on what the suite really executes.

`violations` judges one statement; `Watch` listens to all of them and remembers what was wrong during a test. The
compiler below is SQLAlchemy's own, so what is judged is what is rendered: correlation, CTEs and joins included.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from types import FrameType
from typing import Any

from sqlalchemy import Alias, BindParameter, BooleanClauseList, Join, Table
from sqlalchemy.dialects.sqlite import base, dialect
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression, Grouping
from sqlalchemy.sql.selectable import FromGrouping

from dayloom.db.tables import GLOBAL, VALUE, WORKSPACE
from dayloom.schema import metadata

#: Times and random values come in as parameters: an engine's own differ, and a shard refuses them.
NOT_FROM_SQL = re.compile(
    "now|(current|local)_?(date|time|timestamp)|(clock|statement|transaction)_timestamp|timeofday|date|time|datetime|"
    "julianday|strftime|unixepoch|date_trunc|date_part|age|(make|to)_(date|timestamp)|"
    "random|randomblob|setseed|gen_random_uuid|uuid_generate_v4"
)
#: Who may run statements across workspaces, by the function that runs them, and why.
ACROSS_WORKSPACES = {
    "dayloom.users.service:rename": "one is called the same in every workspace",
    "dayloom.users.service:_tell_memberships": "who is locked out is so in every workspace",
    "dayloom.audit.queries:lines_across": "an owner reads the log of all their workspaces as one, by time",
    "dayloom.workspaces.service:add_organization_member": "a new admin is an admin of every workspace there is",
    "dayloom.workspaces.plans:set_plan": "every workspace of an organization has a copy of its plan",
    "dayloom.tasks.horizon:is_wanted": "whether there is a series anywhere",
    "dayloom.projects.families:is_any_recurring": "whether there is a recurring project anywhere",
    "dayloom.calendar_sync.job:is_wanted": "whether there is a connected calendar anywhere",
    "dayloom.journal:numbers_of": "one poller asks for every workspace that somebody watches",
    "dayloom.workspaces.service:list_workspaces": "whoever runs the instance sees all of it",
}
#: What stands between a statement and the function that runs it.
_PLUMBING = ("dayloom.db.engine", "dayloom.context", "dayloom.db.statement", __name__)

Condition = tuple[str, str]


class _Compiler(base.SQLiteCompiler):
    """Notes what each select, update and delete refers to and which workspace conditions it has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.found: list[str] = []
        #: What the tables of the statement are keyed by: those of two kinds may lie on two machines.
        self.keyed_by: set[str] = set()
        super().__init__(*args, **kwargs)

    def _compose_select_body(
        self, text: Any, select: Any, compile_state: Any, inner_columns: Any, froms: Any, *rest: Any
    ) -> Any:
        self._judge(froms, select._where_criteria)
        self._group(froms)
        return super()._compose_select_body(text, select, compile_state, inner_columns, froms, *rest)  # type: ignore[no-untyped-call]

    def visit_update(self, update_stmt: Any, *args: Any, **kwargs: Any) -> Any:
        self._judge([update_stmt.table], update_stmt._where_criteria)
        self._group([update_stmt.table])
        text = super().visit_update(update_stmt, *args, **kwargs)
        if re.search(r"\bworkspace_id=", text.partition("WHERE")[0]):
            self.found.append(f"UPDATE {update_stmt.table} moves a row to another workspace")
        return text

    def update_from_clause(self, update_stmt: Any, from_table: Any, extra_froms: Any, *args: Any, **kwargs: Any) -> Any:
        self._judge(extra_froms, update_stmt._where_criteria)
        return super().update_from_clause(update_stmt, from_table, extra_froms, *args, **kwargs)  # type: ignore[no-untyped-call]

    def visit_delete(self, delete_stmt: Any, *args: Any, **kwargs: Any) -> Any:
        self._judge([delete_stmt.table], delete_stmt._where_criteria)
        self._group([delete_stmt.table])
        return super().visit_delete(delete_stmt, *args, **kwargs)  # type: ignore[no-untyped-call]

    def visit_insert(self, insert_stmt: Any, *args: Any, **kwargs: Any) -> Any:
        text = super().visit_insert(insert_stmt, *args, **kwargs)  # type: ignore[no-untyped-call]
        self.found += _inserted(insert_stmt.table, text)
        return text

    def visit_function(self, func: Any, *args: Any, **kwargs: Any) -> Any:
        if NOT_FROM_SQL.fullmatch(func.name.lower()):
            self.found.append(f"{func.name}() is not a parameter")
        return super().visit_function(func, *args, **kwargs)

    def visit_extract(self, extract: Any, **kwargs: Any) -> Any:
        self.found.append("EXTRACT does calendar arithmetic in SQL")
        return super().visit_extract(extract, **kwargs)  # type: ignore[no-untyped-call]

    def visit_textclause(self, textclause: Any, *args: Any, **kwargs: Any) -> Any:
        self.found.append(f"text({textclause.text!r}) is SQL by hand")
        return super().visit_textclause(textclause, *args, **kwargs)  # type: ignore[no-untyped-call]

    def _group(self, froms: Iterable[Any]) -> None:
        leaves: list[Any] = []
        for one in froms:
            list(_spread(one, leaves))
        tables: Iterable[Any] = (leaf.element if isinstance(leaf, Alias) else leaf for leaf in leaves)
        named = (metadata.tables.get(table.name) for table in tables if isinstance(table, Table))
        self.keyed_by |= {_place(table) for table in named if table is not None} - {GLOBAL}

    def _judge(self, froms: Iterable[Any], where: Iterable[Any]) -> None:
        leaves: list[Any] = []
        conditions = {condition for clause in where for condition in _conditions(clause)}
        for one in froms:
            conditions |= set(_spread(one, leaves))
        for leaf in leaves:
            if _is_tenant(leaf) and (leaf.name, "workspace_id") not in conditions:
                self.found.append(f"{_called(leaf)} has no `{leaf.name}.workspace_id = :workspace_id` of its own")


def _spread(one: Any, leaves: list[Any]) -> Iterator[Condition]:
    """Adds what a FROM element refers to, and yields the conditions of its ON clauses that filter what they name.

    The ON of an outer join filters only its right side; the left side's rows come out whatever it says.
    """
    if isinstance(one, FromGrouping):
        yield from _spread(one.element, leaves)
    elif isinstance(one, Join):
        yield from _spread(one.left, leaves)
        before = len(leaves)
        yield from _spread(one.right, leaves)
        right = {leaf.name for leaf in leaves[before:]}
        for condition in _conditions(one.onclause):
            if not one.isouter or condition[0] in right:
                yield condition
    else:
        leaves.append(one)


def _conditions(clause: Any) -> Iterator[Condition]:
    """(table or alias, "workspace_id") for each `x.workspace_id = :workspace_id` that always holds."""
    if isinstance(clause, Grouping):
        yield from _conditions(clause.element)
    elif isinstance(clause, BooleanClauseList) and clause.operator is operators.and_:
        for one in clause.clauses:
            yield from _conditions(one)
    elif isinstance(clause, BinaryExpression) and clause.operator is operators.eq:
        for column, value in ((clause.left, clause.right), (clause.right, clause.left)):
            table: Any = getattr(column, "table", None)
            named = getattr(column, "name", None) == "workspace_id" == getattr(value, "key", None)
            if named and table is not None and isinstance(value, BindParameter):
                yield table.name, "workspace_id"


def _is_tenant(leaf: Any) -> bool:
    table: Any = leaf.element if isinstance(leaf, Alias) else leaf
    known = metadata.tables.get(table.name) if isinstance(table, Table) else None
    return known is not None and known.info["keyed_by"] == WORKSPACE


def _place(table: Table) -> str:
    """Tables of one place lie together on a machine; one that is keyed by a value of its own lies alone."""
    keyed_by: str = table.info["keyed_by"]
    return table.name if keyed_by == VALUE else keyed_by


def _called(leaf: Any) -> str:
    aliased: Any = getattr(leaf, "element", None)
    return str(leaf.name) if aliased is None else f"{aliased.name} as {leaf.name}"


def _inserted(table: Any, sql: str) -> list[str]:
    columns = re.search(r"INSERT (?:OR \w+ )?INTO \S+ \(([^)]*)\)", sql)
    if _is_tenant(table) and (columns is None or "workspace_id" not in re.split(r"\W+", columns[1])):
        return [f"INSERT INTO {table.name} carries no workspace_id"]
    return []


_DIALECT = dialect(paramstyle="named")
_DIALECT.statement_compiler = _Compiler


def violations(construct: Any, sql: str = "") -> list[str]:
    """What is wrong with a statement: a SQLAlchemy construct, or the Table that rows go into."""
    if isinstance(construct, Table):
        if sql.startswith("UPDATE"):
            return [] if _is_tenant(construct) else [f"UPDATE {construct.name} by id is for a workspace's tables"]
        return _inserted(construct, sql)
    compiled = construct.compile(dialect=_DIALECT)
    found: list[str] = getattr(compiled, "found", [])
    keyed_by: set[str] = getattr(compiled, "keyed_by", set())
    return [*found, *([f"joins tables keyed by {' and by '.join(sorted(keyed_by))}"] if len(keyed_by) > 1 else [])]


class Watch:
    """Listens to every statement; each text is judged once. What tests ask the database themselves is their affair."""

    def __init__(self) -> None:
        self._judged: dict[str, list[str]] = {}
        self.wrong: list[str] = []

    def __call__(self, construct: object, sql: str) -> None:
        """One statement is about to run."""
        if sql not in self._judged:
            self._judged[sql] = violations(construct, sql)
        found = self._judged[sql]
        if not found:
            return
        asker = _asker(sys._getframe(1))
        if asker.startswith("dayloom.") and asker not in ACROSS_WORKSPACES:
            self.wrong.append(f"{asker}: {'; '.join(found)}\n{sql}")

    def take(self) -> list[str]:
        """What was wrong since the last time."""
        wrong, self.wrong = self.wrong, []
        return wrong


def _asker(frame: FrameType | None) -> str:
    """`module:function` of whoever runs the statement."""
    while frame is not None and frame.f_globals.get("__name__", "").startswith(_PLUMBING):
        frame = frame.f_back
    return f"{frame.f_globals.get('__name__', '')}:{frame.f_code.co_qualname}" if frame is not None else ""
