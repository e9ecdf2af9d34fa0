"""Custom fields and their options on the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from dayloom.fields import UNSET, Color, Description, Ids, Input, Maybe, Name, Paged, Patch, Text

EntityType = Literal["project", "task", "user"]
FieldType = Literal["select", "multi_select", "text", "number", "date", "checkbox", "users"]
#: The types whose values are chosen from options.
WITH_OPTIONS = ("select", "multi_select")
#: How many fields there may be for projects, tasks and people each, and how many options in a field.
MOST_FIELDS, MOST_OPTIONS = 100, 200
#: How many fields one request may order by, and how many it may test.
MOST_AT_ONCE = 5

OrderedIds = Annotated[Ids, Meta(min_length=1, max_length=MOST_OPTIONS)]


class CustomFieldOption(msgspec.Struct, frozen=True):
    """What a value of a `select` or `multi_select` field is chosen from."""

    id: int
    workspace_id: int
    custom_field_id: int
    name: str
    description: str | None
    color: str | None
    position: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None


class CustomField(msgspec.Struct, frozen=True):
    """A field with its options, in their order."""

    id: int
    workspace_id: int
    name: str
    description: str | None
    entity_type: str
    field_type: str
    position: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    status: str
    options: list[CustomFieldOption]
    total_options: int


class CustomFieldOptionValue(msgspec.Struct, frozen=True):
    """An option that was chosen. A deleted one is chosen no longer, so `is_deleted` is always false."""

    option_id: int
    option_name: str
    is_deleted: bool


class CustomFieldValue(msgspec.Struct, frozen=True):
    """What a record has in a field: the option's id or the list of ids, a text, a number, a day, true or false."""

    custom_field_id: int
    custom_field_name: str
    field_type: str
    selected_options: list[CustomFieldOptionValue]
    value: str | int | float | bool | list[int]


class UserValues(msgspec.Struct, frozen=True):
    """What a person has, by field id, each value as in `CustomFieldValue`."""

    custom_fields: dict[str, Any]


class UserValuesPatch(Patch, frozen=True, kw_only=True):
    """The body of `PATCH custom-field-values`: null clears all of them, and without it nothing changes."""

    custom_fields: Maybe[dict[str, Any] | None] = UNSET


class CustomFieldOptionInput(Input, frozen=True, kw_only=True):
    """The body of POST and PUT of an option, and an option of a new field."""

    name: Name
    description: Maybe[Description | None] = UNSET
    color: Maybe[Color | None] = UNSET


class CustomFieldReplace(Input, frozen=True, kw_only=True):
    """The body of PUT. What the field is for and its type may be sent back as they are."""

    name: Name
    description: Maybe[Description] = UNSET
    entity_type: Maybe[EntityType] = UNSET
    field_type: Maybe[FieldType] = UNSET


class CustomFieldCreate(Input, frozen=True, kw_only=True):
    """The body of POST."""

    name: Name
    entity_type: EntityType
    field_type: FieldType
    description: Maybe[Description] = UNSET
    options: Maybe[list[CustomFieldOptionInput]] = UNSET


class CustomFieldsOrder(Input, frozen=True, kw_only=True):
    """The body of `PUT custom-fields/order`."""

    entity_type: EntityType
    ordered_ids: OrderedIds


class CustomFieldOptionsOrder(Input, frozen=True, kw_only=True):
    """The body of `PUT options/order`."""

    ordered_ids: OrderedIds


class CustomFieldFilter(Paged, frozen=True, kw_only=True):
    """`GET custom-fields`."""

    entity_type: Maybe[EntityType] = UNSET


class CustomFieldOptionFilter(Paged, frozen=True, kw_only=True):
    """`GET options`."""

    name: Maybe[Text] = UNSET
