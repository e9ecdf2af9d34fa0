"""Orders by a custom field, like `cf_12`. There is one for each way in which values compare and for a few fields at
once, so that a statement's shape does not depend on the field: which one it is comes as a parameter.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, bindparam, exists, select

from dayloom.auth.actor import Sight
from dayloom.context import Context
from dayloom.custom_fields.queries import types_of
from dayloom.custom_fields.schemas import MOST_AT_ONCE
from dayloom.custom_fields.tables import custom_field_options
from dayloom.custom_fields.values import FieldValues, Owned
from dayloom.db.dialect import joined
from dayloom.db.engine import Row
from dayloom.db.tables import of_workspace
from dayloom.errors import Invalid
from dayloom.kinds import Order

#: How the values of each type compare: options by their place, several of them and people as sorted lists of ids.
BY_TYPE = {
    "text": "text",
    "date": "text",
    "number": "number",
    "checkbox": "checked",
    "select": "option",
    "multi_select": "options",
    "users": "people",
}


def field_orders(prefix: str, values: FieldValues, owned: Owned) -> dict[str, list[Order]]:
    """The orders behind `<prefix><id>`, for the dictionary of a kind."""
    return {
        _name(prefix, by, slot): [partial(_value, values, owned, by, slot)]
        for by in set(BY_TYPE.values())
        for slot in range(MOST_AT_ONCE)
    }


def _name(prefix: str, by: str, slot: int) -> str:
    return f"_{prefix}{by}_{slot}"


def _value(values: FieldValues, owned: Owned, by: str, slot: int, sight: Sight) -> ColumnElement[Any]:
    """What a record has in the field, as it compares; null where it has nothing."""
    value = values.table.alias()
    field = value.c.custom_field_id == bindparam(f"order_field_{slot}", type_=BigInteger)
    mine = of_workspace(value), field, *owned(value, sight)
    columns = {"text": value.c.text_sort, "number": value.c.number, "checked": value.c.checked}
    if by in columns:
        return select(columns[by]).where(*mine).correlate_except(value).scalar_subquery()
    option = custom_field_options.alias()
    living = of_workspace(option), option.c.id == value.c.item, option.c.deleted_at.is_(None)
    if by == "option":
        place = select(option.c.position).where(*mine, *living)
        return place.correlate_except(value, option).scalar_subquery()
    chosen = [exists().where(*living)] if by == "options" else []
    return joined(select(value.c.item.label("id")).where(*mine, *chosen).correlate_except(value))


def named_fields(ctx: Context, order_by: Sequence[str], prefixes: Mapping[str, str]) -> tuple[dict[str, str], Row]:
    """What the fields that can be ordered by are called (by prefix: what they are for) → the orders behind them, and
    the parameters of these. Nothing where no word begins like one. Raises Invalid for too many.
    """
    asked = list(dict.fromkeys(word.removeprefix("-") for word in order_by))
    asked = [word for word in asked if word.startswith(tuple(prefixes))]
    if not asked:
        return {}, {}
    known = {
        f"{prefix}{field_id}": (prefix, field_id, BY_TYPE[field_type])
        for prefix, entity_type in prefixes.items()
        for field_id, field_type in types_of(ctx, entity_type).items()
    }
    used = [word for word in asked if word in known]
    if len(used) > MOST_AT_ONCE:
        raise Invalid("order_by", f"must name at most {MOST_AT_ONCE} custom fields")
    orders = dict.fromkeys(known, "")
    for slot, word in enumerate(used):
        prefix, _, by = known[word]
        orders[word] = _name(prefix, by, slot)
    return orders, {f"order_field_{slot}": known[word][1] for slot, word in enumerate(used)}
