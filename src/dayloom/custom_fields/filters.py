"""`cf_filter`: conditions on custom fields. There is one for each way in which values are tested and for a few fields
at once, so that a statement's shape does not depend on the field: which one it is comes as a parameter.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Text, and_, bindparam, exists, false, or_

from dayloom.auth.actor import Sight
from dayloom.context import Context
from dayloom.custom_fields import rules
from dayloom.custom_fields.queries import types_of
from dayloom.custom_fields.schemas import MOST_AT_ONCE
from dayloom.custom_fields.tables import custom_field_options
from dayloom.custom_fields.values import FieldValues, Owned
from dayloom.db.dialect import contains_any, in_ids, in_numbers, in_words
from dayloom.db.engine import Row
from dayloom.db.tables import of_workspace
from dayloom.db.types import Real
from dayloom.errors import Invalid
from dayloom.fields import MAX_ID, UNSET, UnsetType
from dayloom.kinds import Condition
from dayloom.records import Where
from dayloom.text import fold

NOTHING = "_cf_nothing"

#: How values are tested, by the name of the test: a condition on a value's columns, with parameters of this slot.
_TESTS: dict[str, Callable[[Any, int], ColumnElement[bool]]] = {
    "options": lambda value, slot: and_(in_ids(value.item, f"field_ids_{slot}"), _living_option(value)),
    "people": lambda value, slot: in_ids(value.item, f"field_ids_{slot}"),
    "text": lambda value, slot: contains_any(value.text_fold, f"field_texts_{slot}"),
    "number": lambda value, slot: or_(
        in_numbers(value.number, f"field_numbers_{slot}"), _between(value.number, Real, slot)
    ),
    "day": lambda value, slot: or_(
        in_words(value.text_sort, f"field_texts_{slot}"), _between(value.text_sort, Text, slot)
    ),
    "ticked": lambda value, _: value.checked.is_(True),
}
_TEST_OF = {
    "select": "options",
    "multi_select": "options",
    "users": "people",
    "text": "text",
    "number": "number",
    "date": "day",
    "checkbox": "ticked",
}
#: The open ends of a span, and a span in which nothing is.
_ENDS: dict[str, tuple[Any, Any]] = {"number": (-float(2 * MAX_ID), float(2 * MAX_ID)), "day": ("", "~")}
_NO_SPAN: dict[str, tuple[Any, Any]] = {"number": (1.0, 0.0), "day": ("~", "")}


def _living_option(value: Any) -> ColumnElement[bool]:
    option = custom_field_options.alias()
    return exists().where(of_workspace(option), option.c.id == value.item, option.c.deleted_at.is_(None))


def _between(column: ColumnElement[Any], of_type: Any, slot: int) -> ColumnElement[bool]:
    low, high = (bindparam(f"field_{end}_{slot}", type_=of_type) for end in ("low", "high"))
    return and_(column >= low, column <= high)


# --- the conditions of a kind ---------------------------------------------------------------------


def field_conditions(values: FieldValues, owned: Owned) -> dict[str, Condition]:
    """The conditions behind `cf_filter`, for the dictionary of a kind."""
    made: dict[str, Condition] = {NOTHING: false()}
    for slot in range(MOST_AT_ONCE):
        in_field = partial(_in_field, values, owned, slot)
        made[_name("unticked", slot)] = partial(_lacks, in_field, "ticked", slot)
        for test in _TESTS:
            made[_name(test, slot)] = partial(_has, in_field, test, slot)
            made[_name(f"no_{test}", slot)] = partial(_has_none, in_field, test)
            made[_name(f"{test}_or_none", slot)] = partial(_has_or_has_none, in_field, test, slot)
    return made


def _name(test: str, slot: int) -> str:
    return f"_cf_{test}_{slot}"


#: The record's value in the field, as an alias of its table, and the conditions that make it that.
InField = Callable[[Sight], tuple[Any, list[ColumnElement[bool]]]]


def _in_field(values: FieldValues, owned: Owned, slot: int, sight: Sight) -> tuple[Any, list[ColumnElement[bool]]]:
    value = values.table.alias()
    field = value.c.custom_field_id == bindparam(f"field_{slot}", type_=BigInteger)
    return value.c, [of_workspace(value), field, *owned(value, sight)]


def _has(in_field: InField, test: str, slot: int, sight: Sight) -> ColumnElement[bool]:
    value, mine = in_field(sight)
    return exists().where(*mine, _TESTS[test](value, slot))


def _lacks(in_field: InField, test: str, slot: int, sight: Sight) -> ColumnElement[bool]:
    return ~_has(in_field, test, slot, sight)


def _has_none(in_field: InField, test: str, sight: Sight) -> ColumnElement[bool]:
    """No value at all: a deleted option is none."""
    value, mine = in_field(sight)
    return ~exists().where(*mine, *([_living_option(value)] if test == "options" else []))


def _has_or_has_none(in_field: InField, test: str, slot: int, sight: Sight) -> ColumnElement[bool]:
    return or_(_has(in_field, test, slot, sight), _has_none(in_field, test, sight))


# --- narrowing ------------------------------------------------------------------------------------


def narrow_fields(ctx: Context, where: Where, values: FieldValues, asked: Sequence[str] | UnsetType) -> None:
    """Adds the conditions of a `cf_filter`. Values of one field are alternatives, fields add up, and a field that the
    actor does not see matches nothing. Raises Invalid.
    """
    if asked is UNSET:
        return
    fields = rules.asked_fields(asked)
    if len(fields) > MOST_AT_ONCE:
        raise Invalid("cf_filter", f"must name at most {MOST_AT_ONCE} custom fields")
    types = types_of(ctx, values.entity_type)
    for slot, (field_id, texts) in enumerate(fields.items()):
        if field_id not in types:
            where.add(NOTHING)
            continue
        try:
            test, parameters = _asked(_TEST_OF[types[field_id]], texts)
        except ValueError as error:
            raise Invalid("cf_filter", f"{error}, for the custom field {field_id}") from None
        if test:
            given = {f"{name}_{slot}": value for name, value in {**parameters, "field": field_id}.items()}
            where.add(_name(test, slot), **given)


def _asked(test: str, texts: Sequence[str]) -> tuple[str, Row]:
    """The condition that is asked for (none for one that everything meets) and its parameters, without slot."""
    given = [text for text in texts if text]
    or_none = "_or_none" if len(given) < len(texts) else ""
    if not given:
        return f"no_{test}", {}
    if test == "ticked":
        return _ticks({rules.asked_flag(text) for text in given}, or_none), {}
    if test in ("options", "people"):
        return test + or_none, {"field_ids": [rules.asked_id(text) for text in given]}
    if test == "text":
        return test + or_none, {"field_texts": [fold(text) for text in given]}
    values, span = rules.asked_spans(given, rules.asked_number if test == "number" else rules.asked_day)
    low, high = _NO_SPAN[test] if span is None else _closed(span, _ENDS[test])
    named = {"field_numbers" if test == "number" else "field_texts": values}
    return test + or_none, {**named, "field_low": low, "field_high": high}


def _ticks(flags: set[bool], or_none: str) -> str:
    """Not ticked is also what nobody has touched."""
    if len(flags) > 1:
        return ""
    return f"ticked{or_none}" if True in flags else "unticked"


def _closed(span: tuple[Any, Any], ends: tuple[Any, Any]) -> tuple[Any, Any]:
    return ends[0] if span[0] is None else span[0], ends[1] if span[1] is None else span[1]
