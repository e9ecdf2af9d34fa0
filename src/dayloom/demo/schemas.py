"""The demo on the wire, and in its file."""

import msgspec


class DemoLogin(msgspec.Struct, frozen=True):
    """How one of the demo's people signs in."""

    name: str
    email: str
    password: str


class Access(msgspec.Struct, frozen=True):
    """What `demo.json` keeps: the way into the demo, and into nothing else."""

    organization_id: int
    workspace_id: int
    logins: list[DemoLogin]
    api_key: str
