"""The demo on the wire, and in its file."""

from typing import Literal

import msgspec

#: The organization's, for who leads it; else the one in the workspace.
DemoRole = Literal["owner", "admin", "ws_admin", "ws_manager", "ws_user"]


class DemoLogin(msgspec.Struct, frozen=True):
    """How one of the demo's people signs in."""

    name: str
    email: str
    password: str


class OfferedLogin(DemoLogin, frozen=True):
    """The same with what they may do, as it is now: the choice of whom to enter as is one of what to see."""

    role: DemoRole


class Access(msgspec.Struct, frozen=True):
    """What `demo.json` keeps: the way into the demo, and into nothing else."""

    organization_id: int
    workspace_id: int
    logins: list[DemoLogin]
    api_key: str
