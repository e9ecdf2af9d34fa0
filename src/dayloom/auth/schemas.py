"""Signing in and API keys on the wire."""

from datetime import datetime
from typing import Literal

import msgspec

from dayloom.fields import UNSET, Input, Maybe, Moment, Name, Text

PlanName = Literal["free", "starter", "premium", "enterprise"]


class Account(msgspec.Struct, frozen=True):
    """A person, as they see themselves. `user_account_id` is the `toggl_user_id` of records."""

    user_account_id: int
    email: str
    name: str
    timezone: str


class SignIn(Input, frozen=True):
    """The body of `POST /session`."""

    email: Text
    password: Text


class SignedIn(msgspec.Struct, frozen=True):
    """The session's person, and the token that state-changing requests by its cookie bring along."""

    user: Account
    csrf_token: str


class OpenSession(msgspec.Struct, frozen=True):
    """A browser that is signed in, for its person to recognise. `current`: it is the one that asks."""

    id: int
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    user_agent: str
    current: bool


class ApiKey(msgspec.Struct, frozen=True):
    """An API key without its text."""

    id: int
    name: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


class CreatedApiKey(ApiKey, frozen=True):
    """A new key: the only answer that ever shows its text."""

    api_key: str


class ApiKeyInput(Input, frozen=True):
    """The body of `POST /api-keys`."""

    name: Name
    expires_at: Maybe[Moment] = UNSET
