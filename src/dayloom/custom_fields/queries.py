"""Custom fields and their options as records."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Text, and_, bindparam, exists, func, select

from dayloom.auth.actor import Sight
from dayloom.context import Context
from dayloom.custom_fields.permissions import option_visible_to, visible_to
from dayloom.custom_fields.schemas import (
    WITH_OPTIONS,
    CustomField,
    CustomFieldFilter,
    CustomFieldOption,
    CustomFieldOptionValue,
    CustomFieldValue,
)
from dayloom.custom_fields.tables import custom_field_options, custom_fields
from dayloom.custom_fields.values import FieldValues, typed_value
from dayloom.db.dialect import contains, in_ids
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.fields import UNSET
from dayloom.kinds import Kind, flat
from dayloom.records import Where

ENTITY_TYPE = bindparam("entity_type", type_=Text)
FIELD_ID = bindparam("custom_field_id", type_=BigInteger)
_COLUMNS = CustomField.__struct_fields__[: CustomField.__struct_fields__.index("status")]


@statement
def _fields(sight: Sight) -> Any:
    columns = [custom_fields.c[name] for name in _COLUMNS]
    return select(*columns).where(visible_to(sight), in_ids(custom_fields.c.id, "ids"))


@statement
def _options(sight: Sight) -> Any:
    options = custom_field_options.c
    columns = [options[name] for name in CustomFieldOption.__struct_fields__]
    mine = option_visible_to(sight), in_ids(options.custom_field_id, "ids")
    return select(*columns).where(*mine).order_by(options.position, options.id)


def load(ctx: Context, ids: Sequence[int]) -> list[CustomField]:
    """Fields with their options, in the order of the ids."""
    if not ids:
        return []
    sight = ctx.actor.sight
    found = {row[0]: row for row in ctx.all(_fields(sight), ids=list(ids))}
    options: dict[int, list[CustomFieldOption]] = {}
    for row in ctx.all(_options(sight), ids=list(ids)):
        option = CustomFieldOption(*row)
        options.setdefault(option.custom_field_id, []).append(option)
    made = []
    for row in (found[one] for one in ids if one in found):
        mine = options.get(row[0], [])
        made.append(CustomField(*[*row, "active", mine, len(mine)]))
    return made


def _orders(table: Any) -> dict[str, list[Any]]:
    return {"position": [table.c.position], "name": [table.c.name_sort], "created_at": [table.c.created_at]}


_OF_ENTITY_TYPE = custom_fields.c.entity_type == ENTITY_TYPE
_OF_FIELD = custom_field_options.c.custom_field_id == FIELD_ID

FIELDS = Kind(
    name="custom_field",
    table=custom_fields,
    visible_to=visible_to,
    load=load,
    conditions={"entity_type": _OF_ENTITY_TYPE},
    orders=_orders(custom_fields),
    default_order=("position",),
)
OPTIONS = Kind(
    name="custom_field_option",
    table=custom_field_options,
    visible_to=option_visible_to,
    load=flat(custom_field_options, CustomFieldOption, option_visible_to),
    conditions={
        "field": _OF_FIELD,
        "name": contains(custom_field_options.c.name_fold, "name"),
    },
    orders=_orders(custom_field_options),
    default_order=("position",),
)


def narrow(ctx: Context, query: CustomFieldFilter) -> Where:  # noqa: ARG001 - every filter is called alike
    """The conditions of a filter."""
    where = Where()
    return where if query.entity_type is UNSET else where.add("entity_type", entity_type=query.entity_type)


def _extent(kind: Kind[Any], sight: Sight, mine: ColumnElement[bool]) -> Any:
    return select(func.count(), func.max(kind.table.c.position)).where(kind.visible_to(sight), mine)


@statement
def _fields_extent(sight: Sight) -> Any:
    return _extent(FIELDS, sight, _OF_ENTITY_TYPE)


@statement
def _options_extent(sight: Sight) -> Any:
    return _extent(OPTIONS, sight, _OF_FIELD)


def fields_of(ctx: Context, entity_type: str) -> tuple[int, int]:
    """How many fields there are for this, and the last place in use."""
    ((count, last),) = ctx.all(_fields_extent(ctx.actor.sight), entity_type=entity_type)
    return count, last or 0


def options_of(ctx: Context, field_id: int) -> tuple[int, int]:
    """How many options a field has, and the last place in use."""
    ((count, last),) = ctx.all(_options_extent(ctx.actor.sight), custom_field_id=field_id)
    return count, last or 0


@statement
def _types(sight: Sight) -> Any:
    query = select(custom_fields.c.id, custom_fields.c.field_type).where(visible_to(sight), _OF_ENTITY_TYPE)
    return query.order_by(custom_fields.c.position, custom_fields.c.id)


def types_of(ctx: Context, entity_type: str) -> dict[int, str]:
    """The types of all visible fields for this, by id."""
    return dict(ctx.all(_types(ctx.actor.sight), entity_type=entity_type))


# --- values ---------------------------------------------------------------------------------------


def there_are(entity_type: str) -> ColumnElement[bool]:
    """Whether there are fields for this at all: a column for a statement that is run anyway."""
    mine = custom_fields.c.entity_type == bindparam(f"{entity_type}_fields", entity_type, type_=Text)
    return exists().where(of_workspace(custom_fields), custom_fields.c.deleted_at.is_(None), mine)


@statement
def _values_of(values: FieldValues, sight: Sight) -> Any:
    """Each value with its field and its option, in the order of both; those of deleted fields and options are not."""
    value, field, option = values.table.c, custom_fields.c, custom_field_options.c
    columns = field.id, field.name, field.field_type, value.item, value.text, value.number, value.checked, option.name
    chosen = and_(
        option.id == value.item,
        option.custom_field_id == value.custom_field_id,
        of_workspace(custom_field_options),
        option.deleted_at.is_(None),
    )
    joined = values.table.join(custom_fields, field.id == value.custom_field_id)
    joined = joined.outerjoin(custom_field_options, chosen)
    mine = of_workspace(values.table), in_ids(value[values.owner], "ids"), visible_to(sight)
    query = select(value[values.owner], *columns).select_from(joined).where(*mine)
    return query.order_by(value[values.owner], field.position, field.id, option.position, value.item)


def values_of(ctx: Context, values: FieldValues, owners: Sequence[int]) -> dict[int, list[CustomFieldValue]]:
    """What each owner that has any values has in the fields that the actor sees, by id."""
    found: dict[int, list[CustomFieldValue]] = {}
    rows = ctx.all(_values_of(values, ctx.actor.sight), ids=list(owners)) if owners else []
    for (owner, *field), mine in groupby(rows, key=itemgetter(0, 1, 2, 3)):
        shown = _shown(field, [row[4:] for row in mine])
        if shown is not None:
            found.setdefault(owner, []).append(shown)
    return found


def _shown(field: list[Any], rows: list[Any]) -> CustomFieldValue | None:
    """A value as it is shown; None where all of its options were deleted."""
    field_type = field[2]
    if field_type in WITH_OPTIONS:
        options = [CustomFieldOptionValue(item, name, False) for item, *_, name in rows if name is not None]
        ids = [option.option_id for option in options]
        value = ids[0] if ids and field_type == "select" else ids
        return CustomFieldValue(*[*field, options, value]) if ids else None
    value = [row[0] for row in rows] if field_type == "users" else typed_value(*rows[0][1:4])
    return CustomFieldValue(*[*field, [], value])
