"""Invitations on the wire (an addition of ours: docs/compatibility.md)."""

from datetime import datetime

import msgspec

from dayloom.fields import UNSET, Input, Maybe, Name, Text, Word
from dayloom.workspaces.schemas import OrganizationRole, WorkspaceRoles


class InvitedWorkspace(msgspec.Struct, frozen=True):
    """A workspace that somebody is invited into."""

    workspace_id: int
    name: str
    focus_role_id: int


class Invitation(msgspec.Struct, frozen=True):
    """An open invitation. `invited_by` is a name, and null where the command line made it."""

    id: int
    organization_id: int
    email: str
    role: OrganizationRole
    workspaces: list[InvitedWorkspace]
    invited_by: str | None
    created_at: datetime
    expires_at: datetime


class CreatedInvitation(Invitation, frozen=True):
    """A new one: the only answer that ever shows its secret, alone and as the link to hand over."""

    secret: str
    link: str


class InvitationInput(Input, frozen=True, kw_only=True):
    """The body of `POST {O}/invitations`. Owners and admins are in every workspace, members in those that are named."""

    email: Text
    role: OrganizationRole = "member"
    workspaces: Maybe[WorkspaceRoles] = UNSET


class InvitationSecret(Input, frozen=True, kw_only=True):
    """The body of `POST /invitations/find`: in the body, since addresses are written into logs."""

    secret: Word


class FoundInvitation(msgspec.Struct, frozen=True):
    """What whoever has the link may know."""

    organization_name: str
    email: str
    invited_by: str | None
    has_account: bool
    expires_at: datetime


class InvitationAccept(InvitationSecret, frozen=True, kw_only=True):
    """The body of `POST /invitations/accept`. Who has an account gives its password, or the cookie of a session."""

    name: Maybe[Name] = UNSET
    password: Maybe[Text] = UNSET
    timezone: Maybe[Word] = UNSET
