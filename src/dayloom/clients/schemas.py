"""A client on the wire."""

from datetime import datetime

import msgspec

from dayloom.fields import UNSET, Currency, Input, Maybe, Name, Paged, Text


class Client(msgspec.Struct, frozen=True):
    """Somebody whom projects are done for. `active` is the live API's word for not archived."""

    id: int
    name: str
    active: bool
    currency: str | None
    toggl_user_id: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    workspace_id: int


class ClientInput(Input, frozen=True, kw_only=True):
    """The body of POST and PUT."""

    name: Name
    currency: Maybe[Currency] = UNSET


class ClientFilter(Paged, frozen=True, kw_only=True):
    """`GET clients`."""

    name: Maybe[Text] = UNSET
