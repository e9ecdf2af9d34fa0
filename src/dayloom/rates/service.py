"""Setting and clearing the rates of an owner. Rights are the callers' affair."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete as sql_delete

from dayloom import journal
from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.db.tables import of_workspace
from dayloom.rates.queries import all_rates_in, dated, days_of, rates_of
from dayloom.rates.rules import Owner, Span, left_of, overlap
from dayloom.rates.schemas import ModifiedRate, RateConflicts, RateSpan
from dayloom.rates.tables import rates

#: What history and changes call the rates of an owner, by the owner's kind: not everybody may see these lines.
OF_PROJECT, OF_PERSON, OF_WORKSPACE = "project_rates", "member_rates", "workspace_rates"


@dataclass
class Cut:
    """What taking a span of days from an owner's rates does: rates that go, that lose days, and second halves."""

    deleted: list[Row] = field(default_factory=list)
    modified: list[tuple[Row, Span]] = field(default_factory=list)
    added: list[tuple[Row, Span]] = field(default_factory=list)


def cut(found: Sequence[Row], days: Span) -> Cut:
    """Takes these days from the rates that hold on them."""
    made = Cut()
    for row in (row for row in found if overlap(days_of(row), days)):
        left = left_of(days_of(row), days)
        if not left:
            made.deleted.append(row)
        made.modified += [(row, one) for one in left[:1]]
        made.added += [(row, one) for one in left[1:]]
    return made


def conflicts(ctx: Context, owner: Owner, days: Span) -> RateConflicts | None:
    """What a new rate for these days would do to those that are there; None if nothing."""
    made = cut(_rates(ctx, owner), days)
    if not (made.deleted or made.modified):
        return None
    modified = [
        ModifiedRate(dated(row), RateSpan(row["id"], left.start, left.end)) for row, left in made.modified + made.added
    ]
    return RateConflicts([dated(row) for row in made.deleted], modified)


def set_rate(ctx: Context, owner: Owner, days: Span, cents: int, currency: str) -> Row:
    """A rate for these days, which it takes from those that are there."""
    before = _rates(ctx, owner)
    new = {**owner._asdict(), "hourly_cents": int(cents), "currency": str(currency)}
    same = next((row for row in before if days_of(row) == days and {**row, **new} == row), None)
    if same is not None:
        return same
    _take(ctx, before, days)
    (row,) = _insert(ctx, [{**new, "start_date": days.start, "end_date": days.end}])
    _note(ctx, owner, before)
    return row


def clear(ctx: Context, owner: Owner, days: Span) -> None:
    """No rate on these days."""
    before = _rates(ctx, owner)
    _take(ctx, before, days)
    _note(ctx, owner, before)


def copy(ctx: Context, project_id: int, twin_id: int) -> None:
    """Gives a new project the rates of another, and its people those that they have in it."""
    rows = all_rates_in(ctx, project_id)
    if rows:
        _insert(ctx, [{**row, "project_id": twin_id} for row in rows])
    for user_id in sorted({row["user_id"] for row in rows}, key=lambda user_id: user_id or 0):
        _note(ctx, Owner(twin_id, user_id), [])


def _rates(ctx: Context, owner: Owner) -> list[Row]:
    return rates_of(ctx, [owner])[owner]


@statement
def _delete() -> Any:
    return sql_delete(rates).where(of_workspace(rates), in_ids(rates.c.id, "ids"))


def _take(ctx: Context, found: Sequence[Row], days: Span) -> None:
    made = cut(found, days)
    if made.deleted:
        ctx.run(_delete(), ids=[row["id"] for row in made.deleted])
    columns = ["start_date", "end_date", "updated_at"]
    changed = [{**row, "start_date": left.start, "end_date": left.end} for row, left in made.modified]
    keys = ("workspace_id", "id", "start_date", "end_date")
    ctx.db.update(rates, columns, [{**{name: row[name] for name in keys}, "updated_at": ctx.now} for row in changed])
    _insert(ctx, [{**row, "start_date": left.start, "end_date": left.end} for row, left in made.added])


def _insert(ctx: Context, new: Sequence[Row]) -> list[Row]:
    stamps = {"workspace_id": ctx.workspace_id, "created_at": ctx.now, "updated_at": ctx.now}
    rows = [{**row, **stamps, "id": one} for row, one in zip(new, ctx.db.new_ids(len(new)), strict=True)]
    ctx.db.insert(rates, rows)
    return rows


def _note(ctx: Context, owner: Owner, before: Sequence[Row]) -> None:
    """Rates belong to their owner, as members to a project: one line of its history, with all of them."""
    told = [dated(row) for row in before], [dated(row) for row in _rates(ctx, owner)]
    if told[0] != told[1]:
        whose = {"user_id": owner.user_id} if owner.project_id and owner.user_id else {}
        before_after = ({**whose, "rates": rates} for rates in told)
        journal.note(ctx, *_told_of(ctx, owner), "set", *before_after)


def _told_of(ctx: Context, owner: Owner) -> tuple[str, int]:
    if owner.project_id is not None:
        return OF_PROJECT, owner.project_id
    return (OF_WORKSPACE, ctx.workspace_id) if owner.user_id is None else (OF_PERSON, owner.user_id)
