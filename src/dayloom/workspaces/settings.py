"""Changing what holds for everybody in a workspace: what its roles may do, and its currency. Administrators do that."""

import re
from typing import Any

import msgspec
from sqlalchemy import Text, bindparam, update

from dayloom import journal
from dayloom.auth.roles import ADJUSTABLE, ADJUSTABLE_ROLES, ADMIN_PERMISSIONS, HELD
from dayloom.context import Context
from dayloom.db.statement import statement
from dayloom.db.tables import NOW, of_workspace
from dayloom.errors import Invalid
from dayloom.workspaces.queries import currency, shared_settings, workspace
from dayloom.workspaces.schemas import CurrencyPatch, SharedSettings, SharedSettingsInput, WorkspaceCurrency
from dayloom.workspaces.tables import workspaces

#: More than any client needs to remember, and little enough to read with every request.
LARGEST = 16 * 1024


@statement
def _write(column: str) -> Any:
    values = {column: bindparam("written", type_=Text), "updated_at": NOW}
    return update(workspaces).where(of_workspace(workspaces)).values(values)


def replace(ctx: Context, new: SharedSettingsInput) -> SharedSettings:
    """Sets all of it anew. Raises Forbidden, or Invalid for what no setting can decide."""
    ctx.actor.must_administer()
    for role, chosen in new.settings.items():
        for name, held in chosen.items():
            _check(role, name, held)
    written = msgspec.json.encode(new.settings, order="sorted").decode()
    if len(written) > LARGEST:
        raise Invalid("settings", f"must take at most {LARGEST:,} characters in all")
    _change(ctx, "settings", written)
    return shared_settings(ctx)


def _check(role: str, name: str, held: bool) -> None:
    """A role has some permissions whatever the settings say; words that mean nothing here are kept as they are."""
    adjustable = role in ADJUSTABLE_ROLES and name in ADJUSTABLE
    if role in HELD and name in ADMIN_PERMISSIONS and not adjustable and held != (name in HELD[role]):
        must = "true" if name in HELD[role] else "false"
        raise Invalid(f"settings.{role}.{name}", f"must be {must}: the role itself decides that")


def change_currency(ctx: Context, change: CurrencyPatch) -> WorkspaceCurrency:
    """Gives the workspace another currency. Raises Forbidden, or Invalid for what is no code."""
    ctx.actor.must_administer()
    code = change.currency.strip().upper()
    if not re.fullmatch("[A-Z]{3}", code):
        raise Invalid("currency", "must be an ISO 4217 code of three letters, like EUR")
    _change(ctx, "currency", code)
    return currency(ctx)


def _change(ctx: Context, column: str, written: str) -> None:
    before = workspace(ctx)[column]
    if written != before:
        ctx.run(_write(column), written=written)
        journal.note(ctx, "workspace", ctx.workspace_id, column, {column: before}, {column: written})
