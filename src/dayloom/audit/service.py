"""The lines of the history that the caller may see, a page of them as events, or all of them as a table."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from typing import Any

import msgspec

from dayloom import records
from dayloom.audit import queries
from dayloom.audit.queries import Line
from dayloom.audit.schemas import AuditLog, AuditQuery, OrganizationAuditQuery, StreamEvent
from dayloom.audit.summaries import Seen, Summaries
from dayloom.auth import people
from dayloom.changes.kinds import KINDS
from dayloom.changes.service import record_kind
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import Forbidden, Invalid, Unprocessable
from dayloom.fields import UNSET
from dayloom.groups.queries import shared_workspaces

BATCH = 500
MOST_ROWS = 100_000
HEADER = ["Time", "Workspace", "Member", "E-mail", "Action", "Type", "Id", "Name", "Before", "After"]
Read = Callable[[Row], list[Line]]


@dataclass(frozen=True, slots=True)
class Log:
    """What the caller may see of the history, newest first, and the workspaces that it is of."""

    places: Mapping[int, Context]
    lines: Iterator[Seen]


# --- whose log ------------------------------------------------------------------------------------


def of_workspace(ctx: Context, query: AuditQuery) -> Log:
    """The workspace's. Raises Forbidden."""
    ctx.actor.must("view_audit_log")
    asked, parameters = _asked(query)
    return _log({ctx.workspace_id: ctx}, lambda more: queries.lines(ctx, asked, {**parameters, **more}), query)


def of_organization(ctx: Context, query: OrganizationAuditQuery) -> Log:
    """That of all its workspaces. Raises Forbidden for who is no owner or admin."""
    if not ctx.actor.may("view_audit_log"):
        raise Forbidden("This needs the permission view_audit_log in the organization.")
    places = _places(ctx, query.workspace_id)
    asked, parameters = _asked(query)
    parameters["workspace_ids"] = list(places)
    return _log(places, lambda more: queries.lines_across(ctx, asked, {**parameters, **more}), query)


def _log(places: Mapping[int, Context], read: Read, query: AuditQuery) -> Log:
    return Log(places, _visible(places, read, query))


def _places(ctx: Context, wanted: Any) -> dict[int, Context]:
    """The organization's workspaces, each as the caller's own place in it."""
    person = people.person(ctx.db, ctx.actor.user_id)
    mine = [one for one in shared_workspaces(ctx) if wanted in (UNSET, one)]
    actors = (people.actor_in_workspace(ctx.db, person, one, ctx.organization_id) for one in mine)
    return {actor.workspace_id: Context(ctx.db, actor, ctx.now) for actor in actors}


def _asked(query: AuditQuery) -> tuple[list[str], Row]:
    if query.to < query.from_:
        raise Invalid("to", "must not be before from")
    parameters: Row = {}
    if query.entity_type is not UNSET:
        parameters |= {"entity_type": query.entity_type, "entity_type_in_json": f'"{query.entity_type}":['}
    if query.entity_id is not UNSET:
        one = query.entity_id
        parameters |= {"entity_id": one, "entity_id_in_json": [f"[{one},", f"[{one}]", f",{one},", f",{one}]"]}
    if query.action is not UNSET:
        parameters["action"] = query.action
    if query.user_id is not UNSET:
        parameters["user_ids"] = query.user_id
    names = ("entity_type", "entity_id", "action", "user_id")
    return [name for name in names if getattr(query, name) is not UNSET], parameters


# --- what is seen ---------------------------------------------------------------------------------


def _visible(places: Mapping[int, Context], read: Read, query: AuditQuery) -> Iterator[Seen]:
    """Batch by batch: what the caller may not see takes no place in a page."""
    next_: Row = {"since": query.from_, "before_at": query.to + timedelta(seconds=1), "before_id": 0, "limit": BATCH}
    while batch := read(next_):
        yield from _shown(places, batch)
        next_ |= {"before_at": batch[-1].at, "before_id": batch[-1].id}


def _shown(places: Mapping[int, Context], batch: Sequence[Line]) -> Iterator[Seen]:
    lines = [Seen(one, _values(one.before), _values(one.after), _values(one.taken)) for one in batch]
    visible = {
        workspace_id: _visible_ids(ctx, [one for one in lines if one.line.workspace_id == workspace_id])
        for workspace_id, ctx in places.items()
    }
    for one in lines:
        seen = visible[one.line.workspace_id]
        taken = {kind: [id_ for id_ in ids if _is_seen(seen, kind, id_)] for kind, ids in one.taken.items()}
        taken = {kind: ids for kind, ids in taken.items() if ids}
        of_record = one.line.record_id is not None and _is_seen(seen, one.line.kind, one.line.record_id)
        if of_record or (one.line.record_id is None and taken):
            yield replace(one, taken=taken)


def _visible_ids(ctx: Context, lines: Iterable[Seen]) -> dict[str, set[int]]:
    """By kind the ids that the caller sees, deleted or not, of the kinds that have somebody who does not."""
    asked: dict[str, set[int]] = {kind.name: set() for kind in KINDS}
    for one in lines:
        named = {} if one.line.record_id is None else {record_kind(one.line.kind): [one.line.record_id]}
        for kind, ids in (*named.items(), *one.taken.items()):
            asked.get(kind, set()).update(ids)
    return {kind.name: records.visible_ids(ctx, kind, sorted(asked[kind.name]), deleted=True) for kind in KINDS}


def _is_seen(seen: Mapping[str, set[int]], kind: str, record_id: int) -> bool:
    """What is of the workspace as a whole, like its settings, is seen by whoever may view its log."""
    return record_kind(kind) not in seen or record_id in seen[record_kind(kind)]


def _values(stored: str | None) -> Row:
    return {} if stored is None else msgspec.json.decode(stored)


# --- answers --------------------------------------------------------------------------------------


def page(ctx: Context, log: Log, query: AuditQuery) -> AuditLog:
    """The page that is asked for, and what its records are called."""
    first = (query.page_number - 1) * query.page_size
    shown = list(islice(log.lines, first, first + query.page_size))
    known = Summaries(ctx, log.places, shown)
    return known.around([_event(one, ctx.organization_id, known) for one in shown])


def _event(seen: Seen, organization_id: int, known: Summaries) -> StreamEvent:
    line = seen.line
    return StreamEvent(
        created_at=line.at,
        organization_id=organization_id,
        workspace_id=line.workspace_id,
        user_id=line.actor_id,
        action=line.verb,
        entity_type=line.kind,
        entity_id=line.record_id or 0,
        project_id=known.project_of(seen),
        old_value=seen.before,
        new_value=seen.after or dict(seen.taken),
        meta_data={"operation_id": str(line.operation_id)},
        product_id=None,
    )


def sheet(ctx: Context, log: Log) -> list[list[Any]]:
    """All of it as rows of a table. Raises Unprocessable for far too many."""
    shown = list(islice(log.lines, MOST_ROWS + 1))
    if len(shown) > MOST_ROWS:
        raise Unprocessable("from", f"is too long ago: there are more than {MOST_ROWS:,} lines")
    known = Summaries(ctx, log.places, shown)
    return [_row(one, known) for one in shown]


def _row(seen: Seen, known: Summaries) -> list[Any]:
    line = seen.line
    who = known.users.get(str(line.actor_id))
    return [
        line.at.isoformat(),
        known.workspaces[str(line.workspace_id)].name,
        "" if who is None else who.name,
        "" if who is None else who.email,
        line.verb,
        line.kind,
        line.record_id or "",
        known.name_of(seen),
        _json(seen.before),
        _json(seen.after or dict(seen.taken)),
    ]


def _json(values: Row) -> str:
    return msgspec.json.encode(values).decode() if values else ""
