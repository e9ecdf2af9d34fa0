"""What the people of a workspace have in its custom fields."""

from typing import Any

from dayloom import journal
from dayloom.context import Context
from dayloom.custom_fields.given import GivenValues, merged
from dayloom.custom_fields.permissions import must_manage
from dayloom.custom_fields.queries import values_of
from dayloom.custom_fields.schemas import UserValues, UserValuesPatch
from dayloom.custom_fields.values import USER_VALUES
from dayloom.errors import NotFound
from dayloom.fields import given
from dayloom.references import MEMBERS


def patch(ctx: Context, user_id: int, changes: UserValuesPatch) -> UserValues:
    """Changes the named values, or clears them all; answers all of them. Raises NotFound for who is no member."""
    if user_id not in MEMBERS(ctx, [user_id]):
        raise NotFound("member")
    must_manage(ctx.actor, USER_VALUES.entity_type)
    asked: dict[str, Any] | None = given(changes).get("custom_fields", {})
    before = USER_VALUES.read(ctx, [user_id]).get(user_id, {})
    after = merged(before, GivenValues(ctx, USER_VALUES, [asked]).checked(asked, before), asked, whole=False)
    if after != before:
        USER_VALUES.write(ctx, [(user_id, before, after)])
        journal.note(ctx, "member", user_id, "patch", {"custom_fields": before}, {"custom_fields": after})
    shown = values_of(ctx, USER_VALUES, [user_id]).get(user_id, [])
    return UserValues({str(value.custom_field_id): value.value for value in shown})
