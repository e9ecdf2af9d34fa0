"""What records have in their custom fields, as it is stored: one field of theirs, in a table of its own."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, select
from sqlalchemy import delete as sql_delete

from dayloom.auth.actor import Sight
from dayloom.context import Context
from dayloom.custom_fields import rules
from dayloom.custom_fields.tables import project_field_values, task_field_values, user_field_values
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.links import Move
from dayloom.text import fold, sort_key

COLUMNS = ("item", "text", "text_fold", "text_sort", "number", "checked")
#: How much of a text decides its place in an order.
SORTED_BY = 200


#: The conditions under which values (a table or its alias) are those of a record, for somebody's sight.
Owned = Callable[[Any, Sight], Sequence[ColumnElement[bool]]]


@dataclass(frozen=True, slots=True)
class FieldValues:
    """A record's values by field id, kept in a table of its own: `owner` is the record's column in it."""

    table: Table
    owner: str
    entity_type: str

    def of(self, record_id: ColumnElement[Any]) -> Owned:
        """Those of this record."""
        return lambda values, _: [values.c[self.owner] == record_id]

    def tidy(self, value: Any) -> rules.Values:
        """See `rules.tidy`."""
        return rules.tidy(value)

    def read(self, ctx: Context, owners: Collection[int]) -> dict[int, rules.Values]:
        """The values of those owners that have any, in deleted fields too."""
        found: dict[int, rules.Values] = {}
        for owner, field_id, item, *typed in ctx.all(_stored(self), ids=list(owners)) if owners else ():
            mine = found.setdefault(owner, {})
            if item:
                mine.setdefault(field_id, []).append(item)
            else:
                mine[field_id] = typed_value(*typed)
        return found

    def write(self, ctx: Context, moves: Sequence[Move]) -> None:
        """Deletes what changed (one statement for all owners in which the same fields did) and inserts it anew."""
        rows: list[Row] = []
        losers: dict[tuple[int, ...], list[int]] = {}
        for owner, old, new in moves:
            changed = [one for one in {**old, **new} if old.get(one) != new.get(one)]
            losers.setdefault(tuple(one for one in changed if one in old), []).append(owner)
            common = {"workspace_id": ctx.workspace_id, self.owner: owner}
            rows += [
                {**common, "custom_field_id": one, **row} for one in changed if one in new for row in _rows(new[one])
            ]
        losers.pop((), None)
        for fields, owners in losers.items():
            ctx.run(_forget(self), owners=owners, fields=list(fields))
        ctx.db.insert(self.table, rows)


USER_VALUES = FieldValues(user_field_values, "user_id", "user")
TASK_VALUES = FieldValues(task_field_values, "task_id", "task")
PROJECT_VALUES = FieldValues(project_field_values, "project_id", "project")


@statement
def _stored(values: FieldValues) -> Any:
    table = values.table
    keys = table.c[values.owner], table.c.custom_field_id, table.c.item
    mine = of_workspace(table), in_ids(table.c[values.owner], "ids")
    return select(*keys, table.c.text, table.c.number, table.c.checked).where(*mine).order_by(*keys)


@statement
def _forget(values: FieldValues) -> Any:
    table = values.table
    these = in_ids(table.c[values.owner], "owners"), in_ids(table.c.custom_field_id, "fields")
    return sql_delete(table).where(of_workspace(table), *these)


def typed_value(text: str | None, number: float | None, checked: bool | None) -> Any:
    """The value in the one column that is filled."""
    if number is not None:
        return rules.plain_number(number)
    return text if checked is None else checked


def _rows(value: Any) -> list[Row]:
    """A value as the columns of its rows."""
    empty = {**dict.fromkeys(COLUMNS), "item": 0}
    if isinstance(value, list):
        return [{**empty, "item": one} for one in value]
    if isinstance(value, str):
        return [{**empty, "text": value, "text_fold": fold(value), "text_sort": sort_key(value)[:SORTED_BY]}]
    return [{**empty, "checked" if isinstance(value, bool) else "number": value}]
