"""What can be done with custom fields and their options. A field keeps its type: its values would not fit another."""

from collections.abc import Sequence
from typing import Any

from dayloom import journal, lives, records
from dayloom.context import Context
from dayloom.custom_fields.permissions import must_manage
from dayloom.custom_fields.queries import FIELDS, OPTIONS, fields_of, options_of
from dayloom.custom_fields.schemas import (
    MOST_FIELDS,
    MOST_OPTIONS,
    WITH_OPTIONS,
    CustomFieldCreate,
    CustomFieldOptionInput,
    CustomFieldOptionsOrder,
    CustomFieldReplace,
    CustomFieldsOrder,
)
from dayloom.db.engine import Row
from dayloom.errors import Invalid, LimitReached
from dayloom.fields import UNSET, given
from dayloom.kinds import Kind
from dayloom.names import named, refuse_taken
from dayloom.records import Where


def create(ctx: Context, new: CustomFieldCreate) -> int:
    """A new field, last of its kind. Raises Conflict for a taken name, LimitReached where there are too many."""
    must_manage(ctx.actor, new.entity_type)
    options = [] if new.options is UNSET else new.options
    if options and new.field_type not in WITH_OPTIONS:
        raise Invalid("options", f"can only be given for a field_type of {' or '.join(WITH_OPTIONS)}")
    count, last = fields_of(ctx, new.entity_type)
    if count >= MOST_FIELDS:
        raise LimitReached(f"There may be at most {MOST_FIELDS} custom fields for the entity_type {new.entity_type}.")
    refuse_taken(ctx, FIELDS, [new.name], within=("entity_type", new.entity_type))
    values = {"description": None, **given(new), **named(new.name), "position": last + 1}
    values.pop("options", None)
    field_id = records.create(ctx, FIELDS, [values])[0]
    _create_options(ctx, field_id, options)
    return field_id


def replace(ctx: Context, field_id: int, new: CustomFieldReplace) -> None:
    """Renames and describes. Raises Invalid for another type."""
    row = _field(ctx, field_id)
    for name in ("entity_type", "field_type"):
        if getattr(new, name) not in (UNSET, row[name]):
            raise Invalid(name, f"is {row[name]} and cannot be changed: make another field instead")
    refuse_taken(ctx, FIELDS, [new.name], but=field_id, within=("entity_type", row["entity_type"]))
    records.change(ctx, FIELDS, [(row, {"description": None, **given(new), **named(new.name)})], "replace")


def delete(ctx: Context, field_id: int) -> None:
    """Hides the field and all of its values."""
    _field(ctx, field_id)
    lives.delete_alone(ctx, FIELDS, field_id)


def reorder(ctx: Context, new: CustomFieldsOrder) -> None:
    """Puts these fields first, in this order; those that are not named follow as they were."""
    must_manage(ctx.actor, new.entity_type)
    before, after = _reorder(ctx, FIELDS, Where().add("entity_type", entity_type=new.entity_type), new.ordered_ids)
    if after != before:
        journal.note_order(ctx, FIELDS.name, None, after)


def _field(ctx: Context, field_id: int) -> Row:
    """A visible field that the actor may change. Raises NotFound or Forbidden."""
    row = records.row(ctx, FIELDS, field_id)
    must_manage(ctx.actor, row["entity_type"])
    return row


# --- options --------------------------------------------------------------------------------------


def create_option(ctx: Context, field_id: int, new: CustomFieldOptionInput) -> int:
    """A new option, last in its field. Raises Invalid for a field that takes none."""
    row = _field(ctx, field_id)
    if row["field_type"] not in WITH_OPTIONS:
        raise Invalid("custom_field_id", f"names a field of the type {row['field_type']}, which has no options")
    return _create_options(ctx, field_id, [new])[0]


def _create_options(ctx: Context, field_id: int, new: Sequence[CustomFieldOptionInput]) -> list[int]:
    count, last = options_of(ctx, field_id)
    if count + len(new) > MOST_OPTIONS:
        raise LimitReached(f"A custom field may have at most {MOST_OPTIONS} options.")
    refuse_taken(ctx, OPTIONS, [one.name for one in new], within=("custom_field_id", field_id))
    rows = [
        {"custom_field_id": field_id, **_option(one), "position": position}
        for position, one in enumerate(new, start=last + 1)
    ]
    return records.create(ctx, OPTIONS, rows)


def replace_option(ctx: Context, option_id: int, new: CustomFieldOptionInput) -> None:
    """Renames, describes and recolours."""
    row = records.row(ctx, OPTIONS, option_id)
    _field(ctx, row["custom_field_id"])
    refuse_taken(ctx, OPTIONS, [new.name], but=option_id, within=("custom_field_id", row["custom_field_id"]))
    records.change(ctx, OPTIONS, [(row, _option(new))], "replace")


def delete_option(ctx: Context, option_id: int) -> None:
    """Takes the option off everything that has it; history keeps it."""
    _field(ctx, records.row(ctx, OPTIONS, option_id)["custom_field_id"])
    lives.delete_alone(ctx, OPTIONS, option_id)


def reorder_options(ctx: Context, field_id: int, new: CustomFieldOptionsOrder) -> None:
    """Puts these options first, in this order; those that are not named follow as they were."""
    _field(ctx, field_id)
    before, after = _reorder(ctx, OPTIONS, Where().add("field", custom_field_id=field_id), new.ordered_ids)
    if after != before:
        journal.note(ctx, FIELDS.name, field_id, "order", {"option_ids": before}, {"option_ids": after})


def _option(new: CustomFieldOptionInput) -> Row:
    return {"description": None, "color": None, **given(new), **named(new.name)}


# --- order ----------------------------------------------------------------------------------------


def _reorder(ctx: Context, kind: Kind[Any], where: Where, first: Sequence[int]) -> tuple[list[int], list[int]]:
    """Gives every record its place, the `first` ones before the rest; returns the order as it was and as it is."""
    known = records.ids(ctx, kind, where, kind.default_order)
    for one in first:
        if one not in known:
            raise Invalid("ordered_ids", f"names {one}, which is not there")
    if len(set(first)) < len(first):
        raise Invalid("ordered_ids", "must not name the same id twice")
    named_first = set(first)
    order = [*first, *(one for one in known if one not in named_first)]
    common = {"workspace_id": ctx.workspace_id}
    ctx.db.update(kind.table, ["position"], [{**common, "id": one, "position": at} for at, one in enumerate(order, 1)])
    return known, order
