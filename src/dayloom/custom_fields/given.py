"""The `custom_fields` of bodies: what they name must be there, and what they give must fit."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from dayloom import records
from dayloom.context import Context
from dayloom.custom_fields import rules
from dayloom.custom_fields.queries import FIELDS, OPTIONS
from dayloom.custom_fields.schemas import WITH_OPTIONS, CustomFieldValue
from dayloom.custom_fields.values import FieldValues
from dayloom.db.engine import Row
from dayloom.errors import Invalid
from dayloom.fields import MAX_ID
from dayloom.references import MEMBERS, NO_MEMBER, NOT_THERE


class GivenValues:
    """The `custom_fields` of a request's items, with the fields, options and people that they name looked up once."""

    def __init__(self, ctx: Context, values: FieldValues, asked: Iterable[Mapping[str, Any] | None]) -> None:
        self._ctx = ctx
        self._values = values
        self._asked = [one for one in asked if one]
        self._fields: dict[int, Row] | None = None
        self._options: dict[int, int] = {}
        self._people: set[int] = set()

    def checked(self, asked: Mapping[str, Any] | None, before: rules.Values | None = None) -> rules.Values:
        """The values by field id, None for what is to be empty. Raises Invalid naming the field.

        Who stands in a value `before` may be named again, also after they left.
        """
        if not asked:
            return {}
        if self._fields is None:
            self._fields = self._look_up()
        made = {}
        for field_id, value in rules.field_ids(asked).items():
            if field_id not in self._fields:
                raise Invalid("custom_fields", f"names {field_id}, {NOT_THERE}")
            field_type = self._fields[field_id]["field_type"]
            made[field_id] = rules.stored(field_id, field_type, value, self._ctx.actor.zone)
            self._check_chosen(field_id, field_type, made[field_id], (before or {}).get(field_id))
        return made

    def _look_up(self) -> dict[int, Row]:
        named = {key for one in self._asked for key in one}
        rows = records.rows(self._ctx, FIELDS, [int(key) for key in named if rules.is_id(key)])
        fields = {one: row for one, row in rows.items() if row["entity_type"] == self._values.entity_type}
        options, people = self._named_by(fields, WITH_OPTIONS), self._named_by(fields, ("users",))
        found = records.rows(self._ctx, OPTIONS, sorted(options)) if options else {}
        self._options = {one: row["custom_field_id"] for one, row in found.items()}
        self._people = MEMBERS(self._ctx, people)
        return fields

    def _named_by(self, fields: Mapping[int, Row], types: Collection[str]) -> set[int]:
        """The ids in the values of fields of these types, as far as they are ids."""
        of_type = {str(one) for one, row in fields.items() if row["field_type"] in types}
        values = [value for one in self._asked for key, value in one.items() if key in of_type]
        ids = [one for value in values for one in (value if isinstance(value, list) else [value])]
        return {one for one in ids if type(one) is int and 1 <= one <= MAX_ID}

    def _check_chosen(self, field_id: int, field_type: str, value: Any, before: Any) -> None:
        of_people = field_type == "users"
        for one in _list(value):
            there = one in self._people or one in _list(before) if of_people else self._options.get(one) == field_id
            if not there:
                raise Invalid(f"custom_fields.{field_id}", f"names {one}, {NO_MEMBER if of_people else NOT_THERE}")


def merged(before: rules.Values, given: rules.Values, asked: Mapping[str, Any] | None, *, whole: bool) -> rules.Values:
    """What a record will have: PUT replaces all values, PATCH those that it names, and null clears them all."""
    return rules.tidy({**({} if whole or asked is None else before), **given})


# --- copies ---------------------------------------------------------------------------------------


def people_in(values: Iterable[CustomFieldValue]) -> set[int]:
    """Everybody whom these values name."""
    return {one for value in values if value.field_type == "users" for one in _list(value.value)}


def given_again(values: Iterable[CustomFieldValue], members: Collection[int]) -> dict[str, Any]:
    """The `custom_fields` that make these values once more, without people who have left."""
    return {
        str(value.custom_field_id): [one for one in _list(value.value) if one in members]
        if value.field_type == "users"
        else value.value
        for value in values
    }


def _list(value: Any) -> list[int]:
    return value if isinstance(value, list) else []
